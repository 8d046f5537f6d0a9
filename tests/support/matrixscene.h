// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/enginefixture.h"

namespace Clearsky {

/// One cell of the fault matrix (design/engine.md section 3): a job of one kind on a practice cloud behind a FaultProxy,
/// perhaps with a second job in another lane that must not notice. Asserts on the server's truth.
class MatrixScene
{
public:
    struct Options
    {
        QString kindId{};
        int items = 3;            ///< 0: a full batch of the kind
        bool secondLane = false;  ///< a small job of another kind runs at the same time
        HttpDeadlines deadlines{};
        bool oneGroup = false;    ///< all items share their requests (ROMA: one instance)
    };

    explicit MatrixScene(const Options &options);
    ~MatrixScene();

    [[nodiscard]] const KindContract &contract() const { return *fixture.stack->registry.contract(plan.kindId); }
    [[nodiscard]] JobEngine &engine() { return fixture.stack->engine; }
    [[nodiscard]] const JobSummary &job() const { return *fixture.stack->engine.job(plan.id); }
    [[nodiscard]] const QList<JobItem> &items() const { return fixture.stack->engine.items(plan.id); }
    [[nodiscard]] QStringList ids() const;

    /// What happens to the delete requests of this kind on their way, by their number from 1.
    void onDelete(std::function<Fault(int number, const RawRequest &request)> chooser);
    void onFirstDelete(const Fault &fault);
    /// What happens to lists and reads of this kind's resources on their way.
    void onLook(const Fault &fault);
    void onLook(std::function<Fault(int number)> chooser);
    /// What the service itself answers to delete requests of this kind.
    void answerDeletes(int status, const QByteArray &body, int times, const QList<QPair<QByteArray, QByteArray>> &headers = {});

    /// A plan of the same kind and account for resources that are not in `plan`.
    [[nodiscard]] DeletePlan planOfOthers(int count);

    void start();
    /// Waits until all jobs have ended; false when they do not.
    [[nodiscard]] bool finish();
    [[nodiscard]] bool run();
    [[nodiscard]] bool waitFor(JobState state);
    /// Waits until the lane has had time to do what it must not do.
    void letTimePass(std::chrono::milliseconds providersTime);

    /// The first promise that was broken (R1, R2, R5, R6, R9, R12); nothing when all were kept.
    [[nodiscard]] QString broken() const;
    /// The states that an item has shown, in their order.
    [[nodiscard]] QList<ItemState> history(int position) const { return m_histories.value(position); }
    [[nodiscard]] bool wasEver(ItemState state) const;
    [[nodiscard]] int arrivedDeletes() const; ///< at the proxy, whatever became of them
    /// Where in the plan the items are that the first delete request named, the one of onFirstDelete().
    [[nodiscard]] QList<int> positionsOfFirstDelete() const;
    [[nodiscard]] QList<PracticeLogEntry> deletes() const { return fixture.deletes(plan.kindId); }
    [[nodiscard]] int intents() const;
    [[nodiscard]] int count(ItemState state) const { return job().count(state); }

    EngineFixture fixture;
    Account account;
    DeletePlan plan;

private:
    [[nodiscard]] bool isDelete(const RawRequest &request) const;
    [[nodiscard]] PracticeCall recognised(const RawRequest &request) const;
    [[nodiscard]] bool isLook(const RawRequest &request) const;
    [[nodiscard]] QString resentWithoutLook() const;
    [[nodiscard]] QString witnessed() const;

    std::optional<DeletePlan> m_witness;
    QHash<int, QList<ItemState>> m_histories;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/jobrun.h"
#include "app/net/withdrawal.h"

namespace Clearsky {

/// One batch on its way: checked against the present state of its items, written down, sent once, answered. The order is
/// that of engine.md 5.1: nothing leaves before the intent is durable, nothing is shown before the outcome is.
class BatchSend final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BatchSend)

public:
    enum class End {
        NothingLeft,  ///< the check left no item to send
        Answered,     ///< the provider took it on, in whole or in part
        Failed,       ///< `error` says how; what may have been carried out is being looked at
        NotChecked,   ///< the check itself failed with `error`: nothing was sent
        Withdrawn,    ///< taken back before anything of it may have left
    };

    /// What the lane learns.
    struct Outcome
    {
        End end = End::NothingLeft;
        SendBatch batch{};         ///< the items that are Pending again, with the batch's history
        QList<int> recheck{};      ///< absent in one look, which does not prove it: check again later
        QList<int> toFollow{};     ///< Accepted or Unknown
        int requestNumber = 0;
        QString providerJobId{};
        std::optional<Error> error{};
        QString stranger{};        ///< DeleteAnswer::stranger
    };

    BatchSend(JobRun &job, SendBatch batch, LaneRules lane, Clock &clock, QObject *parent = nullptr);

    void start();
    /// Sends nothing any more (engine.md R18): ends as Withdrawn unless its request may have left already.
    void withdraw();
    /// The same, but a check that is under way ends first: a read that is broken off still counts at the provider.
    void holdBack() { m_withdrawal->make(); }
    [[nodiscard]] const QList<int> &items() const { return m_batch.items; }
    [[nodiscard]] const SendBatch &batch() const { return m_batch; }
    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }

Q_SIGNALS:
    /// The request is about to be handed over.
    void sending();
    /// Once; the object may be deleted later.
    void finished();

private:
    [[nodiscard]] bool mayStart() const;
    void onLooked(const Result<LookOutcome> &looked);
    void check(const LookOutcome &looked);
    void checkItem(int position, const LookOutcome &looked, JournalChanges &changes);
    [[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds time) const;
    void checkPresent(int position, const Resource &row, JournalChanges &changes);
    void writeIntent();
    void send();
    void onReplied(const Result<HttpReply> &replied);
    void takeBack();
    void judgeItems(const DeleteAnswer &answer, JournalChanges &changes);
    void judgeFailure(const Error &error, JournalChanges &changes);
    [[nodiscard]] QString summaryOf(const JournalChanges &changes) const;
    void finish(End end);

    JobRun &m_job;
    SendBatch m_batch;
    LaneRules m_lane;
    Clock &m_clock;
    QPointer<Look> m_look;
    std::shared_ptr<Withdrawal> m_withdrawal = std::make_shared<Withdrawal>();
    ApiRequest m_request;
    RequestRecord m_record;
    Outcome m_outcome;
    std::chrono::milliseconds m_startedAt{0};
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/itemjudge.h"

namespace Clearsky {

/// Follows a job's sent items to their proved end (engine.md 5.4): polls the provider's jobs, looks at the items, and
/// decides. One per job; the lane says when a look that pages through a list may run.
class Verifier final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Verifier)

public:
    /// The lane's part. Asked again after freed() of anything in the lane.
    struct Permits
    {
        std::function<bool()> mayAsk;  ///< whether anything may be asked now
        std::function<bool()> mayLook; ///< whether a look that pages through a list may start now
    };

    Verifier(JobRun &job, LaneRules lane, Clock &clock, Permits permits, QObject *parent = nullptr);
    ~Verifier() override;

    /// Items of one request that are Accepted or Unknown. advance() starts what that brings. `providerJobId` is empty when there is none or it was lost.
    void follow(const QList<int> &items, int requestNumber, const QString &providerJobId);
    /// Items that were sent before a restart and have not ended.
    void takeUp();
    /// Looks again at items whose deadline is over, and once at Deleted ones.
    void verifyAgain();
    /// Starts what is due.
    void advance();

    [[nodiscard]] bool isLooking() const { return m_looks > 0; }
    /// A provider job that is known to run, or may still run because its id was lost.
    [[nodiscard]] int occupiedSlots() const;
    [[nodiscard]] bool hasRunningProviderJob() const;

Q_SIGNALS:
    /// A look has ended, an item has ended, or a slot is free: the lane may go on.
    void freed();
    /// Looks found these untouched, and they may be sent once more.
    void maySendAgain(const QList<int> &items);
    /// A look failed for a reason that only a person can mend.
    void stuck(const Clearsky::Error &error);

private:
    using FollowPtr = std::shared_ptr<Follow>;

    void addFollow(const QList<int> &items, int requestNumber, const QString &providerJobId);
    void poll(const FollowPtr &follow);
    void onPolled(const FollowPtr &follow, const Result<ProviderJob> &job);
    void look(const QList<FollowPtr> &follows);
    void onLooked(const QList<FollowPtr> &follows, const Result<LookOutcome> &looked, std::chrono::milliseconds startedAt);
    void doubt(const FollowPtr &follow, const Error &error, JournalChanges &changes);
    [[nodiscard]] QList<FollowPtr> dueForList();
    void giveUpOverdue();
    void giveUp(const FollowPtr &follow, JournalChanges &changes);
    void scheduleNextLook(const FollowPtr &follow);
    void dropSettled(const QList<FollowPtr> &follows);
    void scheduleWake();
    [[nodiscard]] bool looksAtList() const;
    [[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds time) const;

    JobRun &m_job;
    LaneRules m_lane;
    FollowRules m_rules;
    Clock &m_clock;
    ItemJudge m_judge;
    Permits m_permits;
    QList<FollowPtr> m_follows;
    int m_looks = 0;
    std::unique_ptr<Clock::Timer> m_wake;
};

} // namespace Clearsky

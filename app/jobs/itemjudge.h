// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/follow.h"
#include "app/jobs/jobrun.h"

namespace Clearsky {

/// Decides what a look means for an item that was sent (engine.md 5.4, point 3).
class ItemJudge final
{
public:
    ItemJudge(JobRun &job, const FollowRules &rules, const Clock &clock)
        : m_job(job)
        , m_rules(rules)
        , m_clock(clock)
    {
    }

    /// Adds what follows from the look to `changes`. True: the item is Pending again and may be sent once more.
    [[nodiscard]] bool judge(const Follow &follow, int position, const LookOutcome &looked, JournalChanges &changes) const;
    /// Whether a second look soon after could decide what the last one could not.
    [[nodiscard]] bool waitsForAgreement(const Follow &follow, int position) const;

private:
    void judgeAgain(int position, const LookOutcome &looked, JournalChanges &changes) const;
    void judgeAbsent(const Follow &follow, int position, const LookOutcome &looked, JournalChanges &changes) const;
    [[nodiscard]] bool judgePresent(const Follow &follow, int position, const Resource &row, JournalChanges &changes) const;
    [[nodiscard]] bool looksAgreeOnPresence(const Follow &follow, int position, std::chrono::milliseconds apart) const;
    [[nodiscard]] bool judgeUntouched(int position, const StateMeaning &meaning, JournalChanges &changes) const;
    [[nodiscard]] bool isNamedAlone(const Follow &follow, int position) const;
    [[nodiscard]] bool isOnlyItem(const Follow &follow) const;
    [[nodiscard]] int itemsOf(const Follow &follow, const std::function<bool(const JobItem &)> &areSo) const;
    [[nodiscard]] QString failureOf(const Follow &follow, int position, const Resource &row) const;
    [[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds time) const;

    JobRun &m_job;
    const FollowRules &m_rules;
    const Clock &m_clock;
};

} // namespace Clearsky

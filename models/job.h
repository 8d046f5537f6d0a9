// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/account.h"
#include "models/item.h"

#include <array>
#include <chrono>

namespace Clearsky {

/// Where a job stands (design/ux.md section 7).
enum class JobState {
    Holding,              ///< confirmed; nothing is sent before the hold is over
    Queued,               ///< signing in, or waiting for its lane
    Running,
    Waiting,              ///< the provider asks for patience: JobSummary::note and waitUntil
    Paused,               ///< by a person: looks at what was sent, sends only after Resume; survives a restart
    NeedsAttention,       ///< goes on only after a person has acted: JobSummary::note says what to do
    Stopping,             ///< nothing more is sent; what was accepted is verified
    Interrupted,          ///< found after a restart: looks by itself, sends only after Resume
    Finished,
    FinishedWithProblems, ///< ended, and not every item is gone
    Stopped,
    Undone,
};

[[nodiscard]] QString jobStateId(JobState state);    ///< stable: "needs_attention"
[[nodiscard]] std::optional<JobState> jobStateFromId(const QString &id);
[[nodiscard]] QString jobStateTitle(JobState state); ///< translated
/// Finished, Finished with problems, Stopped, Undone.
[[nodiscard]] bool isEnd(JobState state);
/// Queued, Running, Waiting.
[[nodiscard]] bool canPause(JobState state);

/// How many items are in each state, indexed by ItemState.
using ItemCounts = std::array<int, 10>;

/// What the job panel shows of one job.
struct JobSummary
{
    QString id{};              ///< UUID without braces
    int number = 0;            ///< what people call it: "#14"
    QString accountId{};
    QString accountName{};
    Environment environment = Environment::Unknown;
    QString kindId{};
    QString projectId{};
    JobState state = JobState::Holding;
    bool stopRequested = false;
    ItemCounts counts{};
    int total = 0;
    int ended = 0;             ///< items that have ended; Unknown counts once its deadline is over
    int verifying = 0;         ///< items that are being looked at
    double progress = 0.0;     ///< 0…1; never falls; 1 only when every item has ended
    QString note{};            ///< translated; why it waits or needs attention
    QDateTime waitUntil{};     ///< UTC; with Holding and Waiting
    QDateTime createdAt{};     ///< UTC
    QDateTime endedAt{};       ///< UTC
    bool recordDamaged = false;
    bool shownOnly = false;    ///< the journal takes no writes: nothing can be done with the job here

    [[nodiscard]] int count(ItemState which) const { return counts.at(static_cast<size_t>(which)); }
    [[nodiscard]] bool canUndo() const { return state == JobState::Holding && !shownOnly; }
    [[nodiscard]] bool canStop() const
    {
        return !isEnd(state) && !stopRequested && state != JobState::Holding && !shownOnly;
    }
    [[nodiscard]] bool canPause() const { return Clearsky::canPause(state) && !stopRequested && !shownOnly; }
    [[nodiscard]] bool canResume() const
    {
        const bool waits = state == JobState::Interrupted || state == JobState::NeedsAttention || state == JobState::Paused;
        return waits && !shownOnly;
    }
    [[nodiscard]] bool canVerifyAgain() const { return isEnd(state) && state != JobState::Undone && !shownOnly; }

    friend bool operator==(const JobSummary &, const JobSummary &) = default;
};

/// One line of a job's request log. Holds no secret and no body.
struct RequestRecord
{
    enum class Purpose { Delete, Follow, Look };

    int number = 0;            ///< of delete requests, as JobItem::requestNumber; 0 for the others
    Purpose purpose = Purpose::Delete;
    QDateTime at{};            ///< UTC; when it was handed over
    QString method{};
    QString path{};            ///< with query; ids are no secrets
    int items = 0;             ///< how many items it is about
    int httpStatus = 0;        ///< 0: no answer (yet)
    QString code{};            ///< the provider's error code
    QString requestId{};
    std::chrono::milliseconds elapsed{0};
    QString outcome{};         ///< translated; for example "accepted 98, refused 2" or an error's message
    QString encodedAuthorization{}; ///< offered for copying

    friend bool operator==(const RequestRecord &, const RequestRecord &) = default;
};

} // namespace Clearsky

Q_DECLARE_METATYPE(Clearsky::JobSummary)

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/job.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

struct StateRow
{
    JobState state;
    const char *id;
    const char *title;
};

constexpr StateRow states[] = {
    {JobState::Holding, "holding", QT_TRANSLATE_NOOP("JobState", "Holding")},
    {JobState::Queued, "queued", QT_TRANSLATE_NOOP("JobState", "Queued")},
    {JobState::Running, "running", QT_TRANSLATE_NOOP("JobState", "Running")},
    {JobState::Waiting, "waiting", QT_TRANSLATE_NOOP("JobState", "Waiting for provider")},
    {JobState::Paused, "paused", QT_TRANSLATE_NOOP("JobState", "Paused")},
    {JobState::NeedsAttention, "needs_attention", QT_TRANSLATE_NOOP("JobState", "Needs attention")},
    {JobState::Stopping, "stopping", QT_TRANSLATE_NOOP("JobState", "Stopping")},
    {JobState::Interrupted, "interrupted", QT_TRANSLATE_NOOP("JobState", "Interrupted")},
    {JobState::Finished, "finished", QT_TRANSLATE_NOOP("JobState", "Finished")},
    {JobState::FinishedWithProblems, "finished_with_problems", QT_TRANSLATE_NOOP("JobState", "Finished with problems")},
    {JobState::Stopped, "stopped", QT_TRANSLATE_NOOP("JobState", "Stopped")},
    {JobState::Undone, "undone", QT_TRANSLATE_NOOP("JobState", "Undone")},
};

} // namespace

QString jobStateId(JobState state)
{
    return QLatin1String(states[static_cast<size_t>(state)].id);
}

std::optional<JobState> jobStateFromId(const QString &id)
{
    for (const StateRow &row : states) {
        if (id == QLatin1String(row.id))
            return row.state;
    }
    return {};
}

QString jobStateTitle(JobState state)
{
    return QCoreApplication::translate("JobState", states[static_cast<size_t>(state)].title);
}

bool isEnd(JobState state)
{
    using enum JobState;
    return state == Finished || state == FinishedWithProblems || state == Stopped || state == Undone;
}

bool canPause(JobState state)
{
    using enum JobState;
    return state == Queued || state == Running || state == Waiting;
}

} // namespace Clearsky

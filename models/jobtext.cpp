// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobtext.h"

#include "models/displaytext.h"

#include <QCoreApplication>

#include <algorithm>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::JobText)
};

/// Unknown items whose deadline is over.
int leftUnknown(const JobSummary &job)
{
    int ends = 0;
    for (const ItemState state : allItemStates()) {
        if (isEnd(state))
            ends += job.count(state);
    }
    return std::clamp(job.ended - ends, 0, job.count(ItemState::Unknown));
}

QString deletedText(const JobSummary &job)
{
    return Texts::tr("%1 of %2 deleted").arg(countText(job.count(ItemState::Deleted)), countText(job.total));
}

QString holdText(const JobSummary &job, const QDateTime &now)
{
    if (!job.waitUntil.isValid())
        return Texts::tr("Starting soon. Nothing has been sent.");
    return Texts::tr("Starting in %1. Nothing has been sent.")
        .arg(countdownText(std::chrono::milliseconds(now.msecsTo(job.waitUntil))));
}

QString runningText(const JobSummary &job)
{
    QStringList parts{deletedText(job)};
    const auto add = [&parts](int count, const QString &text) {
        if (count > 0)
            parts.append(text.arg(countText(count)));
    };
    add(job.count(ItemState::AlreadyGone), Texts::tr("%1 already gone"));
    add(job.count(ItemState::Refused), Texts::tr("%1 refused"));
    add(job.count(ItemState::Failed), Texts::tr("%1 failed"));
    add(job.count(ItemState::Skipped), Texts::tr("%1 skipped"));
    add(job.count(ItemState::NotAttempted), Texts::tr("%1 not attempted"));
    add(leftUnknown(job), Texts::tr("%1 not verified"));
    add(job.total - job.ended, Texts::tr("%1 left"));
    return parts.join(Texts::tr(" · ", "between two counts"));
}

QString interruptedText(const JobSummary &job)
{
    return Texts::tr("Job #%1 was interrupted. %2 deleted, %3 being checked, %4 not sent.")
        .arg(job.number)
        .arg(countText(job.count(ItemState::Deleted)), countText(itemsBeingChecked(job)),
             countText(job.count(ItemState::Pending)));
}

/// Never "Success!": what was proved, and what was not.
QString endText(const JobSummary &job)
{
    if (job.state == JobState::Undone)
        return Texts::tr("Undone. Nothing was sent.");
    QStringList sentences{deletedText(job) + u'.'};
    const auto add = [&sentences](int count, const QString &text) {
        if (count > 0)
            sentences.append(text.arg(countText(count)));
    };
    add(job.count(ItemState::AlreadyGone), Texts::tr("%1 already gone."));
    add(job.count(ItemState::Refused), Texts::tr("%1 refused."));
    add(job.count(ItemState::Failed), Texts::tr("%1 failed."));
    add(job.count(ItemState::Skipped), Texts::tr("%1 skipped, because they had changed."));
    add(job.count(ItemState::NotAttempted), Texts::tr("%1 not attempted."));
    add(leftUnknown(job), Texts::tr("%1 could not be verified."));
    add(itemsBeingChecked(job), Texts::tr("%1 being checked."));
    return sentences.join(u' ');
}

/// What stopping cannot take back.
QString stillFinishingText(const JobSummary &job)
{
    const int accepted = job.count(ItemState::Sending) + job.count(ItemState::Accepted);
    if (accepted == 0)
        return {};
    return u' ' + Texts::tr("%1 already accepted will still finish at the provider.").arg(countText(accepted));
}

} // namespace

QString jobItemsText(const JobSummary &job, const ResourceKind *kind)
{
    if (kind && kind->counted)
        return kind->counted(job.total);
    return job.total == 1 ? Texts::tr("1 resource") : Texts::tr("%1 resources").arg(countText(job.total));
}

QString jobTitle(const JobSummary &job, const ResourceKind *kind)
{
    return Texts::tr("#%1 %2 · %3", "number, account, \"412 disk snapshots\"")
        .arg(job.number)
        .arg(visibleText(job.accountName), jobItemsText(job, kind));
}

QString jobStatusText(const JobSummary &job, const QDateTime &now, const JobOutlook &outlook)
{
    if (job.state == JobState::Holding)
        return holdText(job, now);
    if (job.state == JobState::Interrupted)
        return interruptedText(job);
    if (isEnd(job.state))
        return endText(job);
    const QString estimate = estimateText(outlook);
    return estimate.isEmpty() ? runningText(job) : runningText(job) + Texts::tr(" · ", "between two counts") + estimate;
}

QString jobNoteText(const JobSummary &job, const QDateTime &now, const JobOutlook &outlook)
{
    QStringList notes;
    if (!job.note.isEmpty())
        notes.append(visibleText(job.note));
    else if (job.state == JobState::Waiting && job.waitUntil.isValid())
        notes.append(Texts::tr("Waiting for the provider until %1.").arg(clockText(job.waitUntil)));
    else if (job.state == JobState::Stopping || job.state == JobState::Paused)
        notes.append(Texts::tr("Nothing more is sent.") + stillFinishingText(job));
    else if (job.state == JobState::NeedsAttention)
        notes.append(Texts::tr("It goes on after Resume."));
    if (const QString heartbeat = heartbeatText(outlook, now); !heartbeat.isEmpty() && !isEnd(job.state))
        notes.append(heartbeat);
    if (job.shownOnly && !isEnd(job.state))
        notes.append(Texts::tr("It is only shown: this Clearsky cannot write to its journal."));
    if (job.recordDamaged)
        notes.append(Texts::tr("The record of this job is damaged; look at the provider before relying on it."));
    return notes.join(u' ');
}

QString countdownText(std::chrono::milliseconds left)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(std::max(left, 0ms)).count();
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

StateMeaning::Tone jobTone(JobState state)
{
    using enum StateMeaning::Tone;
    switch (state) {
    case JobState::Holding:
    case JobState::Stopped:
    case JobState::Undone: return Neutral;
    case JobState::Queued:
    case JobState::Running:
    case JobState::Stopping: return Busy;
    case JobState::Waiting:
    case JobState::Paused:
    case JobState::Interrupted:
    case JobState::FinishedWithProblems: return Warning;
    case JobState::NeedsAttention: return Bad;
    case JobState::Finished: return Good;
    }
    return Neutral;
}

QString jobIconName(JobState state)
{
    switch (state) {
    case JobState::Holding: return QStringLiteral("undo-2");
    case JobState::Queued: return QStringLiteral("clock");
    case JobState::Running: return QStringLiteral("loader");
    case JobState::Waiting: return QStringLiteral("clock");
    case JobState::Paused: return QStringLiteral("pause");
    case JobState::NeedsAttention: return QStringLiteral("triangle-alert");
    case JobState::Stopping: return QStringLiteral("octagon-x");
    case JobState::Interrupted: return QStringLiteral("unplug");
    case JobState::Finished: return QStringLiteral("circle-check");
    case JobState::FinishedWithProblems: return QStringLiteral("circle-alert");
    case JobState::Stopped: return QStringLiteral("octagon-x");
    case JobState::Undone: return QStringLiteral("undo-2");
    }
    return {};
}

StateMeaning::Tone itemTone(ItemState state)
{
    using enum StateMeaning::Tone;
    switch (state) {
    case ItemState::Deleted:
    case ItemState::AlreadyGone: return Good;
    case ItemState::Sending:
    case ItemState::Accepted: return Busy;
    case ItemState::Refused:
    case ItemState::Unknown: return Warning;
    case ItemState::Failed: return Bad;
    case ItemState::Pending:
    case ItemState::Skipped:
    case ItemState::NotAttempted: return Neutral;
    }
    return Neutral;
}

int itemsBeingChecked(const JobSummary &job)
{
    return job.count(ItemState::Sending) + job.count(ItemState::Accepted) + job.count(ItemState::Unknown)
        - leftUnknown(job);
}

} // namespace Clearsky

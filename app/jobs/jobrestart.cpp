// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/jobengine_p.h"

// What the journal held when Clearsky started (engine.md R19): jobs are shown and looked at, and nothing is sent.

namespace Clearsky {

void JobEngine::Private::adopt(const QList<StoredJob> &stored)
{
    for (StoredJob job : stored) {
        lastNumber = std::max(lastNumber, job.summary.number);
        job.summary.shownOnly = !open;
        JobRun *run = add(job);
        if (!run)
            continue;
        const bool goesOn = !isEnd(job.summary.state) && open;
        if (!run->isWhole()) {
            if (goesOn)
                showInterrupted(*run);
            readItems(*run);
        } else if (goesOn) {
            interrupt(*run);
        }
        Q_EMIT q->jobAdded(run->id());
    }
}

/// The rest of a large job, piece by piece: what is to be written meanwhile does not wait for all of it.
void JobEngine::Private::readItems(JobRun &run)
{
    const StoredJob &job = run.shown();
    const auto take = [this, &run](const Result<QList<JobItem>> &items) {
        if (!items) {
            Q_EMIT q->journalFailed(items.error());
            return;
        }
        run.takeStored(*items);
        if (!run.isWhole()) {
            readItems(run);
            return;
        }
        if (!isEnd(run.state()))
            interrupt(run);
        for (const std::function<void()> &action : std::exchange(run.onceWhole, {}))
            action();
    };
    journal.readItems(job.summary.number, static_cast<int>(job.items.size()), &run, take);
}

/// Whether the action is done later, when all items of a large job have been read.
bool JobEngine::Private::waitsForItems(JobRun *run, std::function<void()> action)
{
    if (!run || run->isWhole())
        return false;
    run->onceWhole.push_back(std::move(action));
    return true;
}

void JobEngine::Private::showInterrupted(JobRun &run)
{
    if (run.stopRequested())
        run.setState(JobState::Stopping);
    else if (run.state() != JobState::Paused)
        run.setState(JobState::Interrupted);
}

/// A job found after a restart. What may have been on the wire is Unknown; it is looked at, and nothing is sent.
void JobEngine::Private::interrupt(JobRun &run)
{
    held.insert(run.id()); // Resume is a decision of its own
    JournalChanges changes{.event = QStringLiteral("found after a restart")};
    for (const int position : run.positionsIn(ItemState::Sending)) {
        ItemChange change = run.moved(position, ItemState::Unknown,
                                      JobEngine::tr("Clearsky ended while its request was on the way; a look finds out"));
        ++change.item.unknownSends;
        changes.items.append(change);
    }
    showInterrupted(run);
    if (run.stopRequested()) {
        for (const int position : run.positionsIn(ItemState::Pending))
            changes.items.append(run.moved(position, ItemState::NotAttempted, JobEngine::tr("The job was stopped before it was sent")));
    }
    run.commit(std::move(changes), &run, [this, &run] {
        if (run.openItems() > 0)
            connectJob(run, [this, &run] { attach(run); });
        else if (run.count(ItemState::Pending) == 0)
            finish(run);
    });
}

} // namespace Clearsky

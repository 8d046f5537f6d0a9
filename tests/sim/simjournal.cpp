// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simjournal.h"

namespace Clearsky {

namespace {

tl::unexpected<Error> refusal()
{
    return failure({.kind = Error::Kind::Storage, .message = QStringLiteral("the simulated disk refuses")});
}

/// What the file keeps of a summary.
JobSummary kept(JobSummary summary)
{
    summary.counts = {};
    summary.ended = 0;
    summary.verifying = 0;
    summary.progress = 0;
    summary.waitUntil = {};
    return summary;
}

} // namespace

StoredJob *SimDisk::find(const QString &jobId)
{
    const auto found = std::find_if(jobs.begin(), jobs.end(), [&jobId](const StoredJob &job) { return job.summary.id == jobId; });
    return found == jobs.end() ? nullptr : &*found;
}

void SimDisk::apply(const JournalChanges &changes)
{
    if (changes.newJob) {
        jobs.append(*changes.newJob);
        jobs.last().summary = kept(jobs.last().summary);
    }
    StoredJob *job = find(changes.jobId);
    if (!job)
        return;
    if (changes.summary)
        job->summary = kept(*changes.summary);
    if (changes.partsWithOthers)
        job->partsWithOthers = *changes.partsWithOthers;
    if (changes.intent)
        job->requests.append(changes.intent->record);
    if (changes.outcome) {
        for (RequestRecord &record : job->requests) {
            if (record.number == changes.outcome->record.number)
                record = changes.outcome->record;
        }
        if (!changes.outcome->providerJobId.isEmpty())
            job->providerJobs.insert(changes.outcome->record.number, changes.outcome->providerJobId);
    }
    for (const ItemChange &change : changes.items) {
        job->items[change.position] = change.item;
        job->items[change.position].verifying = false;
    }
}

Result<JournalContents> SimJournal::open()
{
    if (m_file)
        return m_file->open();
    return JournalContents{.jobs = m_disk.jobs};
}

Result<void> SimJournal::write(const QList<JournalChanges> &changes)
{
    if (m_dead)
        return refusal();
    const Verdict verdict = m_ask();
    m_dead = verdict == Verdict::CrashBefore || verdict == Verdict::CrashAfter;
    if (verdict == Verdict::Refuse || verdict == Verdict::CrashBefore)
        return refusal();
    for (const JournalChanges &one : changes) {
        m_watch(one, m_disk.find(one.jobId));
        m_disk.apply(one);
    }
    return m_file ? m_file->write(changes) : Result<void>();
}

void SimJournal::close()
{
    if (m_file)
        m_file->close();
}

} // namespace Clearsky

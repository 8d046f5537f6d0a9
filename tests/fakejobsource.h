// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/sampledata.h"
#include "ui/jobsource.h"

#include <map>

namespace Clearsky {

/// Jobs that do what a test says, and remember what they were asked.
class FakeJobSource final : public JobSource
{
public:
    struct Job
    {
        JobSummary summary{};
        QList<JobItem> items{};
        QList<RequestRecord> requests{};
        JobOutlook outlook{};
    };

    [[nodiscard]] QStringList jobIds() const override
    {
        QStringList ids;
        for (const auto &[number, job] : m_jobs)
            ids.prepend(job.summary.id);
        return ids;
    }
    [[nodiscard]] const JobSummary *job(const QString &jobId) const override
    {
        const Job *found = find(jobId);
        return found ? &found->summary : nullptr;
    }
    [[nodiscard]] JobOutlook outlook(const QString &jobId) const override { return find(jobId)->outlook; }
    [[nodiscard]] const QList<JobItem> &items(const QString &jobId) const override { return find(jobId)->items; }
    [[nodiscard]] const QList<RequestRecord> &requests(const QString &jobId) const override
    {
        return find(jobId)->requests;
    }

    void undo(const QString &jobId) override { asked.append(QStringLiteral("undo ") + jobId); }
    void stop(const QString &jobId) override { asked.append(QStringLiteral("stop ") + jobId); }
    void pause(const QString &jobId) override { asked.append(QStringLiteral("pause ") + jobId); }
    void resume(const QString &jobId) override { asked.append(QStringLiteral("resume ") + jobId); }
    void verifyAgain(const QString &jobId) override { asked.append(QStringLiteral("verify ") + jobId); }

    /// A job of that many items, all Pending.
    Job &add(int number, JobState state, int items)
    {
        Job job{.summary = {.id = QStringLiteral("job-%1").arg(number),
                            .number = number,
                            .accountId = sampleAccount().id,
                            .accountName = sampleAccount().name,
                            .environment = sampleAccount().environment,
                            .kindId = sampleKind().id,
                            .state = state,
                            .total = items}};
        const QDateTime now(QDate(2026, 7, 14), QTime(9, 0), Qt::UTC);
        for (int i = 0; i < items; ++i) {
            const Resource resource = sampleResource(i, now);
            job.items.append({.ref = {.accountId = sampleAccount().id,
                                      .kindId = sampleKind().id,
                                      .id = resource.id,
                                      .name = resource.name}});
        }
        Job &added = m_jobs[number] = job;
        recount(added);
        Q_EMIT jobAdded(added.summary.id);
        return added;
    }

    /// Moves the items from `first` on, `count` of them; ended as the state says.
    void move(Job &job, int first, int count, ItemState state, const QString &reason = {})
    {
        QList<int> positions;
        for (int position = first; position < first + count; ++position) {
            JobItem &item = job.items[position];
            item.state = state;
            item.ended = isEnd(state);
            item.reason = reason;
            item.requestNumber = position / sampleKind().idsPerRequest + 1;
            positions.append(position);
        }
        recount(job);
        Q_EMIT itemsChanged(job.summary.id, positions);
        Q_EMIT jobChanged(job.summary.id);
    }

    void setState(Job &job, JobState state, const QString &note = {}, const QDateTime &waitUntil = {})
    {
        job.summary.state = state;
        job.summary.note = note;
        job.summary.waitUntil = waitUntil;
        Q_EMIT jobChanged(job.summary.id);
    }

    void log(Job &job, const RequestRecord &record)
    {
        job.requests.append(record);
        Q_EMIT requestLogged(job.summary.id, static_cast<int>(job.requests.size()) - 1);
    }

    QStringList asked{};

private:
    [[nodiscard]] const Job *find(const QString &jobId) const
    {
        for (const auto &[number, job] : m_jobs) {
            if (job.summary.id == jobId)
                return &job;
        }
        return nullptr;
    }

    static void recount(Job &job)
    {
        job.summary.counts = {};
        job.summary.ended = 0;
        for (const JobItem &item : std::as_const(job.items)) {
            ++job.summary.counts.at(static_cast<size_t>(item.state));
            job.summary.ended += item.ended ? 1 : 0;
        }
        job.summary.progress = job.summary.total == 0 ? 0.0 : double(job.summary.ended) / job.summary.total;
    }

    std::map<int, Job> m_jobs{};
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchjobs.h"

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

void BenchJobs::prepare(const Account &account, const QString &kindId, int items)
{
    m_items.clear();
    for (int i = 0; i < items; ++i)
        m_items.append({.ref = {.accountId = account.id, .kindId = kindId, .id = QString::number(i), .name = u"item %1"_s.arg(i)}});
    m_prepared = {.id = u"job-1"_s, .number = 1, .accountId = account.id, .accountName = account.name, .kindId = kindId,
                  .state = JobState::Running, .total = items};
    m_prepared.counts.at(static_cast<size_t>(ItemState::Pending)) = items;
}

void BenchJobs::start()
{
    m_job = m_prepared;
    Q_EMIT jobAdded(m_job.id);
}

void BenchJobs::end(int items)
{
    QList<int> positions;
    for (; items > 0 && m_job.ended < m_job.total; --items) {
        JobItem &item = m_items[m_job.ended];
        item.state = ItemState::Deleted;
        item.ended = true;
        positions.append(m_job.ended++);
        --m_job.counts.at(static_cast<size_t>(ItemState::Pending));
        ++m_job.counts.at(static_cast<size_t>(ItemState::Deleted));
    }
    m_job.progress = double(m_job.ended) / m_job.total;
    if (m_job.ended == m_job.total)
        m_job.state = JobState::Finished;
    m_requests.append({.number = static_cast<int>(m_requests.size()) + 1, .method = u"POST"_s, .path = u"/delete"_s,
                       .items = static_cast<int>(positions.size()), .httpStatus = 200});
    Q_EMIT requestLogged(m_job.id, static_cast<int>(m_requests.size()) - 1);
    Q_EMIT itemsChanged(m_job.id, positions);
    Q_EMIT jobChanged(m_job.id);
}

QStringList BenchJobs::jobIds() const
{
    return m_job.id.isEmpty() ? QStringList() : QStringList{m_job.id};
}

const JobSummary *BenchJobs::job(const QString &jobId) const
{
    return jobId == m_job.id ? &m_job : nullptr;
}

} // namespace Clearsky

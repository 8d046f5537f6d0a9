// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/joblistmodel.h"

#include "models/displaytext.h"
#include "models/jobtext.h"
#include "models/modelroles.h"

#include <QSet>

#include <algorithm>

namespace Clearsky {

JobListModel::JobListModel(QList<const ResourceKind *> kinds, QObject *parent)
    : QAbstractTableModel(parent)
    , m_kinds(std::move(kinds))
{
}

void JobListModel::setJobs(QList<JobSummary> jobs)
{
    std::stable_sort(jobs.begin(), jobs.end(),
                     [](const JobSummary &left, const JobSummary &right) { return left.number > right.number; });
    QSet<QString> kept;
    for (const JobSummary &job : std::as_const(jobs))
        kept.insert(job.id);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (kept.contains(jobAt(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_jobs.erase(m_jobs.begin() + row);
        endRemoveRows();
    }
    // Numbers never change, so what stays is in order already.
    for (int row = 0; row < jobs.size(); ++row) {
        const JobSummary &job = jobs.at(row);
        if (row < rowCount() && jobAt(row).id == job.id) {
            updateJob(job);
            continue;
        }
        beginInsertRows({}, row, row);
        m_jobs.insert(m_jobs.begin() + row, job);
        endInsertRows();
    }
}

void JobListModel::updateJob(const JobSummary &job)
{
    const int row = rowOf(job.id);
    if (row < 0 || jobAt(row) == job)
        return;
    m_jobs[static_cast<size_t>(row)] = job;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void JobListModel::setNow(const QDateTime &now)
{
    m_now = now;
    for (int row = 0; row < rowCount(); ++row) {
        if (jobAt(row).state == JobState::Holding)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1), {Qt::DisplayRole, Qt::AccessibleTextRole});
    }
}

int JobListModel::rowOf(const QString &jobId) const
{
    const auto found = std::find_if(m_jobs.cbegin(), m_jobs.cend(),
                                    [&jobId](const JobSummary &job) { return job.id == jobId; });
    return found == m_jobs.cend() ? -1 : static_cast<int>(found - m_jobs.cbegin());
}

const ResourceKind *JobListModel::kind(const QString &kindId) const
{
    const auto found = std::find_if(m_kinds.cbegin(), m_kinds.cend(),
                                    [&kindId](const ResourceKind *kind) { return kind->id == kindId; });
    return found == m_kinds.cend() ? nullptr : *found;
}

int JobListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const JobSummary &job = jobAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(job, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() != StateColumn)
            return text(job, index.column());
        return QStringList{text(job, StateColumn), text(job, JobColumn), environmentTitle(job.environment),
                           text(job, StatusColumn)}
            .join(u", ");
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == JobColumn
                                ? text(job, JobColumn) + u" · " + environmentTitle(job.environment)
                                : text(job, index.column()));
    case ToneRole:
        return static_cast<int>(jobTone(job.state));
    case JobIdRole:
        return job.id;
    case IconNameRole:
        return jobIconName(job.state);
    case EnvironmentRole:
        return static_cast<int>(job.environment);
    case StateTitleRole:
        return jobStateTitle(job.state);
    default:
        return {};
    }
}

QString JobListModel::text(const JobSummary &job, int column) const
{
    switch (column) {
    case StateColumn: return jobStateTitle(job.state);
    case JobColumn: return jobTitle(job, kind(job.kindId));
    case StatusColumn: return jobStatusText(job, m_now);
    default: return {};
    }
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn: return tr("State");
    case JobColumn: return tr("Job");
    case StatusColumn: return tr("Progress");
    default: return {};
    }
}

} // namespace Clearsky

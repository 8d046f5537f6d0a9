// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/job.h"

#include <QAbstractTableModel>

#include <vector>

namespace Clearsky {

struct ResourceKind;

/// The jobs of the panel, newest first: what goes on in a word, and which job it is. The kinds outlive the model.
class JobListModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobListModel)

public:
    enum Column { StateColumn, JobColumn, StatusColumn, ColumnCount };
    enum Role {
        JobIdRole = Qt::UserRole + 200, ///< QString
        IconNameRole,                   ///< QString, under resources/icons
        EnvironmentRole,                ///< int(Environment)
        StateTitleRole,                 ///< QString
    };

    explicit JobListModel(QList<const ResourceKind *> kinds, QObject *parent = nullptr);

    /// Takes over what is new, changed and gone; rows that stay keep their indexes.
    void setJobs(QList<JobSummary> jobs);
    /// Changes one row; unknown jobs are ignored.
    void updateJob(const JobSummary &job);
    /// Moves the countdowns on.
    void setNow(const QDateTime &now);

    [[nodiscard]] const JobSummary &jobAt(int row) const { return m_jobs[static_cast<size_t>(row)]; }
    [[nodiscard]] int rowOf(const QString &jobId) const; ///< -1: not there
    [[nodiscard]] const ResourceKind *kind(const QString &kindId) const; ///< null: unknown

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const JobSummary &job, int column) const;

    QList<const ResourceKind *> m_kinds;
    std::vector<JobSummary> m_jobs;
    QDateTime m_now{};
};

} // namespace Clearsky

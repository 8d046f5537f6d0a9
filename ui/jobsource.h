// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/job.h"
#include "models/joboutlook.h"

#include <QObject>

namespace Clearsky {

/// The jobs as windows see them: JobEngine's own contract, without the engine.
class JobSource : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobSource)

public:
    explicit JobSource(QObject *parent = nullptr)
        : QObject(parent)
    {
    }

    [[nodiscard]] virtual QStringList jobIds() const = 0;
    [[nodiscard]] virtual const JobSummary *job(const QString &jobId) const = 0; ///< null: unknown
    [[nodiscard]] virtual JobOutlook outlook(const QString &jobId) const = 0; ///< changes with time: ask again
    [[nodiscard]] virtual const QList<JobItem> &items(const QString &jobId) const = 0;
    [[nodiscard]] virtual const QList<RequestRecord> &requests(const QString &jobId) const = 0;

    virtual void undo(const QString &jobId) = 0;
    virtual void stop(const QString &jobId) = 0;
    virtual void pause(const QString &jobId) = 0;
    virtual void resume(const QString &jobId) = 0;
    virtual void verifyAgain(const QString &jobId) = 0;

Q_SIGNALS:
    void jobAdded(const QString &jobId);
    void jobChanged(const QString &jobId);
    void itemsChanged(const QString &jobId, const QList<int> &positions);
    void requestLogged(const QString &jobId, int row);
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/job.h"
#include "models/joboutlook.h"
#include "models/result.h"

#include <QObject>

#include <memory>

namespace Clearsky {

class Clock;
class ConnectionPool;
class Journal;
class Registry;
struct DeletePlan;

/// Carries out confirmed plans and keeps the record of every item. All changes that its signals report are durable in
/// the journal already. Jobs are named by their id; the newest has the highest number.
class JobEngine final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobEngine)

public:
    JobEngine(const Registry &registry, ConnectionPool &connections, Journal &journal, Clock &clock, QObject *parent = nullptr);
    ~JobEngine() override;

    /// Reads the journal. Jobs that were open are shown as Interrupted and looked at; nothing is sent. Ends with
    /// opened(), or with journalFailed() and nothing can be started.
    void open();
    [[nodiscard]] bool isOpen() const;

    /// Takes a confirmed plan: durable first, then held, then carried out. `plan.willDelete` is what is deleted.
    void start(const DeletePlan &plan);
    void undo(const QString &jobId);            ///< only while Holding
    void stop(const QString &jobId);            ///< sends nothing more; what was sent is verified; the rest is Not attempted
    void pause(const QString &jobId);           ///< sends nothing more until resume(), also after a restart
    void resume(const QString &jobId);          ///< after a pause, an interruption or attention
    void verifyAgain(const QString &jobId);     ///< looks at Unknown items again, and whether Deleted ones reappeared

    [[nodiscard]] QStringList jobIds() const;   ///< newest first
    /// How long a job that is being carried out will go on, as far as that can be said now.
    [[nodiscard]] JobOutlook outlook(const QString &jobId) const;
    [[nodiscard]] const JobSummary *job(const QString &jobId) const; ///< null: unknown
    [[nodiscard]] const QList<JobItem> &items(const QString &jobId) const;
    [[nodiscard]] const QList<RequestRecord> &requests(const QString &jobId) const;
    /// Jobs of this account that are not over: Holding, Interrupted, and Unknown items whose deadline is not over included.
    [[nodiscard]] QStringList openJobs(const QString &accountId) const;
    [[nodiscard]] int openJobCount() const;

Q_SIGNALS:
    void opened();
    /// The journal cannot be used, or is only shown (isOpen() is false then), or there is something to say about it.
    void journalFailed(const Clearsky::Error &error);
    /// The journal's disk refuses writes (message set) or takes them again (empty).
    void storageTroubled(const QString &message);
    void jobAdded(const QString &jobId);
    void jobChanged(const QString &jobId);
    /// These items of the job changed (positions in items()). None: all of them have been read only now.
    void itemsChanged(const QString &jobId, const QList<int> &positions);
    void requestLogged(const QString &jobId, int row);
    /// An item was proved gone: lists may drop it.
    void resourceGone(const Clearsky::ResourceRef &ref);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalstore.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <map>

namespace Clearsky {

/// The journal's SQLite file (engine.md 5.1): WAL, synchronous=FULL, one exclusive connection. All calls come from one
/// thread. The schema itself refuses every transition that engine.md 5.0 does not list.
class JournalDatabase final : public JournalStore
{
    Q_DISABLE_COPY_MOVE(JournalDatabase)

public:
    explicit JournalDatabase(QString path);
    ~JournalDatabase() override;

    /// Opens or creates the file and reads all jobs. Fails with Error::Kind::Storage, and leaves the file as it is, when
    /// another process has it, a newer Clearsky wrote it, or it is damaged.
    [[nodiscard]] Result<QList<StoredJob>> open() override;
    /// Writes all of it in one transaction, or nothing.
    [[nodiscard]] Result<void> write(const QList<JournalChanges> &changes) override;
    void close() override;

private:
    [[nodiscard]] Result<void> prepareFile();
    [[nodiscard]] Result<void> configure();
    [[nodiscard]] Result<void> checkVersion();
    [[nodiscard]] Result<QList<StoredJob>> readJobs();
    [[nodiscard]] Result<void> readItems(QHash<qint64, StoredJob> &jobs);
    [[nodiscard]] Result<void> readRequests(QHash<qint64, StoredJob> &jobs);

    [[nodiscard]] Result<void> writeOne(const JournalChanges &changes);
    [[nodiscard]] Result<void> writeNewJob(const StoredJob &job);
    [[nodiscard]] Result<void> writeSummary(qint64 job, const JobSummary &summary);
    [[nodiscard]] Result<void> writeIntent(qint64 job, const RequestIntent &intent);
    [[nodiscard]] Result<void> writeOutcome(qint64 job, const RequestOutcome &outcome);
    [[nodiscard]] Result<void> writeLook(qint64 job, const LookRecord &look);
    [[nodiscard]] Result<void> writeItem(qint64 job, const ItemChange &change);
    [[nodiscard]] Result<void> writeEvent(qint64 job, const QString &event);

    [[nodiscard]] Result<void> run(const QString &sql);
    [[nodiscard]] Result<void> run(const QString &sql, const QVariantList &values);
    [[nodiscard]] Result<qint64> numberOf(const QString &jobId);
    [[nodiscard]] Error errorOf(const QSqlError &error) const;

    QString m_path;
    QString m_connectionName;
    QSqlDatabase m_database;
    std::map<QString, QSqlQuery> m_prepared;
    QHash<QString, qint64> m_numbers;
};

} // namespace Clearsky

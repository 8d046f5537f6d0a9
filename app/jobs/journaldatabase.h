// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalconnection.h"
#include "app/jobs/journalsidefile.h"
#include "app/jobs/journalstore.h"
#include "app/jobs/journalwriter.h"

namespace Clearsky {

/// The journal's SQLite file (engine.md 5.1): WAL, synchronous=FULL, one exclusive connection. All calls come from one
/// thread. The schema itself refuses every transition that engine.md 5.0 does not list. Nothing is ever removed from it: all
/// jobs are kept, and a file that cannot be used is kept too.
///
/// On a network file system, where a write-ahead log cannot be trusted, the file has a rollback journal instead.
class JournalDatabase final : public JournalStore
{
    Q_DISABLE_COPY_MOVE(JournalDatabase)

public:
    explicit JournalDatabase(QString path);
    ~JournalDatabase() override;

    /// Opens or creates the file, takes in what the emergency file has, and reads all jobs. A file of an older Clearsky is
    /// copied, then migrated; one of a newer Clearsky is read and left as it is; a damaged one is moved aside, and what can
    /// be read of it becomes damaged records of a new one. Fails with Error::Kind::Storage, and leaves all as it is, when
    /// another process has the file or the disk refuses.
    [[nodiscard]] Result<JournalContents> open() override;
    [[nodiscard]] Result<QList<JobItem>> readItems(int jobNumber, int from) override;
    /// Writes all of it in one transaction, or nothing. After a failure the next call must bring the same changes again: when
    /// it turns out that the failed transaction reached the disk after all, they are not written twice.
    [[nodiscard]] Result<void> write(const QList<JournalChanges> &changes) override;
    /// Keeps the outcome of a request beside the journal while that refuses writes.
    [[nodiscard]] Result<void> writeAside(const JournalChanges &changes) override;
    /// Reads through the whole file. Once it is found damaged nothing more is written to it, and the next open() moves it
    /// aside.
    [[nodiscard]] Result<void> check() override;
    void close() override;

private:
    [[nodiscard]] Result<void> connect();
    [[nodiscard]] Result<int> takeAlone();
    [[nodiscard]] Result<void> configure();
    [[nodiscard]] Result<void> bringUpToDate(int version);
    [[nodiscard]] Result<void> inTransaction(const QStringList &statements);
    [[nodiscard]] Result<void> readMeta();
    [[nodiscard]] Result<JournalContents> openOwn();
    [[nodiscard]] Result<JournalContents> openNewer();
    [[nodiscard]] Result<JournalContents> replaceDamaged();
    [[nodiscard]] Result<void> takeInSideFile(JournalContents &contents);
    [[nodiscard]] Result<void> reconnect();
    [[nodiscard]] Error noteDamage(const Error &error);
    [[nodiscard]] QString damageMark() const;

    QString m_path;
    JournalConnection m_connection;
    JournalWriter m_writer;
    JournalSideFile m_sideFile;
    QString m_lineage;
    qint64 m_commits = 0;           ///< transactions that are known to be durable
    bool m_inDoubt = false;         ///< the last one failed, and may have reached the disk all the same
    std::optional<Error> m_refusal; ///< why nothing may be written to this file any more
};

} // namespace Clearsky

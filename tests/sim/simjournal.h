// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalstore.h"

#include <functional>

namespace Clearsky {

/// What is on the simulated disk.
struct SimDisk
{
    QList<StoredJob> jobs{}; ///< by number

    [[nodiscard]] StoredJob *find(const QString &jobId);
    void apply(const JournalChanges &changes);
};

/// The journal's store in a simulation. Watches what becomes durable, and asks before each write what the disk does.
/// Beneath it is the SimDisk alone, or a real SQLite file as well.
class SimJournal final : public JournalStore
{
    Q_DISABLE_COPY_MOVE(SimJournal)

public:
    enum class Verdict {
        Write,
        Refuse,        ///< the disk refuses
        CrashBefore,   ///< the computer stops; nothing was written
        CrashAfter,    ///< written, and nobody is told
    };
    using Ask = std::function<Verdict()>;
    /// Called before the changes are on the disk; `before` is the job as it was, null when it is new.
    using Watch = std::function<void(const JournalChanges &changes, const StoredJob *before)>;

    SimJournal(SimDisk &disk, std::unique_ptr<JournalStore> file, Ask ask, Watch watch)
        : m_disk(disk), m_file(std::move(file)), m_ask(std::move(ask)), m_watch(std::move(watch))
    {
    }

    Result<JournalContents> open() override;
    Result<QList<JobItem>> readItems(int, int) override { return QList<JobItem>(); } // open() has read them all
    Result<void> write(const QList<JournalChanges> &changes) override;
    Result<void> writeAside(const JournalChanges &) override { return {}; } // a refusing disk refuses this as well
    Result<void> check() override { return {}; }
    void close() override;

private:
    SimDisk &m_disk;
    std::unique_ptr<JournalStore> m_file;
    Ask m_ask;
    Watch m_watch;
    bool m_dead = false;
};

} // namespace Clearsky

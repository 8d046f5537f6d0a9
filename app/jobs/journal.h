// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "app/jobs/journalrecords.h"
#include "models/result.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <deque>
#include <functional>

namespace Clearsky {

class JournalStore;

/// The durable record of all jobs: one SQLite file, one connection, in a thread of its own (engine.md 5.1). Writes become
/// durable in the order in which they were asked for; of those that wait together, many share a commit. While the disk refuses,
/// the journal keeps the writes, puts outcomes into the emergency file too, and tries again; nobody is called back before
/// his write is durable.
class Journal final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Journal)

public:
    using Opened = std::function<void(const Result<JournalContents> &)>;
    using Durable = std::function<void()>;

    /// Where the store works: a thread of its own, or the caller's, from its event loop (for simulations, which repeat).
    enum class Worker { OwnThread, EventLoop };

    Journal(QString path, Clock &clock, QObject *parent = nullptr);
    Journal(std::unique_ptr<JournalStore> store, Worker worker, Clock &clock, QObject *parent = nullptr);
    ~Journal() override;

    /// Opens the store and reads all jobs, as JournalDatabase::open() says. Some seconds later the
    /// whole file is checked; damage is reported by troubled().
    void open(QObject *context, Opened opened);
    /// As JournalStore::readItems() says.
    void readItems(int jobNumber, int from, QObject *context, std::function<void(const Result<QList<JobItem>> &)> read);
    /// Calls `durable` from the event loop of this object's thread once the changes are on disk, if `context` still lives.
    void commit(JournalChanges changes, QObject *context, Durable durable);

Q_SIGNALS:
    /// Writes are refused: at once, and again whenever the reason changes.
    void troubled(const Clearsky::Error &error);
    void recovered();

private:
    struct Waiting
    {
        JournalChanges changes;
        QPointer<QObject> context;
        Durable durable;
        bool aside = false; ///< in the emergency file as well
    };

    /// `work` runs in the worker's thread; `done` then gets its result in this object's.
    template<typename T>
    void onWorker(std::function<T()> work, std::function<void(const T &)> done);
    void writeOrKeep(const QList<JournalChanges> &changes);
    void writeNext();
    [[nodiscard]] size_t writtenTogether() const;
    void onWritten(const Result<void> &written);
    void writeAside();
    void checkFile();
    void setTrouble(const Error &error);

    Clock &m_clock;
    QThread m_thread;
    QObject *m_worker;
    std::unique_ptr<JournalStore> m_store;
    std::deque<Waiting> m_waiting;
    size_t m_writing = 0;        ///< how many of the waiting, from the front, are being written
    size_t m_failed = 0;         ///< as many failed together, and are tried again together
    std::optional<Error> m_trouble;
    bool m_isBehind = false;     ///< others waited when the last write ended
    bool m_asideFails = false;
    std::unique_ptr<Clock::Timer> m_retry;
    std::unique_ptr<Clock::Timer> m_check;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journaldatabase.h"
#include "tests/support/journalsamples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace Clearsky;

namespace {

/// SQLite's allocator, which can be told to have no more memory from a call on.
struct Memory
{
    sqlite3_mem_methods system{};
    qint64 left = -1; ///< calls that succeed yet; -1: all
    bool refused = false;
};
Memory memory;

bool refuses()
{
    if (memory.left < 0)
        return false;
    memory.refused = memory.refused || memory.left == 0;
    return memory.left == 0 || memory.left-- == 0;
}

void *allocate(int size)
{
    return refuses() ? nullptr : memory.system.xMalloc(size);
}

void *reallocate(void *block, int size)
{
    return refuses() ? nullptr : memory.system.xRealloc(block, size);
}

bool useOwnAllocator()
{
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.system) != SQLITE_OK)
        return false;
    sqlite3_mem_methods own = memory.system;
    own.xMalloc = allocate;
    own.xRealloc = reallocate;
    // Without the small blocks kept at hand every allocation can fail.
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &own) == SQLITE_OK && sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK;
}

} // namespace

/// The journal when SQLite gets no memory, at each of its allocations (engine.md row 45).
class TestJournalMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(useOwnAllocator()); }

    void cleanup() { memory.left = -1; }

    void aFailedAllocationLosesNothingAndTearsNothing()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
        constexpr int items = 2000;
        StoredJob job = makeJob(1, items);
        auto database = std::make_unique<JournalDatabase>(path);
        QVERIFY(database->open());
        QVERIFY(database->write({{.jobId = job.summary.id, .newJob = job}}));

        int failures = 0;
        int position = 0;
        bool reached = true; // the allocation at which it should fail
        for (int at = 0; reached && position < items; ++at, ++position) {
            const int number = position + 1;
            const JournalChanges intent = sampleIntent(job, number, {position});
            const QList<JournalChanges> changes{intent, sampleOutcome(job, number, {position})};
            memory.left = at;
            memory.refused = false;
            const Result<void> written = database->write(changes);
            reached = std::exchange(memory.refused, false);
            memory.left = -1;
            if (!written) {
                ++failures;
                QCOMPARE(written.error().kind, Error::Kind::Storage);
                const Result<void> again = database->write(changes);
                QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
            }
        }
        qInfo("%d allocations failed", failures);
        QVERIFY(!reached); // all of them were tried
        QVERIFY(failures > 10);

        QVERIFY(database->check());
        database = std::make_unique<JournalDatabase>(path);
        const Result<JournalContents> contents = database->open();
        QVERIFY(contents);
        QCOMPARE(contents->jobs.first().items, job.items);
        QCOMPARE(contents->jobs.first().requests.size(), position);
    }

    void aStartWithoutMemoryIsNoDamage()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
        const StoredJob job = makeJob(1, 3);
        {
            JournalDatabase database(path);
            QVERIFY(database.open());
            QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}}));
        }
        int failures = 0;
        bool reached = true;
        for (int at = 0; reached; at += 7) {
            JournalDatabase database(path);
            memory.left = at;
            memory.refused = false;
            const Result<JournalContents> contents = database.open();
            reached = memory.refused;
            memory.left = -1;
            failures += contents ? 0 : 1;
            QVERIFY(!contents || contents->jobs.first().items == job.items);
            QVERIFY(!contents || contents->notice.isEmpty());
        }
        qInfo("%d starts failed", failures);
        QVERIFY(failures > 10);
        QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("*.corrupt-*")}, QDir::Files), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestJournalMemory)
#include "tst_journalmemory.moc"

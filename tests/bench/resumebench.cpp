// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/resumebench.h"

#include "app/jobs/journaldatabase.h"
#include "tests/bench/benchkind.h"
#include "tests/support/enginestack.h"
#include "tests/support/waiting.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <sqlite3.h>

namespace Clearsky {

namespace {

const QString jobId = QStringLiteral("0a1b2c3d-0000-4000-8000-000000000000");

double secondsOf(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

void execute(sqlite3 *database, const char *sql)
{
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("%s: %s", sql, sqlite3_errmsg(database));
}

/// A journal as a crash leaves it: every item accepted, none proved gone.
void prepare(const QString &path, int items)
{
    StoredJob job{.planSha256 = "00"};
    job.summary = {.id = jobId, .number = 1, .accountId = QStringLiteral("a"), .kindId = QStringLiteral("test.bench"),
                   .state = JobState::Holding, .total = items, .createdAt = QDateTime::currentDateTimeUtc()};
    const QList<Resource> resources = BenchKind::resources(items);
    for (const Resource &resource : resources)
        job.items.append({.ref = {.kindId = job.summary.kindId, .id = resource.id, .name = resource.name},
                          .fingerprint = fingerprintOf(resource)});
    {
        JournalDatabase database(path);
        const Result<void> written =
            database.open().and_then([&](const JournalContents &) { return database.write({{.jobId = jobId, .newJob = job}}); });
        if (!written)
            qFatal("the journal cannot be written: %s", qPrintable(written.error().detail));
    }
    sqlite3 *database = nullptr;
    sqlite3_open(path.toUtf8().constData(), &database);
    execute(database, "UPDATE job SET state='running'");
    execute(database, "UPDATE item SET state='sending', request=pos/100+1");
    execute(database, "UPDATE item SET state='accepted', no_resend=1");
    sqlite3_close(database);
}

double readBare(const QString &path)
{
    QElapsedTimer timer;
    timer.start();
    sqlite3 *database = nullptr;
    sqlite3_stmt *rows = nullptr;
    sqlite3_open_v2(path.toUtf8().constData(), &database, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_prepare_v2(database, "SELECT * FROM item", -1, &rows, nullptr);
    qint64 bytes = 0;
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int column = 0; column < sqlite3_column_count(rows); ++column) {
            if (sqlite3_column_text(rows, column))
                bytes += sqlite3_column_bytes(rows, column);
        }
    }
    sqlite3_finalize(rows);
    sqlite3_close(database);
    return bytes > 0 ? secondsOf(timer) : 0;
}

} // namespace

ResumeFigures measureResume(int items)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
    prepare(path, items);
    ResumeFigures figures;
    figures.bare = readBare(path);

    Registry registry;
    registry.add(std::make_unique<TestProvider>());
    registry.add(std::make_unique<BenchKind>());
    EngineStack stack(folder.path(), 1, nullptr, std::move(registry));
    QElapsedTimer timer;
    timer.start();
    stack.engine.open();
    figures.isTrue = waitUntil([&] { return stack.engine.job(jobId) != nullptr; })
        && stack.engine.job(jobId)->count(ItemState::Accepted) == items;
    figures.counts = secondsOf(timer);
    stack.engine.stop(jobId);
    figures.isTrue = waitUntil([&] { return stack.engine.job(jobId)->stopRequested; }) && figures.isTrue;
    figures.click = secondsOf(timer);
    return figures;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journaldatabase.h"
#include "app/jobs/journalreader.h"
#include "tests/support/enginestack.h"
#include "tests/support/journalsamples.h"
#include "tests/support/waiting.h"

#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace Clearsky;
using namespace Qt::Literals;

namespace {

const QString jobId = u"job-1"_s;
constexpr int itemCount = 2 * largestJobAtStart + 7;
constexpr int sentCount = 300;

StoredJob largeJob()
{
    StoredJob job = makeJob(1, itemCount);
    job.summary.kindId = u"zenlayer.zec.snapshot"_s;
    job.expiresAt = QDateTime::currentDateTimeUtc().addDays(1);
    return job;
}

/// The journal of a program that was killed while its first request was on the way.
void writeInterrupted(const QString &path)
{
    StoredJob job = largeJob();
    QList<int> sent(sentCount);
    std::iota(sent.begin(), sent.end(), 0);
    JobSummary running = job.summary;
    running.state = JobState::Running;
    const QList<JournalChanges> changes{{.jobId = jobId, .newJob = job}, {.jobId = jobId, .summary = running}, sampleIntent(job, 1, sent)};
    JournalDatabase database(path);
    QVERIFY(database.open());
    QVERIFY(database.write(changes));
}

} // namespace

/// A job of more items than are read at once when Clearsky starts.
class TestLargeJob final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        folder = std::make_unique<QTemporaryDir>();
        writeInterrupted(folder->filePath(u"journal.sqlite"_s));
        stack = std::make_unique<EngineStack>(folder->path(), 1, nullptr);
        stack->engine.open();
        QVERIFY(waitUntil([this] { return stack->engine.job(jobId) != nullptr; }));
    }
    void cleanup() { stack.reset(); }

    void itsCountsAreShownBeforeItsItems()
    {
        const JobSummary shown = *stack->engine.job(jobId);
        QVERIFY(stack->engine.items(jobId).isEmpty());
        QCOMPARE(shown.count(ItemState::Sending), sentCount);
        QCOMPARE(shown.count(ItemState::Pending), itemCount - sentCount);
        QCOMPARE(shown.total, itemCount);
        QCOMPARE(shown.state, JobState::Interrupted);

        QVERIFY(waitUntil([this] { return stack->engine.job(jobId)->count(ItemState::Unknown) == sentCount; }));
        const QList<JobItem> &items = stack->engine.items(jobId);
        QCOMPARE(items.size(), itemCount);
        const QList<JobItem> stored = largeJob().items;
        for (int i = 0; i < itemCount; ++i)
            QCOMPARE(items.at(i).ref.id, stored.at(i).ref.id);
        QCOMPARE(stack->engine.job(jobId)->count(ItemState::Pending), itemCount - sentCount);
    }

    void stopIsDurableBeforeItsItemsAreRead()
    {
        qsizetype known = -1;
        connect(&stack->engine, &JobEngine::jobChanged, this, [&] {
            if (known < 0 && stack->engine.job(jobId)->stopRequested)
                known = stack->engine.items(jobId).size();
        });
        stack->engine.stop(jobId);
        QVERIFY(waitUntil([&] { return known >= 0; }));
        QVERIFY(known < itemCount);
        QVERIFY(waitUntil([this] { return stack->engine.job(jobId)->count(ItemState::NotAttempted) == itemCount - sentCount; }));
        QCOMPARE(stack->engine.job(jobId)->count(ItemState::Unknown), sentCount);
    }

    void resumeWaitsUntilAllItemsAreRead()
    {
        stack->engine.resume(jobId);
        QVERIFY(stack->engine.items(jobId).isEmpty());
        QCOMPARE(stack->engine.job(jobId)->state, JobState::Interrupted);
        QVERIFY(waitUntil([this] { return stack->engine.job(jobId)->state == JobState::NeedsAttention; })); // no such account
        QCOMPARE(stack->engine.items(jobId).size(), itemCount);
    }

private:
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<EngineStack> stack;
};

QTEST_GUILESS_MAIN(TestLargeJob)
#include "tst_largejob.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journaldatabase.h"
#include "tests/support/journalsamples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Clearsky;

namespace {

/// A way to reach each state from Pending by legal moves.
QList<ItemState> pathTo(ItemState state)
{
    using enum ItemState;
    switch (state) {
    case Pending: return {};
    case Sending: return {Sending};
    case Accepted: return {Sending, Accepted};
    case Deleted: return {Sending, Accepted, Deleted};
    case AlreadyGone: return {AlreadyGone};
    case Refused: return {Refused};
    case Failed: return {Sending, Accepted, Failed};
    case Unknown: return {Sending, Unknown};
    case Skipped: return {Skipped};
    case NotAttempted: return {NotAttempted};
    }
    return {};
}

JournalChanges moveTo(const StoredJob &job, ItemState to, const QString &proof = QStringLiteral("proof"))
{
    JobItem item = job.items.first();
    item.state = to;
    item.ended = isEnd(to);
    item.proof = proof;
    return {.jobId = job.summary.id, .items = {{0, item}}};
}

} // namespace

class TestJournalDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("journal.sqlite"));
    }

    void whatWasWrittenIsReadBack()
    {
        StoredJob job = makeJob(1, 3);
        {
            JournalDatabase database(m_path);
            QVERIFY(database.open());
            RequestRecord record{.number = 1, .at = job.summary.createdAt, .method = QStringLiteral("POST"),
                                 .path = QStringLiteral("/x"), .items = 3};
            JournalChanges intent{.jobId = job.summary.id};
            intent.intent = RequestIntent{.record = record, .lane = QStringLiteral("lane"), .bodySha256 = "hash"};
            for (int i = 0; i < 3; ++i) {
                job.items[i].state = ItemState::Sending;
                job.items[i].requestNumber = 1;
                job.items[i].failureBefore = i == 2 ? QStringLiteral("an older failure") : QString();
                intent.items.append({i, job.items.at(i)});
            }
            intent.partsWithOthers = job.partsWithOthers = {QString(), QStringLiteral("instance/app")};
            record.httpStatus = 200;
            record.requestId = QStringLiteral("req");
            JournalChanges outcome{.jobId = job.summary.id};
            outcome.outcome = RequestOutcome{.record = record, .providerJobId = QStringLiteral("pj")};
            job.items[1].state = ItemState::Accepted;
            job.items[1].noResend = true;
            job.items[0].state = ItemState::Unknown;
            job.items[0].refusedById = true;
            outcome.items.append({0, job.items.at(0)});
            outcome.items.append({1, job.items.at(1)});
            StoredJob fresh = makeJob(1, 3);
            QVERIFY(database.write({{.jobId = job.summary.id, .newJob = fresh}, intent, outcome}));
            job.requests = {record};
            job.providerJobs = {{1, QStringLiteral("pj")}};
        }
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        const QList<StoredJob> &jobs = contents->jobs;
        QCOMPARE(jobs.size(), 1);
        QCOMPARE(jobs.first().items, job.items);
        QCOMPARE(jobs.first().requests, job.requests);
        QCOMPARE(jobs.first().providerJobs, job.providerJobs);
        QCOMPARE(jobs.first().partsWithOthers, job.partsWithOthers);
        QCOMPARE(jobs.first().listedTotal, 12);
        QCOMPARE(jobs.first().summary.accountName, job.summary.accountName);
    }

    void neighboursThatChangeAlikeAreAllWrittenAndOthersAreNot()
    {
        StoredJob job = makeJob(1, 12);
        {
            JournalDatabase database(m_path);
            QVERIFY(database.open());
            QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}}));
            JournalChanges changes{.jobId = job.summary.id};
            for (const int position : {1, 2, 3, 5, 6, 8, 7, 11}) { // runs, a gap, and one that goes back
                job.items[position].state = ItemState::Sending;
                job.items[position].requestNumber = position == 6 ? 2 : 1;
                changes.items.append({position, job.items.at(position)});
            }
            QVERIFY(database.write({changes}));
        }
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        QCOMPARE(contents->jobs.first().items, job.items);
    }

    void onlyTransitionsOfTheTableAreWritten_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        for (const ItemState from : allItemStates()) {
            for (const ItemState to : allItemStates()) {
                if (from != to)
                    QTest::addRow("%s to %s", qPrintable(itemStateId(from)), qPrintable(itemStateId(to)))
                        << static_cast<int>(from) << static_cast<int>(to);
            }
        }
    }

    void onlyTransitionsOfTheTableAreWritten()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        JournalDatabase database(m_path);
        QVERIFY(database.open());
        const StoredJob job = makeJob(1, 1);
        QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}}));
        for (const ItemState step : pathTo(static_cast<ItemState>(from)))
            QVERIFY(database.write({moveTo(job, step)}));
        const bool legal = canMove(static_cast<ItemState>(from), static_cast<ItemState>(to));
        QCOMPARE(database.write({moveTo(job, static_cast<ItemState>(to))}).has_value(), legal);
    }

    void deletedIsNotWrittenWithoutAProof()
    {
        JournalDatabase database(m_path);
        QVERIFY(database.open());
        const StoredJob job = makeJob(1, 1);
        QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}, moveTo(job, ItemState::Sending),
                                moveTo(job, ItemState::Accepted)}));
        QVERIFY(!database.write({moveTo(job, ItemState::Deleted, {})}));
        QVERIFY(database.write({moveTo(job, ItemState::Deleted)}));
    }

    void anItemIsNotPendingAgainWhenItMustNotBeResent_data()
    {
        QTest::addColumn<bool>("noResend");
        QTest::addColumn<int>("unknownSends");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("one unknown send") << false << 1 << true;
        QTest::newRow("two unknown sends") << false << 2 << false;
        QTest::newRow("accepted once") << true << 1 << false;
    }

    void anItemIsNotPendingAgainWhenItMustNotBeResent()
    {
        QFETCH(bool, noResend);
        QFETCH(int, unknownSends);
        QFETCH(bool, allowed);
        JournalDatabase database(m_path);
        QVERIFY(database.open());
        StoredJob job = makeJob(1, 1);
        QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}, moveTo(job, ItemState::Sending)}));
        job.items.first().noResend = noResend;
        job.items.first().unknownSends = unknownSends;
        QVERIFY(database.write({moveTo(job, ItemState::Unknown)}));
        QCOMPARE(database.write({moveTo(job, ItemState::Pending)}).has_value(), allowed);
    }

    void aRefusedChangeLeavesNothingOfItsTransaction()
    {
        const StoredJob job = makeJob(1, 2);
        {
            JournalDatabase database(m_path);
            QVERIFY(database.open());
            QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}}));
            JournalChanges legal = moveTo(job, ItemState::Sending);
            JobItem illegal = job.items.at(1);
            illegal.state = ItemState::Deleted;
            legal.items.append({1, illegal});
            QVERIFY(!database.write({legal}));
        }
        JournalDatabase database(m_path);
        QCOMPARE(database.open()->jobs.first().items.first().state, ItemState::Pending);
    }

    void itsFilesAreForTheirOwnerOnly()
    {
        JournalDatabase database(m_path);
        QVERIFY(database.open());
        QVERIFY(database.write({{.jobId = QStringLiteral("job-1"), .newJob = makeJob(1, 1)}}));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        const QStringList names = QDir(m_folder->path()).entryList(QDir::Files);
        QVERIFY(names.size() >= 2); // the write-ahead log as well
        for (const QString &name : names)
            QVERIFY2(!(QFile::permissions(m_folder->filePath(name)) & others), qPrintable(name));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestJournalDatabase)
#include "tst_journaldatabase.moc"

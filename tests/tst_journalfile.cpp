// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journaldatabase.h"
#include "app/jobs/journalfile.h"
#include "app/jobs/journalschema.h"
#include "tests/support/journalsamples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Clearsky;

namespace {

constexpr qint64 pageSize = 4096;

/// Runs statements on the file with a connection of its own.
bool runOn(const QString &path, const QStringList &statements)
{
    JournalConnection connection;
    Result<void> done = connection.open(path, JournalConnection::Access::ReadWrite);
    for (const QString &statement : statements) {
        if (done)
            done = connection.run(statement);
    }
    if (!done)
        qWarning("%s", qPrintable(done.error().detail));
    return done.has_value();
}

QVariant valueIn(const QString &path, const QString &sql)
{
    JournalConnection connection;
    return connection.open(path, JournalConnection::Access::ReadWrite)
        .and_then([&] { return connection.value(sql); })
        .value_or(QVariant());
}

} // namespace

/// The files that a start of Clearsky may find.
class TestJournalFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("journal.sqlite"));
    }

    void aSecondInstanceIsToldAndChangesNothing()
    {
        JournalDatabase first(m_path);
        QVERIFY(first.open());
        StoredJob job = makeJob(1, 2);
        QVERIFY(first.write({{.jobId = job.summary.id, .newJob = job}}));
        const QStringList before = names();
        JournalDatabase second(m_path);
        const Result<JournalContents> contents = second.open();
        QVERIFY(!contents);
        QCOMPARE(contents.error().kind, Error::Kind::Storage);
        QVERIFY2(contents.error().message.contains(QStringLiteral("Another Clearsky")), qPrintable(contents.error().message));
        QCOMPARE(names(), before);
        QVERIFY(first.write({sampleIntent(job, 1, {0})}));
    }

    void aLockedJournalIsNotDamagedEvenWhenItWasMarkedSo()
    {
        JournalDatabase first(m_path);
        QVERIFY(first.open());
        QFile mark(m_path + QStringLiteral(".damaged"));
        QVERIFY(mark.open(QIODevice::WriteOnly));
        mark.close();
        const QStringList before = names();
        JournalDatabase second(m_path);
        const Result<JournalContents> contents = second.open();
        QVERIFY(!contents);
        QCOMPARE(journalTrouble(contents.error()), JournalTrouble::Busy);
        QCOMPARE(names(), before);
    }

    void aJournalOfANewerVersionIsShownAndLeftAsItIs()
    {
        const StoredJob job = makeJob(1, 3);
        QVERIFY(writeJob(job));
        QVERIFY(runOn(m_path, {QStringLiteral("PRAGMA user_version = %1").arg(journalSchemaVersion + 1)}));
        const QByteArray before = bytes(m_path);
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        QVERIFY(contents->readOnly);
        QVERIFY2(contents->notice.contains(QStringLiteral("newer Clearsky")), qPrintable(contents->notice));
        QCOMPARE(contents->jobs.size(), 1);
        QCOMPARE(contents->jobs.first().items, job.items);
        QVERIFY(!database.write({{.jobId = QStringLiteral("job-2"), .newJob = makeJob(2, 1)}}));
        database.close();
        QCOMPARE(bytes(m_path), before);
    }

    void aNewerJournalWithOtherTablesIsLeftAsItIs()
    {
        QVERIFY(writeJob(makeJob(1, 3)));
        QVERIFY(runOn(m_path, {QStringLiteral("ALTER TABLE job RENAME COLUMN note TO remark"),
                               QStringLiteral("PRAGMA user_version = 99")}));
        const QByteArray before = bytes(m_path);
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        QVERIFY(contents->readOnly);
        QVERIFY(contents->jobs.isEmpty());
        database.close();
        QCOMPARE(bytes(m_path), before);
    }

    void anOlderJournalIsCopiedThenMigrated()
    {
        makeVersion(1);
        const QByteArray before = bytes(m_path);
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY2(contents, contents ? "" : qPrintable(contents.error().detail));
        QCOMPARE(contents->jobs.size(), 1);
        const StoredJob &job = contents->jobs.first();
        QCOMPARE(job.summary.accountName, QStringLiteral("Practice"));
        QCOMPARE(job.items.size(), 3);
        QCOMPARE(job.items.at(0).state, ItemState::Deleted);
        QCOMPARE(job.items.at(0).proof, QStringLiteral("list 2x"));
        QVERIFY(job.items.at(0).noResend && job.items.at(0).ended);
        QCOMPARE(job.items.at(1).state, ItemState::Sending);
        QCOMPARE(job.items.at(1).ref.kindId, QStringLiteral("kind"));
        QCOMPARE(job.items.at(2).ref.scope, QStringLiteral("scope"));
        QCOMPARE(job.requests.first().path, QStringLiteral("/x"));
        QCOMPARE(job.requests.first().outcome, QStringLiteral("Accepted: 1"));
        QCOMPARE(job.requests.first().at, job.summary.createdAt);
        QCOMPARE(job.providerJobs.value(1), QStringLiteral("pj"));
        database.close();

        const QStringList copies = names(QStringLiteral("journal.sqlite.version1-*"));
        QCOMPARE(copies.size(), 1);
        const QString copy = m_folder->filePath(copies.first());
        QCOMPARE(valueIn(copy, QStringLiteral("PRAGMA user_version")).toInt(), 1);
        QCOMPARE(valueIn(copy, QStringLiteral("SELECT count(*) FROM item")).toInt(), 3);
        QVERIFY(bytes(m_path) != before);
        QCOMPARE(readJournalHeader(m_path)->version, journalSchemaVersion);
    }

    void aJournalOfVersion2IsCopiedThenMigrated()
    {
        makeVersion(2);
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY2(contents, contents ? "" : qPrintable(contents.error().detail));
        StoredJob job = contents->jobs.first();
        QCOMPARE(job.items.size(), 6);
        QCOMPARE(job.items.at(0).state, ItemState::Accepted);
        QCOMPARE(job.items.at(4).state, ItemState::Sending);
        QVERIFY(!job.items.at(4).refusedById);
        QCOMPARE(job.partsWithOthers, QStringList());
        job.items[4].state = ItemState::Unknown;
        job.items[4].refusedById = true;
        QVERIFY(database.write({{.jobId = job.summary.id, .partsWithOthers = QStringList{QString()}, .items = {{4, job.items.at(4)}}}}));
        database.close();
        const Result<JournalContents> again = database.open();
        QVERIFY(again && again->jobs.first().items.at(4).refusedById);
        QCOMPARE(again->jobs.first().partsWithOthers, QStringList{QString()});
        QCOMPARE(names(QStringLiteral("journal.sqlite.version2-*")).size(), 1);
        QCOMPARE(readJournalHeader(m_path)->version, journalSchemaVersion);
    }

    void aMigrationThatFailsChangesNothing()
    {
        makeVersion(1);
        QVERIFY(runOn(m_path, {QStringLiteral("CREATE TABLE phrase(x)")})); // in the way of the new one
        JournalDatabase database(m_path);
        QVERIFY(!database.open());
        database.close();
        QCOMPARE(valueIn(m_path, QStringLiteral("PRAGMA user_version")).toInt(), 1);
        QCOMPARE(valueIn(m_path, QStringLiteral("SELECT count(*) FROM item")).toInt(), 3);
    }

    void aForeignDatabaseIsLeftAsItIs()
    {
        QVERIFY(runOn(m_path, {QStringLiteral("PRAGMA application_id = 7"), QStringLiteral("CREATE TABLE t(x)")}));
        const QByteArray before = bytes(m_path);
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(!contents);
        QVERIFY2(contents.error().message.contains(QStringLiteral("not a journal")), qPrintable(contents.error().message));
        QCOMPARE(bytes(m_path), before);
    }

    void aLinkIsNotFollowed()
    {
        const QString elsewhere = m_folder->filePath(QStringLiteral("elsewhere"));
        QVERIFY(QFile::link(elsewhere, m_path));
        JournalDatabase database(m_path);
        QVERIFY(!database.open());
        QVERIFY(!QFile::exists(elsewhere));
    }

    void garbageIsMovedAsideAndTheUserIsTold()
    {
        const QByteArray garbage(8192, 'x');
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(garbage);
        file.close();
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        const QStringList aside = names(QStringLiteral("journal.sqlite.corrupt-*"));
        QCOMPARE(aside.size(), 1);
        QCOMPARE(bytes(m_folder->filePath(aside.first())), garbage);
        QVERIFY2(contents->notice.contains(aside.first()), qPrintable(contents->notice));
        QVERIFY2(contents->notice.contains(QStringLiteral("before you delete")), qPrintable(contents->notice));
        QVERIFY(database.write({{.jobId = QStringLiteral("job-1"), .newJob = makeJob(1, 1)}}));
    }

    void damageFoundByTheCheckStopsAllWritesAndTheNextStartSavesWhatCanBeRead()
    {
        StoredJob job = makeJob(1, 400);
        {
            JournalDatabase database(m_path);
            QVERIFY(database.open());
            QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}, sampleIntent(job, 1, {0, 1, 2}),
                                    sampleOutcome(job, 1, {0, 1, 2}), sampleProof(job, {0})}));
        }
        damageIndexOfItems();
        {
            JournalDatabase database(m_path);
            const Result<JournalContents> contents = database.open(); // reading the jobs does not touch the index
            QVERIFY(contents);
            QCOMPARE(contents->jobs.first().items.size(), 400);
            const Result<void> checked = database.check();
            QVERIFY(!checked);
            QCOMPARE(journalTrouble(checked.error()), JournalTrouble::Damaged);
            QVERIFY(!database.write({sampleIntent(job, 2, {5})}));
        }
        {
            JournalDatabase database(m_path);
            const Result<JournalContents> contents = database.open();
            QVERIFY2(contents, contents ? "" : qPrintable(contents.error().detail));
            verifyDamagedRecord(*contents);
        }
        // The record stays one; the file is not moved again.
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        QVERIFY(contents->notice.isEmpty());
        QVERIFY(contents->jobs.first().summary.recordDamaged);
        QVERIFY(database.check());
        QCOMPARE(names(QStringLiteral("journal.sqlite.corrupt-*[0-9]")).size(), 1);
    }

    void aHealthyJournalPassesItsCheck()
    {
        JournalDatabase database(m_path);
        QVERIFY(database.open());
        QVERIFY(database.write({{.jobId = QStringLiteral("job-1"), .newJob = makeJob(1, 500)}}));
        QVERIFY(database.check());
        QVERIFY(names(QStringLiteral("*.damaged")).isEmpty());
    }

    void outcomesOfTheEmergencyFileAreTakenIn()
    {
        StoredJob job = makeJob(1, 4);
        {
            JournalDatabase database(m_path);
            QVERIFY(database.open());
            QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}, sampleIntent(job, 1, {0, 1}),
                                    sampleIntent(job, 2, {2})}));
            QVERIFY(database.writeAside(sampleOutcome(job, 1, {0, 1})));
        }
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        QVERIFY2(contents->notice.isEmpty(), qPrintable(contents->notice));
        const StoredJob &stored = contents->jobs.first();
        QCOMPARE(stored.items.at(0).state, ItemState::Accepted);
        QVERIFY(stored.items.at(1).noResend);
        QCOMPARE(stored.items.at(2).state, ItemState::Sending);
        QCOMPARE(stored.providerJobs.value(1), QStringLiteral("provider-job-1"));
        QCOMPARE(names(QStringLiteral("*.emergency-*")).size(), 1); // kept
    }

    void outcomesThatReachedTheJournalAfterAllAreNotTakenInAgain()
    {
        StoredJob job = makeJob(1, 1);
        {
            JournalDatabase database(m_path);
            QVERIFY(database.open());
            QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}, sampleIntent(job, 1, {0})}));
            const JournalChanges outcome = sampleOutcome(job, 1, {0});
            QVERIFY(database.writeAside(outcome));
            QVERIFY(database.write({outcome, sampleProof(job, {0})}));
        }
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        QCOMPARE(contents->jobs.first().items.first().state, ItemState::Deleted);
    }

    void theEmergencyFileOfAnotherJournalIsKeptAndNotTakenIn()
    {
        StoredJob job = makeJob(1, 1);
        QTemporaryDir other;
        const QString otherPath = other.filePath(QStringLiteral("journal.sqlite"));
        for (const QString &path : {otherPath, m_path}) {
            JournalDatabase database(path);
            QVERIFY(database.open());
            StoredJob fresh = makeJob(1, 1);
            QVERIFY(database.write({{.jobId = fresh.summary.id, .newJob = fresh}, sampleIntent(fresh, 1, {0})}));
            if (path == otherPath)
                QVERIFY(database.writeAside(sampleOutcome(fresh, 1, {0})));
        }
        QVERIFY(QFile::remove(m_path + QStringLiteral(".emergency")));
        QVERIFY(QFile::copy(otherPath + QStringLiteral(".emergency"), m_path + QStringLiteral(".emergency")));
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        QCOMPARE(contents->jobs.first().items.first().state, ItemState::Sending);
        QVERIFY2(contents->notice.contains(QStringLiteral("another journal")), qPrintable(contents->notice));
        QCOMPARE(names(QStringLiteral("*.emergency-*")).size(), 1);
    }

    void aTornLineOfTheEmergencyFileSpoilsNoOther()
    {
        StoredJob job = makeJob(1, 2);
        {
            JournalDatabase database(m_path);
            QVERIFY(database.open());
            QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}, sampleIntent(job, 1, {0}),
                                    sampleIntent(job, 2, {1})}));
            QVERIFY(database.writeAside(sampleOutcome(job, 1, {0})));
            QFile file(m_path + QStringLiteral(".emergency"));
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.seek(file.readAll().indexOf('\0')));
            file.write("{\"lineage\":\"ab");
            file.close();
            QVERIFY(database.writeAside(sampleOutcome(job, 2, {1})));
        }
        JournalDatabase database(m_path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        for (const JobItem &item : contents->jobs.first().items)
            QCOMPARE(item.state, ItemState::Accepted);
    }

    void networkFileSystemsAreKnown_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("network");
        for (const char *type : {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "smbfs", "afpfs"})
            QTest::addRow("%s", type) << QByteArray(type) << true;
        for (const char *type : {"ext4", "btrfs", "xfs", "tmpfs", "overlay", "fuseblk", "apfs", "NTFS", "zfs"})
            QTest::addRow("%s", type) << QByteArray(type) << false;
    }

    void networkFileSystemsAreKnown()
    {
        QFETCH(QByteArray, type);
        QTEST(isNetworkFileSystem(type), "network");
    }

    void itsFilesAreForTheirOwnerOnly()
    {
        makeVersion(1);
        JournalDatabase database(m_path);
        QVERIFY(database.open());
        QVERIFY(database.write({{.jobId = QStringLiteral("job-2"), .newJob = makeJob(2, 1)}}));
        QVERIFY(names().size() >= 4); // the log, the copy and the emergency file as well
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const QString &name : names())
            QVERIFY2(!(QFile::permissions(m_folder->filePath(name)) & others), qPrintable(name));
    }

private:
    bool writeJob(const StoredJob &job)
    {
        JournalDatabase database(m_path);
        return database.open() && database.write({{.jobId = job.summary.id, .newJob = job}});
    }

    void makeVersion(int version)
    {
        QFile script(QStringLiteral(TEST_DATA "/journal-version%1.sql").arg(version));
        QVERIFY(script.open(QIODevice::ReadOnly | QIODevice::Text));
        QStringList statements;
        for (const QByteArray &line : script.readAll().split('\n')) {
            if (!line.isEmpty() && !line.startsWith("--"))
                statements.append(QString::fromUtf8(line));
        }
        QVERIFY(runOn(m_path, statements));
    }

    /// Reading all items in their order does not need it; the check does.
    void damageIndexOfItems()
    {
        const qint64 page = valueIn(m_path, QStringLiteral("SELECT rootpage FROM sqlite_schema WHERE name ="
                                                           " 'sqlite_autoindex_item_2'")).toLongLong();
        QVERIFY(page > 1);
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek((page - 1) * pageSize));
        file.write(QByteArray(pageSize, '\x55'));
    }

    static void verifyDamagedRecord(const JournalContents &contents)
    {
        QVERIFY2(contents.notice.contains(QStringLiteral("1 job")), qPrintable(contents.notice));
        QCOMPARE(contents.jobs.size(), 1);
        const StoredJob &job = contents.jobs.first();
        QVERIFY(job.summary.recordDamaged);
        QVERIFY(isEnd(job.summary.state));
        QCOMPARE(job.items.size(), 400);
        QCOMPARE(job.items.at(0).state, ItemState::Deleted); // with its proof
        QVERIFY(!job.items.at(0).proof.isEmpty());
        for (const int position : {1, 2, 3, 399}) {
            QCOMPARE(job.items.at(position).state, ItemState::Unknown);
            QVERIFY(job.items.at(position).ended && job.items.at(position).noResend);
        }
    }

    QStringList names(const QString &pattern = QStringLiteral("*")) const
    {
        return QDir(m_folder->path()).entryList({pattern}, QDir::Files);
    }

    static QByteArray bytes(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestJournalFile)
#include "tst_journalfile.moc"

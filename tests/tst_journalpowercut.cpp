// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journaldatabase.h"
#include "tests/support/crashdisk.h"
#include "tests/support/enginestack.h"
#include "tests/support/journalsamples.h"
#include "tests/support/waiting.h"

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Clearsky;

namespace {

constexpr int items = 300;
constexpr int batchSize = 10;

bool isCampaign()
{
    return qEnvironmentVariableIntValue("CLEARSKY_CAMPAIGN") == 1;
}

/// What the journal holds, as far as promises are made about it.
QList<StoredJob> promised(QList<StoredJob> jobs)
{
    for (StoredJob &job : jobs) {
        job.summary = {.id = job.summary.id, .number = job.summary.number, .state = job.summary.state};
        job.planSha256.clear();
        job.expiresAt = {};
    }
    return jobs;
}

void apply(const JournalChanges &changes, QList<StoredJob> &jobs)
{
    if (changes.newJob)
        jobs.append(*changes.newJob);
    StoredJob &job = *std::find_if(jobs.begin(), jobs.end(),
                                   [&changes](const StoredJob &each) { return each.summary.id == changes.jobId; });
    if (changes.summary)
        job.summary.state = changes.summary->state;
    if (changes.intent)
        job.requests.append(changes.intent->record);
    if (changes.outcome) {
        for (RequestRecord &record : job.requests) {
            if (record.number == changes.outcome->record.number)
                record = changes.outcome->record;
        }
        job.providerJobs.insert(changes.outcome->record.number, changes.outcome->providerJobId);
    }
    for (const ItemChange &change : changes.items)
        job.items[change.position] = change.item;
}

/// One transaction of the journal, and when it was on its way.
struct Commit
{
    qsizetype begun = 0;        ///< moments of the disk
    qsizetype acknowledged = 0; ///< the engine was told, and went on: a request may have left
    QList<StoredJob> after{};   ///< what the journal then holds
};

StoredJob jobOfARealKind(int number)
{
    static const QString kindId = makeRegistry().contracts().front()->kind().id;
    StoredJob job = makeJob(number, items);
    job.summary.kindId = kindId;
    for (JobItem &item : job.items)
        item.ref.kindId = kindId;
    return job;
}

/// The transactions of two jobs at a time, as the engine makes them: intent, then the answer, together with what the other
/// job has to say.
QList<QList<JournalChanges>> transactionsOfTwoJobs()
{
    StoredJob first = jobOfARealKind(1);
    StoredJob second = jobOfARealKind(2);
    QList<QList<JournalChanges>> list{{{.jobId = first.summary.id, .newJob = first}},
                                      {{.jobId = second.summary.id, .newJob = second}}};
    for (int at = 0; at < items; at += batchSize) {
        QList<int> batch;
        for (int i = at; i < at + batchSize; ++i)
            batch.append(i);
        const int number = at / batchSize + 1;
        list.append({sampleIntent(first, number, batch)});
        const JournalChanges answered = sampleOutcome(first, number, batch);
        list.append({answered, sampleIntent(second, number, batch)});
        list.append({sampleProof(first, batch), sampleOutcome(second, number, batch)});
        list.append({sampleProof(second, batch)});
    }
    for (StoredJob *job : {&first, &second}) {
        JobSummary summary = job->summary;
        summary.state = JobState::Finished;
        list.append({{.jobId = job->summary.id, .summary = summary}});
    }
    return list;
}

} // namespace

/// Power cuts while jobs are being written down: whatever the disk was told to keep is there again, and the journal is whole.
class TestJournalPowerCut : public QObject
{
    Q_OBJECT

public:
    TestJournalPowerCut()
    {
        if (isCampaign()) // Qt Test allows a function five minutes
            qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("journal.sqlite"));
        m_disk = std::make_unique<CrashDisk>();
        m_commits.clear();
        m_outages = CrashDisk::Refusal::None;
        m_outageCount = 0;
    }

    void theJournalStandsOnTheDiskOfTheTest()
    {
        runJobs({});
        QVERIFY(m_disk->moments() > 1000);
        QVERIFY(m_disk->content().value(m_path).startsWith("SQLite format 3"));
        QCOMPARE(QFileInfo(m_path).size(), 0); // nothing reached the real one
    }

    void acknowledgedIsDurable_data()
    {
        QTest::addColumn<QStringList>("settings");
        QTest::newRow("as it is") << QStringList();
        QTest::newRow("many checkpoints") << QStringList{QStringLiteral("PRAGMA wal_autocheckpoint = 20")};
        QTest::newRow("rollback journal, as on network file systems")
            << QStringList{QStringLiteral("PRAGMA journal_mode = DELETE"), QStringLiteral("PRAGMA synchronous = EXTRA")};
    }

    void acknowledgedIsDurable()
    {
        QFETCH(QStringList, settings);
        runJobs(settings);
        const Tally tally = cutPower();
        qInfo("%lld power cuts, %lld violations", tally.cuts, tally.violations);
        QVERIFY2(tally.violations == 0, qPrintable(tally.first));
    }

    void aDiskThatFailsNowAndThenLosesNothing_data()
    {
        QTest::addColumn<bool>("full");
        QTest::newRow("I/O errors: what a failed sync was about is never on the disk by itself") << false;
        QTest::newRow("disk full") << true;
    }

    void aDiskThatFailsNowAndThenLosesNothing()
    {
        QFETCH(bool, full);
        m_outages = full ? CrashDisk::Refusal::Full : CrashDisk::Refusal::InputOutput;
        runJobs({QStringLiteral("PRAGMA wal_autocheckpoint = 50")});
        const Tally tally = cutPower();
        qInfo("%d outages, %lld power cuts, %lld violations", m_outageCount, tally.cuts, tally.violations);
        QVERIFY(m_outageCount > 10);
        QVERIFY2(tally.violations == 0, qPrintable(tally.first));
    }

    void withLessThanFullSyncTheTestSeesTheLoss()
    {
        runJobs({QStringLiteral("PRAGMA synchronous = NORMAL")});
        const Tally tally = cutPower();
        qInfo("synchronous=NORMAL: %lld power cuts, %lld violations", tally.cuts, tally.violations);
        QVERIFY(tally.violations > tally.cuts / 20);
    }

    void whatMayHaveLeftIsLookedAtAfterThePowerIsBack()
    {
        runJobs({});
        QRandomGenerator random(11);
        const int cuts = isCampaign() ? 200 : 10;
        QList<qsizetype> moments;
        for (int i = 0; i < cuts; ++i)
            moments.append(m_commits.first().acknowledged + random.bounded(m_total - m_commits.first().acknowledged));
        for (const qsizetype moment : std::as_const(moments)) {
            CrashDisk found;
            found.restore(m_disk->afterPowerCut(moment, random));
            EngineStack stack(m_folder->path(), 1000, nullptr);
            QVERIFY(stack.open());
            verifyEngine(stack, acknowledgedAt(moment));
        }
    }

private:
    struct Tally
    {
        qsizetype cuts = 0;
        qsizetype violations = 0;
        QString first{};
    };

    void runJobs(const QStringList &settings)
    {
        JournalDatabase database(m_path);
        QVERIFY(database.open());
        {
            const QSqlDatabase connection = QSqlDatabase::database(QSqlDatabase::connectionNames().first());
            for (const QString &setting : settings)
                QVERIFY(QSqlQuery(connection).exec(setting));
        }
        QList<StoredJob> model;
        for (const QList<JournalChanges> &transaction : transactionsOfTwoJobs()) {
            Commit commit{.begun = m_disk->moments()};
            QVERIFY(writeThroughOutages(database, transaction));
            for (const JournalChanges &changes : transaction)
                apply(changes, model);
            commit.acknowledged = m_disk->moments();
            commit.after = promised(model);
            m_commits.append(commit);
        }
        m_total = m_disk->moments();
    }

    /// As the Journal does it: the same again until it is done.
    bool writeThroughOutages(JournalDatabase &database, const QList<JournalChanges> &transaction)
    {
        if (m_outages == CrashDisk::Refusal::None || QRandomGenerator::global()->bounded(5) > 0)
            return database.write(transaction).has_value();
        m_disk->refuse(m_outages, QRandomGenerator::global()->bounded(12));
        bool written = database.write(transaction).has_value();
        for (int i = 0; i < 2 && !written; ++i)
            written = database.write(transaction).has_value();
        m_outageCount += m_disk->hasRefused() ? 1 : 0;
        m_disk->refuse(CrashDisk::Refusal::None);
        return written || database.write(transaction).has_value();
    }

    /// At every sync, and at random moments between them.
    Tally cutPower()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("random moments of seed %u", seed);
        QRandomGenerator random(seed);
        QList<qsizetype> moments;
        for (qsizetype moment = 1; moment <= m_total; ++moment) {
            if (m_disk->isSync(moment) && (isCampaign() || moment % 5 == 0))
                moments.append(moment);
        }
        const int randomCuts = isCampaign() ? 2000 : 100;
        for (int i = 0; i < randomCuts; ++i)
            moments.append(random.bounded(m_total) + 1);
        Tally tally{.cuts = moments.size()};
        for (const qsizetype moment : std::as_const(moments)) {
            const QString violation = violationAfter(m_disk->afterPowerCut(moment, random), moment);
            if (violation.isEmpty())
                continue;
            ++tally.violations;
            if (tally.first.isEmpty())
                tally.first = QStringLiteral("moment %1 of %2: %3").arg(moment).arg(m_total).arg(violation);
        }
        return tally;
    }

    QList<StoredJob> acknowledgedAt(qsizetype moment) const
    {
        QList<StoredJob> jobs;
        for (const Commit &commit : m_commits) {
            if (commit.acknowledged <= moment)
                jobs = commit.after;
        }
        return jobs;
    }

    /// The journal must hold what was acknowledged, or that and the one transaction that was under way.
    QString violationAfter(const CrashDisk::Content &content, qsizetype moment)
    {
        CrashDisk disk;
        disk.restore(content);
        JournalDatabase database(m_path);
        const Result<JournalContents> opened = database.open();
        if (!opened)
            return QStringLiteral("not opened: ") + opened.error().detail;
        if (!opened->notice.isEmpty())
            return opened->notice;
        if (!database.check())
            return QStringLiteral("damaged");
        const QList<StoredJob> found = promised(opened->jobs);
        if (found == acknowledgedAt(moment))
            return {};
        for (const Commit &commit : std::as_const(m_commits)) {
            if (commit.begun < moment && commit.acknowledged > moment && found == commit.after)
                return {};
        }
        return QStringLiteral("an acknowledged transaction is lost");
    }

    static void verifyEngine(EngineStack &stack, const QList<StoredJob> &acknowledged)
    {
        for (const StoredJob &job : acknowledged) {
            const QString &id = job.summary.id;
            const auto settled = [&] {
                const QList<JobItem> &shown = stack.engine.items(id);
                return std::none_of(shown.cbegin(), shown.cend(), [](const JobItem &item) { return item.state == ItemState::Sending; });
            };
            QVERIFY(waitUntil(settled));
            for (qsizetype i = 0; i < job.items.size(); ++i) {
                const JobItem &before = job.items.at(i);
                const JobItem &now = stack.engine.items(id).at(i);
                if (before.state != ItemState::Pending)
                    QVERIFY(now.state != ItemState::Pending);
                if (before.ended)
                    QCOMPARE(now.state, before.state);
                if (before.state == ItemState::Pending || before.state == ItemState::Sending)
                    QVERIFY(now.state != ItemState::Deleted);
            }
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CrashDisk> m_disk;
    QString m_path;
    QList<Commit> m_commits;
    qsizetype m_total = 0;
    CrashDisk::Refusal m_outages = CrashDisk::Refusal::None;
    int m_outageCount = 0;
};

QTEST_GUILESS_MAIN(TestJournalPowerCut)
#include "tst_journalpowercut.moc"

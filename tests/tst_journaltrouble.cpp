// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/crashdisk.h"
#include "tests/support/enginefixture.h"
#include "tests/support/waiting.h"

#include <QFile>
#include <QLoggingCategory>
#include <QTest>

using namespace Clearsky;

Q_DECLARE_METATYPE(Clearsky::CrashDisk::Refusal)

namespace {

const QString zenlayer = QStringLiteral("zenlayer.zec.snapshot");
constexpr int clockFactor = 20;
constexpr int itemsPerJob = 3;
constexpr qint64 soon = 1000; ///< milliseconds in which people are told (engine.md R15)

bool isCampaign()
{
    return qEnvironmentVariableIntValue("CLEARSKY_CAMPAIGN") == 1;
}

/// What the user hears of the journal.
struct Told
{
    explicit Told(JobEngine &engine)
    {
        QObject::connect(&engine, &JobEngine::storageTroubled, &context, [this](const QString &message) {
            troubled = !message.isEmpty();
            everTroubled = everTroubled || troubled;
        });
        QObject::connect(&engine, &JobEngine::journalFailed, &context, [this] { failed = true; });
    }

    QObject context;
    bool troubled = false;
    bool everTroubled = false;
    bool failed = false;
};

} // namespace

/// A disk that begins to refuse at any step of a small job, carried out at a practice cloud.
class TestJournalTrouble : public QObject
{
    Q_OBJECT

public:
    TestJournalTrouble()
    {
        if (isCampaign()) // Qt Test allows a function five minutes
            qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("clearsky.http.info=false"));
        m_cloud = std::make_unique<EngineFixture>(EngineFixture::Options{.count = 1500, .onlyKind = zenlayer});
    }

    void nothingLeavesWithoutADurableIntent_data()
    {
        QTest::addColumn<CrashDisk::Refusal>("refusal");
        QTest::newRow("disk full") << CrashDisk::Refusal::Full;
        QTest::newRow("I/O error") << CrashDisk::Refusal::InputOutput;
        QTest::newRow("locked") << CrashDisk::Refusal::Busy;
    }

    void nothingLeavesWithoutADurableIntent()
    {
        QFETCH(CrashDisk::Refusal, refusal);
        const qsizetype steps = callsOfOneJob();
        QVERIFY(steps > 20);
        const qsizetype stride = isCampaign() ? 1 : 20;
        int runs = 0;
        int refused = 0;
        for (qsizetype step = QRandomGenerator::global()->bounded(stride); step < steps; step += stride, ++runs) {
            m_refused = false;
            failAt(refusal, step);
            if (QTest::currentTestFailed()) {
                qWarning("at step %lld", step);
                return;
            }
            refused += m_refused ? 1 : 0;
        }
        qInfo("%lld steps, %d tried, %d refused", steps, runs, refused);
        QVERIFY(refused > 0);
    }

    void outcomesThatCameInOnAFullDiskOutliveTheProgram()
    {
        QTemporaryDir folder;
        CrashDisk disk;
        QString jobId;
        {
            EngineStack stack(folder.path(), clockFactor, m_cloud->host.get());
            Told told(stack.engine);
            QVERIFY(stack.open());
            const DeletePlan plan = planOn(stack);
            jobId = plan.id;
            m_cloud->cloud->setFault({.kindId = zenlayer,
                                      .operation = PracticeOperation::Delete,
                                      .times = 1,
                                      .delay = std::chrono::milliseconds(300)});
            const qsizetype before = m_cloud->deletes(zenlayer).size();
            stack.engine.start(plan);
            QVERIFY(waitUntil([&] { return m_cloud->deletes(zenlayer).size() > before; }));
            disk.refuse(CrashDisk::Refusal::Full);
            QVERIFY(waitUntil([&] { return told.troubled; }));
            QVERIFY(waitUntil([&] { return emergencyFile(folder).contains(jobId.toUtf8()); }));
        }
        QVERIFY(!emergencyFile(folder).contains("Authorization"));
        disk.refuse(CrashDisk::Refusal::None);
        EngineStack stack(folder.path(), clockFactor, m_cloud->host.get());
        QVERIFY(stack.open());
        QCOMPARE(stack.engine.requests(jobId).first().httpStatus, 200);
        QCOMPARE(stack.engine.items(jobId).size(), itemsPerJob);
        for (const JobItem &item : stack.engine.items(jobId)) {
            QVERIFY(item.noResend);
            QCOMPARE(item.unknownSends, 0);
        }
    }

private:
    /// A clean run: how often the disk could have refused.
    qsizetype callsOfOneJob()
    {
        QTemporaryDir folder;
        CrashDisk disk;
        disk.refuse(CrashDisk::Refusal::None);
        EngineStack stack(folder.path(), clockFactor, m_cloud->host.get());
        if (!stack.open() || !stack.run(planOn(stack)))
            return 0;
        return disk.calls();
    }

    DeletePlan planOn(EngineStack &stack) const
    {
        const Account account = stack.accounts
                                    .add({.name = QStringLiteral("Practice"),
                                          .providerId = practiceProviderId,
                                          .environment = Environment::Test})
                                    .value_or(Account());
        return stack.plan(account, zenlayer, stack.deletable(account, zenlayer, itemsPerJob),
                          static_cast<qint64>(m_cloud->cloud->resources(zenlayer).size()));
    }

    void failAt(CrashDisk::Refusal refusal, qsizetype step)
    {
        QTemporaryDir folder;
        CrashDisk disk;
        disk.refuse(refusal, step);
        EngineStack stack(folder.path(), clockFactor, m_cloud->host.get());
        Told told(stack.engine);
        stack.engine.open();
        QVERIFY(waitUntil([&] { return stack.engine.isOpen() || told.failed; }));
        m_refused = disk.hasRefused();
        if (told.failed) {
            QVERIFY(m_refused);
            QVERIFY(stack.engine.jobIds().isEmpty());
            return;
        }
        const DeletePlan plan = planOn(stack);
        const qsizetype before = m_cloud->deletes(zenlayer).size();
        stack.engine.start(plan);
        const auto ended = [&] { return stack.engine.job(plan.id) && isEnd(stack.engine.job(plan.id)->state); };
        QVERIFY(waitUntil([&] { return disk.hasRefused() || ended(); }));
        m_refused = disk.hasRefused();
        if (m_refused)
            whileRefused(stack, told, plan.id, before);
        disk.refuse(CrashDisk::Refusal::None);
        QVERIFY(stack.waitForEnd(plan.id));
        QVERIFY(!told.troubled);
        QList<PracticeLogEntry> sent = m_cloud->deletes(zenlayer).mid(before);
        QCOMPARE(sent.size(), intents(stack, plan.id));
        QSet<QString> confirmed;
        for (const PlanItem &item : plan.willDelete)
            confirmed.insert(item.ref.id);
        QCOMPARE(violationIn(sent, confirmed, 100, false), QString());
        for (const JobItem &item : stack.engine.items(plan.id)) {
            QCOMPARE(untruthOf(item, *m_cloud->cloud), QString());
            QCOMPARE(item.state, ItemState::Deleted);
        }
    }

    void whileRefused(EngineStack &stack, const Told &told, const QString &jobId, qsizetype before)
    {
        QElapsedTimer since;
        since.start();
        QVERIFY(waitUntil([&] { return told.everTroubled || since.hasExpired(10 * soon); }));
        QVERIFY2(since.elapsed() < soon, qPrintable(QString::number(since.elapsed())));
        // What was durable may still be on its way; after that nothing comes, however often the journal tries again.
        const auto sent = [&] { return m_cloud->deletes(zenlayer).size() - before; };
        QElapsedTimer patience;
        patience.start();
        QVERIFY(waitUntil([&] { return patience.hasExpired(120); })); // longer than the wait before the next try
        QVERIFY(sent() <= intents(stack, jobId));
    }

    static qsizetype intents(const EngineStack &stack, const QString &jobId)
    {
        const QList<RequestRecord> &requests = stack.engine.requests(jobId);
        return std::count_if(requests.cbegin(), requests.cend(), [](const RequestRecord &record) {
            return record.purpose == RequestRecord::Purpose::Delete;
        });
    }

    static QByteArray emergencyFile(const QTemporaryDir &folder)
    {
        QFile file(folder.filePath(QStringLiteral("journal.sqlite.emergency")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<EngineFixture> m_cloud;
    bool m_refused = false;
};

QTEST_GUILESS_MAIN(TestJournalTrouble)
#include "tst_journaltrouble.moc"

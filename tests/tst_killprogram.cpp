// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/keychainsecretstore.h"
#include "app/datafolder.h"
#include "tests/support/enginefixture.h"
#include "tests/support/finished.h"
#include "tests/support/spiclient.h"
#include "tests/support/waiting.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kills = 10;

/// 5,000 items. Few where one request deletes one item or where the provider's jobs take long: this runs in real time.
const QHash<QString, int> itemsOfKind{{u"huawei.workspace.snapshot"_s, 400}, {u"huawei.roma.asset"_s, 400},
                                      {u"huawei.clouddc.instance"_s, 1000},  {u"huawei.csbs.backup"_s, 200},
                                      {u"zenlayer.zec.snapshot"_s, 3000}};

QHash<QString, int> resourcesOfKind()
{
    QHash<QString, int> counts;
    for (auto each = itemsOfKind.cbegin(); each != itemsOfKind.cend(); ++each)
        counts.insert(each.key(), 3 * each.value());
    return counts;
}

qsizetype deletesIn(const PracticeCloud &cloud)
{
    QList<PracticeLogEntry> log = cloud.requests();
    log.removeIf([](const PracticeLogEntry &entry) { return !entry.isDelete(); });
    return log.size();
}

/// An X server without a screen: without one Qt has no accessibility bridge.
class Display
{
public:
    Display()
    {
        m_server.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-nolisten"_s, u"tcp"_s, u"-screen"_s, u"0"_s, u"1400x900x24"_s});
        if (waitUntil([this] { return m_server.canReadLine() || m_server.state() == QProcess::NotRunning; }))
            m_name = u':' + QString::fromLatin1(m_server.readLine().trimmed());
    }
    ~Display()
    {
        m_server.terminate();
        m_server.waitForFinished();
    }
    [[nodiscard]] const QString &name() const { return m_name; }

private:
    QProcess m_server;
    QString m_name;
};

} // namespace

/// The real program, killed at random moments and resumed by its buttons' names. In real time, so only in the campaign.
/// Runs inside with-keyring.sh.
class TestKillProgram final : public QObject
{
    Q_OBJECT

public:
    TestKillProgram() { qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); }

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIntValue("CLEARSKY_CAMPAIGN") == 0)
            QSKIP("takes minutes of real time: only in the campaign");
        m_display = std::make_unique<Display>();
        QVERIFY(m_display->name().size() > 1);
        QVERIFY(m_cloud.start());
        const Result<DataFolder> data = DataFolder::open(m_folder.filePath(u"data"_s));
        QVERIFY(data);
        m_data = data->path();
    }

    void fiveJobsSurviveTenKills()
    {
        QVERIFY(prepare());
        const SpiClient screen;
        QVERIFY(screen.isConnected());
        const quint32 seed = QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        qInfo("seed %u", seed);
        for (int kill = 0; kill < kills; ++kill) {
            const auto program = start();
            QVERIFY(resumeAll(screen));
            waitForMoment(random);
            program->kill();
            QVERIFY(program->waitForFinished());
        }
        const auto program = start();
        QVERIFY(resumeAll(screen));
        QVERIFY(waitForEnd(screen));
        program->terminate();
        QVERIFY(waitUntil([&program] { return program->state() == QProcess::NotRunning; }));
        QCOMPARE(program->exitCode(), 0);
        judge();
    }

private:
    /// One job for each kind, confirmed and not begun. The keys are in the keyring, where the program looks for them.
    bool prepare()
    {
        EngineStack stack(m_data, 1, nullptr);
        if (!stack.open())
            return false;
        QList<DeletePlan> plans;
        for (const QString &providerId : {u"huawei"_s, u"zenlayer"_s}) {
            const Account account = addAccount(stack, providerId);
            for (const auto &contract : stack.registry.contractsOf(providerId)) {
                const QString kindId = contract->kind().id;
                const QList<Resource> rows = stack.deletable(account, kindId, itemsOfKind.value(kindId));
                plans.append(stack.plan(account, kindId, rows, qint64(m_cloud.resources(kindId).size())));
                if (plans.last().willDelete.size() != itemsOfKind.value(kindId))
                    return false;
            }
        }
        for (const DeletePlan &plan : std::as_const(plans))
            stack.engine.start(plan);
        m_cloud.clearRequests();
        return waitUntil([&] { return stack.engine.openJobCount() == plans.size() && hasRecorded(stack, plans); });
    }

    static bool hasRecorded(const EngineStack &stack, const QList<DeletePlan> &plans)
    {
        return std::all_of(plans.cbegin(), plans.cend(), [&stack](const DeletePlan &plan) {
            const JobSummary *job = stack.engine.job(plan.id);
            return job && job->state == JobState::Holding && job->waitUntil.isValid();
        });
    }

    Account addAccount(EngineStack &stack, const QString &providerId)
    {
        const bool isZenlayer = providerId == u"zenlayer"_s;
        const PracticeKeys keys = m_cloud.keys();
        const Account account =
            stack.accounts
                .add({.name = providerId,
                      .providerId = providerId,
                      .environment = Environment::Test,
                      .signInMethod = u"accessKey"_s,
                      .accessKeyId = isZenlayer ? keys.zenlayerKeyId : keys.users.first().accessKey,
                      .region = isZenlayer ? QString() : keys.region,
                      .projectId = isZenlayer ? QString() : keys.projects.first().id,
                      .iamEndpoint = isZenlayer ? QString() : m_cloud.origin(),
                      .serviceEndpoint = m_cloud.origin()})
                .value_or(Account());
        Credentials credentials;
        credentials.set(isZenlayer ? CredentialField::accessKeyPassword : CredentialField::secretAccessKey,
                        Secret::fromText(isZenlayer ? keys.zenlayerPassword : keys.users.first().secretKey));
        stack.secrets.keep(account.id, credentials);
        KeychainSecretStore keychain(m_clock);
        if (!finishedResult(keychain.write(account.id, credentials)))
            qFatal("the keyring does not take the key");
        return account;
    }

    [[nodiscard]] std::unique_ptr<QProcess> start() const
    {
        auto program = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DISPLAY"_s, m_display->name());
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.insert(u"QT_LINUX_ACCESSIBILITY_ALWAYS_ON"_s, u"1"_s);
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        program->setProcessEnvironment(environment);
        program->setProcessChannelMode(QProcess::ForwardedChannels);
        program->start(QStringLiteral(PROGRAM), {u"--data-dir"_s, m_data});
        return program;
    }

    /// Presses Resume of every job that is not over.
    static bool resumeAll(const SpiClient &screen)
    {
        QStringList waiting;
        const bool shown = waitUntil([&] {
            waiting = screen.buttons().filter(u"Resume job "_s);
            const QList<double> progress = screen.progress(u"Progress of job "_s);
            const auto over = std::count_if(progress.cbegin(), progress.cend(), [](double part) { return part >= 1; });
            return progress.size() == itemsOfKind.size() && waiting.size() + over == itemsOfKind.size();
        });
        return shown && std::all_of(waiting.cbegin(), waiting.cend(), [&](const QString &name) { return screen.press(name); });
    }

    /// Half of the moments lie anywhere, half right behind the arrival of a delete request.
    void waitForMoment(QRandomGenerator &random) const
    {
        const bool atSend = random.bounded(2) == 0;
        const qsizetype until = deletesIn(m_cloud) + 1 + random.bounded(6);
        const qint64 latest = 500 + random.bounded(12'000);
        QElapsedTimer since;
        since.start();
        static_cast<void>(
            waitUntil([&] { return since.elapsed() >= latest || (atSend && deletesIn(m_cloud) >= until); }));
    }

    static bool waitForEnd(const SpiClient &screen)
    {
        QElapsedTimer asked;
        bool ended = false;
        for (int minute = 0; minute < 40 && !ended; ++minute)
            ended = waitUntil([&] {
                if (asked.isValid() && asked.elapsed() < 1000)
                    return false;
                asked.start();
                const QList<double> progress = screen.progress(u"Progress of job "_s);
                return progress.size() == itemsOfKind.size()
                    && std::all_of(progress.cbegin(), progress.cend(), [](double part) { return part >= 1; });
            });
        return ended;
    }

    void judge()
    {
        EngineStack stack(m_data, 1, nullptr);
        QVERIFY(stack.open());
        int total = 0;
        int unknown = 0;
        QHash<QString, QSet<QString>> confirmed;
        const QStringList jobs = stack.engine.jobIds();
        for (const QString &job : jobs) {
            for (const JobItem &item : stack.engine.items(job)) {
                QCOMPARE(untruthOf(item, m_cloud), QString());
                const bool isOpen = item.state == ItemState::Unknown && item.unknownSends >= 2;
                QVERIFY2(isOpen || item.state == ItemState::Deleted || item.state == ItemState::AlreadyGone,
                         qPrintable(item.ref.kindId + u' ' + itemStateId(item.state) + u' ' + item.reason));
                unknown += isOpen ? 1 : 0;
                confirmed[item.ref.kindId].insert(item.ref.id);
                ++total;
            }
        }
        QCOMPARE(total, 5000);
        QCOMPARE(blindResend(m_cloud.requests()), QString());
        for (auto kind = itemsOfKind.cbegin(); kind != itemsOfKind.cend(); ++kind) {
            QList<PracticeLogEntry> deletes = m_cloud.requests();
            deletes.removeIf([&](const PracticeLogEntry &entry) { return !entry.isDelete() || entry.kindId != kind.key(); });
            QCOMPARE(violationIn(deletes, confirmed.value(kind.key()),
                                 stack.registry.contract(kind.key())->kind().idsPerRequest, true),
                     QString());
        }
        qInfo("%d kills, %d items, none lost, none sent twice without a look, all true, %d Unknown", kills, total, unknown);
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    QString m_data;
    PracticeCloud m_cloud{{.seed = 7, .speed = 100, .counts = resourcesOfKind()}};
    std::unique_ptr<Display> m_display;
};

QTEST_GUILESS_MAIN(TestKillProgram)
#include "tst_killprogram.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"
#include "app/logging.h"
#include "app/practice/practicecloud.h"
#include "tests/support/accessible.h"
#include "tests/support/fastclock.h"
#include "tests/support/faultproxy.h"
#include "tests/support/findwidget.h"
#include "tests/support/traces.h"
#include "tests/support/waiting.h"
#include "ui/accountwizard/accountwizard.h"
#include "ui/dialogs.h"
#include "ui/mainwindow.h"
#include "ui/shell.h"
#include "ui/theme.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int clockFactor = 60; // of all waits but those on the wire
const QString zen = u"ZEC Disk Snapshots"_s;
const QString workspace = u"Workspace Snapshots"_s;

/// The practice cloud's keys with secrets that look different in every encoding.
PracticeKeys canaryKeys()
{
    PracticeKeys keys = PracticeKeys::make(7);
    keys.users[0].secretKey = u"Canary/sk+7Gq=1&yPwe~zT4Lr0Va"_s;
    keys.users[0].password = u"Canary/pw+9Hs=2&xKbn~dU6Mf3Wc"_s;
    keys.zenlayerPassword = u"Canary/zp+4Jt=3&vQcm~eX8Ng5Yd"_s;
    keys.zenlayerToken = u"Canary/zt+6Ku=4&rRdo~fZ1Ph7Xe"_s;
    return keys;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Runs inside with-keyring.sh: home and keyring are its own.
class TestCanary final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyFormOfASecretIsFound();
    void aJourneyLeavesNoSecretBehind();
    void theProgramStartedAgainLeavesNoSecretBehind();

private:
    struct Sign
    {
        QString provider{};
        QString method{};
        QList<std::pair<QString, QString>> fields{};
        QString name{};
    };
    [[nodiscard]] QList<Sign> signIns() const;
    void addAccount(Shell &shell, const Sign &sign);
    void enter(const AccountWizard &wizard, const QString &field, const QString &text);
    void deleteSome(Shell &shell, const QString &account, const QString &kind, int job);
    void watchTitles();
    void expectNoTraces();

    PracticeKeys m_keys = canaryKeys();
    PracticeCloud m_cloud{{.seed = 7, .speed = 2000, .counts = {{u"zenlayer.zec.snapshot"_s, 20},
                                                                {u"huawei.workspace.snapshot"_s, 20},
                                                                {u"huawei.roma.asset"_s, 1},
                                                                {u"huawei.clouddc.instance"_s, 1},
                                                                {u"huawei.csbs.backup"_s, 1}}, .keys = m_keys}};
    std::unique_ptr<FaultProxy> m_proxy{};
    Traces m_traces{};
    QStringList m_titles{};
};

void TestCanary::initTestCase()
{
    QVERIFY2(QFileInfo(QDir::homePath()).dir().dirName().startsWith(u"keyring."_s), "run it with with-keyring.sh");
    QLoggingCategory::setFilterRules(u"*=true\nqt.widgets*=false\nqt.qpa*=false\nqt.accessibility*=false"_s);
    QVERIFY(m_cloud.start());
    m_proxy = std::make_unique<FaultProxy>(m_cloud.port());
    m_traces.addSecret(u"secret access key"_s, m_keys.users.at(0).secretKey.toUtf8());
    m_traces.addSecret(u"password"_s, m_keys.users.at(0).password.toUtf8());
    m_traces.addSecret(u"access key password"_s, m_keys.zenlayerPassword.toUtf8());
    m_traces.addSecret(u"access token"_s, m_keys.zenlayerToken.toUtf8());
}

void TestCanary::everyFormOfASecretIsFound()
{
    const QByteArray secret = m_keys.zenlayerToken.toUtf8();
    const QList<QByteArray> disguises{secret, QByteArray("a" + secret), secret.toBase64(), QByteArray("a" + secret + "bc").toBase64(),
                                      QByteArray("ab" + secret + "c").toBase64(), secret.toPercentEncoding(),
                                      secret.toBase64(QByteArray::Base64UrlEncoding), secret.toHex()};
    for (const QByteArray &disguise : disguises)
        QVERIFY2(!m_traces.in(QByteArray("before" + disguise + "after"), {}).isEmpty(), disguise.constData());
    for (const auto &[form, bytes] : Traces::forms(secret))
        QVERIFY2(!m_traces.in(QByteArray("before" + bytes + "after"), {}).isEmpty(), qPrintable(form));
    QCOMPARE(m_traces.in(QByteArray("nothing"), {}), QStringList());
    const QString path = QDir::homePath() + u"/planted/.file"_s;
    QVERIFY(QDir::home().mkdir(u"planted"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(secret.toBase64()) > 0);
    file.close();
    int files = 0;
    QVERIFY(!m_traces.below(QDir::homePath(), u"keyrings"_s, files).isEmpty());
    QVERIFY(QFile::remove(path));
}

QList<TestCanary::Sign> TestCanary::signIns() const
{
    const PracticeUser &user = m_keys.users.at(0);
    return {{u"Zenlayer"_s, u"Access key"_s,
             {{u"Access Key ID"_s, m_keys.zenlayerKeyId}, {u"Access Key Password"_s, m_keys.zenlayerPassword}}, u"zen-key"_s},
            {u"Zenlayer"_s, u"Token"_s, {{u"Access Token"_s, m_keys.zenlayerToken}}, u"zen-token"_s},
            {u"Huawei Cloud"_s, u"Access key"_s,
             {{u"Access Key ID"_s, user.accessKey}, {u"Secret Access Key"_s, user.secretKey}}, u"hw-key"_s},
            {u"Huawei Cloud"_s, u"Password"_s,
             {{u"Account Name"_s, m_keys.accountName}, {u"User Name"_s, user.name}, {u"Password"_s, user.password}},
             u"hw-password"_s}};
}

void TestCanary::enter(const AccountWizard &wizard, const QString &field, const QString &text)
{
    auto *line = named<QLineEdit>(wizard, field);
    QVERIFY2(line, qPrintable(field));
    line->setFocus();
    line->setText(text);
    Q_EMIT line->editingFinished();
}

void TestCanary::addAccount(Shell &shell, const Sign &sign)
{
    const Accessible window(shell.window());
    QVERIFY(window.trigger(u"Add Account…"_s));
    const auto *wizard = shell.window().findChild<AccountWizard *>();
    QVERIFY(wizard);
    const Accessible see(*wizard);
    auto *providers = named<QListWidget>(*wizard, u"Provider"_s);
    providers->setCurrentItem(providers->findItems(sign.provider, Qt::MatchExactly).value(0));
    QVERIFY(see.press(u"Next"_s));
    auto *method = named<QComboBox>(*wizard, u"Sign-in Method"_s);
    QVERIFY(method && method->findText(sign.method) >= 0);
    method->setCurrentIndex(method->findText(sign.method));
    for (const auto &[field, text] : sign.fields)
        enter(*wizard, field, text);
    QVERIFY(see.press(u"Next"_s));
    const QString url = m_proxy->url().toString();
    if (sign.provider != u"Zenlayer"_s) {
        enter(*wizard, u"Region"_s, m_keys.region);
        enter(*wizard, u"IAM Endpoint"_s, url);
    }
    enter(*wizard, u"Service Endpoint"_s, url);
    QVERIFY(see.press(u"Test Connection"_s));
    QVERIFY(waitUntil([&] { return !see.status(u"Connection Check Result"_s).isEmpty() && see.canPress(u"Test Connection"_s); }));
    watchTitles();
    QVERIFY(see.press(u"Next"_s));
    enter(*wizard, u"Display Name"_s, sign.name);
    QVERIFY(waitUntil([&] { return see.canPress(u"Finish"_s); }));
    QVERIFY(see.press(u"Finish"_s));
    QVERIFY(waitUntil([&] { return !shell.window().findChild<AccountWizard *>(); }));
}

void TestCanary::deleteSome(Shell &shell, const QString &account, const QString &kind, int job)
{
    const Accessible see(shell.window());
    QVERIFY(see.choose(u"Accounts"_s, {account, kind}));
    QVERIFY(waitUntil([&] {
        const QAbstractItemView *list = see.table(u"Resources"_s);
        return list && list->model()->rowCount() > 9 && !see.hasButton(u"Stop Loading"_s);
    }));
    QAbstractItemView *list = see.table(u"Resources"_s);
    list->clearSelection();
    const int first = job % 2 == 0 ? 5 : 0; // the other account of the provider deletes the first ones
    for (int row = first; row < first + 4; ++row)
        list->selectionModel()->select(list->model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QVERIFY(see.trigger(u"Mark"_s));
    QVERIFY(see.press(u"Delete…"_s));
    watchTitles();
    QVERIFY(see.press(u"Delete Now"_s));
    QVERIFY(waitUntil([&] { return see.hasButton(u"Dismiss job %1"_s.arg(job)); }));
    QVERIFY(see.press(u"Open job %1"_s.arg(job)));
    watchTitles();
    QVERIFY(columnTexts(*see.table(u"Job Items"_s)->model(), u"Outcome"_s).contains(u"Deleted"_s));
}

void TestCanary::watchTitles()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (const QWidget *window : windows)
        m_titles.append(window->windowTitle());
}

void TestCanary::expectNoTraces()
{
    int files = 0;
    QCOMPARE(m_traces.below(QDir::homePath(), u"keyrings"_s, files), QStringList());
    QVERIFY(files >= 4); // accounts, settings, journal, log
    QVERIFY(m_titles.filter(u"Clearsky"_s).size() > 4);
    QCOMPARE(m_traces.in(m_titles.join(u'\n'), u"a window title"_s), QStringList());
    QCOMPARE(m_traces.in(QGuiApplication::clipboard()->text(), u"the clipboard"_s), QStringList());
}

void TestCanary::aJourneyLeavesNoSecretBehind()
{
    const Result<DataFolder> folder = DataFolder::open(QDir::homePath() + u"/data"_s);
    QVERIFY(folder);
    SystemClock clock;
    LogFile logFile(folder->logFile());
    QVERIFY(logFile.open());
    {
        const MessageLog log(logFile, clock);
        FastClock fast(clockFactor);
        Application application(*folder, {.clock = &fast});
        Theme theme(*qobject_cast<QApplication *>(QCoreApplication::instance()));
        MessageDialogs dialogs;
        Shell shell(application, theme, dialogs);
        shell.start(Shell::Opening::AsLastTime);
        QVERIFY(waitUntil([&] { return application.jobs().isOpen(); }));
        const QList<Sign> all = signIns();
        for (const Sign &sign : all) {
            addAccount(shell, sign);
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(sign.name));
        }
        int job = 0;
        for (const Sign &sign : all) {
            deleteSome(shell, sign.name, sign.provider == u"Zenlayer"_s ? zen : workspace, ++job);
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(sign.name));
        }
        expectNoTraces();
    }
    // The session tokens that the password brought are as secret as the password.
    const qsizetype before = m_traces.secretCount();
    QSet<QByteArray> tokens;
    for (const RawRequest &request : m_proxy->requests())
        tokens.insert(request.header("X-Auth-Token"));
    tokens.remove({});
    for (const QByteArray &token : std::as_const(tokens))
        m_traces.addSecret(u"session token"_s, token);
    QVERIFY(m_traces.secretCount() > before);
    QVERIFY(contents(folder->logFile()).contains("clearsky.http"));
    QVERIFY(contents(folder->accountsFile()).contains(m_keys.zenlayerKeyId.toUtf8())); // not secret: what is kept is found
    QVERIFY(QFileInfo(folder->journalFile()).size() > 0);
    expectNoTraces();
}

void TestCanary::theProgramStartedAgainLeavesNoSecretBehind()
{
    const QString data = QDir::homePath() + u"/data"_s;
    m_cloud.clearRequests();
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QStringLiteral(CLEARSKY_PROGRAM), {u"--data-dir"_s, data});
    QVERIFY(program.waitForStarted());
    // It signs with what it has found in the keyring.
    const bool listed = waitUntil([this] {
        const QList<PracticeLogEntry> requests = m_cloud.requests();
        return std::any_of(requests.cbegin(), requests.cend(), [](const PracticeLogEntry &entry) {
            return entry.operation == PracticeOperation::List && entry.status == 200;
        });
    });
    const QString process = u"/proc/%1/"_s.arg(program.processId());
    const QByteArray commandLine = contents(process + u"cmdline"_s);
    const QByteArray environment = contents(process + u"environ"_s);
    program.kill();
    QVERIFY(program.waitForFinished());
    QVERIFY(listed);
    QVERIFY(commandLine.contains("--data-dir"));
    QVERIFY(environment.contains("HOME="));
    QCOMPARE(m_traces.in(commandLine, u"the command line"_s), QStringList());
    QCOMPARE(m_traces.in(environment, u"the environment"_s), QStringList());
    QCOMPARE(m_traces.in(program.readAll(), u"the output"_s), QStringList());
    expectNoTraces();
}

QTEST_MAIN(TestCanary)
#include "tst_canary.moc"

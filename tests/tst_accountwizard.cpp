// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/sessionsecretstore.h"
#include "app/net/requestqueue.h"
#include "models/connectioncheckmodel.h"
#include "tests/support/fakeclock.h"
#include "tests/support/findwidget.h"
#include "tests/support/scriptedserver.h"
#include "ui/accountactions.h"
#include "ui/accountwizard/accountwizard.h"
#include "ui/dialogs.h"
#include "ui/quitquestion.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

/// In memory, with errors on demand.
class TestSecretStore final : public SecretStore
{
public:
    ResultJob<Credentials> *read(const QString &accountId) override
    {
        ++reads;
        return session.read(accountId);
    }
    ResultJob<SecretPlace> *write(const QString &accountId, const Credentials &credentials) override
    {
        if (writeError)
            return new Failing<SecretPlace>(*writeError);
        written.append(accountId);
        return session.write(accountId, credentials);
    }
    ResultJob<void> *remove(const QString &accountId) override
    {
        if (removeError)
            return new Failing<void>(*removeError);
        removed.append(accountId);
        return session.remove(accountId);
    }
    ResultJob<SecretPlace> *probe() override { return session.probe(); }

    template<typename T>
    class Failing final : public ResultJob<T>
    {
    public:
        explicit Failing(Error error)
            : m_error(std::move(error))
        {
        }

    protected:
        void run() override { this->finishWith(failure(m_error)); }

    private:
        Error m_error;
    };

    SessionSecretStore session{};
    QStringList written{};
    QStringList removed{};
    std::optional<Error> writeError{};
    std::optional<Error> removeError{};
    int reads = 0;
};

/// Answers every question as told.
class TestDialogs final : public Dialogs
{
public:
    void ask(QWidget *, const Question &question, QObject *, std::function<void(bool)> answered) override
    {
        questions.append(question);
        answered(answer);
    }
    void showError(QWidget *, const QString &, const Error &error) override { errors.append(error); }
    void showMessage(QWidget *, const QString &, const QString &text) override { messages.append(text); }

    bool answer = true;
    QList<Question> questions{};
    QList<Error> errors{};
    QStringList messages{};
};

} // namespace

class TestAccountWizard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void buttonsHaveNames();
    void comboBoxesSayWhatTheyAre();
    void zenlayerIsAddedWithAKey();
    void huaweiIsAddedWithAPassword();
    void practiceNeedsOnlyAName();
    void fieldsFollowTheSignInMethod_data();
    void fieldsFollowTheSignInMethod();
    void onlyHuaweiHasItsScope();
    void badInputIsRefusedAtTheField_data();
    void badInputIsRefusedAtTheField();
    void pastedSecretsAreTrimmed();
    void secretsAreShownOnlyWhileHeld();
    void nextSaysWhyItCannotBePressed();
    void namesAreUniqueAndShort();
    void storageIsToldBeforeFinish();
    void aRefusingKeychainKeepsNothing();
    void aRefusingAccountFileTakesTheSecretBack();
    void cancellingLeavesNothing();
    void theTestNamesTheStepThatFails_data();
    void theTestNamesTheStepThatFails();
    void changingAFieldForgetsTheTest();
    void editingShowsNoSecretsAndKeepsThem();
    void editingReplacesASecret();
    void editingTestsWithTheKeptSecret();
    void changingTheMethodNeedsItsSecret();
    void aBusyAccountIsNotEdited();
    void aJobThatBeganMeanwhileStopsTheEdit();
    void removingTakesTheSecretFirst();
    void removingNeedsAYes();
    void aBusyAccountIsNotRemoved();
    void aSecretThatStaysIsAskedAbout();
    void quittingAsksWithVerbs();

private:
    [[nodiscard]] AccountServices services() { return {m_registry, *m_accounts, secrets(), *m_connections}; }
    [[nodiscard]] TestSecretStore &secrets() { return *m_secretStore; }
    void open(std::optional<Account> account = {})
    {
        m_wizard = std::make_unique<AccountWizard>(services(), std::move(account));
        m_wizard->show();
    }
    [[nodiscard]] QAbstractButton *button(const QString &name) const
    {
        auto *found = named<QAbstractButton>(*m_wizard, name);
        return found && found->isVisible() ? found : nullptr;
    }
    void press(const QString &name)
    {
        auto *pressed = button(name);
        QVERIFY2(pressed && pressed->isEnabled(), qPrintable(name));
        QTest::mouseClick(pressed, Qt::LeftButton);
    }
    void type(const QString &name, const QString &text)
    {
        auto *field = named<QLineEdit>(*m_wizard, name);
        QVERIFY2(field, qPrintable(name));
        field->setFocus();
        field->setText(text);
        Q_EMIT field->editingFinished();
    }
    void choose(const QString &name, const QString &text)
    {
        auto *combo = named<QComboBox>(*m_wizard, name);
        QVERIFY2(combo, qPrintable(name));
        QVERIFY2(combo->findText(text) >= 0, qPrintable(text));
        combo->setCurrentIndex(combo->findText(text));
    }
    void chooseProvider(const QString &title)
    {
        auto *list = named<QListWidget>(*m_wizard, u"Provider"_s);
        const auto items = list->findItems(title, Qt::MatchExactly);
        QCOMPARE(items.size(), 1);
        list->setCurrentItem(items.first());
        press(u"Next"_s);
    }
    /// Up to the scope page.
    void enterZenlayer()
    {
        open();
        chooseProvider(u"Zenlayer"_s);
        type(u"Access Key ID"_s, u"key-1"_s);
        type(u"Access Key Password"_s, u"canary-5f1c"_s);
        press(u"Next"_s);
    }
    [[nodiscard]] Account keptZenlayer()
    {
        const Account account = *m_accounts->add({.name = u"zen-lab"_s,
                                                  .providerId = u"zenlayer"_s,
                                                  .signInMethod = u"accessKey"_s,
                                                  .accessKeyId = u"key-1"_s});
        Credentials credentials;
        credentials.set(CredentialField::accessKeyPassword, Secret("canary-old"));
        secrets().session.keep(account.id, credentials);
        return account;
    }
    [[nodiscard]] QByteArray secretOf(const QString &accountId, const QString &field)
    {
        return secrets().session.credentials(accountId).value(field).reveal();
    }

    FakeClock m_clock;
    Registry m_registry = makeRegistry();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AccountStore> m_accounts;
    std::unique_ptr<TestSecretStore> m_secretStore;
    std::unique_ptr<RequestQueue> m_queue;
    std::unique_ptr<ConnectionPool> m_connections;
    std::unique_ptr<AccountWizard> m_wizard;
};

void TestAccountWizard::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_accounts = std::make_unique<AccountStore>(m_folder->filePath(u"accounts.json"_s), m_clock);
    QVERIFY(m_accounts->load());
    m_secretStore = std::make_unique<TestSecretStore>();
    m_queue = std::make_unique<RequestQueue>(m_clock);
    m_connections = std::make_unique<ConnectionPool>(m_registry, *m_accounts, *m_secretStore, *m_queue, m_clock, nullptr);
}

void TestAccountWizard::cleanup()
{
    m_wizard.reset();
    m_connections.reset();
    m_queue.reset();
}

void TestAccountWizard::buttonsHaveNames()
{
    enterZenlayer();
    for (const QString &name : {u"Next"_s, u"Back"_s, u"Cancel"_s, u"Test Connection"_s}) {
        QVERIFY2(button(name), qPrintable(name));
        QCOMPARE(spokenName(button(name)), name);
    }
    press(u"Next"_s);
    QVERIFY(button(u"Finish"_s));
    QVERIFY(!button(u"Next"_s));
}

void TestAccountWizard::comboBoxesSayWhatTheyAre()
{
    open();
    chooseProvider(u"Huawei Cloud"_s);
    const QList<QComboBox *> combos = m_wizard->findChildren<QComboBox *>();
    QVERIFY(!combos.isEmpty());
    for (const QComboBox *combo : combos) {
        QVERIFY(!combo->accessibleName().isEmpty());
        QCOMPARE(combo->accessibleDescription(), combo->accessibleName());
    }
    type(u"Access Key ID"_s, u"AK"_s);
    type(u"Secret Access Key"_s, u"SK"_s);
    press(u"Next"_s);
    QCOMPARE(spokenName(named<QComboBox>(*m_wizard, u"Region"_s)->lineEdit()), u"Region"_s);
}

void TestAccountWizard::zenlayerIsAddedWithAKey()
{
    enterZenlayer();
    type(u"Service Endpoint"_s, u"https://zen.example.com/"_s);
    press(u"Next"_s);
    type(u"Display Name"_s, u" zen-lab "_s);
    QCOMPARE(named<QComboBox>(*m_wizard, u"Environment"_s)->currentText(), u"Unknown"_s);
    choose(u"Environment"_s, u"Staging"_s);
    QSignalSpy saved(m_wizard.get(), &AccountWizard::saved);
    press(u"Finish"_s);
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(!m_wizard->isVisible());
    QCOMPARE(m_accounts->accounts().size(), 1);
    Account expected{.id = m_accounts->accounts().first().id,
                     .name = u"zen-lab"_s,
                     .providerId = u"zenlayer"_s,
                     .environment = Environment::Staging,
                     .signInMethod = u"accessKey"_s,
                     .accessKeyId = u"key-1"_s,
                     .serviceEndpoint = u"https://zen.example.com"_s};
    QCOMPARE(m_accounts->accounts().first(), expected);
    QCOMPARE(secretOf(expected.id, CredentialField::accessKeyPassword), QByteArray("canary-5f1c"));
}

void TestAccountWizard::huaweiIsAddedWithAPassword()
{
    open();
    chooseProvider(u"Huawei Cloud"_s);
    choose(u"Sign-in Method"_s, u"Password"_s);
    type(u"Account Name"_s, u"hwc-晴空"_s);
    type(u"User Name"_s, u"cleaner"_s);
    type(u"Password"_s, u"canary-77"_s);
    press(u"Next"_s);
    auto *region = named<QComboBox>(*m_wizard, u"Region"_s);
    QVERIFY2(region->isAncestorOf(m_wizard->focusWidget()) || region == m_wizard->focusWidget(), "typing goes to the first field");
    type(u"Region"_s, u"eu-west-101"_s);
    type(u"Project ID"_s, u"0a1b2c"_s);
    type(u"IAM Endpoint"_s, u"https://iam.{region}.example.com"_s);
    choose(u"ROMA Request Form"_s, u"Legacy"_s);
    press(u"Next"_s);
    type(u"Display Name"_s, u"hwc"_s);
    press(u"Finish"_s);
    QTRY_COMPARE(m_accounts->accounts().size(), 1);
    const Account account = m_accounts->accounts().first();
    QCOMPARE(account.signInMethod, u"password"_s);
    QCOMPARE(account.accountName, u"hwc-晴空"_s);
    QCOMPARE(account.userName, u"cleaner"_s);
    QCOMPARE(account.region, u"eu-west-101"_s);
    QCOMPARE(account.projectId, u"0a1b2c"_s);
    QCOMPARE(account.iamEndpoint, u"https://iam.{region}.example.com"_s);
    QCOMPARE(account.romaRequestForm, u"legacy"_s);
    QCOMPARE(account.environment, Environment::Unknown);
    QCOMPARE(secretOf(account.id, CredentialField::password), QByteArray("canary-77"));
}

void TestAccountWizard::practiceNeedsOnlyAName()
{
    open();
    chooseProvider(u"Practice cloud"_s);
    QVERIFY(named<QLineEdit>(*m_wizard, u"Display Name"_s)->isVisible());
    QCOMPARE(named<QLineEdit>(*m_wizard, u"Display Name"_s)->text(), u"Practice"_s);
    press(u"Finish"_s);
    QTRY_COMPARE(m_accounts->accounts().size(), 1);
    QCOMPARE(m_accounts->accounts().first().providerId, practiceProviderId);
    QCOMPARE(m_accounts->accounts().first().environment, Environment::Test);
    QVERIFY(secrets().written.isEmpty());
}

void TestAccountWizard::fieldsFollowTheSignInMethod_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("huawei key") << u"Huawei Cloud"_s << u"Access key"_s
                                << QStringList({u"Access Key ID"_s, u"Secret Access Key"_s});
    QTest::newRow("huawei password") << u"Huawei Cloud"_s << u"Password"_s
                                     << QStringList({u"Account Name"_s, u"User Name"_s, u"Password"_s});
    QTest::newRow("zenlayer key") << u"Zenlayer"_s << u"Access key"_s
                                  << QStringList({u"Access Key ID"_s, u"Access Key Password"_s});
    QTest::newRow("zenlayer token") << u"Zenlayer"_s << u"Token"_s << QStringList({u"Access Token"_s});
}

void TestAccountWizard::fieldsFollowTheSignInMethod()
{
    QFETCH(QString, provider);
    QFETCH(QString, method);
    QFETCH(QStringList, fields);
    open();
    chooseProvider(provider);
    choose(u"Sign-in Method"_s, method);
    QStringList shown;
    const QList<QLineEdit *> editors = m_wizard->findChildren<QLineEdit *>();
    for (const QLineEdit *editor : editors) {
        if (editor->isVisible())
            shown.append(editor->accessibleName());
    }
    shown.sort();
    fields.sort();
    QCOMPARE(shown, fields);
}

void TestAccountWizard::onlyHuaweiHasItsScope()
{
    enterZenlayer();
    for (const QString &name : {u"Region"_s, u"ROMA Request Form"_s})
        QVERIFY(!named<QComboBox>(*m_wizard, name));
    for (const QString &name : {u"Project ID"_s, u"IAM Endpoint"_s})
        QVERIFY(!named<QLineEdit>(*m_wizard, name));
    QVERIFY(named<QLineEdit>(*m_wizard, u"Service Endpoint"_s));
}

void TestAccountWizard::badInputIsRefusedAtTheField_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("http elsewhere") << u"serviceEndpoint"_s << u"http://zen.example.com"_s << u"https"_s;
    QTest::newRow("path") << u"serviceEndpoint"_s << u"https://zen.example.com/api"_s << u"path"_s;
    QTest::newRow("credentials") << u"iamEndpoint"_s << u"https://me:pw@iam.example.com"_s << u"user name"_s;
    QTest::newRow("project with a line break") << u"projectId"_s << u"abc\r\nX-Evil: 1"_s << u"line break"_s;
    QTest::newRow("region outside ASCII") << u"regionText"_s << u"eu‑west"_s << u"does not belong there"_s;
}

void TestAccountWizard::badInputIsRefusedAtTheField()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    open();
    chooseProvider(u"Huawei Cloud"_s);
    type(u"Access Key ID"_s, u"AK"_s);
    type(u"Secret Access Key"_s, u"SK"_s);
    press(u"Next"_s);
    type(u"Region"_s, u"eu-west-101"_s);
    QVERIFY(button(u"Next"_s)->isEnabled());
    auto *editor = m_wizard->findChild<QLineEdit *>(field);
    editor->setText(text);
    Q_EMIT editor->editingFinished();
    QVERIFY(!button(u"Next"_s)->isEnabled());
    QVERIFY(!button(u"Test Connection"_s)->isEnabled());
    const QString said = editor->accessibleDescription();
    QVERIFY2(said.contains(sentence), qPrintable(said));
    QVERIFY(allLabelText(*m_wizard).contains(said));
    editor->setText(field == "regionText"_L1 ? u"eu-west-101"_s : QString());
    QVERIFY(button(u"Next"_s)->isEnabled());
    QVERIFY(editor->accessibleDescription().isEmpty());
}

void TestAccountWizard::pastedSecretsAreTrimmed()
{
    open();
    chooseProvider(u"Zenlayer"_s);
    type(u"Access Key ID"_s, u"  key-1\n"_s);
    QCOMPARE(named<QLineEdit>(*m_wizard, u"Access Key ID"_s)->text(), u"key-1"_s);
    type(u"Access Key Password"_s, u"two\nlines"_s);
    QVERIFY(!button(u"Next"_s)->isEnabled());
    type(u"Access Key Password"_s, u"“quoted”"_s);
    QVERIFY(!button(u"Next"_s)->isEnabled());
    type(u"Access Key Password"_s, u"\tplain \n"_s);
    QVERIFY(button(u"Next"_s)->isEnabled());
}

void TestAccountWizard::secretsAreShownOnlyWhileHeld()
{
    open();
    chooseProvider(u"Zenlayer"_s);
    auto *secret = named<QLineEdit>(*m_wizard, u"Access Key Password"_s);
    auto *eye = named<QToolButton>(*m_wizard, u"Show Access Key Password"_s);
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QTest::mousePress(eye, Qt::LeftButton);
    QCOMPARE(secret->echoMode(), QLineEdit::Normal);
    QTest::mouseRelease(eye, Qt::LeftButton);
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QTest::keyPress(eye, Qt::Key_Space);
    QCOMPARE(secret->echoMode(), QLineEdit::Normal);
    QTest::keyRelease(eye, Qt::Key_Space);
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
}

void TestAccountWizard::nextSaysWhyItCannotBePressed()
{
    open();
    chooseProvider(u"Zenlayer"_s);
    QVERIFY(!button(u"Next"_s)->isEnabled());
    QCOMPARE(button(u"Next"_s)->accessibleDescription(), u"Access Key ID is missing. Enter it."_s);
    type(u"Access Key ID"_s, u"key-1"_s);
    QCOMPARE(button(u"Next"_s)->accessibleDescription(), u"Access Key Password is missing. Enter it."_s);
    type(u"Access Key Password"_s, u"x"_s);
    QVERIFY(button(u"Next"_s)->isEnabled());
    QVERIFY(button(u"Next"_s)->accessibleDescription().isEmpty());
}

void TestAccountWizard::namesAreUniqueAndShort()
{
    QVERIFY(m_accounts->add({.name = u"zen-lab"_s, .providerId = u"zenlayer"_s}));
    enterZenlayer();
    press(u"Next"_s);
    for (const QString &bad : {u"ZEN-lab"_s, QString(65, u'x'), u"tricky\u202E"_s, u"  "_s}) {
        type(u"Display Name"_s, bad);
        QVERIFY2(!button(u"Finish"_s)->isEnabled(), qPrintable(bad));
    }
    type(u"Display Name"_s, QString(64, u'x'));
    QVERIFY(button(u"Finish"_s)->isEnabled());
}

void TestAccountWizard::storageIsToldBeforeFinish()
{
    enterZenlayer();
    press(u"Next"_s);
    QTRY_VERIFY(labelText(*m_wizard, u"secretStorage"_s).contains(u"forgotten when Clearsky quits"_s));
    QCOMPARE(described<QLabel>(*m_wizard, u"Secret Storage"_s).size(), 1);
}

void TestAccountWizard::aRefusingKeychainKeepsNothing()
{
    secrets().writeError = Error{.kind = Error::Kind::Keychain, .message = u"The keychain is locked. Unlock it."_s};
    enterZenlayer();
    press(u"Next"_s);
    press(u"Finish"_s);
    QTRY_COMPARE(labelText(*m_wizard, u"wizardStatus"_s), u"The keychain is locked. Unlock it."_s);
    QVERIFY(m_wizard->isVisible());
    QVERIFY(m_accounts->accounts().isEmpty());
    secrets().writeError.reset();
    press(u"Finish"_s);
    QTRY_COMPARE(m_accounts->accounts().size(), 1);
}

void TestAccountWizard::aRefusingAccountFileTakesTheSecretBack()
{
    enterZenlayer();
    press(u"Next"_s);
    // The file is replaced through a temporary one in its folder, which is gone.
    QVERIFY(QDir(m_folder->path()).removeRecursively());
    press(u"Finish"_s);
    QTRY_COMPARE(secrets().removed.size(), 1);
    QCOMPARE(secrets().removed, secrets().written);
    QVERIFY(m_wizard->isVisible());
    QVERIFY(!labelText(*m_wizard, u"wizardStatus"_s).isEmpty());
}

void TestAccountWizard::cancellingLeavesNothing()
{
    enterZenlayer();
    press(u"Next"_s);
    press(u"Cancel"_s);
    QVERIFY(!m_wizard->isVisible());
    QVERIFY(m_accounts->accounts().isEmpty());
    QVERIFY(secrets().written.isEmpty());
}

void TestAccountWizard::theTestNamesTheStepThatFails_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("all is well") << httpAnswer(200, R"({"requestId":"r","response":{}})") << u"All steps passed."_s;
    QTest::newRow("wrong key") << httpAnswer(401, R"({"requestId":"r","code":"AUTHFAILURE_SIGNATURE_FAILURE","message":"no"})")
                               << u"Failed at: Sign-in."_s;
    QTest::newRow("not the API") << httpAnswer(200, "<html>hello</html>") << u"Failed at: Endpoint."_s;
    QTest::newRow("closed") << QByteArray() << u"Failed at: Connection."_s;
}

void TestAccountWizard::theTestNamesTheStepThatFails()
{
    QFETCH(QByteArray, reply);
    QFETCH(QString, sentence);
    ScriptedServer server([reply](const RawRequest &, const Exchange &exchange) {
        if (reply.isEmpty())
            exchange.reset();
        else
            exchange.send(reply);
    });
    enterZenlayer();
    type(u"Service Endpoint"_s, server.url().toString());
    press(u"Test Connection"_s);
    auto *table = named<QTableView>(*m_wizard, u"Connection Check"_s);
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(labelText(*m_wizard, u"connectionCheckResult"_s), sentence);
    const QAbstractItemModel *steps = table->model();
    const QModelIndex last = steps->index(steps->rowCount() - 1, ConnectionCheckModel::ResultColumn);
    const bool passed = sentence.startsWith(u"All"_s);
    QCOMPARE(last.data().toString(), passed ? u"Passed"_s : u"Failed"_s);
    QCOMPARE(last.siblingAtColumn(ConnectionCheckModel::AdviceColumn).data().toString().isEmpty(), passed);
    // A test that failed does not keep anyone from going on.
    QVERIFY(button(u"Next"_s)->isEnabled());
    QVERIFY(!server.requests().isEmpty());
}

void TestAccountWizard::changingAFieldForgetsTheTest()
{
    ScriptedServer server;
    enterZenlayer();
    type(u"Service Endpoint"_s, server.url().toString());
    press(u"Test Connection"_s);
    auto *table = named<QTableView>(*m_wizard, u"Connection Check"_s);
    QTRY_VERIFY(button(u"Test Connection"_s)->isEnabled() && table->model()->rowCount() > 0);
    type(u"Service Endpoint"_s, QString());
    QCOMPARE(table->model()->rowCount(), 0);
    QVERIFY(labelText(*m_wizard, u"connectionCheckResult"_s).isEmpty());
}

void TestAccountWizard::editingShowsNoSecretsAndKeepsThem()
{
    const Account account = keptZenlayer();
    open(account);
    QCOMPARE(named<QLineEdit>(*m_wizard, u"Access Key ID"_s)->text(), u"key-1"_s);
    QVERIFY(named<QLineEdit>(*m_wizard, u"Access Key Password"_s)->text().isEmpty());
    press(u"Next"_s);
    press(u"Next"_s);
    type(u"Display Name"_s, u"zen-new"_s);
    press(u"Finish"_s);
    QTRY_COMPARE(m_accounts->account(account.id)->name, u"zen-new"_s);
    QVERIFY(secrets().written.isEmpty());
    QCOMPARE(secrets().reads, 0);
    QCOMPARE(secretOf(account.id, CredentialField::accessKeyPassword), QByteArray("canary-old"));
}

void TestAccountWizard::editingReplacesASecret()
{
    const Account account = keptZenlayer();
    open(account);
    type(u"Access Key Password"_s, u"canary-new"_s);
    press(u"Next"_s);
    press(u"Next"_s);
    press(u"Finish"_s);
    QTRY_COMPARE(secretOf(account.id, CredentialField::accessKeyPassword), QByteArray("canary-new"));
    QCOMPARE(m_accounts->accounts().size(), 1);
}

void TestAccountWizard::editingTestsWithTheKeptSecret()
{
    ScriptedServer server;
    open(keptZenlayer());
    press(u"Next"_s);
    type(u"Service Endpoint"_s, server.url().toString());
    press(u"Test Connection"_s);
    QTRY_COMPARE(labelText(*m_wizard, u"connectionCheckResult"_s), u"All steps passed."_s);
    QCOMPARE(secrets().reads, 1);
}

void TestAccountWizard::changingTheMethodNeedsItsSecret()
{
    const Account account = keptZenlayer();
    open(account);
    choose(u"Sign-in Method"_s, u"Token"_s);
    QVERIFY(!button(u"Next"_s)->isEnabled());
    type(u"Access Token"_s, u"canary-token"_s);
    press(u"Next"_s);
    press(u"Next"_s);
    press(u"Finish"_s);
    QTRY_COMPARE(m_accounts->account(account.id)->signInMethod, u"token"_s);
    QVERIFY(m_accounts->account(account.id)->accessKeyId.isEmpty());
    QCOMPARE(secrets().session.credentials(account.id).fieldIds(), QStringList{CredentialField::accessToken});
}

void TestAccountWizard::aBusyAccountIsNotEdited()
{
    QWidget window;
    TestDialogs dialogs;
    AccountActions actions(services(), dialogs, [](const QString &) { return u"Job #3 of this account is still open."_s; },
                           &window);
    actions.edit(keptZenlayer().id);
    QVERIFY(!actions.wizard());
    QCOMPARE(dialogs.messages, QStringList{u"Job #3 of this account is still open."_s});
}

void TestAccountWizard::aJobThatBeganMeanwhileStopsTheEdit()
{
    QString reason;
    open(keptZenlayer());
    m_wizard->setBusyCheck([&reason] { return reason; });
    press(u"Next"_s);
    press(u"Next"_s);
    type(u"Display Name"_s, u"other"_s);
    reason = u"Job #3 of this account is still open."_s;
    press(u"Finish"_s);
    QCOMPARE(labelText(*m_wizard, u"wizardStatus"_s), reason);
    QCOMPARE(m_accounts->accounts().first().name, u"zen-lab"_s);
    reason.clear();
    press(u"Finish"_s);
    QTRY_COMPARE(m_accounts->accounts().first().name, u"other"_s);
}

void TestAccountWizard::removingTakesTheSecretFirst()
{
    QWidget window;
    TestDialogs dialogs;
    AccountActions actions(services(), dialogs, [](const QString &) { return QString(); }, &window);
    const Account account = keptZenlayer();
    QStringList order;
    connect(m_accounts.get(), &AccountStore::removed, this,
            [&] { order.append(secrets().session.contains(account.id) ? u"secret is there"_s : u"secret is gone"_s); });
    actions.remove(account.id);
    QTRY_COMPARE(order, QStringList{u"secret is gone"_s});
    QVERIFY(m_accounts->accounts().isEmpty());
    QCOMPARE(dialogs.questions.size(), 1);
    QVERIFY(dialogs.questions.first().destructive);
    QCOMPARE(dialogs.questions.first().confirm, u"Remove Account"_s);
    QVERIFY(dialogs.questions.first().text.contains(u"zen-lab"_s));
}

void TestAccountWizard::removingNeedsAYes()
{
    QWidget window;
    TestDialogs dialogs;
    dialogs.answer = false;
    AccountActions actions(services(), dialogs, [](const QString &) { return QString(); }, &window);
    const Account account = keptZenlayer();
    actions.remove(account.id);
    QCOMPARE(m_accounts->accounts().size(), 1);
    QVERIFY(secrets().session.contains(account.id));
}

void TestAccountWizard::aBusyAccountIsNotRemoved()
{
    QWidget window;
    TestDialogs dialogs;
    AccountActions actions(services(), dialogs, [](const QString &) { return u"Job #3 is open."_s; }, &window);
    actions.remove(keptZenlayer().id);
    QVERIFY(dialogs.questions.isEmpty());
    QCOMPARE(dialogs.messages.size(), 1);
    QCOMPARE(m_accounts->accounts().size(), 1);
}

void TestAccountWizard::aSecretThatStaysIsAskedAbout()
{
    QWidget window;
    TestDialogs dialogs;
    AccountActions actions(services(), dialogs, [](const QString &) { return QString(); }, &window);
    secrets().removeError = Error{.kind = Error::Kind::Keychain, .message = u"The keychain is locked."_s};
    actions.remove(keptZenlayer().id);
    QTRY_COMPARE(m_accounts->accounts().size(), 0);
    QCOMPARE(dialogs.questions.size(), 2);
    QCOMPARE(dialogs.questions.last().explanation, u"The keychain is locked."_s);
}

void TestAccountWizard::quittingAsksWithVerbs()
{
    const Question question = quitQuestion(2);
    QCOMPARE(question.confirm, u"Quit and Resume Later"_s);
    QCOMPARE(question.cancel, u"Keep Running"_s);
    QVERIFY(question.text.startsWith(u"2 jobs"_s));
    QVERIFY(quitQuestion(1).text.startsWith(u"1 job "_s));
    QVERIFY(!question.destructive);
}

QTEST_MAIN(TestAccountWizard)
#include "tst_accountwizard.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/fallbacksecretstore.h"
#include "app/accounts/keychainsecretstore.h"
#include "app/accounts/sessionsecretstore.h"
#include "tests/support/fakeclock.h"
#include "tests/support/runjob.h"

#include <QProcess>
#include <QTest>

#include <qt6keychain/keychain.h>

#include <csignal>

using namespace Clearsky;

/// Runs against a real GNOME keyring of its own: see with-keyring.sh.
class TestKeychainSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void writtenSecretsAreReadBack();
    void longAndForeignSecretsSurvive();
    void writingReplaces();
    void openKeychainIsWhereSecretsGo();
    void missingEntryIsAbsent();
    void removedEntryIsAbsent();
    void halfRemovedEntryIsAbsent();
    void damagedEntryIsReported_data();
    void damagedEntryIsReported();
    void accountsDoNotMix();
    void cancelledJobEndsOnce();
    void destroyedJobDoesNotCrash();
    void slowKeychainEndsAtTheDeadline();
    void fallbackForgetsTheSessionOnceTheKeychainTakesIt();
    void lockedKeychainIsToldApart(); // last: it locks the keyring

private:
    void lock();
    void unlockAgain();
    qint64 daemonProcess();

    FakeClock m_clock;
    KeychainSecretStore m_store{m_clock};
};

namespace {

Credentials keyCredentials(const QByteArray &secret = "canary-31a7")
{
    Credentials credentials;
    credentials.set(CredentialField::secretAccessKey, Secret(secret));
    return credentials;
}

QString run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(10'000) || process.exitCode() != 0)
        return QStringLiteral("failed: ") + QString::fromUtf8(process.readAllStandardError());
    return QString::fromUtf8(process.readAllStandardOutput());
}

void writeRaw(const QString &key, const QByteArray &bytes)
{
    auto *job = new QKeychain::WritePasswordJob(QStringLiteral("io.github.clearsky_desktop.Clearsky"));
    job->setKey(key);
    job->setBinaryData(bytes);
    QSignalSpy finished(job, &QKeychain::Job::finished);
    job->start();
    QVERIFY(finished.wait());
}

} // namespace

void TestKeychainSecretStore::initTestCase()
{
    const auto probed = resultOf(m_store.probe());
    QVERIFY2(probed && probed->kind == SecretPlace::Kind::Keychain, "run this through tests/with-keyring.sh");
}

void TestKeychainSecretStore::writtenSecretsAreReadBack()
{
    Credentials credentials = keyCredentials();
    credentials.set(CredentialField::securityToken, Secret("token"));
    const auto written = resultOf(m_store.write(QStringLiteral("a"), credentials));
    QVERIFY(written);
    QCOMPARE(written->kind, SecretPlace::Kind::Keychain);
    QVERIFY(!written->sentence.isEmpty());
    const auto read = resultOf(m_store.read(QStringLiteral("a")));
    QVERIFY(read);
    QVERIFY(*read == credentials);
    QCOMPARE(m_clock.pendingTimers(), 0);
}

void TestKeychainSecretStore::longAndForeignSecretsSurvive()
{
    const Credentials credentials = keyCredentials(QByteArray(60'000, 'k') + "\xc3\xa4\"\\\xe2\x80\xa2");
    QVERIFY(resultOf(m_store.write(QStringLiteral("long"), credentials)));
    const auto read = resultOf(m_store.read(QStringLiteral("long")));
    QVERIFY(read && *read == credentials);
}

void TestKeychainSecretStore::writingReplaces()
{
    QVERIFY(resultOf(m_store.write(QStringLiteral("r"), keyCredentials("old"))));
    QVERIFY(resultOf(m_store.write(QStringLiteral("r"), keyCredentials("new"))));
    const auto read = resultOf(m_store.read(QStringLiteral("r")));
    QVERIFY(read && *read == keyCredentials("new"));
}

void TestKeychainSecretStore::openKeychainIsWhereSecretsGo()
{
    const auto place = resultOf(m_store.probe());
    QVERIFY(place);
    QCOMPARE(place->kind, SecretPlace::Kind::Keychain);
    QCOMPARE(place->sentence, QStringLiteral("Secrets are kept in the system keychain."));
}

void TestKeychainSecretStore::missingEntryIsAbsent()
{
    const auto read = resultOf(m_store.read(QStringLiteral("never-written")));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Keychain);
    QCOMPARE(read.error().code, SecretErrorCode::absent);
}

void TestKeychainSecretStore::removedEntryIsAbsent()
{
    QVERIFY(resultOf(m_store.write(QStringLiteral("gone"), keyCredentials())));
    QVERIFY(resultOf(m_store.remove(QStringLiteral("gone"))));
    const auto read = resultOf(m_store.read(QStringLiteral("gone")));
    QVERIFY(!read);
    QCOMPARE(read.error().code, SecretErrorCode::absent);
    QVERIFY2(resultOf(m_store.remove(QStringLiteral("gone"))), "removing what is not there is no failure");
}

void TestKeychainSecretStore::halfRemovedEntryIsAbsent()
{
    writeRaw(QStringLiteral("half"), "{}");
    const auto read = resultOf(m_store.read(QStringLiteral("half")));
    QVERIFY(!read);
    QCOMPARE(read.error().code, SecretErrorCode::absent);
}

void TestKeychainSecretStore::damagedEntryIsReported_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::newRow("no JSON") << QByteArray("secret");
    QTest::newRow("an array") << QByteArray("[\"secret\"]");
    QTest::newRow("cut off") << QByteArray("{\"secretAccessKey\": \"x");
    QTest::newRow("empty") << QByteArray("");
}

void TestKeychainSecretStore::damagedEntryIsReported()
{
    QFETCH(QByteArray, entry);
    writeRaw(QStringLiteral("damaged"), entry);
    const auto read = resultOf(m_store.read(QStringLiteral("damaged")));
    QVERIFY(!read);
    QCOMPARE(read.error().code, SecretErrorCode::damaged);
    QVERIFY(!read.error().message.contains(QLatin1String("secret\"")));
}

void TestKeychainSecretStore::accountsDoNotMix()
{
    QVERIFY(resultOf(m_store.write(QStringLiteral("one"), keyCredentials("1"))));
    QVERIFY(resultOf(m_store.write(QStringLiteral("two"), keyCredentials("2"))));
    QVERIFY(resultOf(m_store.remove(QStringLiteral("one"))));
    const auto read = resultOf(m_store.read(QStringLiteral("two")));
    QVERIFY(read && *read == keyCredentials("2"));
}

void TestKeychainSecretStore::cancelledJobEndsOnce()
{
    auto *job = m_store.read(QStringLiteral("a"));
    QSignalSpy finished(job, &AsyncJob::finished);
    std::optional<Error> error;
    connect(job, &AsyncJob::finished, this, [job, &error] { error = job->result().error(); });
    job->start();
    QTRY_COMPARE(m_clock.pendingTimers(), 1);
    job->cancel();
    QVERIFY(finished.wait());
    QVERIFY(error);
    QCOMPARE(error->kind, Error::Kind::Cancelled);
    QCOMPARE(m_clock.pendingTimers(), 0);
    // The keychain answers this one after the cancelled one.
    QVERIFY(resultOf(m_store.read(QStringLiteral("a"))));
    QCOMPARE(finished.count(), 1);
}

void TestKeychainSecretStore::destroyedJobDoesNotCrash()
{
    auto *job = m_store.read(QStringLiteral("a"));
    job->start();
    QTRY_COMPARE(m_clock.pendingTimers(), 1);
    delete job;
    QCOMPARE(m_clock.pendingTimers(), 0);
    QVERIFY(resultOf(m_store.read(QStringLiteral("a"))));
}

void TestKeychainSecretStore::slowKeychainEndsAtTheDeadline()
{
    const auto daemon = static_cast<pid_t>(daemonProcess());
    QVERIFY(daemon > 0);
    QCOMPARE(::kill(daemon, SIGSTOP), 0);
    auto *job = m_store.read(QStringLiteral("a"));
    QSignalSpy finished(job, &AsyncJob::finished);
    std::optional<Error> error;
    connect(job, &AsyncJob::finished, this, [job, &error] { error = job->result().error(); });
    job->start();
    QTRY_COMPARE(m_clock.pendingTimers(), 1);
    m_clock.advance(KeychainSecretStore::deadline - std::chrono::milliseconds(1));
    QVERIFY(!finished.wait(50));
    m_clock.advance(std::chrono::milliseconds(1));
    QVERIFY(finished.wait());
    // The late answer comes to nobody.
    QCOMPARE(::kill(daemon, SIGCONT), 0);
    QVERIFY(error);
    QCOMPARE(error->code, SecretErrorCode::slow);
    QVERIFY(resultOf(m_store.read(QStringLiteral("a"))));
    QCOMPARE(finished.count(), 1);
}

void TestKeychainSecretStore::fallbackForgetsTheSessionOnceTheKeychainTakesIt()
{
    SessionSecretStore session;
    FallbackSecretStore store(m_store, session);
    const QString id = QStringLiteral("fallback");
    session.keep(id, keyCredentials("kept in memory"));
    const auto first = resultOf(store.read(id));
    QVERIFY(first && *first == keyCredentials("kept in memory"));
    const auto written = resultOf(store.write(id, keyCredentials("kept for good")));
    QVERIFY(written);
    QCOMPARE(written->kind, SecretPlace::Kind::Keychain);
    QVERIFY(!session.contains(id));
    const auto second = resultOf(store.read(id));
    QVERIFY(second && *second == keyCredentials("kept for good"));
    QVERIFY(resultOf(store.remove(id)));
    QVERIFY(!resultOf(store.read(id)));
}

void TestKeychainSecretStore::lockedKeychainIsToldApart()
{
    const QString id = QStringLiteral("behind-the-lock");
    QVERIFY(resultOf(m_store.write(id, keyCredentials())));
    lock();

    const auto read = resultOf(m_store.read(id));
    QVERIFY(!read);
    QCOMPARE(read.error().code, SecretErrorCode::locked);
    const auto written = resultOf(m_store.write(id, keyCredentials("other")));
    QVERIFY(!written);
    QCOMPARE(written.error().code, SecretErrorCode::locked);
    const auto removed = resultOf(m_store.remove(id));
    QVERIFY2(!removed, "a locked keychain deletes nothing, whatever it says");
    QCOMPARE(removed.error().code, SecretErrorCode::locked);
    const auto place = resultOf(m_store.probe());
    QVERIFY(place);
    QCOMPARE(place->kind, SecretPlace::Kind::SessionOnly);
    QVERIFY(place->sentence.contains(QLatin1String("locked")));

    SessionSecretStore session;
    FallbackSecretStore fallback(m_store, session);
    const auto placed = resultOf(fallback.write(id, keyCredentials("other")));
    QVERIFY(placed);
    QCOMPARE(placed->kind, SecretPlace::Kind::SessionOnly);
    QVERIFY(placed->sentence.contains(QLatin1String("locked")));
    const auto removedBoth = resultOf(fallback.remove(id));
    QVERIFY2(!removedBoth, "the keychain's entry remains, and the user is told");

    unlockAgain();
    // libsecret does not get over a new daemon: another process has to look.
    const QString entry =
        run(QStringLiteral("secret-tool"),
            {QStringLiteral("lookup"), QStringLiteral("server"),
             QStringLiteral("io.github.clearsky_desktop.Clearsky"), QStringLiteral("user"), id});
    const QByteArray kept = QByteArray::fromBase64(entry.toLatin1());
    QVERIFY2(kept.contains("canary-31a7"), "the entry was still there, untouched");
}

void TestKeychainSecretStore::lock()
{
    const QString locked = run(QStringLiteral("gdbus"),
                               {QStringLiteral("call"), QStringLiteral("--session"), QStringLiteral("--dest"),
                                QStringLiteral("org.freedesktop.secrets"), QStringLiteral("--object-path"),
                                QStringLiteral("/org/freedesktop/secrets"), QStringLiteral("--method"),
                                QStringLiteral("org.freedesktop.Secret.Service.Lock"),
                                QStringLiteral("['/org/freedesktop/secrets/collection/login']")});
    QVERIFY2(locked.contains(QLatin1String("collection/login")), qPrintable(locked));
}

// A running daemon is not unlocked from outside: it is replaced.
void TestKeychainSecretStore::unlockAgain()
{
    const auto daemon = static_cast<pid_t>(daemonProcess());
    QVERIFY(daemon > 0);
    QCOMPARE(::kill(daemon, SIGTERM), 0);
    QTRY_VERIFY(::kill(daemon, 0) != 0 || daemonProcess() != daemon);
    run(QStringLiteral("gnome-keyring-daemon"),
        {QStringLiteral("--unlock"), QStringLiteral("--components=secrets")}, "throw-away");
    QTRY_VERIFY(daemonProcess() > 0);
}

qint64 TestKeychainSecretStore::daemonProcess()
{
    const QString answer = run(QStringLiteral("gdbus"),
                               {QStringLiteral("call"), QStringLiteral("--session"), QStringLiteral("--dest"),
                                QStringLiteral("org.freedesktop.DBus"), QStringLiteral("--object-path"),
                                QStringLiteral("/org/freedesktop/DBus"), QStringLiteral("--method"),
                                QStringLiteral("org.freedesktop.DBus.GetConnectionUnixProcessID"),
                                QStringLiteral("org.freedesktop.secrets")});
    return answer.section(QLatin1Char(' '), 1).section(QLatin1Char(','), 0, 0).toLongLong(); // (uint32 4711,)
}

QTEST_GUILESS_MAIN(TestKeychainSecretStore)
#include "tst_keychainsecretstore.moc"

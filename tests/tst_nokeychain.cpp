// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/fallbacksecretstore.h"
#include "app/accounts/keychainsecretstore.h"
#include "app/accounts/sessionsecretstore.h"
#include "tests/support/fakeclock.h"
#include "tests/support/runjob.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTest>

#include <memory>

using namespace Clearsky;

/// Runs without any session bus, as on a server or in a container.
class TestNoKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv("QT_NO_GLIB"); }
    void everyQuestionEndsWithNoService_data();
    void everyQuestionEndsWithNoService();
    void probeSaysThatSecretsLastForTheSession();
    void secretsAreKeptForTheSession();
    void failedRemovalIsReportedWhenAnEntryMayRemain();
    void jobsEndWithTheirStore();

private:
    FakeClock m_clock;
    KeychainSecretStore m_store{m_clock};
};

namespace {

Credentials tokenCredentials()
{
    Credentials credentials;
    credentials.set(CredentialField::accessToken, Secret("canary-77d0"));
    return credentials;
}

} // namespace

void TestNoKeychain::everyQuestionEndsWithNoService_data()
{
    QTest::addColumn<bool>("withoutGlib");
    QTest::newRow("no bus") << false;
    QTest::newRow("no GLib main loop, where libsecret would never answer") << true;
}

void TestNoKeychain::everyQuestionEndsWithNoService()
{
    QFETCH(bool, withoutGlib);
    if (withoutGlib)
        qputenv("QT_NO_GLIB", "1");
    const auto read = resultOf(m_store.read(QStringLiteral("a")));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Keychain);
    QCOMPARE(read.error().code, SecretErrorCode::noService);
    const auto written = resultOf(m_store.write(QStringLiteral("a"), tokenCredentials()));
    QVERIFY(!written);
    QCOMPARE(written.error().code, SecretErrorCode::noService);
    const auto removed = resultOf(m_store.remove(QStringLiteral("a")));
    QVERIFY(!removed);
    QCOMPARE(removed.error().code, SecretErrorCode::noService);
    QCOMPARE(m_clock.pendingTimers(), 0);
}

void TestNoKeychain::probeSaysThatSecretsLastForTheSession()
{
    const auto place = resultOf(m_store.probe());
    QVERIFY(place);
    QCOMPARE(place->kind, SecretPlace::Kind::SessionOnly);
    QCOMPARE(place->sentence,
             QStringLiteral(
                 "The system keychain cannot be reached. Start a secret service such as GNOME Keyring or "
                 "KWallet, then try again. Until then secrets are kept in memory and forgotten when "
                 "Clearsky quits."));
}

void TestNoKeychain::secretsAreKeptForTheSession()
{
    SessionSecretStore session;
    FallbackSecretStore store(m_store, session);
    const auto kept = resultOf(store.write(QStringLiteral("a"), tokenCredentials()));
    QVERIFY(kept);
    QCOMPARE(kept->kind, SecretPlace::Kind::SessionOnly);
    QVERIFY(kept->sentence.contains(QLatin1String("forgotten when Clearsky quits")));
    const auto read = resultOf(store.read(QStringLiteral("a")));
    QVERIFY(read && *read == tokenCredentials());
    QVERIFY2(resultOf(store.remove(QStringLiteral("a"))), "it never was anywhere else");
    const auto again = resultOf(store.read(QStringLiteral("a")));
    QVERIFY(!again);
    QCOMPARE(again.error().code, SecretErrorCode::noService);
}

void TestNoKeychain::failedRemovalIsReportedWhenAnEntryMayRemain()
{
    SessionSecretStore session;
    FallbackSecretStore store(m_store, session);
    const auto removed = resultOf(store.remove(QStringLiteral("kept in an earlier session")));
    QVERIFY(!removed);
    QCOMPARE(removed.error().code, SecretErrorCode::noService);
}

void TestNoKeychain::jobsEndWithTheirStore()
{
    auto session = std::make_unique<SessionSecretStore>();
    QPointer<QObject> removal = session->remove(QStringLiteral("a"));
    static_cast<AsyncJob *>(removal.data())->start();
    session.reset();
    QVERIFY2(!removal, "it would touch what is gone");
}

int main(int argc, char **argv)
{
    for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY"})
        qunsetenv(name);
    QCoreApplication app(argc, argv);
    TestNoKeychain test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_nokeychain.moc"

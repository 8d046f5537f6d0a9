// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/accountstore.h"
#include "app/accounts/sessionsecretstore.h"
#include "app/net/requestqueue.h"
#include "app/practice/practicecloud.h"
#include "app/practicehost.h"
#include "app/providers/connectioncheck.h"
#include "app/providers/connectionpool.h"
#include "app/providers/listing.h"
#include "tests/support/finished.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Clearsky;

namespace {

constexpr double speed = 200;
const QString zecKind = QStringLiteral("zenlayer.zec.snapshot");

/// A store that counts how often it is asked.
class CountingSecretStore final : public SecretStore
{
public:
    ResultJob<Credentials> *read(const QString &accountId) override
    {
        ++reads;
        if (onRead)
            std::exchange(onRead, {})();
        return inner.read(accountId);
    }
    ResultJob<SecretPlace> *write(const QString &accountId, const Credentials &credentials) override
    {
        return inner.write(accountId, credentials);
    }
    ResultJob<void> *remove(const QString &accountId) override { return inner.remove(accountId); }
    ResultJob<SecretPlace> *probe() override { return inner.probe(); }

    SessionSecretStore inner;
    std::function<void()> onRead{}; ///< called once, when the next read was asked for
    int reads = 0;
};

struct Place
{
    explicit Place(QHash<QString, int> counts = {})
        : cloud({.seed = 3, .speed = speed, .counts = std::move(counts)}),
          isRunning(cloud.start().has_value()), host(cloud, QUrl(cloud.origin()), speed)
    {
        static_cast<void>(accounts.load());
    }

    [[nodiscard]] Account addZenlayer(const QByteArray &password)
    {
        Account account{.name = QStringLiteral("zen"),
                        .providerId = QStringLiteral("zenlayer"),
                        .signInMethod = QStringLiteral("accessKey"),
                        .accessKeyId = cloud.keys().zenlayerKeyId,
                        .serviceEndpoint = cloud.origin()};
        account = accounts.add(account).value_or(Account());
        Credentials credentials;
        credentials.set(CredentialField::accessKeyPassword, Secret(password));
        static_cast<void>(finishedResult(secrets.write(account.id, credentials)));
        return account;
    }
    [[nodiscard]] Account addPractice()
    {
        return accounts.add({.name = QStringLiteral("Practice"), .providerId = practiceProviderId})
            .value_or(Account());
    }
    [[nodiscard]] QSet<QString> truth() const
    {
        QSet<QString> ids;
        for (const PracticeResource &resource : cloud.resources(zecKind))
            ids.insert(resource.id);
        return ids;
    }

    PracticeCloud cloud;
    bool isRunning;
    QTemporaryDir scratch;
    SystemClock clock;
    AccountStore accounts{scratch.path() + QStringLiteral("/accounts.json"), clock};
    CountingSecretStore secrets;
    RequestQueue queue{clock};
    Registry registry = makeRegistry();
    PracticeHost host;
    ConnectionPool pool{registry, accounts, secrets, queue, clock, &host};
};

struct Step
{
    QString title{};
    bool passed = false;
    Error error{};
};

QList<Step> stepsOf(Connection &connection, Result<Scope> *result = nullptr)
{
    QList<Step> steps;
    auto *check = new ConnectionCheck(connection);
    QObject::connect(check, &ConnectionCheck::stepFinished, check,
                     [&steps](const QString &title, bool passed, const Error &error) {
                         steps.append({title, passed, error});
                     });
    const auto end = finishedResult<Scope>(check);
    if (result)
        *result = end;
    return steps;
}

} // namespace

class TestConnectionPool final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPracticeAccountOpensAndListsTheTruth_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 99, 100, 101, 350})
            QTest::addRow("%d", count) << count;
    }

    void aPracticeAccountOpensAndListsTheTruth()
    {
        QFETCH(const int, count);
        Place place({{zecKind, count}});
        QVERIFY(place.isRunning);
        const Account account = place.addPractice();
        const auto connection = finishedResult(place.pool.open(account.id, zecKind));
        QVERIFY(connection && *connection);
        QCOMPARE((*connection)->origin(), QStringLiteral("practice:"));
        QCOMPARE((*connection)->timing().speed(), speed);
        QCOMPARE(place.secrets.reads, 0);

        const auto outcome =
            finishedResult<ListOutcome>(new Listing(**connection, *place.registry.contract(zecKind)));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message + outcome.error().detail));
        QSet<QString> ids;
        for (const Resource &row : outcome->rows)
            ids.insert(row.id);
        QCOMPARE(outcome->rows.size(), count);
        QCOMPARE(ids, place.truth());
        QCOMPARE(outcome->pages, std::max(1, (count + 99) / 100));
    }

    void everyKindOfThePracticeCloudListsTheTruth()
    {
        Place place;
        const Account account = place.addPractice();
        for (const auto &contract : place.registry.contracts()) {
            const QString kindId = contract->kind().id;
            const auto connection = finishedResult(place.pool.open(account.id, kindId));
            QVERIFY2(connection, qPrintable(kindId));
            QSet<ResourceKey> before; // at this speed instances end while their list is read
            for (const PracticeResource &resource : place.cloud.resources(kindId))
                before.insert({resource.scope, resource.id});
            const auto outcome = finishedResult<ListOutcome>(new Listing(**connection, *contract));
            QVERIFY2(outcome,
                     outcome ? "" : qPrintable(kindId + outcome.error().message + outcome.error().detail));
            QVERIFY2(!outcome->rows.isEmpty(), qPrintable(kindId));
            for (const Resource &row : outcome->rows) {
                const bool isGone = contract->kind().meaningOf(row.state).role == StateMeaning::Role::Gone;
                QVERIFY2(isGone || before.contains(row.key()), qPrintable(kindId + row.scope + row.id));
            }
        }
    }

    void findingTellsWhatIsThere()
    {
        Place place({{zecKind, 250}});
        const auto connection = finishedResult(place.pool.open(place.addPractice().id, zecKind));
        QVERIFY(connection);
        const QStringList all = place.truth().values();
        const QStringList gone = all.mid(0, 40);
        place.cloud.vanish(zecKind, gone);
        QList<ResourceRef> refs;
        for (const QString &id : all.mid(0, 130))
            refs.append({.kindId = zecKind, .id = id});
        const auto outcome =
            finishedResult<ListOutcome>(new Listing(**connection, *place.registry.contract(zecKind), refs));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(outcome->rows.size(), 90);
        for (const Resource &row : outcome->rows)
            QVERIFY(!gone.contains(row.id));
    }

    void aConnectionIsKeptAndItsSecretsAreReadOnce()
    {
        Place place({{zecKind, 5}});
        const Account account = place.addZenlayer(place.cloud.keys().zenlayerPassword.toUtf8());
        const auto first = started(place.pool.open(account.id, zecKind));
        const auto second = started(place.pool.open(account.id, zecKind));
        QTRY_VERIFY(first->result && second->result);
        QVERIFY(*first->result && *second->result);
        QCOMPARE(**first->result, **second->result);
        const auto third = finishedResult(place.pool.open(account.id, zecKind));
        QCOMPARE(*third, **first->result);
        QCOMPARE(place.secrets.reads, 1);
        QCOMPARE((*third)->origin(), place.cloud.origin());
        QCOMPARE((*third)->timing().speed(), 1.0);
    }

    void aForgottenConnectionIsMadeAnew()
    {
        Place place({{zecKind, 5}});
        const Account account = place.addZenlayer("wrong");
        const auto first = finishedResult(place.pool.open(account.id, zecKind));
        QVERIFY(first);
        const QPointer<Connection> old = *first;
        Credentials credentials;
        credentials.set(CredentialField::accessKeyPassword,
                        Secret::fromText(place.cloud.keys().zenlayerPassword));
        QVERIFY(finishedResult(place.secrets.write(account.id, credentials)));
        place.pool.forget(account.id);
        QTRY_VERIFY(!old);
        const auto second = finishedResult(place.pool.open(account.id, zecKind));
        QVERIFY(second);
        QVERIFY(finishedResult<ListOutcome>(new Listing(**second, *place.registry.contract(zecKind))));
        QCOMPARE(place.secrets.reads, 2);
    }

    void anAccountChangedWhileItsSecretsAreReadIsReadAgain()
    {
        Place place;
        Account account = place.addZenlayer("x");
        account.accessKeyId = QStringLiteral("ANOTHER");
        place.secrets.onRead = [&] {
            QVERIFY(place.accounts.update(account));
            place.pool.forget(account.id);
        };
        const auto connection = finishedResult(place.pool.open(account.id, zecKind));
        QVERIFY(connection);
        QCOMPARE(place.secrets.reads, 2);
        QCOMPARE((*connection)->account().accessKeyId, QStringLiteral("ANOTHER"));
    }

    void whatCannotBeOpenedSaysWhy()
    {
        Place place;
        const Account account = place.addZenlayer("x");
        const auto unknown = finishedResult(place.pool.open(QStringLiteral("nobody"), zecKind));
        QCOMPARE(unknown.error().kind, Error::Kind::Configuration);
        QVERIFY(!unknown.error().message.isEmpty());
        static_cast<void>(finishedResult(place.secrets.remove(account.id)));
        const auto locked = finishedResult(place.pool.open(account.id, zecKind));
        QVERIFY(!locked);
        QCOMPARE(locked.error().kind, Error::Kind::Keychain);
    }

    void aGoodKeyPassesEveryStep()
    {
        Place place({{zecKind, 5}});
        const Account account{.providerId = QStringLiteral("zenlayer"),
                              .signInMethod = QStringLiteral("token"),
                              .serviceEndpoint = place.cloud.origin()};
        Credentials credentials;
        credentials.set(CredentialField::accessToken, Secret::fromText(place.cloud.keys().zenlayerToken));
        const auto connection = place.pool.openUnsaved(account, credentials);
        QVERIFY(connection);
        Result<Scope> result;
        const QList<Step> steps = stepsOf(*connection, &result);
        QVERIFY(result);
        QStringList titles;
        for (const Step &step : steps) {
            QVERIFY2(step.passed, qPrintable(step.title + step.error.message));
            titles.append(step.title);
        }
        QCOMPARE(titles,
                 QStringList({QStringLiteral("Connection"), QStringLiteral("Secure connection"),
                              QStringLiteral("Endpoint"), QStringLiteral("Clock"), QStringLiteral("Sign-in"),
                              QStringLiteral("Zones may be listed"),
                              QStringLiteral("ZEC disk snapshots may be listed")}));
    }

    void theStepThatFailsIsNamed_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("title");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("wrong password")
            << QStringLiteral("password") << QStringLiteral("Sign-in") << Error::Kind::SignInRefused;
        QTest::newRow("clock") << QStringLiteral("clock") << QStringLiteral("Clock")
                               << Error::Kind::ClockSkew;
        QTest::newRow("nobody listens")
            << QStringLiteral("port") << QStringLiteral("Connection") << Error::Kind::NotSent;
        QTest::newRow("web page") << QStringLiteral("html") << QStringLiteral("Endpoint")
                                  << Error::Kind::Malformed;
    }

    void theStepThatFailsIsNamed()
    {
        QFETCH(const QString, what);
        Place place;
        Account account{.providerId = QStringLiteral("zenlayer"),
                        .signInMethod = QStringLiteral("accessKey"),
                        .accessKeyId = place.cloud.keys().zenlayerKeyId,
                        .serviceEndpoint = place.cloud.origin()};
        QString password = place.cloud.keys().zenlayerPassword;
        if (what == QStringLiteral("password"))
            password += u'x';
        else if (what == QStringLiteral("clock"))
            place.cloud.moveClock(std::chrono::minutes(20));
        else if (what == QStringLiteral("port"))
            account.serviceEndpoint = QStringLiteral("http://127.0.0.1:1");
        else
            place.cloud.setFault(
                {.status = 200, .body = "<html>Sign in to the hotel</html>", .contentType = "text/html"});
        Credentials credentials;
        credentials.set(CredentialField::accessKeyPassword, Secret::fromText(password));
        const auto connection = place.pool.openUnsaved(account, credentials);
        Result<Scope> result;
        const QList<Step> steps = stepsOf(*connection, &result);
        QVERIFY(!result && !steps.isEmpty());
        QTEST(steps.last().title, "title");
        QTEST(steps.last().error.kind, "kind");
        QVERIFY(!steps.last().error.message.isEmpty());
        for (const Step &step : steps)
            QCOMPARE(step.passed, &step == &steps.last() ? false : true);
    }

    void aClockThatIsOffIsCorrectedForTheNextRead()
    {
        Place place({{zecKind, 5}});
        place.cloud.moveClock(std::chrono::minutes(20));
        const auto connection = finishedResult(place.pool.open(place.addPractice().id, zecKind));
        QVERIFY(connection);
        const auto outcome =
            finishedResult<ListOutcome>(new Listing(**connection, *place.registry.contract(zecKind)));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY(std::abs((*connection)->clockOffset().count() - 1200) <= 5);
    }
};

QTEST_GUILESS_MAIN(TestConnectionPool)
#include "tst_connectionpool.moc"

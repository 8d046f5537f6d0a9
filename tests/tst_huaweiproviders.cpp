// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/requestqueue.h"
#include "app/practice/practicecloud.h"
#include "app/providers/huawei/huaweiprovider.h"
#include "app/providers/listing.h"
#include "app/providers/readjob.h"
#include "app/providers/registry.h"
#include "tests/support/finished.h"

#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;
using namespace std::chrono_literals;

namespace {

const QStringList kinds{u"huawei.workspace.snapshot"_s, u"huawei.roma.asset"_s, u"huawei.clouddc.instance"_s,
                        u"huawei.csbs.backup"_s};

/// A practice cloud and connections to it, as an account of Huawei Cloud would have them.
class Place
{
public:
    explicit Place(int count, const QString &onlyKind = kinds.first())
    {
        for (const QString &kind : kinds)
            options.counts.insert(kind, kind == onlyKind ? count : 0);
        options.counts.insert(u"zenlayer.zec.snapshot"_s, 0);
        cloud = std::make_unique<PracticeCloud>(options);
        isUp = cloud->start().has_value();
        const PracticeKeys keys = cloud->keys();
        account = {.id = u"a"_s,
                   .providerId = u"huawei"_s,
                   .signInMethod = u"accessKey"_s,
                   .accessKeyId = keys.users.first().accessKey,
                   .accountName = keys.accountName,
                   .userName = keys.users.first().name,
                   .region = keys.region,
                   .iamEndpoint = cloud->origin(),
                   .serviceEndpoint = cloud->origin()};
        credentials.set(CredentialField::secretAccessKey, Secret::fromText(keys.users.first().secretKey));
        credentials.set(CredentialField::password, Secret::fromText(keys.users.first().password));
    }

    [[nodiscard]] std::unique_ptr<Connection> connection()
    {
        return std::make_unique<Connection>(account, provider, credentials, queue, clock, Timing(1000),
                                            cloud->origin());
    }

    [[nodiscard]] qsizetype count(const QString &action) const
    {
        const QList<PracticeLogEntry> log = cloud->requests();
        return std::count_if(log.cbegin(), log.cend(),
                             [&action](const PracticeLogEntry &entry) { return entry.action == action; });
    }

    PracticeOptions options{.speed = 1};
    std::unique_ptr<PracticeCloud> cloud;
    bool isUp = false;
    Account account;
    Credentials credentials;
    SystemClock clock;
    RequestQueue queue{clock};
    HuaweiProvider provider;
    Registry registry = makeRegistry();
};

/// Without those of which the provider only keeps the record.
QList<Resource> existing(const KindContract &contract, QList<Resource> rows)
{
    rows.removeIf([&contract](const Resource &row) {
        return contract.kind().meaningOf(row.state).role == StateMeaning::Role::Gone;
    });
    return rows;
}

QStringList namesOf(const QList<Resource> &rows)
{
    QStringList names;
    for (const Resource &row : rows)
        names.append(row.scope + u' ' + row.id + u' ' + row.name);
    names.sort();
    return names;
}

QStringList truthOf(const PracticeCloud &cloud, const QString &kindId, const QString &projectId)
{
    QStringList names;
    for (const PracticeResource &resource : cloud.resources(kindId)) {
        if (resource.projectId == projectId)
            names.append(resource.scope + u' ' + resource.id + u' ' + resource.name);
    }
    names.sort();
    return names;
}

} // namespace

class TestHuaweiProviders final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyListIsTheServersTruth_data();
    void everyListIsTheServersTruth();
    void bothWaysOfSigningInTellTheScope();
    void aProjectThatIsEnteredIsUsed();
    void aRegionWithoutProjectIsNamed();
    void aWrongSecretIsRefused_data();
    void aWrongSecretIsRefused();
    void anEndedSessionIsRenewedOnceForAll();
    void aWrongClockIsMeasuredAndNamed();
    void resourcesAreFoundById_data();
    void resourcesAreFoundById();
};

void TestHuaweiProviders::everyListIsTheServersTruth_data()
{
    QTest::addColumn<QString>("kindId");
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("count");
    for (const QString &kind : kinds) {
        for (const QString &method : {u"accessKey"_s, u"password"_s})
            QTest::addRow("%s %s", qPrintable(kind), qPrintable(method)) << kind << method << 640;
        QTest::addRow("%s empty", qPrintable(kind)) << kind << u"accessKey"_s << 0;
    }
}

void TestHuaweiProviders::everyListIsTheServersTruth()
{
    QFETCH(QString, kindId);
    QFETCH(QString, method);
    QFETCH(int, count);
    Place place(count, kindId);
    QVERIFY(place.isUp);
    place.account.signInMethod = method;
    const auto connection = place.connection();
    const auto scope = finishedResult(connection->signIn());
    QVERIFY(scope);
    const KindContract &contract = *place.registry.contract(kindId);
    const auto outcome = finishedResult<ListOutcome>(new Listing(*connection, contract));
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message + outcome.error().detail));
    const QStringList truth = truthOf(*place.cloud, kindId, scope->projectId);
    QCOMPARE(namesOf(existing(contract, outcome->rows)), truth);
    QCOMPARE(truth.isEmpty(), count == 0);
    QVERIFY(count == 0 || outcome->pages > 1);
    for (const Resource &row : outcome->rows)
        QVERIFY2(row.created.isValid(), qPrintable(row.createdText));
}

void TestHuaweiProviders::bothWaysOfSigningInTellTheScope()
{
    Place place(0);
    const PracticeKeys keys = place.cloud->keys();
    const auto keyConnection = place.connection();
    const auto keyScope = finishedResult(keyConnection->signIn());
    QVERIFY(keyScope);
    QCOMPARE(keyScope->userId, keys.users.first().accessKey);
    QCOMPARE(keyScope->projectId, keys.projects.first().id);
    place.account.signInMethod = u"password"_s;
    const auto connection = place.connection();
    const auto scope = finishedResult(connection->signIn());
    QVERIFY(scope);
    QCOMPARE(scope->userId, keys.users.first().id);
    QCOMPARE(scope->projectId, keys.projects.first().id);
}

void TestHuaweiProviders::aProjectThatIsEnteredIsUsed()
{
    Place place(10);
    place.account.projectId = place.cloud->keys().projects.at(1).id;
    for (const QString &method : {u"accessKey"_s, u"password"_s}) {
        place.account.signInMethod = method;
        const auto connection = place.connection();
        const auto scope = finishedResult(connection->signIn());
        QVERIFY(scope);
        QCOMPARE(scope->projectId, place.account.projectId);
        QVERIFY(
            finishedResult<ListOutcome>(new Listing(*connection, *place.registry.contract(kinds.first()))));
    }
    QCOMPARE(place.count(u"ListProjects"_s), 0);
}

void TestHuaweiProviders::aRegionWithoutProjectIsNamed()
{
    Place place(0);
    place.account.region = u"la-south-2"_s;
    const auto connection = place.connection();
    const auto scope = finishedResult(connection->signIn());
    QVERIFY(!scope);
    QVERIFY(scope.error().message.contains(u"la-south-2"_s));
}

void TestHuaweiProviders::aWrongSecretIsRefused_data()
{
    QTest::addColumn<QString>("method");
    QTest::newRow("access key") << u"accessKey"_s;
    QTest::newRow("password") << u"password"_s;
}

void TestHuaweiProviders::aWrongSecretIsRefused()
{
    QFETCH(QString, method);
    Place place(0);
    place.account.signInMethod = method;
    place.credentials.set(CredentialField::secretAccessKey, Secret("wrong"));
    place.credentials.set(CredentialField::password, Secret("wrong"));
    const auto connection = place.connection();
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto scope = finishedResult(connection->signIn());
        QVERIFY(!scope);
        QCOMPARE(scope.error().kind, Error::Kind::SignInRefused);
    }
    QVERIFY(place.count(u"CreateToken"_s) <= 1);
}

void TestHuaweiProviders::anEndedSessionIsRenewedOnceForAll()
{
    Place place(10);
    place.account.signInMethod = u"password"_s;
    const auto connection = place.connection();
    QVERIFY(finishedResult(connection->signIn()));
    QCOMPARE(place.count(u"CreateToken"_s), 1);
    place.cloud->setFault({.kindId = kinds.first(),
                           .operation = PracticeOperation::List,
                           .times = 6,
                           .status = 401,
                           .body = R"({"error_code":"APIGW.0307","error_msg":"the token must be updated"})"});
    const KindContract &contract = *place.registry.contract(kinds.first());
    QList<std::shared_ptr<Outcome<ListPage>>> outcomes;
    const ApiRequest request = contract.listRequests(connection->scope()).first();
    for (int i = 0; i < 6; ++i) {
        outcomes.append(started<ListPage>(
            new ReadJob<ListPage>(*connection, request, [&contract, request](const HttpReply &reply) {
                return contract.readPage(request, reply);
            })));
    }
    for (const auto &outcome : std::as_const(outcomes)) {
        QTRY_VERIFY_WITH_TIMEOUT(outcome->result, 10'000);
        QVERIFY2(*outcome->result,
                 qPrintable(*outcome->result ? QString() : (*outcome->result).error().detail));
    }
    QCOMPARE(place.count(u"CreateToken"_s), 2);
}

void TestHuaweiProviders::aWrongClockIsMeasuredAndNamed()
{
    Place place(10);
    place.cloud->moveClock(20min);
    const auto connection = place.connection();
    const auto scope = finishedResult(connection->signIn());
    QVERIFY(!scope);
    QCOMPARE(scope.error().kind, Error::Kind::ClockSkew);
    QVERIFY2(scope.error().message.contains(u"20 minutes"_s), qPrintable(scope.error().message));
    // The next signature carries the provider's time.
    QVERIFY(finishedResult(connection->signIn()));
}

void TestHuaweiProviders::resourcesAreFoundById_data()
{
    QTest::addColumn<QString>("kindId");
    QTest::newRow("CloudDC") << kinds.at(2);
    QTest::newRow("CSBS") << kinds.at(3);
}

void TestHuaweiProviders::resourcesAreFoundById()
{
    QFETCH(QString, kindId);
    Place place(60, kindId);
    const auto connection = place.connection();
    const KindContract &contract = *place.registry.contract(kindId);
    const auto list = finishedResult<ListOutcome>(new Listing(*connection, contract));
    QVERIFY(list && list->rows.size() > 20);
    QList<ResourceRef> refs;
    for (const Resource &row : existing(contract, list->rows).first(20))
        refs.append(
            {.accountId = u"a"_s, .kindId = kindId, .scope = row.scope, .id = row.id, .name = row.name});
    QStringList vanished;
    for (int i = 0; i < 5; ++i)
        vanished.append(refs.at(i * 3).id);
    place.cloud->vanish(kindId, vanished);
    const auto look = finishedResult<ListOutcome>(new Listing(*connection, contract, refs));
    QVERIFY(look);
    QStringList found;
    for (const Resource &row : existing(contract, look->rows))
        found.append(row.id);
    QStringList expected;
    for (const ResourceRef &ref : std::as_const(refs)) {
        if (!vanished.contains(ref.id))
            expected.append(ref.id);
    }
    found.sort();
    expected.sort();
    QCOMPARE(found, expected);
    for (const QString &id : look->provedGone)
        QVERIFY(vanished.contains(id));
}

QTEST_GUILESS_MAIN(TestHuaweiProviders)
#include "tst_huaweiproviders.moc"

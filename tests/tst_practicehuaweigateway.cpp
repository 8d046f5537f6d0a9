// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/practicehuaweifixture.h"

#include <QTest>

using namespace ClearskyTest;
using namespace std::chrono_literals;

class TestPracticeHuaweiGateway final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignedRequestIsAnswered();
    void aSignatureIsRefused_data();
    void aSignatureIsRefused();
    void theClockWindowIsFifteenMinutes_data();
    void theClockWindowIsFifteenMinutes();
    void theClockWindowFollowsTheServersCalendar();
    void aTemporaryKeyNeedsItsToken();
    void aGetWithoutContentTypeIsRefused();
    void aTokenAndASignatureExcludeEachOther();
    void aPathOfNobodyIsNotPublished_data();
    void aPathOfNobodyIsNotPublished();
    void aHostOfAnotherRegionIsNotPublished();
    void aForeignProjectIsForbidden();
    void signInGivesATokenInTheHeader();
    void aScopeMustBeTheUsers_data();
    void aScopeMustBeTheUsers();
    void wrongPasswordsLockTheUser();
    void malformedSignInIsABadRequest();
    void aTokenExpires();
    void sessionsEndOnDemand();
    void aTokenServesItsProjectOnly();
    void projectsAreFoundByName();
    void projectsToUseArePermittedOnes();
    void temporaryKeysAreIssued();

private:
    static QString snapshots(const QString &project) { return u"/v2/"_s + project + u"/snapshots"_s; }
};

void TestPracticeHuaweiGateway::aSignedRequestIsAnswered()
{
    HuaweiFixture cloud;
    const auto answer = cloud.get(snapshots(cloud.mainProject()));
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.header("X-Request-Id").isEmpty());
}

void TestPracticeHuaweiGateway::aSignatureIsRefused_data()
{
    QTest::addColumn<QString>("access");
    QTest::addColumn<QString>("secretSuffix");
    QTest::newRow("unknown key") << u"NOBODYSKEY0000000000"_s << QString();
    QTest::newRow("wrong secret") << QString() << u"x"_s;
}

void TestPracticeHuaweiGateway::aSignatureIsRefused()
{
    QFETCH(const QString, access);
    QFETCH(const QString, secretSuffix);
    HuaweiFixture cloud;
    PracticeRequest request = HuaweiFixture::request("GET", snapshots(cloud.mainProject()));
    cloud.sign(request, access.isEmpty() ? cloud.user(0).accessKey : access,
               cloud.user(0).secretKey + secretSuffix);
    const auto answer = cloud.ask(request);
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.code(), u"APIGW.0301"_s);
    QVERIFY(!answer.body.value("request_id"_L1).toString().isEmpty());
    QVERIFY(!answer.raw.contains(cloud.user(0).secretKey.toLatin1()));
}

void TestPracticeHuaweiGateway::theClockWindowIsFifteenMinutes_data()
{
    QTest::addColumn<std::chrono::milliseconds>("skew");
    QTest::addColumn<int>("status");
    QTest::newRow("14 minutes late") << std::chrono::milliseconds(-14min) << 200;
    QTest::newRow("14 minutes early") << std::chrono::milliseconds(14min) << 200;
    QTest::newRow("16 minutes late") << std::chrono::milliseconds(-16min) << 401;
    QTest::newRow("20 minutes early") << std::chrono::milliseconds(20min) << 401;
}

void TestPracticeHuaweiGateway::theClockWindowIsFifteenMinutes()
{
    QFETCH(const std::chrono::milliseconds, skew);
    QFETCH(const int, status);
    HuaweiFixture cloud;
    cloud.signingSkewMs = skew.count();
    const auto answer = cloud.get(snapshots(cloud.mainProject()));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.code(), status == 200 ? QString() : u"APIGW.0301"_s);
}

void TestPracticeHuaweiGateway::theClockWindowFollowsTheServersCalendar()
{
    HuaweiFixture cloud;
    cloud.world.moveCalendar(std::chrono::milliseconds(20min).count());
    QCOMPARE(cloud.get(snapshots(cloud.mainProject())).code(), u"APIGW.0301"_s);
}

void TestPracticeHuaweiGateway::aTemporaryKeyNeedsItsToken()
{
    HuaweiFixture cloud;
    const PracticeKeys &keys = cloud.world.keys();
    const auto ask = [&](const QByteArray &token) {
        PracticeRequest request = HuaweiFixture::request("GET", snapshots(cloud.mainProject()));
        cloud.sign(request, keys.temporaryAccessKey, keys.temporarySecretKey, token);
        return cloud.ask(request);
    };
    QCOMPARE(ask(keys.securityToken.toLatin1()).status, 200);
    QCOMPARE(ask("other").status, 401);
    QCOMPARE(ask({}).code(), u"APIGW.0301"_s);

    PracticeRequest notSigned = HuaweiFixture::request("GET", snapshots(cloud.mainProject()));
    cloud.sign(notSigned, keys.temporaryAccessKey, keys.temporarySecretKey);
    notSigned.headers.emplaceBack("X-Security-Token", keys.securityToken.toLatin1());
    QCOMPARE(cloud.ask(notSigned).status, 401);
}

void TestPracticeHuaweiGateway::aGetWithoutContentTypeIsRefused()
{
    HuaweiFixture cloud;
    PracticeRequest request = HuaweiFixture::request("GET", snapshots(cloud.mainProject()));
    request.headers.removeLast();
    cloud.sign(request, cloud.user(0).accessKey, cloud.user(0).secretKey);
    const auto answer = cloud.ask(request);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), u"APIGW.0106"_s);
}

void TestPracticeHuaweiGateway::aTokenAndASignatureExcludeEachOther()
{
    HuaweiFixture cloud;
    PracticeRequest request = HuaweiFixture::request("GET", snapshots(cloud.mainProject()));
    request.headers.emplaceBack("X-Auth-Token", "x");
    cloud.sign(request, cloud.user(0).accessKey, cloud.user(0).secretKey);
    QCOMPARE(cloud.ask(request).status, 400);
}

void TestPracticeHuaweiGateway::aPathOfNobodyIsNotPublished_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("another service") << QByteArray("GET") << u"/v1/%1/servers"_s;
    QTest::newRow("another version") << QByteArray("GET") << u"/v3/%1/snapshots"_s;
    QTest::newRow("another method") << QByteArray("PUT") << u"/v2/%1/snapshots"_s;
    QTest::newRow("trailing slash") << QByteArray("GET") << u"/v2/%1/snapshots/"_s;
    QTest::newRow("root") << QByteArray("GET") << u"/"_s;
    QTest::newRow("doubled slash") << QByteArray("GET") << u"//v2/%1/snapshots"_s;
}

void TestPracticeHuaweiGateway::aPathOfNobodyIsNotPublished()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QString, path);
    HuaweiFixture cloud;
    const auto answer = cloud.as(0, method, path.contains(u"%1"_s) ? path.arg(cloud.mainProject()) : path);
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.code(), u"APIGW.0101"_s);
}

void TestPracticeHuaweiGateway::aHostOfAnotherRegionIsNotPublished()
{
    HuaweiFixture cloud;
    const auto ask = [&](const QByteArray &host) {
        PracticeRequest request = HuaweiFixture::request("GET", snapshots(cloud.mainProject()));
        request.headers[0].second = host;
        cloud.sign(request, cloud.user(0).accessKey, cloud.user(0).secretKey);
        return cloud.ask(request).status;
    };
    QCOMPARE(ask("workspace.ap-southeast-3.localhost:8080"), 200);
    QCOMPARE(ask("workspace.eu-de.localhost:8080"), 404);
    QCOMPARE(ask("roma.ap-southeast-3.localhost:8080"), 404);
}

void TestPracticeHuaweiGateway::aForeignProjectIsForbidden()
{
    HuaweiFixture cloud;
    QCOMPARE(cloud.as(1, "GET", snapshots(cloud.subProject())).status, 200);
    QCOMPARE(cloud.as(1, "GET", snapshots(cloud.mainProject())).code(), u"APIGW.0302"_s);
    QCOMPARE(cloud.as(0, "GET", snapshots(cloud.world.keys().projects.at(2).id)).code(), u"APIGW.0310"_s);
    const auto unknown = cloud.as(0, "GET", snapshots(u"0123456789abcdef0123456789abcdef"_s));
    QCOMPARE(unknown.status, 403);
    QCOMPARE(unknown.code(), u"APIGW.0310"_s);

    PracticeRequest request = HuaweiFixture::request("GET", snapshots(cloud.mainProject()));
    request.headers.emplaceBack("X-Project-Id", cloud.subProject().toLatin1());
    cloud.sign(request, cloud.user(0).accessKey, cloud.user(0).secretKey);
    QCOMPARE(cloud.ask(request).status, 403);
}

void TestPracticeHuaweiGateway::signInGivesATokenInTheHeader()
{
    HuaweiFixture cloud;
    const QJsonObject scope{{u"project"_s, QJsonObject{{u"name"_s, cloud.world.keys().region}}}};
    const auto answer = cloud.signIn(cloud.user(0), cloud.user(0).password, scope);
    QCOMPARE(answer.status, 201);
    const QByteArray token = answer.header("X-Subject-Token");
    QVERIFY(token.size() > 1000);
    QVERIFY(!answer.raw.contains(token));
    const QJsonValue body = answer.body.value("token"_L1);
    QCOMPARE(body["project"_L1]["id"_L1].toString(), cloud.mainProject());
    QCOMPARE(body["user"_L1]["id"_L1].toString(), cloud.user(0).id);
    const QString expires = body["expires_at"_L1].toString();
    QCOMPARE(expires.size(), 27);
    QVERIFY(expires.endsWith(u'Z'));
    const qint64 expiresMs = QDateTime::fromString(expires, Qt::ISODateWithMs).toMSecsSinceEpoch();
    QCOMPARE(expiresMs, cloud.nowMs + std::chrono::milliseconds(24h).count() / 20);
}

void TestPracticeHuaweiGateway::aScopeMustBeTheUsers_data()
{
    QTest::addColumn<int>("user");
    QTest::addColumn<QString>("project");
    QTest::addColumn<int>("status");
    QTest::newRow("own") << 1 << u"ap-southeast-3_practice"_s << 201;
    QTest::newRow("another's") << 1 << u"ap-southeast-3"_s << 403;
    QTest::newRow("disabled") << 0 << u"ap-southeast-3_retired"_s << 403;
    QTest::newRow("unknown") << 0 << u"eu-west-101"_s << 404;
}

void TestPracticeHuaweiGateway::aScopeMustBeTheUsers()
{
    QFETCH(const int, user);
    QFETCH(const QString, project);
    QFETCH(const int, status);
    HuaweiFixture cloud;
    const auto answer = cloud.signIn(cloud.user(user), cloud.user(user).password,
                                     {{u"project"_s, QJsonObject{{u"name"_s, project}}}});
    QCOMPARE(answer.status, status);
    if (status != 201)
        QCOMPARE(answer.body.value("error"_L1)["code"_L1].toInt(), status);
}

void TestPracticeHuaweiGateway::wrongPasswordsLockTheUser()
{
    HuaweiFixture cloud;
    for (int i = 0; i < 5; ++i) {
        const auto answer = cloud.signIn(cloud.user(0), u"guess"_s, {});
        QCOMPARE(answer.status, 401);
        QVERIFY(answer.body.value("error"_L1)["code"_L1].isDouble());
        QCOMPARE(answer.body.value("error"_L1)["title"_L1].toString(), u"Unauthorized"_s);
    }
    QCOMPARE(cloud.signIn(cloud.user(0), cloud.user(0).password, {}).status, 401);
    QCOMPARE(cloud.signIn(cloud.user(1), cloud.user(1).password, {}).status, 201);
}

void TestPracticeHuaweiGateway::malformedSignInIsABadRequest()
{
    HuaweiFixture cloud;
    const auto answer = cloud.ask(HuaweiFixture::request("POST", u"/v3/auth/tokens"_s, "{"));
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.body.value("error"_L1)["code"_L1].toInt(), 400);
}

namespace {

QByteArray tokenFor(HuaweiFixture &cloud, const QJsonObject &scope)
{
    return cloud.signIn(cloud.user(0), cloud.user(0).password, scope).header("X-Subject-Token");
}

HuaweiFixture::Answer askWith(HuaweiFixture &cloud, const QByteArray &token, const QString &target,
                              const QByteArray &method = "GET", const QByteArray &body = {})
{
    PracticeRequest request = HuaweiFixture::request(method, target, body);
    request.headers.emplaceBack("X-Auth-Token", token);
    return cloud.ask(request);
}

QJsonObject projectScope(const QString &id)
{
    return {{u"project"_s, QJsonObject{{u"id"_s, id}}}};
}

} // namespace

void TestPracticeHuaweiGateway::aTokenExpires()
{
    HuaweiFixture cloud;
    const QByteArray token = tokenFor(cloud, projectScope(cloud.mainProject()));
    QCOMPARE(askWith(cloud, token, snapshots(cloud.mainProject())).status, 200);
    cloud.advance(73min);
    const auto answer = askWith(cloud, token, snapshots(cloud.mainProject()));
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.code(), u"APIGW.0307"_s);
    QCOMPARE(askWith(cloud, "unknown", snapshots(cloud.mainProject())).code(), u"APIGW.0307"_s);
}

void TestPracticeHuaweiGateway::sessionsEndOnDemand()
{
    HuaweiFixture cloud;
    const QByteArray token = tokenFor(cloud, projectScope(cloud.mainProject()));
    for (const auto &service : cloud.services)
        service->endSessions();
    QCOMPARE(askWith(cloud, token, snapshots(cloud.mainProject())).code(), u"APIGW.0307"_s);
    const QByteArray fresh = tokenFor(cloud, projectScope(cloud.mainProject()));
    QCOMPARE(askWith(cloud, fresh, snapshots(cloud.mainProject())).status, 200);
}

void TestPracticeHuaweiGateway::aTokenServesItsProjectOnly()
{
    HuaweiFixture cloud;
    const QByteArray token = tokenFor(cloud, projectScope(cloud.mainProject()));
    QCOMPARE(askWith(cloud, token, snapshots(cloud.subProject())).status, 403);
    const QByteArray account =
        tokenFor(cloud, {{u"domain"_s, QJsonObject{{u"name"_s, cloud.world.keys().accountName}}}});
    QCOMPARE(askWith(cloud, account, snapshots(cloud.mainProject())).status, 403);
    QCOMPARE(askWith(cloud, account, u"/v3/projects"_s).status, 200);
}

void TestPracticeHuaweiGateway::projectsAreFoundByName()
{
    HuaweiFixture cloud;
    const auto found = cloud.get(u"/v3/projects?name=ap-southeast-3"_s);
    QCOMPARE(found.status, 200);
    const QJsonArray projects = found.body.value("projects"_L1).toArray();
    QCOMPARE(projects.size(), 1);
    QCOMPARE(projects.at(0)["id"_L1].toString(), cloud.mainProject());
    QCOMPARE(projects.at(0)["parent_id"_L1].toString(), cloud.world.keys().accountId);
    QVERIFY(cloud.get(u"/v3/projects?name=eu-west-101"_s).body.value("projects"_L1).toArray().isEmpty());
    QCOMPARE(cloud.get(u"/v3/projects"_s).body.value("projects"_L1).toArray().size(), 3);
    QCOMPARE(cloud.get(u"/v3/projects?page=2&per_page=2"_s).body.value("projects"_L1).toArray().size(), 1);

    PracticeRequest request = HuaweiFixture::request("GET", u"/v3/projects"_s);
    request.headers.emplaceBack("X-Project-Id", cloud.mainProject().toLatin1());
    cloud.sign(request, cloud.user(0).accessKey, cloud.user(0).secretKey);
    QCOMPARE(cloud.ask(request).status, 403);
}

void TestPracticeHuaweiGateway::projectsToUseArePermittedOnes()
{
    HuaweiFixture cloud;
    const QJsonArray projects =
        cloud.as(1, "GET", u"/v3/auth/projects"_s).body.value("projects"_L1).toArray();
    QCOMPARE(projects.size(), 1);
    QCOMPARE(projects.at(0)["id"_L1].toString(), cloud.subProject());
    const auto domains = cloud.get(u"/v3/auth/domains"_s).body.value("domains"_L1).toArray();
    QCOMPARE(domains.at(0)["id"_L1].toString(), cloud.world.keys().accountId);
}

void TestPracticeHuaweiGateway::temporaryKeysAreIssued()
{
    HuaweiFixture cloud;
    const QByteArray token = tokenFor(cloud, projectScope(cloud.mainProject()));
    const auto answer =
        askWith(cloud, token, u"/v3.0/OS-CREDENTIAL/securitytokens"_s, "POST",
                R"({"auth":{"identity":{"methods":["token"],"token":{"duration_seconds":900}}}})");
    QCOMPARE(answer.status, 201);
    const QJsonValue key = answer.body.value("credential"_L1);
    const auto ask = [&] {
        PracticeRequest request = HuaweiFixture::request("GET", snapshots(cloud.mainProject()));
        cloud.sign(request, key["access"_L1].toString(), key["secret"_L1].toString(),
                   key["securitytoken"_L1].toString().toLatin1());
        return cloud.ask(request).status;
    };
    QCOMPARE(ask(), 200);
    cloud.advance(46s);
    QCOMPARE(ask(), 401);
}

QTEST_GUILESS_MAIN(TestPracticeHuaweiGateway)
#include "tst_practicehuaweigateway.moc"

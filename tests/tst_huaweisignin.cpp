// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/requestbuilder.h"
#include "app/providers/huawei/huaweiprovider.h"
#include "tests/support/fakeclock.h"
#include "tests/support/finished.h"

#include <QTest>

#include <deque>

using namespace Clearsky;
using namespace Qt::Literals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Clearsky::HttpReply)

namespace {

class CannedCall final : public ResultJob<HttpReply>
{
public:
    explicit CannedCall(Result<HttpReply> reply) : m_reply(std::move(reply)) { }

protected:
    void run() override { finishWith(m_reply); }

private:
    Result<HttpReply> m_reply;
};

/// Answers with what the test has laid ready, and keeps what was asked.
class CannedTransport final : public Transport
{
public:
    ResultJob<HttpReply> *send(const QUrl &base, const ApiRequest &request,
                               std::shared_ptr<const Signer> signer) override
    {
        bases.append(base);
        requests.append(request);
        wasSigned.append(signer != nullptr);
        Result<HttpReply> reply = failure({.kind = Error::Kind::NoAnswer});
        if (!replies.empty()) {
            reply = replies.front();
            replies.pop_front();
        }
        return new CannedCall(reply);
    }
    Clock &clock() override { return fakeClock; }

    FakeClock fakeClock;
    std::deque<HttpReply> replies;
    QList<QUrl> bases;
    QList<ApiRequest> requests;
    QList<bool> wasSigned;
};

// Quotes in a password stay inside it.
const QByteArray tokenRequestBody =
    R"({"auth":{"identity":{"methods":["password"],"password":{"user":{"domain":{"name":"ops-domain"},"name":"mei",)"
    "\"password\":\"pass \\\"word\\\"\"}}},"
    R"("scope":{"project":{"name":"cn-east-3"}}}})";

Account passwordAccount()
{
    return {.id = u"a"_s,
            .providerId = u"huawei"_s,
            .signInMethod = u"password"_s,
            .accountName = u"ops-domain"_s,
            .userName = u"mei"_s,
            .region = u"cn-east-3"_s};
}

Account keyAccount()
{
    return {.id = u"a"_s,
            .providerId = u"huawei"_s,
            .signInMethod = u"accessKey"_s,
            .accessKeyId = u"AK1"_s,
            .region = u"cn-east-3"_s};
}

Credentials secrets()
{
    Credentials credentials;
    credentials.set(CredentialField::password, Secret("pass \"word\""));
    credentials.set(CredentialField::secretAccessKey, Secret("SK1"));
    return credentials;
}

HttpReply tokenReply(const QByteArray &token = "tok+en/==", int hours = 24)
{
    const QByteArray expires = hours == 24 ? "2026-09-02T12:00:00.000000Z" : "2026-09-01T12:30:00.000000Z";
    return {.status = 201,
            .headers = {{"x-subject-token", token}},
            .body = R"({"token":{"issued_at":"2026-09-01T12:00:00.000000Z","expires_at":")" + expires
                + R"(","user":{"id":"u-1","name":"mei"},"project":{"id":"p-1","name":"cn-east-3"}}})"};
}

HttpReply projectsReply(const QByteArray &projects)
{
    return {.status = 200, .body = R"({"projects":[)" + projects + "]}"};
}

QByteArray tokenIn(const std::shared_ptr<const Signer> &signer, const QString &url)
{
    OutgoingRequest request{.url = QUrl(url)};
    if (!signer || !signer->sign(request, QDateTime::currentDateTimeUtc()))
        return "refused";
    for (const auto &[name, value] : std::as_const(request.headers)) {
        if (name == "X-Auth-Token")
            return value;
    }
    return "unsigned";
}

} // namespace

class TestHuaweiSignIn final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servicesAreWhereTheTablesSay_data();
    void servicesAreWhereTheTablesSay();
    void asksForATokenAsDocumented();
    void takesTokenAndProjectFromTheAnswer();
    void renewsInTheLastHour_data();
    void renewsInTheLastHour();
    void aTokenGoesToTheAccountsOriginsOnly();
    void whatIsNoTokenIsAnError_data();
    void whatIsNoTokenIsAnError();
    void aRefusedPasswordIsNotSentAgainAtOnce();
    void findsTheProjectOfAKey_data();
    void findsTheProjectOfAKey();
    void aKeyWithAProjectNeedsNoRequest();
    void checksOnlyWhatTheRegionMayOffer();
};

void TestHuaweiSignIn::servicesAreWhereTheTablesSay_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("entered");
    QTest::addColumn<QString>("url"); // empty: refused
    const auto row = [](const char *region, const char *service, const char *entered, const char *url) {
        QTest::addRow("%s %s %s", region, service, entered)
            << QString::fromLatin1(region) << QString::fromLatin1(service) << QString::fromLatin1(entered)
            << QString::fromLatin1(url);
    };
    row("cn-east-3", "iam", "", "https://iam.myhuaweicloud.com");
    row("cn-east-3", "workspace", "", "https://workspace.cn-east-3.myhuaweicloud.com");
    row("ae-ad-1", "iam", "", "https://iam.ae-ad-1.myhuaweicloud.com");
    row("eu-west-101", "iam", "", "https://iam.eu-west-101.myhuaweicloud.eu");
    row("eu-west-101", "workspace", "", "https://workspace.eu-west-101.myhuaweicloud.com");
    row("eu-west-101", "roma", "", "https://roma.eu-west-101.myhuaweicloud.eu");
    row("eu-de", "iam", "", "https://iam.eu-de.otc.t-systems.com");
    row("eu-de", "csbs", "", "https://csbs.eu-de.otc.t-systems.com");
    row("eu-west-0", "csbs", "", "https://csbs.eu-west-0.prod-cloud-ocb.orange-business.com");
    row("r-1", "roma", "https://{service}.{region}.cloud.example", "https://roma.r-1.cloud.example");
    row("r-1", "iam", "https://gateway.example:8443", "https://gateway.example:8443");
    row("", "workspace", "", "");
    row("a.b/c", "workspace", "", "");
    row("r-1", "roma", "http://gateway.example", "");
}

void TestHuaweiSignIn::servicesAreWhereTheTablesSay()
{
    QFETCH(QString, region);
    QFETCH(QString, service);
    QFETCH(QString, entered);
    QFETCH(QString, url);
    Account account = keyAccount();
    account.region = region;
    account.serviceEndpoint = entered;
    account.iamEndpoint = entered;
    const auto base = HuaweiProvider().baseUrl(account, service);
    QCOMPARE(base ? base->toString() : QString(), url);
}

void TestHuaweiSignIn::asksForATokenAsDocumented()
{
    CannedTransport transport;
    transport.replies = {tokenReply(), tokenReply()};
    const auto byRegion = HuaweiProvider().makeAuthenticator(passwordAccount(), secrets(), transport);
    QVERIFY(finishedResult(byRegion->signIn()));
    const ApiRequest request = transport.requests.first();
    QCOMPARE(request.method, ApiRequest::Method::Post);
    QCOMPARE(request.pathSegments, (QStringList{u"v3"_s, u"auth"_s, u"tokens"_s}));
    QCOMPARE(request.body, tokenRequestBody);
    QVERIFY(!request.read);
    QVERIFY(!transport.wasSigned.first());
    QCOMPARE(transport.bases.first(), QUrl(u"https://iam.myhuaweicloud.com"_s));

    Account withProject = passwordAccount();
    withProject.projectId = u"p-9"_s;
    QVERIFY(finishedResult(HuaweiProvider().makeAuthenticator(withProject, secrets(), transport)->signIn()));
    QVERIFY(transport.requests.last().body.contains(R"("scope":{"project":{"id":"p-9"}})"));
}

void TestHuaweiSignIn::takesTokenAndProjectFromTheAnswer()
{
    CannedTransport transport;
    transport.replies = {tokenReply()};
    const auto authenticator = HuaweiProvider().makeAuthenticator(passwordAccount(), secrets(), transport);
    QVERIFY(!authenticator->isReady());
    const auto identity = finishedResult(authenticator->signIn());
    QVERIFY(identity);
    QCOMPARE(identity->userId, u"u-1"_s);
    QCOMPARE(identity->projectId, u"p-1"_s);
    QVERIFY(authenticator->isReady());
    QCOMPARE(tokenIn(authenticator->signer(), u"https://roma.cn-east-3.myhuaweicloud.com/v2"_s), "tok+en/==");
    authenticator->invalidate();
    QVERIFY(!authenticator->isReady());
}

void TestHuaweiSignIn::renewsInTheLastHour_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<int>("minutes");
    QTest::addColumn<bool>("ready");
    QTest::newRow("a day's token, 22 h 59 min old") << 24 << 22 * 60 + 59 << true;
    QTest::newRow("a day's token, 23 h old") << 24 << 23 * 60 << false;
    QTest::newRow("half an hour's token, 14 min old") << 0 << 14 << true;
    QTest::newRow("half an hour's token, 15 min old") << 0 << 15 << false;
}

void TestHuaweiSignIn::renewsInTheLastHour()
{
    QFETCH(int, hours);
    QFETCH(int, minutes);
    QFETCH(bool, ready);
    CannedTransport transport;
    transport.replies = {tokenReply("t", hours)};
    const auto authenticator = HuaweiProvider().makeAuthenticator(passwordAccount(), secrets(), transport);
    QVERIFY(finishedResult(authenticator->signIn()));
    // A calendar that jumps changes nothing.
    transport.fakeClock.setWallTime(QDateTime(QDate(2031, 1, 1), QTime(0, 0), Qt::UTC));
    transport.fakeClock.advance(std::chrono::minutes(minutes));
    QCOMPARE(authenticator->isReady(), ready);
}

void TestHuaweiSignIn::aTokenGoesToTheAccountsOriginsOnly()
{
    CannedTransport transport;
    transport.replies = {tokenReply("t")};
    const auto authenticator = HuaweiProvider().makeAuthenticator(passwordAccount(), secrets(), transport);
    QVERIFY(finishedResult(authenticator->signIn()));
    const auto signer = authenticator->signer();
    for (const QString &url :
         {u"https://iam.myhuaweicloud.com/v3"_s, u"https://csbs.cn-east-3.myhuaweicloud.com:443/"_s})
        QCOMPARE(tokenIn(signer, url), QByteArray("t"));
    for (const QString &url : {u"https://csbs.cn-east-3.myhuaweicloud.com:8443/"_s,
                               u"https://evil.example/v3"_s, u"http://csbs.cn-east-3.myhuaweicloud.com/"_s,
                               u"https://csbs.cn-east-3.myhuaweicloud.com.evil.example/"_s,
                               u"https://csbs.cn-north-1.myhuaweicloud.com/"_s})
        QCOMPARE(tokenIn(signer, url), QByteArray("refused"));
}

void TestHuaweiSignIn::whatIsNoTokenIsAnError_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("kind");
    const QByteArray good = tokenReply().body;
    const QByteArray t = "t";
    QTest::newRow("no token") << 201 << QByteArray() << good << u"malformed"_s;
    QTest::newRow("a token with a line break")
        << 201 << QByteArray("a\r\nX: b") << good << u"configuration"_s;
    QTest::newRow("no body") << 201 << t << QByteArray() << u"malformed"_s;
    QTest::newRow("no project") << 201 << t << QByteArray(R"({"token":{"user":{"id":"u"}}})")
                                << u"malformed"_s;
    QTest::newRow("project id a number")
        << 201 << t << QByteArray(R"({"token":{"user":{"id":"u"},"project":{"id":1}}})") << u"malformed"_s;
    QTest::newRow("web page") << 200 << t << QByteArray("<html>") << u"malformed"_s;
    QTest::newRow("wrong password") << 401 << t
                                    << QByteArray(
                                           R"({"error":{"code":401,"message":"m","title":"Unauthorized"}})")
                                    << u"sign_in_refused"_s;
    QTest::newRow("locked") << 401 << t << QByteArray(R"({"error_code":"IAM.0061","error_msg":"m"})")
                            << u"sign_in_refused"_s;
    QTest::newRow("unknown project") << 404 << t << QByteArray(R"({"error":{"code":404,"message":"m"}})")
                                     << u"not_permitted"_s;
    QTest::newRow("wrong host") << 404 << t << QByteArray("<html>") << u"wrong_endpoint"_s;
    QTest::newRow("throttled") << 429 << t << QByteArray() << u"throttled"_s;
    QTest::newRow("fault") << 500 << t << QByteArray() << u"provider_fault"_s;
}

void TestHuaweiSignIn::whatIsNoTokenIsAnError()
{
    QFETCH(int, status);
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, body);
    QFETCH(QString, kind);
    CannedTransport transport;
    transport.replies = {{.status = status, .headers = {{"X-Subject-Token", token}}, .body = body}};
    const auto authenticator = HuaweiProvider().makeAuthenticator(passwordAccount(), secrets(), transport);
    const auto identity = finishedResult(authenticator->signIn());
    QVERIFY(!identity);
    QCOMPARE(errorKindName(identity.error().kind), kind);
    QVERIFY(!identity.error().message.isEmpty());
    QVERIFY(!authenticator->isReady());
}

void TestHuaweiSignIn::aRefusedPasswordIsNotSentAgainAtOnce()
{
    CannedTransport transport;
    transport.replies = {{.status = 401, .body = R"({"error":{"code":401,"message":"m"}})"}, tokenReply()};
    const auto authenticator = HuaweiProvider().makeAuthenticator(passwordAccount(), secrets(), transport);
    for (int attempt = 0; attempt < 5; ++attempt) {
        const auto identity = finishedResult(authenticator->signIn());
        QVERIFY(!identity);
        QCOMPARE(identity.error().kind, Error::Kind::SignInRefused);
    }
    QCOMPARE(transport.requests.size(), 1);
    transport.fakeClock.advance(31s);
    QVERIFY(finishedResult(authenticator->signIn()));
}

void TestHuaweiSignIn::findsTheProjectOfAKey_data()
{
    QTest::addColumn<HttpReply>("reply");
    QTest::addColumn<QString>("outcome"); // the project, or the error's kind
    const QByteArray ours = R"({"id":"p-1","name":"cn-east-3","enabled":true})";
    QTest::newRow("one") << projectsReply(ours) << u"p-1"_s;
    QTest::newRow("one, the filter ignored")
        << projectsReply(ours + R"(,{"id":"p-2","name":"cn-east-3_sub"},{"id":"p-3","name":"eu-de"})")
        << u"p-1"_s;
    QTest::newRow("one and a disabled one")
        << projectsReply(ours + R"(,{"id":"p-2","name":"cn-east-3","enabled":false})") << u"p-1"_s;
    QTest::newRow("none") << projectsReply("") << u"not_permitted"_s;
    QTest::newRow("two") << projectsReply(ours + R"(,{"id":"p-2","name":"cn-east-3"})") << u"not_permitted"_s;
    QTest::newRow("an id that is a number")
        << projectsReply(R"({"id":1,"name":"cn-east-3"})") << u"malformed"_s;
    QTest::newRow("web page") << HttpReply{.status = 200, .body = "<html>"} << u"malformed"_s;
    QTest::newRow("wrong key")
        << HttpReply{.status = 401,
                     .body = R"({"error_code":"APIGW.0301","error_msg":"aksk signature fail"})"}
        << u"sign_in_refused"_s;
    QTest::newRow("401 without a code") << HttpReply{.status = 401} << u"sign_in_refused"_s;
}

void TestHuaweiSignIn::findsTheProjectOfAKey()
{
    QFETCH(HttpReply, reply);
    QFETCH(QString, outcome);
    CannedTransport transport;
    transport.replies = {reply};
    const auto authenticator = HuaweiProvider().makeAuthenticator(keyAccount(), secrets(), transport);
    const auto identity = finishedResult(authenticator->signIn());
    QCOMPARE(identity ? identity->projectId : errorKindName(identity.error().kind), outcome);
    QCOMPARE(authenticator->isReady(), identity.has_value());
    if (identity)
        QCOMPARE(identity->userId, u"AK1"_s);
    else
        QVERIFY(!identity.error().message.isEmpty());
    QCOMPARE(transport.requests.first().query, (QList<QPair<QString, QString>>{{u"name"_s, u"cn-east-3"_s}}));
    QVERIFY(transport.wasSigned.first());
}

void TestHuaweiSignIn::aKeyWithAProjectNeedsNoRequest()
{
    CannedTransport transport;
    Account account = keyAccount();
    account.projectId = u"p-7"_s;
    const auto authenticator = HuaweiProvider().makeAuthenticator(account, secrets(), transport);
    const auto identity = finishedResult(authenticator->signIn());
    QVERIFY(identity);
    QCOMPARE(identity->projectId, u"p-7"_s);
    QVERIFY(transport.requests.isEmpty());
    auto request = buildRequest(QUrl(u"https://workspace.example"_s), {.service = u"workspace"_s});
    QVERIFY(request && authenticator->signer()->sign(*request, QDateTime::currentDateTimeUtc()));
    QVERIFY(std::any_of(request->headers.cbegin(), request->headers.cend(), [](const auto &header) {
        return header == qMakePair(QByteArray("X-Project-Id"), QByteArray("p-7"));
    }));
}

void TestHuaweiSignIn::checksOnlyWhatTheRegionMayOffer()
{
    const auto servicesIn = [](const QString &region) {
        QStringList services;
        for (const Provider::CheckStep &step :
             HuaweiProvider().checkSteps({.projectId = u"p"_s, .region = region}))
            services.append(step.request.service);
        return services;
    };
    QCOMPARE(servicesIn(u"eu-de"_s), QStringList{u"csbs"_s});
    QCOMPARE(servicesIn(u"cn-east-3"_s), (QStringList{u"workspace"_s, u"roma"_s, u"clouddc"_s}));
    QCOMPARE(servicesIn(u"private-1"_s).size(), 4);
}

QTEST_GUILESS_MAIN(TestHuaweiSignIn)
#include "tst_huaweisignin.moc"

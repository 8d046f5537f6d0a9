// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/requestbuilder.h"
#include "app/providers/huawei/sdksigner.h"

#include <QFile>
#include <QTest>

using namespace Clearsky;

namespace {

const QString exampleProject = QStringLiteral("0123456789abcdef0123456789abcdef");

QByteArray headerOf(const OutgoingRequest &request, const QByteArray &name)
{
    QByteArrayList values;
    for (const auto &[key, value] : request.headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            values.append(value);
    }
    return values.join(" | ");
}

QDateTime momentOf(const QString &sdkDate)
{
    QDateTime moment = QDateTime::fromString(sdkDate, QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    moment.setTimeSpec(Qt::UTC);
    return moment;
}

struct Vector
{
    QString accessKeyId = QStringLiteral("CLEARSKYEXAMPLEAK001");
    QString secretAccessKey = QStringLiteral("ClearskyExampleSecretKey0000000000000001");
    QString securityToken{};
    QString projectId = exampleProject;
    QString date{};
    QString base{};
    ApiRequest request{};
    QString signedHeaders{};
};

Result<OutgoingRequest> signedRequest(const Vector &vector)
{
    auto request = buildRequest(QUrl(vector.base), vector.request);
    if (!request)
        return request;
    SdkSigner signer(vector.accessKeyId, Secret::fromText(vector.secretAccessKey),
                     Secret::fromText(vector.securityToken));
    signer.setProjectId(vector.projectId);
    if (const auto done = signer.sign(*request, momentOf(vector.date)); !done)
        return tl::make_unexpected(done.error());
    return request;
}

QString csbsHost()
{
    return QStringLiteral("https://csbs.eu-de.otc.t-systems.com");
}

ApiRequest resourcesRequest(ApiRequest::Method method, const QByteArray &body = {})
{
    return {.method = method,
            .pathSegments = {QStringLiteral("resources")},
            .query = {{QStringLiteral("size"), QStringLiteral("1")}},
            .body = body,
            .contentType = {}};
}

Vector vendorVector(ApiRequest::Method method, const QByteArray &body = {})
{
    return {.accessKeyId = QStringLiteral("AccessKey"),
            .secretAccessKey = QStringLiteral("SecretKey"),
            .projectId = {},
            .date = QStringLiteral("20200608T023900Z"),
            .base = QStringLiteral("https://service.endpoint.myhuaweicloud.com"),
            .request = resourcesRequest(method, body),
            .signedHeaders = QStringLiteral("host;x-sdk-date")};
}

Vector documentationVector()
{
    return {.accessKeyId = QStringLiteral("QTWAOYTTINDUT2QVKYUC"),
            .secretAccessKey = QStringLiteral("MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc"),
            .projectId = {},
            .date = QStringLiteral("20191115T033655Z"),
            .base = QStringLiteral("https://service.region.example.com"),
            .request = {.pathSegments = {QStringLiteral("v1"), QStringLiteral("77b6a44cba5143ab91d13ab9a8ff44fd"),
                                         QStringLiteral("vpcs")},
                        .query = {{QStringLiteral("marker"), QStringLiteral("13551d6b-755d-4757-b956-536f674975c0")},
                                  {QStringLiteral("limit"), QStringLiteral("2")}}},
            .signedHeaders = QStringLiteral("content-type;host;x-sdk-date")};
}

Vector workspaceVector()
{
    return {.date = QStringLiteral("20260901T120000Z"),
            .base = QStringLiteral("https://workspace.ap-southeast-3.myhuaweicloud.com"),
            .request = {.method = ApiRequest::Method::Post,
                        .pathSegments = {QStringLiteral("v2"), exampleProject, QStringLiteral("snapshots"),
                                         QStringLiteral("batch-delete")},
                        .body = R"({"snapshot_ids":["11111111-2ee8-4ac8-9bf9-1e5ba8230001",)"
                                R"("22222222-2ee8-4ac8-9bf9-1e5ba8230002"]})"},
            .signedHeaders = QStringLiteral("content-type;host;x-project-id;x-sdk-date")};
}

Vector csbsListVector()
{
    return {.date = QStringLiteral("20260901T120001Z"),
            .base = csbsHost(),
            .request = {.pathSegments = {QStringLiteral("v1"), exampleProject, QStringLiteral("checkpoint_items")},
                        .query = {{QStringLiteral("limit"), QStringLiteral("100")},
                                  {QStringLiteral("sort"), QStringLiteral("created_at:desc,name:asc")},
                                  {QStringLiteral("name"), QStringLiteral("备份 1+~*")}},
                        .contentType = {}},
            .signedHeaders = QStringLiteral("host;x-project-id;x-sdk-date")};
}

Vector csbsDeleteVector()
{
    return {.securityToken = QStringLiteral("gQpjbi1leGFtcGxlLXNlY3VyaXR5LXRva2Vu"),
            .date = QStringLiteral("20260901T120002Z"),
            .base = csbsHost(),
            .request = {.method = ApiRequest::Method::Delete,
                        .pathSegments = {QStringLiteral("v1"), exampleProject, QStringLiteral("providers"),
                                         QStringLiteral("fc4d5750-22e7-4798-8a46-f48f62c4c1da"),
                                         QStringLiteral("checkpoints"),
                                         QStringLiteral("f672a1bb-6912-446a-816c-72792c5263e0")},
                        .query = {{QStringLiteral("checkpoint_items"),
                                   QStringLiteral("90c1d5fa-1b9f-4aeb-b2f4-81c806e98190")}},
                        .contentType = {}},
            .signedHeaders = QStringLiteral("host;x-project-id;x-sdk-date;x-security-token")};
}

Vector cloudDcVector()
{
    return {.date = QStringLiteral("20260901T120003Z"),
            .base = QStringLiteral("https://clouddc.cn-east-3.myhuaweicloud.com"),
            .request = {.method = ApiRequest::Method::Post,
                        .pathSegments = {QStringLiteral("v1"), exampleProject, QStringLiteral("instances"),
                                         QStringLiteral("batch-delete")},
                        .body = R"({"instance_id_set":["0198170e-4ca7-7ee4-89a7-fa631843920b"]})",
                        .contentType = "application/json;charset=UTF-8"},
            .signedHeaders = QStringLiteral("content-type;host;x-project-id;x-sdk-date")};
}

} // namespace

Q_DECLARE_METATYPE(Vector)

class TestSdkSigner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reproducesThePublishedSignatures_data();
    void reproducesThePublishedSignatures();
    void encodesTheQueryAsTheVendorDoes();
    void signsAndSendsTheSameQuery();
    void aPortIsSignedOnlyWhenItIsUnusual();
    void neverTellsIamTheProject();
    void movesTheClockByTheMeasuredOffset();
    void refusesWhatWouldBecomeAHeaderOfItsOwn_data();
    void refusesWhatWouldBecomeAHeaderOfItsOwn();
    void leavesMethodUrlAndBodyAlone();
};

void TestSdkSigner::reproducesThePublishedSignatures_data()
{
    QTest::addColumn<Vector>("vector");
    QTest::newRow("huawei-A") << vendorVector(ApiRequest::Method::Get);
    QTest::newRow("huawei-B") << vendorVector(ApiRequest::Method::Post, R"({"name":"test","id":1})");
    QTest::newRow("huawei-C") << documentationVector();
    QTest::newRow("huawei-D") << workspaceVector();
    QTest::newRow("huawei-E") << csbsListVector();
    QTest::newRow("huawei-F") << csbsDeleteVector();
    QTest::newRow("huawei-G") << cloudDcVector();
}

void TestSdkSigner::reproducesThePublishedSignatures()
{
    QFETCH(Vector, vector);
    QFile file(QStringLiteral(TEST_DATA "/signatures/%1.txt").arg(QLatin1String(QTest::currentDataTag())));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray expected = file.readAll().trimmed();
    QCOMPARE(expected.size(), 64);

    const auto request = signedRequest(vector);
    QVERIFY(request);
    QCOMPARE(headerOf(*request, "X-Sdk-Date"), vector.date.toLatin1());
    QCOMPARE(headerOf(*request, "Authorization"),
             "SDK-HMAC-SHA256 Access=" + vector.accessKeyId.toLatin1() + ", SignedHeaders="
                 + vector.signedHeaders.toLatin1() + ", Signature=" + expected);
    QCOMPARE(headerOf(*request, "X-Security-Token"), vector.securityToken.toLatin1());
    QCOMPARE(headerOf(*request, "X-Project-Id"), vector.projectId.toLatin1());
}

void TestSdkSigner::encodesTheQueryAsTheVendorDoes()
{
    const QList<QPair<QString, QString>> query{
        {QStringLiteral("limit"), QStringLiteral("1")},    {QStringLiteral("enable"), QStringLiteral("true")},
        {QStringLiteral("test"), QStringLiteral("一 (&=?!#%.*)")}, {QStringLiteral("path"), QStringLiteral("/tmp/123")},
        {QStringLiteral("multi"), QStringLiteral("1")},    {QStringLiteral("multi"), QStringLiteral("2")},
        {QStringLiteral("multi"), QStringLiteral("3")}};
    const QByteArray expected = "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123"
                                "&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29";
    QCOMPARE(encodedQuery(query), expected);
    Vector vector = csbsListVector();
    vector.request.query = query;
    const auto request = signedRequest(vector);
    QVERIFY(request);
    QCOMPARE(request->url.query(QUrl::FullyEncoded).toLatin1(), expected);
}

void TestSdkSigner::signsAndSendsTheSameQuery()
{
    const auto request = signedRequest(csbsListVector());
    QVERIFY(request);
    QCOMPARE(request->url.query(QUrl::FullyEncoded).toLatin1(),
             QByteArray("limit=100&name=%E5%A4%87%E4%BB%BD%201%2B~%2A&sort=created_at%3Adesc%2Cname%3Aasc"));
}

void TestSdkSigner::aPortIsSignedOnlyWhenItIsUnusual()
{
    Vector plain = workspaceVector();
    Vector withOwnPort = plain;
    withOwnPort.base += QStringLiteral(":443");
    Vector withOther = plain;
    withOther.base += QStringLiteral(":8443");
    const QByteArray expected = headerOf(*signedRequest(plain), "Authorization");
    QCOMPARE(headerOf(*signedRequest(withOwnPort), "Authorization"), expected);
    QVERIFY(headerOf(*signedRequest(withOther), "Authorization") != expected);
}

void TestSdkSigner::neverTellsIamTheProject()
{
    Vector vector = workspaceVector();
    vector.request.service = QStringLiteral("iam");
    const auto request = signedRequest(vector);
    QVERIFY(request);
    QCOMPARE(headerOf(*request, "X-Project-Id"), QByteArray());
}

void TestSdkSigner::movesTheClockByTheMeasuredOffset()
{
    auto request = buildRequest(QUrl(workspaceVector().base), workspaceVector().request);
    QVERIFY(request);
    SdkSigner signer(QStringLiteral("AK"), Secret("SK"));
    signer.setClockOffset(std::chrono::minutes(20));
    QVERIFY(signer.sign(*request, momentOf(QStringLiteral("20260901T115000Z"))));
    QCOMPARE(headerOf(*request, "X-Sdk-Date"), QByteArray("20260901T121000Z"));
}

void TestSdkSigner::refusesWhatWouldBecomeAHeaderOfItsOwn_data()
{
    QTest::addColumn<QString>("accessKeyId");
    QTest::addColumn<QString>("securityToken");
    QTest::addColumn<QString>("projectId");
    QTest::newRow("key id") << QStringLiteral("AK\r\nX-Evil: 1") << QString() << QStringLiteral("p");
    QTest::newRow("security token") << QStringLiteral("AK") << QStringLiteral("t\nX-Evil: 1") << QStringLiteral("p");
    QTest::newRow("project") << QStringLiteral("AK") << QString() << QStringLiteral("p\r\nX-Evil: 1");
    QTest::newRow("not ASCII") << QStringLiteral("AK密") << QString() << QStringLiteral("p");
}

void TestSdkSigner::refusesWhatWouldBecomeAHeaderOfItsOwn()
{
    QFETCH(QString, accessKeyId);
    QFETCH(QString, securityToken);
    QFETCH(QString, projectId);
    Vector vector = workspaceVector();
    vector.accessKeyId = accessKeyId;
    vector.securityToken = securityToken;
    vector.projectId = projectId;
    const auto request = signedRequest(vector);
    QVERIFY(!request);
    QCOMPARE(request.error().kind, Error::Kind::Configuration);
    QVERIFY(!request.error().message.contains(QStringLiteral("Evil")));
}

void TestSdkSigner::leavesMethodUrlAndBodyAlone()
{
    const auto plain = buildRequest(QUrl(csbsDeleteVector().base), csbsDeleteVector().request);
    const auto request = signedRequest(csbsDeleteVector());
    QVERIFY(plain && request);
    QCOMPARE(request->method, plain->method);
    QCOMPARE(request->url, plain->url);
    QCOMPARE(request->body, plain->body);
    QVERIFY(!request->url.path().endsWith(QLatin1Char('/')));
}

QTEST_GUILESS_MAIN(TestSdkSigner)
#include "tst_sdksigner.moc"

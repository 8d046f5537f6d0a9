// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/huaweisignature.h"

#include <QTest>

using namespace Clearsky;

namespace {

// The vectors of api/huawei.md 3.6, written out as a server receives them. Documentation keys, not anybody's.
constexpr auto exampleKey = "CLEARSKYEXAMPLEAK001";
constexpr auto exampleSecret = "ClearskyExampleSecretKey0000000000000001";
constexpr auto project = "0123456789abcdef0123456789abcdef";

struct Vector
{
    QByteArray accessKey{};
    QByteArray secretKey{};
    QByteArray signedHeaders{};
    QByteArray signature{};
    ReceivedRequest request{};
};

Vector vectorA()
{
    return {.accessKey = "AccessKey",
            .secretKey = "SecretKey",
            .signedHeaders = "host;x-sdk-date",
            .signature = "cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842",
            .request = {.method = "GET",
                        .rawPath = "/resources",
                        .rawQuery = "size=1",
                        .headers = {{"Host", "service.endpoint.myhuaweicloud.com"},
                                    {"X-Sdk-Date", "20200608T023900Z"}}}};
}

Vector vectorB()
{
    Vector vector = vectorA();
    vector.signature = "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f";
    vector.request.method = "POST";
    vector.request.body = R"({"name":"test","id":1})";
    return vector;
}

Vector vectorC()
{
    return {.accessKey = "QTWAOYTTINDUT2QVKYUC",
            .secretKey = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
            .signedHeaders = "content-type;host;x-sdk-date",
            .signature = "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
            .request = {.method = "GET",
                        .rawPath = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
                        .rawQuery = "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
                        .headers = {{"Content-Type", "application/json"},
                                    {"Host", "service.region.example.com"},
                                    {"X-Sdk-Date", "20191115T033655Z"}}}};
}

Vector example(const QByteArray &method, const QByteArray &host, const QByteArray &path,
               const QByteArray &date)
{
    return {.accessKey = exampleKey,
            .secretKey = exampleSecret,
            .request = {.method = method,
                        .rawPath = path,
                        .headers = {{"Host", host}, {"X-Project-Id", project}, {"X-Sdk-Date", date}}}};
}

Vector vectorD()
{
    Vector vector =
        example("POST", "workspace.ap-southeast-3.myhuaweicloud.com",
                "/v2/0123456789abcdef0123456789abcdef/snapshots/batch-delete", "20260901T120000Z");
    vector.signedHeaders = "content-type;host;x-project-id;x-sdk-date";
    vector.signature = "bacd38e7bad08442bea7c4124f3d16b02512b07f50cb9ebc9500c73e6ace30f8";
    vector.request.headers.emplaceBack("Content-Type", "application/json");
    vector.request.body = R"({"snapshot_ids":["11111111-2ee8-4ac8-9bf9-1e5ba8230001",)"
                          R"("22222222-2ee8-4ac8-9bf9-1e5ba8230002"]})";
    return vector;
}

Vector vectorE()
{
    Vector vector = example("GET", "csbs.eu-de.otc.t-systems.com",
                            "/v1/0123456789abcdef0123456789abcdef/checkpoint_items", "20260901T120001Z");
    vector.signedHeaders = "host;x-project-id;x-sdk-date";
    vector.signature = "9540c14292f50bd9ba7695497c08e6007c50104c169e86e812e14403d63fd0c8";
    vector.request.rawQuery =
        "limit=100&name=%E5%A4%87%E4%BB%BD%201%2B~%2A&sort=created_at%3Adesc%2Cname%3Aasc";
    return vector;
}

Vector vectorF()
{
    Vector vector =
        example("DELETE", "csbs.eu-de.otc.t-systems.com",
                "/v1/0123456789abcdef0123456789abcdef/providers/fc4d5750-22e7-4798-8a46-f48f62c4c1da"
                "/checkpoints/f672a1bb-6912-446a-816c-72792c5263e0",
                "20260901T120002Z");
    vector.signedHeaders = "host;x-project-id;x-sdk-date;x-security-token";
    vector.signature = "5e82b1cbc752e123bb57b4e1a2f2ea502148a871fdee9f12e4748af68cd328d6";
    vector.request.rawQuery = "checkpoint_items=90c1d5fa-1b9f-4aeb-b2f4-81c806e98190";
    vector.request.headers.emplaceBack("X-Security-Token", "gQpjbi1leGFtcGxlLXNlY3VyaXR5LXRva2Vu");
    return vector;
}

Vector vectorG()
{
    Vector vector =
        example("POST", "clouddc.cn-east-3.myhuaweicloud.com",
                "/v1/0123456789abcdef0123456789abcdef/instances/batch-delete", "20260901T120003Z");
    vector.signedHeaders = "content-type;host;x-project-id;x-sdk-date";
    vector.signature = "f8efbd11d20be7cb16690c88db04cc8d7338d372b59ca801b1b92833dee5417a";
    vector.request.headers.emplaceBack("Content-Type", "application/json;charset=UTF-8");
    vector.request.body = R"({"instance_id_set":["0198170e-4ca7-7ee4-89a7-fa631843920b"]})";
    return vector;
}

HuaweiAuthorization authorizationOf(const Vector &vector)
{
    const QByteArray text = "SDK-HMAC-SHA256 Access=" + vector.accessKey
        + ", SignedHeaders=" + vector.signedHeaders + ", Signature=" + vector.signature;
    return HuaweiAuthorization::parse(text).value_or(HuaweiAuthorization());
}

bool accepts(const Vector &vector)
{
    return isSignedBy(vector.request, authorizationOf(vector), vector.secretKey);
}

void addVectors()
{
    QTest::addColumn<Vector>("vector");
    QTest::newRow("A: query") << vectorA();
    QTest::newRow("B: body") << vectorB();
    QTest::newRow("C: content type") << vectorC();
    QTest::newRow("D: Workspace delete") << vectorD();
    QTest::newRow("E: awkward query") << vectorE();
    QTest::newRow("F: temporary key") << vectorF();
    QTest::newRow("G: CloudDC delete") << vectorG();
}

} // namespace

Q_DECLARE_METATYPE(Vector)

class TestPracticeHuaweiSignature final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsThePublishedVectors_data() { addVectors(); }
    void acceptsThePublishedVectors();
    void refusesAnyChangedPart_data() { addVectors(); }
    void refusesAnyChangedPart();
    void encodesQueriesAsTheVendorDoes();
    void refusesAQueryThatIsNotSpeltAsSigned_data();
    void refusesAQueryThatIsNotSpeltAsSigned();
    void refusesMalformedAuthorization_data();
    void refusesMalformedAuthorization();
    void refusesHeadersThatAreNotThereOnce();
};

void TestPracticeHuaweiSignature::acceptsThePublishedVectors()
{
    QFETCH(const Vector, vector);
    QVERIFY(accepts(vector));
}

void TestPracticeHuaweiSignature::refusesAnyChangedPart()
{
    QFETCH(const Vector, vector);
    Vector changed = vector;
    changed.request.method = "PATCH";
    QVERIFY(!accepts(changed));
    changed = vector;
    changed.request.rawPath += 'x';
    QVERIFY(!accepts(changed));
    changed = vector;
    changed.request.rawQuery = "other=1";
    QVERIFY(!accepts(changed));
    changed = vector;
    changed.request.body += ' ';
    QVERIFY(!accepts(changed));
    changed = vector;
    changed.secretKey += 'x';
    QVERIFY(!accepts(changed));
    changed = vector;
    changed.signature[0] = changed.signature.at(0) == '0' ? '1' : '0';
    QVERIFY(!accepts(changed));
    for (qsizetype i = 0; i < vector.request.headers.size(); ++i) {
        changed = vector;
        changed.request.headers[i].second += 'x';
        QVERIFY2(!accepts(changed), changed.request.headers.at(i).first.constData());
    }
}

void TestPracticeHuaweiSignature::encodesQueriesAsTheVendorDoes()
{
    const QByteArray canonical = "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123"
                                 "&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29";
    QCOMPARE(canonicalHuaweiQuery(canonical), canonical);
    QCOMPARE(
        canonicalHuaweiQuery("multi=3&test=\xE4\xB8\x80%20(%26%3d%3F!%23%25.*)&path=/tmp/123&multi=1&limit=1"
                             "&multi=2&enable=true"),
        canonical);
    QCOMPARE(canonicalHuaweiQuery("marker"), QByteArray("marker="));
    QCOMPARE(canonicalHuaweiQuery(""), QByteArray());
}

void TestPracticeHuaweiSignature::refusesAQueryThatIsNotSpeltAsSigned_data()
{
    QTest::addColumn<QByteArray>("rawQuery");
    const QByteArray e = vectorE().request.rawQuery;
    QTest::newRow("literal star") << QByteArray(e).replace("%2A", "*");
    QTest::newRow("encoded tilde") << QByteArray(e).replace("~", "%7E");
    QTest::newRow("lower-case hex") << QByteArray(e).replace("%2A", "%2a");
    QTest::newRow("plus for a space") << QByteArray(e).replace("%20", "+");
    QTest::newRow("literal colon") << QByteArray(e).replace("%3A", ":");
    QTest::newRow("other order") << QByteArray("name=%E5%A4%87%E4%BB%BD%201%2B~%2A&limit=100"
                                               "&sort=created_at%3Adesc%2Cname%3Aasc");
}

void TestPracticeHuaweiSignature::refusesAQueryThatIsNotSpeltAsSigned()
{
    QFETCH(const QByteArray, rawQuery);
    Vector vector = vectorE();
    vector.request.rawQuery = rawQuery;
    QVERIFY(!accepts(vector));
}

void TestPracticeHuaweiSignature::refusesMalformedAuthorization_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("another scheme") << QByteArray("V11-HMAC-SHA256 Access=a, SignedHeaders=b, Signature=c");
    QTest::newRow("credential") << QByteArray("SDK-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c");
    QTest::newRow("no signature") << QByteArray("SDK-HMAC-SHA256 Access=a, SignedHeaders=b");
    QTest::newRow("order") << QByteArray("SDK-HMAC-SHA256 SignedHeaders=b, Access=a, Signature=c");
}

void TestPracticeHuaweiSignature::refusesMalformedAuthorization()
{
    QFETCH(const QByteArray, header);
    QVERIFY(!HuaweiAuthorization::parse(header));
}

void TestPracticeHuaweiSignature::refusesHeadersThatAreNotThereOnce()
{
    Vector vector = vectorD();
    vector.request.headers.emplaceBack("x-sdk-date", "20260901T120000Z");
    QVERIFY(!accepts(vector));
    vector = vectorD();
    vector.signedHeaders = "host;content-type;x-project-id;x-sdk-date";
    QVERIFY(!accepts(vector));
    vector = vectorD();
    vector.signedHeaders = "content-type;host;x-project-id;x-sdk-date;x-trace";
    QVERIFY(!accepts(vector));
}

QTEST_GUILESS_MAIN(TestPracticeHuaweiSignature)
#include "tst_practicehuaweisignature.moc"

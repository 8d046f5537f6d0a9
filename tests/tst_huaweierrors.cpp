// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/huaweierrors.h"

#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;
using Kind = Error::Kind;

Q_DECLARE_METATYPE(Clearsky::Error::Kind)

namespace {

const QDateTime serverTime(QDate(2026, 9, 1), QTime(12, 0), Qt::UTC);

HttpReply replyOf(int status, const QByteArray &body, const HttpHeaders &headers = {})
{
    return {.status = status, .headers = headers, .body = body, .date = serverTime, .receivedAt = serverTime};
}

QByteArray plain(const char *code, const char *message = "provider's words")
{
    return QByteArray(R"({"error_code":")") + code + R"(","error_msg":")" + message + R"("})";
}

void row(int status, const QByteArray &code, Kind kind)
{
    QTest::addRow("%d %s", status, code.constData()) << status << code << kind;
}

void gatewayCodes()
{
    for (const QByteArray prefix : {"APIGW.", "APIG."}) {
        row(404, (prefix + "0101"), Kind::WrongEndpoint);
        row(400, (prefix + "0106"), Kind::Invalid);
        for (const int status : {400, 413, 414, 494})
            row(status, (prefix + "0201"), Kind::Invalid);
        for (const int status : {502, 504}) {
            row(status, (prefix + "0201"), Kind::ProviderFault);
            row(status, (prefix + "0202"), Kind::ProviderFault);
            row(status, (prefix + "0203"), Kind::ProviderFault);
        }
        row(401, (prefix + "0301"), Kind::SignInRefused);
        for (const char *number : {"0302", "0306", "0802", "0310"})
            row(403, (prefix + number), Kind::NotPermitted);
        for (const char *number : {"0303", "0304", "0305"})
            row(401, (prefix + number), Kind::SignInRefused);
        row(401, (prefix + "0307"), Kind::SessionExpired);
        row(429, (prefix + "0308"), Kind::Throttled);
        for (const char *number : {"0601", "0605", "0611", "0617"}) {
            row(500, (prefix + number), Kind::ProviderFault);
            row(502, (prefix + number), Kind::ProviderFault);
            row(503, (prefix + number), Kind::Unavailable);
        }
    }
}

void iamCodes()
{
    row(401, "IAM.0001", Kind::SessionExpired);
    row(403, "IAM.0002", Kind::NotPermitted);
    row(403, "IAM.0003", Kind::NotPermitted);
    row(404, "IAM.0004", Kind::NotFound);
    row(400, "IAM.0011", Kind::Invalid);
    row(429, "IAM.0012", Kind::Throttled);
    row(400, "IAM.0012", Kind::Throttled);
    row(401, "IAM.0061", Kind::SignInRefused);
    row(401, "IAM.0062", Kind::SignInRefused);
    row(401, "IAM.0066", Kind::SessionExpired);
    row(401, "IAM.0067", Kind::SessionExpired);
    for (const char *code : {"IAM.0080", "IAM.0081", "IAM.0082", "IAM.0083"})
        row(403, code, Kind::SignInRefused);
    for (const char *code : {"IAM.1104", "IAM.1105", "IAM.1106", "IAM.1107", "IAM.1108"})
        row(401, code, Kind::SignInRefused);
    row(400, "IAM.1109", Kind::NotPermitted);
    for (const char *code : {"1101", "1102", "1103"})
        row(400, code, Kind::SignInRefused);
}

void workspaceCodes()
{
    row(400, "WKS.0001", Kind::Invalid);
    row(403, "WKS.00010099", Kind::ServiceNotActive);
    row(500, "WKS.0202", Kind::NotFound);
    row(400, "WKS.00170117", Kind::ServiceNotActive);
    row(400, "WKS.00170312", Kind::ServiceNotActive);
    row(500, "WKS.00000003", Kind::ProviderFault);
}

void romaCodes()
{
    row(400, "ROMA.1000", Kind::SessionExpired);
    row(400, "ROMA.1002", Kind::SessionExpired);
    row(400, "ROMA.1006", Kind::NotPermitted);
    row(400, "ROMA.1007", Kind::WrongEndpoint);
    row(400, "ROMA.10010", Kind::Conflict);
    row(400, "ROMA.10012", Kind::Conflict);
    row(400, "ROMA.12001", Kind::NotPermitted);
    row(400, "ROMA.12002", Kind::NotPermitted);
    row(400, "ROMA.13000", Kind::Invalid);
    row(400, "ROMA.13001", Kind::Invalid);
    row(400, "SCB.00000000", Kind::Invalid);
    row(401, "ROMA.00012000", Kind::SessionExpired);
    row(403, "ROMA.00012000", Kind::NotPermitted);
    row(400, "ROMA.00013000", Kind::Invalid);
    row(400, "ROMA.00110001", Kind::Invalid);
    row(404, "ROMA.00110006", Kind::NotFound);
    row(500, "ROMA.00110002", Kind::NotFound);
    row(500, "ROMA.00011000", Kind::ProviderFault);
    row(400, "FDI.3002", Kind::Invalid);
    row(404, "FDI.3081", Kind::NotFound);
    row(500, "FDI.9999", Kind::ProviderFault);
    row(401, "APIG.1002", Kind::SessionExpired);
    row(403, "APIG.1005", Kind::NotPermitted);
    row(404, "APIG.3030", Kind::NotFound);
    row(500, "APIG.9999", Kind::ProviderFault);
}

void cloudDcCodes()
{
    row(400, "iMetal.0001", Kind::Invalid);
    row(400, "iMetal.0002", Kind::Invalid);
    row(401, "iMetal.0003", Kind::SessionExpired);
    row(403, "iMetal.0004", Kind::NotPermitted);
    row(429, "iMetal.0005", Kind::Throttled);
    row(500, "iMetal.0005", Kind::Throttled);
    row(500, "iMetal.0099", Kind::ProviderFault);
    row(404, "iMetal.0100", Kind::NotFound);
    row(400, "iMetal.0101", Kind::Conflict);
    row(400, "iMetal.0102", Kind::Invalid);
    row(400, "iMetal.0110", Kind::Invalid);
    row(404, "iMetal.0200", Kind::NotFound);
    row(400, "iMetal.0201", Kind::WrongState);
    row(400, "iMetal.0207", Kind::WrongState);
}

void csbsCodes()
{
    row(404, "CSBS.3001", Kind::NotFound);
    row(400, "CSBS.2003", Kind::Conflict);
    row(400, "CSBS.2004", Kind::Conflict);
    row(400, "CSBS.8007", Kind::WrongState);
    row(500, "CSBS.1001", Kind::Conflict);
    row(500, "CSBS.6030", Kind::Conflict);
    row(400, "CSBS.6031", Kind::Conflict);
    row(400, "CSBS.9001", Kind::Invalid);
    row(403, "CSBS.9009", Kind::NotPermitted);
    row(400, "CSBS.9009", Kind::Invalid);
    row(500, "CSBS.9998", Kind::ProviderFault);
    row(500, "CSBS.9999", Kind::ProviderFault);
    row(404, "CSBS.3000", Kind::NotFound);
    row(404, "CSBS.6040", Kind::NotFound);
    row(404, "CSBS.7001", Kind::NotFound);
    row(500, "CSBS.8008", Kind::ProviderFault);
    row(400, "BackupService.4008", Kind::ServiceNotActive);
}

} // namespace

class TestHuaweiErrors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDocumentedCodeHasItsKind_data();
    void everyDocumentedCodeHasItsKind();
    void everyShapeIsRead_data();
    void everyShapeIsRead();
    void theStatusSpeaksWhenNoCodeDoes_data();
    void theStatusSpeaksWhenNoCodeDoes();
    void aSignatureError_data();
    void aSignatureError();
    void theClockSentenceNamesTheDifference();
    void keepsTheProvidersWords();
    void waitsAsLongAsTheProviderSays_data();
    void waitsAsLongAsTheProviderSays();
    void aSuccessThatIsAnErrorIsThatError_data();
    void aSuccessThatIsAnErrorIsThatError();
    void rowsMayCarryErrorCodes();
    void everySentenceSaysWhatToDo();
};

void TestHuaweiErrors::everyDocumentedCodeHasItsKind_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<Error::Kind>("kind");
    gatewayCodes();
    iamCodes();
    workspaceCodes();
    romaCodes();
    cloudDcCodes();
    csbsCodes();
}

void TestHuaweiErrors::everyDocumentedCodeHasItsKind()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(Error::Kind, kind);
    const Error error = readHuaweiError(replyOf(status, plain(code.constData())));
    QCOMPARE(errorKindName(error.kind), errorKindName(kind));
    QCOMPARE(error.code, QString::fromLatin1(code));
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.detail, u"provider's words"_s);
    QVERIFY(!error.message.isEmpty());
    QVERIFY(!error.message.contains(u"provider's words"_s));
}

void TestHuaweiErrors::everyShapeIsRead_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("detail");
    QTest::newRow("gateway, Workspace, CloudDC, CSBS") << QByteArray(R"({"error_code":"X.1","error_msg":"m"})")
                                                       << u"X.1"_s << u"m"_s;
    QTest::newRow("Workspace with detail") << QByteArray(
        R"({"error_code":"X.1","error_msg":"m","error_detail":"d","encoded_authorization_message":"e"})")
                                           << u"X.1"_s << u"m\nd"_s;
    QTest::newRow("ROMA with details") << QByteArray(
        R"({"error_code":"X.1","error_msg":"m","error_details":"dd","request_id":"r","suggestion":"s"})")
                                       << u"X.1"_s << u"m\ndd\ns"_s;
    QTest::newRow("IAM") << QByteArray(R"({"error":{"code":401,"message":"m","title":"Unauthorized"}})") << u"401"_s
                         << u"m"_s;
    QTest::newRow("OpenStack") << QByteArray(R"({"itemNotFound":{"code":404,"message":"m"}})") << u"404"_s << u"m"_s;
    QTest::newRow("camel case") << QByteArray(R"({"errorCode":"X.1","errorMsg":"m"})") << u"X.1"_s << u"m"_s;
    QTest::newRow("code as number") << QByteArray(R"({"error_code":1101,"error_msg":"m"})") << u"1101"_s << u"m"_s;
    QTest::newRow("without message") << QByteArray(R"({"error_code":"X.1"})") << u"X.1"_s
                                     << uR"({"error_code":"X.1"})"_s;
    QTest::newRow("nothing known") << QByteArray(R"({"oops":true})") << u"400"_s << uR"({"oops":true})"_s;
    QTest::newRow("bare text") << QByteArray("too many requests") << u"400"_s << u"too many requests"_s;
    QTest::newRow("empty") << QByteArray() << u"400"_s << QString();
    QTest::newRow("nested too deep") << QByteArray(R"({"a":{"b":{"c":{"d":{"e":{"code":"X.1"}}}}}})") << u"400"_s
                                     << uR"({"a":{"b":{"c":{"d":{"e":{"code":"X.1"}}}}}})"_s;
}

void TestHuaweiErrors::everyShapeIsRead()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    QFETCH(QString, detail);
    const Error error = readHuaweiError(replyOf(400, body));
    QCOMPARE(error.code, code);
    QCOMPARE(error.detail, detail);
}

void TestHuaweiErrors::theStatusSpeaksWhenNoCodeDoes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<Error::Kind>("kind");
    const HttpHeaders none;
    QTest::newRow("400") << 400 << QByteArray() << none << Kind::Invalid;
    QTest::newRow("401") << 401 << QByteArray() << none << Kind::SessionExpired;
    QTest::newRow("401, token's own shape") << 401 << QByteArray(R"({"error":{"code":401,"message":"m"}})") << none
                                            << Kind::SessionExpired;
    QTest::newRow("403") << 403 << QByteArray("<html>") << none << Kind::NotPermitted;
    QTest::newRow("404, nothing") << 404 << QByteArray() << none << Kind::WrongEndpoint;
    QTest::newRow("404, web page") << 404 << QByteArray("<html><body>nginx</body></html>") << none
                                   << Kind::WrongEndpoint;
    QTest::newRow("404, JSON of somebody else") << 404 << QByteArray(R"({"detail":"Not Found"})") << none
                                                << Kind::WrongEndpoint;
    QTest::newRow("404, OpenStack") << 404 << QByteArray(R"({"itemNotFound":{"code":404,"message":"m"}})") << none
                                    << Kind::NotFound;
    QTest::newRow("407") << 407 << QByteArray() << none << Kind::ProxySignIn;
    QTest::newRow("408") << 408 << QByteArray() << none << Kind::ProviderFault;
    QTest::newRow("409") << 409 << QByteArray() << none << Kind::Conflict;
    QTest::newRow("413") << 413 << QByteArray() << none << Kind::Invalid;
    QTest::newRow("422") << 422 << QByteArray() << none << Kind::Invalid;
    QTest::newRow("429, text") << 429 << QByteArray("slow down") << none << Kind::Throttled;
    QTest::newRow("429, another code") << 429 << plain("iMetal.0001") << none << Kind::Throttled;
    QTest::newRow("302") << 302 << QByteArray() << none << Kind::Redirected;
    QTest::newRow("500") << 500 << QByteArray("oops") << none << Kind::ProviderFault;
    QTest::newRow("502") << 502 << QByteArray() << none << Kind::ProviderFault;
    QTest::newRow("503") << 503 << QByteArray() << none << Kind::ProviderFault;
    QTest::newRow("503 with a hint") << 503 << QByteArray() << HttpHeaders{{"Retry-After", "5"}} << Kind::Unavailable;
    QTest::newRow("504") << 504 << QByteArray() << none << Kind::ProviderFault;
}

void TestHuaweiErrors::theStatusSpeaksWhenNoCodeDoes()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(HttpHeaders, headers);
    QFETCH(Error::Kind, kind);
    QCOMPARE(errorKindName(readHuaweiError(replyOf(status, body, headers)).kind), errorKindName(kind));
}

void TestHuaweiErrors::aSignatureError_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("minutesAhead");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("bad secret") << QByteArray("verify aksk signature fail") << 0 << Kind::SignInRefused;
    QTest::newRow("clock 14 minutes off") << QByteArray("verify aksk signature fail") << 14 << Kind::SignInRefused;
    QTest::newRow("clock 20 minutes ahead") << QByteArray("verify aksk signature fail") << 20 << Kind::ClockSkew;
    QTest::newRow("clock 20 minutes behind") << QByteArray("verify aksk signature fail") << -20 << Kind::ClockSkew;
    QTest::newRow("the message blames the clock") << QByteArray("signature expired") << 0 << Kind::ClockSkew;
    QTest::newRow("a broken token") << QByteArray("Incorrect IAM authentication information: decrypt token fail") << 0
                                    << Kind::SessionExpired;
    QTest::newRow("a broken token, clock off") << QByteArray("token invalid") << 20 << Kind::SessionExpired;
}

void TestHuaweiErrors::aSignatureError()
{
    QFETCH(QByteArray, message);
    QFETCH(int, minutesAhead);
    QFETCH(Error::Kind, kind);
    for (const char *code : {"APIGW.0301", "APIG.0301"}) {
        HttpReply reply = replyOf(401, plain(code, message.constData()));
        reply.receivedAt = serverTime.addSecs(minutesAhead * 60);
        QCOMPARE(errorKindName(readHuaweiError(reply).kind), errorKindName(kind));
    }
}

void TestHuaweiErrors::theClockSentenceNamesTheDifference()
{
    HttpReply reply = replyOf(401, plain("APIGW.0301", "verify aksk signature fail"));
    reply.receivedAt = serverTime.addSecs(20 * 60);
    QVERIFY(readHuaweiError(reply).message.contains(u"20 minutes ahead"_s));
    reply.receivedAt = serverTime.addSecs(-33 * 60);
    QVERIFY(readHuaweiError(reply).message.contains(u"33 minutes behind"_s));
}

void TestHuaweiErrors::keepsTheProvidersWords()
{
    HttpReply reply = replyOf(403, R"({"error_code":"X.1","error_msg":"m","encoded_authorization_message":"e+/="})");
    reply.requestId = u"from-header"_s;
    Error error = readHuaweiError(reply);
    QCOMPARE(error.encodedAuthorization, u"e+/="_s);
    QCOMPARE(error.requestId, u"from-header"_s);
    error = readHuaweiError(replyOf(400, R"({"error_code":"X.1","error_msg":"m","request_id":"from-body"})"));
    QCOMPARE(error.requestId, u"from-body"_s);
    QVERIFY(readHuaweiError(replyOf(500, QByteArray(1'000'000, 'x'))).detail.size() <= 4096);
}

void TestHuaweiErrors::waitsAsLongAsTheProviderSays_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<int>("seconds");
    QTest::newRow("header") << QByteArray() << HttpHeaders{{"Retry-After", "7"}} << 7;
    QTest::newRow("a minute's window") << plain("APIGW.0308", "limit:10,time:1 minute") << HttpHeaders() << 60;
    QTest::newRow("a second's window") << plain("APIGW.0308", "limit:10,time:1 second") << HttpHeaders() << -1;
    QTest::newRow("nothing said") << QByteArray("x") << HttpHeaders() << -1;
}

void TestHuaweiErrors::waitsAsLongAsTheProviderSays()
{
    QFETCH(QByteArray, body);
    QFETCH(HttpHeaders, headers);
    QFETCH(int, seconds);
    const auto wait = readHuaweiError(replyOf(429, body, headers)).retryAfter;
    QCOMPARE(wait ? wait->count() : -1000, qint64(seconds) * 1000);
}

void TestHuaweiErrors::aSuccessThatIsAnErrorIsThatError_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("Workspace, not found") << plain("WKS.0202") << Kind::NotFound;
    QTest::newRow("Workspace, not active") << plain("WKS.00010099") << Kind::ServiceNotActive;
    QTest::newRow("Workspace, a code that no table has") << plain("WKS.09990001") << Kind::ProviderFault;
    QTest::newRow("an error code beside what was promised") << QByteArray(R"({"error_code":"WKS.0001","job_id":"j"})")
                                                            << Kind::Invalid;
    QTest::newRow("web page") << QByteArray("<html></html>") << Kind::Malformed;
    QTest::newRow("empty") << QByteArray() << Kind::Malformed;
    QTest::newRow("list") << QByteArray("[]") << Kind::Malformed;
}

void TestHuaweiErrors::aSuccessThatIsAnErrorIsThatError()
{
    QFETCH(QByteArray, body);
    QFETCH(Error::Kind, kind);
    const auto object = readHuaweiObject(replyOf(200, body));
    QVERIFY(!object);
    QCOMPARE(errorKindName(object.error().kind), errorKindName(kind));
    QCOMPARE(errorKindName(readHuaweiError(replyOf(200, body)).kind), errorKindName(kind));
}

void TestHuaweiErrors::rowsMayCarryErrorCodes()
{
    QVERIFY(readHuaweiObject(replyOf(200, R"({"instances":[{"error_code":"ROMA.1"}],"error_code":null})")));
    QVERIFY(readHuaweiObject(replyOf(200, R"({"job_id":"j","error_code":""})")));
}

void TestHuaweiErrors::everySentenceSaysWhatToDo()
{
    const QStringList remedies{u"Check"_s, u"check"_s,  u"Enter"_s, u"enter"_s, u"Ask "_s, u"Try"_s,     u"try"_s, u"tried again"_s,
                               u"Delete"_s, u"Refresh"_s, u"Make "_s,  u"Set "_s, u"Complete"_s, u"goes on"_s,
                               u"details: copy"_s};
    for (const char *code : {"APIGW.0101", "APIGW.0106", "APIGW.0307", "APIGW.0310", "CSBS.8007", "CSBS.2003", "X",
                             "BackupService.4008", "IAM.0061", "IAM.0080", "IAM.1104", "WKS.00010099", "WKS.0202",
                             "ROMA.10012", "ROMA.13000", "iMetal.0201", "APIGW.0308", "APIGW.0301", "CSBS.9009"}) {
        for (const int status : {400, 401, 403, 404, 409, 500, 503}) {
            const QString message = readHuaweiError(replyOf(status, plain(code))).message;
            const bool helps = std::any_of(remedies.cbegin(), remedies.cend(),
                                           [&message](const QString &word) { return message.contains(word); });
            QVERIFY2(helps, qPrintable(message));
        }
    }
}

QTEST_GUILESS_MAIN(TestHuaweiErrors)
#include "tst_huaweierrors.moc"

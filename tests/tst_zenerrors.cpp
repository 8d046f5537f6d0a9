// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/zenlayer/zenerrors.h"

#include <QTest>

using namespace Clearsky;
using namespace std::chrono_literals;

namespace {

HttpReply replyOf(int status, const QByteArray &body, const HttpHeaders &headers = {})
{
    return {.status = status, .headers = headers, .body = body};
}

QByteArray flat(const QByteArray &code)
{
    return R"({"requestId":"T1F2E3D4C-0000-4000-8000-000000000003","code":")" + code + R"(","message":"words"})";
}

const QByteArray webPage = "<html><body><h1>Just a moment…</h1></body></html>";

} // namespace

class TestZenErrors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codesDecideBeforeTheStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<Error::Kind>("kind");
        using enum Error::Kind;
        const auto row = [](int status, const char *code, Error::Kind kind) {
            QTest::addRow("%d %s", status, code) << status << QByteArray(code) << kind;
        };
        row(401, "AUTHFAILURE_INVALID_AUTHORIZATION", SignInRefused);
        row(401, "AUTHFAILURE_SIGNATURE_FAILURE", SignInRefused);
        row(401, "AUTHFAILURE_SIGNATURE_EXPIRED", ClockSkew);
        row(401, "AUTHFAILURE_UNAUTHORIZED_OPERATION", NotPermitted);
        row(401, "AUTHFAILURE_OF_THE_FUTURE", SignInRefused);
        row(400, "MISSING_PARAMETER", Invalid);
        row(400, "INVALID_PARAMETER_TYPE", Invalid);
        row(400, "INVALID_PARAMETER_EXCEED_LENGTH", Invalid);
        row(400, "INVALID_SNAPSHOT_QUOTA_EXCEED", Invalid);
        row(403, "OPERATION_FAILED_FOR_RECYCLE_RESOURCE", WrongState);
        row(404, "OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND", Invalid);
        row(404, "OPERATION_FAILED_RESOURCE_NOT_FOUND", NotFound);
        row(404, "INVALID_DISK_SNAPSHOT_NOT_FOUND", NotFound);
        row(400, "OPERATION_DENIED_DISK_SNAPSHOT_STATUS", WrongState);
        row(500, "OPERATION_DENIED_EIP_STATUS_NOT_SUPPORT", WrongState);
        row(400, "UNSUPPORTED_OPERATION_DISK_STATUS", WrongState);
        row(429, "REQUEST_LIMIT_EXCEEDED", Throttled);
        row(500, "INTERNAL_SERVER_ERROR", ProviderFault);
        row(503, "SERVICE_TEMPORARY_UNAVAILABLE", ProviderFault);
        row(503, "REQUEST_TIMED_OUT", ProviderFault);
        row(500, "INVALID_OPERATION_TIMEOUT", ProviderFault);
        row(500, "SOMETHING_NEW", ProviderFault);
        row(400, "SOMETHING_NEW", Invalid);
        row(404, "SOMETHING_NEW", WrongEndpoint);
        row(409, "SOMETHING_NEW", Conflict);
        row(404, "", WrongEndpoint);
        row(200, "OPERATION_DENIED_DISK_SNAPSHOT_STATUS", Malformed);
    }

    void codesDecideBeforeTheStatus()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, code);
        const Error error = readZenError(replyOf(status, flat(code)));
        QTEST(error.kind, "kind");
        QCOMPARE(error.code, QString::fromLatin1(code));
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(error.detail, QStringLiteral("words"));
        QCOMPARE(error.requestId, QStringLiteral("T1F2E3D4C-0000-4000-8000-000000000003"));
        QVERIFY(error.message.size() > 20);
        QVERIFY(!error.message.contains(QStringLiteral("words")));
    }

    void answersThatAreNotFromTheServiceAreToldApart_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<HttpHeaders>("headers");
        QTest::addColumn<Error::Kind>("kind");
        using enum Error::Kind;
        QTest::newRow("portal") << 200 << HttpHeaders() << Malformed;
        QTest::newRow("edge challenge") << 403 << HttpHeaders{{"CF-Mitigated", "Challenge"}} << Unavailable;
        QTest::newRow("edge refusal") << 403 << HttpHeaders() << WrongEndpoint;
        QTest::newRow("wrong host") << 404 << HttpHeaders() << WrongEndpoint;
        QTest::newRow("proxy sign-in page") << 401 << HttpHeaders() << WrongEndpoint;
        QTest::newRow("security policy") << 451 << HttpHeaders() << ServiceNotActive;
        QTest::newRow("too large") << 413 << HttpHeaders() << Invalid;
        QTest::newRow("throttled") << 429 << HttpHeaders() << Throttled;
        QTest::newRow("gateway") << 502 << HttpHeaders() << ProviderFault;
        QTest::newRow("unavailable") << 503 << HttpHeaders() << ProviderFault;
        QTest::newRow("unavailable, with a hint") << 503 << HttpHeaders{{"Retry-After", "7"}} << Unavailable;
        QTest::newRow("gateway timeout") << 504 << HttpHeaders() << ProviderFault;
    }

    void answersThatAreNotFromTheServiceAreToldApart()
    {
        QFETCH(const int, status);
        QFETCH(const HttpHeaders, headers);
        const Error error = readZenError(replyOf(status, webPage, headers));
        QTEST(error.kind, "kind");
        QVERIFY(!error.message.isEmpty());
        QVERIFY(error.detail.size() <= 300);
    }

    void anEdgeChallengeIsNoQuestionOfRightsAndPausesAMinute()
    {
        const Error error = readZenError(replyOf(403, webPage, {{"cf-mitigated", "challenge"}}));
        QCOMPARE(error.retryAfter, std::optional<std::chrono::milliseconds>(1min));
        QVERIFY(error.message.contains(QStringLiteral("network")));
    }

    void hintsAreRead()
    {
        const Error error = readZenError(replyOf(429, flat("REQUEST_LIMIT_EXCEEDED"), {{"Retry-After", "90"}}));
        QCOMPARE(error.retryAfter, std::optional<std::chrono::milliseconds>(90s));
        QVERIFY(error.message.contains(QStringLiteral("90 s")));
        QVERIFY(!readZenError(replyOf(429, flat("REQUEST_LIMIT_EXCEEDED"))).retryAfter);
    }

    void theClocksDifferenceIsMeasured_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("behind") << 1200 << QStringLiteral("clock is 20 min behind");
        QTest::newRow("ahead") << -86400 << QStringLiteral("clock is 1440 min ahead");
        QTest::newRow("little") << 90 << QStringLiteral("clock is 90 s behind");
    }

    void theClocksDifferenceIsMeasured()
    {
        QFETCH(const int, seconds);
        QFETCH(const QString, words);
        HttpReply reply = replyOf(401, flat("AUTHFAILURE_SIGNATURE_EXPIRED"));
        QVERIFY(readZenError(reply).message.contains(QStringLiteral("five minutes")));
        reply.receivedAt = QDateTime::fromSecsSinceEpoch(1767225600, Qt::UTC);
        reply.date = reply.receivedAt.addSecs(seconds);
        const QString message = readZenError(reply).message;
        QVERIFY2(message.contains(words), qPrintable(message));
    }

    void hostileAnswersAreCutAndSurvived_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("half") << flat("X").left(30);
        QTest::newRow("code is a number") << QByteArray(R"({"code":12,"message":[],"requestId":{}})");
        QTest::newRow("long") << QByteArray(R"({"code":")" + QByteArray(100000, 'A') + R"(","message":")"
                                            + QByteArray(100000, 'm') + R"(","requestId":")" + QByteArray(100000, 'r')
                                            + R"("})");
        QTest::newRow("deep") << QByteArray(100000, '[');
        QTest::newRow("bad UTF-8") << QByteArray("{\"message\":\"\xff\xfe\"}");
    }

    void hostileAnswersAreCutAndSurvived()
    {
        QFETCH(const QByteArray, body);
        for (const int status : {200, 400, 401, 403, 404, 429, 500, 503}) {
            const Error error = readZenError(replyOf(status, body));
            QVERIFY(error.code.size() <= 128 && error.requestId.size() <= 128 && error.detail.size() <= 2048);
            QVERIFY(!error.message.isEmpty());
            if (status == 200)
                QCOMPARE(error.kind, Error::Kind::Malformed);
            if (status >= 500)
                QCOMPARE(effectOf(error.kind), Effect::Unknown);
        }
    }
};

QTEST_GUILESS_MAIN(TestZenErrors)
#include "tst_zenerrors.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpcall.h"
#include "tests/support/finished.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/wirerequests.h"

#include <QNetworkAccessManager>
#include <QRandomGenerator>
#include <QTest>

using namespace Clearsky;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Method = ApiRequest::Method;

namespace {

// The text as gzip; its checksum is wrong, which is found out at the end only.
QByteArray gzip(const QByteArray &text)
{
    const QByteArray zlib = qCompress(text, 1).mid(4);
    return QByteArray::fromHex("1f8b08000000000000ff") + zlib.mid(2, zlib.size() - 6) + QByteArray(8, '\0');
}

} // namespace

class HttpAnswersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerIsASuccessWhateverItsStatus_data();
    void everyAnswerIsASuccessWhateverItsStatus();
    void answersCarryWhatTheServerSaid();
    void cutAnswersAreNoSuccess_data();
    void cutAnswersAreNoSuccess();
    void answersThatEndWithTheConnectionCountWhenTheyProveThemselves_data();
    void answersThatEndWithTheConnectionCountWhenTheyProveThemselves();
    void tooLargeAnswersAreNotRead_data();
    void tooLargeAnswersAreNotRead();
    void compressedAnswersAreMeasuredAsTheyGrow();
    void answersBelowTheCapAreRead();
    void compressedAnswersArriveUnpacked();
    void hostileAnswersEnd_data();
    void hostileAnswersEnd();
    void redirectsAreNotFollowed_data();
    void redirectsAreNotFollowed();
    void cookiesAreNotSentBack();

private:
    SystemClock m_clock;
};

void HttpAnswersTest::everyAnswerIsASuccessWhateverItsStatus_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<int>("status");
    for (const Method method : {Method::Get, Method::Post, Method::Delete}) {
        for (const int status :
             {200, 202, 204, 400, 401, 403, 404, 408, 409, 413, 422, 429, 451, 500, 501, 502, 503, 504})
            QTest::addRow("%s %d", methodName(method).constData(), status) << method << status;
    }
}

void HttpAnswersTest::everyAnswerIsASuccessWhateverItsStatus()
{
    QFETCH(const Method, method);
    QFETCH(const int, status);
    const QByteArray answer = status == 204 ? "" : R"({"error_code":"X.1","error_msg":"words"})";
    ScriptedServer server([&](const RawRequest &, const Exchange &exchange) {
        exchange.send(status == 204 ? QByteArray("HTTP/1.1 204 No Content\r\n\r\n")
                                    : httpAnswer(status, answer, {"WWW-Authenticate: Basic realm=\"x\""}));
    });
    QNetworkAccessManager network;
    const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method)));
    QCOMPARE(kindNameOf(result), u"answer %1"_s.arg(status));
    QCOMPARE(result->body, answer);
    QCOMPARE(server.requests().size(), 1);
}

void HttpAnswersTest::answersCarryWhatTheServerSaid()
{
    ScriptedServer server([](const RawRequest &request, const Exchange &exchange) {
        exchange.send(
            httpAnswer(404, "{}",
                       {request.path() == "/iam" ? "X-IAM-Trace-Id: token_1" : "x-request-id: abc-1\x01 2",
                        "Date: Tue, 14 Jul 2026 09:30:00 GMT", "Retry-After: 7"}));
    });
    QNetworkAccessManager network;
    const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), Method::Get)));
    QVERIFY(result);
    QCOMPARE(result->requestId, u"abc-12"_s);
    QCOMPARE(result->date, QDateTime(QDate(2026, 7, 14), QTime(9, 30), Qt::UTC));
    QCOMPARE(result->header("retry-after"), QByteArray("7"));
    QVERIFY(result->receivedAt.isValid());
    QCOMPARE_GE(result->elapsed.count(), 0);

    const auto iam = finishedResult(
        new HttpCall(network, m_clock, requestTo(server.url().resolved(QUrl(u"/iam"_s)), Method::Get)));
    QCOMPARE(iam->requestId, u"token_1"_s);
}

void HttpAnswersTest::cutAnswersAreNoSuccess_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("no status line") << QByteArray("HTTP/1.1 20");
    QTest::newRow("headers") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("Content-Length, nothing of it")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
    QTest::newRow("Content-Length, part of it")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\":{}");
    QTest::newRow("Content-Length of a refusal")
        << QByteArray("HTTP/1.1 404 No\r\nContent-Length: 9\r\n\r\n{\"a\":1");
    QTest::newRow("chunked, between chunks")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":{}\r\n");
    QTest::newRow("chunked, within one")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a\":{");
    QTest::newRow("until the end, JSON") << QByteArray("HTTP/1.1 200 OK\r\n\r\n{\"a\":1,");
    QTest::newRow("until the end, a list") << QByteArray("HTTP/1.1 200 OK\r\n\r\n[{\"a\":1}");
    QTest::newRow("until the end, nothing") << QByteArray("HTTP/1.1 200 OK\r\n\r\n");
    QTest::newRow("until the end, HTML") << QByteArray("HTTP/1.1 200 OK\r\n\r\n<html></html>");
    QTest::newRow("two lengths") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
}

void HttpAnswersTest::cutAnswersAreNoSuccess()
{
    QFETCH(const QByteArray, answer);
    ScriptedServer server([&](const RawRequest &, const Exchange &exchange) {
        exchange.send(answer);
        exchange.close();
    });
    for (const Method method : {Method::Get, Method::Post, Method::Delete}) {
        for (int i = 0; i < 5; ++i) {
            QNetworkAccessManager network;
            const auto result =
                finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method)));
            QCOMPARE(kindNameOf(result), u"no_answer"_s);
        }
    }
}

void HttpAnswersTest::answersThatEndWithTheConnectionCountWhenTheyProveThemselves_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::newRow("an object") << Method::Get << QByteArray("HTTP/1.1 200 OK\r\n\r\n{\"a\":\"}\\\"\"}\n")
                               << 200;
    QTest::newRow("a list") << Method::Get << QByteArray("HTTP/1.1 200 OK\r\n\r\n[{}]") << 200;
    QTest::newRow("a refusal by its status")
        << Method::Get << QByteArray("HTTP/1.1 502 Bad\r\n\r\n<html>") << 502;
    for (const Method method : {Method::Get, Method::Post, Method::Delete}) {
        QTest::addRow("%s, a whole length", methodName(method).constData())
            << method << httpAnswer(200, "{}") << 200;
        QTest::addRow("%s, all chunks", methodName(method).constData())
            << method
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n") << 200;
    }
}

void HttpAnswersTest::answersThatEndWithTheConnectionCountWhenTheyProveThemselves()
{
    QFETCH(const Method, method);
    QFETCH(const QByteArray, answer);
    QFETCH(const int, status);
    ScriptedServer server([&](const RawRequest &, const Exchange &exchange) {
        exchange.send(answer);
        exchange.close();
    });
    for (int i = 0; i < 20; ++i) {
        QNetworkAccessManager network;
        const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method)));
        QCOMPARE(kindNameOf(result), u"answer %1"_s.arg(status));
    }
}

void HttpAnswersTest::tooLargeAnswersAreNotRead_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("announced") << QByteArray("Content-Length: 1099511627776\r\n");
    QTest::newRow("unannounced") << QByteArray();
}

void HttpAnswersTest::tooLargeAnswersAreNotRead()
{
    QFETCH(const QByteArray, head);
    // Paced: one piece per turn of the loop, as a network would bring it.
    ScriptedServer server([&](const RawRequest &, const Exchange &exchange) {
        exchange.send("HTTP/1.1 200 OK\r\n" + head + "\r\n");
        exchange.drip(QByteArray(48 * 1024 * 1024, 'x'), 512 * 1024, 2ms);
    });
    for (const Method method : {Method::Get, Method::Post}) {
        QNetworkAccessManager network;
        const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method)));
        QCOMPARE(kindNameOf(result), u"too_large"_s);
        QVERIFY(result.error().message.contains(u"32 MiB"_s));
    }
}

// Qt lets pass what grows less than fortyfold.
void HttpAnswersTest::compressedAnswersAreMeasuredAsTheyGrow()
{
    QByteArray text;
    for (quint32 i = 0; text.size() < 40 * 1024 * 1024; ++i) {
        QByteArray noise(1000, '\0');
        QRandomGenerator(i).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        text += noise + QByteArray(34'000, '\0');
    }
    const QByteArray answer = gzip(text);
    QCOMPARE_GT(answer.size() * 40, text.size());
    ScriptedServer server([&](const RawRequest &, const Exchange &exchange) {
        exchange.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                      + QByteArray::number(answer.size()) + "\r\n\r\n");
        exchange.drip(answer, 16 * 1024, 1ms);
    });
    QNetworkAccessManager network;
    const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), Method::Get)));
    QCOMPARE(kindNameOf(result), u"too_large"_s);
}

void HttpAnswersTest::answersBelowTheCapAreRead()
{
    const QByteArray answer = '[' + QByteArray(8 * 1024 * 1024, ' ') + ']';
    ScriptedServer server(
        [&](const RawRequest &, const Exchange &exchange) { exchange.send(httpAnswer(200, answer)); });
    QNetworkAccessManager network;
    const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), Method::Get)));
    QCOMPARE(kindNameOf(result), u"answer 200"_s);
    QVERIFY(result->body == answer);
}

void HttpAnswersTest::compressedAnswersArriveUnpacked()
{
    // `{}` as gzip: whole, then cut by the connection in spite of its length.
    const QByteArray packed = QByteArray::fromHex("1f8b0800000000000003abae050043bfa6a302000000");
    bool isCut = false;
    ScriptedServer server([&](const RawRequest &, const Exchange &exchange) {
        exchange.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                      + QByteArray::number(packed.size()) + "\r\n\r\n"
                      + packed.left(isCut ? 11 : packed.size()));
        if (isCut)
            exchange.close();
    });
    QNetworkAccessManager network;
    for (const Method method : {Method::Get, Method::Post, Method::Delete}) {
        isCut = false;
        const auto whole = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method)));
        QCOMPARE(kindNameOf(whole), u"answer 200"_s);
        QCOMPARE(whole->body, QByteArray("{}"));
        isCut = true;
        const auto cut = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method)));
        QCOMPARE(kindNameOf(cut), u"no_answer"_s);
    }
}

void HttpAnswersTest::hostileAnswersEnd_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("gzip bomb") << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
                               << gzip(QByteArray(40 * 1024 * 1024, '\0'));
    QTest::newRow("endless headers") << QByteArray(
        "HTTP/1.1 200 OK\r\n") << QByteArray("X-Filler: " + QByteArray(1000, 'x') + "\r\n").repeated(20'000);
    QTest::newRow("endless 1xx") << QByteArray()
                                 << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(100'000);
    QTest::newRow("an endless status line") << QByteArray("HTTP/1.1 200 ") << QByteArray(4'000'000, 'x');
}

void HttpAnswersTest::hostileAnswersEnd()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, piece);
    ScriptedServer server([&](const RawRequest &, const Exchange &exchange) {
        exchange.send(head);
        // Paced: Qt reads heads byte by byte and hears of nothing else while it does.
        exchange.drip(piece, 1024, 1ms);
    });
    QNetworkAccessManager network;
    const HttpDeadlines deadlines{.connect = 1s, .idle = 500ms, .total = 1s};
    const auto result =
        finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), Method::Post), deadlines));
    QVERIFY(!result);
    QCOMPARE(effectOf(result.error().kind), Effect::Unknown);
    QCOMPARE(server.requests().size(), 1);
}

void HttpAnswersTest::redirectsAreNotFollowed_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {300, 301, 302, 303, 304, 307, 308})
        QTest::addRow("%d", status) << status;
}

void HttpAnswersTest::redirectsAreNotFollowed()
{
    QFETCH(const int, status);
    ScriptedServer other;
    ScriptedServer server([&](const RawRequest &, const Exchange &exchange) {
        exchange.send(status == 304
                          ? QByteArray("HTTP/1.1 304 Same\r\n\r\n")
                          : httpAnswer(status, {}, {"Location: " + other.url().toEncoded() + "/?secret=1"}));
    });
    QNetworkAccessManager network;
    for (const Method method : {Method::Get, Method::Post, Method::Delete}) {
        auto request = requestTo(server.url(), method);
        request.headers.emplaceBack("Authorization", "secret");
        const auto result = finishedResult(new HttpCall(network, m_clock, request));
        QCOMPARE(kindNameOf(result), u"redirected"_s);
        QCOMPARE(result.error().httpStatus, status);
        QVERIFY(!result.error().detail.contains(u"secret"_s));
    }
    QCOMPARE(other.connections(), 0);
    QCOMPARE(server.requests().size(), 3);
}

void HttpAnswersTest::cookiesAreNotSentBack()
{
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) {
        exchange.send(httpAnswer(200, "{}", {"Set-Cookie: session=1; Path=/"}));
    });
    QNetworkAccessManager network;
    for (const Method method : {Method::Get, Method::Post, Method::Delete, Method::Get})
        QVERIFY(finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method))));
    for (const RawRequest &seen : server.requests())
        QVERIFY(seen.header("Cookie").isEmpty());
}

QTEST_GUILESS_MAIN(HttpAnswersTest)
#include "tst_httpanswers.moc"

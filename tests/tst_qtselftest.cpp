// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pins what the wire relies on to whatever Qt is installed (design/engine.md section 4, point 8).

#include "app/net/httpcall.h"
#include "tests/support/finished.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;

class QtSelfTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWriteReachesTheServerOnceWhenTheConnectionEndsWithoutAnswer_data();
    void aWriteReachesTheServerOnceWhenTheConnectionEndsWithoutAnswer();
    void withoutTheOnceOnlyBodyQtSendsAgain_data();
    void withoutTheOnceOnlyBodyQtSendsAgain();
    void redirectsAreNotFollowed();
    void aCutChunkedAnswerIsNoSuccess();

private:
    SystemClock m_clock;
};

namespace {

OutgoingRequest write(const ScriptedServer &server, ApiRequest::Method method)
{
    QUrl url = server.url();
    url.setPath(QStringLiteral("/v1/things"));
    return {.method = method,
            .url = url,
            .headers = {{"Content-Type", "application/json"}},
            .body = method == ApiRequest::Method::Post ? QByteArray(R"({"ids":["a"]})") : QByteArray(),
            .read = false};
}

using Method = ApiRequest::Method;

} // namespace

void QtSelfTest::aWriteReachesTheServerOnceWhenTheConnectionEndsWithoutAnswer_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<bool>("reused");
    for (const Method method : {Method::Post, Method::Delete}) {
        for (const bool reset : {false, true}) {
            for (const bool reused : {false, true}) {
                QTest::addRow("%s, %s, %s connection", methodName(method).constData(), reset ? "RST" : "FIN",
                              reused ? "kept-alive" : "new")
                    << method << reset << reused;
            }
        }
    }
}

void QtSelfTest::aWriteReachesTheServerOnceWhenTheConnectionEndsWithoutAnswer()
{
    QFETCH(const Method, method);
    QFETCH(const bool, reset);
    QFETCH(const bool, reused);
    int writes = 0;
    ScriptedServer server([&](const RawRequest &request, const Exchange &exchange) {
        if (request.method == "GET") {
            exchange.send(httpAnswer(200));
            return;
        }
        ++writes;
        reset ? exchange.reset() : exchange.close();
    });
    QNetworkAccessManager network;
    if (reused) {
        const auto first = finishedResult(new HttpCall(network, m_clock, {.url = server.url()}));
        QVERIFY(first);
    }
    const auto result = finishedResult(new HttpCall(network, m_clock, write(server, method), {}, !reused));
    QVERIFY(!result);
    QCOMPARE(errorKindName(result.error().kind), QStringLiteral("no_answer"));
    QCOMPARE(writes, 1);
}

void QtSelfTest::withoutTheOnceOnlyBodyQtSendsAgain_data()
{
    QTest::addColumn<Method>("method");
    QTest::newRow("POST") << Method::Post;
    QTest::newRow("DELETE") << Method::Delete;
}

// The proof that the test above can fail. Once a Qt stops sending again, this test says so.
void QtSelfTest::withoutTheOnceOnlyBodyQtSendsAgain()
{
    QFETCH(const Method, method);
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) { exchange.close(); });
    QNetworkAccessManager network;
    QNetworkRequest request(write(server, method).url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    std::unique_ptr<QNetworkReply> reply(method == Method::Post ? network.post(request, QByteArray("{}"))
                                                                : network.deleteResource(request));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    QVERIFY(finished.wait());
    QCOMPARE_GT(server.requests().size(), 1);
}

void QtSelfTest::redirectsAreNotFollowed()
{
    ScriptedServer other;
    ScriptedServer server([&other](const RawRequest &, const Exchange &exchange) {
        exchange.send(httpAnswer(307, {}, {"Location: " + other.url().toEncoded() + "/v1/things"}));
    });
    QNetworkAccessManager network;
    const auto result = finishedResult(new HttpCall(network, m_clock, write(server, Method::Post)));
    QVERIFY(!result);
    QCOMPARE(errorKindName(result.error().kind), QStringLiteral("redirected"));
    QCOMPARE(other.connections(), 0);
}

void QtSelfTest::aCutChunkedAnswerIsNoSuccess()
{
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) {
        exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a\":\"b\",\r\n");
        exchange.close();
    });
    // Qt lets some pass without an error: many tries, each on its own connection.
    for (int i = 0; i < 100; ++i) {
        QNetworkAccessManager network;
        const auto result = finishedResult(new HttpCall(network, m_clock, write(server, Method::Post)));
        QVERIFY(!result);
        QCOMPARE(errorKindName(result.error().kind), QStringLiteral("no_answer"));
    }
}

QTEST_GUILESS_MAIN(QtSelfTest)
#include "tst_qtselftest.moc"

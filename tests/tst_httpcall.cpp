// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpcall.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faultproxy.h"
#include "tests/support/finished.h"
#include "tests/support/tlsserver.h"
#include "tests/support/wirerequests.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QRegularExpression>
#include <QSslConfiguration>
#include <QTest>

using namespace Clearsky;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Method = ApiRequest::Method;

namespace {

// A port that nobody listens on.
QUrl refusingUrl()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort()));
}

void addMethods()
{
    QTest::addColumn<Method>("method");
    QTest::newRow("GET") << Method::Get;
    QTest::newRow("POST") << Method::Post;
    QTest::newRow("DELETE") << Method::Delete;
}

} // namespace

class HttpCallTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void sendsWhatItWasGiven_data();
    void sendsWhatItWasGiven();
    void nothingLeftIsProvedByTheConnection_data();
    void nothingLeftIsProvedByTheConnection();
    void aRefusedSecondTryIsNotProof_data();
    void aRefusedSecondTryIsNotProof();
    void aConnectionThatEndsWithoutAnswerLeavesTheOutcomeOpen_data();
    void aConnectionThatEndsWithoutAnswerLeavesTheOutcomeOpen();
    void untrustedCertificatesEndTheCall_data();
    void untrustedCertificatesEndTheCall();
    void tlsCarriesRequests_data();
    void tlsCarriesRequests();
    void tlsThatNeverStoodProvesThatNothingLeft_data();
    void tlsThatNeverStoodProvesThatNothingLeft();
    void tlsConnectionsThatEndAfterTheRequestLeaveTheOutcomeOpen_data();
    void tlsConnectionsThatEndAfterTheRequestLeaveTheOutcomeOpen();
    void proxiesThatAskForASignInAreNamed_data();
    void proxiesThatAskForASignInAreNamed();
    void silenceEndsAtTheIdleDeadline_data();
    void silenceEndsAtTheIdleDeadline();
    void aDripEndsAtTheTotalDeadline();
    void connectingEndsAtItsDeadline();
    void cancellingAWriteThatMayHaveLeftLeavesTheOutcomeOpen_data();
    void cancellingAWriteThatMayHaveLeftLeavesTheOutcomeOpen();
    void cancelledBeforeItRunsNothingIsSent();
    void destroyingARunningCallIsSilent();
    void theLogNamesNoSecret();

private:
    SystemClock m_clock;
    QSslConfiguration m_defaultTls = QSslConfiguration::defaultConfiguration();
};

void HttpCallTest::initTestCase()
{
    // Names that do not exist need no server; and no proxy of the environment may answer for them.
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
}

void HttpCallTest::cleanup()
{
    QSslConfiguration::setDefaultConfiguration(m_defaultTls);
}

void HttpCallTest::sendsWhatItWasGiven_data()
{
    addMethods();
}

void HttpCallTest::sendsWhatItWasGiven()
{
    QFETCH(const Method, method);
    ScriptedServer server;
    QNetworkAccessManager network;
    auto request = requestTo(server.url(), method);
    request.headers.emplaceBack("X-Auth-Token", "t");
    QVERIFY(finishedResult(new HttpCall(network, m_clock, request)));
    const RawRequest &seen = server.requests().constFirst();
    QCOMPARE(seen.method, methodName(method));
    QCOMPARE(seen.body, request.body);
    QCOMPARE(seen.header("X-Auth-Token"), QByteArray("t"));
    QCOMPARE(seen.header("Content-Type"), QByteArray("application/json"));
    QVERIFY(seen.bytes.contains(" HTTP/1.1\r\n"));
    QVERIFY(seen.header("Upgrade").isEmpty());
    QVERIFY(seen.header("Transfer-Encoding").isEmpty());
}

void HttpCallTest::nothingLeftIsProvedByTheConnection_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("says");
    for (const Method method : {Method::Get, Method::Post, Method::Delete}) {
        const auto name = methodName(method);
        QTest::addRow("%s refused", name.constData())
            << method << refusingUrl() << u" refused the connection"_s;
        QTest::addRow("%s no such host", name.constData())
            << method << QUrl(u"https://host.invalid"_s) << u"The host host.invalid was not found"_s;
    }
}

void HttpCallTest::nothingLeftIsProvedByTheConnection()
{
    QFETCH(const Method, method);
    QFETCH(const QUrl, url);
    QFETCH(const QString, says);
    QNetworkAccessManager network;
    const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(url, method)));
    QCOMPARE(kindNameOf(result), u"not_sent"_s);
    QVERIFY2(result.error().message.contains(says), qPrintable(result.error().message));
    QCOMPARE(result.error().httpStatus, 0);
}

void HttpCallTest::aRefusedSecondTryIsNotProof_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<bool>("reused");
    QTest::addColumn<bool>("reset");
    for (const Method method : {Method::Post, Method::Delete}) {
        for (const bool reused : {false, true}) {
            for (const bool reset : {false, true})
                QTest::addRow("%s, %s, %s", methodName(method).constData(), reused ? "kept-alive" : "new",
                              reset ? "RST" : "FIN")
                    << method << reused << reset;
        }
    }
}

// The server carries the request out and dies: whoever tries again is refused, and must not conclude that
// nothing left.
void HttpCallTest::aRefusedSecondTryIsNotProof()
{
    QFETCH(const Method, method);
    QFETCH(const bool, reused);
    QFETCH(const bool, reset);
    for (int i = 0; i < 20; ++i) {
        ScriptedServer server;
        QNetworkAccessManager network;
        if (reused)
            QVERIFY(finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), Method::Get))));
        int writes = 0;
        server.setScript([&](const RawRequest &, const Exchange &exchange) {
            ++writes;
            server.close();
            reset ? exchange.reset() : exchange.close();
        });
        const auto result =
            finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method), {}, !reused));
        QCOMPARE(kindNameOf(result), u"no_answer"_s);
        QCOMPARE(writes, 1);
    }
}

void HttpCallTest::aConnectionThatEndsWithoutAnswerLeavesTheOutcomeOpen_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("reset");
    for (const Method method : {Method::Post, Method::Delete}) {
        for (const bool reset : {false, true}) {
            const QByteArray name = methodName(method) + (reset ? " RST" : " FIN");
            QTest::addRow("%s before reading", name.constData())
                << method << int(Fault::Kind::DropBeforeReading) << reset;
            QTest::addRow("%s while reading", name.constData())
                << method << int(Fault::Kind::CutRequest) << reset;
            QTest::addRow("%s answer lost", name.constData())
                << method << int(Fault::Kind::LostAnswer) << reset;
            QTest::addRow("%s garbage", name.constData()) << method << int(Fault::Kind::Garbage) << reset;
        }
    }
}

void HttpCallTest::aConnectionThatEndsWithoutAnswerLeavesTheOutcomeOpen()
{
    QFETCH(const Method, method);
    QFETCH(const int, fault);
    QFETCH(const bool, reset);
    ScriptedServer server;
    FaultProxy proxy(server.serverPort());
    proxy.setScript(
        {{.kind = Fault::Kind(fault), .bytes = 20, .reset = reset, .payload = "garbage\r\n\r\n"}});
    QNetworkAccessManager network;
    const auto result =
        finishedResult(new HttpCall(network, m_clock, requestTo(proxy.url(), method), {}, true));
    QCOMPARE(kindNameOf(result), u"no_answer"_s);
    QVERIFY(result.error().message.contains(u"127.0.0.1"_s));
    QCOMPARE(proxy.requests().size(), 1);
    QCOMPARE_LE(server.requests().size(), 1);
}

void HttpCallTest::untrustedCertificatesEndTheCall_data()
{
    addMethods();
}

void HttpCallTest::untrustedCertificatesEndTheCall()
{
    QFETCH(const Method, method);
    TlsServer server;
    QNetworkAccessManager network;
    const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method)));
    QCOMPARE(kindNameOf(result), u"certificate"_s);
    QVERIFY(result.error().message.startsWith(u"The certificate of 127.0.0.1"_s));
    QVERIFY(result.error().message.contains(u"is not trusted"_s));
    QVERIFY(!result.error().detail.isEmpty());
    QCOMPARE(server.requests(), 0);
}

void HttpCallTest::tlsCarriesRequests_data()
{
    addMethods();
}

void HttpCallTest::tlsCarriesRequests()
{
    QFETCH(const Method, method);
    TlsServer server;
    auto trust = QSslConfiguration::defaultConfiguration();
    trust.addCaCertificate(TlsServer::certificate());
    QSslConfiguration::setDefaultConfiguration(trust);
    QNetworkAccessManager network;
    for (int i = 1; i <= 2; ++i) {
        const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method)));
        QCOMPARE(kindNameOf(result), u"answer 200"_s);
        QCOMPARE(server.requests(), i);
    }
}

void HttpCallTest::tlsThatNeverStoodProvesThatNothingLeft_data()
{
    addMethods();
}

void HttpCallTest::tlsThatNeverStoodProvesThatNothingLeft()
{
    QFETCH(const Method, method);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->readAll();
            socket->close();
        });
    });
    const QUrl url(u"https://127.0.0.1:%1"_s.arg(server.serverPort()));
    QNetworkAccessManager network;
    const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(url, method), {}, true));
    QCOMPARE(kindNameOf(result), u"not_sent"_s);
}

void HttpCallTest::tlsConnectionsThatEndAfterTheRequestLeaveTheOutcomeOpen_data()
{
    QTest::addColumn<Method>("method");
    QTest::newRow("POST") << Method::Post;
    QTest::newRow("DELETE") << Method::Delete;
}

void HttpCallTest::tlsConnectionsThatEndAfterTheRequestLeaveTheOutcomeOpen()
{
    QFETCH(const Method, method);
    TlsServer server;
    server.setScript([](QTcpSocket &socket) { socket.close(); });
    auto trust = QSslConfiguration::defaultConfiguration();
    trust.addCaCertificate(TlsServer::certificate());
    QSslConfiguration::setDefaultConfiguration(trust);
    QNetworkAccessManager network;
    const auto result =
        finishedResult(new HttpCall(network, m_clock, requestTo(server.url(), method), {}, true));
    QCOMPARE(kindNameOf(result), u"no_answer"_s);
    QCOMPARE(server.requests(), 1);
}

void HttpCallTest::proxiesThatAskForASignInAreNamed_data()
{
    addMethods();
}

void HttpCallTest::proxiesThatAskForASignInAreNamed()
{
    QFETCH(const Method, method);
    ScriptedServer proxy([](const RawRequest &, const Exchange &exchange) {
        exchange.send(httpAnswer(407, {}, {"Proxy-Authenticate: Basic realm=\"office\""}));
    });
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.serverPort()));
    const QUrl url(u"https://example.com"_s);
    const auto result = finishedResult(new HttpCall(network, m_clock, requestTo(url, method), {}, true));
    QCOMPARE(kindNameOf(result), u"proxy_sign_in"_s);
    QVERIFY(result.error().message.contains(u"proxy"_s));
    // The proxy saw where to, never what.
    for (const RawRequest &seen : proxy.requests())
        QCOMPARE(seen.method, QByteArray("CONNECT"));
}

void HttpCallTest::silenceEndsAtTheIdleDeadline_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("beginning");
    for (const Method method : {Method::Get, Method::Post, Method::Delete}) {
        QTest::addRow("%s, nothing", methodName(method).constData()) << method << QByteArray();
        QTest::addRow("%s, half", methodName(method).constData())
            << method << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\"");
    }
}

void HttpCallTest::silenceEndsAtTheIdleDeadline()
{
    QFETCH(const Method, method);
    QFETCH(const QByteArray, beginning);
    ScriptedServer server([&](const RawRequest &, const Exchange &exchange) { exchange.send(beginning); });
    QNetworkAccessManager network;
    FakeClock clock;
    auto *call = new HttpCall(network, clock, requestTo(server.url(), method), {}, true);
    QSignalSpy metaData(call, &QObject::destroyed);
    const auto outcome = started(call);
    QTRY_COMPARE(server.requests().size(), 1);
    if (!beginning.isEmpty())
        QTRY_VERIFY(network.findChild<QNetworkReply *>()
                        ->attribute(QNetworkRequest::HttpStatusCodeAttribute)
                        .isValid());
    QTRY_COMPARE(clock.pendingTimers(), 1);
    clock.advance(29s);
    QCoreApplication::processEvents();
    QVERIFY(!outcome->result);
    clock.advance(2s);
    QTRY_VERIFY(outcome->result);
    QCOMPARE(kindNameOf(*outcome->result), u"no_answer"_s);
    QVERIFY(outcome->result->error().detail.contains(u"silence"_s));
    QTRY_COMPARE(metaData.size(), 1);
    QCOMPARE(outcome->times, 1);
    QCOMPARE(clock.pendingTimers(), 0);
    QCOMPARE(server.requests().size(), 1);
}

// One byte now and then keeps every idle time-out alive.
void HttpCallTest::aDripEndsAtTheTotalDeadline()
{
    QPointer<QTcpSocket> socket;
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) {
        exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
        exchange.drip(QByteArray(900, 'x'), 1, 1ms);
    });
    QNetworkAccessManager network;
    FakeClock clock;
    const auto outcome = started(new HttpCall(network, clock, requestTo(server.url(), Method::Post)));
    for (int seconds = 0; seconds < 119 && !outcome->result; ++seconds) {
        const auto before = clock.now();
        QTRY_VERIFY(server.requests().size() == 1);
        clock.advance(1s);
        QCOMPARE(clock.now(), before + 1s);
        // Each second at least one byte arrives.
        auto *reply = network.findChild<QNetworkReply *>();
        QSignalSpy bytes(reply, &QNetworkReply::readyRead);
        QVERIFY(bytes.wait());
    }
    QVERIFY(!outcome->result);
    clock.advance(2s);
    QTRY_VERIFY(outcome->result);
    QCOMPARE(kindNameOf(*outcome->result), u"no_answer"_s);
    QVERIFY(outcome->result->error().detail.contains(u"whole exchange"_s));
}

void HttpCallTest::connectingEndsAtItsDeadline()
{
    // Accepts and says nothing: TLS never stands.
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QNetworkAccessManager network;
    FakeClock clock;
    const QUrl url(u"https://127.0.0.1:%1"_s.arg(server.serverPort()));
    const auto write = started(new HttpCall(network, clock, requestTo(url, Method::Post), {}, true));
    const auto bodyless = started(new HttpCall(network, clock, requestTo(url, Method::Delete), {}, true));
    QTRY_VERIFY(server.hasPendingConnections());
    QTRY_COMPARE(clock.pendingTimers(), 2);
    clock.advance(9s);
    QCoreApplication::processEvents();
    QVERIFY(!write->result);
    clock.advance(2s);
    QTRY_VERIFY(write->result && bodyless->result);
    // Nothing of the body was taken: proof. Of a request without one nothing is known.
    QCOMPARE(kindNameOf(*write->result), u"not_sent"_s);
    QCOMPARE(kindNameOf(*bodyless->result), u"no_answer"_s);
}

void HttpCallTest::cancellingAWriteThatMayHaveLeftLeavesTheOutcomeOpen_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QString>("kind");
    QTest::newRow("GET") << Method::Get << u"cancelled"_s;
    QTest::newRow("POST") << Method::Post << u"no_answer"_s;
    QTest::newRow("DELETE") << Method::Delete << u"no_answer"_s;
}

void HttpCallTest::cancellingAWriteThatMayHaveLeftLeavesTheOutcomeOpen()
{
    QFETCH(const Method, method);
    QFETCH(const QString, kind);
    ScriptedServer server([](const RawRequest &, const Exchange &) {});
    QNetworkAccessManager network;
    auto *call = new HttpCall(network, m_clock, requestTo(server.url(), method));
    const auto outcome = started(call);
    QTRY_COMPARE(server.requests().size(), 1);
    call->cancel();
    QVERIFY(!outcome->result);
    QTRY_VERIFY(outcome->result);
    QCOMPARE(kindNameOf(*outcome->result), kind);
    QTRY_VERIFY(network.findChildren<QNetworkReply *>().isEmpty());
    QCOMPARE(outcome->times, 1);
}

void HttpCallTest::cancelledBeforeItRunsNothingIsSent()
{
    ScriptedServer server;
    QNetworkAccessManager network;
    auto *call = new HttpCall(network, m_clock, requestTo(server.url(), Method::Delete));
    const auto outcome = started(call);
    call->cancel();
    QTRY_VERIFY(outcome->result);
    QCOMPARE(kindNameOf(*outcome->result), u"cancelled"_s);
    QCOMPARE(server.connections(), 0);
}

void HttpCallTest::destroyingARunningCallIsSilent()
{
    ScriptedServer server([](const RawRequest &, const Exchange &) {});
    QNetworkAccessManager network;
    auto call = std::make_unique<HttpCall>(network, m_clock, requestTo(server.url(), Method::Post));
    const auto outcome = started(call.get());
    QTRY_COMPARE(server.requests().size(), 1);
    call.reset();
    QTRY_VERIFY(network.findChildren<QNetworkReply *>().isEmpty());
    QCOMPARE(outcome->times, 0);
}

void HttpCallTest::theLogNamesNoSecret()
{
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) {
        exchange.send(httpAnswer(200, R"({"token":"canary4"})", {"X-Request-Id: r-1"}));
    });
    QNetworkAccessManager network;
    auto request = requestTo(server.url().resolved(QUrl(u"/v1?marker=canary1"_s)), Method::Post);
    request.headers.emplaceBack("Authorization", "canary2");
    request.body = "canary3";
    QTest::failOnWarning(QRegularExpression(u"."_s));
    static QStringList lines;
    lines.clear();
    const auto previous =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &context, const QString &text) {
            lines.append(QString::fromLatin1(context.category) + u' ' + text);
        });
    const auto result = finishedResult(new HttpCall(network, m_clock, request));
    qInstallMessageHandler(previous);
    QVERIFY(result);
    QCOMPARE(lines.size(), 1);
    QVERIFY2(QRegularExpression(u"^clearsky\\.http 127\\.0\\.0\\.1 test 200 \\d+ ms r-1$"_s)
                 .match(lines.first())
                 .hasMatch(),
             qPrintable(lines.first()));
}

QTEST_GUILESS_MAIN(HttpCallTest)
#include "tst_httpcall.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tools of other tests: a fault proxy that does not cut, or a clock that fires late, would let them pass
// for nothing.

#include "tests/support/fakeclock.h"
#include "tests/support/faultproxy.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray question = "POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";

QByteArray theAnswer()
{
    return httpAnswer(202, R"({"id":"7"})");
}

} // namespace

class FaultProxyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesWhatTheScriptSays_data();
    void doesWhatTheScriptSays();
    void forwardsOneRequestAfterAnother();
    void choosesByTheRequestWhenTheScriptIsUsedUp();
    void theFakeClockFiresInOrder();
    void theFakeClockForgetsDestroyedTimers();
};

void FaultProxyTest::doesWhatTheScriptSays_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QByteArray>("received");
    QTest::addColumn<bool>("carriedOut");
    QTest::addColumn<bool>("ends");
    using enum Fault::Kind;
    QTest::newRow("none") << Fault{} << theAnswer() << true << false;
    QTest::newRow("drop") << Fault{.kind = DropBeforeReading} << QByteArray() << false << true;
    QTest::newRow("drop with RST") << Fault{.kind = DropBeforeReading, .reset = true} << QByteArray() << false
                                   << true;
    QTest::newRow("cut request") << Fault{.kind = CutRequest, .bytes = 9} << QByteArray() << false << true;
    QTest::newRow("lost answer") << Fault{.kind = LostAnswer} << QByteArray() << true << true;
    QTest::newRow("lost answer with RST")
        << Fault{.kind = LostAnswer, .reset = true} << QByteArray() << true << true;
    QTest::newRow("cut answer") << Fault{.kind = CutAnswer, .bytes = 20} << theAnswer().left(20) << true
                                << true;
    QTest::newRow("garbage") << Fault{.kind = Garbage, .payload = "??"} << QByteArray("??") << true << true;
    QTest::newRow("drip") << Fault{.kind = Drip, .bytes = 7, .wait = 1ms} << theAnswer() << true << false;
    QTest::newRow("delay") << Fault{.kind = Delay, .wait = 50ms} << theAnswer() << true << false;
    QTest::newRow("silence") << Fault{.kind = Silence} << QByteArray() << true << false;
    QTest::newRow("status") << Fault{.kind = Status, .status = 429, .payload = "slow"}
                            << httpAnswer(429, "slow") << false << false;
    QTest::newRow("redirect") << Fault{.kind = Redirect,
                                       .status = 307,
                                       .target = QUrl(u"http://127.0.0.1:9/x"_s)}
                              << httpAnswer(307, {}, {"Location: http://127.0.0.1:9/x"}) << false << false;
}

void FaultProxyTest::doesWhatTheScriptSays()
{
    QFETCH(const Fault, fault);
    QFETCH(const QByteArray, received);
    QFETCH(const bool, carriedOut);
    QFETCH(const bool, ends);
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) { exchange.send(theAnswer()); });
    FaultProxy proxy(server.serverPort());
    proxy.setScript({fault});
    QTcpSocket client;
    QSignalSpy ended(&client, &QTcpSocket::disconnected);
    QElapsedTimer elapsed;
    elapsed.start();
    client.connectToHost(QHostAddress::LocalHost, proxy.serverPort());
    client.write(question);
    QTRY_COMPARE(proxy.count(fault.kind), 1);
    QTRY_COMPARE(server.requests().size(), carriedOut ? 1 : 0);
    QTRY_COMPARE(client.bytesAvailable(), received.size());
    if (ends)
        QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(client.readAll(), received);
    QCOMPARE_GE(elapsed.elapsed(), fault.kind == Fault::Kind::Delay ? fault.wait.count() : 0);
    QCOMPARE(ended.size(), ends ? 1 : 0);
    if (carriedOut) {
        QCOMPARE(server.requests().constFirst().body, QByteArray("{}"));
        QCOMPARE(server.requests().constFirst().target, QByteArray("/v1/things"));
    }
    QCOMPARE(proxy.forwarded(), carriedOut ? 1 : 0);
    QCOMPARE(client.error() == QAbstractSocket::RemoteHostClosedError, ends);
}

void FaultProxyTest::forwardsOneRequestAfterAnother()
{
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) { exchange.send(theAnswer()); });
    FaultProxy proxy(server.serverPort());
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, proxy.serverPort());
    for (int i = 1; i <= 3; ++i) {
        client.write(question);
        QTRY_COMPARE(client.bytesAvailable(), theAnswer().size());
        QCOMPARE(client.readAll(), theAnswer());
        QCOMPARE(server.requests().size(), i);
    }
}

void FaultProxyTest::choosesByTheRequestWhenTheScriptIsUsedUp()
{
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) { exchange.send(theAnswer()); });
    FaultProxy proxy(server.serverPort());
    proxy.setScript({{}});
    proxy.chooseFault([](const RawRequest &request) {
        return request.path() == "/v1/things" ? Fault{.kind = Fault::Kind::Status, .status = 500} : Fault{};
    });
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, proxy.serverPort());
    client.write(question);
    QTRY_COMPARE(client.bytesAvailable(), theAnswer().size());
    client.readAll();
    client.write(question);
    QTRY_VERIFY(client.bytesAvailable() > 0);
    QVERIFY(client.readAll().startsWith("HTTP/1.1 500"));
    QCOMPARE(proxy.requests().size(), 2);
    QCOMPARE(proxy.forwarded(), 1);
}

void FaultProxyTest::theFakeClockFiresInOrder()
{
    FakeClock clock;
    const auto start = clock.now();
    const auto wall = clock.wallTime();
    QStringList fired;
    std::unique_ptr<Clock::Timer> nested;
    const auto second = clock.callAfter(2s, [&] {
        fired.append(u"second at %1"_s.arg((clock.now() - start).count()));
        nested = clock.callAfter(500ms,
                                 [&] { fired.append(u"nested at %1"_s.arg((clock.now() - start).count())); });
    });
    const auto third = clock.callAfter(3s, [&] { fired.append(u"third"_s); });
    const auto first = clock.callAfter(1s, [&] { fired.append(u"first"_s); });
    const auto firstToo = clock.callAfter(1s, [&] { fired.append(u"first too"_s); });
    clock.advance(999ms);
    QVERIFY(fired.isEmpty());
    QCOMPARE(clock.untilNext(), std::optional(1ms));
    clock.advance(2s);
    QCOMPARE(fired, (QStringList{u"first"_s, u"first too"_s, u"second at 2000"_s, u"nested at 2500"_s}));
    QCOMPARE(clock.now() - start, 2999ms);
    QCOMPARE(wall.msecsTo(clock.wallTime()), 2999);
    QVERIFY(clock.advanceToNext());
    QCOMPARE(fired.constLast(), u"third"_s);
    QVERIFY(!clock.advanceToNext());
}

void FaultProxyTest::theFakeClockForgetsDestroyedTimers()
{
    FakeClock clock;
    int fired = 0;
    auto timer = clock.callAfter(1s, [&fired] { ++fired; });
    std::unique_ptr<Clock::Timer> own;
    own = clock.callAfter(2s, [&] {
        own.reset();
        ++fired;
    });
    timer.reset();
    QCOMPARE(clock.pendingTimers(), 1);
    clock.advance(5s);
    QCOMPARE(fired, 1);
    QCOMPARE(clock.pendingTimers(), 0);
}

QTEST_GUILESS_MAIN(FaultProxyTest)
#include "tst_faultproxy.moc"

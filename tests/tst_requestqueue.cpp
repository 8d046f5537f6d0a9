// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/requestqueue.h"
#include "app/net/withdrawal.h"
#include "tests/support/fakeclock.h"
#include "tests/support/finished.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/wirerequests.h"

#include <QNetworkAccessManager>
#include <QSet>
#include <QTest>

using namespace Clearsky;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Method = ApiRequest::Method;

namespace {

// A server that keeps requests waiting until the test lets them go.
class HoldingServer
{
public:
    HoldingServer()
        : m_server([this](const RawRequest &request, const Exchange &exchange) {
              m_held.append({request.target, exchange});
              m_most = std::max(m_most, m_held.size());
          })
    {
    }

    [[nodiscard]] QUrl url() const { return m_server.url(); }
    [[nodiscard]] qsizetype seen() const { return m_server.requests().size(); }
    [[nodiscard]] const QList<RawRequest> &requests() const { return m_server.requests(); }
    [[nodiscard]] int connections() const { return m_server.connections(); }
    [[nodiscard]] qsizetype held() const { return m_held.size(); }
    [[nodiscard]] qsizetype most() const { return m_most; }
    [[nodiscard]] QList<QByteArray> targets() const
    {
        QList<QByteArray> targets;
        for (const RawRequest &request : m_server.requests())
            targets.append(request.target);
        return targets;
    }

    void answerOne() { m_held.takeFirst().second.send(httpAnswer(200)); }
    void answerAll()
    {
        while (!m_held.isEmpty())
            answerOne();
    }

private:
    QList<QPair<QByteArray, Exchange>> m_held;
    qsizetype m_most = 0;
    ScriptedServer m_server;
};

// Writes when it was asked into a header.
class StampSigner final : public Signer
{
public:
    Result<void> sign(OutgoingRequest &request, const QDateTime &now) const override
    {
        request.headers.emplaceBack("X-Sdk-Date", now.toString(Qt::ISODate).toLatin1());
        return {};
    }
};

class RefusingSigner final : public Signer
{
public:
    Result<void> sign(OutgoingRequest &, const QDateTime &) const override
    {
        return failure({.kind = Error::Kind::Keychain, .message = u"no key"_s});
    }
};

ApiRequest requestFor(const QString &name, Method method = Method::Get)
{
    return {.method = method,
            .pathSegments = {name},
            .body = method == Method::Post ? QByteArray("{}") : QByteArray(),
            .read = method == Method::Get};
}

} // namespace

class RequestQueueTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOverAtMostSixPerAccountAndOrigin();
    void accountsAndOriginsDoNotWaitForEachOther();
    void writesOvertakeReads();
    void keepsTheOrderOfWhatIsAlike();
    void gatesCountOverAllAccounts();
    void aGateOfSingleWritesLetsReadsPass();
    void aHeldGateLetsNothingThroughBeforeItsTime();
    void signsWhenItHandsOver();
    void whatCannotBeSignedIsNotSent();
    void whatCannotBeBuiltIsNotSent();
    void cancelledWhileItWaitsNothingIsSent();
    void withdrawnNothingOfItMayHaveLeft_data();
    void withdrawnNothingOfItMayHaveLeft();
    void withdrawnWritesOnTheWireGoOn();
    void cancelledWritesOnTheWireStayOpen();
    void destroyedCallsGiveTheirPlaceBack();
    void failuresGiveTheirPlaceBack();
    void aWriteAvoidsConnectionsThatWereIdleTooLong();
    void aWriteLeavesRunningCallsAlone();
    void accountsShareNothing();

private:
    std::shared_ptr<Outcome<HttpReply>> send(RequestQueue &queue,
                                             const std::shared_ptr<AccountNetwork> &network, const QUrl &base,
                                             const ApiRequest &request)
    {
        return started(queue.request(network, nullptr, base, request, this));
    }

    FakeClock m_clock;
};

void RequestQueueTest::handsOverAtMostSixPerAccountAndOrigin()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    QList<std::shared_ptr<Outcome<HttpReply>>> outcomes;
    for (int i = 0; i < 20; ++i)
        outcomes.append(send(queue, network, server.url(), requestFor(QString::number(i))));
    QTRY_COMPARE(server.held(), 6);
    QCOMPARE(network->inFlight(), 6);
    QCOMPARE(queue.waiting(), 14);
    for (int answered = 1; answered <= 20; ++answered) {
        QTRY_VERIFY(server.held() > 0);
        server.answerOne();
        QTRY_COMPARE(server.seen(), std::min(20, 6 + answered));
    }
    for (const auto &outcome : outcomes) {
        QTRY_VERIFY(outcome->result);
        QCOMPARE(kindNameOf(*outcome->result), u"answer 200"_s);
        QCOMPARE(outcome->times, 1);
    }
    QCOMPARE(server.most(), 6);
    QCOMPARE(network->inFlight(), 0);
    QCOMPARE(queue.waiting(), 0);
}

void RequestQueueTest::accountsAndOriginsDoNotWaitForEachOther()
{
    HoldingServer one;
    HoldingServer other;
    RequestQueue queue(m_clock);
    const auto first = std::make_shared<AccountNetwork>();
    const auto second = std::make_shared<AccountNetwork>();
    for (int i = 0; i < 8; ++i) {
        send(queue, first, one.url(), requestFor(u"a"_s));
        send(queue, first, other.url(), requestFor(u"b"_s));
        send(queue, second, one.url(), requestFor(u"c"_s));
    }
    QTRY_COMPARE(one.held(), 12);
    QTRY_COMPARE(other.held(), 6);
    while (one.seen() + other.seen() < 24 || one.held() + other.held() > 0) {
        one.answerAll();
        other.answerAll();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    QCOMPARE(one.most(), 12);
}

void RequestQueueTest::writesOvertakeReads()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    for (int i = 0; i < 8; ++i)
        send(queue, network, server.url(), requestFor(u"read"_s));
    QTRY_COMPARE(server.held(), 6);
    send(queue, network, server.url(), requestFor(u"delete"_s, Method::Delete));
    send(queue, network, server.url(), requestFor(u"post"_s, Method::Post));
    QTRY_COMPARE(queue.waiting(), 4);
    server.answerOne();
    QTRY_COMPARE(server.seen(), 7);
    QCOMPARE(server.targets().constLast(), QByteArray("/delete"));
    server.answerOne();
    QTRY_COMPARE(server.seen(), 8);
    QCOMPARE(server.targets().constLast(), QByteArray("/post"));
    server.answerOne();
    QTRY_COMPARE(server.seen(), 9);
    QCOMPARE(server.targets().constLast(), QByteArray("/read"));
}

void RequestQueueTest::keepsTheOrderOfWhatIsAlike()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    QList<QByteArray> expected;
    for (int i = 0; i < 9; ++i) {
        auto request = requestFor(QString::number(i), Method::Delete);
        request.gate = u"one at a time"_s;
        request.gateLimit = 1;
        send(queue, network, server.url(), request);
        expected.append('/' + QByteArray::number(i));
    }
    for (int i = 1; i <= 9; ++i) {
        QTRY_COMPARE(server.seen(), i);
        server.answerOne();
    }
    QCOMPARE(server.targets(), expected);
    QCOMPARE(server.most(), 1);
}

void RequestQueueTest::gatesCountOverAllAccounts()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto first = std::make_shared<AccountNetwork>();
    const auto second = std::make_shared<AccountNetwork>();
    for (int i = 0; i < 6; ++i) {
        for (const auto &network : {first, second}) {
            auto request = requestFor(u"gated"_s);
            request.gate = u"g"_s;
            request.gateLimit = 2;
            send(queue, network, server.url(), request);
        }
    }
    // What waits at a gate holds nobody else up.
    send(queue, first, server.url(), requestFor(u"free"_s));
    auto otherGate = requestFor(u"other"_s);
    otherGate.gate = u"h"_s;
    otherGate.gateLimit = 2;
    send(queue, second, server.url(), otherGate);
    QTRY_COMPARE(server.seen(), 4);
    QCOMPARE(server.targets().count("/gated"), 2);
    while (server.seen() < 14) {
        const auto before = server.seen();
        server.answerOne();
        QTRY_VERIFY(server.seen() > before || server.held() > 0);
    }
    QCOMPARE_LE(server.most(), 4);
    QCOMPARE(server.targets().count("/gated"), 12);
}

void RequestQueueTest::aGateOfSingleWritesLetsReadsPass()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    for (const Method method : {Method::Delete, Method::Delete, Method::Get, Method::Get}) {
        auto request = requestFor(QString::fromLatin1(methodName(method)), method);
        request.gate = u"g"_s;
        request.gateLimit = 2;
        request.gateSingleWrite = true;
        send(queue, network, server.url(), request);
    }
    QTRY_COMPARE(server.seen(), 2);
    QCOMPARE(server.targets().count("/DELETE"), 1);
    QCOMPARE(server.targets().count("/GET"), 1);
    server.answerAll();
    QTRY_COMPARE(server.seen(), 4);
    QCOMPARE(server.targets().count("/DELETE"), 2);
}

void RequestQueueTest::aHeldGateLetsNothingThroughBeforeItsTime()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    queue.hold(u"g"_s, 60s);
    queue.hold(u"g"_s, 20s); // a shorter one takes nothing back
    for (const Method method : {Method::Get, Method::Post}) {
        auto request = requestFor(u"gated"_s, method);
        request.gate = u"g"_s;
        send(queue, network, server.url(), request);
    }
    send(queue, network, server.url(), requestFor(u"free"_s));
    QTRY_COMPARE(server.seen(), 1);
    m_clock.advance(59s);
    QCoreApplication::processEvents();
    QCOMPARE(queue.waiting(), 2);
    m_clock.advance(1s);
    QTRY_COMPARE(server.seen(), 3);
    server.answerAll();
}

void RequestQueueTest::signsWhenItHandsOver()
{
    HoldingServer server;
    FakeClock clock;
    RequestQueue queue(clock);
    const auto network = std::make_shared<AccountNetwork>();
    const auto signer = std::make_shared<StampSigner>();
    QList<std::shared_ptr<Outcome<HttpReply>>> outcomes;
    for (int i = 0; i < 7; ++i)
        outcomes.append(started(queue.request(network, signer, server.url(), requestFor(u"r"_s), this)));
    QTRY_COMPARE(server.held(), 6);
    clock.setWallTime(clock.wallTime().addSecs(600));
    const QByteArray late = clock.wallTime().toString(Qt::ISODate).toLatin1();
    QVERIFY(server.requests().constFirst().header("X-Sdk-Date") != late);
    server.answerOne();
    QTRY_COMPARE(server.seen(), 7);
    QCOMPARE(server.requests().constLast().header("X-Sdk-Date"), late);
    server.answerAll();
    QTRY_VERIFY(outcomes.constLast()->result);
}

void RequestQueueTest::whatCannotBeSignedIsNotSent()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    const auto result = finishedResult(queue.request(network, std::make_shared<RefusingSigner>(),
                                                     server.url(), requestFor(u"r"_s, Method::Delete), this));
    QCOMPARE(kindNameOf(result), u"keychain"_s);
    QCOMPARE(server.connections(), 0);
    QCOMPARE(network->inFlight(), 0);
}

void RequestQueueTest::whatCannotBeBuiltIsNotSent()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    const auto result =
        finishedResult(queue.request(network, nullptr, server.url(), requestFor(u".."_s), this));
    QCOMPARE(kindNameOf(result), u"configuration"_s);
    QCOMPARE(server.connections(), 0);
}

void RequestQueueTest::cancelledWhileItWaitsNothingIsSent()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    for (int i = 0; i < 6; ++i)
        send(queue, network, server.url(), requestFor(u"read"_s));
    QTRY_COMPARE(server.held(), 6);
    auto *waiting =
        queue.request(network, nullptr, server.url(), requestFor(u"delete"_s, Method::Delete), this);
    const auto outcome = started(waiting);
    QTRY_COMPARE(queue.waiting(), 1);
    waiting->cancel();
    QTRY_VERIFY(outcome->result);
    QCOMPARE(kindNameOf(*outcome->result), u"cancelled"_s);
    QCOMPARE(queue.waiting(), 0);
    server.answerAll();
    QTRY_COMPARE(network->inFlight(), 0);
    QVERIFY(!server.targets().contains("/delete"));
}

void RequestQueueTest::withdrawnNothingOfItMayHaveLeft_data()
{
    QTest::addColumn<int>("turns");
    // Before it is queued, while it is handed over, before its call begins.
    for (const int turns : {0, 1, 2})
        QTest::addRow("after %d turns", turns) << turns;
}

void RequestQueueTest::withdrawnNothingOfItMayHaveLeft()
{
    QFETCH(int, turns);
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    ApiRequest request = requestFor(u"delete"_s, Method::Post);
    request.withdrawal = std::make_shared<Withdrawal>();
    const auto outcome = send(queue, network, server.url(), request);
    for (int turn = 0; turn < turns; ++turn)
        QCoreApplication::sendPostedEvents();
    request.withdrawal->make();
    QTRY_VERIFY(outcome->result);
    QCOMPARE(kindNameOf(*outcome->result), u"cancelled"_s);
    const auto after = send(queue, network, server.url(), requestFor(u"after"_s));
    QTRY_COMPARE(server.held(), 1);
    QCOMPARE(server.targets(), QList<QByteArray>{"/after"});
}

void RequestQueueTest::withdrawnWritesOnTheWireGoOn()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    ApiRequest request = requestFor(u"delete"_s, Method::Post);
    request.withdrawal = std::make_shared<Withdrawal>();
    const auto outcome = send(queue, network, server.url(), request);
    QTRY_COMPARE(server.held(), 1);
    request.withdrawal->make();
    server.answerAll();
    QTRY_VERIFY(outcome->result);
    QCOMPARE(kindNameOf(*outcome->result), u"answer 200"_s);
}

void RequestQueueTest::cancelledWritesOnTheWireStayOpen()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    for (const Method method : {Method::Get, Method::Post, Method::Delete}) {
        const auto before = server.seen();
        auto *job = queue.request(network, nullptr, server.url(), requestFor(u"x"_s, method), this);
        const auto outcome = started(job);
        QTRY_COMPARE(server.seen(), before + 1);
        job->cancel();
        QTRY_VERIFY(outcome->result);
        QCOMPARE(kindNameOf(*outcome->result), method == Method::Get ? u"cancelled"_s : u"no_answer"_s);
        QCOMPARE(outcome->times, 1);
        QCOMPARE(network->inFlight(), 0);
    }
}

void RequestQueueTest::destroyedCallsGiveTheirPlaceBack()
{
    HoldingServer server;
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    auto owner = std::make_unique<QObject>();
    for (int i = 0; i < 8; ++i)
        queue.request(network, nullptr, server.url(), requestFor(u"owned"_s), owner.get())->start();
    const auto outcome = send(queue, network, server.url(), requestFor(u"last"_s));
    QTRY_COMPARE(server.held(), 6);
    owner.reset();
    QTRY_COMPARE(server.targets().constLast(), QByteArray("/last"));
    QCOMPARE(network->inFlight(), 1);
    server.answerAll();
    QTRY_VERIFY(outcome->result);
    QCOMPARE(kindNameOf(*outcome->result), u"answer 200"_s);
}

void RequestQueueTest::failuresGiveTheirPlaceBack()
{
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) { exchange.close(); });
    RequestQueue queue(m_clock);
    const auto network = std::make_shared<AccountNetwork>();
    QList<std::shared_ptr<Outcome<HttpReply>>> outcomes;
    for (int i = 0; i < 14; ++i) {
        auto request = requestFor(QString::number(i), Method::Delete);
        request.gate = u"g"_s;
        request.gateLimit = 3;
        outcomes.append(send(queue, network, server.url(), request));
    }
    for (const auto &outcome : outcomes) {
        QTRY_VERIFY(outcome->result);
        QCOMPARE(kindNameOf(*outcome->result), u"no_answer"_s);
    }
    // One that is written while the server closes may never be read; none is read twice.
    QSet<QByteArray> targets;
    for (const RawRequest &request : server.requests())
        targets.insert(request.target);
    QCOMPARE(targets.size(), server.requests().size());
    QCOMPARE(network->inFlight(), 0);
}

void RequestQueueTest::aWriteAvoidsConnectionsThatWereIdleTooLong()
{
    ScriptedServer server;
    FakeClock clock;
    RequestQueue queue(clock);
    const auto network = std::make_shared<AccountNetwork>();
    const auto ask = [&](Method method) {
        const auto result =
            finishedResult(queue.request(network, nullptr, server.url(), requestFor(u"x"_s, method), this));
        QCOMPARE(kindNameOf(result), u"answer 200"_s);
    };
    ask(Method::Get);
    clock.advance(20s);
    ask(Method::Delete);
    QCOMPARE(server.connections(), 1);
    clock.advance(21s);
    ask(Method::Get);
    QCOMPARE(server.connections(), 1);
    clock.advance(21s);
    ask(Method::Delete);
    QCOMPARE(server.connections(), 2);
    ask(Method::Post);
    QCOMPARE(server.connections(), 2);
}

void RequestQueueTest::aWriteLeavesRunningCallsAlone()
{
    HoldingServer server;
    FakeClock clock;
    RequestQueue queue(clock, {.connect = 1h, .idle = 1h, .total = 1h});
    const auto network = std::make_shared<AccountNetwork>();
    // Two connections; one goes idle, the other keeps waiting.
    const auto first = send(queue, network, server.url(), requestFor(u"a"_s));
    const auto running = send(queue, network, server.url(), requestFor(u"b"_s));
    QTRY_COMPARE(server.held(), 2);
    server.answerOne();
    QTRY_VERIFY(first->result || running->result);
    clock.advance(30s);
    const auto write = send(queue, network, server.url(), requestFor(u"c"_s, Method::Delete));
    QTRY_COMPARE(server.seen(), 3);
    QCOMPARE(server.connections(), 3);
    server.answerAll();
    QTRY_VERIFY(first->result && running->result && write->result);
    for (const auto &outcome : {first, running, write})
        QCOMPARE(kindNameOf(*outcome->result), u"answer 200"_s);
}

void RequestQueueTest::accountsShareNothing()
{
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) {
        exchange.send(httpAnswer(200, "{}", {"Set-Cookie: account=a; Path=/"}));
    });
    RequestQueue queue(m_clock);
    for (int i = 0; i < 2; ++i) {
        const auto network = std::make_shared<AccountNetwork>();
        QVERIFY(finishedResult(queue.request(network, nullptr, server.url(), requestFor(u"x"_s), this)));
    }
    QCOMPARE(server.connections(), 2);
    QVERIFY(server.requests().constLast().header("Cookie").isEmpty());
}

QTEST_GUILESS_MAIN(RequestQueueTest)
#include "tst_requestqueue.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/readjob.h"
#include "tests/support/fakeclock.h"
#include "tests/support/finished.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testprovider.h"

#include <QTest>

using namespace Clearsky;
using namespace std::chrono_literals;

namespace {

/// Everything a connection needs, to a scripted server.
struct Place
{
    explicit Place(ScriptedServer::Script script, double speed = 1000)
        : server(std::move(script))
        , connection(std::make_unique<Connection>(testAccount(server.url()), provider, Credentials(), queue, clock,
                                                  Timing(speed), QStringLiteral("test:")))
    {
    }

    [[nodiscard]] qsizetype count(const QByteArray &path) const
    {
        return std::count_if(server.requests().cbegin(), server.requests().cend(),
                             [&](const RawRequest &request) { return request.path() == path; });
    }

    ScriptedServer server;
    SystemClock clock;
    RequestQueue queue{clock};
    TestProvider provider;
    std::unique_ptr<Connection> connection;
};

ScriptedServer::Script answers(std::function<QByteArray(const RawRequest &)> answer)
{
    return [answer = std::move(answer)](const RawRequest &request, const Exchange &exchange) {
        exchange.send(answer(request));
    };
}

// Gives out token-1, token-2, … and accepts only the last.
struct Sessions
{
    int signIns = 0;
    bool isExpired = false;

    QByteArray operator()(const RawRequest &request)
    {
        if (request.path() == "/auth") {
            isExpired = false;
            return httpAnswer(200, "token-" + QByteArray::number(++signIns));
        }
        const bool isGood = !isExpired && request.header("X-Token") == "token-" + QByteArray::number(signIns);
        return isGood ? httpAnswer(200, request.header("X-Token")) : httpAnswer(401);
    }
};

ReadJob<QByteArray> *readOf(Place &place, const QString &path)
{
    return new ReadJob<QByteArray>(*place.connection, testRequest({path}),
                                   [&place](const HttpReply &reply) -> Result<QByteArray> {
                                       if (reply.status != 200)
                                           return failure(place.provider.readError(reply));
                                       return reply.body;
                                   });
}

} // namespace

class TestConnection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signingInTellsTheScope()
    {
        Place place(answers(Sessions()));
        QVERIFY(!place.connection->isSignedIn());
        const auto scope = finishedResult(place.connection->signIn());
        QVERIFY(scope);
        QCOMPARE(scope->userId, QStringLiteral("user-1"));
        QCOMPARE(scope->projectId, QStringLiteral("project-1"));
        QVERIFY(place.connection->isSignedIn());
        QVERIFY(finishedResult(place.connection->signIn()));
        QCOMPARE(place.count("/auth"), 1);
    }

    void aSendSignsInFirst()
    {
        Place place(answers(Sessions()));
        const auto reply = finishedResult(place.connection->send(testRequest({QStringLiteral("a")})));
        QVERIFY(reply);
        QCOMPARE(reply->body, QByteArray("token-1"));
        QVERIFY(reply->receivedAt.isValid());
    }

    void eightAtOnceSignInOnce()
    {
        Place place(answers(Sessions()));
        QList<std::shared_ptr<Outcome<HttpReply>>> outcomes;
        for (int i = 0; i < 8; ++i)
            outcomes.append(started(place.connection->send(testRequest({QString::number(i)}))));
        for (const auto &outcome : std::as_const(outcomes)) {
            QTRY_VERIFY(outcome->result);
            QCOMPARE((*outcome->result)->status, 200);
        }
        QCOMPARE(place.count("/auth"), 1);
    }

    void aSessionThatEndedUnderEightReadsIsRenewedOnce()
    {
        auto sessions = std::make_shared<Sessions>();
        Place place(answers([sessions](const RawRequest &request) { return (*sessions)(request); }));
        QVERIFY(finishedResult(place.connection->signIn()));
        sessions->isExpired = true;
        QList<std::shared_ptr<Outcome<QByteArray>>> outcomes;
        for (int i = 0; i < 8; ++i)
            outcomes.append(started<QByteArray>(readOf(place, QString::number(i))));
        for (const auto &outcome : std::as_const(outcomes)) {
            QTRY_VERIFY(outcome->result);
            QVERIFY(*outcome->result);
            QCOMPARE(**outcome->result, QByteArray("token-2"));
        }
        QCOMPARE(place.count("/auth"), 2);
    }

    void aSecondRefusalOfANewSessionEndsTheRead()
    {
        Place place(answers([](const RawRequest &request) {
            return request.path() == "/auth" ? httpAnswer(200, "token") : httpAnswer(401);
        }));
        const auto result = finishedResult<QByteArray>(readOf(place, QStringLiteral("a")));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::SessionExpired);
        QCOMPARE(place.count("/a"), 2);
        QCOMPARE(place.count("/auth"), 2);
    }

    void aFailedSignInSaysThatTheRequestWasNotSent_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("refused") << 403 << Error::Kind::SignInRefused;
        QTest::newRow("expired") << 401 << Error::Kind::SignInRefused;
        QTest::newRow("invalid") << 400 << Error::Kind::SignInRefused;
        QTest::newRow("fault") << 500 << Error::Kind::NotSent;
        QTest::newRow("throttled") << 429 << Error::Kind::Throttled;
        QTest::newRow("nothing there") << 404 << Error::Kind::WrongEndpoint;
    }

    void aFailedSignInSaysThatTheRequestWasNotSent()
    {
        QFETCH(const int, status);
        Place place(answers([status](const RawRequest &) { return httpAnswer(status); }));
        const auto request = testRequest({QStringLiteral("delete")}, ApiRequest::Method::Post);
        const auto reply = finishedResult(place.connection->send(request));
        QVERIFY(!reply);
        QTEST(reply.error().kind, "kind");
        QCOMPARE(reply.error().httpStatus, status);
        QVERIFY(effectOf(reply.error().kind) != Effect::Unknown);
        QCOMPARE(place.count("/delete"), 0);
    }

    void aSignInThatFailedIsTriedAgainByTheNextSend()
    {
        auto isDown = std::make_shared<bool>(true);
        Place place(answers([isDown, sessions = Sessions()](const RawRequest &request) mutable {
            return *isDown ? httpAnswer(500) : sessions(request);
        }));
        QVERIFY(!finishedResult(place.connection->signIn()));
        *isDown = false;
        QVERIFY(finishedResult(place.connection->send(testRequest({QStringLiteral("a")}))));
    }

    void theMeasuredClockDifferenceIsKept()
    {
        Place place(answers([sessions = Sessions(), isFirst = true](const RawRequest &request) mutable {
            if (request.path() == "/auth" || !std::exchange(isFirst, false))
                return sessions(request);
            const QDateTime date = QDateTime::currentDateTimeUtc().addSecs(1200);
            return httpAnswer(480, "{}",
                              {"Date: "
                               + QLocale::c().toString(date, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1()});
        }));
        const auto result = finishedResult<QByteArray>(readOf(place, QStringLiteral("a")));
        QVERIFY(result);
        QCOMPARE(place.count("/a"), 2);
        QVERIFY(std::abs(place.connection->clockOffset().count() - 1200) <= 3);
    }

    void readsAreRepeatedThreeTimesForAFault()
    {
        Place place(answers([](const RawRequest &request) {
            return request.path() == "/auth" ? httpAnswer(200, "t") : httpAnswer(502);
        }));
        const auto result = finishedResult<QByteArray>(readOf(place, QStringLiteral("a")));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::ProviderFault);
        QCOMPARE(place.count("/a"), 3);
    }

    void readsRecoverFromAFault()
    {
        Place place(answers([n = 0, sessions = Sessions()](const RawRequest &request) mutable {
            return request.path() == "/a" && ++n < 3 ? httpAnswer(500) : sessions(request);
        }));
        QVERIFY(finishedResult<QByteArray>(readOf(place, QStringLiteral("a"))));
        QCOMPARE(place.count("/a"), 3);
    }

    void readsAreNotRepeatedForAWrongEndpoint()
    {
        Place place(answers([](const RawRequest &request) {
            return request.path() == "/auth" ? httpAnswer(200, "t") : httpAnswer(404);
        }));
        QCOMPARE(finishedResult<QByteArray>(readOf(place, QStringLiteral("a"))).error().kind,
                 Error::Kind::WrongEndpoint);
        QCOMPARE(place.count("/a"), 1);
    }

    void aThrottledReadWaitsForTheHintInTheAccountsTime()
    {
        ScriptedServer server(answers([n = 0, sessions = Sessions()](const RawRequest &request) mutable {
            return request.path() == "/a" && ++n < 6 ? httpAnswer(429, "{}", {"Retry-After: 30"}) : sessions(request);
        }));
        FakeClock clock;
        RequestQueue queue(clock);
        const TestProvider provider;
        Connection connection(testAccount(server.url()), provider, {}, queue, clock, Timing(10), QStringLiteral("test:"));
        const auto outcome = started<HttpReply>(new ReadJob<HttpReply>(
            connection, testRequest({QStringLiteral("a")}), [&provider](const HttpReply &reply) -> Result<HttpReply> {
                if (reply.status != 200)
                    return failure(provider.readError(reply));
                return reply;
            }));
        const auto count = [&] {
            return std::count_if(server.requests().cbegin(), server.requests().cend(),
                                 [](const RawRequest &request) { return request.path() == "/a"; });
        };
        for (int i = 1; i < 6; ++i) {
            QTRY_COMPARE(count(), i);
            QTRY_VERIFY(clock.untilNext() && *clock.untilNext() < 10s); // a call has a longer one
            QVERIFY(*clock.untilNext() >= 3000ms);
            QVERIFY(clock.advanceToNext());
        }
        QTRY_VERIFY(outcome->result);
        QVERIFY(*outcome->result);
    }

    void throttlingWithoutEndGivesUp()
    {
        Place place(answers([](const RawRequest &request) {
            return request.path() == "/auth" ? httpAnswer(200, "t") : httpAnswer(429);
        }));
        const auto result = finishedResult<QByteArray>(readOf(place, QStringLiteral("a")));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Throttled);
        QVERIFY(place.count("/a") > 3);
        QVERIFY(place.count("/a") < 20);
    }

    void aCancelledReadEndsOnceAndSendsNothingMore()
    {
        Place place(answers([](const RawRequest &request) {
            return request.path() == "/auth" ? httpAnswer(200, "t") : httpAnswer(500);
        }), 0.001);
        auto *job = readOf(place, QStringLiteral("a"));
        const auto outcome = started<QByteArray>(job);
        QTRY_COMPARE(place.count("/a"), 1);
        job->cancel();
        QTRY_VERIFY(outcome->result);
        QCOMPARE(outcome->result->error().kind, Error::Kind::Cancelled);
        QCOMPARE(outcome->times, 1);
        QCOMPARE(place.count("/a"), 1);
    }

    void jobsOfAConnectionThatGoesEndAsCancelled()
    {
        Place place([](const RawRequest &, const Exchange &) {}); // never answers the sign-in
        const auto signIn = started(place.connection->signIn());
        const auto send = started(place.connection->send(testRequest({QStringLiteral("a")})));
        const auto read = started<QByteArray>(readOf(place, QStringLiteral("b")));
        QTRY_COMPARE(place.count("/auth"), 1);
        place.connection.reset();
        QTRY_VERIFY(signIn->result && send->result && read->result);
        QCOMPARE(signIn->result->error().kind, Error::Kind::Cancelled);
        QCOMPARE(send->result->error().kind, Error::Kind::Cancelled);
        QCOMPARE(read->result->error().kind, Error::Kind::Cancelled);
    }

    void aRequestOnTheWireOutlivesItsConnection()
    {
        std::optional<Exchange> held;
        Place place([&held](const RawRequest &request, const Exchange &exchange) {
            if (request.path() == "/auth")
                exchange.send(httpAnswer(200, "t"));
            else
                held = exchange;
        });
        const auto send = started(
            place.connection->send(testRequest({QStringLiteral("delete")}, ApiRequest::Method::Post)));
        QTRY_VERIFY(held);
        place.connection.reset();
        held->send(httpAnswer(202));
        QTRY_VERIFY(send->result);
        QVERIFY(*send->result);
        QCOMPARE((*send->result)->status, 202);
    }

    void aCancelledDeletionOnTheWireIsInDoubt()
    {
        Place place([](const RawRequest &request, const Exchange &exchange) {
            if (request.path() == "/auth")
                exchange.send(httpAnswer(200, "t"));
        });
        auto *job = place.connection->send(testRequest({QStringLiteral("delete")}, ApiRequest::Method::Post));
        const auto outcome = started(job);
        QTRY_COMPARE(place.count("/delete"), 1);
        job->cancel();
        QTRY_VERIFY(outcome->result);
        QCOMPARE(outcome->result->error().kind, Error::Kind::NoAnswer);
        QCOMPARE(outcome->times, 1);
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/brake.h"

#include <QTest>

using namespace Clearsky;
using namespace std::chrono_literals;

namespace {

Error of(Error::Kind kind)
{
    return {.kind = kind, .message = QStringLiteral("words")};
}

Brake makeBrake()
{
    return Brake(Timing(1.0), [] { return 0.0; });
}

} // namespace

/// What holds a lane back, in time that is only told (engine.md 5.3 and R8).
class TestBrake final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fiveUnknownOutcomesInARowOpenTheCircuit()
    {
        Brake brake = makeBrake();
        for (int i = 0; i < 4; ++i)
            QVERIFY(brake.unknown(of(Error::Kind::NoAnswer), 1s));
        QCOMPARE(brake.mostInFlight(5), 5);
        QVERIFY(brake.unknown(of(Error::Kind::NoAnswer), 1s));
        QCOMPARE(brake.mostInFlight(5), 0);
        QVERIFY(!brake.wantsProbe(30s));
        QVERIFY(brake.wantsProbe(31s));
        brake.probing();
        QVERIFY(!brake.wantsProbe(31s));
        brake.probed(false, 31s);
        QVERIFY(!brake.wantsProbe(60s));
        QVERIFY(brake.wantsProbe(61s));
        brake.probing();
        brake.probed(true, 61s);
        QCOMPARE(brake.mostInFlight(5), 1);
        brake.answered(62s);
        QCOMPARE(brake.mostInFlight(5), 5);
    }

    void oneMoreUnknownAfterAGoodProbeOpensItAgain()
    {
        Brake brake = makeBrake();
        for (int i = 0; i < 5; ++i)
            QVERIFY(brake.unknown(of(Error::Kind::ProviderFault), 0s));
        brake.probing();
        brake.probed(true, 30s);
        QVERIFY(brake.unknown(of(Error::Kind::ProviderFault), 31s));
        QCOMPARE(brake.mostInFlight(5), 0);
        QVERIFY(brake.wantsProbe(61s));
    }

    void threeAnswersThatCannotBeReadAskForAPerson()
    {
        Brake brake = makeBrake();
        QVERIFY(brake.unknown(of(Error::Kind::Malformed), 0s));
        QVERIFY(brake.unknown(of(Error::Kind::NoAnswer), 0s));
        QVERIFY(brake.unknown(of(Error::Kind::Malformed), 0s));
        QVERIFY(brake.unknown(of(Error::Kind::Malformed), 0s));
        QVERIFY(!brake.unknown(of(Error::Kind::Malformed), 0s));
    }

    void throttlingDoublesOncePerWaitAndLetsOneTry()
    {
        Brake brake = makeBrake();
        Brake::Time now = 1s;
        for (const Brake::Time wait : {2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
            QVERIFY(brake.throttled(of(Error::Kind::Throttled), now));
            for (int i = 0; i < 4; ++i) // those that had left with it
                QVERIFY(!brake.throttled(of(Error::Kind::Throttled), now));
            QCOMPARE(brake.pausedUntil(), now + wait);
            QCOMPARE(brake.mostInFlight(5), 1);
            QVERIFY(brake.holdsReads(now));
            now += wait;
            QVERIFY(!brake.holdsReads(now));
        }
        QVERIFY(!brake.isThrottledForTooLong(1s + 30min - 1ms));
        QVERIFY(brake.isThrottledForTooLong(1s + 30min));
        brake.answered(1s + 30min);
        QCOMPARE(brake.mostInFlight(5), 5);
    }

    void aHintIsKeptUpToAQuarterOfAnHour()
    {
        Brake brake = makeBrake();
        Error error = of(Error::Kind::Throttled);
        error.retryAfter = 200s;
        QVERIFY(brake.throttled(error, 0s));
        QCOMPARE(brake.pausedUntil(), 200s);
        error.retryAfter = 5h;
        QVERIFY(brake.throttled(error, 200s));
        QCOMPARE(brake.pausedUntil(), 200s + 15min);
    }

    void anAnswerToWhatHadLeftBeforeDoesNotTakeTheHintBack()
    {
        Brake brake = makeBrake();
        Error error = of(Error::Kind::Throttled);
        error.retryAfter = 90s;
        QVERIFY(brake.throttled(error, 0s));
        brake.answered(89s);
        QVERIFY(brake.holdsReads(89s));
        QCOMPARE(brake.mostInFlight(5), 1);
        QVERIFY(!brake.holdsReads(90s));
        QCOMPARE(brake.pausedUntil(), 90s);
        brake.answered(90s);
        QCOMPARE(brake.mostInFlight(5), 5);
    }
};

QTEST_GUILESS_MAIN(TestBrake)
#include "tst_brake.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/forecast.h"
#include "app/jobs/resumeguard.h"

#include <QTest>

using namespace Clearsky;
using namespace std::chrono_literals;
using namespace Qt::Literals;

using Kind = JobOutlook::Kind;
using std::chrono::milliseconds;

namespace {

/// Requests one after the other, each answered after `taken`, the next sent `pause` later.
milliseconds run(Forecast &forecast, int requests, milliseconds taken, milliseconds pause, milliseconds from = 1h)
{
    milliseconds now = from;
    for (int i = 0; i < requests; ++i) {
        forecast.sent(now);
        forecast.answered(now + taken, taken);
        now += taken + pause;
    }
    return now;
}

} // namespace

class TestForecast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsForeseenTooEarly()
    {
        Forecast forecast;
        QCOMPARE(forecast.outlook(1h, {.requests = 10}).kind, Kind::None);
        const milliseconds now = run(forecast, 3, 1s, 0ms);
        QCOMPARE(forecast.outlook(now, {.requests = 10, .ended = 19}).kind, Kind::None);
        QCOMPARE(forecast.outlook(now, {.requests = 10, .ended = 20}).kind, Kind::Range);
        QCOMPARE(forecast.outlook(1h + 30s, {.requests = 10, .ended = 3}).kind, Kind::Range);
    }

    void theRangeHoldsWhatRequestsTookSoFar_data()
    {
        QTest::addColumn<int>("takenMs");
        QTest::addColumn<int>("pauseMs");
        QTest::addColumn<int>("concurrency");
        QTest::addColumn<int>("coolDownMs");
        QTest::addColumn<int>("expectedMs");
        QTest::newRow("one at a time") << 2000 << 0 << 1 << 0 << 200'000;
        QTest::newRow("paced") << 100 << 400 << 1 << 0 << 50'000;
        QTest::newRow("places that the lane does not use") << 2000 << 0 << 5 << 0 << 200'000;
        QTest::newRow("after a known wait") << 2000 << 0 << 1 << 60'000 << 260'000;
    }

    void theRangeHoldsWhatRequestsTookSoFar()
    {
        QFETCH(int, takenMs);
        QFETCH(int, pauseMs);
        QFETCH(int, concurrency);
        QFETCH(int, coolDownMs);
        QFETCH(int, expectedMs);
        Forecast forecast;
        const milliseconds now = run(forecast, 40, milliseconds(takenMs), milliseconds(pauseMs));
        const JobOutlook outlook = forecast.outlook(
            now, {.requests = 100, .ended = 40, .concurrency = concurrency, .coolDown = milliseconds(coolDownMs)});
        QCOMPARE(outlook.kind, Kind::Range);
        QVERIFY(outlook.shortest < milliseconds(expectedMs) && outlook.longest > milliseconds(expectedMs));
        QVERIFY(outlook.longest - outlook.shortest <= milliseconds(expectedMs));
        QVERIFY(outlook.shortest >= milliseconds(coolDownMs));
    }

    void overlappingRequestsShareTheTime()
    {
        Forecast forecast;
        milliseconds now = 1h;
        for (int i = 0; i < 40; ++i, now += 200ms) { // five at once, each takes a second
            forecast.sent(now);
            forecast.answered(now + 1s, 1s);
        }
        const JobOutlook outlook = forecast.outlook(now, {.requests = 100, .ended = 40, .concurrency = 5});
        QVERIFY(outlook.shortest < 20s && outlook.longest > 20s && outlook.longest < 40s);
    }

    void aSilentLaneHasNoEstimate()
    {
        Forecast forecast;
        const milliseconds now = run(forecast, 40, 1s, 0ms);
        QCOMPARE(forecast.outlook(now + 59s, {.requests = 10, .ended = 40}).kind, Kind::Range);
        QCOMPARE(forecast.outlook(now + 70s, {.requests = 10, .ended = 40}).kind, Kind::Stalled);
        QCOMPARE(forecast.outlook(now + 70s, {.requests = 10, .ended = 40, .coolDown = 5min}).kind, Kind::Range);
    }

    void theHeartbeatTellsTheLastAnswerAndTheNextRequest()
    {
        Forecast forecast;
        const milliseconds now = run(forecast, 1, 1s, 0ms);
        JobOutlook outlook = forecast.outlook(now + 7s, {.requests = 3, .coolDown = 3min});
        QVERIFY(outlook.sinceLastAnswer == 7s);
        QVERIFY(outlook.untilNextRequest == 3min);
        const QDateTime shown(QDate(2026, 7, 14), QTime(14, 29, 14));
        QCOMPARE(heartbeatText(outlook, shown), u"Last answer 14:29:07, next request 14:32:14."_s);
        outlook.untilNextRequest.reset();
        QCOMPARE(heartbeatText(outlook, shown), u"Last answer 14:29:07."_s);
        QCOMPARE(heartbeatText({}, shown), QString());
    }

    void estimatesAreReadAtAGlance()
    {
        QCOMPARE(estimateText({}), QString());
        QCOMPARE(estimateText({.kind = Kind::Stalled}), u"waiting, no estimate"_s);
        QCOMPARE(estimateText({.kind = Kind::Range, .shortest = 9min + 10s, .longest = 11min + 30s}), u"about 9–12 min"_s);
        QCOMPARE(estimateText({.kind = Kind::Range, .shortest = 20s, .longest = 3min}), u"about 1–3 min"_s);
        QCOMPARE(estimateText({.kind = Kind::Range, .shortest = 41s, .longest = 58s}), u"about 40–60 s"_s);
    }

    void threeResumptionsWithoutProgressAreEnough()
    {
        ResumeGuard guard;
        QVERIFY(guard.admit(1h, 5));
        QVERIFY(guard.admit(1h + 1min, 5));
        QVERIFY(guard.admit(1h + 2min, 5));
        QVERIFY(!guard.admit(1h + 3min, 5));
        QVERIFY(guard.admit(1h + 3min, 6)); // progress
        QVERIFY(guard.admit(1h + 4min, 6));
        QVERIFY(guard.admit(1h + 5min, 6));
        QVERIFY(!guard.admit(1h + 12min, 6));
        QVERIFY(guard.admit(1h + 13min, 6)); // ten minutes after the first
    }
};

QTEST_GUILESS_MAIN(TestForecast)
#include "tst_forecast.moc"

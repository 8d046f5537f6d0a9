// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simulation.h"
#include "tests/support/shard.h"

#include <QCommandLineParser>
#include <QHashSeed>
#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <cstdio>
#include <limits>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Clearsky;

namespace {

constexpr qsizetype linesShown = 60;
constexpr quint64 sqliteEvery = 20; ///< so many runs keep their journal in a real file

SimOptions optionsFor(quint64 seed, int limit = 1'000'000, bool keepTrace = false)
{
    return {.seed = seed, .limit = limit, .keepTrace = keepTrace, .sqlite = seed % sqliteEvery == 0};
}

SimReport runSeed(SimGround &ground, quint64 seed, int limit = 1'000'000, bool keepTrace = false)
{
    return Simulation(ground, optionsFor(seed, limit, keepTrace)).run();
}

/// The first line in which two runs of one seed differ.
QString difference(SimGround &ground, quint64 seed)
{
    const QStringList first = runSeed(ground, seed, 1'000'000, true).trace;
    const QStringList second = runSeed(ground, seed, 1'000'000, true).trace;
    for (qsizetype i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (first.value(i) != second.value(i))
            return QStringLiteral("line %1: \"%2\" and \"%3\"").arg(i).arg(first.value(i), second.value(i));
    }
    return QStringLiteral("not seen again");
}

/// The run with the fewest mishaps that still breaks a promise.
SimReport shortestFailure(SimGround &ground, quint64 seed, int &limit)
{
    for (limit = 0;; ++limit) {
        SimReport report = runSeed(ground, seed, limit, true);
        if (!report.violation.isEmpty() || report.mishaps < limit)
            return report;
    }
}

/// Nothing, or what is wrong with this seed.
QString judge(SimGround &ground, quint64 seed)
{
    const SimReport first = runSeed(ground, seed);
    if (!first.violation.isEmpty()) {
        int limit = 0;
        const SimReport shortest = shortestFailure(ground, seed, limit);
        return QStringLiteral("seed %1 breaks %2\nwith its first %3 mishaps already: %4; at the end:\n%5\nagain: tst_simulator --seed %1 --limit %3")
            .arg(seed).arg(first.violation).arg(limit).arg(shortest.violation, shortest.trace.mid(std::max<qsizetype>(0, shortest.trace.size() - linesShown)).join(u'\n'));
    }
    const SimReport second = runSeed(ground, seed);
    if (second.digest != first.digest || second.events != first.events)
        return QStringLiteral("seed %1 does not repeat: %2").arg(seed).arg(difference(ground, seed));
    return {};
}

quint64 seedCount()
{
    if (qEnvironmentVariableIsSet("CLEARSKY_SIM_SEEDS"))
        return qEnvironmentVariable("CLEARSKY_SIM_SEEDS").toULongLong();
    if (qEnvironmentVariableIsSet("CLEARSKY_CAMPAIGN"))
        return 200'000;
#ifdef __SANITIZE_ADDRESS__
    return 40;
#else
    return 600; // what the suite has time for
#endif
}

} // namespace

/// The engine in a world where everything goes wrong, thousands of times (engine.md section 4, point 1).
class TestSimulator : public QObject
{
    Q_OBJECT

public:
    explicit TestSimulator(SimGround &ground)
        : m_ground(ground)
    {
    }

private Q_SLOTS:
    void everyPromiseHoldsForEverySeed()
    {
        const quint64 count = seedCount();
        const quint64 first = qEnvironmentVariable("CLEARSKY_SIM_FIRST", QStringLiteral("1")).toULongLong();
        quint64 runs = 0;
        for (quint64 seed = first; seed < first + count; ++seed) {
            if (!inShard(static_cast<int>(seed % 1'000'000)))
                continue;
            const QString wrong = judge(m_ground, seed);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            ++runs;
        }
        qInfo("%llu seeds, each run twice", static_cast<unsigned long long>(runs));
    }

    /// The first six: a part of a ROMA list was empty that nobody had looked for, and was believed later. 25429: another
    /// job's look saw what two false ones had missed. 33855, 118300: stale lists showed again what had been gone, which then
    /// counted as refused or failed. 221648: after a restart nobody knew any more that others had been in an empty part.
    /// 163240: two stale lists showed what a job that failed as a whole had deleted. 154968: sent again after a crash, and
    /// taken back before it left.
    void everyPromiseHoldsForSeedsThatOnceFailed()
    {
        if (!inShard(0))
            return;
        for (const quint64 seed : QList<quint64>{1511, 4739, 5077, 9542, 10348, 11140, 25429, 33855, 118300, 154968, 163240, 221648}) {
            const QString wrong = judge(m_ground, seed);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }

    void everyPromiseHoldsForARandomSeed()
    {
        const quint64 seed = QRandomGenerator::system()->generate64() >> 1;
        qInfo("random seed %llu", static_cast<unsigned long long>(seed));
        const QString wrong = judge(m_ground, seed);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void anOverloadedProviderIsNeverMisread_data()
    {
        QTest::addColumn<QString>("kindId");
        if (inShard(0))
            QTest::newRow("Zenlayer") << QStringLiteral("zenlayer.zec.snapshot");
        if (inShard(1))
            QTest::newRow("Workspace") << QStringLiteral("huawei.workspace.snapshot");
    }

    /// engine.md 5.3 under 429 to half, 500 to a tenth, no answer to a twentieth of all requests.
    void anOverloadedProviderIsNeverMisread()
    {
        QFETCH(QString, kindId);
        const int items = overloadedItems();
        const SimReport report = Simulation(m_ground, {.seed = 4711, .limit = std::numeric_limits<int>::max(),
                                                       .profile = overloadedProfile(), .kindId = kindId, .items = items})
                                     .run();
        QVERIFY2(report.violation.isEmpty(), qPrintable(report.violation));
        QCOMPARE(report.items, items);
        const auto count = [&report](ItemState state) { return report.counts.at(static_cast<size_t>(state)); };
        const double batches = std::ceil(items / 100.0);
        const double minutes = std::chrono::duration<double, std::ratio<60>>(report.time).count();
        qInfo("%d items: %d deleted, %d already gone, %d unknown (%d after two unanswered sends), %d refused; "
              "%.2f delete requests per batch; %d looks, %d polls; %.1f requests per minute over %.0f minutes",
              items, count(ItemState::Deleted), count(ItemState::AlreadyGone), count(ItemState::Unknown), report.unknownTwice,
              items - count(ItemState::Deleted) - count(ItemState::AlreadyGone) - count(ItemState::Unknown),
              report.wire.deletes / batches, report.wire.looks, report.wire.polls, report.wire.requests / minutes, minutes);
        for (const QString &kept : report.kept) // some snapshots the provider itself will not delete; that is true then
            QVERIFY2(kept.contains(QStringLiteral(" refused: ")), qPrintable(kept));
        QCOMPARE(report.unknownTwice + report.unknownOverdue, count(ItemState::Unknown));
        // 2.35 are expected; the average of a few batches strays further from it than that of a hundred.
        QVERIFY(report.wire.deletes <= (batches < 100 ? 5 : 3) * batches);
    }

private:
    static int overloadedItems() { return qEnvironmentVariableIsSet("CLEARSKY_CAMPAIGN") ? 10'000 : 500; }

    SimGround &m_ground;
};

/// Shows one seed: tst_simulator --seed 17 [--limit 3]
static int showSeed(SimGround &ground, const QCommandLineParser &parser)
{
    const quint64 seed = parser.value(QStringLiteral("seed")).toULongLong();
    const QString limit = parser.value(QStringLiteral("limit"));
    const SimReport report = runSeed(ground, seed, limit.isEmpty() ? 1'000'000 : limit.toInt(), true);
    for (const QString &line : report.trace)
        std::puts(qPrintable(line));
    std::printf("%s; %d items, %d mishaps, %d crashes, digest %llx\n",
                report.violation.isEmpty() ? "all promises kept" : qPrintable(report.violation), report.items,
                report.mishaps, report.crashes, static_cast<unsigned long long>(report.digest));
    return report.violation.isEmpty() ? 0 : 1;
}

int main(int argc, char **argv)
{
    QHashSeed::setDeterministicGlobalSeed();
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 512 << 20); // each run takes again what the last one gave back
    mallopt(M_TOP_PAD, 16 << 20);
#endif
    SimApplication app(argc, argv);
    SimGround ground(app);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("seed"), QStringLiteral("Shows one run."), QStringLiteral("seed")},
                       {QStringLiteral("limit"), QStringLiteral("Only the first mishaps."), QStringLiteral("n")}});
    if (parser.parse(app.arguments()) && parser.isSet(QStringLiteral("seed")))
        return showSeed(ground, parser);
    TestSimulator test(ground);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_simulator.moc"

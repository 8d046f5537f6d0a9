// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/eachkind.h"
#include "tests/support/matrixscene.h"
#include "tests/support/shard.h"

#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;
using namespace std::chrono_literals;

namespace {

/// What becomes of the first delete request.
struct Trouble
{
    int row;                ///< of design/engine.md section 3
    const char *name;
    Fault fault;
    bool carriedOut;        ///< the server has done it
    HttpDeadlines deadlines{};
};

QByteArray ok(const QByteArray &headers, const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body;
}

Fault garbage(const QByteArray &answer)
{
    return {.kind = Fault::Kind::Garbage, .payload = answer};
}

Fault rewrittenAs(const QByteArray &body)
{
    return {.kind = Fault::Kind::Rewrite, .rewrite = [body](const QByteArray &) { return body; }};
}

const HttpDeadlines impatient{.connect = 1s, .idle = 700ms, .total = 1500ms};

/// All leave the outcome open: only a look may tell, and at most one request reaches the server for an intent.
QList<Trouble> unknownTroubles()
{
    using enum Fault::Kind;
    QList<Trouble> all{
        {13, "FIN before a byte is read", {.kind = DropBeforeReading}, false},
        {13, "RST before a byte is read", {.kind = DropBeforeReading, .reset = true}, false},
        {13, "FIN within the request", {.kind = CutRequest, .bytes = 40}, false},
        {13, "FIN instead of an answer", {.kind = LostAnswer}, true},
        {13, "RST instead of an answer", {.kind = LostAnswer, .reset = true}, true},
        {15, "silence", {.kind = Silence}, true, impatient},
        {16, "slow drip", {.kind = Drip, .bytes = 1, .wait = 100ms}, true, impatient},
        {17, "cut within the head", {.kind = CutAnswer, .bytes = 17}, true},
        {17, "cut by Content-Length", garbage(ok("Content-Length: 90\r\n", R"({"job_id":"x"})")), true},
        {17, "cut chunks", garbage(ok("Transfer-Encoding: chunked\r\n", "e\r\n{\"job_id\":\"x\"}\r\n")), true},
        {17, "cut at the connection's end", garbage(ok({}, R"({"job_id":"x")")), true},
        {19, "a body of a terabyte", garbage(ok("Content-Length: 1099511627776\r\n", "{}")), true},
        {20, "redirect after forwarding", garbage("HTTP/1.1 307 To\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"),
         true},
    };
    for (const auto &[name, body] : QList<QPair<const char *, QByteArray>>{
             {"HTML", "<html><body>Welcome</body></html>"},
             {"null", "null"},
             {"a list", "[]"},
             {"bad UTF-8", "{\"job_id\":\"\xff\xfe\",\"instances\":\"\xff\",\"response\":\"\xff\"}"},
             {"depth", QByteArray(100'000, '[')},
         })
        all.append({18, name, rewrittenAs(body), true});
    for (const int status : {500, 502, 504})
        all.append({29, status == 500 ? "500" : status == 502 ? "502" : "504",
                    garbage(QByteArray("HTTP/1.1 ") + QByteArray::number(status) + " No\r\nContent-Length: 2\r\n\r\n{}"), true});
    all.append({29, "500 before acting", {.kind = Status, .status = 500, .payload = "{}"}, false});
    all.append({30, "503 without a hint", {.kind = Status, .status = 503, .payload = "{}"}, false});
    return all;
}

/// Kinds whose answers have no required member: every object says that it was accepted.
bool readsNothing(const QString &kindId)
{
    return kindId == u"huawei.csbs.backup";
}

} // namespace

/// Rows 12 to 20, 29 and 30 of the fault matrix: what the wire does to a delete request.
class TestMatrixWire final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatMayHaveBeenCarriedOutIsLookedAtBeforeAnythingElse_data()
    {
        QTest::addColumn<QString>("kindId");
        QTest::addColumn<int>("trouble");
        QTest::addColumn<bool>("full");
        QTest::addColumn<bool>("twoLanes");
        // The campaign runs every crossing; the ordinary suite one of the four for each cell, each in its turn.
        const bool campaign = qEnvironmentVariableIntValue("CLEARSKY_CAMPAIGN") != 0;
        const Registry registry = makeRegistry();
        const QList<Trouble> all = unknownTroubles();
        int cell = 0;
        int row = 0;
        for (int i = 0; i < all.size(); ++i) {
            for (const auto &contract : registry.contracts()) {
                ++cell;
                for (int crossing = 0; crossing < 4; ++crossing) {
                    const bool isDue = campaign || crossing == cell % 4;
                    if (!isDue || !inShard(row++))
                        continue;
                    QTest::addRow("row %d, %s, %s%s%s", all.at(i).row, all.at(i).name, qPrintable(contract->kind().id),
                                  crossing % 2 ? ", full" : "", crossing / 2 ? ", 2 lanes" : "")
                        << contract->kind().id << i << bool(crossing % 2) << bool(crossing / 2);
                }
            }
        }
    }

    void whatMayHaveBeenCarriedOutIsLookedAtBeforeAnythingElse()
    {
        QFETCH(QString, kindId);
        QFETCH(int, trouble);
        QFETCH(bool, full);
        QFETCH(bool, twoLanes);
        const Trouble it = unknownTroubles().at(trouble);
        MatrixScene scene({.kindId = kindId, .items = full ? 0 : 1, .secondLane = twoLanes, .deadlines = it.deadlines});
        scene.onFirstDelete(it.fault);
        QVERIFY(scene.run());

        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.job().ended, scene.job().total);
        QCOMPARE(scene.count(ItemState::Deleted), scene.job().total);
        QVERIFY2(scene.wasEver(ItemState::Unknown), "the doubt was never shown");
        // What was hit never counted as accepted before it was looked at.
        for (int i = 0; i < scene.items().size(); ++i) {
            const QList<ItemState> seen = scene.history(i);
            const qsizetype doubt = seen.indexOf(ItemState::Unknown);
            if (doubt >= 0)
                QVERIFY(seen.first(doubt).indexOf(ItemState::Accepted) < 0);
        }
        // Sent again is only what a look found untouched. (Others may have met a connection that the server just closed.)
        QCOMPARE(scene.fixture.violation(scene.plan, false), QString());
        const QList<int> hit = scene.positionsOfFirstDelete();
        QVERIFY(!hit.isEmpty());
        for (const int position : hit)
            QCOMPARE(scene.history(position).contains(ItemState::Pending), !it.carriedOut);
    }

    void aRedirectIsNotFollowed_data() { eachKind(); }
    void aRedirectIsNotFollowed() // row 20
    {
        QFETCH(QString, kindId);
        ScriptedServer other;
        MatrixScene scene({.kindId = kindId});
        scene.onFirstDelete({.kind = Fault::Kind::Redirect, .status = 308, .target = other.url()});
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
        QCOMPARE(other.connections(), 0);
        QVERIFY(scene.wasEver(ItemState::Unknown));
    }

    void anEmptyAnswerIsDoubtUnlessTheContractHasNone_data() { eachKind(); }
    void anEmptyAnswerIsDoubtUnlessTheContractHasNone() // row 18
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId});
        scene.onFirstDelete(rewrittenAs({}));
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
        QCOMPARE(scene.wasEver(ItemState::Unknown), !readsNothing(kindId));
    }

    void membersOfTheWrongTypeAreDoubt_data()
    {
        QTest::addColumn<QString>("kindId");
        QTest::addColumn<QByteArray>("body");
        for (const auto &[kind, body] : QList<QPair<QString, QByteArray>>{
                 {u"huawei.workspace.snapshot"_s, R"({"job_id":9223372036854775808})"},
                 {u"huawei.roma.asset"_s, R"({"job_id":["a"]})"},
                 {u"huawei.clouddc.instance"_s, R"({"instances":{"id":1}})"},
                 {u"zenlayer.zec.snapshot"_s, R"({"requestId":"T","response":{"requestId":"T","snapshotIds":null}})"},
                 {u"zenlayer.zec.snapshot"_s, R"({"requestId":"T","response":{"requestId":"T"}})"}})
            QTest::addRow("%s, %s", qPrintable(kind), body.constData()) << kind << body;
    }
    void membersOfTheWrongTypeAreDoubt() // rows 18 and 31
    {
        if (!inShard(1))
            QSKIP("another shard's");
        QFETCH(QString, kindId);
        QFETCH(QByteArray, body);
        MatrixScene scene({.kindId = kindId});
        scene.onFirstDelete(rewrittenAs(body));
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
        QVERIFY(scene.wasEver(ItemState::Unknown));
        QVERIFY(!scene.wasEver(ItemState::Accepted));
    }

    void aStaleConnectionIsNotADoubleSend_data() { eachKind(); }
    void aStaleConnectionIsNotADoubleSend() // row 14
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId});
        // The server closes the kept connection in the very moment the delete is written to it.
        scene.onFirstDelete({.kind = Fault::Kind::DropBeforeReading});
        scene.fixture.proxy->dropIdleConnections();
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
        QCOMPARE(scene.fixture.violation(scene.plan, false), QString());
    }

    void whatNeverLeftIsNoDoubtAndAsksForAPersonAfterFiveTries_data() { eachKind(); }
    void whatNeverLeftIsNoDoubtAndAsksForAPersonAfterFiveTries() // row 12
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId});
        const quint16 port = scene.fixture.proxy->serverPort();
        scene.fixture.proxy->close();
        scene.fixture.proxy->dropIdleConnections();
        scene.start();
        QVERIFY(scene.waitFor(JobState::NeedsAttention));
        QVERIFY(scene.job().note.contains(u"127.0.0.1"_s));
        QCOMPARE(scene.count(ItemState::Pending), 3);
        QVERIFY(!scene.wasEver(ItemState::Unknown));
        QVERIFY(scene.deletes().isEmpty());

        QVERIFY(scene.fixture.proxy->listen(QHostAddress::LocalHost, port));
        scene.engine().resume(scene.plan.id);
        QVERIFY(scene.finish());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
    }
};

QTEST_GUILESS_MAIN(TestMatrixWire)
#include "tst_matrixwire.moc"

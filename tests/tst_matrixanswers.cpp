// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/eachkind.h"
#include "tests/support/matrixscene.h"
#include "tests/support/shard.h"
#include "tests/support/waiting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace Clearsky;
using namespace Qt::Literals;
using namespace std::chrono_literals;

namespace {

const QString zenlayer = u"zenlayer.zec.snapshot"_s;
const QString roma = u"huawei.roma.asset"_s;
const QString csbs = u"huawei.csbs.backup"_s;
const QString clouddc = u"huawei.clouddc.instance"_s;
const QString workspace = u"huawei.workspace.snapshot"_s;

QByteArray refusal(const QString &kindId, const QByteArray &huaweiCode, const QByteArray &zenlayerCode, const QByteArray &words)
{
    if (kindId == zenlayer)
        return R"({"requestId":"T1","code":")" + zenlayerCode + R"(","message":")" + words + "\"}";
    return R"({"error_code":")" + huaweiCode + R"(","error_msg":")" + words + "\"}";
}

} // namespace

/// Rows 21 to 28 and 30 to 36 of the fault matrix: what the provider answers, and what its lists and jobs show.
class TestMatrixAnswers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSpoiledBatchIsTakenApartWithinTheBound_data()
    {
        QTest::addColumn<QString>("kindId");
        QTest::addColumn<int>("culprits");
        QTest::addColumn<int>("items");
        for (const QString &kind : {zenlayer, workspace, clouddc, roma}) {
            for (const int items : {1, 7, 16}) {
                for (const int culprits : {1, 3, 5}) {
                    if (culprits <= items && inShard(int(kind.size()) + items + culprits))
                        QTest::addRow("%s, %d of %d", qPrintable(kind), culprits, items) << kind << culprits << items;
                }
            }
        }
    }
    void aSpoiledBatchIsTakenApartWithinTheBound() // row 21
    {
        QFETCH(QString, kindId);
        QFETCH(int, culprits);
        QFETCH(int, items);
        MatrixScene scene({.kindId = kindId, .items = items, .oneGroup = true});
        QSet<QByteArray> bad;
        for (int i = 0; i < culprits; ++i)
            bad.insert(scene.ids().at(i * items / culprits).toUtf8());
        const QByteArray body = refusal(kindId, "XXX.0001", "INVALID_PARAMETER", "words of the provider");
        scene.onDelete([bad, body](int, const RawRequest &request) {
            const bool isSpoiled =
                std::any_of(bad.cbegin(), bad.cend(), [&request](const QByteArray &id) { return request.body.contains(id); });
            return isSpoiled ? Fault{.kind = Fault::Kind::Status, .status = 400, .payload = body} : Fault{};
        });
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        const int found = std::min(culprits, 3);
        const int bound = 1 + 2 * int(std::ceil(std::log2(items))) * found;
        QVERIFY2(scene.arrivedDeletes() <= bound, qPrintable(u"%1 requests, %2 allowed"_s.arg(scene.arrivedDeletes()).arg(bound)));
        for (const JobItem &item : scene.items()) {
            if (bad.contains(item.ref.id.toUtf8())) {
                QCOMPARE(item.state, ItemState::Refused);
                QVERIFY2(item.reason.contains(u"words of the provider"_s), qPrintable(item.reason));
            }
        }
        QVERIFY(scene.count(ItemState::Refused) < items || items == culprits);
        if (culprits <= 3)
            QCOMPARE(scene.count(ItemState::Deleted), items - culprits);
    }

    void aStateThatForbidsItRefusesThoseItemsAlone() // row 22
    {
        if (!inShard(0))
            return;
        MatrixScene scene({.kindId = zenlayer, .items = 8});
        const QString blocked = scene.ids().at(3);
        scene.onDelete([&scene, blocked](int number, const RawRequest &request) {
            if (number == 1)
                scene.fixture.cloud->setState(zenlayer, blocked, u"ROLLING_BACK"_s);
            const QByteArray body = refusal(zenlayer, {}, "OPERATION_DENIED_DISK_SNAPSHOT_STATUS", "rolling back");
            return request.body.contains(blocked.toUtf8()) ? Fault{.kind = Fault::Kind::Status, .status = 400, .payload = body}
                                                           : Fault{};
        });
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.items().at(3).state, ItemState::Refused);
        QCOMPARE(scene.count(ItemState::Deleted), 7);
        QVERIFY(scene.arrivedDeletes() <= 3);
    }

    void anExpiredSessionIsRenewedOnceAndASecondRefusalAsksForAPerson_data()
    {
        eachKind([](const QString &id) { return id != zenlayer; });
    }
    void anExpiredSessionIsRenewedOnceAndASecondRefusalAsksForAPerson() // row 23
    {
        QFETCH(QString, kindId);
        const QByteArray body = R"({"error_code":"APIGW.0307","error_msg":"The token must be updated."})";
        {
            MatrixScene scene({.kindId = kindId, .secondLane = true});
            scene.answerDeletes(401, body, 1);
            QVERIFY(scene.run());
            QCOMPARE(scene.broken(), QString());
            QCOMPARE(scene.count(ItemState::Deleted), 3);
        }
        MatrixScene scene({.kindId = kindId});
        scene.answerDeletes(401, body, 0);
        scene.start();
        QVERIFY(scene.waitFor(JobState::NeedsAttention));
        scene.letTimePass(60s);
        const int tries = kindId == csbs ? 6 : 2; // those that were under way together, and one more each
        QVERIFY2(scene.arrivedDeletes() <= tries, qPrintable(QString::number(scene.arrivedDeletes())));
        QVERIFY(waitUntil([&scene] { return scene.count(ItemState::Pending) == 3; }));
        scene.fixture.cloud->clearFaults();
        scene.engine().resume(scene.plan.id);
        QVERIFY(scene.finish());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
    }

    void whatIsNotPermittedIsRefusedAndTheLanePauses_data() { eachKind(); }
    void whatIsNotPermittedIsRefusedAndTheLanePauses() // row 24
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .secondLane = true});
        const DeletePlan second = scene.planOfOthers(16);
        // Held back until the second job stands in the lane.
        scene.fixture.cloud->setFault({.kindId = kindId,
                                       .operation = PracticeOperation::Delete,
                                       .times = 1,
                                       .status = 403,
                                       .body = refusal(kindId, "APIGW.0302", "AUTHFAILURE_UNAUTHORIZED_OPERATION",
                                                       "policy nobody-deletes"),
                                       .delay = 400ms});
        scene.start();
        QVERIFY(waitUntil([&] { return !scene.deletes().isEmpty(); }));
        scene.engine().start(second);
        QVERIFY(scene.finish());
        const auto other = [&]() -> const JobSummary & { return *scene.engine().job(second.id); };
        QVERIFY(waitUntil([&] { return other().state == JobState::NeedsAttention; }));
        QVERIFY2(other().note.contains(u"nobody-deletes"_s), qPrintable(other().note));
        const int arrived = scene.arrivedDeletes();
        scene.letTimePass(5min);
        QCOMPARE(scene.arrivedDeletes(), arrived);
        scene.engine().resume(second.id);
        QVERIFY(scene.fixture.stack->waitForEnd(second.id));
        QCOMPARE(scene.fixture.untruth(scene.plan.id) + scene.fixture.untruth(second.id), QString());
        QCOMPARE(other().count(ItemState::Deleted), second.willDelete.size());
        const auto refused = std::find_if(scene.items().cbegin(), scene.items().cend(),
                                          [](const JobItem &item) { return item.state == ItemState::Refused; });
        QVERIFY(refused != scene.items().cend());
        QVERIFY(refused->reason.contains(u"nobody-deletes"_s));
    }

    void aWrongPlaceIsNoProof_data() { eachKind(); }
    void aWrongPlaceIsNoProof() // row 25
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .secondLane = true});
        scene.onDelete([](int, const RawRequest &) {
            return Fault{.kind = Fault::Kind::Status, .status = 404, .payload = "<html>no such page</html>"};
        });
        scene.start();
        QVERIFY(scene.waitFor(JobState::NeedsAttention));
        QVERIFY(waitUntil([&scene] { return scene.count(ItemState::Pending) == 3; }));
        scene.onDelete([](int, const RawRequest &) { return Fault{}; });
        scene.engine().resume(scene.plan.id);
        QVERIFY(scene.finish());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
    }

    void onlyTheServicesOwnCodeSaysAlreadyGone_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("gone");
        QTest::newRow("CSBS.3001") << QByteArray("CSBS.3001") << true;
        QTest::newRow("gateway") << QByteArray("APIGW.0101") << false;
        QTest::newRow("another code") << QByteArray("CSBS.3000") << false;
    }
    void onlyTheServicesOwnCodeSaysAlreadyGone() // row 25
    {
        if (!inShard(1))
            return;
        QFETCH(QByteArray, code);
        QFETCH(bool, gone);
        MatrixScene scene({.kindId = csbs, .items = 1});
        const QString id = scene.ids().first();
        scene.onDelete([&, code](int, const RawRequest &) {
            if (gone)
                scene.fixture.cloud->vanish(csbs, {id});
            return Fault{.kind = Fault::Kind::Status, .status = 404, .payload = refusal(csbs, code, {}, "no")};
        });
        scene.start();
        if (gone) {
            QVERIFY(scene.finish());
            QCOMPARE(scene.count(ItemState::AlreadyGone), 1);
            QCOMPARE(scene.broken(), QString());
        } else {
            QVERIFY(scene.waitFor(JobState::NeedsAttention));
            QCOMPARE(scene.count(ItemState::Pending), 1);
        }
    }

    void aBatchThatIsNotFoundIsLookedAtOneByOne_data()
    {
        eachKind([](const QString &id) { return id != csbs; });
    }
    void aBatchThatIsNotFoundIsLookedAtOneByOne() // row 26
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 6, .oneGroup = true});
        const QStringList vanishing{scene.ids().at(1), scene.ids().at(4)};
        const QByteArray body = kindId == roma ? QByteArray(R"({"error_code":"ROMA.00110006","error_msg":"not found"})")
                                               : refusal(kindId, kindId == clouddc ? "iMetal.0100" : "WKS.0202",
                                                         "INVALID_DISK_SNAPSHOT_NOT_FOUND", "No resources found");
        scene.onDelete([&scene, vanishing, body, kindId](int number, const RawRequest &request) {
            if (number == 1)
                scene.fixture.cloud->vanish(kindId, vanishing);
            const bool names = std::any_of(vanishing.cbegin(), vanishing.cend(),
                                           [&request](const QString &id) { return request.body.contains(id.toUtf8()); });
            return names ? Fault{.kind = Fault::Kind::Status, .status = 404, .payload = body} : Fault{};
        });
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::AlreadyGone), 2);
        QCOMPARE(scene.count(ItemState::Deleted), 4);
    }

    void aConflictWaitsForTheOtherTask_data() { eachKind(); }
    void aConflictWaitsForTheOtherTask() // row 27
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 1, .secondLane = true});
        const QByteArray body = kindId == roma ? QByteArray(R"({"error_code":"ROMA.10010","error_msg":"a task is running"})")
                                               : refusal(kindId, "XXX.0409", "CONFLICT", "busy");
        scene.answerDeletes(kindId == roma ? 400 : 409, body, 4);
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 1);
        QCOMPARE(scene.arrivedDeletes(), 5);
    }

    void aConflictThatStaysEndsAsTheKindSays_data() { eachKind(); }
    void aConflictThatStaysEndsAsTheKindSays() // row 27
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 1});
        const QByteArray body = kindId == roma ? QByteArray(R"({"error_code":"ROMA.10010","error_msg":"a task is running"})")
                                               : refusal(kindId, "XXX.0409", "CONFLICT", "busy");
        scene.answerDeletes(kindId == roma ? 400 : 409, body, 0);
        scene.start();
        if (kindId == roma) {
            QVERIFY(scene.waitFor(JobState::NeedsAttention));
            QCOMPARE(scene.count(ItemState::Pending), 1);
            QVERIFY2(scene.arrivedDeletes() <= 30 * 60 / 12 + 1, qPrintable(QString::number(scene.arrivedDeletes())));
        } else {
            QVERIFY(scene.finish());
            QCOMPARE(scene.count(ItemState::Refused), 1);
            QVERIFY(scene.items().first().reason.contains(u"In use"_s));
            QCOMPARE(scene.arrivedDeletes(), 20);
        }
        QCOMPARE(scene.broken(), QString());
    }

    void aRefusalWithAHintIsWaitedFor_data()
    {
        QTest::addColumn<QString>("kindId");
        QTest::addColumn<int>("status");
        int row = 0;
        for (const QString &kind : {zenlayer, roma, csbs, clouddc, workspace}) {
            for (const int status : {429, 503}) {
                if (inShard(row++))
                    QTest::addRow("%s, %d", qPrintable(kind), status) << kind << status;
            }
        }
    }
    void aRefusalWithAHintIsWaitedFor() // rows 28 and 30
    {
        QFETCH(QString, kindId);
        QFETCH(int, status);
        MatrixScene scene({.kindId = kindId, .items = 0, .secondLane = true});
        scene.answerDeletes(status, refusal(kindId, "APIGW.0308", "REQUEST_LIMIT_EXCEEDED", "slowly"), 1, {{"Retry-After", "200"}});
        const double cloudSpeed = 400;
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), scene.job().total);
        QVERIFY(!scene.wasEver(ItemState::Unknown));
        // The lane's deletes keep the wait, those aside that had left when the answer came.
        const QList<PracticeLogEntry> sent = scene.deletes();
        const auto hit = std::find_if(sent.cbegin(), sent.cend(), [status](const PracticeLogEntry &e) { return e.status == status; });
        QVERIFY(hit != sent.cend());
        for (auto later = hit + 1; later != sent.cend(); ++later) {
            const double waited = double(later->atMs - hit->atMs) * cloudSpeed / 1000;
            QVERIFY2(waited >= 195 || (kindId == csbs && waited < 40), qPrintable(u"%1 s"_s.arg(waited)));
        }
    }

    void aCheckThatMetThrottlingIsNotMadeAnewForEver_data()
    {
        eachKind([](const QString &id) { return id == workspace || id == roma; });
    }
    /// Of these kinds the whole list is checked before a send: with many pages it always meets some throttling.
    void aCheckThatMetThrottlingIsNotMadeAnewForEver() // row 28
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId});
        scene.onLook([](int number) {
            return number % 2 ? Fault{.kind = Fault::Kind::Status, .status = 429, .payload = "{}"} : Fault{};
        });
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
    }

    void throttlingWithoutEndIsOneRequestPerWaitAndThenAPersons_data() { eachKind(); }
    void throttlingWithoutEndIsOneRequestPerWaitAndThenAPersons() // row 28, R8
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 0});
        scene.answerDeletes(429, refusal(kindId, "APIGW.0308", "REQUEST_LIMIT_EXCEEDED", "slowly"), 0);
        scene.start();
        QVERIFY(scene.waitFor(JobState::NeedsAttention));
        // 2, 4, 8, 16, 32, then 60 s until 30 minutes are over; CSBS begins with five at once.
        const int allowed = 5 + 30 + (kindId == csbs ? 4 : 0);
        QVERIFY2(scene.arrivedDeletes() <= allowed, qPrintable(QString::number(scene.arrivedDeletes())));
        QVERIFY2(scene.arrivedDeletes() > 10, qPrintable(QString::number(scene.arrivedDeletes())));
        QCOMPARE(scene.count(ItemState::Pending), scene.job().total);
        scene.fixture.cloud->clearFaults();
        scene.engine().resume(scene.plan.id);
        QVERIFY(scene.finish());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), scene.job().total);
    }
};

QTEST_GUILESS_MAIN(TestMatrixAnswers)
#include "tst_matrixanswers.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/eachkind.h"
#include "tests/support/matrixscene.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;
using namespace std::chrono_literals;

namespace {

const QString zenlayer = u"zenlayer.zec.snapshot"_s;
const QString workspace = u"huawei.workspace.snapshot"_s;
const QString roma = u"huawei.roma.asset"_s;
const QString clouddc = u"huawei.clouddc.instance"_s;

/// What a key sees that lost its rights without a word: lists that are well formed and empty.
void showNothing(MatrixScene &scene)
{
    scene.fixture.cloud->setFault({.kindId = scene.plan.kindId,
                                   .operation = PracticeOperation::List,
                                   .status = 200,
                                   .body = R"({"total":0,"total_count":0,"count":0,"desktop_snapshots":[],"instances":[],)"
                                           R"("apps":[],"entities":[],"checkpoint_items":[],"page_info":{"current_count":0},)"
                                           R"("requestId":"T","response":{"requestId":"T","totalCount":0,"dataSet":[]}})"});
    scene.fixture.cloud->setFault({.kindId = scene.plan.kindId,
                                   .operation = PracticeOperation::Get,
                                   .status = 200,
                                   .body = R"({"requestId":"T","response":{"requestId":"T","totalCount":0,"dataSet":[]}})"});
}

} // namespace

/// Rows 31 to 35 of the fault matrix: what was accepted, and what looks find of it.
class TestMatrixLooks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerAboutSomethingElseStopsTheJob() // row 32
    {
        MatrixScene scene({.kindId = clouddc, .items = 53});
        const QByteArray one = scene.ids().first().toUtf8();
        scene.onFirstDelete({.kind = Fault::Kind::Rewrite, .rewrite = [one](const QByteArray &) -> QByteArray {
            return R"({"instances":[{"id":")" + one + R"("},{"id":"00000000-1111-4222-8333-444444444444"}]})";
        }});
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.job().state, JobState::Stopped);
        QCOMPARE(scene.arrivedDeletes(), 1);
        QCOMPARE(scene.count(ItemState::NotAttempted), 3);
        QCOMPARE(scene.count(ItemState::Deleted), 50);
        QVERIFY(scene.history(0).contains(ItemState::Accepted));
        QVERIFY(scene.history(1).contains(ItemState::Unknown));
        QVERIFY(scene.items().last().reason.contains(u"something else"_s));
    }

    void whatTheAnswerNamesAsFailedIsNeverSentAgain() // row 31
    {
        MatrixScene scene({.kindId = zenlayer, .items = 6});
        PracticeFault fault{.kindId = zenlayer, .operation = PracticeOperation::Delete};
        fault.effects.failing = {scene.ids().at(1), scene.ids().at(4)};
        scene.fixture.cloud->setFault(fault);
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Refused), 2);
        QCOMPARE(scene.count(ItemState::Deleted), 4);
        QCOMPARE(scene.arrivedDeletes(), 1);
    }

    void whatNeverFinishesIsUnknownAndNeverDeleted_data() { eachKind(); }
    void whatNeverFinishesIsUnknownAndNeverDeleted() // row 33
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 1});
        PracticeFault fault{.kindId = kindId, .operation = PracticeOperation::Delete};
        fault.effects.stuck = true;
        scene.fixture.cloud->setFault(fault);
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Unknown), 1);
        QCOMPARE(scene.job().state, JobState::FinishedWithProblems);
        QCOMPARE(scene.arrivedDeletes(), 1);
        // It goes after all: only a person's new look may say so.
        scene.fixture.cloud->vanish(kindId, scene.ids());
        scene.engine().verifyAgain(scene.plan.id);
        QVERIFY(waitUntil([&scene] { return scene.count(ItemState::Deleted) == 1; }));
        QCOMPARE(scene.broken(), QString());
    }

    void aListThatFlickersDecidesNothingTooSoon_data() { eachKind(); }
    void aListThatFlickersDecidesNothingTooSoon() // row 34
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 3});
        PracticeFault fault{.kindId = kindId};
        fault.effects.staleMs = 80;
        scene.fixture.cloud->setFault(fault);
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
        QCOMPARE(scene.fixture.violation(scene.plan, false), QString());
    }

    void anEmptyListBeforeTheSendSendsAndProvesNothing_data() { eachKind(); }
    void anEmptyListBeforeTheSendSendsAndProvesNothing() // row 35
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 3});
        showNothing(scene);
        scene.start();
        scene.letTimePass(5min);
        scene.fixture.cloud->clearFaults();
        QVERIFY(waitUntil([&scene] {
            return isEnd(scene.job().state) || scene.job().state == JobState::NeedsAttention;
        }));
        if (scene.job().state == JobState::NeedsAttention)
            scene.engine().resume(scene.plan.id);
        QVERIFY(scene.finish());
        QCOMPARE(scene.broken(), QString());
    }

    void aListThatIsEmptyAtTheEndProvesThatToo_data()
    {
        QTest::addColumn<QString>("kindId");
        for (const QString &kindId : {workspace, roma})
            QTest::addRow("%s", qPrintable(kindId)) << kindId;
    }
    /// Others delete the rest meanwhile: the job's second look finds as little as its first, and is believed as well.
    void aListThatIsEmptyAtTheEndProvesThatToo() // row 35
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 3});
        QStringList others;
        for (const PracticeResource &resource : scene.fixture.cloud->resources(kindId)) {
            if (!scene.ids().contains(resource.id))
                others.append(resource.id);
        }
        QVERIFY(!others.isEmpty());
        scene.fixture.cloud->vanish(kindId, others);
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 3);
    }

    void aKeyThatSeesNothingProvesNoDeletion_data() { eachKind(); }
    void aKeyThatSeesNothingProvesNoDeletion()
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 2});
        PracticeFault fault{.kindId = kindId, .operation = PracticeOperation::Delete};
        fault.effects.stuck = true;
        scene.fixture.cloud->setFault(fault);
        scene.start();
        QVERIFY(waitUntil([&scene] { return scene.count(ItemState::Accepted) == 2; }));
        showNothing(scene);
        scene.letTimePass(5min);
        QCOMPARE(scene.count(ItemState::Deleted) + scene.count(ItemState::AlreadyGone), 0);
        QCOMPARE(scene.broken(), QString());
    }
};

QTEST_GUILESS_MAIN(TestMatrixLooks)
#include "tst_matrixlooks.moc"

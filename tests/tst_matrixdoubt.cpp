// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/eachkind.h"
#include "tests/support/matrixscene.h"
#include "tests/support/shard.h"
#include "tests/support/waiting.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <QThread>

using namespace Clearsky;
using namespace Qt::Literals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Clearsky::Fault)

namespace {

const QString workspace = u"huawei.workspace.snapshot"_s;
const QString roma = u"huawei.roma.asset"_s;
const QString zenlayer = u"zenlayer.zec.snapshot"_s;

/// A page whose total is not that of the others, and not its own.
QByteArray withOtherTotal(const QByteArray &body)
{
    static const QRegularExpression total(uR"x("(total|total_count|totalCount|count)"\s*:\s*\d+)x"_s);
    QString text = QString::fromUtf8(body);
    return text.replace(total, uR"("\1":4711)"_s).toUtf8();
}

/// A whole list of nothing, in the words of every kind.
QByteArray empty(const QByteArray &)
{
    return R"({"total":0,"total_count":0,"count":0,"desktop_snapshots":[],"instances":[],"apps":[],"entities":[],)"
           R"("requestId":"T","response":{"requestId":"T","totalCount":0,"dataSet":[]}})";
}

} // namespace

/// Rows 35, 36 and 39 of the fault matrix: looks that cannot be believed, answers about something else, a long sleep.
class TestMatrixDoubt final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLookThatCannotBeBelievedProvesNothing_data() // row 35, while verifying
    {
        QTest::addColumn<QString>("kindId");
        QTest::addColumn<Fault>("fault");
        const Registry registry = makeRegistry();
        int row = 0;
        for (const auto &contract : registry.contracts()) {
            const QString id = contract->kind().id;
            if (!inShard(row++))
                continue;
            QTest::addRow("a page fails, %s", qPrintable(id)) << id << Fault{.kind = Fault::Kind::Status, .status = 500};
            QTest::addRow("cut short, %s", qPrintable(id)) << id << Fault{.kind = Fault::Kind::CutAnswer, .bytes = 150};
            if (id == workspace || id == roma || id == zenlayer) {
                QTest::addRow("unexpectedly empty, %s", qPrintable(id)) << id << Fault{.kind = Fault::Kind::Rewrite, .rewrite = empty};
                QTest::addRow("the total changes, %s", qPrintable(id))
                    << id << Fault{.kind = Fault::Kind::Rewrite, .rewrite = withOtherTotal};
            }
        }
    }

    void aLookThatCannotBeBelievedProvesNothing()
    {
        QFETCH(QString, kindId);
        QFETCH(Fault, fault);
        MatrixScene scene({.kindId = kindId, .items = 3, .oneGroup = true});
        // The provider never finishes: whatever is called gone meanwhile is a lie.
        PracticeFault stuck{.kindId = kindId, .operation = PracticeOperation::Delete};
        stuck.effects.stuck = true;
        scene.fixture.cloud->setFault(stuck);
        scene.start();
        QVERIFY(waitUntil([&scene] { return scene.engine().job(scene.plan.id) && scene.count(ItemState::Accepted) > 0; }));
        scene.onLook(fault);
        QVERIFY(waitUntil([&scene] { return scene.count(ItemState::Unknown) == 3; }));
        QVERIFY(!scene.wasEver(ItemState::Deleted));
        QCOMPARE(scene.broken(), QString());

        // It ends after all, and the lists are true again: only now it is known.
        scene.fixture.cloud->vanish(kindId, scene.ids());
        scene.fixture.proxy->chooseFault({});
        QVERIFY(scene.finish());
        if (scene.count(ItemState::Unknown) > 0) // its deadline was over first
            scene.engine().verifyAgain(scene.plan.id);
        QVERIFY(waitUntil([&scene] { return scene.count(ItemState::Deleted) == 3; }));
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.fixture.violation(scene.plan, false), QString());
    }

    void aSecondAnswerToARequestIsIgnored_data() { eachKind(); }
    void aSecondAnswerToARequestIsIgnored() // row 36
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = kindId == u"huawei.csbs.backup"_s ? 7 : 0});
        scene.onDelete([](int, const RawRequest &) { return Fault{.kind = Fault::Kind::Twice}; });
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), int(scene.plan.willDelete.size()));
        QCOMPARE(scene.fixture.violation(scene.plan, false), QString());
        QCOMPARE(scene.job().ended, scene.job().total);
    }

    void theAnswerToAnotherRequestIsDoubt_data() // row 36, where an answer names its request
    {
        QTest::addColumn<QString>("kindId");
        QTest::newRow("workspace") << workspace;
        QTest::newRow("roma") << roma;
    }

    void theAnswerToAnotherRequestIsDoubt()
    {
        QFETCH(QString, kindId);
        MatrixScene scene({.kindId = kindId, .items = 104, .oneGroup = kindId == workspace});
        QByteArray first;
        scene.onDelete([&first](int number, const RawRequest &) {
            if (number > 2)
                return Fault{};
            return Fault{.kind = Fault::Kind::Rewrite, .rewrite = [&first, number](const QByteArray &body) {
                             if (number == 1)
                                 first = body;
                             return number == 1 ? body : first;
                         }};
        });
        QVERIFY(scene.run());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), 104);
        QVERIFY(scene.wasEver(ItemState::Unknown));
        QCOMPARE(scene.fixture.violation(scene.plan, false), QString()); // doubt is looked at, not sent again
    }

    void aLongSleepIsFollowedByALookAndNoBurst_data() { eachKind(); }
    void aLongSleepIsFollowedByALookAndNoBurst() // row 39
    {
        QFETCH(QString, kindId);
        const int limit = makeRegistry().contract(kindId)->kind().idsPerRequest;
        MatrixScene scene({.kindId = kindId, .items = kindId == zenlayer ? 50 : limit == 1 ? 8 : limit + 3});
        scene.start();
        QVERIFY(waitUntil([&scene] { return scene.engine().job(scene.plan.id) && scene.count(ItemState::Accepted) > 0; }));
        const qsizetype before = scene.fixture.cloud->requests().size();
        const qsizetype deletesBefore = scene.deletes().size();
        sleepUntilFinished(scene);
        scene.fixture.proxy->dropIdleConnections();
        // Every deadline is over now. What was sent is looked at first, and nothing is made up for at once.
        QVERIFY(scene.finish());
        QCOMPARE(scene.broken(), QString());
        QCOMPARE(scene.count(ItemState::Deleted), int(scene.plan.willDelete.size()));
        QCOMPARE(scene.fixture.violation(scene.plan, false), QString());
        const qsizetype deletesAfter = scene.deletes().size() - deletesBefore;
        const qsizetype readsAfter = scene.fixture.cloud->requests().size() - before - deletesAfter;
        const qsizetype perItem = limit == 1 ? 12 * scene.plan.willDelete.size() : 60;
        QVERIFY2(readsAfter <= perItem, qPrintable(QString::number(readsAfter)));
    }

private:
    /// A computer that sleeps runs nothing of this program; the provider goes on.
    static void sleepUntilFinished(MatrixScene &scene)
    {
        scene.fixture.stack->clock.sleep(8h);
        const auto isThere = [&scene](const JobItem &item) {
            return item.state == ItemState::Accepted
                && scene.fixture.cloud->exists(item.ref.kindId, item.ref.scope, item.ref.id);
        };
        QElapsedTimer patience;
        patience.start();
        while (std::any_of(scene.items().cbegin(), scene.items().cend(), isThere) && !patience.hasExpired(30'000))
            QThread::yieldCurrentThread();
    }
};

QTEST_GUILESS_MAIN(TestMatrixDoubt)
#include "tst_matrixdoubt.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/killstage.h"

#include <QTest>

using namespace Clearsky;

namespace {

constexpr KillMoment moments[] = {
    {"A: before the plan is durable", "before-plan", Fault::Kind::None, false, false, ItemState::Pending, false},
    {"B: the plan is durable", "after-plan", Fault::Kind::None, false, false, ItemState::Pending, false},
    {"C: the intent is durable", "after-intent", Fault::Kind::None, false, false, ItemState::Sending, false},
    {"D: out, and lost", "", Fault::Kind::Swallow, false, false, ItemState::Sending, false},
    {"D: out, and carried out", "", Fault::Kind::Silence, false, true, ItemState::Sending, false},
    {"E: the answer is partly in", "", Fault::Kind::StallAnswer, false, true, ItemState::Sending, false},
    {"F: the answer is not durable", "before-outcome", Fault::Kind::None, false, true, ItemState::Sending, false},
    {"G: accepted, the provider works", "after-outcome", Fault::Kind::None, false, true, ItemState::Accepted, false},
    {"G: accepted, the provider forgets", "after-outcome", Fault::Kind::None, false, true, ItemState::Accepted, true},
    {"H: the provider has finished", "", Fault::Kind::None, true, true, ItemState::Accepted, false},
    {"I: seen gone, not durable", "before-proof", Fault::Kind::None, false, true, ItemState::Accepted, false},
    {"J: durable, not shown", "after-proof", Fault::Kind::None, false, true, ItemState::Deleted, false},
};

bool isCampaign()
{
    return qEnvironmentVariableIntValue("CLEARSKY_CAMPAIGN") != 0;
}

} // namespace

/// Rows 1 to 6 of the fault matrix: the program dies at each moment of a job, is started again, looks, and is resumed.
class TestKillMoments final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJobSurvivesItsProgram_data()
    {
        QTest::addColumn<int>("moment");
        QTest::addColumn<QString>("kindId");
        int row = 0;
        for (int moment = 0; moment < int(std::size(moments)); ++moment) {
            for (const auto &contract : m_registry.contracts()) {
                const bool hasJobs = contract->followRules().jobFirstPoll.count() > 0;
                const bool isTurn = isCampaign() || ++row % 2 == 0;
                if ((moments[moment].forgetsJobs && !hasJobs) || !isTurn)
                    continue;
                QTest::addRow("%s, %s", moments[moment].name, qPrintable(contract->kind().id)) << moment << contract->kind().id;
            }
        }
    }

    void aJobSurvivesItsProgram()
    {
        QFETCH(int, moment);
        QFETCH(QString, kindId);
        KillStage stage(m_registry, kindId, moments[moment], QStringLiteral(JOB_DRIVER));
        const auto first = stage.driver(QString::fromLatin1(stage.moment.halt), false);
        QVERIFY(stage.reach(*first));
        first->kill();
        QVERIFY(first->waitForFinished());
        QVERIFY(waitUntil([&] { return stage.proxy->isIdle(); })); // what had left has arrived
        stage.isDisarmed = true;
        const QStringList sentBefore = stage.sentIds();
        QCOMPARE(!sentBefore.isEmpty(), stage.moment.isCarriedOut);
        if (stage.moment.forgetsJobs)
            stage.cloud.setFault({.kindId = kindId,
                                  .operation = PracticeOperation::Job,
                                  .status = 404,
                                  .body = kindId == u"huawei.roma.asset" ? R"({"error_code":"FDI.3081","error_msg":"no such job"})"
                                                                         : R"({"error_code":"WKS.0202","error_msg":"no such job"})"});

        const auto second = stage.driver({}, true);
        QVERIFY(waitUntil([&] { return second->state() == QProcess::NotRunning; }));
        QCOMPARE(second->exitCode(), 0);
        QCOMPARE(stage.sentIds(), sentBefore); // nothing is sent by itself
        if (stage.moment.halt == QByteArrayView("before-plan")) {
            QCOMPARE(second->items().size(), 0); // and no half a plan
            return;
        }
        judgeRestart(stage, *first, *second);
        if (QTest::currentTestFailed())
            return;

        const auto last = stage.driver({}, false);
        QVERIFY(waitUntil([&] { return last->state() == QProcess::NotRunning; }));
        QCOMPARE(last->exitCode(), 0);
        judgeEnd(stage, *last);
    }

private:
    static void judgeRestart(const KillStage &stage, DriverProcess &first, DriverProcess &second)
    {
        const QList<JobItem> found = second.itemsAtStart();
        const QList<JobItem> looked = second.items();
        QCOMPARE(found.size(), KillStage::itemCount);
        QCOMPARE(looked.size(), KillStage::itemCount);
        const QStringList sent = stage.sentIds();
        int inTheFoundState = 0;
        for (qsizetype i = 0; i < found.size(); ++i) {
            inTheFoundState += found.at(i).state == stage.moment.found ? 1 : 0;
            if (sent.contains(found.at(i).ref.id))
                QVERIFY2(found.at(i).state != ItemState::Pending, qPrintable(found.at(i).ref.id));
            if (first.shownDeleted().contains(found.at(i).ref.id))
                QCOMPARE(found.at(i).state, ItemState::Deleted);
            // What was found after the look is the server's truth.
            QCOMPARE(untruthOf(looked.at(i), stage.cloud), QString());
            const bool isThere = stage.cloud.exists(stage.kindId, looked.at(i).ref.scope, looked.at(i).ref.id);
            QCOMPARE(looked.at(i).state, isThere ? ItemState::Pending : ItemState::Deleted);
        }
        QVERIFY(inTheFoundState > 0);
    }

    static void judgeEnd(const KillStage &stage, DriverProcess &last)
    {
        QSet<QString> confirmed;
        const QList<JobItem> items = last.items();
        QCOMPARE(items.size(), KillStage::itemCount);
        for (const JobItem &item : items) {
            QCOMPARE(untruthOf(item, stage.cloud), QString());
            QCOMPARE(item.state, ItemState::Deleted);
            confirmed.insert(item.ref.id);
        }
        // At none of these moments may the cloud get an id twice.
        const QStringList sent = stage.sentIds();
        QCOMPARE(QSet<QString>(sent.cbegin(), sent.cend()), confirmed);
        QCOMPARE(sent.size(), confirmed.size());
    }

    const Registry m_registry = makeRegistry();
};

QTEST_GUILESS_MAIN(TestKillMoments)
#include "tst_killmoments.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/enginefixture.h"
#include "tests/support/finished.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace Clearsky;
using namespace std::chrono_literals;
using namespace Qt::Literals;

Q_DECLARE_METATYPE(Clearsky::PracticeFault)

namespace {

const QString csbs = u"huawei.csbs.backup"_s;
const QString zenlayer = u"zenlayer.zec.snapshot"_s;

/// One id per request, five requests at once: there is always something between the click and the wire.
class Control
{
public:
    explicit Control(int items, const QString &kind = csbs)
        : fixture({.onlyKind = kind})
        , kindId(kind)
    {
        if (!fixture.stack->open())
            qFatal("the journal does not open");
        m_account = fixture.addAccount(u"Practice"_s);
        plan = fixture.plan(m_account, kindId, fixture.stack->deletable(m_account, kindId, items));
        if (plan.willDelete.size() != items)
            qFatal("too few resources");
        fixture.cloud->clearRequests();
    }

    JobEngine &engine() { return fixture.stack->engine; }
    [[nodiscard]] const JobSummary &job() const
    {
        static const JobSummary none;
        const JobSummary *found = fixture.stack->engine.job(plan.id);
        return found ? *found : none;
    }
    [[nodiscard]] qsizetype deletes() const { return fixture.deletes(kindId).size(); }
    /// Delete requests that this job has ever meant to send.
    [[nodiscard]] qsizetype intents() const
    {
        const QList<RequestRecord> &requests = fixture.stack->engine.requests(plan.id);
        return std::count_if(requests.cbegin(), requests.cend(), [](const RequestRecord &record) {
            return record.purpose == RequestRecord::Purpose::Delete;
        });
    }
    bool waitForDeletes(int count)
    {
        return waitUntil([&] { return deletes() >= count; });
    }
    /// As many requests as leave one connection free; they are answered after two seconds.
    void holdConnections()
    {
        fixture.cloud->setFault({.kindId = csbs, .operation = PracticeOperation::List, .delay = 2s});
        fixture.cloud->setFault({.kindId = csbs, .operation = PracticeOperation::Delete, .delay = 2s});
        Connection &connection = opened();
        const ApiRequest list = fixture.stack->registry.contract(csbs)->listRequests(connection.scope()).first();
        for (int i = 0; i < 5; ++i) {
            auto *call = connection.send(list);
            call->setParent(&m_calls);
            m_held.append(started(call));
        }
    }
    [[nodiscard]] bool stillHeld() const { return !m_held.first()->result; }
    /// Another plan for what the last one did not delete.
    void planAgain()
    {
        QList<Resource> rows = fixture.stack->list(m_account, kindId);
        rows.removeIf([this](const Resource &row) { return row.id != plan.willDelete.first().ref.id; });
        plan = fixture.plan(m_account, kindId, rows);
        fixture.cloud->clearRequests();
    }
    void restart()
    {
        qDeleteAll(m_calls.findChildren<QObject *>(Qt::FindDirectChildrenOnly)); // they read the stack's clock
        fixture.stack.reset();
        fixture.stack = std::make_unique<EngineStack>(fixture.folder.path(), 20, fixture.host.get());
        if (!fixture.stack->open())
            qFatal("the journal does not open again");
    }

    /// What the provider answers now to a look at the first item.
    QByteArray shownNow()
    {
        Connection &connection = opened();
        const KindContract &contract = *fixture.stack->registry.contract(kindId);
        const auto reply = finishedResult(connection.send(contract.findRequests(connection.scope(), {plan.willDelete.first().ref}).first()));
        return reply ? reply->body : QByteArray();
    }

    EngineFixture fixture;
    QString kindId;
    DeletePlan plan;

private:
    Connection &opened()
    {
        const auto connection = finishedResult(fixture.stack->connections.open(m_account.id, kindId));
        if (!connection)
            qFatal("no connection");
        return **connection;
    }

    Account m_account;
    QObject m_calls;
    QList<std::shared_ptr<Outcome<HttpReply>>> m_held;
};

} // namespace

/// Stop, Pause and Resume: at once, durable, and honest about what has left (engine.md R18, R19).
class TestJobControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsForAConnectionIsTakenBack_data()
    {
        QTest::addColumn<bool>("pause");
        QTest::newRow("stop") << false;
        QTest::newRow("pause") << true;
    }

    void whatWaitsForAConnectionIsTakenBack()
    {
        QFETCH(bool, pause);
        Control control(8);
        control.holdConnections();
        control.engine().start(control.plan);
        // Its intent is written; it waits for one of the connections.
        QVERIFY(waitUntil([&] { return control.deletes() == 1 && control.job().count(ItemState::Sending) > 1; }));
        if (pause)
            control.engine().pause(control.plan.id);
        else
            control.engine().stop(control.plan.id);
        const ItemState left = pause ? ItemState::Pending : ItemState::NotAttempted;
        QVERIFY(waitUntil([&] { return control.job().count(left) == 7; }));
        QVERIFY(control.stillHeld());
        QCOMPARE(control.deletes(), 1);
        QCOMPARE(control.job().state, pause ? JobState::Paused : JobState::Stopping);
        QVERIFY(waitUntil([&] { return control.job().count(ItemState::Deleted) == 1; })); // what had left is verified
        QCOMPARE(control.deletes(), 1);
        QVERIFY(waitUntil([&] { return control.job().state == (pause ? JobState::Paused : JobState::Stopped); }));
        QCOMPARE(control.fixture.untruth(control.plan.id), QString());
    }

    /// Measured at the server: the click is handled at once, and 200 ms later nothing may arrive any more.
    void nothingArrivesTwoHundredMillisecondsAfterStop_data()
    {
        QTest::addColumn<int>("after");
        for (const int after : {1, 3, 6, 11})
            QTest::addRow("after %d requests", after) << after;
    }

    void nothingArrivesTwoHundredMillisecondsAfterStop()
    {
        QFETCH(int, after);
        Control control(15);
        control.engine().start(control.plan);
        QVERIFY(control.waitForDeletes(after));
        control.engine().stop(control.plan.id);
        QElapsedTimer sinceClick;
        sinceClick.start();
        QVERIFY(waitUntil([&] { return sinceClick.elapsed() >= 200; }));
        const qsizetype arrived = control.deletes();
        QVERIFY(control.fixture.stack->waitForEnd(control.plan.id));
        QCOMPARE(control.deletes(), arrived);
        QCOMPARE(control.job().state, JobState::Stopped);
        QCOMPARE(control.job().ended, 15);
        QCOMPARE(control.job().count(ItemState::Deleted) + control.job().count(ItemState::NotAttempted), 15);
        QCOMPARE(control.fixture.untruth(control.plan.id), QString());
    }

    void aPausedJobGoesOnAfterResumeAndSendsNothingTwice()
    {
        Control control(15);
        control.engine().start(control.plan);
        for (const int sent : {1, 4, 7}) {
            QVERIFY(control.waitForDeletes(sent));
            control.engine().pause(control.plan.id);
            QVERIFY(waitUntil([&] { return control.job().state == JobState::Paused; }));
            QVERIFY(waitUntil([&] { return itemsOnTheWay(control) == 0; }));
            QVERIFY(control.job().count(ItemState::Pending) > 0);
            control.engine().resume(control.plan.id);
        }
        control.engine().pause(control.plan.id);
        control.engine().resume(control.plan.id); // both in one turn
        QVERIFY(control.fixture.stack->waitForEnd(control.plan.id));
        QCOMPARE(control.job().state, JobState::Finished);
        QCOMPARE(control.job().count(ItemState::Deleted), 15);
        QCOMPARE(control.fixture.violation(control.plan), QString());
        QCOMPARE(control.fixture.untruth(control.plan.id), QString());
    }

    void aPauseSurvivesARestart()
    {
        Control control(15);
        control.engine().start(control.plan);
        QVERIFY(control.waitForDeletes(2));
        control.engine().pause(control.plan.id);
        QVERIFY(waitUntil([&] { return control.job().state == JobState::Paused; }));
        control.restart();
        QCOMPARE(control.job().state, JobState::Paused);
        const qsizetype intents = control.intents(); // one may still be on its way to the server
        QVERIFY(waitUntil([&] { return itemsOnTheWay(control) == 0; })); // it looks by itself
        QCOMPARE(control.job().state, JobState::Paused);
        QCOMPARE(control.intents(), intents);
        QVERIFY(control.deletes() <= intents);
        control.engine().resume(control.plan.id);
        QVERIFY(control.fixture.stack->waitForEnd(control.plan.id));
        QCOMPARE(control.job().count(ItemState::Deleted), 15);
        QCOMPARE(control.fixture.violation(control.plan), QString());
    }

    void aStopSurvivesARestart()
    {
        Control control(15);
        control.engine().start(control.plan);
        QVERIFY(control.waitForDeletes(2));
        control.engine().stop(control.plan.id);
        QVERIFY(waitUntil([&] { return control.job().state == JobState::Stopping; }));
        control.restart();
        const qsizetype intents = control.intents(); // one may still be on its way to the server
        QVERIFY(control.fixture.stack->waitForEnd(control.plan.id)); // without a person
        QCOMPARE(control.job().state, JobState::Stopped);
        QVERIFY(control.job().count(ItemState::NotAttempted) > 0);
        QCOMPARE(control.intents(), intents);
        QVERIFY(control.deletes() <= intents);
    }

    void whatTheAnswerNamedAsFailedIsRefusedAfterARestartToo()
    {
        Control control(3, zenlayer);
        PracticeFault refusal{.kindId = zenlayer, .operation = PracticeOperation::Delete, .delay = 1s};
        refusal.effects.failing = {control.plan.willDelete.at(1).ref.id};
        control.fixture.cloud->setFault(refusal);
        control.engine().start(control.plan);
        QVERIFY(control.waitForDeletes(1));
        control.fixture.cloud->setFault({.kindId = zenlayer, .operation = PracticeOperation::Get, .delay = 60s}); // no look ends
        QVERIFY(waitUntil([&] { return control.job().count(ItemState::Unknown) == 1; }));
        control.restart();
        control.fixture.cloud->clearFaults();
        QVERIFY(control.fixture.stack->waitForEnd(control.plan.id));
        QCOMPARE(control.job().count(ItemState::Refused), 1);
        QCOMPARE(control.job().count(ItemState::Deleted), 2);
        QCOMPARE(control.deletes(), 1);
        QCOMPARE(control.fixture.untruth(control.plan.id), QString());
    }

    void theMarkOfAnOlderFailureIsNotTakenForANewOneAfterARestart()
    {
        Control control(1);
        PracticeFault failing{.kindId = csbs, .operation = PracticeOperation::Delete};
        failing.effects.failing = {control.plan.willDelete.first().ref.id};
        control.fixture.cloud->setFault(failing);
        QVERIFY(control.fixture.stack->run(control.plan));
        QCOMPARE(control.job().count(ItemState::Failed), 1);
        control.fixture.cloud->clearFaults();
        control.planAgain();
        const QByteArray before = control.shownNow();
        control.engine().start(control.plan);
        QVERIFY(control.waitForDeletes(1));
        control.fixture.cloud->setFault({.kindId = csbs, .operation = PracticeOperation::Get, .status = 200, .body = before});
        QVERIFY(waitUntil([&] { return control.job().count(ItemState::Accepted) == 1; }));
        control.restart();
        const qsizetype seen = control.fixture.cloud->requests().size();
        QVERIFY(waitUntil([&] { return control.fixture.cloud->requests().size() >= seen + 3; })); // looks that show it as it was
        control.fixture.cloud->clearFaults();
        QVERIFY(control.fixture.stack->waitForEnd(control.plan.id));
        QCOMPARE(control.job().count(ItemState::Deleted), 1);
        QCOMPARE(control.fixture.untruth(control.plan.id), QString());
    }

    void anExpiredPlanIsNotCarriedOnAfterARestart()
    {
        Control control(15);
        control.plan.expiresAt = QDateTime::currentDateTimeUtc().addMSecs(1);
        control.engine().start(control.plan);
        QVERIFY(control.waitForDeletes(2));
        control.restart();
        QCOMPARE(control.job().state, JobState::Interrupted);
        const qsizetype intents = control.intents(); // one may still be on its way to the server
        control.engine().resume(control.plan.id);
        QCOMPARE(control.job().state, JobState::Interrupted);
        QVERIFY(waitUntil([&control] { return control.job().note.contains(u"expired"_s); }));
        QVERIFY(waitUntil([&] { return itemsOnTheWay(control) == 0; })); // it looks all the same
        QCOMPARE(control.intents(), intents);
        QVERIFY(control.deletes() <= intents);
        control.engine().stop(control.plan.id);
        QVERIFY(control.fixture.stack->waitForEnd(control.plan.id));
        QVERIFY(control.job().count(ItemState::NotAttempted) > 0);
        QCOMPARE(control.intents(), intents);
        QVERIFY(control.deletes() <= intents);
    }

    void aJobResumedThreeTimesWithoutProgressWaits()
    {
        Control control(2);
        control.fixture.cloud->setFault({.kindId = csbs, .operation = PracticeOperation::Get, .delay = 60s});
        control.engine().start(control.plan);
        QVERIFY(waitUntil([&] { return control.job().state == JobState::Running; }));
        for (int i = 0; i < 4; ++i) {
            QVERIFY(control.job().note.isEmpty());
            control.engine().pause(control.plan.id);
            QVERIFY(waitUntil([&] { return control.job().state == JobState::Paused; }));
            control.engine().resume(control.plan.id);
        }
        QCOMPARE(control.job().state, JobState::Paused);
        QVERIFY(waitUntil([&control] { return control.job().note.contains(u"three times"_s); }));
    }

    /// A lane that waits for a person, or for an answer that does not come, delays no other (engine.md R21).
    void aStuckLaneDelaysNoOther_data()
    {
        QTest::addColumn<PracticeFault>("fault");
        const PracticeFault all{.kindId = csbs, .operation = PracticeOperation::Delete};
        PracticeFault refused = all;
        refused.status = 401;
        refused.body = R"({"error":{"code":"APIGW.0301","message":"Incorrect IAM authentication information"}})";
        PracticeFault silent = all;
        silent.delay = 60s;
        QTest::newRow("401") << refused;
        QTest::newRow("no answer") << silent;
    }

    void aStuckLaneDelaysNoOther()
    {
        QFETCH(PracticeFault, fault);
        const QString zenlayer = u"zenlayer.zec.snapshot"_s;
        Control stuck(5);
        EngineStack &stack = *stuck.fixture.stack;
        const Account account = stack.accounts.accounts().first();
        const DeletePlan free = stuck.fixture.plan(account, zenlayer, stack.deletable(account, zenlayer, 1));
        QCOMPARE(free.willDelete.size(), 1);
        stuck.fixture.cloud->setFault(fault);
        stuck.engine().start(stuck.plan);
        QVERIFY(stuck.waitForDeletes(1));
        stuck.engine().start(free);
        QVERIFY(stack.waitForEnd(free.id));
        QCOMPARE(stuck.engine().job(free.id)->state, JobState::Finished);
        QVERIFY(!isEnd(stuck.job().state));
    }

private:
    static int itemsOnTheWay(const Control &control)
    {
        return control.job().count(ItemState::Sending) + control.job().count(ItemState::Accepted)
            + control.job().count(ItemState::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestJobControl)
#include "tst_jobcontrol.moc"

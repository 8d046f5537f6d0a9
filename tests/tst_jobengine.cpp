// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/enginefixture.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;

namespace {

const QString zenlayer = u"zenlayer.zec.snapshot"_s;
const QString csbs = u"huawei.csbs.backup"_s;

} // namespace

/// What people can do to a job, and what it says while it cannot go on.
class TestJobEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoDuringTheHoldSendsNothing()
    {
        EngineFixture fixture({.onlyKind = zenlayer});
        const DeletePlan plan = prepare(fixture, zenlayer, 5);
        fixture.stack->engine.start(plan);
        QVERIFY(waitUntil([&] { return job(fixture, plan) && job(fixture, plan)->waitUntil.isValid(); }));
        QCOMPARE(job(fixture, plan)->state, JobState::Holding);
        fixture.stack->engine.undo(plan.id);
        QVERIFY(fixture.stack->waitForEnd(plan.id));
        QVERIFY(waitUntil([&] { return job(fixture, plan)->count(ItemState::NotAttempted) == 5; }));
        QCOMPARE(job(fixture, plan)->state, JobState::Undone);
        QVERIFY(fixture.deletes(zenlayer).isEmpty());
    }

    void stopLeavesTheRestNotAttemptedAndVerifiesWhatWasSent()
    {
        EngineFixture fixture({.onlyKind = csbs});
        const DeletePlan plan = prepare(fixture, csbs, 15);
        fixture.stack->engine.start(plan);
        QVERIFY(waitUntil([&] { return !fixture.deletes(csbs).isEmpty(); }));
        fixture.stack->engine.stop(plan.id);
        const qsizetype sentAtStop = fixture.deletes(csbs).size();
        QVERIFY(fixture.stack->waitForEnd(plan.id));
        QCOMPARE(job(fixture, plan)->state, JobState::Stopped);
        QVERIFY(fixture.deletes(csbs).size() <= sentAtStop + 5); // what was being handed over
        QVERIFY(job(fixture, plan)->count(ItemState::NotAttempted) > 0);
        QCOMPARE(job(fixture, plan)->ended, 15);
        QCOMPARE(fixture.untruth(plan.id), QString());
        QCOMPARE(job(fixture, plan)->count(ItemState::Deleted), fixture.deletes(csbs).size());
    }

    void countsAddUpAndProgressNeverFalls()
    {
        EngineFixture fixture({.onlyKind = csbs});
        const DeletePlan plan = prepare(fixture, csbs, 12);
        double progress = 0;
        bool fine = true;
        QObject::connect(&fixture.stack->engine, &JobEngine::jobChanged, &fixture.stack->engine, [&](const QString &id) {
            const JobSummary &summary = *fixture.stack->engine.job(id);
            int sum = 0;
            for (const ItemState state : allItemStates())
                sum += summary.count(state);
            fine = fine && sum == 12 && summary.progress >= progress && (summary.progress < 1.0 || summary.ended == 12);
            progress = summary.progress;
        });
        QVERIFY(fixture.stack->run(plan));
        QVERIFY(fine);
        QCOMPARE(progress, 1.0);
    }

    void aRefusedSignInAsksForAPersonAndResumeGoesOn()
    {
        EngineFixture fixture({.onlyKind = zenlayer});
        const DeletePlan plan = prepare(fixture, zenlayer, 3);
        fixture.cloud->setFault({.kindId = zenlayer,
                                 .operation = PracticeOperation::Delete,
                                 .times = 1,
                                 .status = 401,
                                 .body = R"({"requestId":"T1","code":"AUTHFAILURE_SIGNATURE_FAILURE","message":"no"})"});
        fixture.stack->engine.start(plan);
        QVERIFY(waitUntil([&] { return job(fixture, plan) && job(fixture, plan)->state == JobState::NeedsAttention; }));
        QVERIFY(!job(fixture, plan)->note.isEmpty());
        QVERIFY(waitUntil([&] { return job(fixture, plan)->count(ItemState::Pending) == 3; }));
        fixture.stack->engine.resume(plan.id);
        QVERIFY(fixture.stack->waitForEnd(plan.id));
        QCOMPARE(job(fixture, plan)->count(ItemState::Deleted), 3);
        QCOMPARE(fixture.violation(plan, true), QString());
    }

    void oneIdThatSpoilsABatchIsIsolated()
    {
        EngineFixture fixture({.count = 200, .onlyKind = zenlayer});
        const DeletePlan plan = prepare(fixture, zenlayer, 40);
        const QString culprit = plan.willDelete.at(17).ref.id;
        PracticeFault fault{.kindId = zenlayer, .operation = PracticeOperation::Delete};
        fault.effects.failing = {culprit};
        fault.effects.refuseWhole = true;
        fixture.cloud->setFault(fault);
        QVERIFY(fixture.stack->run(plan));
        QCOMPARE(fixture.untruth(plan.id), QString());
        QCOMPARE(job(fixture, plan)->count(ItemState::Deleted), 39);
        QCOMPARE(job(fixture, plan)->count(ItemState::Refused), 1);
        QVERIFY(fixture.cloud->exists(zenlayer, {}, culprit));
        QVERIFY2(fixture.deletes(zenlayer).size() <= 2 + 2 * 6, qPrintable(QString::number(fixture.deletes(zenlayer).size())));
    }

    void verifyAgainFindsWhatReappeared()
    {
        EngineFixture fixture({.onlyKind = zenlayer});
        const DeletePlan plan = prepare(fixture, zenlayer, 2);
        const PracticeResource before = resource(fixture, plan.willDelete.first().ref.id);
        QVERIFY(fixture.stack->run(plan));
        PracticeResource again = before;
        again.steps.clear();
        fixture.cloud->add(again);
        fixture.stack->engine.verifyAgain(plan.id);
        QVERIFY(waitUntil([&] { return fixture.stack->engine.items(plan.id).first().reappeared; }));
        QCOMPARE(fixture.stack->engine.items(plan.id).first().state, ItemState::Deleted);
        QVERIFY(!fixture.stack->engine.items(plan.id).last().reappeared);
    }

    void anOpenJobIsNamedForItsAccount()
    {
        EngineFixture fixture({.onlyKind = zenlayer});
        const DeletePlan plan = prepare(fixture, zenlayer, 2);
        QVERIFY(fixture.stack->engine.openJobs(plan.accountId).isEmpty());
        fixture.stack->engine.start(plan);
        QVERIFY(waitUntil([&] { return job(fixture, plan) != nullptr; }));
        QCOMPARE(fixture.stack->engine.openJobs(plan.accountId), QStringList{plan.id});
        QVERIFY(fixture.stack->waitForEnd(plan.id));
        QVERIFY(waitUntil([&] { return fixture.stack->engine.openJobs(plan.accountId).isEmpty(); }));
    }

private:
    static DeletePlan prepare(EngineFixture &fixture, const QString &kindId, int count)
    {
        if (!fixture.stack->open())
            qFatal("the journal does not open");
        const Account account = fixture.addAccount(u"Practice"_s);
        const DeletePlan plan = fixture.plan(account, kindId, fixture.stack->deletable(account, kindId, count));
        if (plan.willDelete.size() != count)
            qFatal("too few resources");
        fixture.cloud->clearRequests();
        return plan;
    }

    static const JobSummary *job(const EngineFixture &fixture, const DeletePlan &plan)
    {
        return fixture.stack->engine.job(plan.id);
    }

    static PracticeResource resource(const EngineFixture &fixture, const QString &id)
    {
        for (const PracticeResource &each : fixture.cloud->resources(zenlayer)) {
            if (each.id == id)
                return each;
        }
        return {};
    }
};

QTEST_GUILESS_MAIN(TestJobEngine)
#include "tst_jobengine.moc"

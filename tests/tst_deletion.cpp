// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/enginefixture.h"
#include "tests/support/shard.h"

#include <QTest>

#include <set>

using namespace Clearsky;

namespace {

const QString zenlayer = QStringLiteral("zenlayer.zec.snapshot");
const QString roma = QStringLiteral("huawei.roma.asset");
const QString csbs = QStringLiteral("huawei.csbs.backup");
const QString clouddc = QStringLiteral("huawei.clouddc.instance");
const QString workspace = QStringLiteral("huawei.workspace.snapshot");

} // namespace

/// Whole jobs against the practice cloud: what reaches the server, and whether every outcome is true there.
class TestDeletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchesObeyTheContract_data()
    {
        QTest::addColumn<QString>("kindId");
        QTest::addColumn<int>("count");
        int row = 0;
        const Registry registry = makeRegistry();
        for (const auto &contract : registry.contracts()) {
            const ResourceKind &kind = contract->kind();
            const int limit = kind.idsPerRequest;
            for (const int count : std::set<int>{1, limit - 1, limit, limit + 1, 3 * limit + 7}) {
                if (count > 0 && inShard(row++))
                    QTest::addRow("%s, %d", qPrintable(kind.id), count) << kind.id << count;
            }
        }
    }

    void batchesObeyTheContract()
    {
        QFETCH(QString, kindId);
        QFETCH(int, count);
        EngineFixture fixture({.count = 3 * count + 120, .onlyKind = kindId});
        QVERIFY(fixture.stack->open());
        const Account account = fixture.addAccount(QStringLiteral("Practice"));
        QList<Resource> resources = fixture.stack->deletable(account, kindId, 10000);
        const ResourceKind &kind = fixture.stack->registry.contract(kindId)->kind();
        if (kind.batchGroup) { // one group, so that the number of requests is known
            const QString group = kind.batchGroup(resources.first().scope);
            resources.removeIf([&](const Resource &row) { return kind.batchGroup(row.scope) != group; });
            // apps and tasks take turns
            std::stable_sort(resources.begin(), resources.end(), [](const Resource &a, const Resource &b) { return a.id < b.id; });
        }
        QVERIFY2(resources.size() >= count, qPrintable(QString::number(resources.size())));
        const DeletePlan plan = fixture.plan(account, kindId, resources.first(count));
        QCOMPARE(plan.willDelete.size(), count);
        fixture.cloud->clearRequests();
        QVERIFY(fixture.stack->run(plan));

        QCOMPARE(fixture.violation(plan), QString());
        QCOMPARE(fixture.deletes(kindId).size(), (count + kind.idsPerRequest - 1) / kind.idsPerRequest);
        QCOMPARE(fixture.untruth(plan.id), QString());
        const JobSummary &summary = *fixture.stack->engine.job(plan.id);
        QCOMPARE(summary.count(ItemState::Deleted), count);
        QCOMPARE(summary.state, JobState::Finished);
        QCOMPARE(summary.progress, 1.0);
    }

    void jobsOfTwoAccountsShareTheProvidersLimits()
    {
        if (!inShard(0))
            return;
        EngineFixture fixture({.count = 300});
        QVERIFY(fixture.stack->open());
        const Account first = fixture.addAccount(QStringLiteral("First"));
        const Account second = fixture.addAccount(QStringLiteral("Second"));
        const Account other = fixture.addAccount(QStringLiteral("Other project"), fixture.cloud->keys().projects.at(1).id);
        QList<DeletePlan> plans;
        for (const QString &kindId : {zenlayer, workspace, clouddc, csbs, roma}) {
            const QList<Resource> rows = fixture.stack->deletable(first, kindId, 24);
            QVERIFY2(rows.size() == 24, qPrintable(kindId));
            QVERIFY(!fixture.stack->deletable(second, kindId, 1).isEmpty()); // its plan knows its project only from a list
            QList<Resource> odd;
            QList<Resource> even;
            for (const Resource &row : rows)
                (odd.size() <= even.size() ? odd : even).append(row);
            plans.append(fixture.plan(first, kindId, odd));
            plans.append(fixture.plan(second, kindId, even));
        }
        plans.append(fixture.plan(other, csbs, fixture.stack->deletable(other, csbs, 8)));
        QVERIFY(!plans.last().willDelete.isEmpty());
        fixture.cloud->resetMaxima();
        for (const DeletePlan &plan : std::as_const(plans))
            fixture.stack->engine.start(plan);
        for (const DeletePlan &plan : std::as_const(plans)) {
            QVERIFY2(fixture.stack->waitForEnd(plan.id), qPrintable(plan.kindId));
            QCOMPARE(fixture.untruth(plan.id), QString());
            QCOMPARE(fixture.stack->engine.job(plan.id)->count(ItemState::Deleted), plan.willDelete.size());
        }
        const PracticeMaxima seen = fixture.cloud->maxima();
        const auto highest = [](const QHash<QString, int> &values, const QString &kindId) {
            int most = 0;
            for (auto it = values.cbegin(); it != values.cend(); ++it)
                most = it.key().startsWith(kindId) ? std::max(most, it.value()) : most;
            return most;
        };
        QCOMPARE(highest(seen.jobsByUser, roma), 1);
        QCOMPARE(highest(seen.jobsByProject, workspace), 1);
        QVERIFY2(highest(seen.itemsInDeletionByUser, csbs) <= 5, qPrintable(QString::number(highest(seen.itemsInDeletionByUser, csbs))));
        QVERIFY2(highest(seen.itemsInDeletionByUser, csbs) >= 3, "CSBS was not used as it may be");
        QVERIFY(highest(seen.requests, clouddc) <= 2);
        QVERIFY(highest(seen.requests, zenlayer) <= 2);
        QCOMPARE(highest(seen.deletes, zenlayer), 1);
    }

    void everyKindTellsTheTruthAboutWhatWentWrong_data()
    {
        QTest::addColumn<QString>("kindId");
        QTest::addColumn<QString>("fault");
        int row = 0;
        const Registry registry = makeRegistry();
        for (const auto &contract : registry.contracts()) {
            for (const char *fault : {"some fail", "some vanished before", "answer lost after acting", "answer lost before acting",
                                      "error after acting", "throttled", "session expired", "garbage after acting",
                                      "state changed", "eventually consistent"}) {
                if (inShard(row++))
                    QTest::addRow("%s, %s", qPrintable(contract->kind().id), fault) << contract->kind().id << QString::fromLatin1(fault);
            }
        }
    }

    void everyKindTellsTheTruthAboutWhatWentWrong()
    {
        QFETCH(QString, kindId);
        QFETCH(QString, fault);
        EngineFixture fixture({.count = 80, .onlyKind = kindId, .proxy = true});
        QVERIFY(fixture.stack->open());
        const Account account = fixture.addAccount(QStringLiteral("Practice"));
        const QList<Resource> resources = fixture.stack->deletable(account, kindId, 12);
        QVERIFY(resources.size() >= 6);
        const DeletePlan plan = fixture.plan(account, kindId, resources);
        QSet<QString> spoiled;
        arrange(fixture, fault, kindId, resources, spoiled);
        fixture.cloud->clearRequests();
        QVERIFY(fixture.stack->run(plan));

        QCOMPARE(fixture.untruth(plan.id), QString());
        const bool mayResend = fault.startsWith(u"answer lost before") || fault == u"throttled" || fault == u"session expired";
        QCOMPARE(fixture.violation(plan, mayResend), QString());
        const int sentForReal = static_cast<int>(fixture.deletes(kindId).size());
        int intents = 0;
        for (const RequestRecord &record : fixture.stack->engine.requests(plan.id))
            intents += record.purpose == RequestRecord::Purpose::Delete ? 1 : 0;
        QVERIFY2(sentForReal <= intents, "more requests than intents");
        const JobSummary &summary = *fixture.stack->engine.job(plan.id);
        QCOMPARE(summary.ended, summary.total);
        QCOMPARE(summary.count(ItemState::Unknown), 0);
        if (spoiled.isEmpty())
            QCOMPARE(summary.count(ItemState::Deleted) + summary.count(ItemState::AlreadyGone), summary.total);
    }

private:
    static void arrange(EngineFixture &fixture, const QString &fault, const QString &kindId, const QList<Resource> &resources,
                        QSet<QString> &spoiled)
    {
        const auto firstDelete = [&fixture](Fault::Kind kind, const QByteArray &payload = {}) {
            fixture.proxy->chooseFault([done = false, kind, payload](const RawRequest &request) mutable {
                const bool isDelete = request.method == "DELETE" || request.path().endsWith("delete")
                    || request.header("X-ZC-Action") == "DeleteSnapshots";
                if (!isDelete || std::exchange(done, true))
                    return Fault{};
                return Fault{.kind = kind, .payload = payload};
            });
        };
        PracticeFault set{.kindId = kindId, .operation = PracticeOperation::Delete, .times = 1};
        if (fault == u"some fail") {
            spoiled = {resources.at(1).id, resources.at(4).id};
            set.times = 0;
            set.effects.failing = spoiled;
            fixture.cloud->setFault(set);
        } else if (fault == u"some vanished before") {
            fixture.cloud->vanish(kindId, {resources.at(0).id, resources.at(3).id});
        } else if (fault == u"answer lost after acting") {
            firstDelete(Fault::Kind::LostAnswer);
        } else if (fault == u"answer lost before acting") {
            firstDelete(Fault::Kind::CutRequest);
        } else if (fault == u"garbage after acting") {
            firstDelete(Fault::Kind::Garbage, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html");
        } else if (fault == u"error after acting") {
            set.status = 502;
            set.body = "<html>Bad gateway</html>";
            set.contentType = "text/html";
            set.afterActing = true;
            fixture.cloud->setFault(set);
        } else if (fault == u"throttled") {
            set.status = 429;
            set.body = R"({"error_code":"APIGW.0308","error_msg":"limit:10,time:1 second"})";
            set.times = 2;
            fixture.cloud->setFault(set);
        } else if (fault == u"session expired") {
            set.status = 401;
            set.body = R"({"error_code":"APIGW.0307","error_msg":"The token must be updated."})";
            if (kindId == zenlayer)
                return;
            fixture.cloud->setFault(set);
        } else if (fault == u"state changed") {
            spoiled = {resources.at(2).id};
            fixture.cloud->setState(kindId, resources.at(2).id, busyState(kindId));
        } else if (fault == u"eventually consistent") {
            set.operation.reset();
            set.times = 0;
            set.effects.staleMs = 60;
            fixture.cloud->setFault(set);
        }
    }

    static QString busyState(const QString &kindId)
    {
        if (kindId == zenlayer)
            return QStringLiteral("ROLLING_BACK");
        if (kindId == workspace)
            return QStringLiteral("restoring");
        if (kindId == clouddc)
            return QStringLiteral("pending");
        if (kindId == csbs)
            return QStringLiteral("restoring");
        return QStringLiteral("1");
    }
};

QTEST_GUILESS_MAIN(TestDeletion)
#include "tst_deletion.moc"

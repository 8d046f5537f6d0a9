// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/practicehuaweifixture.h"

#include <QSet>
#include <QTest>

using namespace ClearskyTest;
using namespace std::chrono_literals;

namespace {

const QString kind = u"huawei.workspace.snapshot"_s;
const QStringList deletable{u"create_success"_s, u"create_failed"_s, u"restore_success"_s,
                            u"restore_failed"_s};

QString path(const HuaweiFixture &cloud, const QString &rest)
{
    return u"/v2/"_s + cloud.mainProject() + rest;
}

HuaweiFixture::Answer remove(HuaweiFixture &cloud, const QStringList &ids)
{
    return cloud.post(path(cloud, u"/snapshots/batch-delete"_s),
                      {{u"snapshot_ids"_s, QJsonArray::fromStringList(ids)}});
}

QStringList ready(const HuaweiFixture &cloud, qsizetype count)
{
    return cloud.ids(kind, cloud.mainProject(), deletable).mid(0, count);
}

} // namespace

class TestPracticeWorkspace final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsInPages();
    void listsAThousandUnlessToldOtherwise();
    void listRefusesBadPages_data();
    void listRefusesBadPages();
    void filtersAndSorts();
    void deletesByAJob();
    void oneJobRunsInAProject();
    void refusesBadIdLists_data();
    void refusesBadIdLists();
    void refusesUnknownIdsInBothDialects();
    void refusesBusySnapshots();
    void failuresShowInSubJobsAndList();
    void anErrorCodeMayComeWith200();
    void aStuckJobNeverEnds();
    void jobWordsDiffer();
    void readersMayNotDelete();
    void withoutSubscriptionAllIsForbidden();
    void seedHasAllStatesAndAwkwardNames();
};

void TestPracticeWorkspace::listsInPages()
{
    HuaweiFixture cloud(40);
    QSet<QString> ids;
    int total = 0;
    for (int offset = 0; offset < 40; offset += 10) {
        const auto answer = cloud.get(path(cloud, u"/snapshots?limit=10&offset=%1"_s.arg(offset)));
        QCOMPARE(answer.status, 200);
        total = answer.body.value("total_count"_L1).toInt();
        for (const QJsonValue &row : answer.body.value("desktop_snapshots"_L1).toArray())
            ids.insert(row["snapshot_id"_L1].toString());
    }
    QCOMPARE(total, 34);
    QCOMPARE(ids.size(), 34);
}

void TestPracticeWorkspace::listsAThousandUnlessToldOtherwise()
{
    HuaweiFixture cloud(1500);
    const auto answer = cloud.get(path(cloud, u"/snapshots"_s));
    QCOMPARE(answer.body.value("desktop_snapshots"_L1).toArray().size(), 1000);
    QCOMPARE(answer.body.value("total_count"_L1).toInt(), 1250);
}

void TestPracticeWorkspace::listRefusesBadPages_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("limit 0") << u"limit=0"_s;
    QTest::newRow("limit 1001") << u"limit=1001"_s;
    QTest::newRow("negative offset") << u"offset=-1"_s;
    QTest::newRow("text") << u"limit=ten"_s;
    QTest::newRow("half a sort") << u"sort_field=create_time"_s;
}

void TestPracticeWorkspace::listRefusesBadPages()
{
    QFETCH(const QString, query);
    HuaweiFixture cloud;
    const auto answer = cloud.get(path(cloud, u"/snapshots?"_s + query));
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), u"WKS.0001"_s);
}

void TestPracticeWorkspace::filtersAndSorts()
{
    HuaweiFixture cloud(100);
    const auto rows = cloud
                          .get(path(cloud,
                                    u"/snapshots?sort_field=create_time&sort_type=DESC"
                                    "&status=create_success"_s))
                          .body.value("desktop_snapshots"_L1)
                          .toArray();
    QVERIFY(rows.size() > 10);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows.at(i)["status"_L1].toString(), u"create_success"_s);
        QVERIFY(i == 0
                || rows.at(i)["create_time"_L1].toString() <= rows.at(i - 1)["create_time"_L1].toString());
    }
}

void TestPracticeWorkspace::deletesByAJob()
{
    HuaweiFixture cloud(300);
    const QStringList ids = ready(cloud, 100);
    QCOMPARE(ids.size(), 100);
    const auto accepted = remove(cloud, ids);
    QCOMPARE(accepted.status, 200);
    const QString job = accepted.body.value("job_id"_L1).toString();
    QVERIFY(!job.isEmpty());

    const auto running = cloud.get(path(cloud, u"/workspace-jobs/"_s + job));
    QCOMPARE(running.status, 200);
    QCOMPARE(running.body.value("sub_jobs_total"_L1).toInt(), 100);
    QCOMPARE(running.body.value("end_time"_L1).toString(), QString());
    QVERIFY(cloud.world.findLiving(kind, ids.last()));

    cloud.advance(10s);
    const auto over = cloud.get(path(cloud, u"/workspace-jobs/"_s + job));
    const QString word = over.body.value("status"_L1).toString().toUpper();
    QVERIFY2(word == u"SUCCESS"_s || word == u"COMPLETE"_s, qPrintable(word));
    QCOMPARE(over.body.value("end_time"_L1).toString().size(), 19);
    QVERIFY(over.body.value("end_time"_L1).toString().contains(u' '));
    for (const QJsonValue &sub : over.body.value("sub_jobs"_L1).toArray())
        QCOMPARE(sub["status"_L1].toString().toUpper(), u"SUCCESS"_s);
    for (const QString &id : ids)
        QVERIFY(!cloud.world.findLiving(kind, id));
    const auto subs = cloud.get(path(cloud, u"/workspace-sub-jobs?job_id="_s + job + u"&limit=10"_s));
    QCOMPARE(subs.body.value("total_count"_L1).toInt(), 100);
    QCOMPARE(subs.body.value("jobs"_L1).toArray().size(), 10);
}

void TestPracticeWorkspace::oneJobRunsInAProject()
{
    HuaweiFixture cloud(60);
    const QStringList ids = ready(cloud, 2);
    QCOMPARE(remove(cloud, {ids.at(0)}).status, 200);
    QCOMPARE(remove(cloud, {ids.at(1)}).status, 409);
    const QStringList other = cloud.ids(kind, cloud.subProject(), deletable);
    const auto elsewhere = cloud.post(u"/v2/"_s + cloud.subProject() + u"/snapshots/batch-delete"_s,
                                      {{u"snapshot_ids"_s, QJsonArray{other.first()}}});
    QCOMPARE(elsewhere.status, 200);
    QCOMPARE(cloud.world.maxima().jobsByProject.value(kind + u'|' + cloud.mainProject()), 1);
    cloud.advance(2s);
    QCOMPARE(remove(cloud, {ids.at(1)}).status, 200);
}

void TestPracticeWorkspace::refusesBadIdLists_data()
{
    QTest::addColumn<QByteArray>("body");
    QByteArray many = R"({"snapshot_ids":["0")";
    for (int i = 1; i <= 100; ++i)
        many += ",\"" + QByteArray::number(i) + '"';
    QTest::newRow("no body") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"snapshot_ids":["a")");
    QTest::newRow("absent") << QByteArray("{}");
    QTest::newRow("empty") << QByteArray(R"({"snapshot_ids":[]})");
    QTest::newRow("null") << QByteArray(R"({"snapshot_ids":null})");
    QTest::newRow("a string") << QByteArray(R"({"snapshot_ids":"a"})");
    QTest::newRow("an empty id") << QByteArray(R"({"snapshot_ids":[""]})");
    QTest::newRow("a number") << QByteArray(R"({"snapshot_ids":[1]})");
    QTest::newRow("a long id") << QByteArray(R"({"snapshot_ids":[")" + QByteArray(37, 'a') + "\"]}");
    QTest::newRow("twice") << QByteArray(R"({"snapshot_ids":["a","a"]})");
    QTest::newRow("101") << QByteArray(many + "]}");
}

void TestPracticeWorkspace::refusesBadIdLists()
{
    QFETCH(const QByteArray, body);
    HuaweiFixture cloud;
    const auto answer = cloud.as(0, "POST", path(cloud, u"/snapshots/batch-delete"_s), body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), u"WKS.0001"_s);
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());
}

void TestPracticeWorkspace::refusesUnknownIdsInBothDialects()
{
    HuaweiFixture cloud;
    const QString foreign = cloud.ids(kind, cloud.subProject(), deletable).first();
    const auto all = remove(cloud, {u"11111111-2ee8-4ac8-9bf9-1e5ba8230001"_s, foreign});
    QCOMPARE(all.status, 500);
    QCOMPARE(all.code(), u"WKS.0202"_s);
    const QString known = ready(cloud, 1).first();
    QCOMPARE(remove(cloud, {known, foreign}).status, 404);
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());
}

void TestPracticeWorkspace::refusesBusySnapshots()
{
    HuaweiFixture cloud(200);
    const QStringList busy = cloud.ids(kind, cloud.mainProject(), {u"creating"_s, u"restoring"_s});
    QVERIFY(!busy.isEmpty());
    QCOMPARE(remove(cloud, {ready(cloud, 1).first(), busy.first()}).status, 409);
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());
}

void TestPracticeWorkspace::failuresShowInSubJobsAndList()
{
    HuaweiFixture cloud(60);
    const QStringList ids = ready(cloud, 3);
    cloud.world.setEffects({.failing = {ids.at(1)}});
    const QString job = remove(cloud, ids).body.value("job_id"_L1).toString();
    cloud.world.setEffects({});
    cloud.advance(2s);
    const auto over = cloud.get(path(cloud, u"/workspace-jobs/"_s + job));
    const QJsonArray subs = over.body.value("sub_jobs"_L1).toArray();
    QVERIFY(subs.at(1)["status"_L1].toString().startsWith(u"fail"_s, Qt::CaseInsensitive));
    QVERIFY(!subs.at(1)["fail_reason"_L1].toString().isEmpty());
    QVERIFY(!subs.at(0)["status"_L1].toString().startsWith(u"fail"_s, Qt::CaseInsensitive));
    QVERIFY(cloud.world.findLiving(kind, ids.at(1)));
    QVERIFY(!cloud.world.findLiving(kind, ids.at(2)));
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());
}

void TestPracticeWorkspace::anErrorCodeMayComeWith200()
{
    HuaweiFixture cloud(60);
    const QStringList ids = ready(cloud, 2);
    cloud.world.setEffects({.failFirst = 2});
    const auto answer = remove(cloud, ids);
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.code().isEmpty());
    QVERIFY(!answer.body.contains("job_id"_L1));
    QVERIFY(cloud.world.runningJobs(kind).isEmpty());
}

void TestPracticeWorkspace::aStuckJobNeverEnds()
{
    HuaweiFixture cloud(60);
    cloud.world.setEffects({.stuck = true});
    const QString job = remove(cloud, ready(cloud, 2)).body.value("job_id"_L1).toString();
    cloud.world.setEffects({});
    cloud.advance(10h);
    const auto answer = cloud.get(path(cloud, u"/workspace-jobs/"_s + job));
    QVERIFY(
        QStringList({u"RUNNING"_s, u"INIT"_s}).contains(answer.body.value("status"_L1).toString().toUpper()));
    for (const QJsonValue &sub : answer.body.value("sub_jobs"_L1).toArray())
        QCOMPARE(sub["end_time"_L1].toString(), QString());
    QCOMPARE(remove(cloud, {ready(cloud, 3).last()}).status, 409);
}

void TestPracticeWorkspace::jobWordsDiffer()
{
    HuaweiFixture cloud(400);
    QSet<QString> words;
    for (const QString &id : ready(cloud, 40)) {
        const QString job = remove(cloud, {id}).body.value("job_id"_L1).toString();
        cloud.advance(2s);
        words.insert(cloud.get(path(cloud, u"/workspace-jobs/"_s + job)).body.value("status"_L1).toString());
    }
    QCOMPARE(words, QSet<QString>({u"SUCCESS"_s, u"success"_s, u"COMPLETE"_s}));
    QCOMPARE(cloud.get(path(cloud, u"/workspace-jobs/unknown"_s)).status, 404);
}

void TestPracticeWorkspace::readersMayNotDelete()
{
    HuaweiFixture cloud;
    const QByteArray body = "{\"snapshot_ids\":[\"" + ready(cloud, 1).first().toLatin1() + "\"]}";
    const auto answer = cloud.as(2, "POST", path(cloud, u"/snapshots/batch-delete"_s), body);
    QCOMPARE(answer.status, 403);
    QVERIFY(answer.body.contains("encoded_authorization_message"_L1));
    QCOMPARE(cloud.as(2, "GET", path(cloud, u"/snapshots"_s)).status, 200);
}

void TestPracticeWorkspace::withoutSubscriptionAllIsForbidden()
{
    HuaweiFixture cloud(10, {.workspaceSubscribed = false});
    QCOMPARE(cloud.get(path(cloud, u"/snapshots"_s)).code(), u"WKS.00010099"_s);
    QCOMPARE(cloud.get(path(cloud, u"/workspaces"_s)).body.value("status"_L1).toString(), u"CLOSED"_s);
}

void TestPracticeWorkspace::seedHasAllStatesAndAwkwardNames()
{
    HuaweiFixture cloud(840);
    const QJsonArray rows =
        cloud.get(path(cloud, u"/snapshots"_s)).body.value("desktop_snapshots"_L1).toArray();
    QSet<QString> states;
    bool longName = false;
    bool formula = false;
    bool override = false;
    for (const QJsonValue &row : rows) {
        const QString name = row["snapshot_name"_L1].toString();
        states.insert(row["status"_L1].toString());
        longName = longName || name.size() == 255;
        formula = formula || name.startsWith(u'=');
        override = override || name.contains(QChar(0x202E));
        const bool busy = row["status"_L1] == u"creating"_s || row["status"_L1] == u"restoring"_s;
        QCOMPARE(row["process"_L1].isNull(), !busy);
    }
    QCOMPARE(states.size(), 6);
    QVERIFY(longName && formula && override);
    HuaweiFixture again(840);
    QCOMPARE(again.world.all(kind), cloud.world.all(kind));
}

QTEST_GUILESS_MAIN(TestPracticeWorkspace)
#include "tst_practiceworkspace.moc"

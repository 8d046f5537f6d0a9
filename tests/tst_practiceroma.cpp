// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/practicehuaweifixture.h"

#include <QSet>
#include <QTest>

using namespace ClearskyTest;
using namespace std::chrono_literals;

namespace {

const QString kind = u"huawei.roma.asset"_s;

QJsonArray instances(HuaweiFixture &cloud, const QString &query = u"?limit=100"_s)
{
    return cloud.get(u"/v2/"_s + cloud.mainProject() + u"/instances"_s + query)
        .body.value("instances"_L1)
        .toArray();
}

/// The running instances of the main project: 0 answers in today's words, 1 in the older ones.
QString running(HuaweiFixture &cloud, int index)
{
    QStringList ids;
    for (const QJsonValue &each : instances(cloud)) {
        if (each["status"_L1].toString() == u"RUNNING"_s)
            ids.append(each["id"_L1].toString());
    }
    return ids.value(index);
}

QStringList assets(const HuaweiFixture &cloud, const QString &scope)
{
    QStringList ids;
    for (const PracticeResource &each : cloud.world.all(kind)) {
        const QJsonArray roles = each.data.value("roles"_L1).toArray();
        const bool allowed = roles.isEmpty() || roles.size() > 2;
        if (each.scope == scope && allowed && !each.goneAt(cloud.nowMs))
            ids.append(each.id);
    }
    return ids;
}

QJsonArray objects(const QStringList &ids, const QString &member)
{
    QJsonArray array;
    for (const QString &id : ids)
        array.append(QJsonObject{{member, id}});
    return array;
}

HuaweiFixture::Answer remove(HuaweiFixture &cloud, const QString &instance, const QStringList &apps,
                             const QStringList &tasks)
{
    return cloud.post(u"/v2/"_s + cloud.mainProject() + u"/instances/"_s + instance + u"/assets/delete"_s,
                      {{u"apps"_s, objects(apps, u"id"_s)}, {u"tasks"_s, objects(tasks, u"id"_s)}});
}

HuaweiFixture::Answer job(HuaweiFixture &cloud, const QString &instance, const QString &id)
{
    return cloud.get(u"/v2/"_s + cloud.mainProject() + u"/instances/"_s + instance + u"/assets/jobs/"_s + id);
}

} // namespace

class TestPracticeRoma final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void instancesOfAllStates();
    void pagesAreTenUnlessToldOtherwise();
    void listsWholeAssets();
    void oldInstancesAnswerInOlderForms();
    void deletesAppsAndTasksInOneJob();
    void refusesBadBodies_data();
    void refusesBadBodies();
    void theLegacyFormIsTheOnlyOneOfALegacyCloud();
    void oneJobRunsForAUser();
    void partialFailuresAreNamed_data();
    void partialFailuresAreNamed();
    void jobWordsDiffer();
    void saysNoInItsDialects();
    void judgesTokensItselfWhereItIsSo();
};

void TestPracticeRoma::instancesOfAllStates()
{
    HuaweiFixture cloud;
    QStringList states;
    for (const QJsonValue &each : instances(cloud))
        states.append(each["status"_L1].toString());
    QCOMPARE(states, QStringList({u"RUNNING"_s, u"RUNNING"_s, u"FROZEN"_s, u"DELETE_FALIED"_s}));
    QCOMPARE(instances(cloud, u"?limit=100&status=RUNNING"_s).size(), 2);
    QCOMPARE(instances(cloud, u"?limit=1&offset=3"_s).size(), 1);
}

void TestPracticeRoma::pagesAreTenUnlessToldOtherwise()
{
    HuaweiFixture cloud(200);
    const QString base = u"/v2/"_s + cloud.mainProject();
    const QString instance = running(cloud, 0);
    const auto apps = cloud.get(base + u"/instances/"_s + instance + u"/apps"_s);
    QCOMPARE(apps.body.value("apps"_L1).toArray().size(), 10);
    QCOMPARE(apps.body.value("size"_L1).toInt(), 10);
    QVERIFY(apps.body.value("total"_L1).toInt() > 30);
    const auto tasks = cloud.get(base + u"/fdi/instances/"_s + instance + u"/tasks"_s);
    QCOMPARE(tasks.body.value("entities"_L1).toArray().size(), 10);
    QCOMPARE(cloud.get(base + u"/instances/"_s + instance + u"/apps?limit=501"_s).code(), u"ROMA.13000"_s);
    QCOMPARE(cloud.get(base + u"/fdi/instances/"_s + instance + u"/tasks?limit=1001"_s).code(),
             u"FDI.3002"_s);
    QCOMPARE(cloud.get(base + u"/fdi/instances/"_s + instance + u"/tasks?offset=-5"_s).status, 200);
}

void TestPracticeRoma::listsWholeAssets()
{
    HuaweiFixture cloud(200);
    const QString instance = running(cloud, 0);
    const QString base = u"/v2/"_s + cloud.mainProject();
    QSet<QString> ids;
    const auto apps = cloud.get(base + u"/instances/"_s + instance + u"/apps?limit=500"_s);
    for (const QJsonValue &app : apps.body.value("apps"_L1).toArray()) {
        ids.insert(app["id"_L1].toString());
        QVERIFY(app["roles"_L1].isArray());
        QVERIFY(app["create_time"_L1].toString().endsWith(u'Z'));
        QVERIFY(!app["key"_L1].toString().isEmpty());
    }
    QCOMPARE(ids.size(), apps.body.value("total"_L1).toInt());
    const auto tasks = cloud.get(base + u"/fdi/instances/"_s + instance + u"/tasks?limit=1000"_s);
    for (const QJsonValue &task : tasks.body.value("entities"_L1).toArray()) {
        ids.insert(task["task_id"_L1].toString());
        QCOMPARE(task["task_id"_L1].toString().size(), 32);
        QVERIFY(task["last_modified_time"_L1].isDouble());
    }
    QVERIFY(ids.size() > apps.body.value("total"_L1).toInt());
}

void TestPracticeRoma::oldInstancesAnswerInOlderForms()
{
    HuaweiFixture cloud(200);
    const QString instance = running(cloud, 1);
    const auto apps = cloud.get(u"/v2/"_s + cloud.mainProject() + u"/instances/"_s + instance + u"/apps"_s);
    for (const QJsonValue &app : apps.body.value("apps"_L1).toArray()) {
        QVERIFY(app["roles"_L1].toString().startsWith(u"read,access"_s));
        QVERIFY(app["create_time"_L1].isDouble());
    }
}

void TestPracticeRoma::deletesAppsAndTasksInOneJob()
{
    HuaweiFixture cloud(500);
    const QString instance = running(cloud, 0);
    const QStringList apps = assets(cloud, instance + u"/app"_s).mid(0, 60);
    const QStringList tasks = assets(cloud, instance + u"/task"_s).mid(0, 40);
    const auto accepted = remove(cloud, instance, apps, tasks);
    QCOMPARE(accepted.status, 200);
    const QString id = accepted.body.value("job_id"_L1).toString();
    cloud.advance(1s);
    const auto half = job(cloud, instance, id);
    const double progress = half.body.value("progress_percent"_L1).toDouble();
    QVERIFY(progress > 0 && progress < 1);
    QCOMPARE(half.body.value("status"_L1).toString().toUpper(), u"RUNNING"_s);
    cloud.advance(10s);
    const auto over = job(cloud, instance, id);
    QCOMPARE(over.body.value("progress_percent"_L1).toDouble(), 1.0);
    QCOMPARE(over.body.value("status"_L1).toString(), u"SUCCEEDED"_s);
    QVERIFY(over.body.value("reasons"_L1).toArray().isEmpty());
    for (const QString &each : apps + tasks)
        QVERIFY(!cloud.world.findLiving(kind, each));
    QCOMPARE(job(cloud, running(cloud, 1), id).code(), u"ROMA.00110006"_s);
}

void TestPracticeRoma::refusesBadBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QByteArray many = R"({"tasks":[],"apps":[{"id":"0"})";
    for (int i = 1; i <= 100; ++i)
        many += ",{\"id\":\"" + QByteArray::number(i) + "\"}";
    QTest::newRow("none") << QByteArray() << u"ROMA.13001"_s;
    QTest::newRow("only apps") << QByteArray(R"({"apps":[{"id":"a"}]})") << u"ROMA.13000"_s;
    QTest::newRow("only tasks") << QByteArray(R"({"tasks":[{"id":"a"}]})") << u"ROMA.13000"_s;
    QTest::newRow("both empty") << QByteArray(R"({"apps":[],"tasks":[]})") << u"ROMA.13000"_s;
    QTest::newRow("legacy") << QByteArray(R"({"apps":["a"],"tasks":[]})") << u"ROMA.13000"_s;
    QTest::newRow("legacy task") << QByteArray(R"({"apps":[],"tasks":[{"task_id":"a"}]})") << u"ROMA.13000"_s;
    QTest::newRow("twice") << QByteArray(R"({"apps":[{"id":"a"},{"id":"a"}],"tasks":[]})") << u"ROMA.13000"_s;
    QTest::newRow("101") << QByteArray(many + "]}") << u"ROMA.13000"_s;
    QTest::newRow("unknown") << QByteArray(R"({"apps":[{"id":"a"}],"tasks":[]})") << u"ROMA.00110006"_s;
}

void TestPracticeRoma::refusesBadBodies()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, code);
    HuaweiFixture cloud;
    const auto answer = cloud.as(
        0, "POST",
        u"/v2/"_s + cloud.mainProject() + u"/instances/"_s + running(cloud, 0) + u"/assets/delete"_s, body);
    QCOMPARE(answer.code(), code);
    QVERIFY(answer.body.contains("error_details"_L1));
    QVERIFY(!answer.body.value("request_id"_L1).toString().isEmpty());
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());
}

void TestPracticeRoma::theLegacyFormIsTheOnlyOneOfALegacyCloud()
{
    HuaweiFixture cloud(100, {.romaLegacyForm = true});
    const QString instance = running(cloud, 0);
    const QString path = u"/v2/"_s + cloud.mainProject() + u"/instances/"_s + instance + u"/assets/delete"_s;
    const QString app = assets(cloud, instance + u"/app"_s).first();
    const QString task = assets(cloud, instance + u"/task"_s).first();
    QCOMPARE(remove(cloud, instance, {app}, {task}).code(), u"ROMA.13000"_s);
    QCOMPARE(cloud.post(path, {{u"apps"_s, QJsonArray{app}}}).status, 200);
    cloud.advance(1s);
    const QJsonObject both{{u"apps"_s, QJsonArray()}, {u"tasks"_s, objects({task}, u"task_id"_s)}};
    QCOMPARE(cloud.post(path, both).status, 200);
    cloud.advance(1s);
    QVERIFY(!cloud.world.findLiving(kind, app));
    QVERIFY(!cloud.world.findLiving(kind, task));
}

void TestPracticeRoma::oneJobRunsForAUser()
{
    HuaweiFixture cloud(200);
    const QString first = running(cloud, 0);
    const QString second = running(cloud, 1);
    QCOMPARE(remove(cloud, first, assets(cloud, first + u"/app"_s).mid(0, 2), {}).status, 200);
    const auto busy = remove(cloud, second, assets(cloud, second + u"/app"_s).mid(0, 2), {});
    QCOMPARE(busy.status, 400);
    QCOMPARE(busy.code(), u"ROMA.10012"_s);
    QCOMPARE(cloud.world.maxima().jobsByUser.value(kind + u'|' + cloud.user(0).id), 1);
    cloud.advance(2s);
    QCOMPARE(remove(cloud, second, assets(cloud, second + u"/app"_s).mid(0, 2), {}).status, 200);
}

void TestPracticeRoma::partialFailuresAreNamed_data()
{
    QTest::addColumn<int>("instance");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("status");
    QTest::newRow("today") << 0 << u"reasons"_s << u"FAILED"_s;
    QTest::newRow("older") << 1 << u"reason"_s << u"Failed"_s;
}

void TestPracticeRoma::partialFailuresAreNamed()
{
    QFETCH(const int, instance);
    QFETCH(const QString, member);
    QFETCH(const QString, status);
    HuaweiFixture cloud(500);
    const QString parent = running(cloud, instance);
    const QStringList apps = assets(cloud, parent + u"/app"_s).mid(0, 20);
    cloud.world.setEffects({.failFirst = 12});
    const QString id = remove(cloud, parent, apps, {}).body.value("job_id"_L1).toString();
    cloud.world.setEffects({});
    cloud.advance(5s);
    const auto over = job(cloud, parent, id);
    QCOMPARE(over.body.value("status"_L1).toString(), status);
    const QJsonArray reasons = over.body.value(member).toArray();
    QCOMPARE(reasons.size(), 10);
    QCOMPARE(reasons.at(0)["resource_type"_L1].toString(), u"application"_s);
    QCOMPARE(reasons.at(0)["resource_name"_L1].toString(), cloud.world.find(kind, apps.first())->name);
    QVERIFY(cloud.world.findLiving(kind, apps.at(11)));
    QVERIFY(!cloud.world.findLiving(kind, apps.at(12)));
}

void TestPracticeRoma::jobWordsDiffer()
{
    HuaweiFixture cloud(500);
    QSet<QString> words;
    for (const QString &instance : {running(cloud, 0), running(cloud, 1)}) {
        for (const QString &app : assets(cloud, instance + u"/app"_s).mid(0, 20)) {
            const QString id = remove(cloud, instance, {app}, {}).body.value("job_id"_L1).toString();
            words.insert(job(cloud, instance, id).body.value("status"_L1).toString());
            cloud.advance(1s);
            words.insert(job(cloud, instance, id).body.value("status"_L1).toString());
        }
    }
    QCOMPARE(words, QSet<QString>({u"RUNNING"_s, u"Running"_s, u"SUCCEEDED"_s, u"Success"_s, u"Finished"_s}));
}

void TestPracticeRoma::saysNoInItsDialects()
{
    HuaweiFixture cloud(200);
    const QString base = u"/v2/"_s + cloud.mainProject() + u"/instances/"_s;
    const auto unknown = cloud.get(base + u"nobody/apps"_s);
    QCOMPARE(unknown.status, 500);
    QCOMPARE(unknown.code(), u"ROMA.00110002"_s);
    const QString frozen = instances(cloud).at(2)["id"_L1].toString();
    QCOMPARE(cloud.get(base + frozen + u"/apps"_s).status, 400);

    const QString instance = running(cloud, 0);
    const QByteArray body = "{\"apps\":[{\"id\":\"" + assets(cloud, instance + u"/app"_s).first().toLatin1()
        + "\"}],\"tasks\":[]}";
    const auto reader = cloud.as(2, "POST", base + instance + u"/assets/delete"_s, body);
    QCOMPARE(reader.status, 400);
    QCOMPARE(reader.code(), u"ROMA.1006"_s);

    QStringList others;
    for (const PracticeResource &each : cloud.world.all(kind)) {
        if (each.scope == instance + u"/app"_s && each.data.value("roles"_L1).toArray().size() == 2)
            others.append(each.id);
    }
    QVERIFY(!others.isEmpty());
    QCOMPARE(remove(cloud, instance, others, {}).code(), u"ROMA.12001"_s);
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());
}

void TestPracticeRoma::judgesTokensItselfWhereItIsSo()
{
    for (const bool judges : {false, true}) {
        HuaweiFixture cloud(10, {.romaJudgesTokens = judges});
        PracticeRequest request =
            HuaweiFixture::request("GET", u"/v2/"_s + cloud.mainProject() + u"/instances"_s);
        request.headers.emplaceBack("X-Auth-Token", "unknown");
        const auto answer = cloud.ask(request);
        QCOMPARE(answer.status, judges ? 400 : 401);
        QCOMPARE(answer.code(), judges ? u"ROMA.1002"_s : u"APIGW.0307"_s);
    }
}

QTEST_GUILESS_MAIN(TestPracticeRoma)
#include "tst_practiceroma.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/practicehuaweifixture.h"
#include "tests/support/practiceclient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ClearskyTest;
using namespace std::chrono_literals;

namespace {

const QStringList kinds{u"huawei.clouddc.instance"_s, u"huawei.csbs.backup"_s, u"huawei.roma.asset"_s,
                        u"huawei.workspace.snapshot"_s};
const QString backupKind = u"huawei.csbs.backup"_s;

/// A practice cloud over real HTTP, asked with the operator's key.
class WireCloud
{
public:
    explicit WireCloud(const QString &dataDir = {}, const QHash<QString, int> &counts = {})
        : cloud({.dataDir = dataDir, .counts = counts, .timeSource = time.source()})
    {
        started = cloud.start().has_value();
    }

    [[nodiscard]] PracticeAnswer ask(const QByteArray &method, const QString &target,
                                     const QByteArray &body = {}, const QByteArray &token = {})
    {
        const QByteArray host = "127.0.0.1:" + QByteArray::number(cloud.port());
        PracticeRequest request = huaweiRequest(method, target, body, host);
        const PracticeUser user = cloud.keys().users.constFirst();
        if (token.isEmpty())
            signHuawei(request, time.nowMs, user.accessKey, user.secretKey);
        else
            request.headers.emplaceBack("X-Auth-Token", token);
        httplib::Request message;
        message.method = method.toStdString();
        message.path = target.toStdString();
        message.body = body.toStdString();
        for (const auto &[name, value] : request.headers)
            message.set_header(name.toStdString(), value.toStdString());
        httplib::Client client("127.0.0.1", cloud.port());
        client.set_url_encode(false);
        return practiceAnswer(client.send(message));
    }

    [[nodiscard]] QString project() const { return cloud.keys().projects.constFirst().id; }
    /// A backup that may be deleted.
    [[nodiscard]] PracticeResource backup() const
    {
        for (const PracticeResource &each : cloud.resources(backupKind)) {
            const QJsonValue images = each.data.value("extend_info"_L1)["os_images_data"_L1];
            if (each.projectId == project() && each.state == u"available"_s && images.toArray().isEmpty())
                return each;
        }
        return {};
    }
    [[nodiscard]] PracticeAnswer remove(const PracticeResource &item)
    {
        return ask("DELETE",
                   u"/v1/"_s + project() + u"/providers/fc4d5750-22e7-4798-8a46-f48f62c4c1da/checkpoints/"_s
                       + item.scope + u"?checkpoint_items="_s + item.id);
    }

    PracticeTime time{};
    PracticeCloud cloud;
    bool started = false;
};

} // namespace

class TestPracticeHuaweiWire final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasSeveralHundredOfMostKinds();
    void countsFollowTheOptions();
    void everyKindIsListedOverHttp_data();
    void everyKindIsListedOverHttp();
    void deletionsAreLoggedWithIdsAndUser();
    void answersCarryTheServersDate();
    void aDeletionOutlivesTheProgram();
    void sessionsEndOnDemand();
    void stuckAndLyingFaultsReachTheServices();
};

void TestPracticeHuaweiWire::hasSeveralHundredOfMostKinds()
{
    WireCloud wire;
    QVERIFY(wire.started);
    for (const QString &kind : kinds)
        QVERIFY2(wire.cloud.resources(kind).size() > 100, qPrintable(kind));
}

void TestPracticeHuaweiWire::countsFollowTheOptions()
{
    WireCloud wire({}, {{backupKind, 7}});
    QCOMPARE(wire.cloud.resources(backupKind).size(), 7);
}

void TestPracticeHuaweiWire::everyKindIsListedOverHttp_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("member");
    QTest::newRow("Workspace")
        << u"/v2/%1/snapshots?limit=100&offset=0&sort_field=create_time&sort_type=DESC"_s
        << u"desktop_snapshots"_s;
    QTest::newRow("ROMA") << u"/v2/%1/instances?limit=100&status=RUNNING"_s << u"instances"_s;
    QTest::newRow("CloudDC") << u"/v1/%1/instances?instance_state=running&limit=100"_s << u"instances"_s;
    QTest::newRow("CSBS") << u"/v1/%1/checkpoint_items?limit=100&sort=created_at%3Adesc%2Cid%3Adesc"_s
                          << u"checkpoint_items"_s;
}

void TestPracticeHuaweiWire::everyKindIsListedOverHttp()
{
    QFETCH(const QString, path);
    QFETCH(const QString, member);
    WireCloud wire;
    const PracticeAnswer answer = wire.ask("GET", path.arg(wire.project()));
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.json().value(member).toArray().isEmpty());
}

void TestPracticeHuaweiWire::deletionsAreLoggedWithIdsAndUser()
{
    WireCloud wire;
    const PracticeResource item = wire.backup();
    QCOMPARE(wire.remove(item).status, 200);
    const PracticeLogEntry entry = wire.cloud.requests().constLast();
    QVERIFY(entry.isDelete());
    QCOMPARE(entry.kindId, backupKind);
    QCOMPARE(entry.ids, QStringList{item.id});
    QCOMPARE(entry.signIn, wire.cloud.keys().users.constFirst().id);
    QCOMPARE(entry.projectId, wire.project());
    QCOMPARE(wire.cloud.maxima().itemsInDeletion.value(backupKind), 1);
}

void TestPracticeHuaweiWire::answersCarryTheServersDate()
{
    WireCloud wire;
    wire.cloud.moveClock(20min);
    const PracticeAnswer answer = wire.ask("GET", u"/v3/projects"_s);
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.text(u"error_code"_s), u"APIGW.0301"_s);
    QCOMPARE(answer.date, QByteArray("Thu, 01 Jan 2026 00:20:00 GMT"));
}

void TestPracticeHuaweiWire::aDeletionOutlivesTheProgram()
{
    QTemporaryDir folder;
    PracticeResource item;
    QStringList snapshots;
    QString job;
    {
        WireCloud wire(folder.path());
        item = wire.backup();
        QCOMPARE(wire.remove(item).status, 200);
        for (const PracticeResource &each : wire.cloud.resources(u"huawei.workspace.snapshot"_s)) {
            if (each.projectId == wire.project() && each.state == u"create_success"_s && snapshots.size() < 3)
                snapshots.append(each.id);
        }
        const QJsonObject body{{u"snapshot_ids"_s, QJsonArray::fromStringList(snapshots)}};
        const PracticeAnswer answer = wire.ask(
            "POST", u"/v2/"_s + wire.project() + u"/snapshots/batch-delete"_s, QJsonDocument(body).toJson());
        job = answer.text(u"job_id"_s);
        QVERIFY(!job.isEmpty());
    }
    WireCloud again(folder.path());
    QVERIFY(again.cloud.exists(backupKind, item.scope, item.id));
    again.time.pass(15s);
    QVERIFY(!again.cloud.exists(backupKind, item.scope, item.id));
    for (const QString &id : snapshots)
        QVERIFY(!again.cloud.exists(u"huawei.workspace.snapshot"_s, {}, id));
    const PracticeAnswer over = again.ask("GET", u"/v2/"_s + again.project() + u"/workspace-jobs/"_s + job);
    QCOMPARE(over.status, 200);
    QCOMPARE(over.json().value("sub_jobs_total"_L1).toInt(), 3);
}

void TestPracticeHuaweiWire::sessionsEndOnDemand()
{
    WireCloud wire;
    const PracticeUser user = wire.cloud.keys().users.constFirst();
    const QByteArray body = R"({"auth":{"identity":{"methods":["password"],"password":{"user":{"name":")"
        + user.name.toLatin1() + R"(","password":")" + user.password.toLatin1() + R"(","domain":{"name":")"
        + wire.cloud.keys().accountName.toLatin1() + R"("}}}},"scope":{"project":{"id":")"
        + wire.project().toLatin1() + R"("}}}})";
    httplib::Client client("127.0.0.1", wire.cloud.port());
    const auto signedIn = client.Post("/v3/auth/tokens", body.toStdString(), "application/json");
    QVERIFY(signedIn);
    QCOMPARE(signedIn->status, 201);
    const QByteArray token = QByteArray::fromStdString(signedIn->get_header_value("X-Subject-Token"));
    const QString path = u"/v2/"_s + wire.project() + u"/snapshots"_s;
    QCOMPARE(wire.ask("GET", path, {}, token).status, 200);
    wire.cloud.endSessions();
    QCOMPARE(wire.ask("GET", path, {}, token).text(u"error_code"_s), u"APIGW.0307"_s);
}

void TestPracticeHuaweiWire::stuckAndLyingFaultsReachTheServices()
{
    WireCloud wire;
    const PracticeResource item = wire.backup();
    wire.cloud.setFault(
        {.kindId = backupKind, .operation = PracticeOperation::Delete, .effects = {.stuck = true}});
    QCOMPARE(wire.remove(item).status, 200);
    wire.time.pass(24h);
    QVERIFY(wire.cloud.exists(backupKind, item.scope, item.id));
    const PracticeAnswer shown =
        wire.ask("GET", u"/v1/"_s + wire.project() + u"/checkpoint_items/"_s + item.id);
    QCOMPARE(shown.json().value("checkpoint_item"_L1)["status"_L1].toString(), u"deleting"_s);
}

QTEST_GUILESS_MAIN(TestPracticeHuaweiWire)
#include "tst_practicehuaweiwire.moc"

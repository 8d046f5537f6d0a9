// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/romadata.h"

#include "app/practice/huawei/huaweiservice.h"

#include <QJsonArray>

namespace Clearsky {

using namespace Qt::Literals;

namespace {

const QString appScope = QStringLiteral("/app");

QJsonObject seedApp(PracticeRandom &random, const PracticeKeys &keys)
{
    const bool owner = random.chance(60);
    const bool permitted = random.chance(80);
    QJsonArray roles{u"read"_s, u"access"_s};
    if (owner || permitted)
        roles.append(random.chance(50) ? u"delete"_s : u"admin"_s);
    const PracticeUser &user = keys.users.at(owner ? 0 : 1);
    return {
        {u"remark"_s, random.chance(25) ? u"integration of the old portal"_s : QString()},
        {u"roles"_s, roles},
        {u"owner"_s, owner},
        {u"favorite"_s, random.chance(10)},
        {u"key"_s, random.hex(32)},
        {u"created_user"_s, QJsonObject{{u"user_id"_s, user.id}, {u"user_name"_s, user.name}}},
        {u"last_updated_user"_s, QJsonObject{{u"user_id"_s, user.id}, {u"user_name"_s, user.name}}},
    };
}

QJsonObject seedTask(PracticeRandom &random, const QString &execution)
{
    return {
        {u"task_type"_s, random.chance(40) ? u"REALTIME"_s : u"TIMING"_s},
        {u"status"_s, execution == u"RUNNING"_s || execution == u"WAITING"_s ? 1 : 0},
        {u"version"_s, QString::number(1 + random.below(9))},
        {u"source_app_id"_s, random.uuid()},
        {u"target_app_id"_s, random.uuid()},
        {u"ext_type"_s, QString()},
        {u"enterprise_project_id"_s, u"0"_s},
        {u"task_tag"_s, random.chance(30) ? u"nightly"_s : QString()},
    };
}

QString seedExecution(PracticeRandom &random)
{
    static const QStringList often{u"SUCCESS"_s,   u"SUCCESS"_s, u"SUCCESS"_s, u"UNSTARTED"_s,
                                   u"CANCELLED"_s, u"ERROR"_s,   u"RUNNING"_s, u"WAITING"_s};
    return random.pick(often);
}

} // namespace

QList<RomaInstance> makeRomaInstances(PracticeRandom &random, const PracticeKeys &keys)
{
    const QString main = keys.projects.at(0).id;
    const QString sub = keys.projects.at(1).id;
    return {
        {.id = random.uuid(), .name = u"roma-core"_s, .projectId = main, .status = u"RUNNING"_s},
        {.id = random.uuid(),
         .name = u"roma-legacy"_s,
         .projectId = main,
         .status = u"RUNNING"_s,
         .old = true},
        {.id = random.uuid(), .name = u"roma-frozen"_s, .projectId = main, .status = u"FROZEN"_s},
        {.id = random.uuid(), .name = u"roma-undead"_s, .projectId = main, .status = u"DELETE_FALIED"_s},
        {.id = random.uuid(), .name = u"roma-branch"_s, .projectId = sub, .status = u"RUNNING"_s},
    };
}

PracticeResource makeRomaAsset(int index, int count, const QList<RomaInstance> &instances,
                               PracticeRandom &random, const PracticeWorld &world)
{
    const QString project = huaweiProjectFor(index, count, world.keys());
    const bool inMain = project == instances.at(0).projectId;
    const RomaInstance &instance = instances.at(inMain ? index % 2 : instances.size() - 1);
    const bool app = index % 25 < 13;
    const QString execution = app ? QString() : seedExecution(random);
    // One after the other, so that the compiler cannot choose the order of the random numbers.
    const QString id = app ? random.uuid() : random.hex(32);
    const QString name = practiceName(random, app ? u"app"_s : u"task"_s, index);
    const qint64 created = world.firstStart() - random.ageMs();
    return {.kindId = u"huawei.roma.asset"_s,
            .id = id,
            .scope = instance.id + (app ? appScope : u"/task"_s),
            .projectId = project,
            .name = name,
            .state = execution,
            .createdMs = created,
            .data = app ? seedApp(random, world.keys()) : seedTask(random, execution)};
}

bool isRomaApp(const PracticeResource &asset)
{
    return asset.scope.endsWith(appScope);
}

bool mayDeleteRomaAsset(const PracticeResource &asset)
{
    const QJsonArray roles = asset.data.value("roles"_L1).toArray();
    return !isRomaApp(asset) || asset.data.value("owner"_L1).toBool() || roles.contains(u"delete"_s)
        || roles.contains(u"admin"_s);
}

QJsonValue romaTime(qint64 ms, const RomaInstance &instance)
{
    return instance.old ? QJsonValue(ms) : QJsonValue(practiceIsoTime(ms));
}

QJsonObject romaInstanceRow(const RomaInstance &instance, const PracticeWorld &world)
{
    const QString created = practiceIsoTime(world.firstStart() - 400LL * 24 * 3600 * 1000);
    return {
        {u"id"_s, instance.id},
        {u"name"_s, instance.name},
        {u"description"_s, QString()},
        {u"status"_s, instance.status},
        {u"flavor_id"_s, instance.old ? u"00300-30101-0--0"_s : u"00400-30102-0--0"_s},
        {u"flavor_type"_s, instance.old ? u"basic"_s : u"professional"_s},
        {u"cpu_arch"_s, u"x86_64"_s},
        {u"publicip_enable"_s, false},
        {u"charge_type"_s, u"postPaid"_s},
        {u"project_id"_s, instance.projectId},
        {u"enterprise_project_id"_s, u"0"_s},
        {u"available_zone_ids"_s, QJsonArray{u"az-1"_s}},
        {u"maintain_begin"_s, u"22:00:00"_s},
        {u"maintain_end"_s, u"02:00:00"_s},
        {u"create_time"_s, created},
        {u"update_time"_s, created},
    };
}

QJsonObject romaAppRow(const PracticeResource &app, const RomaInstance &instance)
{
    QJsonObject row = app.data;
    row.insert(u"id"_s, app.id);
    row.insert(u"name"_s, app.name);
    row.insert(u"create_time"_s, romaTime(app.createdMs, instance));
    row.insert(u"update_time"_s, romaTime(app.createdMs + 3'600'000, instance));
    if (instance.old) {
        QStringList roles;
        for (const QJsonValue &role : row.value("roles"_L1).toArray())
            roles.append(role.toString());
        row.insert(u"roles"_s, roles.join(u','));
    }
    return row;
}

QJsonObject romaTaskRow(const PracticeResource &task, const RomaInstance &instance,
                        const PracticeWorld &world)
{
    QJsonObject row = task.data;
    row.insert(u"task_id"_s, task.id);
    row.insert(u"task_name"_s, task.name);
    row.insert(u"execute_status"_s, world.stateOf(task));
    row.insert(u"source_instance_id"_s, instance.id);
    row.insert(u"target_instance_id"_s, instance.id);
    row.insert(u"created_date"_s,
               instance.old ? huaweiPlainTime(task.createdMs) : practiceIsoTime(task.createdMs));
    row.insert(u"last_modified_time"_s, task.createdMs + 3'600'000);
    return row;
}

} // namespace Clearsky

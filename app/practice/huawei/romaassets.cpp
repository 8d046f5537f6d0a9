// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/romaassets.h"

#include <QJsonArray>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostAssets = 100;
constexpr int mostReasons = 10;

/// ROMA's own shape: note the plural, and that the request id stands in the body.
PracticeReply romaError(int status, const QString &code, const QString &message)
{
    return huaweiError(status, code, message,
                       {{u"error_details"_s, QString()},
                        {u"request_id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}});
}

/// The ids of an array of objects with this member; nothing when the array is not of that form.
std::optional<QStringList> idsOfObjects(const QJsonValue &value, const QString &member)
{
    if (!value.isArray())
        return std::nullopt;
    QStringList ids;
    for (const QJsonValue &each : value.toArray()) {
        const QString id = each[member].toString();
        if (id.isEmpty())
            return std::nullopt;
        ids.append(id);
    }
    return ids;
}

struct Assets
{
    QStringList apps{};
    QStringList tasks{};
};

/// Reads the body of a deletion in one of the two generations that are in use; never mixes them (5.3).
std::optional<Assets> readAssets(const QJsonObject &body, bool legacy)
{
    const QJsonValue tasks = body.value("tasks"_L1);
    const auto appIds =
        legacy ? huaweiStrings(body.value("apps"_L1)) : idsOfObjects(body.value("apps"_L1), u"id"_s);
    const auto taskIds =
        legacy && tasks.isUndefined() ? QStringList() : idsOfObjects(tasks, legacy ? u"task_id"_s : u"id"_s);
    if (!appIds || !taskIds)
        return std::nullopt;
    const qsizetype count = appIds->size() + taskIds->size();
    if (count == 0 || count > mostAssets || QStringList(*appIds + *taskIds).removeDuplicates() > 0)
        return std::nullopt;
    return Assets{*appIds, *taskIds};
}

qint64 endOfItem(const PracticeJob &job, qsizetype index)
{
    return job.beganMs + job.data.value("first"_L1).toInteger()
        + index * job.data.value("each"_L1).toInteger();
}

QString statusWord(const PracticeJob &job, bool old, qint64 nowMs)
{
    const bool variant = practiceHash(job.id) % 2 == 0;
    if (job.runningAt(nowMs))
        return old || variant ? u"Running"_s : u"RUNNING"_s;
    if (!job.failures.isEmpty())
        return old ? u"Failed"_s : u"FAILED"_s;
    if (old)
        return variant ? u"Finished"_s : u"Success"_s;
    return u"SUCCEEDED"_s;
}

PracticeReply rows(const QString &member, const QList<QJsonObject> &all, int offset, int limit)
{
    QJsonArray page;
    for (const QJsonObject &row : huaweiPage(all, offset, limit))
        page.append(row);
    return PracticeReply::json(200, {{u"total"_s, all.size()}, {u"size"_s, page.size()}, {member, page}});
}

} // namespace

RomaAssets::RomaAssets(std::shared_ptr<HuaweiGateway> gateway, Options options)
    : HuaweiService(std::move(gateway), u"roma"_s, u"v2"_s), m_options(options)
{
}

QString RomaAssets::kindId() const
{
    return u"huawei.roma.asset"_s;
}

void RomaAssets::seed(int count, PracticeRandom &random, PracticeWorld &world)
{
    m_instances = makeRomaInstances(random, world.keys());
    QSet<QString> names;
    for (int i = 0; i < count; ++i) {
        PracticeResource asset = makeRomaAsset(i, count, m_instances, random, world);
        // Names of applications are unique in an instance; a job names its failures by them (5.4).
        if (names.contains(asset.scope + asset.name))
            asset.name = asset.name.left(240) + u' ' + QString::number(i);
        names.insert(asset.scope + asset.name);
        world.add(std::move(asset));
    }
}

std::optional<PracticeCall> RomaAssets::route(const PracticeRequest &request, const QStringList &rest) const
{
    using enum PracticeOperation;
    const bool get = request.method == "GET";
    if (get && huaweiPathIs(rest, {u"instances"_s}))
        return PracticeCall{.operation = List, .action = u"CheckRomaInstanceListV2"_s};
    if (get && huaweiPathIs(rest, {u"instances"_s, u"*"_s, u"apps"_s}))
        return PracticeCall{.operation = List, .action = u"ListRomaApp"_s};
    if (get && huaweiPathIs(rest, {u"fdi"_s, u"instances"_s, u"*"_s, u"tasks"_s}))
        return PracticeCall{.operation = List, .action = u"ListTasks"_s};
    if (get && huaweiPathIs(rest, {u"instances"_s, u"*"_s, u"assets"_s, u"jobs"_s, u"*"_s}))
        return PracticeCall{.operation = Job, .action = u"CheckAssetJobStatus"_s};
    if (request.method != "POST" || !huaweiPathIs(rest, {u"instances"_s, u"*"_s, u"assets"_s, u"delete"_s}))
        return std::nullopt;
    const auto assets = readAssets(huaweiBody(request).value_or(QJsonObject()), m_options.legacyForm);
    return PracticeCall{.operation = Delete,
                        .action = u"DeleteAsset"_s,
                        .ids = assets ? assets->apps + assets->tasks : QStringList()};
}

PracticeReply RomaAssets::refusal(const PracticeRequest &request, PracticeReply reply) const
{
    if (!m_options.judgesTokens || reply.status != 401 || !request.header("Authorization").isEmpty())
        return reply;
    if (request.header("X-Auth-Token").isEmpty())
        return romaError(400, u"ROMA.1000"_s, u"The token is missing."_s);
    return romaError(400, u"ROMA.1002"_s, u"Incorrect token or token resolution failed."_s);
}

const RomaInstance *RomaAssets::instance(const HuaweiVisit &visit) const
{
    const QString id = visit.rest.at(visit.rest.constFirst() == u"fdi"_s ? 2 : 1);
    const auto found = std::find_if(m_instances.cbegin(), m_instances.cend(), [&](const RomaInstance &each) {
        return each.id == id && each.projectId == visit.projectId;
    });
    return found == m_instances.cend() ? nullptr : &*found;
}

PracticeReply RomaAssets::serve(const HuaweiVisit &visit, PracticeWorld &world)
{
    if (visit.action == u"CheckRomaInstanceListV2"_s)
        return listInstances(visit, world);
    const RomaInstance *parent = instance(visit);
    if (!parent)
        return romaError(500, u"ROMA.00110002"_s, u"The instance does not exist."_s);
    if (parent->status != u"RUNNING"_s)
        return romaError(400, u"ROMA.00110001"_s, u"The instance is not running."_s);
    if (visit.action == u"ListRomaApp"_s)
        return listApps(visit, *parent, world);
    if (visit.action == u"ListTasks"_s)
        return listTasks(visit, *parent, world);
    if (visit.action == u"CheckAssetJobStatus"_s)
        return showJob(visit, *parent, world);
    return remove(visit, *parent, world);
}

PracticeReply RomaAssets::listInstances(const HuaweiVisit &visit, const PracticeWorld &world) const
{
    const auto offset = huaweiNumber(visit.request, u"offset"_s, 0, 0, 100);
    const auto limit = huaweiNumber(visit.request, u"limit"_s, 10, 0, 100);
    if (!offset || !limit)
        return romaError(400, u"ROMA.00013000"_s, u"The parameter offset or limit is invalid."_s);
    const QString status = visit.request.queryValue(u"status"_s);
    QList<QJsonObject> all;
    for (const RomaInstance &each : m_instances) {
        if (each.projectId == visit.projectId && (status.isEmpty() || each.status == status))
            all.append(romaInstanceRow(each, world));
    }
    return rows(u"instances"_s, all, *offset, *limit);
}

PracticeReply RomaAssets::listApps(const HuaweiVisit &visit, const RomaInstance &instance,
                                   const PracticeWorld &world) const
{
    const auto offset = huaweiNumber(visit.request, u"offset"_s, 0, 0, 10'000);
    const auto limit = huaweiNumber(visit.request, u"limit"_s, 10, 1, 500);
    if (!offset || !limit)
        return romaError(400, u"ROMA.13000"_s, u"The parameter offset or limit is invalid."_s);
    const QString name = visit.request.queryValue(u"name"_s);
    QList<QJsonObject> all;
    for (const PracticeResource *asset : world.listed(kindId(), visit.projectId)) {
        if (asset->scope == instance.id + u"/app"_s && asset->name.contains(name))
            all.append(romaAppRow(*asset, instance));
    }
    return rows(u"apps"_s, all, *offset, *limit);
}

PracticeReply RomaAssets::listTasks(const HuaweiVisit &visit, const RomaInstance &instance,
                                    const PracticeWorld &world) const
{
    const auto offset = huaweiNumber(visit.request, u"offset"_s, 0, -20'000, 20'000);
    const auto limit = huaweiNumber(visit.request, u"limit"_s, 10, 1, 1000);
    if (!offset || !limit)
        return huaweiError(400, u"FDI.3002"_s, u"Invalid parameters."_s);
    QList<QJsonObject> all;
    for (const PracticeResource *asset : world.listed(kindId(), visit.projectId)) {
        if (asset->scope == instance.id + u"/task"_s)
            all.append(romaTaskRow(*asset, instance, world));
    }
    return rows(u"entities"_s, all, std::max(*offset, 0), *limit);
}

std::optional<PracticeReply> RomaAssets::obstacle(const QStringList &apps, const QStringList &tasks,
                                                  const HuaweiVisit &visit, const RomaInstance &instance,
                                                  const PracticeWorld &world) const
{
    if (!HuaweiGateway::mayDelete(world.keys(), visit.caller.userId))
        return romaError(400, u"ROMA.1006"_s, u"You do not have the permission."_s);
    if (!world.runningJobs(kindId(), {}, visit.caller.userId).isEmpty())
        return romaError(400, u"ROMA.10012"_s, u"An asset management job is running. Try again later."_s);
    const auto unknown = [&](const QString &id, const QString &type) {
        const PracticeResource *asset = world.findLiving(kindId(), id);
        return !asset || asset->scope != instance.id + type;
    };
    const bool allKnown =
        std::none_of(apps.cbegin(), apps.cend(), [&](const QString &id) { return unknown(id, u"/app"_s); })
        && std::none_of(tasks.cbegin(), tasks.cend(),
                        [&](const QString &id) { return unknown(id, u"/task"_s); });
    if (!allKnown)
        return romaError(404, u"ROMA.00110006"_s, u"The resource ID does not exist."_s);
    const QStringList ids = apps + tasks;
    if (std::any_of(ids.cbegin(), ids.cend(),
                    [&](const QString &id) { return world.find(kindId(), id)->inDeletionAt(world.now()); }))
        return romaError(400, u"ROMA.10010"_s, u"The job could not be created. Try again later."_s);
    if (!std::all_of(apps.cbegin(), apps.cend(),
                     [&](const QString &id) { return mayDeleteRomaAsset(*world.findLiving(kindId(), id)); }))
        return romaError(400, u"ROMA.12001"_s, u"You do not have the permission on the application."_s);
    return std::nullopt;
}

PracticeReply RomaAssets::remove(const HuaweiVisit &visit, const RomaInstance &instance, PracticeWorld &world)
{
    if (visit.request.body.isEmpty())
        return romaError(400, u"ROMA.13001"_s, u"The request body is missing."_s);
    const auto assets = readAssets(huaweiBody(visit.request).value_or(QJsonObject()), m_options.legacyForm);
    if (!assets)
        return romaError(400, u"ROMA.13000"_s, u"Invalid parameters: apps, tasks."_s);
    if (const auto reply = obstacle(assets->apps, assets->tasks, visit, instance, world))
        return *reply;
    return PracticeReply::json(
        200, {{u"job_id"_s, startJob(assets->apps + assets->tasks, visit, instance, world)}});
}

QString RomaAssets::startJob(const QStringList &ids, const HuaweiVisit &visit, const RomaInstance &instance,
                             PracticeWorld &world)
{
    PracticeJob job{.id = world.newUuid(),
                    .kindId = kindId(),
                    .projectId = visit.projectId,
                    .scope = instance.id,
                    .userId = visit.caller.userId,
                    .beganMs = world.now(),
                    .ids = ids,
                    .data = {{u"first"_s, world.delay(8s)}, {u"each"_s, world.delay(900ms)}}};
    job.endsMs = endOfItem(job, ids.size() - 1);
    const QSet<QString> failing = world.mustFail(ids);
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const PracticeResource *asset = world.findLiving(kindId(), ids.at(i));
        const bool fails = failing.contains(ids.at(i));
        if (fails) {
            const bool app = isRomaApp(*asset);
            job.failures.insert(ids.at(i),
                                QJsonObject{{u"resource_type"_s, app ? u"application"_s : u"task"_s},
                                            {u"resource_name"_s, asset->name},
                                            {u"error_code"_s, app ? u"ROMA.12001"_s : u"FDI.9999"_s},
                                            {u"error_msg"_s, u"The resource is in use."_s}});
        }
        world.beginDeletion(kindId(), ids.at(i), {{.atMs = endOfItem(job, i), .gone = !fails}}, job.userId);
    }
    world.addJob(job);
    return job.id;
}

PracticeReply RomaAssets::showJob(const HuaweiVisit &visit, const RomaInstance &instance,
                                  const PracticeWorld &world) const
{
    const PracticeJob *job = world.job(kindId(), visit.rest.last());
    if (!job || job->scope != instance.id)
        return romaError(404, u"ROMA.00110006"_s, u"The job does not exist."_s);
    const bool running = job->runningAt(world.now());
    QJsonArray reasons;
    for (const QString &id : job->ids) {
        if (!running && job->failures.contains(id) && reasons.size() < mostReasons)
            reasons.append(job->failures.value(id));
    }
    QJsonObject object{{u"id"_s, job->id},
                       {u"type"_s, u"deleteAsset"_s},
                       {u"status"_s, statusWord(*job, instance.old, world.now())},
                       {u"progress_percent"_s, job->progressAt(world.now())},
                       {instance.old ? u"reason"_s : u"reasons"_s, reasons},
                       {u"begin_time"_s, romaTime(job->beganMs, instance)}};
    if (!running)
        object.insert(u"end_time"_s, romaTime(job->endsMs, instance));
    return PracticeReply::json(200, object);
}

} // namespace Clearsky

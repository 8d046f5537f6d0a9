// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/workspacesnapshots.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace Clearsky {

using namespace Qt::Literals;
using namespace std::chrono_literals;

namespace {

constexpr int mostIds = 100;
constexpr qsizetype longestId = 36;

/// The words of one job: documents, SDK and Terraform differ, so jobs differ (4.4).
struct Words
{
    QString parentRunning{};
    QString parentDone{};
    QString parentFailed{};
    QString waiting{};
    QString running{};
    QString done{};
    QString failed{};
};

const Words &wordsOf(const PracticeJob &job)
{
    // In the last one COMPLETE only means that the job is over: its sub-jobs tell how.
    static const std::array<Words, 3> all{
        Words{u"RUNNING"_s, u"SUCCESS"_s, u"FAIL"_s, u"WAITING"_s, u"RUNNING"_s, u"SUCCESS"_s, u"FAIL"_s},
        Words{u"running"_s, u"success"_s, u"failed"_s, u"waiting"_s, u"running"_s, u"success"_s, u"failed"_s},
        Words{u"INIT"_s, u"COMPLETE"_s, u"COMPLETE"_s, u"INIT"_s, u"WAITING"_s, u"SUCCESS"_s, u"FAILED"_s},
    };
    return all.at(size_t(job.data.value("words"_L1).toInt()) % all.size());
}

PracticeReply invalid(const QString &message)
{
    return huaweiError(400, u"WKS.0001"_s, message);
}

QJsonObject snapshotRow(const PracticeResource &snapshot, const PracticeWorld &world)
{
    QJsonObject row = world.dataOf(snapshot);
    row.insert(u"snapshot_id"_s, snapshot.id);
    row.insert(u"snapshot_name"_s, snapshot.name);
    row.insert(u"status"_s, world.stateOf(snapshot));
    row.insert(u"create_time"_s, practiceIsoTime(snapshot.createdMs));
    return row;
}

QString seedState(PracticeRandom &random)
{
    const int lot = random.below(100);
    if (lot < 72)
        return u"create_success"_s;
    if (lot < 84)
        return u"restore_success"_s;
    if (lot < 90)
        return u"create_failed"_s;
    if (lot < 94)
        return u"restore_failed"_s;
    return lot < 97 ? u"creating"_s : u"restoring"_s;
}

QJsonObject seedData(const QString &state, PracticeRandom &random, qint64 createdMs)
{
    const int desktop = random.below(180);
    const bool restored = state.startsWith(u"restore"_s);
    const bool busy = state == u"creating"_s || state == u"restoring"_s;
    const QString number = QString::number(desktop).rightJustified(12, u'0');
    return {
        {u"description"_s, random.chance(20) ? u"before the upgrade"_s : QString()},
        {u"desktop_id"_s, QString(u"d0d0d0d0-0000-4000-a000-"_s + number)},
        {u"desktop_name"_s, QString(u"desktop-"_s + QString::number(desktop))},
        {u"desktop_sid"_s, QString(u"5050-"_s + number)},
        {u"desktop_pool_id"_s, desktop % 3 == 0 ? u"f001f001-0000-4000-a000-000000000001"_s : QString()},
        {u"is_system_disk"_s, random.chance(60)},
        {u"process"_s, busy ? QJsonValue(random.below(100)) : QJsonValue()},
        {u"create_type"_s, random.chance(55) ? u"AUTO"_s : u"MANUALLY"_s},
        {u"last_restore_time"_s, restored ? practiceIsoTime(createdMs + 60'000) : QString()},
        {u"restore_fail_reason"_s, state == u"restore_failed"_s ? u"The desktop was running."_s : QString()},
    };
}

bool matches(const QJsonObject &row, const PracticeRequest &request)
{
    static const QList<std::pair<QString, QString>> lists{{u"desktop_ids"_s, u"desktop_id"_s},
                                                          {u"desktop_names"_s, u"desktop_name"_s},
                                                          {u"snapshot_names"_s, u"snapshot_name"_s}};
    for (const QString &field :
         {u"desktop_id"_s, u"desktop_name"_s, u"snapshot_name"_s, u"status"_s, u"create_type"_s}) {
        const QString wanted = request.queryValue(field);
        if (!wanted.isEmpty() && row.value(field).toString() != wanted)
            return false;
    }
    for (const auto &[parameter, field] : lists) {
        const QString wanted = request.queryValue(parameter);
        if (!wanted.isEmpty() && !wanted.split(u',').contains(row.value(field).toString()))
            return false;
    }
    const QString disk = request.queryValue(u"disk_type"_s);
    return disk.isEmpty() || disk == u"ALL"_s
        || row.value("is_system_disk"_L1).toBool() == (disk == u"SYSTEM_DISK"_s);
}

bool isFiltered(const PracticeRequest &request)
{
    const auto items = request.queryItems();
    return std::any_of(items.cbegin(), items.cend(), [](const QPair<QString, QString> &item) {
        return item.first != "offset"_L1 && item.first != "limit"_L1;
    });
}

/// Rows are made for the page alone: a long list has many pages.
PracticeReply plainPage(const QList<const PracticeResource *> &all, int offset, int limit, const PracticeWorld &world)
{
    QJsonArray page;
    for (const PracticeResource *snapshot : all.mid(offset, limit))
        page.append(snapshotRow(*snapshot, world));
    return PracticeReply::json(200, {{u"desktop_snapshots"_s, page}, {u"total_count"_s, all.size()}});
}

/// When the n-th of a job's snapshots is dealt with.
qint64 endOfItem(const PracticeJob &job, qsizetype index)
{
    return job.beganMs + job.data.value("first"_L1).toInteger()
        + index * job.data.value("each"_L1).toInteger();
}

QJsonObject subJob(const PracticeJob &job, qsizetype index, qint64 nowMs)
{
    const Words &words = wordsOf(job);
    const QString id = job.ids.at(index);
    const qint64 end = endOfItem(job, index);
    const bool ended = job.endsMs != practiceNever && end <= nowMs;
    const bool started = nowMs >= end - job.data.value("each"_L1).toInteger() || index == 0;
    const QJsonObject failure = job.failures.value(id).toObject();
    const QString status = !ended ? (started ? words.running : words.waiting)
        : failure.isEmpty()       ? words.done
                                  : words.failed;
    QJsonObject object{
        {u"id"_s, QString(job.id + u'-' + QString::number(index))},
        {u"job_id"_s, job.id},
        {u"job_type"_s, u"deleteWksSnapshot"_s},
        {u"status"_s, status},
        {u"process"_s, ended ? 100 : (started ? 40 : 0)},
        {u"begin_time"_s, huaweiPlainTime(job.beganMs)},
        {u"end_time"_s, ended ? huaweiPlainTime(end) : QString()},
        {u"project_id"_s, job.projectId},
        {u"entities"_s, QJsonObject{{u"desktop_name"_s, job.data.value("desktops"_L1)[index]}}},
    };
    if (ended && !failure.isEmpty()) {
        object.insert(u"error_code"_s, failure.value("error_code"_L1));
        object.insert(u"fail_reason"_s, failure.value("fail_reason"_L1));
    }
    return object;
}

QJsonObject diskInUse(const QString &desktop)
{
    return {{u"error_code"_s, u"WKS.00200001"_s},
            {u"fail_reason"_s, QString(u"The disk of "_s + desktop + u" is in use."_s)}};
}

QJsonArray subJobs(const PracticeJob &job, qint64 nowMs)
{
    QJsonArray array;
    for (qsizetype i = 0; i < job.ids.size(); ++i)
        array.append(subJob(job, i, nowMs));
    return array;
}

} // namespace

WorkspaceSnapshots::WorkspaceSnapshots(std::shared_ptr<HuaweiGateway> gateway, bool subscribed)
    : HuaweiService(std::move(gateway), u"workspace"_s, u"v2"_s), m_subscribed(subscribed)
{
}

QString WorkspaceSnapshots::kindId() const
{
    return u"huawei.workspace.snapshot"_s;
}

void WorkspaceSnapshots::seed(int count, PracticeRandom &random, PracticeWorld &world)
{
    for (int i = 0; i < count; ++i) {
        const QString state = seedState(random);
        const qint64 created = world.firstStart() - random.ageMs();
        world.add({.kindId = kindId(),
                   .id = random.uuid(),
                   .projectId = huaweiProjectFor(i, count, world.keys()),
                   .name = practiceName(random, u"snap"_s, i),
                   .state = state,
                   .createdMs = created,
                   .data = seedData(state, random, created)});
    }
}

std::optional<PracticeCall> WorkspaceSnapshots::route(const PracticeRequest &request,
                                                      const QStringList &rest) const
{
    const bool get = request.method == "GET";
    if (get && huaweiPathIs(rest, {u"snapshots"_s}))
        return PracticeCall{.operation = PracticeOperation::List, .action = u"ListDesktopSnapshot"_s};
    if (request.method == "POST" && huaweiPathIs(rest, {u"snapshots"_s, u"batch-delete"_s})) {
        const auto body = huaweiBody(request).value_or(QJsonObject());
        return PracticeCall{.operation = PracticeOperation::Delete,
                            .action = u"BatchDeleteDesktopSnapshot"_s,
                            .ids = huaweiStrings(body.value("snapshot_ids"_L1)).value_or(QStringList())};
    }
    if (get && huaweiPathIs(rest, {u"workspace-jobs"_s, u"*"_s}))
        return PracticeCall{.operation = PracticeOperation::Job, .action = u"ShowJob"_s};
    if (get && huaweiPathIs(rest, {u"workspace-sub-jobs"_s}))
        return PracticeCall{.operation = PracticeOperation::Job, .action = u"ListItaSubJobs"_s};
    if (get && huaweiPathIs(rest, {u"workspaces"_s}))
        return PracticeCall{.operation = PracticeOperation::Get, .action = u"ListWorkspaces"_s};
    return std::nullopt;
}

PracticeReply WorkspaceSnapshots::serve(const HuaweiVisit &visit, PracticeWorld &world)
{
    if (visit.action == u"ListWorkspaces"_s)
        return PracticeReply::json(200, {{u"status"_s, m_subscribed ? u"SUBSCRIBED"_s : u"CLOSED"_s}});
    if (!m_subscribed)
        return huaweiError(403, u"WKS.00010099"_s, u"The Workspace service is disabled."_s);
    if (visit.action == u"ListDesktopSnapshot"_s)
        return list(visit, world);
    if (visit.action == u"BatchDeleteDesktopSnapshot"_s)
        return remove(visit, world);
    return visit.action == u"ShowJob"_s ? showJob(visit, world) : listSubJobs(visit, world);
}

PracticeReply WorkspaceSnapshots::list(const HuaweiVisit &visit, const PracticeWorld &world) const
{
    const auto offset = huaweiNumber(visit.request, u"offset"_s, 0, 0, 100'000'000);
    const auto limit = huaweiNumber(visit.request, u"limit"_s, 1000, 1, 1000);
    const QString field = visit.request.queryValue(u"sort_field"_s);
    const QString direction = visit.request.queryValue(u"sort_type"_s);
    if (!offset || !limit || field.isEmpty() != direction.isEmpty())
        return invalid(u"offset, limit or sorting is invalid."_s);
    if (field.isEmpty() && !isFiltered(visit.request))
        return plainPage(world.listed(kindId(), visit.projectId), *offset, *limit, world);
    QList<QJsonObject> rows;
    for (const PracticeResource *snapshot : world.listed(kindId(), visit.projectId)) {
        const QJsonObject row = snapshotRow(*snapshot, world);
        if (matches(row, visit.request))
            rows.append(row);
    }
    if (!field.isEmpty()) {
        std::stable_sort(rows.begin(), rows.end(), [&](const QJsonObject &a, const QJsonObject &b) {
            const QString left = a.value(field).toString();
            const QString right = b.value(field).toString();
            return direction == u"DESC"_s ? right < left : left < right;
        });
    }
    QJsonArray page;
    for (const QJsonObject &row : huaweiPage(rows, *offset, *limit))
        page.append(row);
    return PracticeReply::json(200, {{u"desktop_snapshots"_s, page}, {u"total_count"_s, rows.size()}});
}

std::optional<PracticeReply> WorkspaceSnapshots::obstacle(const QStringList &ids, const HuaweiVisit &visit,
                                                          const PracticeWorld &world) const
{
    if (!HuaweiGateway::mayDelete(world.keys(), visit.caller.userId))
        return huaweiError(403, u"WKS.00010403"_s,
                           u"Policy does not allow workspace:desktops:deleteSnapshots."_s,
                           {{u"error_detail"_s, u"The identity policy has no such action."_s},
                            {u"encoded_authorization_message"_s, u"Zm9yLWNvcHlpbmctb25seQ"_s}});
    QStringList unknown;
    bool busy = false;
    for (const QString &id : ids) {
        const PracticeResource *snapshot = world.findLiving(kindId(), id);
        if (!snapshot || snapshot->projectId != visit.projectId)
            unknown.append(id);
        else
            busy = busy || world.stateOf(*snapshot) == u"creating"_s
                || world.stateOf(*snapshot) == u"restoring"_s;
    }
    // Both spellings of "not found" occur; neither says what happened to the rest of the batch (4.3, 4.5).
    if (unknown.size() == ids.size())
        return huaweiError(500, u"WKS.0202"_s, u"The resource is not found."_s);
    if (!unknown.isEmpty())
        return huaweiError(404, u"WKS.00010404"_s, u"No resources found."_s,
                           {{u"error_detail"_s, unknown.join(u',')}});
    if (!world.runningJobs(kindId(), visit.projectId).isEmpty())
        return huaweiError(409, u"WKS.00010409"_s, u"Another snapshot task is running."_s);
    if (busy)
        return huaweiError(409, u"WKS.00010410"_s, u"A snapshot is being created or restored."_s);
    return std::nullopt;
}

PracticeReply WorkspaceSnapshots::remove(const HuaweiVisit &visit, PracticeWorld &world)
{
    const auto body = huaweiBody(visit.request);
    if (!body)
        return invalid(u"The request body is empty or not JSON."_s);
    const auto ids = huaweiStrings(body->value("snapshot_ids"_L1));
    if (!ids || ids->isEmpty() || ids->size() > mostIds || QStringList(*ids).removeDuplicates() > 0)
        return invalid(u"snapshot_ids must hold 1 to 100 different IDs."_s);
    if (std::any_of(ids->cbegin(), ids->cend(), [](const QString &id) { return id.size() > longestId; }))
        return invalid(u"A snapshot ID is too long."_s);
    if (const auto reply = obstacle(*ids, visit, world))
        return *reply;
    // All of a request failing at once is the case that this service answers with 200 and an error code
    // (4.5).
    if (world.mustFail(*ids).size() == ids->size())
        return huaweiError(200, u"WKS.00100023"_s, u"The snapshots cannot be deleted now."_s);
    return PracticeReply::json(200, {{u"job_id"_s, startJob(*ids, visit, world)}});
}

QString WorkspaceSnapshots::startJob(const QStringList &ids, const HuaweiVisit &visit, PracticeWorld &world)
{
    PracticeJob job{.id = world.newUuid(),
                    .kindId = kindId(),
                    .projectId = visit.projectId,
                    .userId = visit.caller.userId,
                    .beganMs = world.now(),
                    .ids = ids};
    job.data = {{u"words"_s, int(practiceHash(job.id) % 3)},
                {u"first"_s, world.delay(12s)},
                {u"each"_s, world.delay(1200ms)}};
    job.endsMs = endOfItem(job, ids.size() - 1);
    const QSet<QString> failing = world.mustFail(ids);
    QJsonArray desktops;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const PracticeResource *snapshot = world.findLiving(kindId(), ids.at(i));
        desktops.append(snapshot->data.value("desktop_name"_L1));
        const bool fails = failing.contains(ids.at(i));
        if (fails)
            job.failures.insert(ids.at(i), diskInUse(desktops.last().toString()));
        const QString state = world.stateOf(*snapshot);
        world.beginDeletion(kindId(), ids.at(i),
                            {{.atMs = endOfItem(job, i), .state = state, .gone = !fails}}, job.userId);
    }
    job.data.insert(u"desktops"_s, desktops);
    world.addJob(job);
    return job.id;
}

PracticeReply WorkspaceSnapshots::showJob(const HuaweiVisit &visit, const PracticeWorld &world) const
{
    const PracticeJob *job = world.job(kindId(), visit.rest.last());
    if (!job || job->projectId != visit.projectId)
        return huaweiError(404, u"WKS.00010404"_s, u"The job does not exist."_s);
    const Words &words = wordsOf(*job);
    const bool running = job->runningAt(world.now());
    QJsonObject object{
        {u"id"_s, job->id},
        {u"job_type"_s, u"deleteSnapshot"_s},
        {u"begin_time"_s, huaweiPlainTime(job->beganMs)},
        {u"end_time"_s, running ? QString() : huaweiPlainTime(job->endsMs)},
        {u"status"_s,
         running                       ? words.parentRunning
             : job->failures.isEmpty() ? words.parentDone
                                       : words.parentFailed},
        {u"sub_jobs_total"_s, job->ids.size()},
        {u"sub_jobs"_s, subJobs(*job, world.now())},
    };
    if (!running && !job->failures.isEmpty()) {
        object.insert(u"job_error_code"_s, u"WKS.00200001"_s);
        object.insert(u"fail_reason"_s, u"Some sub-jobs failed."_s);
    }
    return PracticeReply::json(200, object);
}

PracticeReply WorkspaceSnapshots::listSubJobs(const HuaweiVisit &visit, const PracticeWorld &world) const
{
    const auto offset = huaweiNumber(visit.request, u"offset"_s, 0, 0, 10'000);
    const auto limit = huaweiNumber(visit.request, u"limit"_s, 1000, 0, 1000);
    const QString id = visit.request.queryValue(u"job_id"_s);
    if (!offset || !limit || id.isEmpty())
        return invalid(u"job_id or job_type is needed."_s);
    const PracticeJob *job = world.job(kindId(), id);
    const QJsonArray all =
        job && job->projectId == visit.projectId ? subJobs(*job, world.now()) : QJsonArray();
    QJsonArray page;
    for (qsizetype i = *offset; i < all.size() && page.size() < *limit; ++i)
        page.append(all.at(i));
    return PracticeReply::json(200, {{u"total_count"_s, all.size()}, {u"jobs"_s, page}});
}

} // namespace Clearsky

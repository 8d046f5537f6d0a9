// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/clouddcinstances.h"

#include <QDateTime>
#include <QJsonArray>
#include <QUrl>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostIds = 50;
constexpr qsizetype mostFilterIds = 100;
constexpr int leastLimit = 10;
constexpr int mostLimit = 1000;
constexpr std::chrono::milliseconds recordKept = 30min;

/// Which set of state words an instance speaks (6.2): 0 the first SDK's, 1 the later one's, 2 today's.
int generationOf(const PracticeResource &instance)
{
    return instance.data.value("generation"_L1).toInt();
}

QString terminatedWord(int generation)
{
    return generation == 0 ? u"teminated"_s : u"terminated"_s;
}

QString failedWord(int generation)
{
    return generation == 2 ? u"error"_s : u"failed"_s;
}

bool isTerminated(const QString &state)
{
    return state.endsWith(u"minated"_s);
}

PracticeReply invalid(const QString &message)
{
    return huaweiError(400, u"iMetal.0001"_s, message);
}

PracticeReply notFound(const QStringList &ids)
{
    return huaweiError(404, u"iMetal.0200"_s,
                       u"The instances are not found: ["_s + ids.join(u", "_s) + u"]."_s);
}

QString timeText(qint64 ms, int generation)
{
    if (generation == 1)
        return huaweiPlainTime(ms);
    return generation == 0 ? practiceIsoTime(ms)
                           : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString versionSevenId(PracticeRandom &random, qint64 ms)
{
    const QString time = QString::number(ms, 16).rightJustified(12, u'0');
    return time.left(8) + u'-' + time.mid(8) + u"-7"_s + random.hex(3) + u"-9"_s + random.hex(3) + u'-'
        + random.hex(12);
}

QString seedState(PracticeRandom &random, int generation)
{
    static const QList<QStringList> rare{
        {u"pending"_s, u"stopping"_s, u"stopped"_s, u"reinstalling"_s, u"shutting-down"_s, u"failed"_s},
        {u"pending"_s, u"modifyIping"_s, u"stopped"_s, u"switch-installing"_s, u"shutting-down"_s,
         u"failed"_s},
        {u"pending"_s, u"stopped"_s, u"shutting-down"_s, u"error"_s, u"stopped"_s, u"error"_s},
    };
    const int lot = random.below(100);
    if (lot < 72)
        return u"running"_s;
    return lot < 76 ? terminatedWord(generation) : random.pick(rare.at(generation));
}

QString seedOperation(const QString &state)
{
    if (state == u"pending"_s)
        return u"install-processing"_s;
    if (state == u"error"_s)
        return u"reinstall-failed"_s;
    if (state == u"shutting-down"_s)
        return u"uninstall-processing"_s;
    return isTerminated(state) ? u"uninstall-succeed"_s : u"install-succeed"_s;
}

QJsonObject seedError(const QString &state)
{
    if (state != u"failed"_s && state != u"error"_s)
        return {};
    return {{u"error_code"_s, u"iMetal.0110"_s},
            {u"error_msg"_s, u"The hardware inspection failed."_s},
            {u"error_type"_s, u"reinstall_error"_s}};
}

QJsonObject seedData(PracticeRandom &random, const QString &state, int generation)
{
    const QString address =
        u"10.20."_s + QString::number(random.below(256)) + u'.' + QString::number(1 + random.below(254));
    QJsonObject data{
        {u"generation"_s, generation},
        {u"description"_s, random.chance(30) ? u"rack test"_s : QString()},
        {u"vpc_id"_s, random.uuid()},
        {u"network_interfaces"_s,
         QJsonArray{QJsonObject{{u"subnet_id"_s, random.uuid()}, {u"ipv4_address"_s, address}}}},
        {u"image"_s,
         QJsonObject{{u"id"_s, random.uuid()},
                     {u"name"_s, random.chance(70) ? u"Ubuntu 22.04"_s : u"EulerOS 2.0"_s},
                     {u"os_type"_s, u"Linux"_s}}},
        {u"tags"_s,
         QJsonArray{QJsonObject{{u"key"_s, u"owner"_s}, {u"value"_s, QString(u"team-"_s + random.hex(2))}}}},
        {u"metadata"_s, QJsonObject()},
        {u"user_data"_s,
         QString::fromLatin1(QByteArray("#cloud-config\npassword: not-for-tables\n").toBase64())},
        {u"server_id"_s, random.uuid()},
    };
    if (generation == 2)
        data.insert(u"operation_state"_s, seedOperation(state));
    if (const QJsonObject error = seedError(state); !error.isEmpty())
        data.insert(u"error"_s, error);
    return data;
}

QJsonObject instanceRow(const PracticeResource &instance, const PracticeWorld &world)
{
    const int generation = generationOf(instance);
    QJsonObject row = world.dataOf(instance);
    row.remove(u"generation"_s);
    if (row.value("error"_L1).isNull())
        row.remove(u"error"_s);
    row.insert(u"id"_s, instance.id);
    row.insert(u"name"_s, instance.name);
    row.insert(u"state"_s, world.stateOf(instance));
    row.insert(u"created_at"_s, timeText(instance.createdMs, generation));
    row.insert(u"launched_at"_s, timeText(instance.createdMs + 1'800'000, generation));
    row.insert(u"updated_at"_s, timeText(instance.createdMs + 3'600'000, generation));
    return row;
}

/// A cursor that is awkward in a URL: base64 with its padding, naming the row where the next page begins.
QString markerFor(qsizetype index)
{
    return QString::fromLatin1(QByteArray("row?>" + QByteArray::number(index)).toBase64());
}

std::optional<qsizetype> indexOf(const QString &marker)
{
    if (marker.isEmpty())
        return 0;
    const QByteArray text = QByteArray::fromBase64(marker.toLatin1());
    bool ok = false;
    const qsizetype index = text.mid(5).toInt(&ok);
    return ok && text.startsWith("row?>") && index >= 0 ? std::optional(index) : std::nullopt;
}

struct Filter
{
    QString state{};
    QStringList ids{};
    QStringList servers{};

    [[nodiscard]] bool admits(const PracticeResource &instance, const PracticeWorld &world) const
    {
        return (state.isEmpty() || world.stateOf(instance) == state)
            && (ids.isEmpty() || ids.contains(instance.id))
            && (servers.isEmpty() || servers.contains(instance.data.value("server_id"_L1).toString()));
    }
};

std::optional<Filter> readFilter(const PracticeRequest &request)
{
    const auto values = [&](const QString &name) {
        return request.queryValue(name).split(u',', Qt::SkipEmptyParts);
    };
    const Filter filter{.state = request.queryValue(u"instance_state"_s),
                        .ids = values(u"instance_id"_s),
                        .servers = values(u"server_id"_s)};
    const bool both = !filter.ids.isEmpty() && !filter.servers.isEmpty();
    if (both || filter.ids.size() > mostFilterIds || filter.servers.size() > mostFilterIds)
        return std::nullopt;
    return filter;
}

/// "Query address" in the documents, "cursor" in the SDK: every second page gives the one, the others the
/// other (6.2).
QJsonValue nextMarker(qsizetype from, int limit, qsizetype next, const QString &projectId)
{
    if (next < 0)
        return QJsonValue();
    if (from / limit % 2 == 0)
        return markerFor(next);
    return QString(u"https://clouddc.example/v1/"_s + projectId + u"/instances?limit="_s
                   + QString::number(limit) + u"&marker="_s
                   + QString::fromLatin1(QUrl::toPercentEncoding(markerFor(next))));
}

} // namespace

CloudDcInstances::CloudDcInstances(std::shared_ptr<HuaweiGateway> gateway)
    : HuaweiService(std::move(gateway), u"clouddc"_s, u"v1"_s)
{
}

QString CloudDcInstances::kindId() const
{
    return u"huawei.clouddc.instance"_s;
}

void CloudDcInstances::seed(int count, PracticeRandom &random, PracticeWorld &world)
{
    for (int i = 0; i < count; ++i) {
        const int generation = i % 3;
        const QString state = seedState(random, generation);
        const qint64 created = world.firstStart() - random.ageMs();
        PracticeResource instance{.kindId = kindId(),
                                  .id = versionSevenId(random, created),
                                  .projectId = huaweiProjectFor(i, count, world.keys()),
                                  .name = practiceName(random, u"metal"_s, i),
                                  .state = state,
                                  .createdMs = created,
                                  .data = seedData(random, state, generation)};
        if (isTerminated(state))
            instance.steps = {{.atMs = world.firstStart(), .state = state, .gone = true}};
        world.add(std::move(instance));
    }
}

std::optional<PracticeCall> CloudDcInstances::route(const PracticeRequest &request,
                                                    const QStringList &rest) const
{
    using enum PracticeOperation;
    if (request.method == "GET" && huaweiPathIs(rest, {u"instances"_s}))
        return PracticeCall{.operation = List, .action = u"ListInstances"_s};
    if (request.method == "GET" && huaweiPathIs(rest, {u"instances"_s, u"*"_s, u"status"_s}))
        return PracticeCall{.operation = Get, .action = u"ShowInstanceStatus"_s};
    if (request.method != "POST" || !huaweiPathIs(rest, {u"instances"_s, u"batch-delete"_s}))
        return std::nullopt;
    const auto body = huaweiBody(request).value_or(QJsonObject());
    return PracticeCall{.operation = Delete,
                        .action = u"BatchDeleteInstances"_s,
                        .ids = huaweiStrings(body.value("instance_id_set"_L1)).value_or(QStringList())};
}

PracticeReply CloudDcInstances::serve(const HuaweiVisit &visit, PracticeWorld &world)
{
    if (visit.action == u"ListInstances"_s)
        return list(visit, world);
    return visit.action == u"ShowInstanceStatus"_s ? showStatus(visit, world) : remove(visit, world);
}

const PracticeResource *CloudDcInstances::recorded(const QString &id, const QString &projectId,
                                                   const PracticeWorld &world) const
{
    const PracticeResource *instance = world.find(kindId(), id);
    if (!instance || instance->projectId != projectId)
        return nullptr;
    if (!instance->goneAt(world.now()))
        return instance;
    const bool kept = isTerminated(world.stateOf(*instance))
        && world.now() < instance->goneSince() + world.delay(recordKept);
    return kept ? instance : nullptr;
}

PracticeReply CloudDcInstances::list(const HuaweiVisit &visit, const PracticeWorld &world) const
{
    // A text that must be a number; what is too small counts as 10, also when nothing is said (6.2).
    const auto asked = huaweiNumber(visit.request, u"limit"_s, leastLimit, 0, mostLimit);
    const auto from = indexOf(visit.request.queryValue(u"marker"_s));
    const auto filter = readFilter(visit.request);
    if (!asked || !from || !filter)
        return invalid(u"limit, marker or a filter is invalid."_s);
    const int limit = std::max(*asked, leastLimit);
    const QList<PracticeResource> &all = world.all(kindId());
    QJsonArray page;
    qsizetype total = 0;
    qsizetype next = -1;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const PracticeResource &instance = all.at(i);
        const bool shown = instance.projectId == visit.projectId && filter->admits(instance, world)
            && (world.isListed(instance)
                || (instance.goneAt(world.now()) && recorded(instance.id, visit.projectId, world)));
        if (!shown)
            continue;
        ++total;
        if (i >= *from && page.size() < limit)
            page.append(instanceRow(instance, world));
        else if (i >= *from && next < 0)
            next = i;
    }
    const QJsonObject info{{u"next_marker"_s, nextMarker(*from, limit, next, visit.projectId)},
                           {u"previous_marker"_s, *from == 0 ? QJsonValue() : QJsonValue(markerFor(0))},
                           {u"current_count"_s, page.size()}};
    return PracticeReply::json(200, {{u"instances"_s, page}, {u"page_info"_s, info}, {u"count"_s, total}});
}

PracticeReply CloudDcInstances::showStatus(const HuaweiVisit &visit, const PracticeWorld &world) const
{
    const PracticeResource *instance = recorded(visit.rest.at(1), visit.projectId, world);
    if (!instance)
        return notFound({visit.rest.at(1)});
    const QJsonObject row = instanceRow(*instance, world);
    QJsonObject status{{u"state"_s, row.value("state"_L1)}};
    for (const QString &member : {u"operation_state"_s, u"error"_s}) {
        if (row.contains(member))
            status.insert(member, row.value(member));
    }
    return PracticeReply::json(200, status);
}

PracticeReply CloudDcInstances::remove(const HuaweiVisit &visit, PracticeWorld &world)
{
    if (!HuaweiGateway::mayDelete(world.keys(), visit.caller.userId))
        return huaweiError(403, u"iMetal.0004"_s, u"Insufficient permission."_s);
    const QJsonValue set = huaweiBody(visit.request).value_or(QJsonObject()).value("instance_id_set"_L1);
    const auto ids = huaweiStrings(set);
    if (!ids || ids->isEmpty())
        return huaweiError(400, u"iMetal.0002"_s, u"The parameter instance_id_set is missing."_s);
    if (ids->size() > mostIds || QStringList(*ids).removeDuplicates() > 0)
        return invalid(u"instance_id_set must hold 1 to 50 different server IDs."_s);
    QStringList unknown;
    for (const QString &id : *ids) {
        if (!recorded(id, visit.projectId, world))
            unknown.append(id);
    }
    if (!unknown.isEmpty())
        return notFound(unknown);
    static const QStringList deletable{u"pending"_s, u"running"_s, u"stopped"_s, u"failed"_s, u"error"_s};
    const QSet<QString> failing = world.mustFail(*ids);
    QJsonArray accepted;
    for (const QString &id : *ids) {
        const PracticeResource &instance = *world.find(kindId(), id);
        if (!deletable.contains(world.stateOf(instance)))
            continue;
        accepted.append(QJsonObject{{u"id"_s, id}});
        begin(instance, failing.contains(id), visit.caller.userId, world);
    }
    return PracticeReply::json(202, {{u"instances"_s, accepted}});
}

void CloudDcInstances::begin(const PracticeResource &instance, bool fails, const QString &userId,
                             PracticeWorld &world)
{
    const int generation = generationOf(instance);
    const bool speaksOperations = generation == 2;
    QJsonObject first{{u"error"_s, QJsonValue()}};
    QJsonObject last;
    if (speaksOperations) {
        first.insert(u"operation_state"_s, u"uninstall-processing"_s);
        last.insert(u"operation_state"_s, fails ? u"uninstall-failed"_s : u"uninstall-succeed"_s);
    }
    if (fails)
        last.insert(u"error"_s,
                    QJsonObject{{u"error_code"_s, u"iMetal.0099"_s},
                                {u"error_msg"_s, u"The disks could not be erased."_s},
                                {u"error_type"_s, u"delete_instance_error"_s}});
    const qint64 end = world.now() + world.delay(instance.id, 100s, 280s);
    world.beginDeletion(kindId(), instance.id,
                        {{.atMs = world.now(), .state = u"shutting-down"_s, .patch = first},
                         {.atMs = end,
                          .state = fails ? failedWord(generation) : terminatedWord(generation),
                          .gone = !fails,
                          .patch = last}},
                        userId);
}

} // namespace Clearsky

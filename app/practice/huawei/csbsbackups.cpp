// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/csbsbackups.h"

#include <QJsonArray>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype deletionsAtOnce = 5;
constexpr qint64 aHundredYearsMs = 100LL * 365 * 24 * 3600 * 1000;
const QString serverProvider = QStringLiteral("fc4d5750-22e7-4798-8a46-f48f62c4c1da");

PracticeReply invalid(const QString &message)
{
    return huaweiError(400, u"CSBS.9001"_s, message);
}

PracticeReply notFound()
{
    return huaweiError(404, u"CSBS.3001"_s, u"The backup does not exist."_s);
}

QString seedState(PracticeRandom &random)
{
    static const QStringList rare{u"error"_s,           u"error"_s,      u"error"_s,
                                  u"waiting_protect"_s, u"protecting"_s, u"restoring"_s,
                                  u"waiting_restore"_s, u"deleting"_s,   u"waiting_delete"_s};
    return random.chance(82) ? u"available"_s : random.pick(rare);
}

QJsonObject seedVolume(PracticeRandom &random, const QString &name)
{
    const int gigabytes = 10 * (1 + random.below(50));
    return {{u"id"_s, random.uuid()},
            {u"name"_s, name},
            {u"status"_s, u"available"_s},
            {u"bootable"_s, true},
            {u"size"_s, gigabytes * 600},
            {u"source_volume_id"_s, random.uuid()},
            {u"source_volume_size"_s, gigabytes}};
}

QJsonObject seedExtension(PracticeRandom &random, const QString &state, const QString &server)
{
    const bool failed = state == u"error"_s;
    QJsonObject code;
    if (failed)
        code = {{u"Code"_s, 6030}, {u"Description"_s, u"Backup timed out."_s}};
    const bool image = state == u"available"_s && random.chance(5);
    return {
        {u"auto_trigger"_s, random.chance(70)},
        {u"average_speed"_s, 19.5},
        {u"copy_status"_s, u"na"_s},
        {u"fail_code"_s, code},
        {u"fail_op"_s, failed ? u"backup"_s : QString()},
        {u"fail_reason"_s, failed ? u"Backup timed out."_s : QString()},
        {u"image_type"_s, u"backup"_s},
        {u"incremental"_s, random.chance(60)},
        {u"progress"_s, state == u"protecting"_s ? random.below(100) : 100},
        {u"resource_az"_s, u"ap-southeast-3a"_s},
        {u"resource_name"_s, server},
        {u"resource_type"_s, u"OS::Nova::Server"_s},
        {u"size"_s, 1024 * (1 + random.below(400))},
        {u"supported_restore_mode"_s, u"backup"_s},
        {u"os_images_data"_s, image ? QJsonArray{QJsonObject{{u"image_id"_s, random.uuid()}}} : QJsonArray()},
        {u"taskid"_s, random.uuid()},
        {u"volume_backups"_s, QJsonArray{seedVolume(random, server + u"-volume"_s)}},
    };
}

/// Every fourth server has none, as in most clouds.
QJsonArray tagsOfServer(int number)
{
    static const QStringList environments{{}, u"prod"_s, u"test"_s, u"dev"_s};
    static const QStringList owners{u"billing"_s, u"web"_s, u"data"_s};
    const QString environment = environments.at(number % 4);
    if (environment.isEmpty())
        return {};
    QJsonArray tags{QJsonObject{{u"key"_s, u"env"_s}, {u"value"_s, environment}}};
    if (number % 2 == 0)
        tags.append(QJsonObject{{u"key"_s, u"owner"_s}, {u"value"_s, owners.at(number % 3)}});
    return tags;
}

QJsonObject seedData(PracticeRandom &random, const QString &state)
{
    const int number = random.below(90);
    const QString server = u"ecs-"_s + QString::number(number);
    const QString serverId = random.uuid();
    return {
        {u"description"_s, random.chance(20) ? u"monthly"_s : QString()},
        {u"resource_id"_s, serverId},
        {u"resource_type"_s, u"OS::Nova::Server"_s},
        {u"tags"_s, tagsOfServer(number)},
        {u"backup_data"_s,
         QJsonObject{{u"__openstack_region_name"_s, u"ap-southeast-3"_s},
                     {u"disk"_s, 0},
                     {u"imagetype"_s, u"gold"_s},
                     {u"ram"_s, 4096},
                     {u"vcpus"_s, 2}}},
        {u"extend_info"_s, seedExtension(random, state, server)},
    };
}

QJsonObject itemRow(const PracticeResource &item, const PracticeWorld &world)
{
    QJsonObject row = world.dataOf(item);
    row.insert(u"id"_s, item.id);
    row.insert(u"checkpoint_id"_s, item.scope);
    row.insert(u"name"_s, item.name);
    row.insert(u"status"_s, world.stateOf(item));
    row.insert(u"created_at"_s, huaweiMicroTime(item.createdMs));
    row.insert(u"updated_at"_s, huaweiMicroTime(item.createdMs + 1'200'000));
    return row;
}

bool admits(const PracticeResource &item, const PracticeRequest &request, const PracticeWorld &world)
{
    const auto differs = [&](const QString &name, const QString &value) {
        const QString wanted = request.queryValue(name);
        return !wanted.isEmpty() && wanted != value;
    };
    const QString server = item.data.value("extend_info"_L1)["resource_name"_L1].toString();
    return !differs(u"status"_s, world.stateOf(item)) && !differs(u"checkpoint_id"_s, item.scope)
        && !differs(u"resource_id"_s, item.data.value("resource_id"_L1).toString())
        && item.name.contains(request.queryValue(u"name"_s))
        && server.contains(request.queryValue(u"resource_name"_s));
}

struct Order
{
    QString key{};
    bool descending = true;
};

/// `key[:asc|desc],…`; without a direction it is descending (7.3).
std::optional<QList<Order>> readOrder(const QString &text)
{
    static const QStringList keys{u"created_at"_s, u"updated_at"_s,   u"name"_s,
                                  u"status"_s,     u"protected_at"_s, u"id"_s};
    constexpr qsizetype longest = 255;
    QList<Order> order;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const QString key = part.section(u':', 0, 0);
        const QString direction = part.section(u':', 1);
        if (!keys.contains(key) || (!direction.isEmpty() && direction != u"asc"_s && direction != u"desc"_s))
            return std::nullopt;
        order.append({.key = key, .descending = direction != u"asc"_s});
    }
    if (text.size() > longest)
        return std::nullopt;
    return order.isEmpty() ? QList<Order>{{.key = u"created_at"_s}} : order;
}

int compared(const PracticeResource &a, const PracticeResource &b, const QString &key,
             const PracticeWorld &world)
{
    if (key == u"id"_s)
        return a.id.compare(b.id);
    if (key == u"name"_s)
        return a.name.compare(b.name);
    if (key == u"status"_s)
        return world.stateOf(a).compare(world.stateOf(b));
    return a.createdMs < b.createdMs ? -1 : int(a.createdMs > b.createdMs);
}

void sortBy(QList<const PracticeResource *> &items, const QList<Order> &order, const PracticeWorld &world)
{
    std::stable_sort(items.begin(), items.end(), [&](const PracticeResource *a, const PracticeResource *b) {
        for (const Order &each : order) {
            if (const int result = compared(*a, *b, each.key, world); result != 0)
                return each.descending ? result > 0 : result < 0;
        }
        return false;
    });
}

} // namespace

CsbsBackups::CsbsBackups(std::shared_ptr<HuaweiGateway> gateway, bool open)
    : HuaweiService(std::move(gateway), u"csbs"_s, u"v1"_s), m_open(open)
{
}

QString CsbsBackups::kindId() const
{
    return u"huawei.csbs.backup"_s;
}

void CsbsBackups::seed(int count, PracticeRandom &random, PracticeWorld &world)
{
    constexpr int mostItems = 4;
    QString checkpoint;
    QString project;
    qint64 created = 0;
    int left = 0;
    for (int i = 0; i < count; ++i) {
        const QString own = huaweiProjectFor(i, count, world.keys());
        if (left == 0 || own != project) {
            checkpoint = random.uuid();
            created = world.firstStart() - random.ageMs();
            left = random.chance(50) ? 1 : 2 + random.below(mostItems - 1);
            project = own;
        }
        --left;
        const QString id = random.uuid();
        const QString name = practiceName(random, u"backup"_s, i);
        const QString state = seedState(random);
        world.add({.kindId = kindId(),
                   .id = id,
                   .scope = checkpoint,
                   .projectId = own,
                   .name = name,
                   .state = state,
                   .createdMs = created + left * 1500,
                   .data = seedData(random, state)});
    }
}

std::optional<PracticeCall> CsbsBackups::route(const PracticeRequest &request, const QStringList &rest) const
{
    using enum PracticeOperation;
    const bool get = request.method == "GET";
    if (get && huaweiPathIs(rest, {u"checkpoint_items"_s}))
        return PracticeCall{.operation = List, .action = u"ListBackups"_s};
    if (get && huaweiPathIs(rest, {u"checkpoint_items"_s, u"count"_s}))
        return PracticeCall{.operation = Other, .action = u"CountBackups"_s};
    if (get && huaweiPathIs(rest, {u"checkpoint_items"_s, u"*"_s}))
        return PracticeCall{.operation = Get, .action = u"ShowBackup"_s};
    if (request.method != "DELETE" || !huaweiPathIs(rest, {u"providers"_s, u"*"_s, u"checkpoints"_s, u"*"_s}))
        return std::nullopt;
    const QString item = request.queryValue(u"checkpoint_items"_s);
    return PracticeCall{.operation = Delete,
                        .action = u"DeleteBackup"_s,
                        .ids = item.isEmpty() ? QStringList() : QStringList{item}};
}

PracticeReply CsbsBackups::serve(const HuaweiVisit &visit, PracticeWorld &world)
{
    if (!m_open)
        return huaweiError(400, u"BackupService.4008"_s,
                           u"This service is closed to new projects; use CBR."_s);
    if (visit.action == u"ListBackups"_s)
        return list(visit, world);
    if (visit.action == u"CountBackups"_s) {
        const auto items = matching(visit, world);
        const auto count = std::count_if(items.cbegin(), items.cend(),
                                         [&](const PracticeResource *item) { return world.isListed(*item); });
        return PracticeReply::json(200, {{u"count"_s, qint64(count)}});
    }
    return visit.action == u"ShowBackup"_s ? show(visit, world) : remove(visit, world);
}

QList<const PracticeResource *> CsbsBackups::matching(const HuaweiVisit &visit,
                                                      const PracticeWorld &world) const
{
    QList<const PracticeResource *> items;
    for (const PracticeResource &item : world.all(kindId())) {
        if (item.projectId == visit.projectId && admits(item, visit.request, world))
            items.append(&item);
    }
    return items;
}

PracticeReply CsbsBackups::list(const HuaweiVisit &visit, const PracticeWorld &world) const
{
    constexpr int most = 1'000'000;
    const auto limit = huaweiNumber(visit.request, u"limit"_s, 1000, 1, most);
    const auto offset = huaweiNumber(visit.request, u"offset"_s, 0, 0, most);
    const auto order = readOrder(visit.request.queryValue(u"sort"_s));
    const QString marker = visit.request.queryValue(u"marker"_s);
    if (!limit || !offset || !order)
        return invalid(u"limit, offset or sort is invalid."_s);
    // The marker may be a backup that has gone since: gone ones keep their place, they are only not shown.
    QList<const PracticeResource *> items = matching(visit, world);
    sortBy(items, *order, world);
    if (!marker.isEmpty()) {
        const auto found = std::find_if(items.cbegin(), items.cend(),
                                        [&](const PracticeResource *item) { return item->id == marker; });
        if (found == items.cend())
            return invalid(u"The marker is invalid."_s);
        items = items.mid(found - items.cbegin() + 1);
    }
    items.removeIf([&](const PracticeResource *item) { return !world.isListed(*item); });
    const auto shown = huaweiPage(items, *offset, *limit);
    QJsonArray page;
    for (const PracticeResource *item : shown)
        page.append(itemRow(*item, world));
    QJsonObject body{{u"checkpoint_items"_s, page}};
    // Links are optional: only the sub-project has them, with an address that leads elsewhere (7.3).
    if (visit.projectId != world.keys().projects.constFirst().id && items.size() > *offset + shown.size()) {
        const QString address = u"https://csbs.example/v1/"_s + visit.projectId
            + u"/checkpoint_items?limit="_s + QString::number(*limit) + u"&marker="_s + shown.constLast()->id
            + u"&sort="_s + visit.request.queryValue(u"sort"_s);
        body.insert(u"checkpoint_items_links"_s,
                    QJsonArray{QJsonObject{{u"rel"_s, u"next"_s}, {u"href"_s, address}}});
    }
    return PracticeReply::json(200, body);
}

PracticeReply CsbsBackups::show(const HuaweiVisit &visit, const PracticeWorld &world) const
{
    const PracticeResource *item = world.find(kindId(), visit.rest.last());
    if (!item || item->projectId != visit.projectId)
        return notFound();
    // Some backups read "deleted" for a moment before they are unknown (7.4).
    const bool lingers = practiceHash(item->id) % 2 == 0 && world.stateOf(*item) == u"deleted"_s
        && world.now() < item->goneSince() + world.delay(30s);
    if (item->goneAt(world.now()) && !lingers)
        return notFound();
    return PracticeReply::json(200, {{u"checkpoint_item"_s, itemRow(*item, world)}});
}

std::optional<PracticeReply> CsbsBackups::obstacle(const PracticeResource &item,
                                                   const PracticeWorld &world) const
{
    const QString state = world.stateOf(item);
    if (item.inDeletionAt(world.now()) || (state != u"available"_s && state != u"error"_s))
        return huaweiError(400, u"CSBS.2003"_s,
                           u"The selected backup is being backed up, restored or deleted."_s);
    if (!item.data.value("extend_info"_L1)["os_images_data"_L1].toArray().isEmpty())
        return huaweiError(400, u"CSBS.8007"_s, u"An image has been registered from the backup."_s);
    return std::nullopt;
}

PracticeReply CsbsBackups::remove(const HuaweiVisit &visit, PracticeWorld &world)
{
    if (!HuaweiGateway::mayDelete(world.keys(), visit.caller.userId))
        return PracticeReply::json(
            403,
            {{u"forbidden"_s,
              QJsonObject{{u"code"_s, 403}, {u"message"_s, u"Policy does not allow checkpoint:delete."_s}}}});
    if (visit.rest.at(1) != serverProvider)
        return invalid(u"The provider is invalid."_s);
    const QString wanted = visit.request.queryValue(u"checkpoint_items"_s);
    QStringList ids;
    for (const PracticeResource &item : world.all(kindId())) {
        if (item.scope == visit.rest.last() && item.projectId == visit.projectId && !item.goneAt(world.now())
            && (wanted.isEmpty() || item.id == wanted))
            ids.append(item.id);
    }
    if (ids.isEmpty())
        return notFound();
    for (const QString &id : ids) {
        if (const auto reply = obstacle(*world.find(kindId(), id), world))
            return *reply;
    }
    const QSet<QString> failing = world.mustFail(ids);
    for (const QString &id : ids)
        begin(*world.find(kindId(), id), failing.contains(id), visit.caller.userId, world);
    return PracticeReply::json(200, {});
}

qint64 CsbsBackups::whenItsTurnComes(const QString &userId, const PracticeWorld &world) const
{
    QList<qint64> ends;
    for (const PracticeResource *item : world.inDeletion(kindId(), userId)) {
        const qint64 end = item->deletionEndsMs();
        ends.append(end == practiceNever ? world.now() + aHundredYearsMs : end);
    }
    if (ends.size() < deletionsAtOnce)
        return world.now();
    std::sort(ends.begin(), ends.end());
    return ends.at(ends.size() - deletionsAtOnce);
}

void CsbsBackups::begin(const PracticeResource &item, bool fails, const QString &userId, PracticeWorld &world)
{
    const qint64 lag = world.delay(4s);
    const qint64 waiting = world.now() + lag;
    const qint64 starts = std::max(whenItsTurnComes(userId, world), waiting + lag);
    const qint64 ends = starts + world.delay(item.id, 40s, 110s);
    const QJsonObject clean{{u"fail_op"_s, QString()}, {u"fail_reason"_s, QString()}};
    const QJsonObject failure{
        {u"fail_op"_s, u"delete"_s},
        {u"fail_reason"_s, u"The storage pool is busy."_s},
        {u"fail_code"_s, QJsonObject{{u"Code"_s, 6031}, {u"Description"_s, u"The storage pool is busy."_s}}}};
    const QString after = practiceHash(item.id) % 2 == 0 ? u"available"_s : u"error"_s;
    world.beginDeletion(
        kindId(), item.id,
        {{.atMs = waiting, .state = u"waiting_delete"_s, .patch = {{u"extend_info"_s, clean}}},
         {.atMs = starts, .state = u"deleting"_s},
         {.atMs = ends,
          .state = fails ? after : u"deleted"_s,
          .gone = !fails,
          .patch = fails ? QJsonObject{{u"extend_info"_s, failure}} : QJsonObject()}},
        userId);
}

} // namespace Clearsky

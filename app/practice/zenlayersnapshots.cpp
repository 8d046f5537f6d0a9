// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/zenlayersnapshots.h"

#include "app/practice/zenlayerdata.h"
#include "app/practice/zenlayerparameters.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Clearsky {
namespace {

constexpr int mostIds = 100;
constexpr int defaultPage = 20;
constexpr int largestPage = 1000; // stated for DescribeDisks only

/// The forms in which Zenlayer's times have been seen (api/zenlayer.md 4.4).
QJsonValue timeInForm(qint64 ms, int form)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    switch (form) {
    case 1:
        return time.toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"_s);
    case 2:
        return time.toString(u"yyyy-MM-dd'T'HH:mm:ss"_s);
    case 3:
        return time.toString(u"yyyy-MM-dd HH:mm:ss"_s);
    case 4:
        return time.toString(u"yyyy-MM-dd"_s);
    case 5:
        return QString::number(ms / 1000);
    case 6:
        return QString::number(ms);
    default:
        return practiceIsoTime(ms);
    }
}

bool mayBeDeleted(const QString &state)
{
    return state == "AVAILABLE"_L1 || state == "NORMAL"_L1;
}

class ZenlayerSnapshots final : public PracticeService
{
public:
    QString kindId() const override { return zenlayerSnapshotKind; }
    int defaultCount() const override { return 620; }
    void seed(int count, PracticeRandom &random, PracticeWorld &world) override
    {
        seedZenlayer(count, random, world);
    }
    std::optional<PracticeCall> recognise(const PracticeRequest &request,
                                          const PracticeWorld &world) const override;
    PracticeReply answer(const PracticeCall &call, const PracticeRequest &request,
                         PracticeWorld &world) override;

private:
    static PracticeReply describeSnapshots(const PracticeRequest &request, const PracticeWorld &world);
    static PracticeReply describeDisks(const PracticeRequest &request, const PracticeWorld &world);
    static PracticeReply describeZones(const PracticeRequest &request);
    static PracticeReply describeGroups(const PracticeRequest &request, const PracticeWorld &world);
    static PracticeReply deleteSnapshots(const PracticeRequest &request, PracticeWorld &world);
    static void beginDeletion(const QString &id, PracticeWorld &world);
};

std::optional<PracticeCall> ZenlayerSnapshots::recognise(const PracticeRequest &request,
                                                         const PracticeWorld &world) const
{
    if (!request.path.startsWith("/api/v2/"))
        return std::nullopt;
    PracticeCall call{.action = QString::fromLatin1(request.header("X-ZC-Action").left(64)),
                      .signIn = zenlayerClaimedMember(request, world.keys())};
    ZenlayerParameters parameters(request.body);
    if (call.action == "DeleteSnapshots"_L1) {
        call.operation = PracticeOperation::Delete;
        call.ids = parameters.texts(u"snapshotIds"_s, std::numeric_limits<int>::max());
    } else if (call.action == "DescribeSnapshots"_L1) {
        call.operation = parameters.has(u"snapshotIds"_s) ? PracticeOperation::Get : PracticeOperation::List;
    } else if (call.action == "DescribeDisks"_L1) {
        call.kindId = zenlayerDiskKind;
        call.operation = PracticeOperation::List;
    }
    return call;
}

PracticeReply ZenlayerSnapshots::answer(const PracticeCall &call, const PracticeRequest &request,
                                        PracticeWorld &world)
{
    if (const auto refusal = zenlayerRefusal(request, world.keys(), world.calendar()))
        return zenlayerReply(*refusal);
    const QByteArray version = request.header("X-ZC-Version");
    if (request.path == "/api/v2/zec" && (version == "2025-09-01" || version == "2024-04-01")) {
        if (call.action == "DescribeSnapshots"_L1)
            return describeSnapshots(request, world);
        if (call.action == "DeleteSnapshots"_L1)
            return deleteSnapshots(request, world);
        if (call.action == "DescribeDisks"_L1)
            return describeDisks(request, world);
        if (call.action == "DescribeZones"_L1)
            return describeZones(request);
    }
    if (request.path == "/api/v2/user" && version == "2024-05-29"
        && call.action == "DescribeResourceGroups"_L1)
        return describeGroups(request, world);
    return zenlayerReply({401, u"AUTHFAILURE_UNAUTHORIZED_OPERATION"_s,
                          u"You are not authorized to perform this operation, or it does not exist."_s});
}

QJsonObject snapshotRow(const PracticeResource &snapshot, const PracticeWorld &world)
{
    const QJsonObject data = world.dataOf(snapshot);
    const QString state = world.stateOf(snapshot);
    QJsonObject row{
        {u"snapshotId"_s, snapshot.id},
        {u"snapshotName"_s, snapshot.name},
        {u"zoneId"_s, data.value("zoneId"_L1)},
        {u"status"_s, state},
        {u"diskId"_s, data.value("diskId"_L1)},
        {u"createTime"_s, timeInForm(snapshot.createdMs, data.value("timeForm"_L1).toInt())},
        {u"diskAbility"_s, mayBeDeleted(state) && data.value("diskType"_L1).toString() == "DATA"_L1}};
    if (!data.value("withoutType"_L1).toBool())
        row.insert(u"snapshotType"_s, data.value("snapshotType"_L1));
    if (data.contains("retentionMs"_L1))
        row.insert(u"retentionTime"_s, practiceIsoTime(data.value("retentionMs"_L1).toInteger()));
    else if (data.value("snapshotType"_L1).toString() == "Auto"_L1)
        row.insert(u"retentionTime"_s, QJsonValue::Null);
    if (data.value("unknownMember"_L1).toBool())
        row.insert(u"replication"_s, QJsonObject{{u"mode"_s, u"NONE"_s}, {u"targets"_s, QJsonArray{}}});

    const QString groupId = data.value("resourceGroupId"_L1).toString();
    const QJsonObject group{{u"resourceGroupId"_s, groupId},
                            {u"resourceGroupName"_s, zenlayerGroupName(groupId)}};
    const QString form = data.value("groupForm"_L1).toString();
    if (form == "flat"_L1)
        row = practicePatched(row, group);
    else if (form != "absent"_L1)
        row.insert(u"resourceGroup"_s, group);
    return row;
}

/// The fuzzy filter: a pattern when it is one, otherwise a part of the name.
bool nameMatches(const QString &filter, const QString &name)
{
    if (filter.isEmpty())
        return true;
    const QRegularExpression pattern(filter, QRegularExpression::CaseInsensitiveOption);
    return pattern.isValid() ? pattern.match(name).hasMatch() : name.contains(filter, Qt::CaseInsensitive);
}

struct Page
{
    int number = 1;
    int size = defaultPage;

    [[nodiscard]] bool has(qsizetype index) const
    {
        const qsizetype begin = qsizetype(number - 1) * size;
        return index >= begin && index < begin + size;
    }
};

Page readPage(ZenlayerParameters &parameters)
{
    return {parameters.number(u"pageNum"_s, 1, 1000000, 1),
            parameters.number(u"pageSize"_s, 1, largestPage, defaultPage)};
}

/// An empty filter lets everything pass: also `"snapshotIds": []` (api/zenlayer.md 4.1 calls this a trap).
struct SnapshotFilter
{
    explicit SnapshotFilter(ZenlayerParameters &parameters);
    [[nodiscard]] bool passes(const PracticeResource &snapshot, const PracticeWorld &world) const;

    QSet<QString> ids, diskIds; // asked of each of the rows
    QString zone, status, diskType, type, name, group;
};

QSet<QString> asSet(const QStringList &texts)
{
    return {texts.cbegin(), texts.cend()};
}

SnapshotFilter::SnapshotFilter(ZenlayerParameters &parameters)
    : ids(asSet(parameters.texts(u"snapshotIds"_s, mostIds))), diskIds(asSet(parameters.texts(u"diskIds"_s, mostIds))),
      zone(parameters.text(u"zoneId"_s)),
      status(parameters.oneOf(
          u"status"_s, {u"CREATING"_s, u"AVAILABLE"_s, u"FAILED"_s, u"ROLLING_BACK"_s, u"DELETING"_s})),
      diskType(parameters.oneOf(u"diskType"_s, {u"SYSTEM"_s, u"DATA"_s})),
      type(parameters.oneOf(u"snapshotType"_s, {u"Auto"_s, u"Manual"_s})),
      name(parameters.text(u"snapshotName"_s)), group(parameters.text(u"resourceGroupId"_s))
{
    if (!group.isEmpty() && zenlayerGroupName(group).isEmpty())
        parameters.refuse(404, u"OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND"_s,
                          u"The resource group is unknown."_s);
}

bool SnapshotFilter::passes(const PracticeResource &snapshot, const PracticeWorld &world) const
{
    const QJsonObject &data = snapshot.data;
    const auto fits = [&data](const QString &wanted, QLatin1StringView member) {
        return wanted.isEmpty() || data.value(member).toString() == wanted;
    };
    return (ids.isEmpty() || ids.contains(snapshot.id))
        && (diskIds.isEmpty() || diskIds.contains(data.value("diskId"_L1).toString()))
        && fits(zone, "zoneId"_L1) && fits(diskType, "diskType"_L1) && fits(type, "snapshotType"_L1)
        && fits(group, "resourceGroupId"_L1) && (status.isEmpty() || world.stateOf(snapshot) == status)
        && nameMatches(name, snapshot.name);
}

PracticeReply ZenlayerSnapshots::describeSnapshots(const PracticeRequest &request, const PracticeWorld &world)
{
    ZenlayerParameters parameters(request.body);
    const SnapshotFilter filter(parameters);
    const Page page = readPage(parameters);
    if (parameters.refusal())
        return zenlayerReply(*parameters.refusal());
    QJsonArray rows;
    int total = 0;
    for (const PracticeResource *snapshot : world.listed(zenlayerSnapshotKind)) {
        if (!filter.passes(*snapshot, world))
            continue;
        if (page.has(total))
            rows.append(snapshotRow(*snapshot, world));
        ++total;
    }
    return zenlayerReply(QJsonObject{{u"totalCount"_s, total}, {u"dataSet"_s, rows}});
}

QJsonObject diskRow(const PracticeResource &disk, const PracticeWorld &world)
{
    const QString groupId = disk.data.value("resourceGroupId"_L1).toString();
    const bool system = disk.data.value("diskType"_L1).toString() == "SYSTEM"_L1;
    QJsonObject row = disk.data;
    const QJsonObject rest{{u"diskId"_s, disk.id},
                           {u"diskName"_s, disk.name},
                           {u"portable"_s, !system},
                           {u"diskStatus"_s, world.stateOf(disk)},
                           {u"createTime"_s, practiceIsoTime(disk.createdMs)},
                           {u"expiredTime"_s, QJsonValue::Null},
                           {u"period"_s, QJsonValue::Null},
                           {u"resourceGroupName"_s, zenlayerGroupName(groupId)},
                           {u"serial"_s, QJsonValue::Null},
                           {u"snapshotAbility"_s, true},
                           {u"tags"_s, QJsonObject{{u"tags"_s, QJsonArray{}}}},
                           {u"burstingEnabled"_s, false}};
    return practicePatched(row, rest);
}

PracticeReply ZenlayerSnapshots::describeDisks(const PracticeRequest &request, const PracticeWorld &world)
{
    ZenlayerParameters parameters(request.body);
    const QStringList ids = parameters.texts(u"diskIds"_s, mostIds);
    const QString zone = parameters.text(u"zoneId"_s);
    const QString name = parameters.text(u"diskName"_s);
    const Page page = readPage(parameters);
    if (parameters.refusal())
        return zenlayerReply(*parameters.refusal());
    QJsonArray rows;
    int total = 0;
    for (const PracticeResource *disk : world.listed(zenlayerDiskKind)) {
        if ((!ids.isEmpty() && !ids.contains(disk->id)) || !nameMatches(name, disk->name)
            || (!zone.isEmpty() && disk->data.value("zoneId"_L1).toString() != zone))
            continue;
        if (page.has(total))
            rows.append(diskRow(*disk, world));
        ++total;
    }
    return zenlayerReply(QJsonObject{{u"totalCount"_s, total}, {u"dataSet"_s, rows}});
}

PracticeReply ZenlayerSnapshots::describeZones(const PracticeRequest &request)
{
    ZenlayerParameters parameters(request.body);
    const QStringList ids = parameters.texts(u"zoneIds"_s, mostIds);
    if (parameters.refusal())
        return zenlayerReply(*parameters.refusal());
    QJsonArray rows;
    for (const ZenlayerZone &zone : zenlayerZones()) {
        if (ids.isEmpty() || ids.contains(zone.id)) {
            rows.append(
                QJsonObject{{u"zoneId"_s, zone.id},
                            {u"regionId"_s, zone.region},
                            {u"zoneName"_s, QString(zone.city + u' ' + QString(zone.id).right(1).toUpper())},
                            {u"supportSecurityGroup"_s, true},
                            {u"timeZone"_s, zone.timeZone},
                            {u"cityName"_s, zone.city},
                            {u"cityCode"_s, zone.cityCode},
                            {u"countryCode"_s, zone.countryCode},
                            {u"countryName"_s, zone.country},
                            {u"supportHaVip"_s, true}});
        }
    }
    return zenlayerReply(QJsonObject{{u"zoneSet"_s, rows}});
}

PracticeReply ZenlayerSnapshots::describeGroups(const PracticeRequest &request, const PracticeWorld &world)
{
    if (const ZenlayerParameters parameters(request.body); parameters.refusal())
        return zenlayerReply(*parameters.refusal());
    constexpr qint64 yearMs = 365LL * 24 * 3600 * 1000;
    QJsonArray rows;
    for (const ZenlayerGroup &group : zenlayerGroups()) {
        rows.append(QJsonObject{{u"resourceGroupId"_s, group.id},
                                {u"name"_s, group.name},
                                {u"createTime"_s, practiceIsoTime(world.firstStart() - 3 * yearMs)}});
    }
    return zenlayerReply(QJsonObject{{u"resourceGroups"_s, rows}});
}

std::optional<ZenlayerRefusal> wrongIds(const QStringList &ids)
{
    static const QRegularExpression form(u"\\A[0-9]{1,20}\\z"_s);
    if (ids.isEmpty())
        return ZenlayerRefusal{400, u"INVALID_PARAMETER_LESS_LENGTH"_s, u"snapshotIds is empty."_s};
    if (QSet<QString>(ids.begin(), ids.end()).size() != ids.size())
        return ZenlayerRefusal{400, u"INVALID_PARAMETER_VALUE"_s, u"snapshotIds names a snapshot twice."_s};
    for (const QString &id : ids) {
        if (!form.match(id).hasMatch())
            return ZenlayerRefusal{400, u"INVALID_PARAMETER_PATTERN_ERROR"_s,
                                   u"snapshotIds holds a malformed id."_s};
    }
    return std::nullopt;
}

PracticeReply ZenlayerSnapshots::deleteSnapshots(const PracticeRequest &request, PracticeWorld &world)
{
    ZenlayerParameters parameters(request.body);
    if (!parameters.refusal() && !parameters.has(u"snapshotIds"_s))
        parameters.refuse(400, u"MISSING_PARAMETER"_s, u"snapshotIds is missing."_s);
    const QStringList ids = parameters.texts(u"snapshotIds"_s, mostIds);
    if (parameters.refusal())
        return zenlayerReply(*parameters.refusal());
    if (const auto refusal = wrongIds(ids))
        return zenlayerReply(*refusal);

    const QSet<QString> mustFail = world.mustFail(ids);
    QStringList failed, accepted;
    bool anyUnknown = false;
    for (const QString &id : ids) {
        const PracticeResource *snapshot = world.findLiving(zenlayerSnapshotKind, id);
        anyUnknown = anyUnknown || !snapshot;
        const bool good = snapshot && mayBeDeleted(world.stateOf(*snapshot)) && !mustFail.contains(id);
        (good ? accepted : failed).append(id);
    }
    // Whether one bad id spoils its batch is not established (5.4): a lone one gets the error, several the
    // failed list.
    if (!failed.isEmpty() && ((ids.size() == 1 && !mustFail.contains(ids.first())) || world.refusesWhole())) {
        if (anyUnknown)
            return zenlayerReply(
                {404, u"INVALID_DISK_SNAPSHOT_NOT_FOUND"_s, u"The snapshot does not exist."_s});
        return zenlayerReply({400, u"OPERATION_DENIED_DISK_SNAPSHOT_STATUS"_s,
                              u"The snapshot's status does not allow the operation."_s});
    }
    for (const QString &id : accepted)
        beginDeletion(id, world);
    return zenlayerReply(QJsonObject{{u"snapshotIds"_s, QJsonArray::fromStringList(failed)}});
}

/// The status may lag behind the answer, then the deletion takes seconds to a minute and a half (6.1).
void ZenlayerSnapshots::beginDeletion(const QString &id, PracticeWorld &world)
{
    const PracticeResource *snapshot = world.findLiving(zenlayerSnapshotKind, id);
    if (!snapshot || snapshot->inDeletionAt(world.now()))
        return; // sending the same id again changes nothing
    const qint64 begins = world.now() + world.delay(id, 0s, 6s);
    const qint64 ends = begins + world.delay(id + u"/gone"_s, 8s, 90s);
    world.beginDeletion(zenlayerSnapshotKind, id,
                        {{.atMs = begins, .state = u"DELETING"_s}, {.atMs = ends, .gone = true}},
                        world.keys().zenlayerMember);
}

} // namespace

std::unique_ptr<PracticeService> makeZenlayerSnapshots()
{
    return std::make_unique<ZenlayerSnapshots>();
}

} // namespace Clearsky

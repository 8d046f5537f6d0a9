// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/zenlayerdata.h"

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

constexpr ZenlayerZone zones[]{
    {"asia-east-1a"_L1, "asia-east-1"_L1, "Hong Kong"_L1, "HKG"_L1, "China"_L1, "CN"_L1, "Asia/Hong_Kong"_L1},
    {"asia-east-1b"_L1, "asia-east-1"_L1, "Hong Kong"_L1, "HKG"_L1, "China"_L1, "CN"_L1, "Asia/Hong_Kong"_L1},
    {"asia-southeast-1a"_L1, "asia-southeast-1"_L1, "Singapore"_L1, "SIN"_L1, "Singapore"_L1, "SG"_L1,
     "Asia/Singapore"_L1},
    {"europe-central-1a"_L1, "europe-central-1"_L1, "Frankfurt"_L1, "FRA"_L1, "Germany"_L1, "DE"_L1,
     "Europe/Berlin"_L1},
    {"na-west-1a"_L1, "na-west-1"_L1, "Los Angeles"_L1, "LAX"_L1, "United States"_L1, "US"_L1,
     "America/Los_Angeles"_L1},
};
/// Closed: snapshots still lie there, but the list of zones no longer has it.
constexpr QLatin1StringView closedZone("sa-east-9z");

constexpr ZenlayerGroup groups[]{
    {"rg-practice-default"_L1, "Default"_L1},
    {"rg-practice-web"_L1, "Web shop"_L1},
    {"rg-practice-data"_L1, "Data platform"_L1},
};

/// How a row looks besides its documented form; every so often one is odd.
QJsonObject oddities(PracticeRandom &random, int index)
{
    QJsonObject data;
    if (index % 11 == 3)
        data.insert(u"timeForm"_s, 1 + random.below(6));
    if (index % 7 == 2)
        data.insert(u"groupForm"_s, index % 2 ? u"flat"_s : u"absent"_s);
    if (index % 19 == 5)
        data.insert(u"withoutType"_s, true);
    if (index % 23 == 6)
        data.insert(u"unknownMember"_s, true);
    return data;
}

QString seedState(int index)
{
    switch (index % 40) {
    case 7:
        return u"CREATING"_s;
    case 15:
        return u"FAILED"_s;
    case 23:
        return u"ROLLING_BACK"_s;
    case 31:
        return index % 3 == 0 ? u"ARCHIVING"_s : u"NORMAL"_s;
    default:
        return u"AVAILABLE"_s;
    }
}

void seedDisks(int count, PracticeRandom &random, PracticeWorld &world)
{
    for (int i = 0; i < count; ++i) {
        const ZenlayerZone &zone = zones[random.below(int(std::size(zones)))];
        const bool system = random.chance(40);
        const bool inUse = random.chance(80);
        const QString group = groups[random.below(int(std::size(groups)))].id;
        QJsonObject data{
            {u"zoneId"_s, zone.id},
            {u"regionId"_s, zone.region},
            {u"diskType"_s, system ? u"SYSTEM"_s : u"DATA"_s},
            {u"diskCategory"_s, random.chance(70) ? u"Standard NVMe SSD"_s : u"Basic NVMe SSD"_s},
            {u"diskSize"_s, (1 + random.below(50)) * 20},
            {u"resourceGroupId"_s, group}};
        if (inUse) {
            data.insert(u"instanceId"_s, random.digits(19));
            data.insert(u"instanceName"_s, practiceName(random, u"vm"_s, i));
        }
        if (random.chance(30))
            data.insert(u"autoSnapshotPolicyId"_s, random.digits(19));
        world.add({.kindId = zenlayerDiskKind,
                   .id = random.digits(19),
                   .name = practiceName(random, u"disk"_s, i),
                   .state = inUse ? u"IN_USE"_s : u"AVAILABLE"_s,
                   .createdMs = world.firstStart() - random.ageMs(),
                   .data = data});
    }
}

PracticeResource seedSnapshot(int index, const QStringList &disks, PracticeRandom &random,
                              const PracticeWorld &world)
{
    QJsonObject data = oddities(random, index);
    // One in ten has outlived its disk.
    const QString diskId = random.chance(10) ? random.digits(19) : random.pick(disks);
    const PracticeResource *disk = world.find(zenlayerDiskKind, diskId);
    data.insert(u"diskId"_s, diskId);
    data.insert(u"diskType"_s, disk ? disk->data.value("diskType"_L1) : QJsonValue(u"DATA"_s));
    data.insert(u"zoneId"_s,
                index % 97 == 50 ? QJsonValue(closedZone)
                    : disk       ? disk->data.value("zoneId"_L1)
                                 : QJsonValue(zones[0].id));
    data.insert(u"resourceGroupId"_s,
                disk ? disk->data.value("resourceGroupId"_L1) : QJsonValue(groups[0].id));
    data.insert(u"snapshotType"_s, random.chance(55) ? u"Auto"_s : u"Manual"_s);

    PracticeResource snapshot{.kindId = zenlayerSnapshotKind,
                              .id = random.digits(19),
                              .name = practiceName(random, u"snap"_s, index),
                              .state = seedState(index),
                              .createdMs = world.firstStart() - random.ageMs()};
    if (random.chance(12)) {
        constexpr qint64 dayMs = 24 * 3600 * 1000LL;
        const qint64 until = world.firstStart() + (2 + random.below(60)) * dayMs;
        data.insert(u"retentionMs"_s, until);
        snapshot.steps.append({.atMs = until, .gone = true});
    }
    snapshot.data = data;
    return snapshot;
}

} // namespace

std::span<const ZenlayerZone> zenlayerZones()
{
    return zones;
}

std::span<const ZenlayerGroup> zenlayerGroups()
{
    return groups;
}

QString zenlayerGroupName(const QString &id)
{
    for (const ZenlayerGroup &group : groups) {
        if (id == group.id)
            return group.name;
    }
    return {};
}

void seedZenlayer(int snapshots, PracticeRandom &random, PracticeWorld &world)
{
    seedDisks(snapshots / 4 + 1, random, world);
    QStringList disks;
    for (const PracticeResource &disk : world.all(zenlayerDiskKind))
        disks.append(disk.id);
    for (int i = 0; i < snapshots; ++i)
        world.add(seedSnapshot(i, disks, random, world));
}

} // namespace Clearsky

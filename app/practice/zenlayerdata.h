// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practicerandom.h"
#include "app/practice/practiceworld.h"

#include <QLatin1StringView>

#include <span>

namespace Clearsky {

inline const QString zenlayerSnapshotKind = QStringLiteral("zenlayer.zec.snapshot");
inline const QString zenlayerDiskKind = QStringLiteral("zenlayer.zec.disk");

struct ZenlayerZone
{
    QLatin1StringView id, region, city, cityCode, country, countryCode, timeZone;
};

struct ZenlayerGroup
{
    QLatin1StringView id, name;
};

[[nodiscard]] std::span<const ZenlayerZone> zenlayerZones();
[[nodiscard]] std::span<const ZenlayerGroup> zenlayerGroups();
[[nodiscard]] QString zenlayerGroupName(const QString &id); ///< empty: no such group

/// Fills the world with snapshots and a quarter as many disks.
void seedZenlayer(int snapshots, PracticeRandom &random, PracticeWorld &world);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practiceservice.h"

#include <QJsonObject>

namespace Clearsky {

/// An instance of ROMA Connect, the parent of assets. Old instances answer in the words of the older
/// documents.
struct RomaInstance
{
    QString id{};
    QString name{};
    QString projectId{};
    QString status{};
    bool old = false;
};

/// Main project: two RUNNING instances, of which one is old, and two that cannot be worked with; sub-project:
/// one.
[[nodiscard]] QList<RomaInstance> makeRomaInstances(PracticeRandom &random, const PracticeKeys &keys);
/// The n-th of so many assets: an application or a data-integration task of a RUNNING instance.
[[nodiscard]] PracticeResource makeRomaAsset(int index, int count, const QList<RomaInstance> &instances,
                                             PracticeRandom &random, const PracticeWorld &world);

[[nodiscard]] bool isRomaApp(const PracticeResource &asset);
[[nodiscard]] bool mayDeleteRomaAsset(const PracticeResource &asset);
[[nodiscard]] QJsonObject romaInstanceRow(const RomaInstance &instance, const PracticeWorld &world);
[[nodiscard]] QJsonObject romaAppRow(const PracticeResource &app, const RomaInstance &instance);
[[nodiscard]] QJsonObject romaTaskRow(const PracticeResource &task, const RomaInstance &instance,
                                      const PracticeWorld &world);
/// ISO-8601 with Z, or milliseconds since 1970 for an old instance.
[[nodiscard]] QJsonValue romaTime(qint64 ms, const RomaInstance &instance);

} // namespace Clearsky

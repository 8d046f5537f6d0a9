// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resource.h"

#include <QStringList>
#include <QVariant>

namespace Clearsky {

/// Marks a SQLite file as a journal of Clearsky ("CSKY").
inline constexpr int journalApplicationId = 0x43534b59;
/// Raised with every change of the schema; journalMigration() then learns the step.
inline constexpr int journalSchemaVersion = 3;

/// The statements that make an empty journal of the present version. Legal states and transitions are those of
/// models/item.h, written into the schema as CHECKs and triggers.
[[nodiscard]] QStringList journalSchema();
/// The statements that bring a journal of an older version to the present one, to be run in one transaction.
[[nodiscard]] QStringList journalMigration(int fromVersion);

/// The path of a request about one item without its ids, which are in the item's row; and back.
[[nodiscard]] QString pathTemplate(QString path, const ResourceRef &ref);
[[nodiscard]] QString pathOfTemplate(QString path, const ResourceRef &ref);
/// How the journal keeps an id: a UUID as its 16 bytes, anything else as it is; and back.
[[nodiscard]] QVariant packedId(const QString &id);
[[nodiscard]] QString unpackedId(const QVariant &packed);
/// How the journal keeps a list of words: as JSON; and back.
[[nodiscard]] QString textOfList(const QStringList &list);
[[nodiscard]] QStringList listFromText(const QString &text);

} // namespace Clearsky

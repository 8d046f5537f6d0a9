// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/resourcestore.h"
#include "models/table/rowsort.h"

#include <QVariant>

namespace Clearsky {

/// What an item model says in `role` of a cell of a list; `column` counts in ResourceKind::columns. Of rows that are gone
/// the state is no longer that which the provider told last.
[[nodiscard]] QVariant cellData(const RowSnapshot &rows, Slot slot, qsizetype column, bool isGone, int role,
                                const QDateTime &now);
/// The same of the mark before a row.
[[nodiscard]] QVariant markData(const RowSnapshot &rows, Slot slot, bool isMarked, bool isGone, int role,
                                const QDateTime &now);
/// The same of a column's heading in a list of that sorting.
[[nodiscard]] QVariant headingData(const ResourceKind &kind, qsizetype column, const Sorting &sorting, int role);

/// Which term of the sorting the column is; -1: none.
[[nodiscard]] qsizetype sortTermOf(const Sorting &sorting, qsizetype column);

} // namespace Clearsky

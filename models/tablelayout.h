// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resourcekind.h"
#include "models/table/rowsort.h"

#include <optional>

namespace Clearsky {

/// What the user chose for one column of a list.
struct ColumnChoice
{
    QString id{};         ///< Column::id
    bool isShown = true;
    int width = 0;        ///< logical pixels; 0: one that fits

    friend bool operator==(const ColumnChoice &, const ColumnChoice &) = default;
};
/// Every column of a kind once, in the order of the table. The kind's first column, the name, comes first and is shown.
using ColumnChoices = QList<ColumnChoice>;

/// Those of the table in the order of the kind, then, hidden, those of the details.
[[nodiscard]] ColumnChoices standardColumns(const ResourceKind &kind);
/// The same choices, put right: columns that the kind lacks go, others come as in standardColumns(), the name comes first.
[[nodiscard]] ColumnChoices validColumns(const ResourceKind &kind, const ColumnChoices &choices);

/// As kept in the settings; what cannot be read gives the standard columns.
[[nodiscard]] QByteArray columnsText(const ColumnChoices &choices);
[[nodiscard]] ColumnChoices columnsFromText(const ResourceKind &kind, const QByteArray &text);

/// As kept in the settings. Columns that the kind lacks are left out; none: the text is no sorting.
[[nodiscard]] QByteArray sortingText(const ResourceKind &kind, const Sorting &sorting);
[[nodiscard]] std::optional<Sorting> sortingFromText(const ResourceKind &kind, const QByteArray &text);

/// What a click on the heading of `column` makes of a sorting: ascending, descending, none. The term that decided before
/// stays as the second. With `adds` the column becomes the last term, changes its direction or goes; the others stay.
[[nodiscard]] Sorting sortingAfterClick(const Sorting &sorting, qsizetype column, bool adds);

} // namespace Clearsky

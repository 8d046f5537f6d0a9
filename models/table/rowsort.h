// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/resourcestore.h"

#include <atomic>

namespace Clearsky {

/// Sort by this column of the kind, in this direction. Empty values come last both ways.
struct SortTerm
{
    qsizetype column = 0;
    Qt::SortOrder order = Qt::AscendingOrder;

    friend bool operator==(const SortTerm &, const SortTerm &) = default;
};
/// The first term decides, the next ones where it does not; at last the id and the scope, always ascending. No terms: as the
/// provider lists the rows.
using Sorting = QList<SortTerm>;

/// Set by whoever no longer wants the result.
using StopFlag = std::atomic<bool>;

/// A sorted list of slots.
struct SortedRows
{
    std::vector<Slot> rows{};
    /// The positions in `rows` where the first term's value is another than before; empty without terms.
    RowBits starts{};
    size_t emptyCount = 0;   ///< rows at the end whose value of the first term is empty
};

/// All rows that are alive, by id and scope. Half done when it was stopped.
[[nodiscard]] std::vector<Slot> rowsById(const RowSnapshot &snapshot, const StopFlag &stop);
/// Sorts the rows that are alive. `byId` is made when it is needed and not there yet: sorting by numbers begins with it.
/// Half done when it was stopped.
[[nodiscard]] SortedRows sortedRows(const RowSnapshot &snapshot, const Sorting &sorting,
                                    std::shared_ptr<const std::vector<Slot>> &byId, const StopFlag &stop);
/// The same for the first term's other direction, from what there is.
[[nodiscard]] SortedRows flipped(const SortedRows &sorted);

/// Bytes that compare as people order names: runs of digits by value, letters without regard to case. `folded` is
/// case-folded UTF-8.
void appendNaturalKey(std::string_view folded, std::vector<char> &out);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowsort.h"

namespace Clearsky {

/// Rows of one value each, by their positions.
struct SortRuns
{
    struct Run
    {
        size_t begin = 0;
        size_t size = 0;
    };
    RowBits starts{};              ///< where each begins
    std::vector<Run> several{};    ///< those of more than one row
    size_t emptyCount = 0;         ///< rows at the end that have no value

    void reset(size_t rows)
    {
        starts = RowBits(rows);
        several.clear();
        emptyCount = 0;
    }
    void add(size_t begin, size_t end)
    {
        starts.set(begin);
        if (end - begin > 1)
            several.push_back({.begin = begin, .size = end - begin});
    }
};

/// Sorts slots by the values of one column.
class SortColumn
{
public:
    virtual ~SortColumn() = default;
    /// Sorts `rows`, empty values last, equal ones as they stood; `runs` comes reset.
    virtual void sort(std::span<Slot> rows, SortRuns &runs) = 0;
    /// Whether the values lie so close together that it is no matter in which order they are looked up.
    [[nodiscard]] virtual bool isQuickInAnyOrder() const { return false; }
};

/// The snapshot outlives what these return.
[[nodiscard]] std::unique_ptr<SortColumn> makeSortColumn(const RowSnapshot &snapshot, const SortTerm &term);
[[nodiscard]] std::unique_ptr<SortColumn> makeIdSortColumn(const RowSnapshot &snapshot);
[[nodiscard]] std::unique_ptr<SortColumn> makeScopeSortColumn(const RowSnapshot &snapshot);

} // namespace Clearsky

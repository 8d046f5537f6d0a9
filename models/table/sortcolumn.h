// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowsort.h"

namespace Clearsky {

/// Rows of one value, by their positions.
struct SortRun
{
    size_t begin = 0;
    size_t end = 0;

    [[nodiscard]] size_t size() const { return end - begin; }
};

/// Sorts slots by the values of one column.
class SortColumn
{
public:
    virtual ~SortColumn() = default;
    /// Sorts `rows` and appends the runs of equal values to `runs`. Returns how many empty ones stand at the end.
    virtual size_t sort(std::span<Slot> rows, std::vector<SortRun> &runs) = 0;
};

/// The snapshot outlives what these return.
[[nodiscard]] std::unique_ptr<SortColumn> makeSortColumn(const RowSnapshot &snapshot, const SortTerm &term);
[[nodiscard]] std::unique_ptr<SortColumn> makeIdSortColumn(const RowSnapshot &snapshot);
[[nodiscard]] std::unique_ptr<SortColumn> makeScopeSortColumn(const RowSnapshot &snapshot);

} // namespace Clearsky

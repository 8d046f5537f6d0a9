// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowbits.h"

#include <optional>

namespace Clearsky {

/// Rows one after the other.
struct RowRange
{
    int first = 0;
    int last = 0;
};

/// The ranges of `rows` whose slots are (not) in `set`; none when there are more than `most`.
[[nodiscard]] std::optional<std::vector<RowRange>> rangesOf(const std::vector<Slot> &rows, const RowBits &set, bool in,
                                                            size_t most);

/// The rows of `rows` whose slots are (not) in `set`, in their order.
[[nodiscard]] std::vector<Slot> rowsIn(const std::vector<Slot> &rows, const RowBits &set, bool in = true);

/// The set of `rows`.
[[nodiscard]] RowBits bitsOf(std::span<const Slot> rows, size_t slotCount);

/// Where each of `wanted` stands in `rows`; -1: nowhere.
[[nodiscard]] std::vector<int> positionsOf(std::span<const Slot> wanted, const std::vector<Slot> &rows);

} // namespace Clearsky

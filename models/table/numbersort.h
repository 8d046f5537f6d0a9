// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/sortcolumn.h"

namespace Clearsky {

/// By the numbers that a column of the kind stores.
[[nodiscard]] std::unique_ptr<SortColumn> makeNumberSortColumn(const RowSnapshot &snapshot, qsizetype column, bool descending);
/// By words of which there are few: `ranks` has a number for each word of each chunk, noNumber for none.
[[nodiscard]] std::unique_ptr<SortColumn> makeWordSortColumn(std::vector<const TextColumn *> chunks,
                                                             std::vector<std::vector<qint64>> ranks, bool descending);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

namespace Clearsky {

class ResourceTable;

/// Widths for the columns of a table in the order of `columns`, the mark first. Every column gets what its title and its
/// first rows need, up to what its kind wishes for. What is left over goes to the first text. What is missing is taken from
/// titles that are wider than their cells, then from the other texts, then from the first, down to a readable rest.
[[nodiscard]] QList<int> fittingWidths(const ResourceTable &table, const QList<int> &columns);
/// What a single column needs.
[[nodiscard]] int fittingWidth(const ResourceTable &table, int column);

} // namespace Clearsky

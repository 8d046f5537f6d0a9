// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/filter/filterquery.h"
#include "models/resourcekind.h"

#include <QRandomGenerator>

namespace Clearsky {

/// A kind that has every sort of field, and rows of it.
[[nodiscard]] const ResourceKind &filterKind();
[[nodiscard]] QDateTime filterNow();
/// A row of that kind; `days` ago, none: no date; `bytes` below zero: no size.
[[nodiscard]] Resource filterRow(const QString &id, const QString &name, const QString &state, std::optional<double> days,
                                 qint64 bytes, const QString &zone, const QString &tags, std::optional<bool> automatic);
[[nodiscard]] Resource randomFilterRow(QRandomGenerator &random);

/// What parseFilter() might have made. `isValid`: of fields and values that filterKind() has.
[[nodiscard]] FilterNode randomFilter(QRandomGenerator &random, bool isValid, int depth = 3);

/// Whether the row matches, written without a thought of speed. The filter is valid.
[[nodiscard]] bool matchesPlainly(const FilterNode &node, const Resource &row, bool isMarked);

} // namespace Clearsky

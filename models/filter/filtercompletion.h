// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/filter/filterfields.h"
#include "models/table/resourcestore.h"

namespace Clearsky {

/// What may be written where the caret is.
struct FilterCompletions
{
    TextRange replaced{};     ///< what a completion takes the place of, up to the caret
    QStringList texts{};      ///< in the order to offer them

    friend bool operator==(const FilterCompletions &, const FilterCompletions &) = default;
};

/// Fields, then operators, then values: of states and of columns in which rows share them, those that occur in `rows`.
[[nodiscard]] FilterCompletions completionsFor(const QString &text, qsizetype caret, const FilterFields &fields,
                                               const RowSnapshot &rows);

/// The values of the field that rows share, in alphabetical order; none when they hardly ever do.
[[nodiscard]] QStringList occurringValues(const FilterField &field, const FilterFields &fields, const RowSnapshot &rows);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QString>

namespace Clearsky {

/// A part of the text of a filter, in UTF-16 units.
struct TextRange
{
    qsizetype start = 0;
    qsizetype length = 0;

    [[nodiscard]] qsizetype end() const { return start + length; }
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// What is wrong with the text of a filter.
struct FilterError
{
    TextRange at{};          ///< lies within the text
    QString message{};       ///< translated: one sentence or two
    QString suggestion{};    ///< what to write instead at that place; empty: nothing to suggest
    bool isUnfinished = false; ///< the text only lacks its end: what stands before `at` makes sense

    friend bool operator==(const FilterError &, const FilterError &) = default;
};

template<typename T>
using FilterResult = tl::expected<T, FilterError>;

inline tl::unexpected<FilterError> filterFailure(TextRange at, QString message, QString suggestion = {})
{
    return tl::make_unexpected(
        FilterError{.at = at, .message = std::move(message), .suggestion = std::move(suggestion)});
}

} // namespace Clearsky

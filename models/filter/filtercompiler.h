// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/filter/filterfields.h"
#include "models/filter/filterpredicate.h"

#include <QDateTime>

namespace Clearsky {

/// What a filter needs to know besides the rows; fixed for as long as the predicate lives.
struct FilterMoment
{
    QDateTime now{};                              ///< ages count from here
    std::shared_ptr<const RowBits> marks{};       ///< null: nothing is marked
};

/// A filter that can be asked. Equal for the whole of its life: what changes with time makes a new one.
class FilterPredicate final : public RowPredicate
{
public:
    explicit FilterPredicate(FilterPart part) : m_part(std::move(part)) {}

    void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const override
    {
        m_part->keepMatching(chunk, rows, evaluation);
    }
    [[nodiscard]] bool narrows(const RowPredicate &wider) const override
    {
        const auto *other = dynamic_cast<const FilterPredicate *>(&wider);
        return other && isNarrower(*m_part, *other->m_part);
    }
    [[nodiscard]] bool mayTakeLong() const override { return m_part->mayTakeLong(); }

private:
    FilterPart m_part;
};

/// Null for a filter that lets all rows through. The kind of `fields` outlives the result.
[[nodiscard]] FilterResult<std::shared_ptr<const FilterPredicate>> compileFilter(const FilterQuery &query,
                                                                               const FilterFields &fields,
                                                                               const FilterMoment &moment);

/// Whether any part of it asks for the field.
[[nodiscard]] bool asksFor(const FilterNode &node, QLatin1StringView field);

} // namespace Clearsky

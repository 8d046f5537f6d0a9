// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/filterpredicate.h"

#include <algorithm>

namespace Clearsky {

namespace {

using Bits = std::array<quint64, RowChunk::bitWords>;

Bits copyOf(std::span<const quint64> rows)
{
    Bits bits{};
    std::copy(rows.begin(), rows.end(), bits.begin());
    return bits;
}

bool isEmpty(std::span<const quint64> rows)
{
    return std::all_of(rows.begin(), rows.end(), [](quint64 word) { return word == 0; });
}

const CombinedPredicate *combined(const RowPredicate &predicate, CombinedPredicate::Kind kind)
{
    const auto *parts = dynamic_cast<const CombinedPredicate *>(&predicate);
    return parts && parts->kind() == kind ? parts : nullptr;
}

} // namespace

bool isNarrower(const RowPredicate &narrow, const RowPredicate &wide)
{
    using enum CombinedPredicate::Kind;
    if (const auto *parts = combined(wide, All)) {
        return std::all_of(parts->parts().begin(), parts->parts().end(),
                           [&narrow](const FilterPart &part) { return isNarrower(narrow, *part); });
    }
    if (const auto *parts = combined(narrow, Any)) {
        return std::all_of(parts->parts().begin(), parts->parts().end(),
                           [&wide](const FilterPart &part) { return isNarrower(*part, wide); });
    }
    if (const auto *parts = combined(narrow, All)) {
        return std::any_of(parts->parts().begin(), parts->parts().end(),
                           [&wide](const FilterPart &part) { return isNarrower(*part, wide); });
    }
    if (const auto *parts = combined(wide, Any)) {
        return std::any_of(parts->parts().begin(), parts->parts().end(),
                           [&narrow](const FilterPart &part) { return isNarrower(narrow, *part); });
    }
    const auto *notNarrow = dynamic_cast<const NotPredicate *>(&narrow);
    const auto *notWide = dynamic_cast<const NotPredicate *>(&wide);
    if (notNarrow && notWide)
        return isNarrower(notWide->part(), notNarrow->part());
    if (const auto *all = dynamic_cast<const ConstantPredicate *>(&wide))
        return all->isAll();
    return narrow.narrows(wide);
}

void ConstantPredicate::keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const
{
    Q_UNUSED(chunk)
    Q_UNUSED(evaluation)
    if (!m_all)
        std::fill(rows.begin(), rows.end(), 0);
}

void NotPredicate::keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const
{
    Bits matching = copyOf(rows);
    m_part->keepMatching(chunk, matching, evaluation);
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] &= ~matching[i];
}

/// What may take long is asked last, about the rows that are still in doubt.
CombinedPredicate::CombinedPredicate(Kind kind, std::vector<FilterPart> parts)
    : m_kind(kind)
    , m_parts(std::move(parts))
{
    std::stable_partition(m_parts.begin(), m_parts.end(), [](const FilterPart &part) { return !part->mayTakeLong(); });
}

void CombinedPredicate::keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const
{
    if (m_kind == Kind::All) {
        for (size_t i = 0; i < m_parts.size() && !isEmpty(rows); ++i)
            m_parts[i]->keepMatching(chunk, rows, evaluation);
        return;
    }
    Bits open = copyOf(rows);
    for (size_t i = 0; i < m_parts.size() && !isEmpty(open); ++i) {
        Bits matching = open;
        m_parts[i]->keepMatching(chunk, matching, evaluation);
        for (size_t word = 0; word < open.size(); ++word)
            open[word] &= ~matching[word];
    }
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] &= ~open[i];
}

bool CombinedPredicate::mayTakeLong() const
{
    return std::any_of(m_parts.begin(), m_parts.end(), [](const FilterPart &part) { return part->mayTakeLong(); });
}

void NumberPredicate::keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const
{
    Q_UNUSED(evaluation)
    const std::vector<qint64> &numbers = *chunk.column(m_column).numbers;
    for (size_t i = 0; i < rows.size(); ++i) {
        for (quint64 word = rows[i]; word != 0; word &= word - 1) {
            const auto bit = static_cast<size_t>(std::countr_zero(word));
            const qint64 number = numbers[i * 64 + bit];
            const bool isIn = std::any_of(m_ranges.begin(), m_ranges.end(), [number](const Range &range) {
                return number >= range.from && number <= range.to;
            });
            if (!isIn)
                rows[i] &= ~(quint64(1) << bit);
        }
    }
}

bool NumberPredicate::narrows(const RowPredicate &wider) const
{
    const auto *other = dynamic_cast<const NumberPredicate *>(&wider);
    return other && other->m_column == m_column && std::all_of(m_ranges.begin(), m_ranges.end(), [other](const Range &mine) {
        return std::any_of(other->m_ranges.begin(), other->m_ranges.end(), [&mine](const Range &range) {
            return mine.from >= range.from && mine.to <= range.to;
        });
    });
}

void MarkedPredicate::keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const
{
    Q_UNUSED(chunk)
    const size_t first = evaluation.chunk * RowChunk::bitWords;
    const std::span<const quint64> marks = m_marks ? m_marks->words() : std::span<const quint64>();
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] &= first + i < marks.size() ? marks[first + i] : 0;
}

bool MarkedPredicate::narrows(const RowPredicate &wider) const
{
    const auto *other = dynamic_cast<const MarkedPredicate *>(&wider);
    return other && other->m_marks == m_marks;
}

} // namespace Clearsky

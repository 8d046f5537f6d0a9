// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowpredicate.h"

#include <memory>

namespace Clearsky {

using FilterPart = std::shared_ptr<const RowPredicate>;

/// Whether every row that matches `narrow` matches `wide` as well; false where that is not seen at a glance.
[[nodiscard]] bool isNarrower(const RowPredicate &narrow, const RowPredicate &wide);

/// Lets all rows through, or none.
class ConstantPredicate final : public RowPredicate
{
public:
    explicit ConstantPredicate(bool all) : m_all(all) {}

    void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const override;
    [[nodiscard]] bool isAll() const { return m_all; }

private:
    bool m_all;
};

class NotPredicate final : public RowPredicate
{
public:
    explicit NotPredicate(FilterPart part) : m_part(std::move(part)) {}

    void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const override;
    [[nodiscard]] bool mayTakeLong() const override { return m_part->mayTakeLong(); }
    [[nodiscard]] const RowPredicate &part() const { return *m_part; }

private:
    FilterPart m_part;
};

/// All parts match, or at least one.
class CombinedPredicate final : public RowPredicate
{
public:
    enum class Kind { All, Any };

    CombinedPredicate(Kind kind, std::vector<FilterPart> parts);

    void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const override;
    [[nodiscard]] bool mayTakeLong() const override;
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const std::vector<FilterPart> &parts() const { return m_parts; }

private:
    Kind m_kind;
    std::vector<FilterPart> m_parts;
};

/// The number of a column lies in one of some ranges. Rows without a number have noNumber.
class NumberPredicate final : public RowPredicate
{
public:
    struct Range
    {
        qint64 from = noNumber;
        qint64 to = noNumber; ///< inclusive
    };
    NumberPredicate(qsizetype column, std::vector<Range> ranges) : m_column(column), m_ranges(std::move(ranges)) {}

    void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const override;
    [[nodiscard]] bool narrows(const RowPredicate &wider) const override;

private:
    qsizetype m_column;
    std::vector<Range> m_ranges;
};

/// The row is marked. The marks are those of one moment.
class MarkedPredicate final : public RowPredicate
{
public:
    explicit MarkedPredicate(std::shared_ptr<const RowBits> marks) : m_marks(std::move(marks)) {}

    void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const override;
    [[nodiscard]] bool narrows(const RowPredicate &wider) const override;

private:
    std::shared_ptr<const RowBits> m_marks; ///< null: none
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resourcekind.h"
#include "models/table/idcolumn.h"

#include <array>
#include <limits>

namespace Clearsky {

/// No number, no time: what the provider did not say.
constexpr qint64 noNumber = std::numeric_limits<qint64>::min();

/// How the values of a column are kept: as text (UTF-8; a State is the provider's word, a Flag "", "0" or "1") or as a
/// number (times in milliseconds since the epoch, UTC).
[[nodiscard]] bool isNumeric(Column::Type type);

/// A resource as a chunk keeps it. One is used for many rows, so that its texts keep their room.
struct EncodedRow
{
    enum Field { Scope, Name, State, CreatedText, Obstacle, Caution, DeleteFailure, Raw, FieldCount };
    struct Cell
    {
        std::string text{};
        qint64 number = noNumber;
    };
    std::string id{};
    std::array<std::string, FieldCount> fields{};
    qint64 created = noNumber;
    std::vector<Cell> cells{};

    void encode(const ResourceKind &kind, const Resource &resource);
};

/// Some thousand rows of a store, column by column. Never changes while anybody but its store can see it: snapshots share
/// chunks, the store copies before it writes.
class RowChunk
{
public:
    static constexpr size_t capacity = 4096;
    static constexpr size_t bitWords = capacity / 64;

    /// `model`: a chunk whose rows are like those to come; null: none.
    RowChunk(const ResourceKind &kind, const RowChunk *model);

    struct Change
    {
        size_t row = 0;
        EncodedRow value{};
    };
    void append(const EncodedRow &row);
    /// `changes` in the order of their rows, each once.
    void replace(std::span<const Change> changes);

    /// The values of a column of the kind: exactly one of the three is there.
    struct ColumnView
    {
        const TextColumn *text = nullptr;
        const IdColumn *ids = nullptr;
        const std::vector<qint64> *numbers = nullptr;
    };
    [[nodiscard]] ColumnView column(qsizetype column) const;
    [[nodiscard]] const IdColumn &ids() const { return m_ids; }
    [[nodiscard]] const TextColumn &field(EncodedRow::Field field) const { return m_fields[field]; }
    [[nodiscard]] size_t size() const { return m_ids.size(); }

    [[nodiscard]] bool isAt(size_t row, const EncodedRow &value) const;
    [[nodiscard]] QVariant cell(size_t row, qsizetype column) const;
    [[nodiscard]] Resource at(size_t row) const;
    [[nodiscard]] ResourceKey keyAt(size_t row) const;

    [[nodiscard]] size_t bytes() const;            ///< of the columns
    [[nodiscard]] size_t foldedCopyBytes() const;

private:
    /// Many a column repeats a field of the resource; it is kept once, until a row differs.
    enum class Alias { None, Undecided, Id, Scope, Name, State, Created };
    struct CellColumn
    {
        Column::Type type = Column::Type::Text;
        Alias alias = Alias::Undecided;
        TextColumn text{};
        std::vector<qint64> numbers{};
    };
    [[nodiscard]] static bool repeats(Alias alias, const EncodedRow &row, size_t column);
    [[nodiscard]] static Alias aliasFor(Column::Type type, const EncodedRow &row, size_t column);
    void appendCell(size_t column, const EncodedRow &row);
    void dissolveAlias(CellColumn &cells, size_t rows) const;
    void replaceCells(size_t column, std::span<const Change> changes);
    void squeeze();

    const ResourceKind *m_kind;
    IdColumn m_ids{};
    std::array<TextColumn, EncodedRow::FieldCount> m_fields{};
    std::vector<qint64> m_created{};
    std::vector<CellColumn> m_cells{};
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Clearsky {

/// `text` as UTF-8; `out` is overwritten and keeps its room.
void toUtf8(QStringView text, std::string &out);
[[nodiscard]] QString fromUtf8(std::string_view text);
/// Case-folded, so that texts that differ in case only become equal.
[[nodiscard]] std::string foldedUtf8(std::string_view text);

/// Text of one field of many rows. Takes the smallest of three shapes that holds it: one text for all rows; a byte for each
/// row that counts in a short list of words; the bytes of all rows one after the other.
class TextColumn
{
public:
    /// Stands behind each row's bytes: no part of any UTF-8, so that a search never finds a text across two rows.
    static constexpr char separator = '\xFF';

    /// `folding`: whether the one-after-the-other shape keeps a case-folded copy to search in.
    TextColumn() = default;
    explicit TextColumn(bool folding) : m_folding(folding) {}

    struct Change
    {
        size_t row = 0;
        std::string text{};
    };
    void append(std::string_view text);
    /// `changes` in the order of their rows, each once.
    void replace(std::span<const Change> changes);
    void squeeze();   ///< no more rows will be appended
    /// Rows will hardly repeat each other: begins with the shape that this needs.
    void expectDistinct();

    [[nodiscard]] size_t size() const { return m_size; }
    [[nodiscard]] std::string_view at(size_t row) const;

    /// Whether rows count in words(); otherwise the two arenas hold them.
    [[nodiscard]] bool isCoded() const { return !m_isArena; }
    [[nodiscard]] const std::vector<std::string> &words() const { return m_words; }
    [[nodiscard]] size_t codeAt(size_t row) const { return m_codes.empty() ? 0 : m_codes[row]; }
    [[nodiscard]] std::string_view foldedBytes() const; ///< of all rows, each with a separator behind it
    [[nodiscard]] std::span<const quint32> foldedEnds() const; ///< for each row, where its bytes end: at its separator
    [[nodiscard]] std::string_view foldedAt(size_t row) const  ///< of the arena shape
    {
        return m_foldingDiffers ? m_folded.at(row) : m_arena.at(row);
    }
    [[nodiscard]] bool isFolding() const { return m_folding; } ///< whether the three above are really folded

    [[nodiscard]] size_t bytes() const;       ///< of memory, without the folded copy
    [[nodiscard]] size_t foldedCopyBytes() const;

private:
    struct Arena
    {
        std::vector<char> bytes{};
        std::vector<quint32> ends{};

        void append(std::string_view text);
        [[nodiscard]] std::string_view at(size_t row) const
        {
            const size_t begin = row == 0 ? 0 : ends[row - 1] + 1;
            return {bytes.data() + begin, ends[row] - begin};
        }
    };
    [[nodiscard]] std::optional<quint8> codeOf(std::string_view text);
    void becomeArena();
    void appendToArena(std::string_view text);
    void replaceInArena(std::span<const Change> changes);

    size_t m_size = 0;
    std::vector<std::string> m_words{};
    std::vector<quint8> m_codes{};   ///< empty: all rows are the first word
    Arena m_arena{};
    Arena m_folded{};                ///< empty: no row changes by folding
    bool m_isArena = false;
    bool m_folding = false;
    bool m_foldingDiffers = false;
};

} // namespace Clearsky

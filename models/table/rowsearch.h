// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowchunk.h"

#include <bit>
#include <span>

namespace Clearsky {

[[nodiscard]] inline bool containsBytes(std::string_view text, std::string_view needle)
{
    return text.find(needle) != std::string_view::npos;
}

/// A search in one chunk: collects hits among the rows that are asked about. Few rows are looked at one by one, many by one
/// pass over the bytes of all. Needles are case-folded UTF-8 and not empty.
class RowSearch
{
public:
    RowSearch(const RowChunk &chunk, std::span<const quint64> asked);

    [[nodiscard]] const RowChunk &chunk() const { return m_chunk; }
    [[nodiscard]] std::span<const quint64> hits() const { return m_hits; }
    void hit(size_t row) { m_hits[row / 64] |= quint64(1) << (row % 64); }

    void findInText(const TextColumn &column, std::string_view needle);
    void findInIds(std::string_view needle);
    /// Asks `matches` about the text of each row that is no hit yet; of words that many rows share, once.
    template<typename Matches>
    void lookAtTexts(const TextColumn &column, Matches matches);
    template<typename Function>
    void forEachOpen(Function function) const;

private:
    static constexpr size_t onceIn = 16; ///< so many rows, or more seldom: few are asked about

    [[nodiscard]] bool areFew() const { return m_fewCount * onceIn < m_chunk.size(); }
    [[nodiscard]] bool isHit(size_t row) const { return (m_hits[row / 64] >> (row % 64) & 1) != 0; }

    const RowChunk &m_chunk;
    std::span<const quint64> m_asked;
    std::array<quint16, RowChunk::capacity / onceIn> m_few{}; ///< the rows that are asked about, when they are few
    size_t m_fewCount = 0;
    std::array<quint64, RowChunk::bitWords> m_hits{};
};

template<typename Function>
void RowSearch::forEachOpen(Function function) const
{
    if (areFew()) {
        for (size_t i = 0; i < m_fewCount; ++i) {
            if (!isHit(m_few[i]))
                function(size_t(m_few[i]));
        }
        return;
    }
    for (size_t i = 0; i < RowChunk::bitWords; ++i) {
        for (quint64 word = m_asked[i] & ~m_hits[i]; word != 0; word &= word - 1)
            function(i * 64 + static_cast<size_t>(std::countr_zero(word)));
    }
}

template<typename Matches>
void RowSearch::lookAtTexts(const TextColumn &column, Matches matches)
{
    if (!column.isCoded()) {
        forEachOpen([&](size_t row) {
            if (matches(column.at(row)))
                hit(row);
        });
        return;
    }
    enum : quint8 { NotAsked, Hit, Miss };
    std::array<quint8, 256> verdicts{};
    forEachOpen([&](size_t row) {
        quint8 &verdict = verdicts[column.codeAt(row)];
        if (verdict == NotAsked)
            verdict = matches(column.at(row)) ? Hit : Miss;
        if (verdict == Hit)
            hit(row);
    });
}

} // namespace Clearsky

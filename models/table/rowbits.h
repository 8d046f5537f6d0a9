// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <qglobal.h>

#include <algorithm>
#include <bit>
#include <span>
#include <vector>

namespace Clearsky {

/// The place of a row in its store. A row keeps it until the row is removed and the place released.
using Slot = quint32;
constexpr Slot noSlot = 0xFFFFFFFF;

/// A set of slots, one bit each. Slots beyond its size are not in it.
class RowBits
{
public:
    RowBits() = default;
    explicit RowBits(size_t size) { resize(size); }

    [[nodiscard]] size_t size() const { return m_size; }
    void resize(size_t size) ///< new ones are not in the set; never shrinks below a slot that is
    {
        m_size = size;
        m_words.resize((size + 63) / 64, 0);
    }
    [[nodiscard]] bool test(size_t slot) const
    {
        return slot < m_size && (m_words[slot / 64] >> (slot % 64) & 1) != 0;
    }
    void set(size_t slot, bool on = true)
    {
        const quint64 mask = quint64(1) << (slot % 64);
        if (on)
            m_words[slot / 64] |= mask;
        else
            m_words[slot / 64] &= ~mask;
    }
    void setAll()
    {
        std::fill(m_words.begin(), m_words.end(), ~quint64(0));
        if (m_size % 64 != 0)
            m_words.back() >>= 64 - m_size % 64;
    }
    void clear() { std::fill(m_words.begin(), m_words.end(), 0); }
    void keepOnly(const RowBits &other)
    {
        for (size_t i = 0; i < m_words.size(); ++i)
            m_words[i] &= i < other.m_words.size() ? other.m_words[i] : 0;
    }
    void removeAll(const RowBits &other)
    {
        for (size_t i = 0; i < std::min(m_words.size(), other.m_words.size()); ++i)
            m_words[i] &= ~other.m_words[i];
    }
    [[nodiscard]] size_t count() const
    {
        size_t sum = 0;
        for (const quint64 word : m_words)
            sum += static_cast<size_t>(std::popcount(word));
        return sum;
    }
    /// How many are in both.
    [[nodiscard]] size_t countWith(const RowBits &other) const
    {
        size_t sum = 0;
        for (size_t i = 0; i < std::min(m_words.size(), other.m_words.size()); ++i)
            sum += static_cast<size_t>(std::popcount(m_words[i] & other.m_words[i]));
        return sum;
    }
    template<typename Function>
    void forEach(Function function) const
    {
        for (size_t i = 0; i < m_words.size(); ++i) {
            for (quint64 word = m_words[i]; word != 0; word &= word - 1)
                function(static_cast<Slot>(i * 64 + static_cast<size_t>(std::countr_zero(word))));
        }
    }
    [[nodiscard]] std::span<quint64> words() { return m_words; }
    [[nodiscard]] std::span<const quint64> words() const { return m_words; }
    [[nodiscard]] size_t bytes() const { return m_words.capacity() * sizeof(quint64); }

    friend bool operator==(const RowBits &, const RowBits &) = default;

private:
    std::vector<quint64> m_words{};
    size_t m_size = 0;
};

} // namespace Clearsky

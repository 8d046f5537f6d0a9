// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/numbersort.h"

#include <array>
#include <bit>

namespace Clearsky {

namespace {

constexpr size_t fewRows = 256; // below this a plain sort is quicker than passes over counters

/// Stable passes over the bits of `values` from `lowBit` to `highBit`, eleven at a time.
void radixSort(std::vector<quint64> &values, int lowBit, int highBit)
{
    constexpr int digitBits = 11;
    std::vector<quint64> other(values.size());
    for (int shift = lowBit; shift < highBit; shift += digitBits) {
        const quint64 mask = (quint64(1) << std::min(digitBits, highBit - shift)) - 1;
        std::array<quint32, 1 << digitBits> starts{};
        for (const quint64 value : values)
            ++starts[value >> shift & mask];
        quint32 sum = 0;
        for (quint32 &start : starts) {
            const quint32 count = std::exchange(start, sum);
            sum += count;
        }
        for (const quint64 value : values)
            other[starts[value >> shift & mask]++] = value;
        values.swap(other);
    }
}

/// By a number: `numberOf` gives each row's.
class NumberSortColumn : public SortColumn
{
public:
    explicit NumberSortColumn(bool descending) : m_descending(descending) {}

    void sort(std::span<Slot> rows, SortRuns &runs) final
    {
        numbersOf(rows, m_numbers);
        const size_t filled = collect(rows);
        if (!sortPacked(rows, runs))
            sortRecords(rows, runs);
        runs.emptyCount = rows.size() - filled;
        if (runs.emptyCount > 0)
            runs.add(filled, rows.size());
    }
    [[nodiscard]] bool isQuickInAnyOrder() const final { return true; }

protected:
    virtual void numbersOf(std::span<const Slot> rows, std::vector<qint64> &numbers) const = 0;

private:
    [[nodiscard]] quint64 keyOf(qint64 number) const
    {
        return m_descending ? static_cast<quint64>(m_high) - static_cast<quint64>(number)
                            : static_cast<quint64>(number) - static_cast<quint64>(m_low);
    }

    /// Moves the empty rows to the end and their numbers out of the way; learns what the others have in common.
    size_t collect(std::span<Slot> rows)
    {
        m_empty.clear();
        m_low = std::numeric_limits<qint64>::max();
        m_high = std::numeric_limits<qint64>::min();
        m_highestSlot = 0;
        size_t filled = 0;
        for (size_t i = 0; i < rows.size(); ++i) {
            if (m_numbers[i] == noNumber) {
                m_empty.push_back(rows[i]);
                continue;
            }
            m_low = std::min(m_low, m_numbers[i]);
            m_high = std::max(m_high, m_numbers[i]);
            m_highestSlot = std::max(m_highestSlot, rows[i]);
            m_numbers[filled] = m_numbers[i];
            rows[filled++] = rows[i];
        }
        m_numbers.resize(filled);
        std::copy(m_empty.begin(), m_empty.end(), rows.begin() + static_cast<std::ptrdiff_t>(filled));
        return filled;
    }

    /// Key and slot in one word, if they fit.
    bool sortPacked(std::span<Slot> rows, SortRuns &runs)
    {
        quint64 keyBits = 0;
        for (const qint64 number : m_numbers)
            keyBits |= keyOf(number);
        const int slotWidth = static_cast<int>(std::bit_width(m_highestSlot));
        const int shift = keyBits == 0 ? 0 : std::countr_zero(keyBits);
        const int keyWidth = static_cast<int>(std::bit_width(keyBits)) - shift;
        if (keyWidth + slotWidth > 63)
            return false;
        m_packed.resize(m_numbers.size());
        for (size_t i = 0; i < m_numbers.size(); ++i)
            m_packed[i] = (keyOf(m_numbers[i]) >> shift) << slotWidth | rows[i];
        if (m_packed.size() < fewRows) {
            std::stable_sort(m_packed.begin(), m_packed.end(), [slotWidth](quint64 left, quint64 right) {
                return left >> slotWidth < right >> slotWidth;
            });
        } else {
            radixSort(m_packed, slotWidth, slotWidth + keyWidth);
        }
        const Slot slotMask = static_cast<Slot>((quint64(1) << slotWidth) - 1);
        for (size_t i = 0; i < m_packed.size(); ++i)
            rows[i] = static_cast<Slot>(m_packed[i]) & slotMask;
        addRuns(m_packed, runs, [slotWidth](quint64 value) { return value >> slotWidth; });
        return true;
    }

    void sortRecords(std::span<Slot> rows, SortRuns &runs)
    {
        std::vector<std::pair<quint64, Slot>> records;
        for (size_t i = 0; i < m_numbers.size(); ++i)
            records.emplace_back(keyOf(m_numbers[i]), rows[i]);
        std::stable_sort(records.begin(), records.end(),
                         [](const auto &left, const auto &right) { return left.first < right.first; });
        for (size_t i = 0; i < records.size(); ++i)
            rows[i] = records[i].second;
        addRuns(records, runs, [](const auto &record) { return record.first; });
    }

    template<typename Records, typename KeyOf>
    static void addRuns(const Records &records, SortRuns &runs, KeyOf key)
    {
        for (size_t i = 0; i < records.size();) {
            size_t end = i + 1;
            while (end < records.size() && key(records[end]) == key(records[i]))
                ++end;
            runs.add(i, end);
            i = end;
        }
    }

    bool m_descending;
    qint64 m_low = 0;
    qint64 m_high = 0;
    Slot m_highestSlot = 0;
    std::vector<qint64> m_numbers{};
    std::vector<quint64> m_packed{};
    std::vector<Slot> m_empty{};
};

class StoredNumberColumn final : public NumberSortColumn
{
public:
    StoredNumberColumn(const RowSnapshot &snapshot, qsizetype column, bool descending)
        : NumberSortColumn(descending)
    {
        for (size_t i = 0; i < snapshot.chunkCount(); ++i)
            m_values.push_back(snapshot.chunk(i).column(column).numbers->data());
    }

private:
    void numbersOf(std::span<const Slot> rows, std::vector<qint64> &numbers) const override
    {
        numbers.resize(rows.size());
        for (size_t i = 0; i < rows.size(); ++i)
            numbers[i] = m_values[rows[i] / RowChunk::capacity][RowSnapshot::rowIn(rows[i])];
    }

    std::vector<const qint64 *> m_values{};
};

/// By words of which there are few: each word's place among them is a number.
class WordSortColumn final : public NumberSortColumn
{
public:
    WordSortColumn(std::vector<const TextColumn *> chunks, std::vector<std::vector<qint64>> ranks, bool descending)
        : NumberSortColumn(descending)
        , m_chunks(std::move(chunks))
        , m_ranks(std::move(ranks))
    {
    }

private:
    void numbersOf(std::span<const Slot> rows, std::vector<qint64> &numbers) const override
    {
        numbers.resize(rows.size());
        for (size_t i = 0; i < rows.size(); ++i) {
            const size_t chunk = rows[i] / RowChunk::capacity;
            numbers[i] = m_ranks[chunk][m_chunks[chunk]->codeAt(RowSnapshot::rowIn(rows[i]))];
        }
    }

    std::vector<const TextColumn *> m_chunks{};
    std::vector<std::vector<qint64>> m_ranks{}; ///< of each chunk's words
};

} // namespace

std::unique_ptr<SortColumn> makeNumberSortColumn(const RowSnapshot &snapshot, qsizetype column, bool descending)
{
    return std::make_unique<StoredNumberColumn>(snapshot, column, descending);
}

std::unique_ptr<SortColumn> makeWordSortColumn(std::vector<const TextColumn *> chunks, std::vector<std::vector<qint64>> ranks,
                                               bool descending)
{
    return std::make_unique<WordSortColumn>(std::move(chunks), std::move(ranks), descending);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/bytessort.h"

#include <QVarLengthArray>
#include <qendian.h>

#include <array>
#include <bit>
#include <tuple>

namespace Clearsky {

namespace {

constexpr size_t usualKey = 32; // bytes
constexpr size_t fewRows = 256; // below this a plain sort is quicker than passes over counters

/// The highest of the bits that are set in a mask, drawn together: a number that orders words as these bits do.
class DigitBits
{
public:
    explicit DigitBits(quint64 mask)
    {
        while (mask != 0 && m_width < mostBits) {
            const int high = static_cast<int>(std::bit_width(mask));
            int low = high - 1; // takes neighbours together
            while (low > 0 && high - low < mostBits - m_width && (mask >> (low - 1) & 1) != 0)
                --low;
            m_parts.push_back({.shift = low, .width = high - low});
            m_width += high - low;
            mask &= (quint64(1) << low) - 1;
        }
    }
    [[nodiscard]] size_t count() const { return size_t(1) << m_width; }
    [[nodiscard]] size_t of(quint64 word) const
    {
        size_t digit = 0;
        for (const Part &part : m_parts)
            digit = digit << part.width | (word >> part.shift & ((size_t(1) << part.width) - 1));
        return digit;
    }

private:
    static constexpr int mostBits = 12;
    struct Part
    {
        int shift = 0;
        int width = 0;
    };
    QVarLengthArray<Part, mostBits> m_parts{};
    int m_width = 0;
};

class BytesSortColumn final : public SortColumn
{
public:
    BytesSortColumn(KeyWriter writer, bool descending) : m_writeKey(std::move(writer)), m_descending(descending) {}

    void sort(std::span<Slot> rows, SortRuns &runs) override
    {
        collect(rows);
        if (!m_records.empty())
            sortFrom(0, m_records.size(), 0, runs);
        writeBack(rows);
        runs.emptyCount = m_empty.size();
        if (runs.emptyCount > 0)
            runs.add(m_records.size(), rows.size());
    }

private:
    using Head = std::array<quint64, 2>;
    struct Record
    {
        Head head{};
        quint32 number = 0; ///< as it stood before
    };

    void collect(std::span<const Slot> rows)
    {
        m_bytes.clear();
        m_ends.clear();
        m_slots.clear();
        m_records.clear();
        m_empty.clear();
        m_bytes.reserve(rows.size() * usualKey);
        m_ends.reserve(rows.size());
        m_slots.reserve(rows.size());
        m_records.reserve(rows.size());
        for (const Slot slot : rows) {
            const size_t begin = m_bytes.size();
            m_writeKey(slot, m_bytes);
            if (m_bytes.size() == begin) {
                m_empty.push_back(slot);
                continue;
            }
            m_records.push_back({.number = static_cast<quint32>(m_slots.size())});
            m_ends.push_back(m_bytes.size());
            m_slots.push_back(slot);
        }
    }

    void writeBack(std::span<Slot> rows) const
    {
        for (size_t i = 0; i < m_records.size(); ++i)
            rows[i] = m_slots[m_records[i].number];
        std::copy(m_empty.begin(), m_empty.end(), rows.begin() + static_cast<std::ptrdiff_t>(m_records.size()));
    }

    [[nodiscard]] std::string_view keyOf(const Record &record) const
    {
        const size_t begin = record.number == 0 ? 0 : m_ends[record.number - 1];
        return {m_bytes.data() + begin, m_ends[record.number] - begin};
    }

    /// Sorts records whose first `skip` bytes are equal: by the next ones that tell them apart, then those that are equal in
    /// these by what follows.
    void sortFrom(size_t begin, size_t end, size_t skip, SortRuns &runs)
    {
        skip = commonPrefix(begin, end, skip);
        size_t longest = 0;
        for (size_t i = begin; i < end; ++i)
            longest = std::max(longest, readHead(m_records[i], skip));
        const std::span<Record> part = std::span(m_records).subspan(begin, end - begin);
        sortByHeads(part);
        for (size_t from = begin; from < end;) {
            size_t to = from + 1;
            while (to < end && m_records[to].head == m_records[from].head)
                ++to;
            if (to - from == 1 || longest <= skip + sizeof Record::head)
                runs.add(from, to);
            else
                sortFrom(from, to, skip + sizeof Record::head, runs);
            from = to;
        }
    }

    /// Stable. Deals the records out by the first bits in which their heads differ, until few are left to compare.
    void sortByHeads(std::span<Record> records)
    {
        if (records.size() < fewRows) {
            std::sort(records.begin(), records.end(), [](const Record &left, const Record &right) {
                return std::tie(left.head, left.number) < std::tie(right.head, right.number);
            });
            return;
        }
        Head differing{};
        for (const Record &record : records) {
            for (size_t i = 0; i < differing.size(); ++i)
                differing[i] |= record.head[i] ^ records[0].head[i];
        }
        const auto word = std::find_if(differing.begin(), differing.end(), [](quint64 bits) { return bits != 0; });
        if (word == differing.end())
            return;
        const std::vector<quint32> ends = dealOut(records, static_cast<size_t>(word - differing.begin()), DigitBits(*word));
        size_t begin = 0;
        for (const quint32 end : ends) {
            if (end - begin > 1)
                sortByHeads(records.subspan(begin, end - begin));
            begin = end;
        }
    }

    /// Returns where each digit's records end.
    std::vector<quint32> dealOut(std::span<Record> records, size_t word, const DigitBits &digit)
    {
        std::vector<quint32> ends(digit.count());
        for (const Record &record : records)
            ++ends[digit.of(record.head[word])];
        quint32 sum = 0;
        for (quint32 &end : ends)
            sum += std::exchange(end, sum);
        m_dealt.resize(std::max(m_dealt.size(), records.size()));
        for (const Record &record : records)
            m_dealt[ends[digit.of(record.head[word])]++] = record;
        std::copy_n(m_dealt.begin(), records.size(), records.begin());
        return ends;
    }

    /// How many bytes the records begin with alike, given that it is `known` at least.
    [[nodiscard]] size_t commonPrefix(size_t begin, size_t end, size_t known) const
    {
        const std::string_view first = keyOf(m_records[begin]);
        size_t common = first.size();
        for (size_t i = begin + 1; i < end && common > known; ++i) {
            const std::string_view key = keyOf(m_records[i]);
            common = std::min(common, key.size());
            size_t same = std::min(known, common);
            while (same < common && key[same] == first[same])
                ++same;
            common = same;
        }
        return std::max(common, known);
    }

    /// Returns the length of the key.
    size_t readHead(Record &record, size_t skip) const
    {
        const std::string_view key = keyOf(record);
        const std::string_view rest = key.substr(std::min(skip, key.size()));
        unsigned char padded[sizeof Record::head]{};
        memcpy(padded, rest.data(), std::min(rest.size(), sizeof padded));
        for (size_t i = 0; i < 2; ++i) {
            const auto head = qFromBigEndian<quint64>(padded + 8 * i);
            record.head[i] = m_descending ? ~head : head;
        }
        return key.size();
    }

    KeyWriter m_writeKey;
    bool m_descending;
    std::vector<char> m_bytes{};    ///< the keys, one after the other
    std::vector<size_t> m_ends{};
    std::vector<Slot> m_slots{};
    std::vector<Record> m_records{};
    std::vector<Record> m_dealt{};
    std::vector<Slot> m_empty{};
};

} // namespace

std::unique_ptr<SortColumn> makeBytesSortColumn(KeyWriter writer, bool descending)
{
    return std::make_unique<BytesSortColumn>(std::move(writer), descending);
}

} // namespace Clearsky

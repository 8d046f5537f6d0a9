// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/sortcolumn.h"

#include <QCollator>
#include <QVarLengthArray>
#include <qendian.h>

#include <bit>
#include <functional>
#include <map>
#include <tuple>

namespace Clearsky {

namespace {

constexpr size_t usualKey = 32; // bytes
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

/// By bytes: what tells most rows apart is kept beside the slot, the rest is looked up.
class BytesSortColumn final : public SortColumn
{
public:
    /// Appends the bytes that a row compares by; none: it is empty.
    using KeyWriter = std::function<void(Slot, std::vector<char> &)>;

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

/// What rows of a column are ordered by, as folded text.
using Wording = std::function<std::string(const std::string &)>;

std::string naturalKey(const std::string &folded)
{
    std::vector<char> key;
    appendNaturalKey(folded, key);
    return {key.begin(), key.end()};
}

std::unique_ptr<SortColumn> makeWordColumn(const std::vector<const TextColumn *> &chunks, const Wording &wording,
                                           bool descending)
{
    std::map<std::string, qint64> ranks;
    for (const TextColumn *chunk : chunks) {
        for (const std::string &word : chunk->words())
            ranks.emplace(naturalKey(wording(word)), 0);
    }
    qint64 next = 0;
    for (auto &[key, rank] : ranks)
        rank = key.empty() ? noNumber : next++;
    std::vector<std::vector<qint64>> ofChunks;
    for (const TextColumn *chunk : chunks) {
        std::vector<qint64> &ofWords = ofChunks.emplace_back();
        for (const std::string &word : chunk->words())
            ofWords.push_back(ranks.at(naturalKey(wording(word))));
    }
    return std::make_unique<WordSortColumn>(chunks, std::move(ofChunks), descending);
}

/// By the order of the user's language: keys of the collator's, one after the other.
class CollatedSortColumn final : public SortColumn
{
public:
    CollatedSortColumn(std::function<QString(Slot)> textOf, bool descending)
        : m_textOf(std::move(textOf))
        , m_descending(descending)
    {
        m_collator.setNumericMode(true);
        m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    }

    void sort(std::span<Slot> rows, SortRuns &runs) override
    {
        std::vector<std::pair<QCollatorSortKey, Slot>> keys;
        std::vector<Slot> empty;
        for (const Slot slot : rows) {
            const QString text = m_textOf(slot);
            if (text.isEmpty())
                empty.push_back(slot);
            else
                keys.emplace_back(m_collator.sortKey(text), slot);
        }
        std::stable_sort(keys.begin(), keys.end(), [this](const auto &left, const auto &right) {
            const int order = left.first.compare(right.first);
            return m_descending ? order > 0 : order < 0;
        });
        for (size_t i = 0; i < keys.size();) {
            size_t end = i;
            for (; end < keys.size() && keys[end].first.compare(keys[i].first) == 0; ++end)
                rows[end] = keys[end].second;
            runs.add(i, end);
            i = end;
        }
        std::copy(empty.begin(), empty.end(), rows.begin() + static_cast<std::ptrdiff_t>(keys.size()));
        runs.emptyCount = empty.size();
        if (runs.emptyCount > 0)
            runs.add(keys.size(), rows.size());
    }

private:
    std::function<QString(Slot)> m_textOf;
    QCollator m_collator{};
    bool m_descending;
};

} // namespace

std::unique_ptr<SortColumn> makeIdSortColumn(const RowSnapshot &snapshot)
{
    bool areUuids = true;
    for (size_t i = 0; i < snapshot.chunkCount(); ++i)
        areUuids = areUuids && snapshot.chunk(i).ids().areUuids();
    const auto write = [&snapshot, areUuids](Slot slot, std::vector<char> &out) {
        const IdColumn &ids = snapshot.chunkOf(slot).ids();
        const size_t row = RowSnapshot::rowIn(slot);
        if (areUuids) { // in the order of their text
            const UuidBytes &uuid = ids.uuids()[row];
            out.insert(out.end(), uuid.begin(), uuid.end());
        } else {
            const std::string id = ids.at(row);
            out.insert(out.end(), id.begin(), id.end());
        }
    };
    return std::make_unique<BytesSortColumn>(write, false);
}

std::unique_ptr<SortColumn> makeScopeSortColumn(const RowSnapshot &snapshot)
{
    const auto write = [&snapshot](Slot slot, std::vector<char> &out) {
        const std::string_view scope = snapshot.chunkOf(slot).field(EncodedRow::Scope).at(RowSnapshot::rowIn(slot));
        out.push_back(0); // an empty one comes first
        out.insert(out.end(), scope.begin(), scope.end());
    };
    return std::make_unique<BytesSortColumn>(write, false);
}

std::unique_ptr<SortColumn> makeSortColumn(const RowSnapshot &snapshot, const SortTerm &term)
{
    const Column &column = snapshot.kind().columns.at(term.column);
    const bool descending = term.order == Qt::DescendingOrder;
    if (isNumeric(column.type)) // of ages the younger is the smaller
        return std::make_unique<StoredNumberColumn>(snapshot, term.column, descending != (column.type == Column::Type::Age));
    if (column.isCollated) {
        return std::make_unique<CollatedSortColumn>(
            [&snapshot, number = term.column](Slot slot) { return snapshot.cell(slot, number).toString(); }, descending);
    }
    const Wording wording = [&snapshot, type = column.type](const std::string &word) {
        return type == Column::Type::State ? foldedUtf8(snapshot.kind().meaningOf(fromUtf8(word)).title.toStdString())
                                           : foldedUtf8(word);
    };
    std::vector<const TextColumn *> chunks;
    bool areCoded = true;
    for (size_t i = 0; i < snapshot.chunkCount(); ++i) {
        chunks.push_back(snapshot.chunk(i).column(term.column).text);
        areCoded = areCoded && chunks.back() && chunks.back()->isCoded();
    }
    if (areCoded)
        return makeWordColumn(chunks, wording, descending);
    const auto write = [&snapshot, chunks, wording, isState = column.type == Column::Type::State](
                           Slot slot, std::vector<char> &out) {
        const size_t row = RowSnapshot::rowIn(slot);
        const TextColumn *text = chunks[slot / RowChunk::capacity];
        if (!text)
            appendNaturalKey(foldedUtf8(snapshot.chunkOf(slot).ids().at(row)), out);
        else if (text->isCoded() || isState)
            appendNaturalKey(wording(std::string(text->at(row))), out);
        else
            appendNaturalKey(text->foldedAt(row), out);
    };
    return std::make_unique<BytesSortColumn>(write, descending);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/sortcolumn.h"

#include <QCollator>

#include <bit>
#include <functional>
#include <map>

namespace Clearsky {

namespace {

constexpr size_t fewRows = 256; // below this a plain sort is quicker than passes over counters

struct NumberRecord
{
    quint64 key = 0;
    Slot slot = noSlot;
};

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

    size_t sort(std::span<Slot> rows, std::vector<SortRun> &runs) final
    {
        const size_t filled = collect(rows);
        if (filled < fewRows || !sortPacked(rows))
            sortRecords(rows);
        appendRuns(runs);
        if (filled < rows.size())
            runs.push_back({.begin = filled, .end = rows.size()});
        return rows.size() - filled;
    }

protected:
    virtual void numbersOf(std::span<const Slot> rows, std::vector<qint64> &numbers) const = 0;

private:
    /// Moves the empty rows to the end and keeps the keys of the others: from 0, in the order that is wanted.
    size_t collect(std::span<Slot> rows)
    {
        numbersOf(rows, m_numbers);
        m_records.clear();
        m_empty.clear();
        qint64 low = std::numeric_limits<qint64>::max();
        qint64 high = std::numeric_limits<qint64>::min();
        for (const qint64 number : m_numbers) {
            if (number != noNumber) {
                low = std::min(low, number);
                high = std::max(high, number);
            }
        }
        m_keyBits = 0;
        for (size_t i = 0; i < rows.size(); ++i) {
            if (m_numbers[i] == noNumber) {
                m_empty.push_back(rows[i]);
                continue;
            }
            const quint64 key = m_descending ? static_cast<quint64>(high) - static_cast<quint64>(m_numbers[i])
                                             : static_cast<quint64>(m_numbers[i]) - static_cast<quint64>(low);
            m_keyBits |= key;
            m_records.push_back({.key = key, .slot = rows[i]});
        }
        std::copy(m_empty.begin(), m_empty.end(), rows.begin() + static_cast<std::ptrdiff_t>(m_records.size()));
        return m_records.size();
    }

    /// Key and slot in one word, if they fit.
    bool sortPacked(std::span<Slot> rows)
    {
        constexpr int slotBits = 24;
        const int shift = m_keyBits == 0 ? 0 : std::countr_zero(m_keyBits);
        const int keyBits = static_cast<int>(std::bit_width(m_keyBits)) - shift;
        constexpr Slot slotMask = (Slot(1) << slotBits) - 1;
        if (keyBits + slotBits > 64)
            return false;
        m_packed.clear();
        for (const NumberRecord &record : m_records) {
            if (record.slot > slotMask)
                return false;
            m_packed.push_back((record.key >> shift) << slotBits | record.slot);
        }
        radixSort(m_packed, slotBits, slotBits + keyBits);
        for (size_t i = 0; i < m_packed.size(); ++i) {
            m_records[i] = {.key = m_packed[i] >> slotBits, .slot = static_cast<Slot>(m_packed[i] & slotMask)};
            rows[i] = m_records[i].slot;
        }
        return true;
    }

    void sortRecords(std::span<Slot> rows)
    {
        std::sort(m_records.begin(), m_records.end(),
                  [](const NumberRecord &left, const NumberRecord &right) { return left.key < right.key; });
        for (size_t i = 0; i < m_records.size(); ++i)
            rows[i] = m_records[i].slot;
    }

    void appendRuns(std::vector<SortRun> &runs) const
    {
        for (size_t i = 0; i < m_records.size();) {
            size_t end = i + 1;
            while (end < m_records.size() && m_records[end].key == m_records[i].key)
                ++end;
            runs.push_back({.begin = i, .end = end});
            i = end;
        }
    }

    bool m_descending;
    quint64 m_keyBits = 0;
    std::vector<qint64> m_numbers{};
    std::vector<NumberRecord> m_records{};
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

/// By bytes: what tells most rows apart is kept beside the slot, the rest is looked up.
class BytesSortColumn final : public SortColumn
{
public:
    /// Appends the bytes that a row compares by; none: it is empty.
    using KeyWriter = std::function<void(Slot, std::vector<char> &)>;

    BytesSortColumn(KeyWriter writer, bool descending) : m_writeKey(std::move(writer)), m_descending(descending) {}

    size_t sort(std::span<Slot> rows, std::vector<SortRun> &runs) override
    {
        collect(rows);
        m_skip = commonPrefix();
        for (Record &record : m_records)
            readHead(record);
        std::sort(m_records.begin(), m_records.end(), [this](const Record &left, const Record &right) {
            const int order = compare(left, right);
            return m_descending ? order > 0 : order < 0;
        });
        for (size_t i = 0; i < m_records.size(); ++i)
            rows[i] = m_records[i].slot;
        for (size_t i = 0; i < m_records.size();) {
            size_t end = i + 1;
            while (end < m_records.size() && compare(m_records[i], m_records[end]) == 0)
                ++end;
            runs.push_back({.begin = i, .end = end});
            i = end;
        }
        std::copy(m_empty.begin(), m_empty.end(), rows.begin() + static_cast<std::ptrdiff_t>(m_records.size()));
        if (!m_empty.empty())
            runs.push_back({.begin = m_records.size(), .end = rows.size()});
        return m_empty.size();
    }

private:
    struct Record
    {
        quint64 head[2]{};
        quint32 begin = 0;
        quint32 size = 0;
        Slot slot = noSlot;
    };

    void collect(std::span<Slot> rows)
    {
        m_bytes.clear();
        m_records.clear();
        m_empty.clear();
        for (const Slot slot : rows) {
            const size_t begin = m_bytes.size();
            m_writeKey(slot, m_bytes);
            if (m_bytes.size() == begin) {
                m_empty.push_back(slot);
                continue;
            }
            m_records.push_back({.begin = static_cast<quint32>(begin), .size = static_cast<quint32>(m_bytes.size() - begin),
                                 .slot = slot});
        }
    }

    [[nodiscard]] std::string_view keyOf(const Record &record) const
    {
        return {m_bytes.data() + record.begin, record.size};
    }

    /// How many bytes all rows begin with alike.
    [[nodiscard]] size_t commonPrefix() const
    {
        if (m_records.empty())
            return 0;
        const std::string_view first = keyOf(m_records.front());
        size_t common = first.size();
        for (const Record &record : m_records) {
            const std::string_view key = keyOf(record);
            const auto [end, other] = std::mismatch(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(common),
                                                    key.begin(), key.end());
            common = static_cast<size_t>(end - first.begin());
        }
        return common;
    }

    void readHead(Record &record) const
    {
        const std::string_view rest = keyOf(record).substr(m_skip);
        unsigned char padded[16]{};
        memcpy(padded, rest.data(), std::min<size_t>(rest.size(), sizeof padded));
        for (size_t i = 0; i < 16; ++i)
            record.head[i / 8] = record.head[i / 8] << 8 | padded[i];
    }

    [[nodiscard]] int compare(const Record &left, const Record &right) const
    {
        for (size_t i = 0; i < 2; ++i) {
            if (left.head[i] != right.head[i])
                return left.head[i] < right.head[i] ? -1 : 1;
        }
        const size_t known = m_skip + sizeof left.head;
        if (left.size <= known && right.size <= known)
            return left.size < right.size ? -1 : left.size > right.size ? 1 : 0;
        return keyOf(left).compare(keyOf(right));
    }

    KeyWriter m_writeKey;
    bool m_descending;
    size_t m_skip = 0;
    std::vector<char> m_bytes{};
    std::vector<Record> m_records{};
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

    size_t sort(std::span<Slot> rows, std::vector<SortRun> &runs) override
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
        std::sort(keys.begin(), keys.end(), [this](const auto &left, const auto &right) {
            const int order = left.first.compare(right.first);
            return m_descending ? order > 0 : order < 0;
        });
        for (size_t i = 0; i < keys.size(); ++i) {
            rows[i] = keys[i].second;
            if (i == 0 || keys[i - 1].first.compare(keys[i].first) != 0)
                runs.push_back({.begin = i, .end = i});
            runs.back().end = i + 1;
        }
        std::copy(empty.begin(), empty.end(), rows.begin() + static_cast<std::ptrdiff_t>(keys.size()));
        if (!empty.empty())
            runs.push_back({.begin = keys.size(), .end = rows.size()});
        return empty.size();
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

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/sortcolumn.h"

#include "models/table/bytessort.h"
#include "models/table/numbersort.h"

#include <QCollator>

#include <functional>
#include <map>

namespace Clearsky {

namespace {

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
    return makeWordSortColumn(chunks, std::move(ofChunks), descending);
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
    return makeBytesSortColumn(write, false);
}

std::unique_ptr<SortColumn> makeScopeSortColumn(const RowSnapshot &snapshot)
{
    const auto write = [&snapshot](Slot slot, std::vector<char> &out) {
        const std::string_view scope = snapshot.chunkOf(slot).field(EncodedRow::Scope).at(RowSnapshot::rowIn(slot));
        out.push_back(0); // an empty one comes first
        out.insert(out.end(), scope.begin(), scope.end());
    };
    return makeBytesSortColumn(write, false);
}

std::unique_ptr<SortColumn> makeSortColumn(const RowSnapshot &snapshot, const SortTerm &term)
{
    const Column &column = snapshot.kind().columns.at(term.column);
    const bool descending = term.order == Qt::DescendingOrder;
    if (isNumeric(column.type)) // of ages the younger is the smaller
        return makeNumberSortColumn(snapshot, term.column, descending != (column.type == Column::Type::Age));
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
    return makeBytesSortColumn(write, descending);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/arrangement.h"

namespace Clearsky {

namespace {

bool isFlip(const Sorting &before, const Sorting &now)
{
    return !now.isEmpty() && before.size() == now.size() && before.first().column == now.first().column
        && before.first().order != now.first().order && before.mid(1) == now.mid(1);
}

std::shared_ptr<const SortedRows> sorted(const ArrangeTask &task, const StopFlag &stop)
{
    const Arrangement *previous = task.previous.get();
    if (task.sorting.isEmpty() && task.listed) {
        auto rows = std::make_shared<SortedRows>();
        rows->rows = *task.listed;
        return rows;
    }
    if (previous && previous->version == task.rows.version() && previous->listed == task.listed) {
        if (previous->sorting == task.sorting)
            return previous->sorted;
        if (isFlip(previous->sorting, task.sorting))
            return std::make_shared<SortedRows>(flipped(*previous->sorted));
    }
    return std::make_shared<SortedRows>(sortedRows(task.rows, task.sorting, stop));
}

/// The rows that have to be asked: all, or those that matched before when the filter only became narrower.
RowBits candidates(const ArrangeTask &task)
{
    RowBits bits = task.rows.alive();
    const Arrangement *previous = task.previous.get();
    if (!previous || previous->version != task.rows.version() || !previous->filter || !task.filter
        || !task.filter->narrows(*previous->filter)) {
        return bits;
    }
    const std::span<quint64> words = bits.words();
    const std::span<const quint64> before = previous->matching.words();
    for (size_t i = 0; i < words.size(); ++i)
        words[i] &= i < before.size() ? before[i] : 0;
    return bits;
}

RowBits matching(const ArrangeTask &task, const StopFlag &stop)
{
    const Arrangement *previous = task.previous.get();
    if (previous && previous->version == task.rows.version() && previous->filter == task.filter)
        return previous->matching;
    if (!task.filter)
        return task.rows.alive();
    RowBits bits = candidates(task);
    for (size_t i = 0; i < task.rows.chunkCount() && !stop.load(std::memory_order_relaxed); ++i) {
        const std::span<quint64> words = bits.words().subspan(i * RowChunk::bitWords, RowChunk::bitWords);
        if (std::any_of(words.begin(), words.end(), [](quint64 word) { return word != 0; }))
            task.filter->keepMatching(task.rows.chunk(i), words);
    }
    return bits;
}

} // namespace

std::shared_ptr<Arrangement> arrange(const ArrangeTask &task, const StopFlag &stop)
{
    auto result = std::make_shared<Arrangement>();
    result->task = task.number;
    result->version = task.rows.version();
    result->filter = task.filter;
    result->sorting = task.sorting;
    result->listed = task.listed;
    result->matching = matching(task, stop);
    if (stop.load())
        return {};
    result->sorted = sorted(task, stop);
    if (stop.load())
        return {};
    // Rows that went since a part was made stand in it still.
    RowBits shown = result->matching;
    const std::span<quint64> words = shown.words();
    const std::span<const quint64> alive = task.rows.alive().words();
    for (size_t i = 0; i < words.size(); ++i)
        words[i] &= alive[i];
    result->order.resize(shown.count());
    size_t next = 0;
    for (const Slot slot : result->sorted->rows) {
        if (shown.test(slot))
            result->order[next++] = slot;
    }
    result->order.resize(next);
    return result;
}

} // namespace Clearsky

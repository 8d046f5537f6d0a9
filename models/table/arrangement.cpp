// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/arrangement.h"

#include "models/table/roworder.h"

namespace Clearsky {

namespace {

using namespace std::chrono_literals;

/// How long a filter that may take long is waited for.
constexpr auto patience = 10s;

bool isFlip(const Sorting &before, const Sorting &now)
{
    return !now.isEmpty() && before.size() == now.size() && before.first().column == now.first().column
        && before.first().order != now.first().order && before.mid(1) == now.mid(1);
}

bool isOfSameRows(const ArrangeTask &task)
{
    return task.previous && task.previous->version == task.rows.version() && task.previous->listed == task.listed;
}

/// A list that is read anew may hold rows already that the provider's order does not know.
bool mayLackRows(const ArrangeTask &task)
{
    return task.listed && task.sorting.isEmpty();
}

bool isNarrower(const ArrangeTask &task)
{
    return isOfSameRows(task) && task.previous->filter && task.filter && task.filter->narrows(*task.previous->filter);
}

void sort(const ArrangeTask &task, Arrangement &result, const StopFlag &stop)
{
    if (isOfSameRows(task)) {
        result.byId = task.previous->byId;
        if (task.previous->sorting == task.sorting)
            result.sorted = task.previous->sorted;
        else if (isFlip(task.previous->sorting, task.sorting))
            result.sorted = std::make_shared<SortedRows>(flipped(*task.previous->sorted));
    }
    if (result.sorted)
        return;
    auto sorted = std::make_shared<SortedRows>();
    if (mayLackRows(task))
        sorted->rows = *task.listed;
    else
        *sorted = sortedRows(task.rows, task.sorting, result.byId, stop);
    result.sorted = std::move(sorted);
}

/// The rows that have to be asked: all, or those that matched before when the filter only became narrower.
RowBits candidates(const ArrangeTask &task)
{
    RowBits bits = task.rows.alive();
    if (isNarrower(task))
        bits.keepOnly(task.previous->matching);
    return bits;
}

bool isOver(const RowEvaluation &evaluation)
{
    return evaluation.stop.load(std::memory_order_relaxed) || evaluation.tooCostlyAt >= 0;
}

RowBits matching(const ArrangeTask &task, RowEvaluation &evaluation)
{
    if (isOfSameRows(task) && task.previous->filter == task.filter)
        return task.previous->matching;
    if (!task.filter)
        return task.rows.alive();
    RowBits bits = candidates(task);
    for (size_t i = 0; i < task.rows.chunkCount() && !isOver(evaluation); ++i) {
        evaluation.chunk = i;
        const std::span<quint64> words = bits.words().subspan(i * RowChunk::bitWords, RowChunk::bitWords);
        if (std::any_of(words.begin(), words.end(), [](quint64 word) { return word != 0; }))
            task.filter->keepMatching(task.rows.chunk(i), words, evaluation);
    }
    return bits;
}

/// Rows that went since a part was made stand in it still.
std::shared_ptr<const std::vector<Slot>> order(const ArrangeTask &task, const Arrangement &result)
{
    using Order = std::shared_ptr<const std::vector<Slot>>;
    const bool isPartOfBefore = isNarrower(task) && task.previous->sorted == result.sorted;
    const Order from = isPartOfBefore ? task.previous->order : Order(result.sorted, &result.sorted->rows);
    const size_t count = result.shown.count();
    if (count == from->size() && !mayLackRows(task))
        return from; // no second copy of a whole list
    auto rows = std::make_shared<std::vector<Slot>>(count + 1);
    size_t next = 0;
    for (const Slot slot : *from) {
        (*rows)[next] = slot;
        next += size_t(result.shown.test(slot));
    }
    rows->resize(next);
    return rows;
}

} // namespace

std::shared_ptr<const Arrangement> arrange(const ArrangeTask &task, const StopFlag &stop)
{
    auto result = std::make_shared<Arrangement>();
    result->task = task.number;
    result->version = task.rows.version();
    result->filter = task.filter;
    result->sorting = task.sorting;
    result->listed = task.listed;
    RowEvaluation evaluation{.stop = stop, .patience = QDeadlineTimer(patience)};
    result->matching = matching(task, evaluation);
    result->tooCostlyAt = evaluation.tooCostlyAt;
    if (stop.load())
        return {};
    if (result->tooCostlyAt >= 0)
        return result;
    sort(task, *result, stop);
    if (stop.load())
        return {};
    result->shown = result->matching;
    result->shown.keepOnly(task.rows.alive());
    result->order = order(task, *result);
    if (mayLackRows(task))
        result->shown = bitsOf(*result->order, task.rows.slotCount());
    return result;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/rowsort.h"

#include "models/table/sortcolumn.h"

namespace Clearsky {

namespace {

using Columns = std::vector<std::unique_ptr<SortColumn>>;

/// Sorts by one column, then the rows that are equal by the next.
void refine(std::span<Slot> rows, const Columns &columns, size_t level, SortRuns &runs, const StopFlag &stop)
{
    runs.reset(rows.size());
    columns[level]->sort(rows, runs);
    if (level + 1 == columns.size())
        return;
    SortRuns inner;
    for (const SortRuns::Run &run : runs.several) {
        if (stop.load(std::memory_order_relaxed))
            return;
        refine(rows.subspan(run.begin, run.size), columns, level + 1, inner, stop);
    }
}

std::vector<Slot> aliveRows(const RowSnapshot &snapshot)
{
    std::vector<Slot> rows;
    rows.reserve(snapshot.slotCount());
    snapshot.alive().forEach([&rows](Slot slot) { rows.push_back(slot); });
    return rows;
}

void addIdColumns(const RowSnapshot &snapshot, Columns &columns)
{
    columns.push_back(makeIdSortColumn(snapshot));
    columns.push_back(makeScopeSortColumn(snapshot));
}

} // namespace

std::vector<Slot> rowsById(const RowSnapshot &snapshot, const StopFlag &stop)
{
    std::vector<Slot> rows = aliveRows(snapshot);
    Columns columns;
    addIdColumns(snapshot, columns);
    SortRuns runs;
    refine(rows, columns, 0, runs, stop);
    return rows;
}

SortedRows sortedRows(const RowSnapshot &snapshot, const Sorting &sorting,
                      std::shared_ptr<const std::vector<Slot>> &byId, const StopFlag &stop)
{
    SortedRows sorted;
    if (sorting.isEmpty()) {
        sorted.rows = aliveRows(snapshot);
        return sorted;
    }
    Columns columns;
    for (const SortTerm &term : sorting)
        columns.push_back(makeSortColumn(snapshot, term));
    // From rows in the order of their ids, equal ones come out in it. Texts are read where they lie, and few are equal.
    if (columns.front()->isQuickInAnyOrder()) {
        if (!byId)
            byId = std::make_shared<const std::vector<Slot>>(rowsById(snapshot, stop));
        sorted.rows = *byId;
    } else {
        sorted.rows = aliveRows(snapshot);
        addIdColumns(snapshot, columns);
    }
    SortRuns runs;
    refine(sorted.rows, columns, 0, runs, stop);
    sorted.starts = std::move(runs.starts);
    sorted.emptyCount = runs.emptyCount;
    return sorted;
}

SortedRows flipped(const SortedRows &sorted)
{
    constexpr size_t wordBits = 64;
    SortedRows result{.rows = std::vector<Slot>(sorted.rows.size()), .starts = RowBits(sorted.rows.size()),
                      .emptyCount = sorted.emptyCount};
    result.starts.setAll();
    size_t next = 0;
    const auto takeRun = [&](size_t begin, size_t end) {
        for (size_t i = begin; i < end; ++i) {
            if (i > begin)
                result.starts.set(next, false);
            result.rows[next++] = sorted.rows[i];
        }
    };
    size_t end = sorted.rows.size() - sorted.emptyCount;
    for (size_t i = end; i > 0;) {
        if (i == end && i % wordBits == 0 && sorted.starts.words()[i / wordBits - 1] == ~quint64(0)) {
            for (const size_t stop = i - wordBits; i > stop;) // each a run of its own
                result.rows[next++] = sorted.rows[--i];
            end = i;
            continue;
        }
        if (sorted.starts.test(--i)) {
            takeRun(i, end);
            end = i;
        }
    }
    takeRun(sorted.rows.size() - sorted.emptyCount, sorted.rows.size());
    return result;
}

/// A run of digits becomes a digit that says how many there are, leading zeros apart, and the digits: so longer numbers are
/// larger, and a number stands among other characters where a digit would.
void appendNaturalKey(std::string_view folded, std::vector<char> &out)
{
    constexpr std::ptrdiff_t mostDigits = 9;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const size_t before = out.size();
    out.resize(before + 2 * folded.size()); // each run of digits becomes longer by one in nine, and by one
    char *to = out.data() + before;
    const char *const end = folded.data() + folded.size();
    for (const char *from = folded.data(); from != end;) {
        if (!isDigit(*from)) {
            *to++ = *from++;
            continue;
        }
        const char *const runEnd = std::find_if_not(from, end, isDigit);
        while (from + 1 < runEnd && *from == '0')
            ++from;
        std::ptrdiff_t more = runEnd - from - 1;
        for (; more >= mostDigits; more -= mostDigits)
            *to++ = '9';
        *to++ = static_cast<char>('0' + more);
        to = std::copy(from, runEnd, to);
        from = runEnd;
    }
    out.resize(static_cast<size_t>(to - out.data()));
}

} // namespace Clearsky

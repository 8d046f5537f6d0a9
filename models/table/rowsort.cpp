// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/rowsort.h"

#include "models/table/sortcolumn.h"

#include <numeric>

namespace Clearsky {

namespace {

/// Sorts by one term, then the rows that are equal by the next.
class Refiner
{
public:
    Refiner(const RowSnapshot &snapshot, const Sorting &sorting, const StopFlag &stop)
        : m_stop(stop)
    {
        for (const SortTerm &term : sorting)
            m_columns.push_back(makeSortColumn(snapshot, term));
        m_columns.push_back(makeIdSortColumn(snapshot));
        m_columns.push_back(makeScopeSortColumn(snapshot));
    }

    void run(SortedRows &sorted)
    {
        sorted.starts.resize(sorted.rows.size());
        sorted.emptyCount = m_columns.front()->sort(sorted.rows, m_runs);
        for (const SortRun &run : m_runs)
            sorted.starts.set(run.begin);
        refine(sorted.rows, 1, std::exchange(m_runs, {}));
    }

private:
    void refine(std::span<Slot> rows, size_t level, const std::vector<SortRun> &runs)
    {
        if (level == m_columns.size())
            return;
        std::vector<SortRun> inner;
        for (const SortRun &run : runs) {
            if (run.size() < 2)
                continue;
            if (m_stop.load(std::memory_order_relaxed))
                return;
            const std::span<Slot> part = rows.subspan(run.begin, run.size());
            inner.clear();
            m_columns[level]->sort(part, inner);
            if (inner.size() < part.size())
                refine(part, level + 1, inner);
        }
    }

    const StopFlag &m_stop;
    std::vector<std::unique_ptr<SortColumn>> m_columns{};
    std::vector<SortRun> m_runs{};
};

} // namespace

SortedRows sortedRows(const RowSnapshot &snapshot, const Sorting &sorting, const StopFlag &stop)
{
    SortedRows sorted;
    sorted.rows.reserve(snapshot.slotCount());
    snapshot.alive().forEach([&sorted](Slot slot) { sorted.rows.push_back(slot); });
    if (!sorting.isEmpty() && !sorted.rows.empty())
        Refiner(snapshot, sorting, stop).run(sorted);
    return sorted;
}

SortedRows flipped(const SortedRows &sorted)
{
    SortedRows result{.rows = {}, .starts = RowBits(sorted.rows.size()), .emptyCount = sorted.emptyCount};
    result.rows.reserve(sorted.rows.size());
    size_t end = sorted.rows.size() - sorted.emptyCount;
    for (size_t i = end; i-- > 0;) {
        if (!sorted.starts.test(i))
            continue;
        result.starts.set(result.rows.size());
        result.rows.insert(result.rows.end(), sorted.rows.begin() + static_cast<std::ptrdiff_t>(i),
                           sorted.rows.begin() + static_cast<std::ptrdiff_t>(end));
        end = i;
    }
    if (sorted.emptyCount > 0)
        result.starts.set(result.rows.size());
    result.rows.insert(result.rows.end(), sorted.rows.end() - static_cast<std::ptrdiff_t>(sorted.emptyCount),
                       sorted.rows.end());
    return result;
}

/// A run of digits becomes a digit that says how many there are, leading zeros apart, and the digits: so longer numbers are
/// larger, and a number stands among other characters where a digit would.
void appendNaturalKey(std::string_view folded, std::vector<char> &out)
{
    constexpr size_t mostDigits = 9;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    for (size_t i = 0; i < folded.size();) {
        if (!isDigit(folded[i])) {
            out.push_back(folded[i++]);
            continue;
        }
        size_t end = i;
        while (end < folded.size() && isDigit(folded[end]))
            ++end;
        while (i + 1 < end && folded[i] == '0')
            ++i;
        size_t more = end - i - 1;
        for (; more >= mostDigits; more -= mostDigits)
            out.push_back('9');
        out.push_back(static_cast<char>('0' + more));
        out.insert(out.end(), folded.begin() + static_cast<std::ptrdiff_t>(i),
                   folded.begin() + static_cast<std::ptrdiff_t>(end));
        i = end;
    }
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/roworder.h"

#include <unordered_map>

namespace Clearsky {

std::optional<std::vector<RowRange>> rangesOf(const std::vector<Slot> &rows, const RowBits &set, bool in, size_t most)
{
    std::vector<RowRange> ranges;
    bool inside = false;
    for (size_t row = 0; row < rows.size(); ++row) {
        const bool now = set.test(rows[row]) == in;
        if (now && !inside) {
            if (ranges.size() == most)
                return {};
            ranges.push_back({.first = static_cast<int>(row)});
        }
        if (now)
            ranges.back().last = static_cast<int>(row);
        inside = now;
    }
    return ranges;
}

std::vector<Slot> rowsIn(const std::vector<Slot> &rows, const RowBits &set, bool in)
{
    std::vector<Slot> result(rows.size());
    size_t size = 0;
    for (const Slot slot : rows) {
        result[size] = slot;
        size += size_t(set.test(slot) == in);
    }
    result.resize(size);
    return result;
}

RowBits bitsOf(std::span<const Slot> rows, size_t slotCount)
{
    RowBits bits(slotCount);
    for (const Slot slot : rows)
        bits.set(slot);
    return bits;
}

std::vector<int> positionsOf(std::span<const Slot> wanted, const std::vector<Slot> &rows)
{
    constexpr size_t few = 4; // so many passes over the rows are quicker than one that asks a map
    std::vector<int> positions;
    if (wanted.size() <= few) {
        for (const Slot slot : wanted) {
            const auto it = std::find(rows.cbegin(), rows.cend(), slot);
            positions.push_back(it == rows.cend() ? -1 : static_cast<int>(it - rows.cbegin()));
        }
        return positions;
    }
    std::unordered_map<Slot, int> found;
    Slot highest = 0;
    for (const Slot slot : wanted) {
        found.emplace(slot, -1);
        highest = slot == noSlot ? highest : std::max(highest, slot);
    }
    RowBits isWanted(size_t(highest) + 1);
    for (const Slot slot : wanted) {
        if (slot != noSlot)
            isWanted.set(slot);
    }
    for (size_t row = 0; row < rows.size(); ++row) {
        if (isWanted.test(rows[row]))
            found[rows[row]] = static_cast<int>(row);
    }
    for (const Slot slot : wanted)
        positions.push_back(found.at(slot));
    return positions;
}

} // namespace Clearsky

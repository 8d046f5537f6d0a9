// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowbits.h"

#include <array>
#include <optional>

namespace Clearsky {

/// Finds the slot of a key by the key's hash, in eight bytes a row: it keeps slots only, and asks its user to compare. Slots
/// that are no longer in use are not taken out: the user says of them that they are not it, until their part of the index
/// grows. It grows part by part, so that no single row waits for all of them.
class SlotIndex
{
public:
    /// `isIt(slot)` says whether the slot holds the key. noSlot: none does.
    template<typename IsIt>
    [[nodiscard]] Slot find(size_t hash, IsIt isIt) const
    {
        const std::vector<Slot> &table = m_parts[partOf(hash)].table;
        if (table.empty())
            return noSlot;
        for (size_t i = hash & (table.size() - 1); table[i] != noSlot; i = (i + 1) & (table.size() - 1)) {
            if (isIt(table[i]))
                return table[i];
        }
        return noSlot;
    }
    /// The slot that is most often the key's: for who looks up many, and reads ahead.
    [[nodiscard]] Slot guess(size_t hash) const
    {
        const std::vector<Slot> &table = m_parts[partOf(hash)].table;
        return table.empty() ? noSlot : table[hash & (table.size() - 1)];
    }
    /// The key is not there yet. `hashOf(slot)` tells the hash of a slot's key; none: the slot is not in use.
    template<typename HashOf>
    void insert(size_t hash, Slot slot, HashOf hashOf)
    {
        Part &part = m_parts[partOf(hash)];
        if ((part.used + 1) * 3 > part.table.size() * 2)
            grow(part, hashOf);
        put(part, hash, slot);
    }
    [[nodiscard]] size_t bytes() const
    {
        size_t sum = 0;
        for (const Part &part : m_parts)
            sum += part.table.capacity() * sizeof(Slot);
        return sum;
    }

private:
    struct Part
    {
        std::vector<Slot> table{};
        size_t used = 0;  ///< those that are no longer in use included
    };

    /// By other bits than those that tell the place within a part.
    [[nodiscard]] static size_t partOf(size_t hash) { return hash >> 26 & 63; }
    static void put(Part &part, size_t hash, Slot slot)
    {
        const size_t mask = part.table.size() - 1;
        size_t i = hash & mask;
        for (; part.table[i] != noSlot; i = (i + 1) & mask) {
            if (part.table[i] == slot)
                return; // it held another key, or this one before
        }
        part.table[i] = slot;
        ++part.used;
    }
    template<typename HashOf>
    void grow(Part &part, HashOf hashOf)
    {
        std::vector<std::pair<size_t, Slot>> live;
        for (const Slot slot : part.table) {
            if (slot == noSlot)
                continue;
            if (const std::optional<size_t> hash = hashOf(slot); hash && &part == &m_parts[partOf(*hash)])
                live.emplace_back(*hash, slot);
        }
        part.table.assign(std::bit_ceil(std::max<size_t>(16, (live.size() + 1) * 2)), noSlot);
        part.used = 0;
        for (const auto &[hash, slot] : live)
            put(part, hash, slot);
    }

    std::array<Part, 64> m_parts{};
};

} // namespace Clearsky

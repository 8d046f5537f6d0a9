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
    /// A search that goes from slot to slot: for who looks up many keys, and takes them through each step together.
    class Probe
    {
    public:
        Probe() = default;
        [[nodiscard]] const void *place() const { return m_table.data() + m_at; } ///< for readAhead()
        /// noSlot: no slot holds the key.
        [[nodiscard]] Slot slot() const { return m_table.empty() ? noSlot : m_table[m_at]; }
        void next() { m_at = (m_at + 1) & (m_table.size() - 1); }

    private:
        friend class SlotIndex;
        Probe(std::span<const Slot> table, size_t hash)
            : m_table(table)
            , m_at(table.empty() ? 0 : hash & (table.size() - 1))
        {
        }

        std::span<const Slot> m_table{};
        size_t m_at = 0;
    };
    [[nodiscard]] Probe probe(size_t hash) const { return {m_parts[partOf(hash)].table, hash}; }
    /// `isIt(slot)` says whether the slot holds the key. noSlot: none does.
    template<typename IsIt>
    [[nodiscard]] Slot find(size_t hash, IsIt isIt) const
    {
        Probe at = probe(hash);
        while (at.slot() != noSlot && !isIt(at.slot()))
            at.next();
        return at.slot();
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

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowbits.h"

namespace Clearsky {

/// Finds the slot of a key by the key's hash, in eight bytes a row: it keeps slots only, and asks its user to compare.
class SlotIndex
{
public:
    /// `isIt(slot)` says whether the slot holds the key. noSlot: none does.
    template<typename IsIt>
    [[nodiscard]] Slot find(size_t hash, IsIt isIt) const
    {
        if (m_table.empty())
            return noSlot;
        for (size_t i = hash & m_mask; m_table[i] != noSlot; i = (i + 1) & m_mask) {
            if (m_table[i] != erased && isIt(m_table[i]))
                return m_table[i];
        }
        return noSlot;
    }
    /// The slot that is most often the key's: for who looks up many, and reads ahead.
    [[nodiscard]] Slot guess(size_t hash) const
    {
        const Slot slot = m_table.empty() ? noSlot : m_table[hash & m_mask];
        return slot == erased ? noSlot : slot;
    }
    /// Makes room for so many keys more than `all` the slots that are in it.
    template<typename HashOf>
    void makeRoom(size_t more, const RowBits &all, HashOf hashOf)
    {
        if ((m_used + more) * 3 > m_table.size() * 2)
            rebuild(all, more, hashOf);
    }
    /// Begins anew with `all` these. `hashOf(slot)` is asked in the order of the slots: in that of the table it would wait
    /// for memory with each of them.
    template<typename HashOf>
    void rebuild(const RowBits &all, size_t more, HashOf hashOf)
    {
        m_count = all.count();
        m_table.assign(std::bit_ceil(std::max<size_t>(16, (m_count + more) * 2)), noSlot);
        m_mask = m_table.size() - 1;
        m_used = 0;
        all.forEach([this, &hashOf](Slot slot) { put(hashOf(slot), slot); });
    }
    /// The key is not there yet, and there is room.
    void insert(size_t hash, Slot slot)
    {
        put(hash, slot);
        ++m_count;
    }
    void erase(size_t hash, Slot slot)
    {
        for (size_t i = hash & m_mask; m_table[i] != noSlot; i = (i + 1) & m_mask) {
            if (m_table[i] == slot) {
                m_table[i] = erased;
                --m_count;
                return;
            }
        }
    }
    [[nodiscard]] size_t size() const { return m_count; }
    [[nodiscard]] size_t bytes() const { return m_table.capacity() * sizeof(Slot); }

private:
    static constexpr Slot erased = noSlot - 1;

    void put(size_t hash, Slot slot)
    {
        size_t i = hash & m_mask;
        while (m_table[i] != noSlot)
            i = (i + 1) & m_mask;
        m_table[i] = slot;
        ++m_used;
    }
    std::vector<Slot> m_table{};
    size_t m_mask = 0;
    size_t m_used = 0;  ///< erased ones included
    size_t m_count = 0;
};

} // namespace Clearsky

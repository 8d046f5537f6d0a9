// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/marks.h"

#include <algorithm>

namespace Clearsky {

Marks::Marks(const ResourceStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

bool Marks::isMarked(const ResourceKey &key) const
{
    const Slot slot = m_store.find(key);
    return slot != noSlot && isMarked(slot);
}

QSet<ResourceKey> Marks::keys() const
{
    QSet<ResourceKey> keys;
    m_bits.forEach([this, &keys](Slot slot) { keys.insert(m_store.rows().keyAt(slot)); });
    return keys;
}

void Marks::put(Slot slot, bool marked, std::vector<Slot> &changes)
{
    if (m_bits.test(slot) == marked || (marked && m_barred.test(slot)))
        return;
    m_bits.set(slot, marked);
    const size_t shown = m_shown.test(slot) ? 1 : 0;
    m_count = marked ? m_count + 1 : m_count - 1;
    m_shownCount = marked ? m_shownCount + shown : m_shownCount - shown;
    changes.push_back(slot);
}

void Marks::tell(const std::vector<Slot> &changes)
{
    if (!changes.empty())
        Q_EMIT changed(changes);
}

void Marks::setMarked(const QList<ResourceKey> &keys, bool marked)
{
    std::vector<Slot> rows = m_store.find(keys);
    std::erase(rows, noSlot);
    setMarked(rows, marked);
}

void Marks::setMarked(std::span<const Slot> rows, bool marked)
{
    m_bits.resize(m_store.rows().slotCount());
    std::vector<Slot> changes;
    for (const Slot slot : rows) {
        if (m_store.rows().isAlive(slot))
            put(slot, marked, changes);
    }
    tell(changes);
}

void Marks::toggle(std::span<const Slot> rows)
{
    const bool allMarked = std::all_of(rows.begin(), rows.end(), [this](Slot slot) { return isMarked(slot) || m_barred.test(slot); });
    setMarked(rows, !allMarked);
}

void Marks::invert(std::span<const Slot> rows)
{
    m_bits.resize(m_store.rows().slotCount());
    std::vector<Slot> changes;
    for (const Slot slot : rows) {
        if (m_store.rows().isAlive(slot))
            put(slot, !isMarked(slot), changes);
    }
    tell(changes);
}

void Marks::clear()
{
    std::vector<Slot> changes;
    m_bits.forEach([&changes](Slot slot) { changes.push_back(slot); });
    m_bits.clear();
    m_count = 0;
    m_shownCount = 0;
    tell(changes);
}

void Marks::forget(std::span<const Slot> rows)
{
    std::vector<Slot> changes;
    for (const Slot slot : rows)
        put(slot, false, changes);
    tell(changes);
    if (!changes.empty())
        Q_EMIT forgotten(static_cast<qsizetype>(changes.size()));
}

void Marks::setShown(const RowBits &shown)
{
    m_shown = shown;
    m_shownCount = m_bits.countWith(m_shown);
}

} // namespace Clearsky

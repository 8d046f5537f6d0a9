// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/listrefresh.h"

namespace Clearsky {

ListRefresh::ListRefresh(ResourceStore &store, bool atOnce)
    : m_store(store)
    , m_atOnce(atOnce)
{
}

/// A row counts once, where it stands first.
void ListRefresh::see(Slot slot)
{
    if (m_seen.test(slot))
        return;
    if (slot >= m_seen.size())
        m_seen.resize(std::max<size_t>(slot + 1, m_seen.size() * 2));
    m_seen.set(slot);
    m_sequence.push_back(slot);
    ++m_rowsSoFar;
}

ResourceStore::Upserted ListRefresh::addPage(const QList<Resource> &page)
{
    if (m_atOnce) {
        ResourceStore::Upserted done = m_store.upsert(page);
        for (const Slot slot : done.all)
            see(slot);
        return done;
    }
    for (const Resource &resource : page) {
        if (const Slot slot = m_store.findSame(resource); slot != noSlot) {
            see(slot);
            continue;
        }
        m_pending.append(resource);
        if (m_pendingKeys.contains(resource.key()))
            continue;
        m_pendingKeys.insert(resource.key());
        m_sequence.push_back(noSlot);
        ++m_rowsSoFar;
    }
    return {};
}

ListRefresh::Outcome ListRefresh::finish()
{
    Outcome outcome;
    const std::vector<Slot> sequence = std::exchange(m_sequence, {});
    const RowBits seen = std::exchange(m_seen, {});
    outcome.done = m_store.upsert(m_pending);
    auto pending = outcome.done.all.cbegin();
    for (const Slot slot : sequence) {
        if (slot != noSlot) {
            // What was removed meanwhile is proved gone, and its place may have been given to a row that is pending.
            if (m_store.rows().isAlive(slot) && seen.test(slot))
                see(slot);
            continue;
        }
        while (pending != outcome.done.all.cend() && m_seen.test(*pending))
            ++pending;
        if (pending != outcome.done.all.cend())
            see(*pending++);
    }
    m_store.rows().alive().forEach([this, &outcome](Slot slot) {
        if (!m_seen.test(slot))
            outcome.vanished.push_back(slot);
    });
    if (!std::is_sorted(m_sequence.cbegin(), m_sequence.cend()))
        outcome.listed = std::make_shared<const std::vector<Slot>>(std::exchange(m_sequence, {}));
    m_pending.clear();
    return outcome;
}

} // namespace Clearsky

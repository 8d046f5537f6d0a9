// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/listrefresh.h"

#include <limits>

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
    QList<Resource> pending;
    for (const Resource &resource : page) {
        if (const Slot slot = m_store.findSame(resource); slot != noSlot) {
            see(slot);
            continue;
        }
        pending.append(resource);
        if (m_pendingKeys.contains(resource.key()))
            continue;
        m_pendingKeys.insert(resource.key());
        m_sequence.push_back(noSlot);
        ++m_rowsSoFar;
    }
    if (!pending.isEmpty())
        m_pending.push_back(pending);
    return {};
}

bool ListRefresh::absorb(qsizetype rows)
{
    const auto append = [](std::vector<Slot> &to, const std::vector<Slot> &from) { to.insert(to.end(), from.begin(), from.end()); };
    for (; !m_pending.empty() && rows > 0; m_pending.pop_front()) {
        const ResourceStore::Upserted done = m_store.upsert(m_pending.front());
        append(m_absorbed.all, done.all);
        append(m_absorbed.added, done.added);
        append(m_absorbed.changed, done.changed);
        rows -= m_pending.front().size();
    }
    return m_pending.empty();
}

/// Puts what was pending into its places in the sequence.
void ListRefresh::placeAbsorbed()
{
    const std::vector<Slot> sequence = std::exchange(m_sequence, {});
    const RowBits seen = std::exchange(m_seen, {});
    auto pending = m_absorbed.all.cbegin();
    for (const Slot slot : sequence) {
        if (slot != noSlot) {
            // What was removed meanwhile is proved gone, and its place may have been given to a row that is pending.
            if (m_store.rows().isAlive(slot) && seen.test(slot))
                see(slot);
            continue;
        }
        while (pending != m_absorbed.all.cend() && m_seen.test(*pending))
            ++pending;
        if (pending == m_absorbed.all.cend())
            continue;
        if (m_store.rows().isAlive(*pending))
            see(*pending);
        ++pending;
    }
}

ListRefresh::Outcome ListRefresh::finish()
{
    absorb(std::numeric_limits<qsizetype>::max());
    if (m_absorbed.all.empty())
        std::erase_if(m_sequence, [this](Slot slot) { return !m_store.rows().isAlive(slot); });
    else
        placeAbsorbed();
    Outcome outcome{.done = std::exchange(m_absorbed, {})};
    RowBits vanished = m_store.rows().alive();
    vanished.removeAll(m_seen);
    vanished.forEach([&outcome](Slot slot) { outcome.vanished.push_back(slot); });
    if (!std::is_sorted(m_sequence.cbegin(), m_sequence.cend()))
        outcome.listed = std::make_shared<const std::vector<Slot>>(std::exchange(m_sequence, {}));
    return outcome;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/resourcestore.h"

#include <QSet>

#include <deque>

namespace Clearsky {

/// One reading of a list, page by page, into a store. A first list fills the store as it comes; a later one changes nothing
/// until it is whole, so that one that fails leaves the old rows untouched. Rows that are as they were take no room.
class ListRefresh
{
public:
    /// `store` outlives it. `atOnce`: the store takes each page as it comes.
    ListRefresh(ResourceStore &store, bool atOnce);

    /// What the store did at once.
    ResourceStore::Upserted addPage(const QList<Resource> &page);
    [[nodiscard]] qsizetype rowsSoFar() const { return m_rowsSoFar; }

    struct Outcome
    {
        ResourceStore::Upserted done{};
        std::vector<Slot> vanished{};                          ///< still in the store
        std::shared_ptr<const std::vector<Slot>> listed{};     ///< the provider's order; null: that of the slots
    };
    /// The list is whole: takes about so many of the rows that wait into the store. False: there are more.
    bool absorb(qsizetype rows);
    /// The list is whole: takes the rest.
    [[nodiscard]] Outcome finish();

private:
    void see(Slot slot);
    void placeAbsorbed();

    ResourceStore &m_store;
    bool m_atOnce;
    RowBits m_seen{};
    std::vector<Slot> m_sequence{};    ///< as listed; noSlot stands for the next of m_pending
    std::deque<QList<Resource>> m_pending{}; ///< new, or other than they were
    ResourceStore::Upserted m_absorbed{};
    QSet<ResourceKey> m_pendingKeys{};
    qsizetype m_rowsSoFar = 0;
};

} // namespace Clearsky

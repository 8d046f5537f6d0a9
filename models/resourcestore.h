// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resourcekind.h"

#include <QSet>

#include <vector>

namespace Clearsky {

/// The rows of one list. A row keeps its slot until it is removed and the slot is released, so that an order of slots
/// stays meaningful while the list changes around it.
class ResourceStore
{
public:
    using Slot = int;

    explicit ResourceStore(const ResourceKind &kind);

    struct Upsert
    {
        Slot slot = -1;
        bool isNew = false;
        bool changed = false; ///< true for new rows as well
    };
    Upsert upsert(const Resource &resource);
    /// The row is no longer found nor ordered; its data stays readable until release().
    void remove(Slot slot);
    /// Gives the slots of removed rows back.
    void release();

    [[nodiscard]] qsizetype size() const { return m_slots.size(); }
    [[nodiscard]] qsizetype slotCount() const { return static_cast<qsizetype>(m_rows.size()); } ///< above every slot
    [[nodiscard]] Slot find(const ResourceKey &key) const { return m_slots.value(key, -1); } ///< -1: not there
    [[nodiscard]] const Resource &at(Slot slot) const { return m_rows[static_cast<size_t>(slot)].resource; }
    [[nodiscard]] QList<ResourceKey> keys() const { return m_slots.keys(); }

    struct Sorting
    {
        qsizetype column = -1; ///< in ResourceKind::columns; -1: as the provider lists them
        Qt::SortOrder order = Qt::AscendingOrder;
    };
    /// The slots of all rows that hold `filter` (case-insensitive; empty: all), sorted. Empty values come last both ways;
    /// ties are broken by id, so that the same rows always stand in the same order.
    [[nodiscard]] std::vector<Slot> ordered(const QString &filter, Sorting sorting) const;
    [[nodiscard]] bool matches(Slot slot, const QString &filter) const;

private:
    struct Row
    {
        Resource resource{};
        QString searched{};   ///< all that the filter looks at, case-folded
        qint64 rank = 0;      ///< as the provider lists them
        bool alive = false;
    };
    struct SortKey
    {
        Slot slot = -1;
        bool empty = false;
        qint64 number = 0;
        QString text{};
    };
    [[nodiscard]] QString searchedText(const Resource &resource) const;
    [[nodiscard]] SortKey sortKey(Slot slot, qsizetype column) const;

    const ResourceKind &m_kind;
    std::vector<Row> m_rows{};
    QHash<ResourceKey, Slot> m_slots{};
    std::vector<Slot> m_free{};
    std::vector<Slot> m_removed{};
    qint64 m_nextRank = 0;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/resourcestore.h"

#include "models/celltext.h"
#include "models/displaytext.h"

#include <algorithm>

namespace Clearsky {

ResourceStore::ResourceStore(const ResourceKind &kind)
    : m_kind(kind)
{
}

ResourceStore::Upsert ResourceStore::upsert(const Resource &resource)
{
    const Slot known = find(resource.key());
    if (known >= 0) {
        Row &row = m_rows[static_cast<size_t>(known)];
        row.rank = m_nextRank++;
        if (row.resource == resource)
            return {.slot = known};
        row.resource = resource;
        row.searched = searchedText(resource);
        return {.slot = known, .changed = true};
    }
    Slot slot = static_cast<Slot>(m_rows.size());
    if (m_free.empty()) {
        m_rows.emplace_back();
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    m_rows[static_cast<size_t>(slot)] = {.resource = resource, .searched = searchedText(resource), .rank = m_nextRank++,
                                         .alive = true};
    m_slots.insert(resource.key(), slot);
    return {.slot = slot, .isNew = true, .changed = true};
}

void ResourceStore::remove(Slot slot)
{
    Row &row = m_rows[static_cast<size_t>(slot)];
    if (!row.alive)
        return;
    row.alive = false;
    m_slots.remove(row.resource.key());
    m_removed.push_back(slot);
}

void ResourceStore::release()
{
    for (const Slot slot : m_removed)
        m_rows[static_cast<size_t>(slot)] = {};
    m_free.insert(m_free.end(), m_removed.begin(), m_removed.end());
    m_removed.clear();
}

bool ResourceStore::matches(Slot slot, const QString &filter) const
{
    return filter.isEmpty() || m_rows[static_cast<size_t>(slot)].searched.contains(filter.toCaseFolded());
}

std::vector<ResourceStore::Slot> ResourceStore::ordered(const QString &filter, Sorting sorting) const
{
    const QString needle = filter.toCaseFolded();
    std::vector<SortKey> keys;
    keys.reserve(m_rows.size());
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].alive && (needle.isEmpty() || m_rows[i].searched.contains(needle)))
            keys.push_back(sortKey(static_cast<Slot>(i), sorting.column));
    }
    const bool descending = sorting.column >= 0 && sorting.order == Qt::DescendingOrder;
    std::sort(keys.begin(), keys.end(), [this, descending](const SortKey &left, const SortKey &right) {
        if (left.empty != right.empty)
            return right.empty;
        const int order = left.number == right.number ? naturalCompare(left.text, right.text)
                                                : left.number < right.number ? -1 : 1;
        if (order != 0)
            return descending ? order > 0 : order < 0;
        const Resource &a = at(left.slot);
        const Resource &b = at(right.slot);
        return a.id == b.id ? a.scope < b.scope : a.id < b.id;
    });
    std::vector<Slot> order;
    order.reserve(keys.size());
    for (const SortKey &key : keys)
        order.push_back(key.slot);
    return order;
}

ResourceStore::SortKey ResourceStore::sortKey(Slot slot, qsizetype column) const
{
    const Row &row = m_rows[static_cast<size_t>(slot)];
    SortKey key{.slot = slot};
    if (column < 0) {
        key.number = row.rank;
        return key;
    }
    const QVariant value = row.resource.cells.value(column);
    switch (m_kind.columns.at(column).type) {
    case Column::Type::Number:
    case Column::Type::Size:
    case Column::Type::Flag:
        key.empty = !value.isValid() || value.isNull();
        key.number = value.toLongLong();
        break;
    case Column::Type::Age:
    case Column::Type::Time: {
        const QDateTime time = value.toDateTime();
        key.empty = !time.isValid();
        key.number = key.empty ? 0 : time.toMSecsSinceEpoch();
        if (m_kind.columns.at(column).type == Column::Type::Age)
            key.number = -key.number; // the younger, the smaller
        break;
    }
    case Column::Type::State:
        key.text = m_kind.meaningOf(value.toString()).title;
        key.empty = key.text.isEmpty();
        break;
    case Column::Type::Text:
        key.text = value.toString();
        key.empty = key.text.isEmpty();
        break;
    }
    return key;
}

QString ResourceStore::searchedText(const Resource &resource) const
{
    // One line per part: a filter never matches across two of them.
    QStringList parts{resource.id, resource.state};
    for (qsizetype i = 0; i < m_kind.columns.size(); ++i) {
        const Column &column = m_kind.columns.at(i);
        if (column.place != Column::Place::Table)
            continue;
        // An age grows while it is looked at; its date does not.
        parts.append(column.type == Column::Type::Age ? timeText(resource.cells.value(i).toDateTime())
                                                      : cellText(m_kind, i, resource, {}));
        if (column.type == Column::Type::Text)
            parts.append(resource.cells.value(i).toString());
    }
    parts.removeDuplicates();
    return parts.join(u'\n').toCaseFolded();
}

} // namespace Clearsky

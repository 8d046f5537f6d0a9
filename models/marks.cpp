// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/marks.h"

#include <algorithm>

namespace Clearsky {

Marks::Marks(QObject *parent)
    : QObject(parent)
{
}

void Marks::setMarked(const QList<ResourceKey> &keys, bool marked)
{
    QList<ResourceKey> changes;
    for (const ResourceKey &key : keys) {
        if (m_keys.contains(key) == marked)
            continue;
        if (marked)
            m_keys.insert(key);
        else
            m_keys.remove(key);
        changes.append(key);
    }
    if (!changes.isEmpty())
        Q_EMIT changed(changes);
}

void Marks::toggle(const QList<ResourceKey> &keys)
{
    const bool allMarked = std::all_of(keys.cbegin(), keys.cend(),
                                       [this](const ResourceKey &key) { return m_keys.contains(key); });
    setMarked(keys, !allMarked);
}

void Marks::clear()
{
    const QList<ResourceKey> changes = m_keys.values();
    m_keys.clear();
    if (!changes.isEmpty())
        Q_EMIT changed(changes);
}

void Marks::forget(const QList<ResourceKey> &keys)
{
    QList<ResourceKey> changes;
    for (const ResourceKey &key : keys) {
        if (m_keys.remove(key))
            changes.append(key);
    }
    if (changes.isEmpty())
        return;
    Q_EMIT changed(changes);
    Q_EMIT forgotten(changes.size());
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resource.h"

#include <QObject>
#include <QSet>

namespace Clearsky {

/// The one owner of the marks of one list. Deletion acts on these keys and on nothing else; a highlight never gets here.
/// A mark outlives sorting, filtering and refreshing; it ends by the user or by forget().
class Marks final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Marks)

public:
    explicit Marks(QObject *parent = nullptr);

    [[nodiscard]] bool isMarked(const ResourceKey &key) const { return m_keys.contains(key); }
    [[nodiscard]] qsizetype count() const { return m_keys.size(); }
    [[nodiscard]] bool isEmpty() const { return m_keys.isEmpty(); }
    /// In no particular order.
    [[nodiscard]] QSet<ResourceKey> keys() const { return m_keys; }

    void setMarked(const QList<ResourceKey> &keys, bool marked);
    /// Unmarks all when every one of them is marked, marks all otherwise.
    void toggle(const QList<ResourceKey> &keys);
    void clear();
    /// The resources are no longer in the list.
    void forget(const QList<ResourceKey> &keys);

Q_SIGNALS:
    /// Emitted only for keys whose mark really changed; forget() included.
    void changed(const QList<Clearsky::ResourceKey> &keys);
    /// Marked resources vanished from the list: the user is told.
    void forgotten(qsizetype count);

private:
    QSet<ResourceKey> m_keys{};
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/resourcestore.h"

#include <QObject>
#include <QSet>

namespace Clearsky {

/// The one owner of the marks of one list: a bit for each row of `store`, which outlives it. Deletion acts on these rows and
/// on nothing else; a highlight never gets here. A mark outlives sorting, filtering and refreshing; it ends by the user or
/// by forget(). Only rows that are there and not barred can be marked.
class Marks final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Marks)

public:
    explicit Marks(const ResourceStore &store, QObject *parent = nullptr);

    [[nodiscard]] bool isMarked(Slot slot) const { return m_bits.test(slot); }
    [[nodiscard]] bool isMarked(const ResourceKey &key) const;
    [[nodiscard]] qsizetype count() const { return static_cast<qsizetype>(m_count); }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] const RowBits &bits() const { return m_bits; }
    /// What restores them: setMarked(keys, true). In no particular order.
    [[nodiscard]] QSet<ResourceKey> keys() const;

    void setMarked(const QList<ResourceKey> &keys, bool marked);
    void setMarked(std::span<const Slot> rows, bool marked);
    /// Unmarks all when every one of them is marked, marks all otherwise.
    void toggle(std::span<const Slot> rows);
    /// Marks those that are not marked and unmarks the others.
    void invert(std::span<const Slot> rows);
    void clear();
    /// The rows are no longer in the list.
    void forget(std::span<const Slot> rows);

    /// Rows that must not be marked, and are not now.
    void setBarred(const RowBits &barred) { m_barred = barred; }

    /// The rows that the filter lets through.
    void setShown(const RowBits &shown);
    [[nodiscard]] qsizetype hiddenCount() const { return static_cast<qsizetype>(m_count - m_shownCount); }

Q_SIGNALS:
    /// Emitted only for rows whose mark really changed; forget() included.
    void changed(const std::vector<Clearsky::Slot> &rows);
    /// Marked resources vanished from the list: the user is told.
    void forgotten(qsizetype count);

private:
    void put(Slot slot, bool marked, std::vector<Slot> &changes);
    void tell(const std::vector<Slot> &changes);

    const ResourceStore &m_store;
    RowBits m_bits{};
    RowBits m_shown{};
    RowBits m_barred{};
    size_t m_count = 0;
    size_t m_shownCount = 0; ///< marked and shown
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/marks.h"
#include "models/resourcestore.h"

#include <QAbstractTableModel>

#include <optional>

namespace Clearsky {

/// The table of one list: column 0 is the mark, the others are the kind's table columns. Sorts by one column, filters by
/// plain text. `kind` and `marks` outlive the model.
///
/// A refresh is beginRefresh(), addPage() for each page, endRefresh(). The first list shows its pages as they come; later
/// ones replace the rows only when they are complete, so that a failed refresh leaves the old rows untouched.
class ResourceTableModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceTableModel)

public:
    static constexpr int markColumn = 0;

    ResourceTableModel(const ResourceKind &kind, Marks &marks, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    /// A column without values to sort by (the mark, or -1) restores the provider's order.
    void sort(int column, Qt::SortOrder order) override;

    void beginRefresh();
    void addPage(const QList<Resource> &rows);
    void endRefresh(bool complete);
    [[nodiscard]] bool isRefreshing() const { return m_refreshing; }
    /// Whether the rows are a whole list; false before the first one has ended well.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    /// Rows that the running refresh has brought so far.
    [[nodiscard]] qsizetype loadedSoFar() const { return m_seen.size(); }
    /// The resources are proved gone: their rows and marks go without further notice.
    void removeResources(const QList<ResourceKey> &keys);

    void setFilter(const QString &text);
    [[nodiscard]] QString filter() const { return m_filter; }
    /// Moves the ages on.
    void setNow(const QDateTime &now);

    [[nodiscard]] qsizetype total() const { return m_store.size(); }
    [[nodiscard]] qsizetype shown() const { return static_cast<qsizetype>(m_order.size()); }
    [[nodiscard]] qsizetype marked() const { return m_marks.count(); }
    [[nodiscard]] qsizetype markedHidden() const;

    [[nodiscard]] const ResourceKind &kind() const { return m_kind; }
    [[nodiscard]] const Resource &resourceAt(int row) const { return m_store.at(m_order[static_cast<size_t>(row)]); }
    [[nodiscard]] const Resource *find(const ResourceKey &key) const; ///< null: not in the list
    [[nodiscard]] int rowOf(const ResourceKey &key) const;            ///< -1: not shown
    [[nodiscard]] QList<ResourceKey> visibleKeys() const;
    void markAllMatching();
    /// In the table's order; those that the filter hides come last.
    [[nodiscard]] QList<Resource> markedResources() const;
    [[nodiscard]] QSet<ResourceKey> hiddenMarks() const;
    /// The position of a kind's column in the table; -1: it is not shown.
    [[nodiscard]] int tableColumn(const QString &columnId) const;
    [[nodiscard]] const Column &columnAt(int tableColumn) const;

Q_SIGNALS:
    /// Any of total, shown, marked, hidden marks, or what the refresh has brought may have changed.
    void countsChanged();

private:
    using Slot = ResourceStore::Slot;

    [[nodiscard]] std::vector<Slot> wantedOrder() const;
    [[nodiscard]] int rowOfSlot(Slot slot) const;
    void applyOrder(std::vector<Slot> next);
    void removeRowsNotIn(const QSet<Slot> &kept);
    void rearrange(const std::vector<Slot> &order);
    void insertRowsFrom(const std::vector<Slot> &next);
    void adopt(std::vector<Slot> order);
    void reportChanges(const std::vector<Slot> &slotsChanged);
    void takeRows(const QList<Resource> &rows);
    void dropRows(const QList<ResourceKey> &keys);
    void onMarksChanged(const QList<ResourceKey> &keys);
    [[nodiscard]] QVariant markData(const Resource &resource, int role) const;

    const ResourceKind &m_kind;
    Marks &m_marks;
    ResourceStore m_store;
    QList<qsizetype> m_columns{};       ///< table column - 1 → column of the kind
    std::vector<Slot> m_order{};        ///< row → slot
    std::vector<int> m_rows{};          ///< slot → row, -1: not shown
    ResourceStore::Sorting m_sorting{};
    QString m_filter{};
    QDateTime m_now{};
    bool m_refreshing = false;
    bool m_complete = false;
    QSet<ResourceKey> m_seen{};
    QList<Resource> m_pending{};        ///< pages of a refresh that replaces a complete list
};

} // namespace Clearsky

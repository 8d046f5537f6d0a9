// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/marks.h"
#include "models/table/arrangement.h"
#include "models/table/listrefresh.h"

#include <QAbstractTableModel>

#include <optional>

namespace Clearsky {

/// The table of one list: column 0 is the mark; the kind's columns follow, those of its table first, then those of its
/// details. Rows are filtered and sorted by an
/// arranger, short lists at once; what is shown stays as it is until that has ended. `kind` and `arranger` outlive the model.
///
/// A refresh is beginRefresh(), addPage() for each page, endRefresh(). The first list shows its pages as they come; later
/// ones replace the rows only when they are complete, so that a failed refresh leaves the old rows untouched. When such a
/// list brings thousands of rows that are new or changed, it stays a refresh until the event loop has taken them in.
class ResourceTableModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceTableModel)

public:
    static constexpr int markColumn = 0;

    /// Without an arranger all lists are arranged at once.
    explicit ResourceTableModel(const ResourceKind &kind, Arranger *arranger = nullptr, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    /// A column without values to sort by (the mark, or -1) restores the provider's order.
    void sort(int column, Qt::SortOrder order) override;
    void setSorting(const Sorting &sorting);
    [[nodiscard]] const Sorting &sorting() const { return m_sorting; }

    void beginRefresh();
    void addPage(const QList<Resource> &rows);
    void endRefresh(bool complete);
    [[nodiscard]] bool isRefreshing() const { return m_refresh.has_value(); }
    /// Whether the rows are a whole list; false before the first one has ended well.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    /// Rows that the running refresh has brought so far.
    [[nodiscard]] qsizetype loadedSoFar() const { return m_refresh ? m_refresh->rowsSoFar() : 0; }
    /// Rows that a complete list no longer has stay, cannot be marked and tell that they are gone, until forgetGone().
    void setKeepsGone(bool keeps) { m_keepsGone = keeps; }
    /// Not while a refresh runs: then they stay for now.
    void forgetGone();
    [[nodiscard]] qsizetype gone() const { return static_cast<qsizetype>(m_goneCount); }
    [[nodiscard]] bool isGone(Slot slot) const { return m_gone.test(slot) || !m_store.rows().isAlive(slot); }
    /// The resources are proved gone: their rows and marks go without further notice.
    void removeResources(const QList<ResourceKey> &keys);

    /// Null: all rows. One that turns out to be too costly changes nothing that is shown.
    void setPredicate(std::shared_ptr<const RowPredicate> filter);
    /// Whether rows, filter and sorting are what is shown.
    [[nodiscard]] bool isArranged() const { return !m_isArranging && !m_held; }
    /// While rows must not move under the user's hands (a button is down, a menu is open, a range is extended) they only
    /// change in place; what comes and goes meanwhile waits.
    void setHeld(bool held);
    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    /// How many rows would come or go now, were they not held.
    [[nodiscard]] qsizetype waitingChanges() const { return m_isHeld ? m_waiting : 0; }
    /// Lets them, although the rows are held.
    void applyWaiting();
    /// Moves the ages on.
    void setNow(const QDateTime &now);

    /// Rows that are gone count in neither.
    [[nodiscard]] qsizetype total() const { return static_cast<qsizetype>(m_store.size() - m_goneCount); }
    [[nodiscard]] qsizetype shown() const { return static_cast<qsizetype>(m_order->size() - m_goneShown); }
    [[nodiscard]] Marks &marks() { return m_marks; }
    [[nodiscard]] qsizetype marked() const { return m_marks.count(); }
    [[nodiscard]] qsizetype markedHidden() const { return m_marks.hiddenCount(); }

    [[nodiscard]] const ResourceKind &kind() const { return m_kind; }
    [[nodiscard]] const ResourceStore &store() const { return m_store; }
    /// The rows as they are shown.
    [[nodiscard]] const std::vector<Slot> &order() const { return *m_order; }
    [[nodiscard]] Slot slotAt(int row) const { return (*m_order)[static_cast<size_t>(row)]; }
    [[nodiscard]] Resource resourceAt(int row) const { return m_store.rows().at(slotAt(row)); }
    [[nodiscard]] ResourceKey keyAt(int row) const { return m_store.rows().keyAt(slotAt(row)); }
    [[nodiscard]] std::optional<Resource> find(const ResourceKey &key) const; ///< none: not in the list
    [[nodiscard]] int rowOf(const ResourceKey &key) const;                    ///< -1: not shown
    [[nodiscard]] std::vector<int> rowsOf(const QList<ResourceKey> &keys) const;
    [[nodiscard]] QList<ResourceKey> visibleKeys() const;
    void markAllMatching();
    void invertMarks();
    /// In the table's order; those that the filter hides come last.
    [[nodiscard]] QList<Resource> markedResources() const;
    [[nodiscard]] QSet<ResourceKey> hiddenMarks() const;
    /// The position of a kind's column in the table; -1: the kind has no such column.
    [[nodiscard]] int tableColumn(const QString &columnId) const;
    [[nodiscard]] qsizetype kindColumn(int tableColumn) const;
    [[nodiscard]] const Column &columnAt(int tableColumn) const;

Q_SIGNALS:
    /// Any of total, shown, marked, hidden marks, or what the refresh has brought may have changed.
    void countsChanged();
    /// The part of the filter that stands at `at` in its text gave up; another one has to be set.
    void filterTooCostly(qsizetype at);

private:
    using Order = std::shared_ptr<const std::vector<Slot>>;

    void rowsCame();
    void arrangeAnew();
    void onArranged(const std::shared_ptr<const Arrangement> &arrangement);
    void adopt(const std::shared_ptr<const Arrangement> &arrangement);
    void takeSome();
    void takeRefresh();
    [[nodiscard]] Order withoutDead(const Order &order) const;
    void dropRows(const std::vector<Slot> &gone);
    void keepGone(const std::vector<Slot> &vanished);
    void countGoneShown();
    void countWaiting();
    void applyOrder(const Order &next, const RowBits &shown);
    [[nodiscard]] bool applyStepwise(const std::vector<Slot> &next);
    void rearrange(const Order &next);
    void reportChanges(const std::vector<Slot> &changed);
    void reportRanges(const std::vector<Slot> &changed, int firstColumn, int lastColumn, const QList<int> &roles);
    void onMarksChanged(const std::vector<Slot> &rows);

    const ResourceKind &m_kind;
    ResourceStore m_store;
    Marks m_marks;
    Arranger *m_arranger;
    QList<qsizetype> m_columns{};       ///< table column - 1 → column of the kind
    Order m_order = std::make_shared<const std::vector<Slot>>(); ///< row → slot
    RowBits m_shown{};                  ///< the same as a set
    Sorting m_sorting{};
    std::shared_ptr<const RowPredicate> m_filter{};
    Order m_listed{};                   ///< the provider's order; null: that of the slots
    std::shared_ptr<const Arrangement> m_arrangement{};  ///< the last one
    Order m_held{};                     ///< what waits to be shown; null: nothing
    std::optional<ListRefresh> m_refresh{};
    QDateTime m_now{};
    quint64 m_task = 0;
    bool m_isArranging = false;
    bool m_cameMeanwhile = false;       ///< rows came while the arranger was at work
    bool m_isTaking = false;            ///< the refresh is complete; its rows are being taken in
    RowBits m_gone{};
    size_t m_goneCount = 0;
    size_t m_goneShown = 0;
    qsizetype m_waiting = 0;
    bool m_keepsGone = false;
    bool m_isHeld = false;
    bool m_complete = false;
};

} // namespace Clearsky

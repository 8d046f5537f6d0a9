// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/item.h"

#include <QAbstractTableModel>

#include <vector>

namespace Clearsky {

/// The items of one job and what became of them. Sorts by one column on values, filters by plain text over all columns.
/// Good to 50,000 items: changes come in bunches, by position in the job.
class JobItemsModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobItemsModel)

public:
    enum Column { NameColumn, IdColumn, OutcomeColumn, ReasonColumn, RequestColumn, ColumnCount };

    explicit JobItemsModel(QObject *parent = nullptr);

    void setItems(const QList<JobItem> &items);
    /// Takes over the items at these positions of `items`, which has the same length as before.
    void updateItems(const QList<JobItem> &items, const QList<int> &positions);
    void setFilter(const QString &text);

    [[nodiscard]] qsizetype total() const { return static_cast<qsizetype>(m_items.size()); }
    [[nodiscard]] const JobItem &itemAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Column -1 restores the job's own order.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    [[nodiscard]] QString text(const JobItem &item, int column) const;
    [[nodiscard]] bool matches(const JobItem &item) const;
    [[nodiscard]] int compare(const JobItem &left, const JobItem &right) const;
    [[nodiscard]] std::vector<int> wantedOrder() const;
    [[nodiscard]] bool orderMayChange() const;
    void applyOrder(const std::vector<int> &next);
    void removeRowsNotIn(const std::vector<bool> &wanted);
    void insertRowsOf(const std::vector<int> &next, const std::vector<bool> &there);
    void rearrange(const std::vector<int> &order);
    void report(const QList<int> &positions);
    void adopt(std::vector<int> order);

    std::vector<JobItem> m_items{};
    std::vector<int> m_order{};  ///< row → position
    std::vector<int> m_rows{};   ///< position → row, -1: not shown
    QString m_filter{};
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/deleteplan.h"

#include <QAbstractItemModel>

namespace Clearsky {

/// A plan as a tree: its three groups, below each its resources in the plan's order. A group's name for assistive
/// technology is without its count. Ages are those at the time of the plan. `kind` outlives the model.
class PlanModel final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanModel)

public:
    enum Column { NameColumn, StateColumn, AgeColumn, ReasonColumn, IdColumn, ColumnCount };
    enum Group { WillDelete, Hidden, Blocked, GroupCount };

    PlanModel(DeletePlan plan, const ResourceKind &kind, QObject *parent = nullptr);

    [[nodiscard]] const DeletePlan &plan() const { return m_plan; }
    [[nodiscard]] const QList<PlanItem> &items(int group) const;
    /// Whether any row has something to say in the Reason column.
    [[nodiscard]] bool hasReasons() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant groupData(int group, int column, int role) const;
    [[nodiscard]] QVariant itemData(int group, const PlanItem &item, int column, int role) const;
    [[nodiscard]] QString itemText(int group, const PlanItem &item, int column) const;

    DeletePlan m_plan;
    const ResourceKind &m_kind;
};

} // namespace Clearsky

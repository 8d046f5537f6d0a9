// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/planmodel.h"

#include "models/displaytext.h"
#include "models/modelroles.h"

#include <algorithm>

namespace Clearsky {

namespace {

constexpr quintptr groupId = 0; // of a resource: its group + 1

QString groupTitle(int group)
{
    switch (group) {
    case PlanModel::WillDelete: return PlanModel::tr("Will delete");
    case PlanModel::Hidden: return PlanModel::tr("Hidden by filter");
    default: return PlanModel::tr("Blocked");
    }
}

QString groupExplanation(int group)
{
    switch (group) {
    case PlanModel::WillDelete: return {};
    case PlanModel::Hidden: return PlanModel::tr("Hidden, so left out");
    default: return PlanModel::tr("Cannot be deleted now");
    }
}

} // namespace

PlanModel::PlanModel(DeletePlan plan, const ResourceKind &kind, QObject *parent)
    : QAbstractItemModel(parent)
    , m_plan(std::move(plan))
    , m_kind(kind)
{
}

const QList<PlanItem> &PlanModel::items(int group) const
{
    switch (group) {
    case WillDelete: return m_plan.willDelete;
    case Hidden: return m_plan.hidden;
    default: return m_plan.blocked;
    }
}

bool PlanModel::hasReasons() const
{
    const auto hasCaution = [](const PlanItem &item) { return !item.caution.isEmpty(); };
    return !m_plan.blocked.isEmpty() || std::any_of(m_plan.willDelete.cbegin(), m_plan.willDelete.cend(), hasCaution)
        || std::any_of(m_plan.hidden.cbegin(), m_plan.hidden.cend(), hasCaution);
}

QModelIndex PlanModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : groupId);
}

QModelIndex PlanModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == groupId)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, groupId);
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return GroupCount;
    if (parent.internalId() != groupId || parent.column() != 0)
        return 0;
    return static_cast<int>(items(parent.row()).size());
}

int PlanModel::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    return ColumnCount;
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.internalId() == groupId)
        return groupData(index.row(), index.column(), role);
    const int group = static_cast<int>(index.internalId()) - 1;
    return itemData(group, items(group).at(index.row()), index.column(), role);
}

QVariant PlanModel::groupData(int group, int column, int role) const
{
    if (role == MutedRole)
        return column == ReasonColumn || items(group).isEmpty();
    if (column == ReasonColumn && !items(group).isEmpty()) {
        if (role == Qt::DisplayRole)
            return groupExplanation(group);
        if (role == Qt::ToolTipRole)
            return plainToolTip(groupExplanation(group));
    }
    if (column != NameColumn)
        return {};
    const qsizetype count = items(group).size();
    switch (role) {
    case Qt::DisplayRole: return tr("%1 · %2", "group of a plan and its count").arg(groupTitle(group), countText(count));
    case Qt::AccessibleTextRole: return groupTitle(group);
    case Qt::AccessibleDescriptionRole: return count == 1 ? tr("1 resource") : tr("%1 resources").arg(countText(count));
    default: return {};
    }
}

QVariant PlanModel::itemData(int group, const PlanItem &item, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return itemText(group, item, column);
    case Qt::AccessibleTextRole: {
        if (column != NameColumn)
            return itemText(group, item, column);
        QStringList parts;
        for (int part = 0; part < ColumnCount; ++part) {
            const QString text = itemText(group, item, part);
            if (!text.isEmpty())
                parts.append(text);
        }
        return parts.join(u", ");
    }
    case Qt::ToolTipRole:
        return plainToolTip(column == AgeColumn ? timeText(item.created) : itemText(group, item, column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (column == AgeColumn ? Qt::AlignRight : Qt::AlignLeft));
    case ToneRole:
        return column == StateColumn ? QVariant(static_cast<int>(m_kind.meaningOf(item.state).tone)) : QVariant();
    case MutedRole:
        return column == IdColumn;
    default:
        return {};
    }
}

QString PlanModel::itemText(int group, const PlanItem &item, int column) const
{
    switch (column) {
    case NameColumn: return visibleText(item.ref.name.isEmpty() ? item.ref.id : item.ref.name);
    case StateColumn: return visibleText(m_kind.meaningOf(item.state).title);
    case AgeColumn: return ageText(item.created, m_plan.createdAt);
    case ReasonColumn: return visibleText(group == Blocked ? item.reason : item.caution);
    case IdColumn: return visibleText(item.ref.id);
    default: return {};
    }
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == AgeColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Name");
    case StateColumn: return tr("State");
    case AgeColumn: return tr("Age");
    case ReasonColumn: return tr("Reason");
    case IdColumn: return tr("ID");
    default: return {};
    }
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobitemsmodel.h"

#include "models/displaytext.h"
#include "models/jobtext.h"
#include "models/modelroles.h"

#include <algorithm>
#include <numeric>

namespace Clearsky {

JobItemsModel::JobItemsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void JobItemsModel::setItems(const QList<JobItem> &items)
{
    beginResetModel();
    m_items.assign(items.cbegin(), items.cend());
    adopt(wantedOrder());
    endResetModel();
}

void JobItemsModel::updateItems(const QList<JobItem> &items, const QList<int> &positions)
{
    if (items.size() != total()) {
        setItems(items);
        return;
    }
    for (const int position : positions)
        m_items[static_cast<size_t>(position)] = items.at(position);
    report(positions);
    if (orderMayChange())
        applyOrder(wantedOrder());
}

void JobItemsModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    m_filter = text;
    applyOrder(wantedOrder());
}

const JobItem &JobItemsModel::itemAt(int row) const
{
    return m_items[static_cast<size_t>(m_order[static_cast<size_t>(row)])];
}

int JobItemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int JobItemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobItemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const JobItem &item = itemAt(index.row());
    const bool isOutcome = index.column() == OutcomeColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(item, index.column());
    case Qt::AccessibleTextRole: // the state's own word, whatever badge the cell shows
        return isOutcome ? itemStateTitle(item.state) : text(item, index.column());
    case Qt::AccessibleDescriptionRole:
        return isOutcome && text(item, OutcomeColumn) != itemStateTitle(item.state) ? text(item, OutcomeColumn)
                                                                                    : QString();
    case Qt::ToolTipRole:
        return plainToolTip(isOutcome && !item.proof.isEmpty() ? tr("Proof: %1").arg(item.proof)
                                                               : text(item, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (index.column() == RequestColumn ? Qt::AlignRight : Qt::AlignLeft));
    case ToneRole:
        if (item.reappeared)
            return static_cast<int>(StateMeaning::Tone::Bad);
        return static_cast<int>(itemTone(item.state));
    case MutedRole:
        return index.column() == IdColumn;
    default:
        return {};
    }
}

QString JobItemsModel::text(const JobItem &item, int column) const
{
    switch (column) {
    case NameColumn: return visibleText(item.ref.name.isEmpty() ? item.ref.id : item.ref.name);
    case IdColumn: return visibleText(item.ref.id);
    case OutcomeColumn:
        if (item.reappeared)
            return tr("%1 · Reappeared", "%1 is Deleted").arg(itemStateTitle(item.state));
        if (item.verifying && !item.ended && (item.state == ItemState::Accepted || item.state == ItemState::Unknown))
            return tr("Verifying");
        return itemStateTitle(item.state);
    case ReasonColumn: return visibleText(item.reason);
    case RequestColumn: return item.requestNumber > 0 ? QStringLiteral("#%1").arg(item.requestNumber) : QString();
    default: return {};
    }
}

QVariant JobItemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == RequestColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Name");
    case IdColumn: return tr("ID");
    case OutcomeColumn: return tr("Outcome");
    case ReasonColumn: return tr("Reason");
    case RequestColumn: return tr("Request");
    default: return {};
    }
}

void JobItemsModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    applyOrder(wantedOrder());
}

bool JobItemsModel::matches(const JobItem &item) const
{
    const auto holds = [this](const QString &text) { return text.contains(m_filter, Qt::CaseInsensitive); };
    return m_filter.isEmpty() || holds(item.ref.name) || holds(item.ref.id) || holds(text(item, OutcomeColumn))
        || holds(itemStateTitle(item.state)) || holds(item.reason);
}

int JobItemsModel::compare(const JobItem &left, const JobItem &right) const
{
    switch (m_sortColumn) {
    case NameColumn: return naturalCompare(left.ref.name, right.ref.name);
    case IdColumn: return naturalCompare(left.ref.id, right.ref.id);
    case OutcomeColumn: return static_cast<int>(left.state) - static_cast<int>(right.state);
    case ReasonColumn: return left.reason.compare(right.reason, Qt::CaseInsensitive);
    case RequestColumn: return left.requestNumber - right.requestNumber;
    default: return 0;
    }
}

std::vector<int> JobItemsModel::wantedOrder() const
{
    std::vector<int> order;
    order.reserve(m_items.size());
    for (size_t position = 0; position < m_items.size(); ++position) {
        if (matches(m_items[position]))
            order.push_back(static_cast<int>(position));
    }
    if (m_sortColumn < 0)
        return order;
    const bool ascending = m_sortOrder == Qt::AscendingOrder;
    std::stable_sort(order.begin(), order.end(), [this, ascending](int left, int right) {
        const int result = compare(m_items[static_cast<size_t>(left)], m_items[static_cast<size_t>(right)]);
        return ascending ? result < 0 : result > 0;
    });
    return order;
}

/// Names and ids never change; all else does.
bool JobItemsModel::orderMayChange() const
{
    return !m_filter.isEmpty() || m_sortColumn >= OutcomeColumn;
}

void JobItemsModel::adopt(std::vector<int> order)
{
    m_order = std::move(order);
    m_rows.assign(m_items.size(), -1);
    for (size_t row = 0; row < m_order.size(); ++row)
        m_rows[static_cast<size_t>(m_order[row])] = static_cast<int>(row);
}

namespace {

std::vector<bool> membership(const std::vector<int> &positions, size_t size)
{
    std::vector<bool> members(size, false);
    for (const int position : positions)
        members[static_cast<size_t>(position)] = true;
    return members;
}

/// How many runs of `positions` lie outside `members`, each of which costs views a signal.
int runsOutside(const std::vector<int> &positions, const std::vector<bool> &members)
{
    int runs = 0;
    bool inside = true;
    for (const int position : positions) {
        const bool isMember = members[static_cast<size_t>(position)];
        runs += inside && !isMember ? 1 : 0;
        inside = isMember;
    }
    return runs;
}

} // namespace

/// In three steps, so that highlight and scroll position survive: what goes, what moves, what comes. Where that would be
/// a great many signals, views begin anew.
void JobItemsModel::applyOrder(const std::vector<int> &next)
{
    if (next == m_order)
        return;
    constexpr int mostRuns = 200;
    const std::vector<bool> wanted = membership(next, m_items.size());
    const std::vector<bool> there = membership(m_order, m_items.size());
    if (runsOutside(m_order, wanted) + runsOutside(next, there) > mostRuns) {
        beginResetModel();
        adopt(next);
        endResetModel();
        return;
    }
    removeRowsNotIn(wanted);
    std::vector<int> kept;
    std::copy_if(next.cbegin(), next.cend(), std::back_inserter(kept),
                 [&there](int position) { return there[static_cast<size_t>(position)]; });
    if (kept != m_order)
        rearrange(kept);
    insertRowsOf(next, there);
    adopt(m_order);
}

void JobItemsModel::removeRowsNotIn(const std::vector<bool> &wanted)
{
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (wanted[static_cast<size_t>(m_order[static_cast<size_t>(last)])])
            continue;
        int first = last;
        while (first > 0 && !wanted[static_cast<size_t>(m_order[static_cast<size_t>(first - 1)])])
            --first;
        beginRemoveRows({}, first, last);
        m_order.erase(m_order.begin() + first, m_order.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    adopt(m_order);
}

void JobItemsModel::insertRowsOf(const std::vector<int> &next, const std::vector<bool> &there)
{
    for (size_t first = 0; first < next.size(); ++first) {
        if (there[static_cast<size_t>(next[first])])
            continue;
        size_t last = first;
        while (last + 1 < next.size() && !there[static_cast<size_t>(next[last + 1])])
            ++last;
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(last));
        m_order.insert(m_order.begin() + static_cast<qsizetype>(first), next.cbegin() + static_cast<qsizetype>(first),
                       next.cbegin() + static_cast<qsizetype>(last) + 1);
        endInsertRows();
        first = last;
    }
}

void JobItemsModel::rearrange(const std::vector<int> &order)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<int> positions;
    for (const QModelIndex &index : before)
        positions.append(m_order[static_cast<size_t>(index.row())]);
    adopt(order);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(m_rows[static_cast<size_t>(positions.at(i))], before.at(i).column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

/// One signal for a run of rows.
void JobItemsModel::report(const QList<int> &positions)
{
    QList<int> rows;
    for (const int position : positions) {
        if (m_rows[static_cast<size_t>(position)] >= 0)
            rows.append(m_rows[static_cast<size_t>(position)]);
    }
    std::sort(rows.begin(), rows.end());
    for (qsizetype first = 0; first < rows.size(); ++first) {
        qsizetype last = first;
        while (last + 1 < rows.size() && rows.at(last + 1) <= rows.at(last) + 1)
            ++last;
        Q_EMIT dataChanged(index(rows.at(first), OutcomeColumn), index(rows.at(last), RequestColumn));
        first = last;
    }
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/resourcetablemodel.h"

#include "models/celltext.h"
#include "models/displaytext.h"
#include "models/modelroles.h"

#include <algorithm>
#include <limits>

namespace Clearsky {

namespace {

/// Above this many separate changes a reset is quicker than telling the views each of them.
constexpr int maxRanges = 64;

template<typename Slots, typename Predicate>
int countRanges(const Slots &order, Predicate isIn)
{
    int ranges = 0;
    bool inside = false;
    for (const auto slot : order) {
        const bool now = isIn(slot);
        ranges += now && !inside ? 1 : 0;
        inside = now;
    }
    return ranges;
}

} // namespace

ResourceTableModel::ResourceTableModel(const ResourceKind &kind, Marks &marks, QObject *parent)
    : QAbstractTableModel(parent)
    , m_kind(kind)
    , m_marks(marks)
    , m_store(kind)
{
    for (qsizetype i = 0; i < kind.columns.size(); ++i) {
        if (kind.columns.at(i).place == Column::Place::Table)
            m_columns.append(i);
    }
    connect(&m_marks, &Marks::changed, this, &ResourceTableModel::onMarksChanged);
}

int ResourceTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int ResourceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size()) + 1;
}

QVariant ResourceTableModel::markData(const Resource &resource, int role) const
{
    const bool marked = m_marks.isMarked(resource.key());
    switch (role) {
    case Qt::CheckStateRole:
        return static_cast<int>(marked ? Qt::Checked : Qt::Unchecked);
    case Qt::AccessibleTextRole: {
        const QString summary = rowSummary(m_kind, resource, m_now);
        return marked ? tr("marked, %1", "table row, for assistive technology").arg(summary)
                      : tr("not marked, %1", "table row, for assistive technology").arg(summary);
    }
    default:
        return {};
    }
}

QVariant ResourceTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Resource &resource = resourceAt(index.row());
    if (index.column() == markColumn)
        return markData(resource, role);
    const qsizetype column = m_columns.at(index.column() - 1);
    const Column::Type type = m_kind.columns.at(column).type;
    switch (role) {
    case Qt::DisplayRole:
        return cellText(m_kind, column, resource, m_now);
    case Qt::ToolTipRole:
        return plainToolTip(cellHint(m_kind, column, resource));
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case ToneRole:
        if (type != Column::Type::State)
            return {};
        return static_cast<int>(m_kind.meaningOf(resource.cells.value(column).toString()).tone);
    case MutedRole:
        return m_kind.columns.at(column).id == QLatin1String("id");
    default:
        return {};
    }
}

QVariant ResourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (section == markColumn)
        return role == Qt::AccessibleTextRole ? QVariant(tr("Mark")) : QVariant();
    const Column &column = columnAt(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::TextAlignmentRole: {
        const bool figures = column.type == Column::Type::Number || column.type == Column::Type::Size
                          || column.type == Column::Type::Age;
        return static_cast<int>((figures ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default:
        return {};
    }
}

Qt::ItemFlags ResourceTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Qt::ItemFlags all = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.column() == markColumn ? all | Qt::ItemIsUserCheckable : all;
}

bool ResourceTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != markColumn || role != Qt::CheckStateRole)
        return false;
    m_marks.setMarked({resourceAt(index.row()).key()}, value.toInt() == Qt::Checked);
    return true;
}

void ResourceTableModel::sort(int column, Qt::SortOrder order)
{
    m_sorting = {.column = column > markColumn && column < columnCount() ? m_columns.at(column - 1) : -1, .order = order};
    applyOrder(wantedOrder());
}

void ResourceTableModel::setFilter(const QString &text)
{
    if (m_filter == text)
        return;
    m_filter = text;
    applyOrder(wantedOrder());
    Q_EMIT countsChanged();
}

void ResourceTableModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (m_order.empty())
        return;
    for (int column = 1; column < columnCount(); ++column) {
        if (columnAt(column).type == Column::Type::Age)
            Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole});
    }
}

void ResourceTableModel::beginRefresh()
{
    m_refreshing = true;
    m_seen.clear();
    m_pending.clear();
    Q_EMIT countsChanged();
}

void ResourceTableModel::addPage(const QList<Resource> &rows)
{
    for (const Resource &row : rows)
        m_seen.insert(row.key());
    if (m_complete)
        m_pending.append(rows);
    else
        takeRows(rows);
    Q_EMIT countsChanged();
}

void ResourceTableModel::endRefresh(bool complete)
{
    m_refreshing = false;
    if (complete) {
        takeRows(m_pending);
        QList<ResourceKey> vanished;
        const QList<ResourceKey> keys = m_store.keys();
        std::copy_if(keys.cbegin(), keys.cend(), std::back_inserter(vanished),
                     [this](const ResourceKey &key) { return !m_seen.contains(key); });
        dropRows(vanished);
        m_marks.forget(vanished);
        m_complete = true;
    }
    m_pending.clear();
    m_seen.clear();
    Q_EMIT countsChanged();
}

void ResourceTableModel::removeResources(const QList<ResourceKey> &keys)
{
    dropRows(keys);
    m_marks.setMarked(keys, false);
    Q_EMIT countsChanged();
}

void ResourceTableModel::takeRows(const QList<Resource> &rows)
{
    std::vector<Slot> changed;
    for (const Resource &row : rows) {
        const ResourceStore::Upsert done = m_store.upsert(row);
        if (done.changed && !done.isNew)
            changed.push_back(done.slot);
    }
    applyOrder(wantedOrder());
    reportChanges(changed);
}

void ResourceTableModel::dropRows(const QList<ResourceKey> &keys)
{
    if (keys.isEmpty())
        return;
    QSet<Slot> gone;
    for (const ResourceKey &key : keys) {
        if (const Slot slot = m_store.find(key); slot >= 0) {
            m_store.remove(slot);
            gone.insert(slot);
        }
    }
    // What stays keeps its order: no need to sort.
    std::vector<Slot> next;
    next.reserve(m_order.size());
    std::copy_if(m_order.cbegin(), m_order.cend(), std::back_inserter(next),
                 [&gone](Slot slot) { return !gone.contains(slot); });
    applyOrder(std::move(next));
    m_store.release();
}

std::vector<ResourceTableModel::Slot> ResourceTableModel::wantedOrder() const
{
    return m_store.ordered(m_filter, m_sorting);
}

/// Removals, then a change of order, then insertions: each step leaves a table that is right in itself.
void ResourceTableModel::applyOrder(std::vector<Slot> next)
{
    if (next == m_order)
        return;
    const QSet<Slot> wanted(next.cbegin(), next.cend());
    const int removals = countRanges(m_order, [&wanted](Slot slot) { return !wanted.contains(slot); });
    const int insertions = countRanges(next, [this](Slot slot) { return rowOfSlot(slot) < 0; });
    if (removals + insertions > maxRanges) {
        beginResetModel();
        adopt(std::move(next));
        endResetModel();
        return;
    }
    removeRowsNotIn(wanted);
    std::vector<Slot> stay;
    std::copy_if(next.cbegin(), next.cend(), std::back_inserter(stay), [this](Slot slot) { return rowOfSlot(slot) >= 0; });
    if (stay != m_order)
        rearrange(stay);
    insertRowsFrom(next);
}

void ResourceTableModel::removeRowsNotIn(const QSet<Slot> &kept)
{
    for (int last = rowCount() - 1; last >= 0;) {
        if (kept.contains(m_order[static_cast<size_t>(last)])) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !kept.contains(m_order[static_cast<size_t>(first - 1)]))
            --first;
        beginRemoveRows({}, first, last);
        m_order.erase(m_order.begin() + first, m_order.begin() + last + 1);
        adopt(std::move(m_order));
        endRemoveRows();
        last = first - 1;
    }
}

void ResourceTableModel::rearrange(const std::vector<Slot> &order)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<Slot> slotsBefore;
    for (const QModelIndex &index : before)
        slotsBefore.push_back(m_order[static_cast<size_t>(index.row())]);
    adopt(order);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(rowOfSlot(slotsBefore[static_cast<size_t>(i)]), before.at(i).column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void ResourceTableModel::insertRowsFrom(const std::vector<Slot> &next)
{
    const QSet<Slot> present(m_order.cbegin(), m_order.cend());
    for (size_t first = 0; first < next.size();) {
        if (present.contains(next[first])) {
            ++first;
            continue;
        }
        size_t end = first + 1;
        while (end < next.size() && !present.contains(next[end]))
            ++end;
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(end) - 1);
        const auto from = next.begin() + static_cast<std::ptrdiff_t>(first);
        const auto to = next.begin() + static_cast<std::ptrdiff_t>(end);
        m_order.insert(m_order.begin() + static_cast<std::ptrdiff_t>(first), from, to);
        adopt(std::move(m_order));
        endInsertRows();
        first = end;
    }
}

void ResourceTableModel::adopt(std::vector<Slot> order)
{
    m_order = std::move(order);
    m_rows.assign(static_cast<size_t>(m_store.slotCount()), -1);
    for (size_t row = 0; row < m_order.size(); ++row)
        m_rows[static_cast<size_t>(m_order[row])] = static_cast<int>(row);
}

int ResourceTableModel::rowOfSlot(Slot slot) const
{
    const auto position = static_cast<size_t>(slot);
    return slot >= 0 && position < m_rows.size() ? m_rows[position] : -1;
}

void ResourceTableModel::reportChanges(const std::vector<Slot> &slotsChanged)
{
    std::vector<int> rows;
    for (const Slot slot : slotsChanged) {
        if (const int row = rowOfSlot(slot); row >= 0)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    for (size_t i = 0; i < rows.size();) {
        size_t end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        Q_EMIT dataChanged(index(rows[i], 0), index(rows[end - 1], columnCount() - 1));
        i = end;
    }
}

void ResourceTableModel::onMarksChanged(const QList<ResourceKey> &keys)
{
    int first = std::numeric_limits<int>::max();
    int last = -1;
    for (const ResourceKey &key : keys) {
        if (const int row = rowOf(key); row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    if (last >= 0) {
        Q_EMIT dataChanged(index(first, markColumn), index(last, markColumn),
                           {Qt::CheckStateRole, Qt::AccessibleTextRole});
    }
    Q_EMIT countsChanged();
}

const Resource *ResourceTableModel::find(const ResourceKey &key) const
{
    const Slot slot = m_store.find(key);
    return slot < 0 ? nullptr : &m_store.at(slot);
}

int ResourceTableModel::rowOf(const ResourceKey &key) const
{
    return rowOfSlot(m_store.find(key));
}

QList<ResourceKey> ResourceTableModel::visibleKeys() const
{
    QList<ResourceKey> keys;
    keys.reserve(shown());
    for (const Slot slot : m_order)
        keys.append(m_store.at(slot).key());
    return keys;
}

void ResourceTableModel::markAllMatching()
{
    m_marks.setMarked(visibleKeys(), true);
}

qsizetype ResourceTableModel::markedHidden() const
{
    return hiddenMarks().size();
}

QSet<ResourceKey> ResourceTableModel::hiddenMarks() const
{
    QSet<ResourceKey> hidden = m_marks.keys();
    hidden.removeIf([this](const ResourceKey &key) { return rowOf(key) >= 0; });
    return hidden;
}

QList<Resource> ResourceTableModel::markedResources() const
{
    QList<Resource> result;
    const auto take = [this, &result](const std::vector<Slot> &order, bool shownOnes) {
        for (const Slot slot : order) {
            const Resource &resource = m_store.at(slot);
            if (m_marks.isMarked(resource.key()) && (rowOfSlot(slot) >= 0) == shownOnes)
                result.append(resource);
        }
    };
    take(m_order, true);
    if (result.size() < m_marks.count())
        take(m_store.ordered({}, m_sorting), false);
    return result;
}

int ResourceTableModel::tableColumn(const QString &columnId) const
{
    const qsizetype position = m_columns.indexOf(m_kind.columnIndex(columnId));
    return position < 0 ? -1 : static_cast<int>(position) + 1;
}

const Column &ResourceTableModel::columnAt(int tableColumn) const
{
    return m_kind.columns.at(m_columns.at(tableColumn - 1));
}

} // namespace Clearsky

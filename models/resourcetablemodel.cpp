// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/resourcetablemodel.h"

#include "models/table/roworder.h"
#include "models/tablecell.h"

#include <QTimer>

#include <algorithm>

namespace Clearsky {

namespace {

/// Above this many separate changes, or in longer lists, one change of layout is quicker than telling each of them.
constexpr size_t maxRanges = 64;
constexpr size_t maxRowsForRanges = 10000;

const StopFlag never{false};

} // namespace

ResourceTableModel::ResourceTableModel(const ResourceKind &kind, Arranger *arranger, QObject *parent)
    : QAbstractTableModel(parent)
    , m_kind(kind)
    , m_store(kind)
    , m_marks(m_store)
    , m_arranger(arranger)
{
    for (const Column::Place place : {Column::Place::Table, Column::Place::Details}) {
        for (qsizetype i = 0; i < kind.columns.size(); ++i) {
            if (kind.columns.at(i).place == place)
                m_columns.append(i);
        }
    }
    connect(&m_marks, &Marks::changed, this, &ResourceTableModel::onMarksChanged);
    if (m_arranger)
        connect(m_arranger, &Arranger::arranged, this, &ResourceTableModel::onArranged);
}

int ResourceTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order->size());
}

int ResourceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size()) + 1;
}

QVariant ResourceTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Slot slot = slotAt(index.row());
    if (index.column() == markColumn)
        return markData(m_store.rows(), slot, m_marks.isMarked(slot), isGone(slot), role, m_now);
    return cellData(m_store.rows(), slot, kindColumn(index.column()), isGone(slot), role, m_now);
}

QVariant ResourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (section == markColumn)
        return role == Qt::AccessibleTextRole ? QVariant(tr("Mark"))
             : role == Qt::ToolTipRole && !m_complete ? QVariant(tr("Only a part of the list is loaded"))
                                                      : QVariant();
    return headingData(m_kind, kindColumn(section), m_sorting, role);
}

Qt::ItemFlags ResourceTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Qt::ItemFlags all = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.column() == markColumn && !isGone(slotAt(index.row())) ? all | Qt::ItemIsUserCheckable : all;
}

bool ResourceTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != markColumn || role != Qt::CheckStateRole)
        return false;
    m_marks.setMarked(std::span(*m_order).subspan(static_cast<size_t>(index.row()), 1), value.toInt() == Qt::Checked);
    return true;
}

void ResourceTableModel::sort(int column, Qt::SortOrder order)
{
    const bool hasValues = column > markColumn && column < columnCount();
    setSorting(hasValues ? Sorting{{.column = m_columns.at(column - 1), .order = order}} : Sorting());
}

void ResourceTableModel::setSorting(const Sorting &sorting)
{
    if (sorting == m_sorting)
        return;
    m_sorting = sorting;
    Q_EMIT headerDataChanged(Qt::Horizontal, markColumn + 1, columnCount() - 1);
    arrangeAnew();
}

void ResourceTableModel::setPredicate(std::shared_ptr<const RowPredicate> filter)
{
    if (filter == m_filter)
        return;
    m_filter = std::move(filter);
    arrangeAnew();
}

void ResourceTableModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (m_order->empty())
        return;
    for (int column = 1; column < columnCount(); ++column) {
        if (columnAt(column).type == Column::Type::Age)
            Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole});
    }
}

void ResourceTableModel::beginRefresh()
{
    if (m_isTaking)
        takeRefresh();
    m_refresh.emplace(m_store, !m_complete);
    Q_EMIT countsChanged();
}

void ResourceTableModel::addPage(const QList<Resource> &rows)
{
    if (!m_refresh)
        return;
    const ResourceStore::Upserted done = m_refresh->addPage(rows);
    reportChanges(done.changed);
    if (!done.added.empty() || !done.changed.empty())
        rowsCame();
    Q_EMIT countsChanged();
}

void ResourceTableModel::endRefresh(bool complete)
{
    m_isTaking = m_refresh && complete;
    if (m_isTaking) {
        takeSome();
        return;
    }
    m_refresh.reset();
    Q_EMIT countsChanged();
}

/// All of them at once would let the window wait.
void ResourceTableModel::takeSome()
{
    constexpr qsizetype rowsAtOnce = 2000;
    if (m_isTaking && m_refresh->absorb(rowsAtOnce))
        takeRefresh();
    else if (m_isTaking)
        QTimer::singleShot(0, this, &ResourceTableModel::takeSome);
}

void ResourceTableModel::takeRefresh()
{
    m_isTaking = false;
    const ListRefresh::Outcome outcome = m_refresh->finish();
    m_listed = outcome.listed;
    m_complete = true;
    m_marks.forget(outcome.vanished);
    if (m_keepsGone)
        keepGone(outcome.vanished);
    else
        dropRows(outcome.vanished);
    reportChanges(outcome.done.changed);
    rowsCame();
    m_refresh.reset();
    Q_EMIT countsChanged();
}

/// Rows that were gone and are listed again are no longer gone.
void ResourceTableModel::keepGone(const std::vector<Slot> &vanished)
{
    const RowBits before = std::exchange(m_gone, bitsOf(vanished, m_store.rows().slotCount()));
    m_goneCount = vanished.size();
    m_marks.setBarred(m_gone);
    countGoneShown();
    std::vector<Slot> changed = vanished;
    before.forEach([&changed](Slot slot) { changed.push_back(slot); });
    reportChanges(changed);
    if (!m_listed || vanished.empty())
        return;
    auto listed = std::make_shared<std::vector<Slot>>(*m_listed);
    listed->insert(listed->end(), vanished.begin(), vanished.end());
    m_listed = listed;
}

void ResourceTableModel::forgetGone()
{
    // A refresh may have met one of them again.
    if (m_goneCount == 0 || m_refresh)
        return;
    std::vector<Slot> gone;
    m_gone.forEach([&gone](Slot slot) { gone.push_back(slot); });
    dropRows(gone);
    Q_EMIT countsChanged();
}

void ResourceTableModel::removeResources(const QList<ResourceKey> &keys)
{
    std::vector<Slot> gone = m_store.find(keys);
    std::erase(gone, noSlot);
    m_marks.setMarked(gone, false);
    dropRows(gone);
    Q_EMIT countsChanged();
}

/// An arrangement that is under way is let come to its end, or rows that keep coming would never be seen.
void ResourceTableModel::rowsCame()
{
    if (m_isArranging)
        m_cameMeanwhile = true;
    else
        arrangeAnew();
}

void ResourceTableModel::arrangeAnew()
{
    // Slots that are shown still, or that an arrangement to come may hold, are not given away.
    m_cameMeanwhile = false;
    if (!m_isHeld)
        m_store.release();
    ArrangeTask task{.rows = m_store.snapshot(),
                     .filter = m_filter,
                     .sorting = m_sorting,
                     .listed = m_listed,
                     .previous = m_arrangement,
                     .number = ++m_task};
    m_isArranging = m_arranger && (m_arranger->isNeededFor(m_store.size()) || (m_filter && m_filter->mayTakeLong()));
    if (m_isArranging)
        m_arranger->request(std::move(task));
    else
        adopt(arrange(task, never));
}

void ResourceTableModel::onArranged(const std::shared_ptr<const Arrangement> &arrangement)
{
    if (arrangement->task != m_task)
        return;
    m_isArranging = false;
    adopt(arrangement);
    if (m_cameMeanwhile)
        arrangeAnew();
}

void ResourceTableModel::adopt(const std::shared_ptr<const Arrangement> &arrangement)
{
    if (arrangement->tooCostlyAt >= 0) {
        Q_EMIT filterTooCostly(arrangement->tooCostlyAt);
        return;
    }
    m_arrangement = arrangement;
    if (m_isHeld) {
        m_held = arrangement->order;
        countWaiting();
    } else {
        RowBits shown = arrangement->shown;
        shown.keepOnly(m_store.rows().alive());
        const bool isWhole = shown.count() == arrangement->order->size();
        applyOrder(isWhole ? arrangement->order : withoutDead(arrangement->order), shown);
    }
    Q_EMIT countsChanged();
}

void ResourceTableModel::setHeld(bool held)
{
    if (held == m_isHeld)
        return;
    m_isHeld = held;
    if (!held)
        applyWaiting();
}

void ResourceTableModel::dropRows(const std::vector<Slot> &gone)
{
    if (gone.empty())
        return;
    m_store.remove(gone);
    m_gone.keepOnly(m_store.rows().alive());
    m_goneCount = m_gone.count();
    m_marks.setBarred(m_gone);
    if (!m_isHeld) {
        RowBits shown = m_shown;
        shown.keepOnly(m_store.rows().alive());
        applyOrder(withoutDead(m_order), shown);
        return;
    }
    countGoneShown();
    countWaiting();
    reportChanges(gone);
}

void ResourceTableModel::countGoneShown()
{
    const size_t dead = m_shown.count() - m_shown.countWith(m_store.rows().alive()); // while they are held
    m_goneShown = m_shown.countWith(m_gone) + dead;
}

/// Rows that will come and rows that will go.
void ResourceTableModel::countWaiting()
{
    RowBits next = m_held ? m_arrangement->shown : m_shown;
    next.keepOnly(m_store.rows().alive());
    const size_t changes = next.count() + m_shown.count() - 2 * next.countWith(m_shown);
    const bool isOtherOrder = changes == 0 && m_held && *withoutDead(m_held) != *m_order;
    m_waiting = isOtherOrder ? 1 : static_cast<qsizetype>(changes);
}

void ResourceTableModel::applyWaiting()
{
    const Order waiting = std::exchange(m_held, {});
    m_waiting = 0;
    const Order next = withoutDead(waiting ? waiting : m_order);
    applyOrder(next, bitsOf(*next, m_store.rows().slotCount()));
    Q_EMIT countsChanged();
}

ResourceTableModel::Order ResourceTableModel::withoutDead(const Order &order) const
{
    std::vector<Slot> rows = rowsIn(*order, m_store.rows().alive());
    return rows.size() == order->size() ? order : std::make_shared<const std::vector<Slot>>(std::move(rows));
}

/// Each step leaves a table that is right in itself.
void ResourceTableModel::applyOrder(const Order &next, const RowBits &shown)
{
    m_marks.setShown(shown);
    m_shown = shown;
    if (*next != *m_order) {
        if (std::max(m_order->size(), next->size()) > maxRowsForRanges || !applyStepwise(*next))
            rearrange(next);
        m_order = next;
    }
    countGoneShown();
}

/// Removals, then a change of order, then insertions; nothing if that would be too many steps.
bool ResourceTableModel::applyStepwise(const std::vector<Slot> &next)
{
    const size_t slotCount = m_store.rows().slotCount();
    const RowBits after = bitsOf(next, slotCount);
    const RowBits before = bitsOf(*m_order, slotCount);
    const auto removals = rangesOf(*m_order, after, false, maxRanges);
    const auto insertions = rangesOf(next, before, false, maxRanges);
    if (!removals || !insertions || removals->size() + insertions->size() > maxRanges)
        return false;
    const auto now = std::make_shared<std::vector<Slot>>(*m_order);
    m_order = now;
    for (auto range = removals->crbegin(); range != removals->crend(); ++range) {
        beginRemoveRows({}, range->first, range->last);
        now->erase(now->begin() + range->first, now->begin() + range->last + 1);
        endRemoveRows();
    }
    if (std::vector<Slot> stay = rowsIn(next, before); stay != *now) {
        rearrange(std::make_shared<const std::vector<Slot>>(stay));
        *now = std::move(stay);
        m_order = now;
    }
    for (const RowRange &range : *insertions) {
        beginInsertRows({}, range.first, range.last);
        now->insert(now->begin() + range.first, next.begin() + range.first, next.begin() + range.last + 1);
        endInsertRows();
    }
    return true;
}

/// Takes another order, and with it rows away and in, in one step.
void ResourceTableModel::rearrange(const Order &next)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<Slot> slotsBefore;
    for (const QModelIndex &index : before)
        slotsBefore.push_back(slotAt(index.row()));
    m_order = next;
    const std::vector<int> rows = positionsOf(slotsBefore, *m_order);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = rows[static_cast<size_t>(i)];
        after.append(row < 0 ? QModelIndex() : index(row, before.at(i).column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void ResourceTableModel::reportChanges(const std::vector<Slot> &changed)
{
    reportRanges(changed, 0, columnCount() - 1, {});
}

void ResourceTableModel::reportRanges(const std::vector<Slot> &changed, int firstColumn, int lastColumn,
                                      const QList<int> &roles)
{
    if (changed.empty() || m_order->empty())
        return;
    const RowBits bits = bitsOf(changed, m_store.rows().slotCount());
    const auto ranges = rangesOf(*m_order, bits, true, maxRanges);
    for (const RowRange &range : ranges.value_or(std::vector{RowRange{.first = 0, .last = rowCount() - 1}}))
        Q_EMIT dataChanged(index(range.first, firstColumn), index(range.last, lastColumn), roles);
}

void ResourceTableModel::onMarksChanged(const std::vector<Slot> &rows)
{
    reportRanges(rows, markColumn, markColumn, {Qt::CheckStateRole, Qt::AccessibleTextRole});
    Q_EMIT countsChanged();
}

std::optional<Resource> ResourceTableModel::find(const ResourceKey &key) const
{
    const Slot slot = m_store.find(key);
    return slot == noSlot ? std::nullopt : std::optional(m_store.rows().at(slot));
}

int ResourceTableModel::rowOf(const ResourceKey &key) const
{
    return rowsOf({key}).front();
}

std::vector<int> ResourceTableModel::rowsOf(const QList<ResourceKey> &keys) const
{
    return positionsOf(m_store.find(keys), *m_order);
}

QList<ResourceKey> ResourceTableModel::visibleKeys() const
{
    QList<ResourceKey> keys;
    keys.reserve(shown());
    for (const Slot slot : *m_order)
        keys.append(m_store.rows().keyAt(slot));
    return keys;
}

void ResourceTableModel::markAllMatching()
{
    m_marks.setMarked(*m_order, true);
}

void ResourceTableModel::invertMarks()
{
    m_marks.invert(*m_order);
}

QSet<ResourceKey> ResourceTableModel::hiddenMarks() const
{
    QSet<ResourceKey> hidden;
    RowBits rows = m_marks.bits();
    rows.removeAll(m_shown);
    rows.forEach([this, &hidden](Slot slot) { hidden.insert(m_store.rows().keyAt(slot)); });
    return hidden;
}

QList<Resource> ResourceTableModel::markedResources() const
{
    QList<Resource> result;
    const auto take = [this, &result](const std::vector<Slot> &order) {
        for (const Slot slot : order) {
            if (m_marks.isMarked(slot))
                result.append(m_store.rows().at(slot));
        }
    };
    take(*m_order);
    if (m_marks.hiddenCount() > 0) {
        const ArrangeTask all{.rows = m_store.snapshot(), .sorting = m_sorting, .listed = m_listed};
        take(rowsIn(*arrange(all, never)->order, m_shown, false));
    }
    return result;
}

int ResourceTableModel::tableColumn(const QString &columnId) const
{
    const qsizetype position = m_columns.indexOf(m_kind.columnIndex(columnId));
    return position < 0 ? -1 : static_cast<int>(position) + 1;
}

qsizetype ResourceTableModel::kindColumn(int tableColumn) const
{
    return m_columns.at(tableColumn - 1);
}

const Column &ResourceTableModel::columnAt(int tableColumn) const
{
    return m_kind.columns.at(kindColumn(tableColumn));
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/resourcetable.h"

#include "models/resourcetablemodel.h"
#include "models/table/roworder.h"
#include "ui/columnwidths.h"
#include "ui/delegates/markboxdelegate.h"
#include "ui/delegates/statechipdelegate.h"
#include "ui/tableheader.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

namespace Clearsky {

ResourceTable::ResourceTable(ResourceTableModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_header(new TableHeader(model, this))
{
    setHorizontalHeader(m_header);
    setUpTable(*this);
    setObjectName(QStringLiteral("resources"));
    setAccessibleName(tr("Resources"));
    // Before the selection model does it in its own way, with an index for each cell.
    connect(&m_model, &QAbstractItemModel::layoutAboutToBeChanged, this, &ResourceTable::rememberPlace);
    setModel(&m_model);
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, &ResourceTable::restorePlace);
    setUpDelegates();
    setContextMenuPolicy(Qt::CustomContextMenu);
    setUpHeader();
    setColumns(standardColumns(m_model.kind()));
    if (const qsizetype age = m_model.kind().columnIndex(QStringLiteral("age")); age >= 0)
        m_model.setSorting({{.column = age, .order = Qt::DescendingOrder}});

    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResourceTable::highlightChanged);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ResourceTable::highlightChanged);
    connect(&m_model.marks(), &Marks::changed, this, [this](const std::vector<Slot> &rows) {
        if (rows.size() == 1)
            m_anchor = m_model.store().rows().keyAt(rows.front());
    });
}

void ResourceTable::setUpHeader()
{
    // A click on a heading is ours; QTableView would highlight the column.
    disconnect(m_header, &QHeaderView::sectionPressed, this, nullptr);
    disconnect(m_header, &QHeaderView::sectionEntered, this, nullptr);
    setTabOrder(m_header, this);
    m_header->setTextElideMode(Qt::ElideRight);
    m_header->setSectionsMovable(true);
    m_header->setFirstSectionMovable(false);
    m_header->setStretchLastSection(false);
    m_header->setMinimumSectionSize(fontMetrics().height() * 2);
    m_header->setContextMenuPolicy(Qt::DefaultContextMenu);
    connect(m_header, &TableHeader::markAllRequested, this,
            [this](bool marked) { m_model.marks().setMarked(m_model.order(), marked); });
    connect(m_header, &TableHeader::sortingRequested, this, [this](int section, bool adds) {
        chooseSorting(sortingAfterClick(m_model.sorting(), m_model.kindColumn(section), adds));
    });
    connect(m_header, &QHeaderView::sectionMoved, this, &ResourceTable::onSectionMoved);
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        if (m_arranging)
            return;
        m_fitted = false;
        Q_EMIT columnsChanged();
    });
}

/// The name stays where it is: the first column after the marks.
void ResourceTable::onSectionMoved()
{
    if (m_arranging)
        return;
    m_arranging = true;
    m_header->moveSection(m_header->visualIndex(m_model.tableColumn(m_model.kind().columns.first().id)), 1);
    m_arranging = false;
    Q_EMIT columnsChanged();
}

void ResourceTable::setUpDelegates()
{
    setItemDelegateForColumn(ResourceTableModel::markColumn, new MarkBoxDelegate(this));
    for (int column = 1; column < m_model.columnCount(); ++column) {
        if (m_model.columnAt(column).type == Column::Type::State)
            setItemDelegateForColumn(column, new StateChipDelegate(this));
    }
}

std::vector<int> ResourceTable::highlightedRows() const
{
    std::vector<int> rows;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    return rows;
}

QList<ResourceKey> ResourceTable::highlightedKeys() const
{
    QList<ResourceKey> keys;
    for (const int row : highlightedRows())
        keys.append(m_model.keyAt(row));
    return keys;
}

std::vector<Slot> ResourceTable::highlightedSlots() const
{
    std::vector<Slot> result;
    for (const int row : highlightedRows())
        result.push_back(m_model.slotAt(row));
    return result;
}

std::optional<ResourceKey> ResourceTable::currentKey() const
{
    if (!currentIndex().isValid())
        return {};
    return m_model.keyAt(currentIndex().row());
}

void ResourceTable::setCurrentKey(const ResourceKey &key)
{
    const int row = m_model.rowOf(key);
    if (row < 0)
        return;
    setCurrentIndex(m_model.index(row, std::max(1, currentIndex().column())));
    scrollTo(currentIndex(), PositionAtCenter);
}

void ResourceTable::setHighlightedMarked(bool marked)
{
    m_model.marks().setMarked(highlightedSlots(), marked);
    if (const auto key = currentKey())
        m_anchor = *key;
}

void ResourceTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (event->key() == Qt::Key_Space && plain) {
        // Whoever comes by Tab has a current row and no highlight yet.
        if (!selectionModel()->hasSelection() && currentIndex().isValid())
            selectRow(currentIndex().row());
        m_model.marks().toggle(highlightedSlots());
        if (const auto key = currentKey())
            m_anchor = *key;
    } else if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ShiftModifier) {
        markRange();
    } else if (event->key() == Qt::Key_Delete && plain) {
        Q_EMIT deletionRequested();
    } else if (event->matches(QKeySequence::Copy)) {
        copyRows();
    } else {
        m_extending = event->modifiers().testFlag(Qt::ShiftModifier);
        updateHold();
        QTableView::keyPressEvent(event);
    }
}

void ResourceTable::keyReleaseEvent(QKeyEvent *event)
{
    m_extending = m_extending && event->key() != Qt::Key_Shift;
    updateHold();
    QTableView::keyReleaseEvent(event);
}

void ResourceTable::mousePressEvent(QMouseEvent *event)
{
    m_pointerDown = true;
    updateHold();
    QTableView::mousePressEvent(event);
}

void ResourceTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    m_pointerDown = event->buttons() != Qt::NoButton;
    updateHold();
}

void ResourceTable::focusOutEvent(QFocusEvent *event)
{
    m_extending = false;
    updateHold();
    QTableView::focusOutEvent(event);
}

void ResourceTable::updateHold()
{
    m_model.setHeld(m_pointerDown || m_extending || m_openMenus > 0);
}

void ResourceTable::markRange()
{
    const auto key = currentKey();
    if (!key)
        return;
    const int to = m_model.rowOf(*key);
    const int anchor = m_model.rowOf(m_anchor);
    const int from = anchor < 0 ? to : anchor;
    m_model.marks().setMarked(std::span(m_model.order()).subspan(static_cast<size_t>(std::min(from, to)),
                                                                 static_cast<size_t>(std::abs(to - from)) + 1), true);
    m_anchor = *key;
}

void ResourceTable::copyIds() const
{
    QStringList ids;
    const QList<ResourceKey> keys = highlightedKeys();
    for (const ResourceKey &key : keys)
        ids.append(key.id);
    copy(ids.join(u'\n'));
}

void ResourceTable::copyRows() const
{
    QStringList lines;
    for (const int row : highlightedRows()) {
        QStringList cells;
        for (const int column : shownColumns().mid(1))
            cells.append(m_model.index(row, column).data().toString());
        cells.append(m_model.keyAt(row).id);
        lines.append(cells.join(u'\t'));
    }
    copy(lines.join(u'\n'));
}

void ResourceTable::copy(const QString &text) const
{
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void ResourceTable::setColumns(const ColumnChoices &choices)
{
    const ColumnChoices columns = validColumns(m_model.kind(), choices);
    m_arranging = true;
    int place = 1;
    m_fitted = std::all_of(columns.cbegin(), columns.cend(), [](const ColumnChoice &choice) { return choice.width == 0; });
    for (const ColumnChoice &choice : columns) {
        const int column = m_model.tableColumn(choice.id);
        m_header->moveSection(m_header->visualIndex(column), place++);
        setColumnHidden(column, !choice.isShown);
        if (choice.isShown && !m_fitted)
            setColumnWidth(column, choice.width > 0 ? choice.width : fittingWidth(*this, column));
    }
    m_arranging = false;
    fitColumns();
}

ColumnChoices ResourceTable::columns() const
{
    ColumnChoices choices;
    for (int place = 1; place < m_header->count(); ++place) {
        const int column = m_header->logicalIndex(place);
        const bool shown = !m_header->isSectionHidden(column);
        choices.append({.id = m_model.columnAt(column).id, .isShown = shown,
                        .width = shown && !m_fitted ? columnWidth(column) : 0});
    }
    return choices;
}

void ResourceTable::chooseColumns(const ColumnChoices &choices)
{
    setColumns(choices);
    Q_EMIT columnsChanged();
}

void ResourceTable::chooseSorting(const Sorting &sorting)
{
    m_model.setSorting(sorting);
    Q_EMIT sortingChanged();
}

QList<int> ResourceTable::shownColumns() const
{
    QList<int> columns;
    for (int place = 0; place < m_header->count(); ++place) {
        if (const int column = m_header->logicalIndex(place); !m_header->isSectionHidden(column))
            columns.append(column);
    }
    return columns;
}

void ResourceTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void ResourceTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitColumns();
}

void ResourceTable::fitColumns()
{
    if (!m_fitted)
        return;
    const QList<int> columns = shownColumns();
    const QList<int> widths = fittingWidths(*this, columns);
    m_arranging = true;
    for (qsizetype i = 0; i < columns.size(); ++i)
        setColumnWidth(columns.at(i), widths.at(i));
    m_header->setSectionResizeMode(ResourceTableModel::markColumn, QHeaderView::Fixed);
    m_arranging = false;
}

void ResourceTable::holdWhileOpen(QMenu &menu)
{
    ++m_openMenus;
    updateHold();
    connect(&menu, &QMenu::aboutToHide, this, [this] {
        --m_openMenus;
        updateHold();
    }, Qt::SingleShotConnection);
}

void ResourceTable::rememberPlace()
{
    m_keptHighlight = RowBits(m_model.store().rows().slotCount());
    const QItemSelection highlight = selectionModel()->selection();
    for (const QItemSelectionRange &range : highlight) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            m_keptHighlight.set(m_model.slotAt(row));
    }
    m_hadHighlight = !highlight.isEmpty();
    m_keptRow = currentIndex().row();
    m_keptColumn = std::max(1, currentIndex().column());
    m_keptCurrent = m_keptRow < 0 ? std::nullopt : std::optional(m_model.slotAt(m_keptRow));
    m_keptScroll = verticalScrollBar()->value();
    selectionModel()->reset();
}

void ResourceTable::restorePlace()
{
    constexpr size_t mostRanges = 1000; // a view with more of them is slow with every step
    if (m_hadHighlight) {
        QItemSelection selection;
        const auto ranges = rangesOf(m_model.order(), m_keptHighlight, true, mostRanges);
        for (const RowRange &range : ranges.value_or(std::vector<RowRange>()))
            selection.select(m_model.index(range.first, 0), m_model.index(range.last, m_model.columnCount() - 1));
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    }
    if (m_keptCurrent && m_model.rowCount() > 0) {
        // Where the current row went, the one that took its place.
        const int row = positionsOf(std::span(&*m_keptCurrent, 1), m_model.order()).front();
        const int next = row < 0 ? std::min(m_keptRow, m_model.rowCount() - 1) : row;
        selectionModel()->setCurrentIndex(m_model.index(next, m_keptColumn), QItemSelectionModel::NoUpdate);
    }
    verticalScrollBar()->setValue(m_keptScroll);
    m_keptHighlight = {};
    m_keptCurrent.reset();
}

} // namespace Clearsky

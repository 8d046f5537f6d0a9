// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/resourcetable.h"

#include "models/resourcetablemodel.h"
#include "models/table/roworder.h"
#include "ui/delegates/markboxdelegate.h"
#include "ui/delegates/statechipdelegate.h"
#include "ui/markheader.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <numeric>

namespace Clearsky {

namespace {

/// Takes `wanted` pixels from the widths at `from` and behind, each in proportion to what it can spare; says how much that
/// was.
int shrink(QList<int> &widths, const QList<int> &least, qsizetype from, int wanted)
{
    int spare = 0;
    for (qsizetype i = from; i < widths.size(); ++i)
        spare += widths.at(i) - least.at(i);
    if (wanted <= 0 || spare <= 0)
        return 0;
    const int target = std::min(wanted, spare);
    int taken = 0;
    for (qsizetype i = from; i < widths.size(); ++i) {
        const int own = widths.at(i) - least.at(i);
        const int part = std::min({own, (own * target + spare - 1) / spare, target - taken});
        widths[i] -= part;
        taken += part;
    }
    return taken;
}

} // namespace

ResourceTable::ResourceTable(ResourceTableModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    auto *header = new MarkHeader(m_model, this);
    setHorizontalHeader(header);
    connect(header, &MarkHeader::markAllRequested, this,
            [this](bool marked) { m_model.marks().setMarked(m_model.order(), marked); });
    setUpTable(*this);
    setObjectName(QStringLiteral("resources"));
    setAccessibleName(tr("Resources"));
    // Before the selection model does it in its own way, with an index for each cell.
    connect(&m_model, &QAbstractItemModel::layoutAboutToBeChanged, this, &ResourceTable::rememberPlace);
    setModel(&m_model);
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, &ResourceTable::restorePlace);
    setUpDelegates();
    setContextMenuPolicy(Qt::CustomContextMenu);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setFirstSectionMovable(false);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setMinimumSectionSize(fontMetrics().height() * 2);
    sortByColumn(m_model.tableColumn(QStringLiteral("age")), Qt::DescendingOrder);

    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResourceTable::highlightChanged);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ResourceTable::highlightChanged);
    connect(&m_model.marks(), &Marks::changed, this, [this](const std::vector<Slot> &rows) {
        if (rows.size() == 1)
            m_anchor = m_model.store().rows().keyAt(rows.front());
    });
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!m_fitting)
            m_fitted = false;
    });
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
    m_model.setHeld(m_pointerDown || m_extending);
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
        for (int column = 1; column < m_model.columnCount(); ++column)
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

void ResourceTable::restoreColumns(const QByteArray &state)
{
    m_fitting = true;
    m_fitted = state.isEmpty() || !horizontalHeader()->restoreState(state);
    m_fitting = false;
    fitColumns();
}

QByteArray ResourceTable::columnsState() const
{
    return m_fitted ? QByteArray() : horizontalHeader()->saveState();
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

/// Every column gets the width that its title and its first rows need, up to what its kind wishes for. What is left over
/// goes to the first text. What is missing is taken from titles that are wider than their cells, then from the other texts,
/// then from the first, down to a readable rest.
void ResourceTable::fitColumns()
{
    if (!m_fitted)
        return;
    const int rest = 8 * fontMetrics().averageCharWidth() + fontMetrics().height();
    QList<int> widths{fontMetrics().height() * 5 / 2};
    QList<int> withoutTitle{widths.first()};
    QList<int> least{widths.first()};
    for (int column = 1; column < m_model.columnCount(); ++column) {
        const int content = contentWidth(column);
        const int width = std::max(content, titleWidth(column));
        const bool isText = m_model.columnAt(column).type == Column::Type::Text;
        widths.append(width);
        withoutTitle.append(isText ? content : width);
        least.append(isText ? std::min(content, rest) : width);
    }
    least[1] = std::min(widths.at(1), 2 * rest);
    int missing = std::accumulate(widths.cbegin(), widths.cend(), 0) - viewport()->width();
    missing -= shrink(widths, withoutTitle, 2, missing);
    missing -= shrink(widths, least, 2, missing);
    missing -= shrink(widths, least, 1, missing);
    widths[1] -= std::min(0, missing);
    m_fitting = true;
    for (int column = 0; column < widths.size(); ++column)
        setColumnWidth(column, widths.at(column));
    horizontalHeader()->setSectionResizeMode(ResourceTableModel::markColumn, QHeaderView::Fixed);
    m_fitting = false;
}

int ResourceTable::titleWidth(int column) const
{
    // The arrow of the sorting pushes a title that stands at the right out of its column, others only shorten.
    if (m_model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight)
        return horizontalHeader()->sectionSizeHint(column);
    return fontMetrics().horizontalAdvance(m_model.columnAt(column).title) + fontMetrics().height();
}

int ResourceTable::contentWidth(int column) const
{
    const Column &wish = m_model.columnAt(column);
    if (wish.type == Column::Type::State)
        return widestChip();
    int widest = 0;
    const int looked = std::min(m_model.rowCount(), 200);
    for (int row = 0; row < looked; ++row)
        widest = std::max(widest, fontMetrics().horizontalAdvance(m_model.index(row, column).data().toString()));
    const int wished = wish.widthHint * fontMetrics().averageCharWidth();
    return (looked == 0 ? wished : std::min(widest + 2, wished)) + fontMetrics().height();
}

int ResourceTable::widestChip() const
{
    int widest = 0;
    for (const StateMeaning &meaning : m_model.kind().states)
        widest = std::max(widest, fontMetrics().horizontalAdvance(meaning.title));
    return widest + StateChipDelegate::extraWidth(fontMetrics());
}

void ResourceTable::rememberPlace()
{
    m_keptHighlight = bitsOf(highlightedSlots(), m_model.store().rows().slotCount());
    m_keptRow = currentIndex().row();
    m_keptColumn = std::max(1, currentIndex().column());
    m_keptCurrent = m_keptRow < 0 ? std::nullopt : std::optional(m_model.slotAt(m_keptRow));
    m_keptScroll = verticalScrollBar()->value();
    selectionModel()->reset();
}

void ResourceTable::restorePlace()
{
    constexpr size_t mostRanges = 1000; // a view with more of them is slow with every step
    QItemSelection selection;
    const auto ranges = rangesOf(m_model.order(), m_keptHighlight, true, mostRanges);
    for (const RowRange &range : ranges.value_or(std::vector<RowRange>()))
        selection.select(m_model.index(range.first, 0), m_model.index(range.last, m_model.columnCount() - 1));
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
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

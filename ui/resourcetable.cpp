// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/resourcetable.h"

#include "models/resourcetablemodel.h"
#include "ui/delegates/markboxdelegate.h"
#include "ui/delegates/statechipdelegate.h"

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

ResourceTable::ResourceTable(ResourceTableModel &model, Marks &marks, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_marks(marks)
{
    setUpTable(*this);
    setObjectName(QStringLiteral("resources"));
    setAccessibleName(tr("Resources"));
    setModel(&m_model);
    setUpDelegates();
    setContextMenuPolicy(Qt::CustomContextMenu);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setFirstSectionMovable(false);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setMinimumSectionSize(fontMetrics().height() * 2);
    sortByColumn(m_model.tableColumn(QStringLiteral("age")), Qt::DescendingOrder);

    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResourceTable::highlightChanged);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ResourceTable::highlightChanged);
    connect(&m_marks, &Marks::changed, this, [this](const QList<ResourceKey> &keys) {
        if (keys.size() == 1)
            m_anchor = keys.first();
    });
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &ResourceTable::rememberPlace);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ResourceTable::restorePlace);
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

QList<ResourceKey> ResourceTable::highlightedKeys() const
{
    QList<ResourceKey> keys;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            keys.append(m_model.resourceAt(row).key());
    }
    return keys;
}

std::optional<ResourceKey> ResourceTable::currentKey() const
{
    if (!currentIndex().isValid())
        return {};
    return m_model.resourceAt(currentIndex().row()).key();
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
    m_marks.setMarked(highlightedKeys(), marked);
    if (const auto key = currentKey())
        m_anchor = *key;
}

void ResourceTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (event->key() == Qt::Key_Space && plain) {
        m_marks.toggle(highlightedKeys());
        if (const auto key = currentKey())
            m_anchor = *key;
    } else if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ShiftModifier) {
        markRange();
    } else if (event->key() == Qt::Key_Delete && plain) {
        Q_EMIT deletionRequested();
    } else if (event->matches(QKeySequence::Copy)) {
        copyRows();
    } else {
        QTableView::keyPressEvent(event);
    }
}

void ResourceTable::markRange()
{
    const auto key = currentKey();
    if (!key)
        return;
    const int to = m_model.rowOf(*key);
    const int anchor = m_model.rowOf(m_anchor);
    const int from = anchor < 0 ? to : anchor;
    QList<ResourceKey> keys;
    for (int row = std::min(from, to); row <= std::max(from, to); ++row)
        keys.append(m_model.resourceAt(row).key());
    m_marks.setMarked(keys, true);
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
    const QList<ResourceKey> keys = highlightedKeys();
    for (const ResourceKey &key : keys) {
        QStringList cells;
        const int row = m_model.rowOf(key);
        for (int column = 1; column < m_model.columnCount(); ++column)
            cells.append(m_model.index(row, column).data().toString());
        cells.append(key.id);
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
    if (m_fitted)
        fitColumns();
}

QByteArray ResourceTable::columnsState() const
{
    return m_fitted ? QByteArray() : horizontalHeader()->saveState();
}

void ResourceTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (m_fitted)
        fitColumns();
}

void ResourceTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_fitted)
        fitColumns();
}

/// Every column gets the width its kind wishes for. What is left over goes to the first text; what is missing is taken from
/// the other texts first, then from the first, down to a readable rest.
void ResourceTable::fitColumns()
{
    const int unit = fontMetrics().averageCharWidth();
    const int padding = fontMetrics().height();
    QList<int> widths{fontMetrics().height() * 5 / 2};
    QList<int> least{widths.first()};
    for (int column = 1; column < m_model.columnCount(); ++column) {
        const Column &wish = m_model.columnAt(column);
        const int title = fontMetrics().horizontalAdvance(wish.title) + padding;
        const bool isText = wish.type == Column::Type::Text;
        const bool isTime = wish.type == Column::Type::Time;
        const int wished = isTime ? fontMetrics().horizontalAdvance(QStringLiteral("2026-12-31")) : wish.widthHint * unit;
        // Room for the arrow of the sorting beside the title, where the column is narrow and stays so.
        const int width = std::max({isText ? title : title + padding, wished + padding,
                                    wish.type == Column::Type::State ? widestChip() : 0});
        widths.append(width);
        least.append(isText ? std::min(width, std::max(title, 7 * unit + padding)) : width);
    }
    least[1] = std::min(widths.at(1), 16 * unit + padding);
    int missing = std::accumulate(widths.cbegin(), widths.cend(), 0) - viewport()->width();
    missing -= shrink(widths, least, 2, missing);
    missing -= shrink(widths, least, 1, missing);
    widths[1] -= std::min(0, missing);
    m_fitting = true;
    for (int column = 0; column < widths.size(); ++column)
        setColumnWidth(column, widths.at(column));
    horizontalHeader()->setSectionResizeMode(ResourceTableModel::markColumn, QHeaderView::Fixed);
    m_fitting = false;
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
    m_keptHighlight = highlightedKeys();
    m_keptCurrent = currentKey();
    m_keptScroll = verticalScrollBar()->value();
}

void ResourceTable::restorePlace()
{
    QItemSelection selection;
    for (const ResourceKey &key : std::as_const(m_keptHighlight)) {
        if (const int row = m_model.rowOf(key); row >= 0)
            selection.select(m_model.index(row, 0), m_model.index(row, m_model.columnCount() - 1));
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (m_keptCurrent) {
        if (const int row = m_model.rowOf(*m_keptCurrent); row >= 0)
            selectionModel()->setCurrentIndex(m_model.index(row, 1), QItemSelectionModel::NoUpdate);
    }
    verticalScrollBar()->setValue(m_keptScroll);
    m_keptHighlight.clear();
    m_keptCurrent.reset();
}

} // namespace Clearsky

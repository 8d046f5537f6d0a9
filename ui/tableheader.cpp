// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/tableheader.h"

#include "models/resourcetablemodel.h"
#include "models/tablecell.h"
#include "ui/style.h"
#include "ui/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace Clearsky {

TableHeader::TableHeader(ResourceTableModel &model, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("headings"));
    setAccessibleName(tr("Column Headings"));
    setSectionsClickable(true);
    setHighlightSections(false);
    setTextElideMode(Qt::ElideRight);
    setFocusPolicy(Qt::TabFocus);
    connect(&m_model, &ResourceTableModel::countsChanged, this, [this] { viewport()->update(); });
    connect(this, &QHeaderView::sectionClicked, this, [this](int section) {
        if (section != ResourceTableModel::markColumn)
            Q_EMIT sortingRequested(section, m_adds);
    });
}

/// Not the table's: a heading would ask it, row by row, whether all of its column is highlighted.
void TableHeader::setSelectionModel(QItemSelectionModel *selection)
{
    if (selection->parent() == this)
        QHeaderView::setSelectionModel(selection);
}

Qt::CheckState TableHeader::state() const
{
    const qsizetype marked = m_model.marked() - m_model.markedHidden();
    if (marked == 0)
        return Qt::Unchecked;
    return marked == m_model.shown() ? Qt::Checked : Qt::PartiallyChecked;
}

qsizetype TableHeader::sortKey(int section) const
{
    return section == ResourceTableModel::markColumn ? -1 : sortTermOf(m_model.sorting(), m_model.kindColumn(section));
}

QString TableHeader::keyNumber(int section) const
{
    return m_model.sorting().size() > 1 ? locale().toString(sortKey(section) + 1) : QString();
}

/// Zero for a heading that the list is not sorted by.
int TableHeader::badgeWidth(int section) const
{
    if (sortKey(section) < 0)
        return 0;
    return fontMetrics().height() + fontMetrics().horizontalAdvance(keyNumber(section));
}

int TableHeader::wishedWidth(int section) const
{
    const QString title = m_model.headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const int arrow = fontMetrics().height() + fontMetrics().horizontalAdvance(QLatin1Char('2'));
    return fontMetrics().horizontalAdvance(title) + fontMetrics().height() + arrow;
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    QRect label = rect;
    if (const int badge = std::min(badgeWidth(logicalIndex), rect.width() / 2); badge > 0) {
        QRect room(rect.right() + 1 - badge, rect.top(), badge, rect.height());
        if (isRightToLeft())
            room.moveLeft(rect.left());
        isRightToLeft() ? label.setLeft(room.right() + 1) : label.setRight(room.left() - 1);
        QStyleOptionHeader option;
        initStyleOption(&option);
        initStyleOptionForIndex(&option, logicalIndex);
        option.rect = rect;
        style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);
        paintBadge(*painter, room, logicalIndex);
    }
    painter->save();
    QHeaderView::paintSection(painter, label, logicalIndex);
    painter->restore();
    if (logicalIndex == ResourceTableModel::markColumn)
        paintBox(*painter, rect);
    if (hasFocus() && logicalIndex == m_current) {
        painter->save();
        painter->setPen(QPen(semanticColor(palette(), ColorRole::Accent), 2));
        painter->drawRect(rect.adjusted(1, 1, -1, -1));
        painter->restore();
    }
}

void TableHeader::paintBox(QPainter &painter, const QRect &rect) const
{
    const int side = style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, this);
    const QRect box = QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, {side, side}, rect);
    drawCheckBox(painter, box, palette(), state(), m_model.isComplete(), false);
}

/// An arrow, and behind it the key's number when there are several.
void TableHeader::paintBadge(QPainter &painter, const QRect &rect, int section) const
{
    const qsizetype key = sortKey(section);
    const bool ascending = m_model.sorting().at(key).order == Qt::AscendingOrder;
    const double side = fontMetrics().height() * 0.25;
    const QPointF middle(rect.left() + fontMetrics().height() / 2.0 - side / 2, rect.center().y() + 1);
    const double tip = ascending ? -side / 2 : side / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = semanticColor(palette(), key == 0 ? ColorRole::Accent : ColorRole::Muted);
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF arrow[] = {middle + QPointF(-side, -tip), middle + QPointF(0, tip), middle + QPointF(side, -tip)};
    painter.drawPolyline(arrow, 3);
    painter.drawText(QRectF(middle.x() + side * 1.8, rect.top(), rect.width(), rect.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, keyNumber(section));
    painter.restore();
}

bool TableHeader::isOnBox(const QMouseEvent &event) const
{
    const QPoint position = event.position().toPoint();
    return event.button() == Qt::LeftButton && logicalIndexAt(position) == ResourceTableModel::markColumn;
}

void TableHeader::mousePressEvent(QMouseEvent *event)
{
    m_pressed = isOnBox(*event);
    if (!m_pressed)
        QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    m_adds = event->modifiers().testFlag(Qt::ShiftModifier);
    if (!m_pressed) {
        QHeaderView::mouseReleaseEvent(event);
        return;
    }
    m_pressed = false;
    // A part of a list is not marked as if it were the whole.
    if (isOnBox(*event) && m_model.isComplete())
        Q_EMIT markAllRequested(state() != Qt::Checked);
}

void TableHeader::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        walk(isRightToLeft() ? 1 : -1);
        return;
    case Qt::Key_Right:
        walk(isRightToLeft() ? -1 : 1);
        return;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activate(event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    case Qt::Key_Down:
    case Qt::Key_Escape:
        parentWidget()->setFocus();
        return;
    default:
        QHeaderView::keyPressEvent(event);
    }
}

void TableHeader::activate(bool adds)
{
    if (m_current != ResourceTableModel::markColumn)
        Q_EMIT sortingRequested(m_current, adds);
    else if (m_model.isComplete())
        Q_EMIT markAllRequested(state() != Qt::Checked);
    setCurrent(m_current);
}

void TableHeader::walk(int step)
{
    int place = visualIndex(m_current) + step;
    while (place >= 0 && place < count() && isSectionHidden(logicalIndex(place)))
        place += step;
    if (place >= 0 && place < count())
        setCurrent(logicalIndex(place));
}

/// Also says it to assistive technology.
void TableHeader::setCurrent(int section)
{
    m_current = section;
    const auto text = [this, section](int role) { return m_model.headerData(section, Qt::Horizontal, role).toString(); };
    const QString title = section == ResourceTableModel::markColumn ? tr("Mark") : text(Qt::DisplayRole);
    const QString sorting = text(Qt::AccessibleDescriptionRole);
    setAccessibleDescription(sorting.isEmpty() ? title : tr("%1: %2", "heading: how it is sorted").arg(title, sorting));
    viewport()->update();
}

void TableHeader::focusInEvent(QFocusEvent *event)
{
    if (isSectionHidden(m_current))
        m_current = 1;
    setCurrent(m_current);
    QHeaderView::focusInEvent(event);
}

void TableHeader::focusOutEvent(QFocusEvent *event)
{
    QHeaderView::focusOutEvent(event);
    viewport()->update();
}

void TableHeader::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    if (!byKey)
        m_current = std::max(0, logicalIndexAt(event->pos()));
    const QPoint below(sectionViewportPosition(m_current) + height() / 2, height());
    Q_EMIT customContextMenuRequested(byKey ? below : event->pos());
    event->accept();
}

} // namespace Clearsky

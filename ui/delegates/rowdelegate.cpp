// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/rowdelegate.h"

#include "models/displaytext.h"
#include "models/modelroles.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QTableView>
#include <QToolTip>

namespace Clearsky {

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    paintGround(painter, item);
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const bool muted = !selected && index.data(MutedRole).toBool();
    painter->save();
    item.font.setStrikeOut(index.data(StruckRole).toBool());
    painter->setFont(item.font);
    painter->setPen(semanticColor(item.palette, muted ? ColorRole::Muted : ColorRole::Text));
    const QRect room = item.rect.adjusted(padding(item), 0, -padding(item), 0);
    const QString text = item.fontMetrics.elidedText(item.text, item.textElideMode, room.width());
    painter->drawText(room, static_cast<int>(item.displayAlignment | Qt::TextSingleLine), text);
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width() + 2 * padding(option), option.fontMetrics.height() * 22 / 10};
}

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    const QString text = index.data().toString();
    const int room = option.rect.width() - 2 * padding(option);
    if (event && view && event->type() == QEvent::ToolTip && index.data(Qt::ToolTipRole).toString().isEmpty()
        && option.fontMetrics.horizontalAdvance(text) > room) {
        QToolTip::showText(event->globalPos(), plainToolTip(text), view);
        return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

void RowDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option) const
{
    const QRect &rect = option.rect;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(rect, semanticColor(option.palette, selected ? ColorRole::Selection : ColorRole::Base));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                      mixed(semanticColor(option.palette, ColorRole::Line),
                            semanticColor(option.palette, ColorRole::Base), 0.6));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->save();
        painter->setPen(QPen(semanticColor(option.palette, ColorRole::Accent), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(1, 1, -1, -1));
        painter->restore();
    }
}

int RowDelegate::padding(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.height() / 2;
}

void setUpTable(QTableView &table)
{
    table.setItemDelegate(new RowDelegate(&table));
    table.setShowGrid(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setWordWrap(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setTabKeyNavigation(false);
    table.setCornerButtonEnabled(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    const int height = table.fontMetrics().height() * 22 / 10;
    table.verticalHeader()->setMinimumSectionSize(height);
    table.verticalHeader()->setDefaultSectionSize(height);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setTextElideMode(Qt::ElideRight);
    table.horizontalHeader()->setStretchLastSection(true);
}

} // namespace Clearsky

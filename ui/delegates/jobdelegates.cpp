// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/jobdelegates.h"

#include "models/joblistmodel.h"
#include "models/modelroles.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QPainter>

namespace Clearsky {

namespace {

/// Draws elided text and returns how wide it became.
int drawPart(QPainter &painter, const QRect &room, const QFont &font, const QColor &color, const QString &text,
             Qt::LayoutDirection direction)
{
    const QFontMetrics metrics(font, painter.device());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room.width());
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(room, static_cast<int>(QStyle::visualAlignment(direction, Qt::AlignLeft) | Qt::AlignVCenter), shown);
    return metrics.horizontalAdvance(shown);
}

} // namespace

void JobIconDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    paintGround(painter, item);
    const auto tone = static_cast<StateMeaning::Tone>(index.data(ToneRole).toInt());
    const int size = item.fontMetrics.height() * 5 / 4;
    const QRect place = QStyle::alignedRect(item.direction, Qt::AlignCenter, QSize(size, size), item.rect);
    icon(index.data(JobListModel::IconNameRole).toString(), colorRoleOf(tone)).paint(painter, place);
}

void JobTitleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    paintGround(painter, item);
    const int line = item.fontMetrics.height() * 5 / 4;
    QRect room = item.rect.adjusted(padding(item), 0, -padding(item), 0);
    room.setTop(item.rect.center().y() - line);
    room.setHeight(line);
    painter->save();
    const QColor text = semanticColor(item.palette, ColorRole::Text);
    drawPart(*painter, room, headingFont(item.font), text, item.text, item.direction);
    room.translate(0, line);
    const auto environment = static_cast<Environment>(index.data(JobListModel::EnvironmentRole).toInt());
    const int used = drawPart(*painter, room, item.font, semanticColor(item.palette, environmentColor(environment)),
                              environmentBadge(environment), item.direction)
        + padding(item);
    if (item.direction == Qt::RightToLeft)
        room.setRight(room.right() - used);
    else
        room.setLeft(room.left() + used);
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    drawPart(*painter, room, item.font, selected ? text : semanticColor(item.palette, ColorRole::Muted),
             index.data(JobListModel::StateTitleRole).toString(), item.direction);
    painter->restore();
}

} // namespace Clearsky

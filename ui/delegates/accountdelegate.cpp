// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/accountdelegate.h"

#include "models/accounttreemodel.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QPainter>

namespace Clearsky {

namespace {

QString iconNameOf(const QModelIndex &index)
{
    if (index.data(AccountTreeModel::KindIdRole).toString().isEmpty())
        return QStringLiteral("cloud");
    switch (static_cast<AccountTreeModel::Status>(index.data(AccountTreeModel::StatusRole).toInt())) {
    case AccountTreeModel::Status::Loading: return QStringLiteral("loader");
    case AccountTreeModel::Status::Problem: return QStringLiteral("triangle-alert");
    case AccountTreeModel::Status::Idle: break;
    }
    return index.data(AccountTreeModel::IconNameRole).toString();
}

ColorRole iconColorOf(const QModelIndex &index)
{
    const int status = index.data(AccountTreeModel::StatusRole).toInt();
    return status == static_cast<int>(AccountTreeModel::Status::Problem) ? ColorRole::Warn : ColorRole::Muted;
}

/// Draws as much of the text as fits at the left of `room` without the width kept for what follows, and takes its width
/// from it.
void drawPart(QPainter &painter, const QStyleOptionViewItem &item, QRect &room, const QFont &font, const QColor &color,
              const QString &text, int kept = 0)
{
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room.width() - kept);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(room, static_cast<int>(QStyle::visualAlignment(item.direction, Qt::AlignLeft) | Qt::AlignVCenter),
                     shown);
    const int used = metrics.horizontalAdvance(shown) + metrics.averageCharWidth();
    room.adjust(item.direction == Qt::RightToLeft ? 0 : used, 0, item.direction == Qt::RightToLeft ? -used : 0, 0);
}

} // namespace

void AccountDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    if (selected)
        painter->fillRect(item.rect, semanticColor(item.palette, ColorRole::Selection));
    painter->save();
    const int line = item.fontMetrics.height();
    QRect room = item.rect.adjusted(line / 4, 0, -line / 2, 0);
    const QColor text = semanticColor(item.palette, ColorRole::Text);
    if (index.column() == AccountTreeModel::CountColumn) {
        painter->setPen(selected ? text : semanticColor(item.palette, ColorRole::Muted));
        painter->drawText(room, static_cast<int>(item.displayAlignment), item.text);
        painter->restore();
        return;
    }
    const QPixmap pixmap = iconPixmap(iconNameOf(index), iconColorOf(index), item.palette, line,
                                      painter->device()->devicePixelRatioF());
    const QRect place = QStyle::alignedRect(item.direction, Qt::AlignLeft | Qt::AlignVCenter, QSize(line, line), room);
    painter->drawPixmap(place, pixmap);
    const int used = line * 3 / 2;
    room.adjust(item.direction == Qt::RightToLeft ? 0 : used, 0, item.direction == Qt::RightToLeft ? -used : 0, 0);
    const QVariant environment = index.data(AccountTreeModel::EnvironmentRole);
    if (environment.isValid()) {
        const auto value = static_cast<Environment>(environment.toInt());
        const QColor color = selected ? text : semanticColor(item.palette, environmentColor(value));
        const QString badge = environmentBadge(value);
        const int kept = item.fontMetrics.horizontalAdvance(badge) + item.fontMetrics.averageCharWidth();
        drawPart(*painter, item, room, headingFont(item.font), text, item.text, kept);
        drawPart(*painter, item, room, item.font, color, badge);
    } else {
        drawPart(*painter, item, room, item.font, text, item.text);
    }
    painter->restore();
}

QSize AccountDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const int line = item.fontMetrics.height();
    return {item.fontMetrics.horizontalAdvance(item.text) + line, line * 2};
}

} // namespace Clearsky

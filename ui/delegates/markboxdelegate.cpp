// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/markboxdelegate.h"

#include "ui/style.h"

#include <QAbstractItemView>
#include <QMouseEvent>
#include <QPainter>

namespace Clearsky {

namespace {

QSize boxSize(const QStyleOptionViewItem &option)
{
    const QStyle *style = option.widget ? option.widget->style() : nullptr;
    const int side = style ? style->pixelMetric(QStyle::PM_IndicatorWidth, &option, option.widget) : 18;
    return {side, side};
}

} // namespace

void MarkBoxDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    paintGround(painter, item);
    const QVariant mark = index.data(Qt::CheckStateRole);
    if (!mark.isValid())
        return; // nothing to mark any more
    const auto state = static_cast<Qt::CheckState>(mark.toInt());
    const QRect box = QStyle::alignedRect(item.direction, Qt::AlignCenter, boxSize(item), item.rect);
    drawCheckBox(*painter, box, item.palette, state, item.state.testFlag(QStyle::State_Enabled), false);
}

QSize MarkBoxDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int side = boxSize(option).width() + 2 * padding(option);
    return {side, RowDelegate::sizeHint(option, index).height()};
}

bool MarkBoxDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                                  const QModelIndex &index)
{
    // The keyboard marks all highlighted rows and is the page's business.
    if (event->type() != QEvent::MouseButtonRelease)
        return event->type() == QEvent::MouseButtonDblClick;
    auto *mouse = static_cast<QMouseEvent *>(event);
    if (mouse->button() != Qt::LeftButton || mouse->modifiers() != Qt::NoModifier
        || !option.rect.contains(mouse->position().toPoint())) {
        return false;
    }
    const bool marked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    if (auto *view = qobject_cast<QAbstractItemView *>(const_cast<QWidget *>(option.widget)))
        view->setCurrentIndex(index);
    return model->setData(index, marked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace Clearsky

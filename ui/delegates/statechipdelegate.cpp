// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/statechipdelegate.h"

#include "models/modelroles.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace Clearsky {

void StateChipDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    paintGround(painter, item);
    if (item.text.isEmpty())
        return;
    const auto tone = static_cast<StateMeaning::Tone>(index.data(ToneRole).toInt());
    const ChipColors colors = chipColors(item.palette, tone);
    const int line = item.fontMetrics.height();
    const int inset = line / 2;
    const int dot = line / 3;
    const QRect room = item.rect.adjusted(padding(item), 0, -padding(item), 0);
    const QString text = item.fontMetrics.elidedText(item.text, Qt::ElideRight, room.width() - 2 * inset - 2 * dot);
    const int width = std::min(room.width(), item.fontMetrics.horizontalAdvance(text) + 2 * inset + 2 * dot);
    QRect chip(0, 0, width, line * 3 / 2);
    chip = QStyle::alignedRect(item.direction, Qt::AlignLeft | Qt::AlignVCenter, chip.size(), room);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.ground);
    painter->drawRoundedRect(chip, chip.height() / 2.0, chip.height() / 2.0);
    QRect dotRect = QStyle::alignedRect(item.direction, Qt::AlignLeft | Qt::AlignVCenter, QSize(dot, dot),
                                        chip.adjusted(inset, 0, -inset, 0));
    painter->setBrush(colors.dot);
    painter->drawEllipse(dotRect);
    painter->setPen(colors.text);
    painter->setFont(item.font);
    const QRect words = item.direction == Qt::RightToLeft ? chip.adjusted(inset, 0, -inset - 2 * dot, 0)
                                                          : chip.adjusted(inset + 2 * dot, 0, -inset, 0);
    painter->drawText(words, static_cast<int>(QStyle::visualAlignment(item.direction, Qt::AlignLeft) | Qt::AlignVCenter),
                      text);
    painter->restore();
}

int StateChipDelegate::extraWidth(const QFontMetrics &metrics)
{
    const int line = metrics.height();
    return 2 * (line / 2) + 2 * (line / 2) + 2 * (line / 3) + 2; // beside the chip, inside it, the dot
}

QSize StateChipDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    return {item.fontMetrics.horizontalAdvance(item.text) + extraWidth(item.fontMetrics),
            RowDelegate::sizeHint(option, index).height()};
}

} // namespace Clearsky

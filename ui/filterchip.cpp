// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/filterchip.h"

#include "models/displaytext.h"
#include "ui/icons.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace Clearsky {

FilterChip::FilterChip(const QString &part, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(visibleText(part));
    setAccessibleName(tr("Remove %1", "%1: part of a filter").arg(text()));
    setPlainToolTip(this, tr("Take \"%1\" out of the filter").arg(text()));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

QSize FilterChip::sizeFor(int textWidth) const
{
    const int line = fontMetrics().height();
    return {textWidth + line / 2 + line * 3 / 2, std::max(24, line * 3 / 2)};
}

QSize FilterChip::sizeHint() const
{
    return sizeFor(std::min(fontMetrics().horizontalAdvance(text()) + 2, 40 * fontMetrics().averageCharWidth()));
}

QSize FilterChip::minimumSizeHint() const
{
    return sizeFor(std::min(fontMetrics().horizontalAdvance(text()) + 2, 4 * fontMetrics().averageCharWidth()));
}

void FilterChip::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = semanticColor(palette(), ColorRole::Selection);
    const QColor ink = semanticColor(palette(), ColorRole::Text);
    const double over = isDown() ? 0.16 : underMouse() ? 0.08 : 0.0;
    painter.setPen(hasFocus() ? QPen(semanticColor(palette(), ColorRole::Accent), 2) : QPen(Qt::NoPen));
    painter.setBrush(mixed(ink, ground, over));
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);

    const int line = fontMetrics().height();
    const int cross = line * 3 / 4;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    QRect words = rect().adjusted(line / 2, 0, -line * 3 / 2, 0);
    QRect crossRect(rect().right() - line / 2 - cross + 1, (height() - cross) / 2, cross, cross);
    if (isMirrored) {
        words = rect().adjusted(line * 3 / 2, 0, -line / 2, 0);
        crossRect.moveLeft(line / 2);
    }
    painter.setPen(ink);
    painter.setLayoutDirection(Qt::LeftToRight); // the text is the same in all languages
    painter.drawText(words, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
                     fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    Clearsky::icon(QStringLiteral("x"), underMouse() ? ColorRole::Text : ColorRole::Muted).paint(&painter, crossRect);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/scrollbarlook.h"

#include "ui/theme.h"

#include <QPainter>
#include <QStyleOptionSlider>

#include <algorithm>

namespace Clearsky {

namespace {

constexpr int margin = 2;
constexpr qreal radius = 4;

/// From `from` to `to` along the bar.
QRect span(const QStyleOptionSlider &bar, int from, int to)
{
    const QRect &rect = bar.rect;
    const QRect part = bar.orientation == Qt::Horizontal
        ? QRect(rect.left() + from, rect.top(), to - from, rect.height())
        : QRect(rect.left(), rect.top() + from, rect.width(), to - from);
    return QStyle::visualRect(bar.direction, rect, part);
}

} // namespace

QRect scrollBarRect(const QStyleOptionSlider &bar, QStyle::SubControl part)
{
    const int length = bar.orientation == Qt::Horizontal ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    const qint64 share = range > 0 ? qint64(bar.pageStep) * length / (range + bar.pageStep) : length;
    const int handle = static_cast<int>(std::clamp<qint64>(share, std::min(scrollHandleLeast, length), length));
    const int start = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - handle,
                                                      bar.upsideDown);
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return bar.rect;
    case QStyle::SC_ScrollBarSlider:
        return span(bar, start, start + handle);
    case QStyle::SC_ScrollBarSubPage:
        return span(bar, 0, start);
    case QStyle::SC_ScrollBarAddPage:
        return span(bar, start + handle, length);
    default:
        return {};
    }
}

void drawScrollBar(QPainter &painter, const QStyleOptionSlider &bar)
{
    if (bar.maximum == bar.minimum)
        return;
    const QColor muted = semanticColor(bar.palette, ColorRole::Muted);
    const bool isHeld = bar.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isHeld ? muted : mixed(muted, semanticColor(bar.palette, ColorRole::Base), 0.45));
    const QRect handle = scrollBarRect(bar, QStyle::SC_ScrollBarSlider).adjusted(margin, margin, -margin, -margin);
    painter.drawRoundedRect(handle, radius, radius);
    painter.restore();
}

} // namespace Clearsky

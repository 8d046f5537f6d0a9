// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyle>

class QPainter;
class QStyleOptionSlider;

namespace Clearsky {

// How scroll bars look: a handle on what is behind them, no buttons at the ends.

constexpr int scrollBarExtent = 12;
constexpr int scrollHandleLeast = 32;

[[nodiscard]] QRect scrollBarRect(const QStyleOptionSlider &bar, QStyle::SubControl part);
void drawScrollBar(QPainter &painter, const QStyleOptionSlider &bar);

} // namespace Clearsky

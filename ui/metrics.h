// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <algorithm>

namespace Clearsky {

/// `steps` steps of the one grid that all layouts keep to: 4 logical pixels at the usual font size, more with a larger.
[[nodiscard]] inline int space(const QWidget &widget, int steps)
{
    return steps * std::max(4, widget.fontMetrics().height() / 4);
}

/// Room for about `count` characters of text.
[[nodiscard]] inline int charactersWide(const QWidget &widget, int count)
{
    return count * widget.fontMetrics().averageCharWidth();
}

} // namespace Clearsky

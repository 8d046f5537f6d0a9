// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme.h"

#include <QIcon>

namespace Clearsky {

/// The Lucide icon `name` (":/icons/lucide/<name>.svg") in the colour of `role`. It is tinted anew each time it is
/// painted, so it follows a change of theme. An unknown name gives a null icon.
[[nodiscard]] QIcon icon(const QString &name, ColorRole role = ColorRole::Text);

/// The same, painted once at `size` logical pixels.
[[nodiscard]] QPixmap iconPixmap(const QString &name, ColorRole role, const QPalette &palette, int size,
                                 qreal devicePixelRatio);

} // namespace Clearsky

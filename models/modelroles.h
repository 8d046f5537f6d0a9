// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/qnamespace.h>

namespace Clearsky {

/// Roles that the item models share with the delegates.
enum ModelRole {
    ToneRole = Qt::UserRole + 1, ///< int(StateMeaning::Tone): the cell is drawn as a chip in that tone
    MutedRole,                   ///< bool: the text is secondary
    StruckRole,                  ///< bool: the text is struck through
};

} // namespace Clearsky

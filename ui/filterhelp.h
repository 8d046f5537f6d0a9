// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/filter/filterfields.h"

class QWidget;

namespace Clearsky {

/// A short guide to the filter, below `button`, until the user looks elsewhere.
void showFilterHelp(QWidget &button, const FilterFields &fields);

} // namespace Clearsky

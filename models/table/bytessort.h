// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/sortcolumn.h"

#include <functional>

namespace Clearsky {

/// Appends the bytes that a row compares by; none: it is empty.
using KeyWriter = std::function<void(Slot, std::vector<char> &)>;

/// By bytes: what tells most rows apart is kept beside the slot, the rest is looked up.
[[nodiscard]] std::unique_ptr<SortColumn> makeBytesSortColumn(KeyWriter writer, bool descending);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/jsonreader.h"
#include "models/resourcekind.h"

namespace Clearsky {

/// How a CloudDC instance is shown: api/huawei.md 6.2 and 6.3.
[[nodiscard]] QList<Column> cloudDcColumns();
/// The union of three generations of words, misspellings included.
[[nodiscard]] QList<StateMeaning> cloudDcStates();
[[nodiscard]] Resource readCloudDcRow(JsonReader &row);

} // namespace Clearsky

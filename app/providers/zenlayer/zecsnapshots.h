// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/kindcontract.h"

#include <memory>

namespace Clearsky {

/// Snapshots of Zenlayer Elastic Compute disks (api/zenlayer.md 4 to 6).
[[nodiscard]] std::unique_ptr<KindContract> makeZecSnapshots();

} // namespace Clearsky

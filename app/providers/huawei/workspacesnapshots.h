// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/kindcontract.h"

#include <memory>

namespace Clearsky {

/// Snapshots of Workspace desktops' disks: api/huawei.md section 4.
[[nodiscard]] std::unique_ptr<KindContract> makeWorkspaceSnapshots();

} // namespace Clearsky

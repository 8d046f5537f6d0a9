// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/kindcontract.h"

#include <memory>

namespace Clearsky {

/// Integration applications and data-integration tasks of ROMA Connect: api/huawei.md section 5.
[[nodiscard]] std::unique_ptr<KindContract> makeRomaAssets();

} // namespace Clearsky

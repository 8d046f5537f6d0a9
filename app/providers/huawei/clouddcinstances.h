// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/kindcontract.h"

#include <memory>

namespace Clearsky {

/// Instances of CloudDC, that is systems on physical servers: api/huawei.md section 6.
[[nodiscard]] std::unique_ptr<KindContract> makeCloudDcInstances();

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweioptions.h"
#include "app/practice/practiceservice.h"

#include <memory>
#include <vector>

namespace Clearsky {

using PracticeServices = std::vector<std::unique_ptr<PracticeService>>;

/// Every contract the practice cloud serves. They are asked in this order whether a request is theirs.
[[nodiscard]] PracticeServices makePracticeServices(const HuaweiOptions &huawei = {});

} // namespace Clearsky

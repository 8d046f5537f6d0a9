// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweioptions.h"
#include "app/practice/practiceservices.h"

namespace Clearsky {

/// The Huawei side of the practice cloud: IAM and the services behind one gateway.
[[nodiscard]] PracticeServices makeHuaweiServices(const HuaweiOptions &options = {});

} // namespace Clearsky

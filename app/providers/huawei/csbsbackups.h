// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/kindcontract.h"

#include <memory>

namespace Clearsky {

/// Backups of servers, that is CSBS checkpoint items: api/huawei.md section 7.
[[nodiscard]] std::unique_ptr<KindContract> makeCsbsBackups();

} // namespace Clearsky

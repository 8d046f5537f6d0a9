// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practiceservice.h"

#include <memory>

namespace Clearsky {

/// Zenlayer's zec snapshots ("zenlayer.zec.snapshot") with their disks ("zenlayer.zec.disk"), zones and
/// resource groups (api/zenlayer.md 4 to 7).
[[nodiscard]] std::unique_ptr<PracticeService> makeZenlayerSnapshots();

} // namespace Clearsky

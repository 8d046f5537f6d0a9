// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Clearsky {

class BenchReport;

/// P9: pages of a provider's snapshots in memory, read by its contract into a store, against parsing their JSON alone.
void sayParsing(BenchReport &report);

} // namespace Clearsky

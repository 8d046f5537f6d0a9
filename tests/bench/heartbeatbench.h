// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Clearsky {

class BenchReport;

/// P8: the longest time for which the window does not answer while so many rows stream in, are filtered, sorted, marked and
/// removed, and outcomes arrive: the second longest of `runs`.
void sayHeartbeat(BenchReport &report, int rows, int runs);

} // namespace Clearsky

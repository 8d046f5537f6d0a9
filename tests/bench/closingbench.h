// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Clearsky {

class BenchReport;

/// The second half of P17: what the program holds after a list of so many rows was loaded, sorted, marked and closed.
void sayClosing(BenchReport &report, int rows);

} // namespace Clearsky

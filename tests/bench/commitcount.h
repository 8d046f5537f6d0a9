// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Clearsky {

/// Counts the commits of every SQLite connection that this process opens from now on.
void countCommits();
[[nodiscard]] int commitsCounted();

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Clearsky {

/// Gives memory that is no longer used back to the system, where the C library keeps it for itself (glibc). Returns at once;
/// the work, up to a tenth of a second after a list of a million rows, is done in another thread.
void returnFreeMemory();

} // namespace Clearsky

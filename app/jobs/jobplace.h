// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalrecords.h"

namespace Clearsky {

class Connection;

/// Why the job may not be carried out, nor looked at, over this connection: it leads to another account, service or
/// project than the plan was made for (engine.md R3 and row 42). A look elsewhere would find nothing and call it gone.
/// Translated; empty: it leads where the plan says. The project is compared once the connection is signed in.
[[nodiscard]] QString strayedFrom(const StoredJob &job, const Connection &connection);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs.h"

namespace Clearsky {

/// What is asked before Clearsky quits while `openJobs` (at least 1) jobs are not over. Yes means quit.
[[nodiscard]] Question quitQuestion(int openJobs);

} // namespace Clearsky

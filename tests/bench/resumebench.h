// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Clearsky {

/// What it takes to take up a job of that many open items, in seconds.
struct ResumeFigures
{
    double bare = 0;    ///< a bare SQLite reader opens the journal and reads every item
    double counts = 0;  ///< until the engine tells the true counts
    double click = 0;   ///< until it has answered a click on Stop besides
    bool isTrue = false;
};

[[nodiscard]] ResumeFigures measureResume(int items);

} // namespace Clearsky

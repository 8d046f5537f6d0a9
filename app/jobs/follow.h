// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/kindcontract.h"

#include <chrono>

namespace Clearsky {

/// One sent request whose items have not all ended: where its following stands. Times are the Clock's.
struct Follow
{
    enum class Phase {
        ProviderJob,  ///< its job is polled
        LostJob,      ///< the contract has jobs, but this one's id was lost: it may still run
        Look,         ///< only looks matter
    };
    Phase phase = Phase::Look;
    QList<int> items{};
    int requestNumber = 0;
    QString providerJobId{};
    std::optional<ProviderJob> ended{};
    std::chrono::milliseconds since{0};
    std::chrono::milliseconds nextPoll{0};
    std::chrono::milliseconds nextLook{0};
    std::chrono::milliseconds lookEvery{0};
    int looksSinceOver = 0;
    int failedLooks = 0;     ///< in a row
    int lastLooks = -1;      ///< how many looks are left once the deadline is over; -1: it is not
    bool askedLate = false;  ///< its job was asked again after the deadline
    bool jobNeverEnded = false; ///< the deadline found its job running: absence is no proof
    bool busy = false;       ///< a poll or look of it is running
    bool onlyOnce = false;   ///< looks once at Deleted items, for Verify Again
};

} // namespace Clearsky

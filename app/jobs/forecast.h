// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/joboutlook.h"

namespace Clearsky {

/// How long a job will go on, from how its requests went so far (design/ux.md section 7). Pure: the caller says what
/// time it is.
class Forecast final
{
public:
    using Time = std::chrono::milliseconds;

    struct Left
    {
        int requests = 0;          ///< not answered yet
        int ended = 0;             ///< items that have ended
        int concurrency = 1;       ///< requests that the lane lets out at once
        Time coolDown{0};          ///< until the lane sends again, as far as that is known
        Time verification{0};      ///< from the last answer to its last look
    };

    void sent(Time now);
    /// `taken` is the time from the look before it to its answer.
    void answered(Time now, Time taken);

    /// None before 20 items have ended or 30 s have passed; Stalled when nothing has been answered for long.
    [[nodiscard]] JobOutlook outlook(Time now, const Left &left) const;

private:
    [[nodiscard]] bool isStalled(Time now, const Left &left) const;

    Time m_firstSent{-1};
    Time m_lastSent{-1};
    Time m_lastAnswer{-1};
    double m_taken = 0;      ///< EWMA of what a request takes, ms
    double m_deviation = 0;  ///< EWMA of how far requests are from it, ms
    double m_apart = 0;      ///< EWMA of the time between two sends, ms: pacing, provider jobs and other jobs' turns
};

} // namespace Clearsky

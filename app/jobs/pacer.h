// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timing.h"

namespace Clearsky {

/// How fast a lane sends: a token bucket whose rate halves when the provider throttles and recovers slowly
/// (engine.md 5.5), and a budget that keeps retries a small part of all requests (engine.md 5.3). Pure: the caller says
/// what time it is.
class Pacer final
{
public:
    using Time = std::chrono::milliseconds;

    explicit Pacer(Timing timing);

    /// How long the next request has to wait; 0: it may go.
    [[nodiscard]] Time untilNext(Time now);
    void sent(Time now);
    void succeeded();
    void throttled();
    /// A retry costs this many tokens of the budget.
    void spend(int tokens);

private:
    void refill(Time now);

    Timing m_timing;
    double m_rate;          ///< requests per second, in real time
    double m_ready = 1.0;   ///< requests that may go now
    double m_budget;
    Time m_refilledAt{0};
};

} // namespace Clearsky

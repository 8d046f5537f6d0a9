// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/error.h"

#include <chrono>
#include <functional>

namespace Clearsky {

/// A provider that asks for more patience than this is asked again all the same (engine.md R8).
inline constexpr std::chrono::milliseconds longestHint = std::chrono::minutes(15);

/// What to do about a request that ended with an error: one row of the table in design/engine.md 5.3.
struct RetryRule
{
    enum class Next {
        GiveUp,    ///< the provider has spoken, or we have ended it: this error is the end
        Wait,      ///< nothing was carried out: send again after the wait
        SignIn,    ///< nothing was carried out: send again after one new sign-in
        Look,      ///< only a look tells what happened; may be sent again when it found everything untouched
        Isolate,   ///< nothing was carried out: look, drop what is blocked now, halve the batch
        Attention, ///< nothing helps but a person
    };
    Next next = Next::GiveUp;
    int attempts = 1; ///< sends in all, the first included; 0: `patience` or the lane's rules end it
    std::chrono::milliseconds base{0}; ///< 0: there is no wait
    std::chrono::milliseconds cap{0};
    std::chrono::milliseconds patience{0}; ///< without any progress; then Attention. 0: attempts govern
    /// How the wait is drawn: up to the step (full jitter), at least the step (+10 %), or around the base
    /// (±20 %).
    enum class Jitter { Full, Upward, Around };
    Jitter jitter = Jitter::Full;
    int tokens = 0; ///< taken from the lane's bucket by the next send

    friend bool operator==(const RetryRule &, const RetryRule &) = default;
};

/// For requests that delete. Attempts of items in conflict are counted by LaneRules::conflictAttempts.
[[nodiscard]] RetryRule deleteRetryRule(Error::Kind kind);
/// For reads (lists, provider jobs, looks). Next is GiveUp, Wait or SignIn; looks never are Look or Isolate.
[[nodiscard]] RetryRule readRetryRule(Error::Kind kind);

/// Draws from [0, 1). Injected so that tests and simulations repeat.
using RandomSource = std::function<double()>;
[[nodiscard]] RandomSource systemRandom();

/// How long to wait before the next send. `failures` ≥ 1 is how often it failed already: the step is
/// min(cap, base · 2^(failures − 1)). A provider's hint replaces a shorter wait: the hint + up to 10 %, at
/// most 15 min. The result is in the provider's time: Timing scales it.
[[nodiscard]] std::chrono::milliseconds retryWait(const RetryRule &rule, int failures,
                                                  std::optional<std::chrono::milliseconds> hint,
                                                  const RandomSource &random);

} // namespace Clearsky

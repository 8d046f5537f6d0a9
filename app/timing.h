// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Clearsky {

/// How fast an account's provider lives. Every wait of the delete flow is written in the provider's time and passes
/// through here; a practice account's provider is `speed` times as fast. HttpCall's own deadlines do not.
class Timing
{
public:
    explicit constexpr Timing(double speed = 1.0)
        : m_speed(speed)
    {
    }

    [[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds wait) const;
    /// How long a confirmed job can be undone before its first request: 10 s, for practice accounts never below 3 s.
    [[nodiscard]] std::chrono::milliseconds hold() const;
    [[nodiscard]] double speed() const { return m_speed; }

private:
    double m_speed;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"

namespace Clearsky {

/// A clock whose time runs `factor` times as fast as the computer's. For tests that go through real sockets, where time
/// cannot be moved by hand; what is on the wire keeps the computer's own clock.
class FastClock final : public Clock
{
public:
    explicit FastClock(int factor)
        : m_factor(factor)
    {
    }

    [[nodiscard]] std::chrono::milliseconds now() const override { return m_system.now() * m_factor; }
    [[nodiscard]] QDateTime wallTime() const override { return m_system.wallTime(); }
    [[nodiscard]] std::unique_ptr<Timer> callAfter(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        return m_system.callAfter(delay / m_factor, std::move(callback));
    }

private:
    SystemClock m_system;
    int m_factor;
};

} // namespace Clearsky

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

    [[nodiscard]] std::chrono::milliseconds now() const override { return m_system.now() * m_factor + m_slept; }
    [[nodiscard]] QDateTime wallTime() const override { return m_system.wallTime(); }
    [[nodiscard]] std::unique_ptr<Timer> callAfter(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        return std::make_unique<PiecewiseTimer>(*this, delay, std::move(callback));
    }

    /// The computer sleeps for so long: time goes on, and its timers notice a moment after it wakes.
    void sleep(std::chrono::milliseconds time) { m_slept += time; }

private:
    /// As SystemClock's: waits in pieces, each measured against the clock.
    class PiecewiseTimer final : public Timer
    {
    public:
        PiecewiseTimer(FastClock &clock, std::chrono::milliseconds delay, std::function<void()> callback)
            : m_clock(clock)
            , m_due(clock.now() + delay)
            , m_callback(std::move(callback))
        {
            startPiece();
        }

    private:
        void startPiece()
        {
            constexpr std::chrono::milliseconds longestPiece(100);
            const auto wait = std::max(m_due - m_clock.now(), std::chrono::milliseconds(0)) / m_clock.m_factor;
            m_piece = m_clock.m_system.callAfter(std::min(wait, longestPiece), [this] { onPieceOver(); });
        }
        void onPieceOver()
        {
            if (m_clock.now() < m_due) {
                startPiece();
                return;
            }
            const std::function<void()> callback = std::move(m_callback); // it may destroy this
            callback();
        }

        FastClock &m_clock;
        std::chrono::milliseconds m_due;
        std::function<void()> m_callback;
        std::unique_ptr<Timer> m_piece;
    };

    SystemClock m_system;
    int m_factor;
    std::chrono::milliseconds m_slept{0};
};

} // namespace Clearsky

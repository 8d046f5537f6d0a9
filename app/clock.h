// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>
#include <memory>

namespace Clearsky {

/// The one source of time. Every wait in Clearsky goes through it, so that tests can move it.
class Clock
{
public:
    /// A pending call. Destroying it cancels the call.
    class Timer
    {
    public:
        virtual ~Timer() = default;
    };

    virtual ~Clock() = default;

    /// Time since an arbitrary start; never jumps back; goes on while the computer sleeps where the system can tell.
    [[nodiscard]] virtual std::chrono::milliseconds now() const = 0;
    /// The calendar's time in UTC: for signatures and for display, never for waits.
    [[nodiscard]] virtual QDateTime wallTime() const = 0;
    /// Calls back once, from the event loop, when `delay` has passed. May be destroyed from within the call.
    [[nodiscard]] virtual std::unique_ptr<Timer> callAfter(std::chrono::milliseconds delay,
                                                           std::function<void()> callback) = 0;
};

/// The computer's own clock. Use it from one thread with an event loop.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] std::chrono::milliseconds now() const override;
    [[nodiscard]] QDateTime wallTime() const override;
    [[nodiscard]] std::unique_ptr<Timer> callAfter(std::chrono::milliseconds delay,
                                                   std::function<void()> callback) override;
};

} // namespace Clearsky

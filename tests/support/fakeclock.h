// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace Clearsky {

/// A Clock that stands still until advance() moves it. Timers that were due on the way fire inside advance(),
/// in the order of their time, then of their making; now() and wallTime() are then the timer's own time.
class FakeClock final : public Clock
{
public:
    FakeClock();

    [[nodiscard]] std::chrono::milliseconds now() const override { return m_now; }
    [[nodiscard]] QDateTime wallTime() const override { return m_wallTime; }
    [[nodiscard]] std::unique_ptr<Timer> callAfter(std::chrono::milliseconds delay,
                                                   std::function<void()> callback) override;

    void advance(std::chrono::milliseconds step);
    /// Moves to the next timer and fires it; false when there is none.
    bool advanceToNext();
    [[nodiscard]] std::optional<std::chrono::milliseconds> untilNext() const;
    [[nodiscard]] qsizetype pendingTimers() const;
    /// Sets the calendar alone, as a user or a time server does.
    void setWallTime(const QDateTime &time) { m_wallTime = time; }

private:
    class FakeTimer;
    using Key = std::pair<std::chrono::milliseconds, quint64>;
    using Timers = std::map<Key, std::function<void()>>;

    void moveTo(std::chrono::milliseconds time);

    std::chrono::milliseconds m_now{};
    QDateTime m_wallTime;
    quint64 m_lastTimer = 0;
    std::shared_ptr<Timers> m_timers;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakeclock.h"

#include <algorithm>

namespace Clearsky {

using namespace std::chrono_literals;

class FakeClock::FakeTimer final : public Clock::Timer
{
    Q_DISABLE_COPY_MOVE(FakeTimer)

public:
    FakeTimer(std::weak_ptr<Timers> timers, Key key) : m_timers(std::move(timers)), m_key(key) { }
    ~FakeTimer() override
    {
        if (const auto timers = m_timers.lock())
            timers->erase(m_key);
    }

private:
    std::weak_ptr<Timers> m_timers;
    Key m_key;
};

FakeClock::FakeClock()
    : m_now(1h), m_wallTime(QDate(2026, 7, 14), QTime(9, 0), Qt::UTC), m_timers(std::make_shared<Timers>())
{
}

std::unique_ptr<Clock::Timer> FakeClock::callAfter(std::chrono::milliseconds delay,
                                                   std::function<void()> callback)
{
    const Key key{m_now + std::max(delay, 0ms), ++m_lastTimer};
    m_timers->emplace(key, std::move(callback));
    return std::make_unique<FakeTimer>(m_timers, key);
}

void FakeClock::advance(std::chrono::milliseconds step)
{
    const auto end = m_now + step;
    while (!m_timers->empty() && m_timers->begin()->first.first <= end)
        advanceToNext();
    moveTo(end);
}

bool FakeClock::advanceToNext()
{
    if (m_timers->empty())
        return false;
    const auto next = m_timers->begin();
    const auto callback = std::move(next->second);
    moveTo(next->first.first);
    m_timers->erase(next);
    callback();
    return true;
}

std::optional<std::chrono::milliseconds> FakeClock::untilNext() const
{
    if (m_timers->empty())
        return std::nullopt;
    return m_timers->begin()->first.first - m_now;
}

qsizetype FakeClock::pendingTimers() const
{
    return static_cast<qsizetype>(m_timers->size());
}

void FakeClock::moveTo(std::chrono::milliseconds time)
{
    if (time <= m_now)
        return;
    m_wallTime = m_wallTime.addMSecs((time - m_now).count());
    m_now = time;
}

} // namespace Clearsky

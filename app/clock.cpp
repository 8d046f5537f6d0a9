// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/clock.h"

#include <QTimer>

#ifdef Q_OS_LINUX
#include <ctime>
#endif

namespace Clearsky {

namespace {

using namespace std::chrono_literals;

// Qt's timers stand still while the computer sleeps: a long wait is cut into pieces and measured against the clock.
constexpr std::chrono::milliseconds longestPiece = 15s;

class SystemTimer final : public Clock::Timer
{
public:
    SystemTimer(const Clock &clock, std::chrono::milliseconds delay, std::function<void()> callback)
        : m_clock(clock)
        , m_due(clock.now() + delay)
        , m_callback(std::move(callback))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { onTimeout(); });
        startPiece();
    }

private:
    void startPiece() { m_timer.start(std::clamp(m_due - m_clock.now(), 0ms, longestPiece)); }

    void onTimeout()
    {
        if (m_clock.now() < m_due) {
            startPiece();
            return;
        }
        // The callback may destroy this timer.
        const std::function<void()> callback = std::move(m_callback);
        callback();
    }

    const Clock &m_clock;
    std::chrono::milliseconds m_due;
    std::function<void()> m_callback;
    QTimer m_timer;
};

} // namespace

std::chrono::milliseconds SystemClock::now() const
{
#ifdef Q_OS_LINUX
    // CLOCK_BOOTTIME goes on during suspend, steady_clock does not.
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::seconds(time.tv_sec)
                                                                 + std::chrono::nanoseconds(time.tv_nsec));
#else
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
#endif
}

QDateTime SystemClock::wallTime() const
{
    return QDateTime::currentDateTimeUtc();
}

std::unique_ptr<Clock::Timer> SystemClock::callAfter(std::chrono::milliseconds delay, std::function<void()> callback)
{
    return std::make_unique<SystemTimer>(*this, delay, std::move(callback));
}

} // namespace Clearsky

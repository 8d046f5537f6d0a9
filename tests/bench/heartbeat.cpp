// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/heartbeat.h"

#include <algorithm>
#include <ctime>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

double threadMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

} // namespace

Heartbeat::Heartbeat(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(16ms);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::onTimer);
}

void Heartbeat::beginPhase(const QString &name)
{
    m_phases.append({.name = name});
    if (m_timer.isActive())
        return;
    m_sinceBeat.start();
    m_cpuTime = threadMilliseconds();
    m_timer.start();
}

void Heartbeat::stop()
{
    m_timer.stop();
}

void Heartbeat::onTimer()
{
    Phase &phase = m_phases.last();
    const double interval = static_cast<double>(m_sinceBeat.nsecsElapsed()) / 1e6;
    m_sinceBeat.start();
    phase.longest = std::max(phase.longest, interval);
    phase.lasted += interval;
    const double cpuTime = threadMilliseconds();
    phase.busiest = std::max(phase.busiest, cpuTime - std::exchange(m_cpuTime, cpuTime));
    Q_EMIT beat();
}

} // namespace Clearsky

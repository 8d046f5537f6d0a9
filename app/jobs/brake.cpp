// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/brake.h"

#include <algorithm>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr int unknownsThatOpen = 5;
constexpr int malformedThatStop = 3;
constexpr Brake::Time betweenProbes = 30s;

} // namespace

Brake::Brake(Timing timing, RandomSource random)
    : m_timing(timing)
    , m_random(std::move(random))
{
}

int Brake::mostInFlight(int usual) const
{
    if (m_circuit == Circuit::Open || m_circuit == Circuit::Probing)
        return 0;
    return m_throttledInRow > 0 || m_circuit == Circuit::HalfOpen ? 1 : usual;
}

void Brake::pause(Time until, const QString &reason)
{
    m_pausedUntil = std::max(m_pausedUntil, until);
    m_reason = reason;
}

bool Brake::throttled(const Error &error, Time now)
{
    const RetryRule rule = deleteRetryRule(Error::Kind::Throttled);
    const bool isNews = m_throttledInRow == 0 || now >= m_pausedUntil;
    if (m_throttledInRow == 0)
        m_throttledSince = now;
    m_throttledInRow += isNews ? 1 : 0;
    if (isNews || error.retryAfter) {
        pause(now + m_timing.scaled(retryWait(rule, m_throttledInRow, error.retryAfter, m_random)), error.message);
        m_throttledUntil = m_pausedUntil;
    }
    return isNews;
}

bool Brake::isThrottledForTooLong(Time now) const
{
    return m_throttledInRow > 0
        && now - m_throttledSince >= m_timing.scaled(deleteRetryRule(Error::Kind::Throttled).patience);
}

void Brake::probing()
{
    m_circuit = Circuit::Probing;
}

void Brake::probed(bool good, Time now)
{
    if (m_circuit != Circuit::Probing)
        return;
    if (good)
        m_circuit = Circuit::HalfOpen;
    else
        open(now);
}

void Brake::answered(Time now)
{
    if (now >= m_throttledUntil)
        m_throttledInRow = 0;
    m_unknownInRow = 0;
    m_malformedInRow = 0;
    if (m_circuit == Circuit::HalfOpen)
        m_circuit = Circuit::Closed;
}

bool Brake::unknown(const Error &error, Time now)
{
    ++m_unknownInRow;
    m_malformedInRow = error.kind == Error::Kind::Malformed ? m_malformedInRow + 1 : 0;
    if (m_malformedInRow >= malformedThatStop)
        return false;
    if (m_unknownInRow >= unknownsThatOpen || m_circuit == Circuit::HalfOpen) {
        open(now);
        m_reason = error.message;
    }
    return true;
}

void Brake::reset()
{
    m_pausedUntil = 0ms;
    m_throttledUntil = 0ms;
    answered(0ms);
    m_circuit = Circuit::Closed;
}

void Brake::open(Time now)
{
    m_circuit = Circuit::Open;
    m_pausedUntil = std::max(m_pausedUntil, now + m_timing.scaled(betweenProbes));
}

} // namespace Clearsky

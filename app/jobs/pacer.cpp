// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/pacer.h"

#include <algorithm>
#include <cmath>

namespace Clearsky {

namespace {

constexpr double startRate = 2.0;       // requests per second of the provider's time
constexpr double highestRate = 5.0;
constexpr double lowestRate = 0.05;
constexpr double recoveryPerMinute = 0.1;
constexpr double growthPerSuccess = 0.1;
constexpr double fullBudget = 100.0;
constexpr double budgetPerSecond = 0.2; // one token in 5 s

double seconds(std::chrono::milliseconds time)
{
    return static_cast<double>(time.count()) / 1000.0;
}

} // namespace

Pacer::Pacer(Timing timing)
    : m_timing(timing)
    , m_rate(startRate * timing.speed())
    , m_budget(fullBudget)
{
}

Pacer::Time Pacer::untilNext(Time now)
{
    refill(now);
    const double missingRequests = std::max(0.0, 1.0 - m_ready);
    const double missingBudget = std::max(0.0, -m_budget);
    const double wait = std::max(missingRequests / m_rate, missingBudget / (budgetPerSecond * m_timing.speed()));
    return Time(static_cast<Time::rep>(std::ceil(wait * 1000.0)));
}

void Pacer::sent(Time now)
{
    refill(now);
    m_ready -= 1.0;
}

void Pacer::succeeded()
{
    m_rate = std::min(m_rate + growthPerSuccess * m_timing.speed(), highestRate * m_timing.speed());
    m_budget = std::min(m_budget + 1.0, fullBudget);
}

void Pacer::throttled()
{
    m_rate = std::max(m_rate / 2.0, lowestRate * m_timing.speed());
}

void Pacer::spend(int tokens)
{
    m_budget -= tokens;
}

void Pacer::refill(Time now)
{
    if (m_refilledAt.count() == 0)
        m_refilledAt = now;
    const double passed = seconds(now - m_refilledAt);
    m_refilledAt = now;
    m_ready = std::min(m_ready + passed * m_rate, 1.0);
    m_budget = std::min(m_budget + passed * budgetPerSecond * m_timing.speed(), fullBudget);
    m_rate = std::min(m_rate * (1.0 + recoveryPerMinute * passed * m_timing.speed() / 60.0),
                      highestRate * m_timing.speed());
}

} // namespace Clearsky

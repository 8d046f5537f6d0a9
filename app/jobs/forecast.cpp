// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/forecast.h"

#include <algorithm>
#include <cmath>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr int endedThatTell = 20;
constexpr Forecast::Time timeThatTells = 30s;
constexpr Forecast::Time shortestStall = 60s;
constexpr double weightOfNewest = 0.2;
constexpr double leastSpread = 0.15; // nobody knows better

double inMs(Forecast::Time time)
{
    return static_cast<double>(time.count());
}

double moved(double average, double newest, bool isFirst)
{
    return isFirst ? newest : average + weightOfNewest * (newest - average);
}

} // namespace

void Forecast::sent(Time now)
{
    if (m_firstSent < 0ms)
        m_firstSent = now;
    else
        m_apart = moved(m_apart, inMs(now - m_lastSent), m_apart == 0.0);
    m_lastSent = now;
}

void Forecast::answered(Time now, Time taken)
{
    const bool isFirst = m_lastAnswer < 0ms;
    m_deviation = moved(m_deviation, isFirst ? inMs(taken) / 2 : std::abs(inMs(taken) - m_taken), isFirst);
    m_taken = moved(m_taken, inMs(taken), isFirst);
    m_lastAnswer = now;
}

bool Forecast::isStalled(Time now, const Left &left) const
{
    const Time patience = std::max(shortestStall, Time(std::llround(10 * std::max(m_taken, m_apart))));
    return left.requests > 0 && left.coolDown <= 0ms && now - std::max(m_lastAnswer, m_lastSent) > patience;
}

JobOutlook Forecast::outlook(Time now, const Left &left) const
{
    JobOutlook outlook;
    if (m_lastAnswer >= 0ms)
        outlook.sinceLastAnswer = now - m_lastAnswer;
    if (left.coolDown > 0ms)
        outlook.untilNextRequest = left.coolDown;
    const bool tells = m_lastAnswer >= 0ms && (left.ended >= endedThatTell || now - m_firstSent >= timeThatTells);
    if (!tells || (left.requests == 0 && left.verification <= 0ms))
        return outlook;
    if (isStalled(now, left)) {
        outlook.kind = JobOutlook::Kind::Stalled;
        return outlook;
    }
    // A lane may let out fewer requests than it has places: then it is the time between them that counts.
    const double each = std::max(m_taken / std::max(1, left.concurrency), m_apart);
    const double spread = std::clamp(m_taken > 0 ? m_deviation / m_taken : 0.0, leastSpread, 0.5);
    const double sending = left.requests * each;
    const Time certain = std::max(left.coolDown, 0ms) + left.verification;
    outlook.kind = JobOutlook::Kind::Range;
    outlook.shortest = certain + Time(std::llround(sending * (1 - spread)));
    outlook.longest = certain + Time(std::llround(sending * (1 + spread)));
    return outlook;
}

} // namespace Clearsky

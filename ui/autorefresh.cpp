// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/autorefresh.h"

#include <algorithm>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds atRest = 60s;
constexpr std::chrono::milliseconds whileChanging = 30s;
constexpr int leastRestToLoad = 10; ///< times as long as the load took

} // namespace

AutoRefresh::AutoRefresh(Clock &clock, std::function<bool()> isWatched, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_isWatched(std::move(isWatched))
{
}

void AutoRefresh::loadStarted()
{
    m_timer.reset();
    m_isDue = false;
    m_startedAt = m_clock.now();
}

void AutoRefresh::loadEnded(Found found)
{
    if (found == Found::Refusal)
        return;
    const auto took = m_clock.now() - m_startedAt;
    const auto every = found == Found::Changing ? whileChanging : atRest;
    m_timer = m_clock.callAfter(std::max(every, leastRestToLoad * took), [this] {
        m_isDue = true;
        look();
    });
}

void AutoRefresh::look()
{
    if (!m_isDue || !m_isWatched())
        return;
    m_isDue = false;
    Q_EMIT due();
}

} // namespace Clearsky

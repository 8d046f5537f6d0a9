// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simlanes.h"

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr SimLanes::Time mostPatience = 15min;

} // namespace

void SimLanes::hear(const QString &lane, bool isDelete, const Result<HttpReply> &answer, Time now)
{
    const std::chrono::seconds hint(answer ? answer->header("Retry-After").toInt() : 0);
    const bool throttled = answer && (answer->status == 429 || (answer->status == 503 && hint > 0s));
    if (!throttled) {
        if (isDelete && answer && (answer->status < 300 || answer->status == 404))
            m_lanes[lane].throttledSince.reset();
        return;
    }
    Lane &told = m_lanes[lane];
    if (!told.throttledSince)
        told.throttledSince = now;
    if (hint == 0s)
        return;
    told.heardAt = now;
    told.quietUntil = std::max(told.quietUntil, now + std::min<Time>(hint, mostPatience));
}

std::optional<QString> SimLanes::complaint(const QString &lane, bool isDelete, std::optional<Time> otherDelete, Time now) const
{
    const Lane told = m_lanes.value(lane);
    // What leaves in the very moment in which the answer comes in could not know.
    if (now > told.heardAt && now < told.quietUntil)
        return QStringLiteral("a request leaves %1 ms before the provider's hint is over, in %2").arg((told.quietUntil - now).count()).arg(lane);
    if (isDelete && told.throttledSince && otherDelete && *otherDelete > *told.throttledSince)
        return QStringLiteral("two deletes at once in %1, which is throttled").arg(lane);
    return {};
}

} // namespace Clearsky

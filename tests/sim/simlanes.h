// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/result.h"

#include <QHash>

#include <optional>

namespace Clearsky {

/// What each lane was told about throttling, and what it may send after that (engine.md R8). Times are the clock's.
class SimLanes
{
public:
    using Time = std::chrono::milliseconds;

    /// An answer has reached the client.
    void hear(const QString &lane, bool isDelete, const Result<HttpReply> &answer, Time now);
    /// What is wrong with a request that leaves now, while a delete of the lane that left at `otherDelete` is on its way;
    /// nothing: it may leave.
    [[nodiscard]] std::optional<QString> complaint(const QString &lane, bool isDelete, std::optional<Time> otherDelete,
                                                   Time now) const;
    /// A person asked to go on, or the client has died and knows nothing of it any more.
    void forget() { m_lanes.clear(); }

private:
    struct Lane
    {
        Time heardAt{0};
        Time quietUntil{0};
        std::optional<Time> throttledSince{}; ///< no delete was answered since
    };

    QHash<QString, Lane> m_lanes;
};

} // namespace Clearsky

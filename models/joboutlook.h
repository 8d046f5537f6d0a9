// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace Clearsky {

/// What is foreseen of a running job.
struct JobOutlook
{
    enum class Kind {
        None,    ///< too early to tell
        Range,   ///< from `shortest` to `longest`
        Stalled, ///< waits, and nobody knows how long
    };
    Kind kind = Kind::None;
    std::chrono::milliseconds shortest{0};
    std::chrono::milliseconds longest{0};
    std::optional<std::chrono::milliseconds> sinceLastAnswer{};
    std::optional<std::chrono::milliseconds> untilNextRequest{}; ///< only while a wait is known

    friend bool operator==(const JobOutlook &, const JobOutlook &) = default;
};

/// "about 9–12 min"; above two minutes in minutes. Empty: nothing is foreseen.
[[nodiscard]] QString estimateText(const JobOutlook &outlook);
/// The heartbeat: "Last answer 14:29:07, next request 14:32:00." Empty: there was none yet.
[[nodiscard]] QString heartbeatText(const JobOutlook &outlook, const QDateTime &now);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"

#include <QObject>

#include <functional>
#include <optional>

namespace Clearsky {

/// Says when a list that somebody looks at is to be read again: a minute after it was read, half a minute while resources
/// in it are on their way from one state to another, later for a list that takes long to read. While nobody looks it
/// waits. `clock` outlives it.
class AutoRefresh final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AutoRefresh)

public:
    AutoRefresh(Clock &clock, std::function<bool()> isWatched, QObject *parent = nullptr);

    /// What the load that ended found.
    enum class Found {
        Rest,
        Changing,   ///< something is on its way from one state to another
        Trouble,    ///< it failed, and may go well the next time
        Refusal,    ///< it failed in a way that only the user can mend: no more by itself
    };
    void loadStarted();
    void loadEnded(Found found);
    /// Somebody may have begun to look.
    void look();

Q_SIGNALS:
    void due();

private:
    Clock &m_clock;
    std::function<bool()> m_isWatched;
    std::unique_ptr<Clock::Timer> m_timer{};
    std::chrono::milliseconds m_startedAt{};
    bool m_isDue = false;
};

} // namespace Clearsky

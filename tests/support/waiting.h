// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace Clearsky {

/// Runs the event loop until the condition holds; false when it does not within a minute. Unlike QTest::qWaitFor it
/// sleeps in the loop itself, so that sockets are served at once.
[[nodiscard]] inline bool waitUntil(const std::function<bool()> &condition)
{
    constexpr qint64 patience = 60'000;
    QTimer tick; // so that conditions on other processes and threads are seen as well
    tick.start(5);
    QElapsedTimer waited;
    waited.start();
    while (!condition()) {
        if (waited.hasExpired(patience))
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace Clearsky

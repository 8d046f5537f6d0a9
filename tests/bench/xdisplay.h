// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QString>

#include <chrono>
#include <optional>

struct xcb_connection_t;

namespace Clearsky {

/// A display to start programs on: a virtual one of its own where Xvfb is installed, else that of the environment.
class XDisplay
{
    Q_DISABLE_COPY_MOVE(XDisplay)

public:
    XDisplay();
    ~XDisplay();

    [[nodiscard]] const QString &name() const { return m_name; } ///< ":99"; empty: there is none
    /// Whether windows can be watched: there is a display, and the bench was built with xcb.
    [[nodiscard]] bool isWatched() const { return m_connection != nullptr; }
    /// Forgets the windows that were shown until now.
    void forgetWindows();
    /// The moment (of CLOCK_MONOTONIC) at which a bare client of the display sees a program's first top-level window mapped.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> firstWindow(std::chrono::milliseconds patience);

private:
    void connectClient();

    QProcess m_server{};
    QString m_name{};
    xcb_connection_t *m_connection = nullptr;
};

/// Now, by CLOCK_MONOTONIC, which all programs share.
[[nodiscard]] std::chrono::nanoseconds sharedNow();

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QObject>

namespace Clearsky {

class Clock;

/// Whether this computer has a network at all; whether a provider can be reached only a request tells. Where the system
/// does not say, it has one. `clock` outlives it.
class Connectivity final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Connectivity)

public:
    explicit Connectivity(const Clock &clock, QObject *parent = nullptr);

    /// Follows what the system says from now on. Takes some milliseconds: not before the first window is there.
    void followSystem();
    void setOnline(bool online);
    /// Invalid: it has a network.
    [[nodiscard]] const QDateTime &offlineSince() const { return m_offlineSince; }

Q_SIGNALS:
    void changed();

private:
    const Clock &m_clock;
    QDateTime m_offlineSince{};
};

} // namespace Clearsky

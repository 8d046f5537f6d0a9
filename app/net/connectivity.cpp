// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/connectivity.h"

#include "app/clock.h"

#include <QNetworkInformation>

namespace Clearsky {

Connectivity::Connectivity(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

void Connectivity::followSystem()
{
    using Reachability = QNetworkInformation::Reachability;
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    // A local network is enough: there are private clouds.
    const QNetworkInformation *system = QNetworkInformation::instance();
    connect(system, &QNetworkInformation::reachabilityChanged, this,
            [this](Reachability reachability) { setOnline(reachability != Reachability::Disconnected); });
    setOnline(system->reachability() != Reachability::Disconnected);
}

void Connectivity::setOnline(bool online)
{
    if (online == !m_offlineSince.isValid())
        return;
    m_offlineSince = online ? QDateTime() : m_clock.wallTime();
    Q_EMIT changed();
}

} // namespace Clearsky

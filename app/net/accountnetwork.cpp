// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/accountnetwork.h"

#include <QNetworkAccessManager>
#include <QUrl>

#include <algorithm>

namespace Clearsky {

namespace {

std::shared_ptr<QNetworkAccessManager> makeManager()
{
    // A reply that was let go of is deleted by the event loop: its manager must not go before it.
    return {new QNetworkAccessManager, [](QNetworkAccessManager *manager) { manager->deleteLater(); }};
}

} // namespace

AccountNetwork::AccountNetwork() : m_manager(makeManager())
{
}

AccountNetwork::~AccountNetwork() = default;

QString AccountNetwork::originOf(const QUrl &url)
{
    const int ownPort = url.scheme() == QLatin1String("http") ? 80 : 443;
    return QStringLiteral("%1://%2:%3")
        .arg(url.scheme(), url.host(QUrl::FullyEncoded))
        .arg(url.port(ownPort));
}

bool AccountNetwork::hasRoom(const QString &origin) const
{
    const auto &places = m_slots.value(origin);
    return std::count_if(places.cbegin(), places.cend(), [](const Slot &slot) { return slot.busy; })
        < maxPerOrigin;
}

int AccountNetwork::inFlight() const
{
    int count = 0;
    for (const auto &places : m_slots)
        count += static_cast<int>(
            std::count_if(places.cbegin(), places.cend(), [](const Slot &s) { return s.busy; }));
    return count;
}

AccountNetwork::Line AccountNetwork::begin(const QString &origin, bool read, std::chrono::milliseconds now)
{
    Line line{.origin = origin, .manager = m_manager};
    if (!read && hasStaleConnection(origin, now)) {
        if (inFlight() == 0)
            dropConnections();
        else
            line.manager = makeManager();
    }
    auto &places = m_slots[origin];
    const bool isOwn = line.manager != m_manager;
    line.fresh = isOwn || std::none_of(places.cbegin(), places.cend(), [](const Slot &s) { return s.used; });
    auto place = std::find_if(places.begin(), places.end(), [](const Slot &s) { return !s.busy; });
    if (place == places.end())
        place = places.insert(places.end(), Slot{});
    place->busy = true;
    place->used = place->used || !isOwn;
    line.slot = place - places.begin();
    return line;
}

void AccountNetwork::finish(const Line &line, std::chrono::milliseconds now)
{
    auto &place = m_slots[line.origin][line.slot];
    place.busy = false;
    if (line.manager == m_manager)
        place.idleSince = now;
}

// Which connection Qt takes is its own business: one that is too old is one too many.
bool AccountNetwork::hasStaleConnection(const QString &origin, std::chrono::milliseconds now) const
{
    const auto &places = m_slots.value(origin);
    return std::any_of(places.cbegin(), places.cend(), [now](const Slot &slot) {
        return slot.used && !slot.busy && now - slot.idleSince > longestIdle;
    });
}

void AccountNetwork::dropConnections()
{
    m_manager->clearConnectionCache();
    m_slots.clear();
}

} // namespace Clearsky

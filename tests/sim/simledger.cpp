// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simledger.h"

#include <QSet>

namespace Clearsky {

void SimLedger::leave(const QString &kindId, const QStringList &ids, int limit)
{
    ++m_deletes;
    if (ids.isEmpty() || ids.size() > limit || QSet<QString>(ids.cbegin(), ids.cend()).size() != ids.size())
        fail(QStringLiteral("R2"), QStringLiteral("a delete of %1 ids: %2").arg(ids.size()).arg(ids.join(u',')));
    if (const QString names = namesOf(kindId, ids); --m_intents[names] < 0)
        fail(QStringLiteral("R5/R13"), QStringLiteral("a delete without a durable intent of its own: %1").arg(names));
    for (const QString &id : ids) {
        const auto found = m_items.find(nameOf(kindId, id));
        if (found == m_items.end()) {
            fail(QStringLiteral("R1"), QStringLiteral("%1 is in no plan").arg(id));
            continue;
        }
        Item &item = found->second;
        if (item.inFlight)
            fail(QStringLiteral("R6"), QStringLiteral("%1 is sent while it is on its way").arg(id));
        if (item.open && item.seenAt <= item.endedAt)
            fail(QStringLiteral("R6"), QStringLiteral("%1 is sent again before a look found it").arg(id));
        if (item.openSends >= 2)
            fail(QStringLiteral("R6"), QStringLiteral("%1 is sent a third time").arg(id));
        ++item.sends;
        item.inFlight = true;
    }
}

void SimLedger::end(const QString &kindId, const QStringList &ids, End end)
{
    for (const QString &id : ids) {
        const auto found = m_items.find(nameOf(kindId, id));
        if (found == m_items.end())
            continue;
        Item &item = found->second;
        item.inFlight = false;
        item.lastOpen = end == End::Open;
        item.open = item.open || end == End::Open;
        item.openSends += end == End::Open ? 1 : 0;
        if (end == End::Open)
            item.endedAt = m_clock.now();
    }
}

void SimLedger::see(const QString &kindId, const QByteArray &body, std::chrono::milliseconds madeAt)
{
    const QString prefix = kindId + u'|';
    for (auto it = m_items.lower_bound(prefix); it != m_items.end() && it->first.startsWith(prefix); ++it) {
        if (it->second.open && body.contains(QByteArray('"' + it->first.mid(prefix.size()).toUtf8() + '"')))
            it->second.seenAt = madeAt;
    }
}

bool SimLedger::lastWasRefused(const QString &kindId, const QString &id) const
{
    const auto found = m_items.find(nameOf(kindId, id));
    return found == m_items.end() || (!found->second.lastOpen && !found->second.inFlight);
}

void SimLedger::fail(const QString &promise, const QString &what)
{
    m_trace.add(QStringLiteral("VIOLATION of %1: %2").arg(promise, what));
    if (m_violation.isEmpty())
        m_violation = QStringLiteral("%1: %2").arg(promise, what);
}

} // namespace Clearsky

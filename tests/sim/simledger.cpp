// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simledger.h"

#include <QSet>

namespace Clearsky {

void SimLedger::hold(const QList<ResourceRef> &refs, const QString &promise)
{
    for (const ResourceRef &ref : refs) {
        if (const auto found = m_items.find(nameOf(ref.kindId, ref.id)); found != m_items.end())
            found->second.heldBy = promise;
    }
}

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
        if (!item.heldBy.isEmpty())
            fail(item.heldBy, QStringLiteral("%1 is sent though nobody said so, or somebody said that it must not be").arg(id));
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
        if (end == End::Open) {
            item.endedAt = m_clock.now();
            m_unseen[kindId].insert(id);
        }
    }
}

void SimLedger::see(const QString &kindId, const QByteArray &body, std::chrono::milliseconds madeAt)
{
    std::set<QString> &unseen = m_unseen[kindId];
    if (unseen.empty())
        return;
    const QList<QByteArray> words = body.split('"');
    const QSet<QByteArray> named(words.cbegin(), words.cend());
    std::erase_if(unseen, [&](const QString &id) {
        Item &item = m_items.at(nameOf(kindId, id));
        if (madeAt <= item.endedAt || !named.contains(id.toUtf8()))
            return false;
        item.seenAt = madeAt;
        return true;
    });
}

void SimLedger::intend(const QString &kindId, const QStringList &ids)
{
    ++m_intents[namesOf(kindId, ids)];
    for (const QString &id : ids) {
        if (const auto found = m_items.find(nameOf(kindId, id)); found != m_items.end())
            found->second.lastOpen = false; // what it is for has not left yet
    }
}

bool SimLedger::lastWasRefused(const QString &kindId, const QString &id) const
{
    const auto found = m_items.find(nameOf(kindId, id));
    return found == m_items.end() || (!found->second.lastOpen && !found->second.inFlight);
}

std::chrono::milliseconds SimLedger::sinceLastEnd(const QString &kindId, const QString &id) const
{
    const auto found = m_items.find(nameOf(kindId, id));
    return found == m_items.end() ? std::chrono::milliseconds(0) : m_clock.now() - found->second.endedAt;
}

void SimLedger::fail(const QString &promise, const QString &what)
{
    m_trace.add(QStringLiteral("VIOLATION of %1: %2").arg(promise, what));
    if (m_violation.isEmpty())
        m_violation = QStringLiteral("%1: %2").arg(promise, what);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "models/resource.h"
#include "tests/sim/simscript.h"

#include <QHash>

#include <map>
#include <set>

namespace Clearsky {

/// What the run knows about every planned item, beside the engine: what was written down, what left, what came back.
/// Keeps the first promise that was broken.
class SimLedger
{
public:
    /// How a delete request ended for those who sent it.
    enum class End {
        NotCarriedOut, ///< never left, or refused unexecuted
        Open,          ///< anything else
    };

    SimLedger(const Clock &clock, SimTrace &trace) : m_clock(clock), m_trace(trace) { }

    void plan(const ResourceRef &ref) { m_items.insert({nameOf(ref.kindId, ref.id), Item{}}); }
    [[nodiscard]] bool isPlanned(const QString &kindId, const QString &id) const { return m_items.contains(nameOf(kindId, id)); }
    /// An intent for these items is on disk.
    void intend(const QString &kindId, const QStringList &ids);
    /// Nothing of this job may leave any more, or not before release().
    void hold(const QList<ResourceRef> &refs, const QString &promise);
    void release(const QList<ResourceRef> &refs) { hold(refs, {}); }
    /// A delete request leaves.
    void leave(const QString &kindId, const QStringList &ids, int limit);
    void end(const QString &kindId, const QStringList &ids, End end);
    /// A whole and true answer to a read, made at `madeAt`, has arrived.
    void see(const QString &kindId, const QByteArray &body, std::chrono::milliseconds madeAt);
    /// Whether the request of the last intent for this item was not carried out for certain.
    [[nodiscard]] bool lastWasRefused(const QString &kindId, const QString &id) const;

    /// How long ago the last request for this item ended, for those who sent it.
    [[nodiscard]] std::chrono::milliseconds sinceLastEnd(const QString &kindId, const QString &id) const;

    void fail(const QString &promise, const QString &what);
    [[nodiscard]] const QString &violation() const { return m_violation; }
    [[nodiscard]] int deletes() const { return m_deletes; }

private:
    struct Item
    {
        int sends = 0;
        int openSends = 0;
        bool inFlight = false;
        QString heldBy{};      ///< the promise that forbids to send it
        bool open = false;     ///< a send may have been carried out
        bool lastOpen = false; ///< that of the last intent may
        std::chrono::milliseconds endedAt{-1};
        std::chrono::milliseconds seenAt{-1};
    };

    [[nodiscard]] static QString nameOf(const QString &kindId, const QString &id) { return kindId + u'|' + id; }
    [[nodiscard]] static QString namesOf(const QString &kindId, QStringList ids)
    {
        ids.sort();
        return kindId + u'|' + ids.join(u',');
    }

    const Clock &m_clock;
    SimTrace &m_trace;
    std::map<QString, Item> m_items; ///< of plans; by kind and id
    std::map<QString, std::set<QString>> m_unseen; ///< ids by kind: sent, perhaps carried out, not seen since
    QHash<QString, int> m_intents;   ///< durable and not sent yet; by kind and ids
    QString m_violation;
    int m_deletes = 0;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "app/jobs/forecast.h"
#include "app/jobs/itemtally.h"
#include "app/jobs/journalrecords.h"
#include "app/jobs/look.h"
#include "app/jobs/resumeguard.h"
#include "app/providers/connection.h"

#include <QPointer>

#include <deque>
#include <functional>

namespace Clearsky {

class Journal;

/// What looks have seen of an item so far. Kept in memory: after a restart the looks begin anew.
struct ItemTrack
{
    /// Looks in a row that saw the same; those that are not `apart` count as one.
    struct Agreement
    {
        int looks = 0;
        std::chrono::milliseconds last{0};

        void add(std::chrono::milliseconds now, std::chrono::milliseconds apart)
        {
            if (looks > 0 && now - last < apart)
                return;
            ++looks;
            last = now;
        }
    };
    Agreement absent{};
    Agreement present{};
    bool wasAbsent = false;    ///< since it was last sent: its return is believed later than its presence

    [[nodiscard]] std::chrono::milliseconds presenceApart() const
    {
        return wasAbsent ? std::chrono::milliseconds(listMayBeBehind) : betweenAgreeingLooks;
    }
    QString deleteFailure{};   ///< Resource::deleteFailure as the look before the send showed it
};

/// A batch of one refused request that is being taken apart; shared by its parts.
struct Isolation
{
    int culprits = 0;
    QString refusal{};
};

/// Items that go into one request, waiting for their turn.
struct SendBatch
{
    QList<int> items{};
    std::chrono::milliseconds notBefore{0};
    int failures = 0;          ///< sends of it in a row that ended with the same kind of error
    Error::Kind lastError = Error::Kind::Cancelled;
    std::chrono::milliseconds troubledSince{0};
    std::shared_ptr<Isolation> isolation{};
    bool needsFreshLook = false; ///< what was seen before is not enough
    QString refuseAs{};          ///< not sent: what the look still finds is refused with this reason
};

/// One job being carried out: its items, what waits to be sent, and its record. Every change of an item goes through
/// commit(): the engine sees it at once, windows see it (shown*) when it is durable.
class JobRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobRun)

public:
    JobRun(StoredJob stored, const KindContract &contract, Journal &journal, Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const QString &id() const { return m_shown.summary.id; }
    [[nodiscard]] const KindContract &contract() const { return m_contract; }
    [[nodiscard]] const StoredJob &shown() const { return m_shown; }
    [[nodiscard]] const JobItem &item(int position) const { return m_items.at(position); }
    [[nodiscard]] int itemCount() const { return static_cast<int>(m_items.size()); }
    [[nodiscard]] ItemTrack &track(int position) { return m_tracks[position]; }
    /// False while the items of a large job are still being read from the journal: only its counts are known then.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    /// The next items from the journal; none: it has no more.
    void takeStored(const QList<JobItem> &items);
    [[nodiscard]] QList<int> positionsIn(ItemState state) const;
    [[nodiscard]] QList<ResourceRef> refs(const QList<int> &positions) const;
    /// A provider job that another request of this job has started.
    [[nodiscard]] bool knowsProviderJob(const QString &providerJobId) const;
    /// Sent and not proved ended: Sending, Accepted, and Unknown before its deadline.
    [[nodiscard]] int openItems() const { return m_tally.open(); }
    [[nodiscard]] int count(ItemState state) const { return m_tally.count(state); }
    [[nodiscard]] JobState state() const { return m_state; }
    [[nodiscard]] bool stopRequested() const { return m_stopRequested; }

    /// Writes the new job, then calls back.
    void record(std::function<void()> then);
    void setState(JobState state, const QString &note = {}, const QDateTime &waitUntil = {});
    /// `why` is what people read when it was not a person who asked.
    void requestStop(const QString &why = {});
    void pause();
    /// Applies the changes, writes them, and calls back when they are durable, unless `context` is gone by then.
    void commit(JournalChanges changes, QObject *context = nullptr, std::function<void()> then = {});

    /// A change to another state. `reason` is for people.
    [[nodiscard]] ItemChange moved(int position, ItemState to, const QString &reason = {}) const;
    [[nodiscard]] ItemChange provedGone(int position, const Proof &proof) const;
    [[nodiscard]] ItemChange edited(int position, const std::function<void(JobItem &)> &edit) const;
    void setVerifying(const QList<int> &positions, bool verifying);
    /// Adds a line for a look or a poll to the request log.
    void log(const RequestRecord &record);

    [[nodiscard]] LookExpectations expectations() const;
    /// A complete look at the whole list that was believed for what it looked for: the parts of the list with these items.
    void rememberList(const LookOutcome &look, const QList<int> &positions);
    /// Whoever looked: what a complete list shows was not gone, and the looks that missed it before prove nothing.
    void noteSeen(const LookOutcome &look);
    /// The last complete look at the whole list, while it may be relied upon (engine.md R4); null: look again.
    [[nodiscard]] const LookOutcome *recentList(const QList<int> &positions) const;

    QPointer<Connection> connection{};
    bool maySend = false;               ///< false while interrupted or paused: looks, but sends nothing
    bool isQueued = false;              ///< all that is Pending is in `queue` or in a lane; false after a restart
    std::deque<SendBatch> queue{};
    int lastRequestNumber = 0;
    Forecast forecast{};
    ResumeGuard resumeGuard{};
    std::vector<std::function<void()>> onceWhole{}; ///< what a person asked for before all items were read

Q_SIGNALS:
    void summaryChanged();
    void itemsChanged(const QList<int> &positions);
    void requestLogged(int row);
    void itemGone(const Clearsky::ResourceRef &ref);
    /// A complete look at the whole list was believed.
    void listSeen(const Clearsky::LookOutcome &look);
    /// Items changed, and all of them have ended.
    void allEnded();

private:
    [[nodiscard]] QSet<QString> scopesOf(const QList<int> &positions) const;
    [[nodiscard]] QStringList partsWithOthers() const;
    void notePartsWithOthers(JournalChanges &changes);
    void forgetOther(const ResourceRef &ref);
    /// The summary's change to `state`, which the engine sees at once.
    [[nodiscard]] JobSummary turnedInto(JobState state, const QString &note = {}, const QDateTime &waitUntil = {});
    void onDurable(const JournalChanges &changes);
    void show(const JobSummary &state);
    void showItem(const ItemChange &change);
    void showOutcome(const RequestOutcome &outcome);
    void showCounts();

    const KindContract &m_contract;
    Journal &m_journal;
    Clock &m_clock;
    StoredJob m_shown;
    QList<JobItem> m_items;
    ItemTally m_tally;      ///< of m_items
    ItemTally m_shownTally; ///< of m_shown.items
    QSet<QString> m_providerJobs;
    QHash<int, ItemTrack> m_tracks;
    std::optional<LookOutcome> m_lastList;
    QSet<QString> m_lastListScopes;  ///< the parts of the list for which it was believed
    /// By each part that any look was believed for: the ids it showed that this job has neither sent nor seen gone.
    QHash<QString, QSet<QString>> m_othersSeen;
    QStringList m_partsWritten;
    std::chrono::milliseconds m_lastListAt{0};
    JobState m_state;
    bool m_stopRequested;
    int m_written = 0;      ///< commits that were asked for
    int m_durable = 0;      ///< as many of them are durable
    std::optional<JobSummary> m_nextShown; ///< a state that is not for the journal, waiting for what led to it
    int m_nextShownAt = 0;  ///< shown when as many commits are durable
    bool m_isWhole;
};

} // namespace Clearsky

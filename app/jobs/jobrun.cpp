// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/jobrun.h"

#include "app/jobs/journal.h"

namespace Clearsky {

namespace {

constexpr qsizetype longestLog = 20000;
constexpr std::chrono::minutes listStaysFresh(5); // engine.md R4

/// Sent by the job, or proved gone: its absence from a list is no surprise (engine.md R11).
bool isAccountedFor(const JobItem &item)
{
    return item.requestNumber > 0 || item.state == ItemState::AlreadyGone;
}

} // namespace

JobRun::JobRun(StoredJob stored, const KindContract &contract, Journal &journal, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_contract(contract)
    , m_journal(journal)
    , m_clock(clock)
    , m_shown(std::move(stored))
    , m_items(m_shown.items)
    , m_tally(m_items)
    , m_shownTally(m_tally)
    , m_providerJobs(m_shown.providerJobs.cbegin(), m_shown.providerJobs.cend())
    , m_partsWritten(m_shown.partsWithOthers)
    , m_state(m_shown.summary.state)
    , m_stopRequested(m_shown.summary.stopRequested)
    , m_isWhole(!m_items.isEmpty() || m_shown.summary.total == 0)
{
    for (const RequestRecord &record : std::as_const(m_shown.requests))
        lastRequestNumber = std::max(lastRequestNumber, record.number);
    if (m_isWhole)
        m_shown.summary.total = itemCount();
    else
        m_tally = m_shownTally = ItemTally(m_shown.summary.counts, m_shown.summary.ended);
    showCounts();
}

void JobRun::takeStored(const QList<JobItem> &items)
{
    m_shown.items.reserve(m_shown.summary.total);
    m_shown.items.append(items);
    m_isWhole = items.isEmpty() || m_shown.items.size() >= m_shown.summary.total;
    if (!m_isWhole)
        return;
    m_items = m_shown.items;
    m_tally = m_shownTally = ItemTally(m_items);
    m_shown.summary.total = itemCount();
    showCounts();
    Q_EMIT itemsChanged({});
    Q_EMIT summaryChanged();
}

QList<int> JobRun::positionsIn(ItemState state) const
{
    QList<int> positions;
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i).state == state)
            positions.append(i);
    }
    return positions;
}

QList<ResourceRef> JobRun::refs(const QList<int> &positions) const
{
    QList<ResourceRef> refs;
    for (const int position : positions)
        refs.append(m_items.at(position).ref);
    return refs;
}

bool JobRun::knowsProviderJob(const QString &providerJobId) const
{
    return m_providerJobs.contains(providerJobId);
}

void JobRun::record(std::function<void()> then)
{
    commit({.jobId = id(), .newJob = m_shown}, this, std::move(then));
}

JobSummary JobRun::turnedInto(JobState state, const QString &note, const QDateTime &waitUntil)
{
    JobSummary summary = m_shown.summary;
    summary.state = m_state = state;
    summary.note = note;
    summary.waitUntil = waitUntil;
    if (isEnd(state))
        summary.endedAt = m_clock.wallTime();
    return summary;
}

void JobRun::setState(JobState state, const QString &note, const QDateTime &waitUntil)
{
    // What a job waits for is not for the journal: after a restart every job that has not ended is Interrupted or Paused.
    const bool begins = m_state == JobState::Holding && state == JobState::Running;
    const bool resumes = m_state == JobState::Paused && state != JobState::Paused;
    const JobSummary summary = turnedInto(state, note, waitUntil);
    if (isEnd(state) || begins || resumes) {
        commit({.jobId = id(), .summary = summary});
    } else if (m_durable == m_written) {
        if (summary != m_shown.summary) {
            show(summary);
            Q_EMIT summaryChanged();
        }
    } else {
        m_nextShown = summary; // nobody reads why it waits before what happened
        m_nextShownAt = m_written;
    }
}

void JobRun::show(const JobSummary &state)
{
    m_shown.summary.state = m_state;
    m_shown.summary.note = state.note;
    m_shown.summary.waitUntil = state.waitUntil;
    m_shown.summary.endedAt = state.endedAt;
}

void JobRun::requestStop(const QString &why)
{
    m_stopRequested = true;
    maySend = false;
    queue.clear();
    JournalChanges changes{.jobId = id(), .summary = turnedInto(JobState::Stopping, why), .event = QStringLiteral("stop requested")};
    changes.summary->stopRequested = true;
    const QString reason = why.isEmpty() ? tr("The job was stopped before it was sent") : why;
    for (const int position : positionsIn(ItemState::Pending))
        changes.items.append(moved(position, ItemState::NotAttempted, reason));
    commit(std::move(changes));
}

void JobRun::pause()
{
    maySend = false;
    commit({.jobId = id(), .summary = turnedInto(JobState::Paused), .event = QStringLiteral("paused")});
}

void JobRun::commit(JournalChanges changes, QObject *context, std::function<void()> then)
{
    changes.jobId = id();
    for (const ItemChange &change : std::as_const(changes.items)) {
        JobItem &item = m_items[change.position];
        m_tally.remove(item);
        item = change.item;
        m_tally.add(item);
        if (isAccountedFor(item))
            forgetOther(item.ref);
    }
    if (changes.intent || changes.look)
        notePartsWithOthers(changes);
    if (changes.outcome && !changes.outcome->providerJobId.isEmpty())
        m_providerJobs.insert(changes.outcome->providerJobId);
    ++m_written;
    m_journal.commit(changes, this, [this, changes, context = QPointer(context), then = std::move(then)] {
        onDurable(changes);
        if (context && then)
            then();
    });
}

void JobRun::forgetOther(const ResourceRef &ref)
{
    if (const auto part = m_othersSeen.find(ref.scope); part != m_othersSeen.end())
        part->remove(ref.id);
}

/// What a look must not be believed about is known after a restart, too.
void JobRun::notePartsWithOthers(JournalChanges &changes)
{
    const QStringList parts = partsWithOthers();
    if (parts == m_partsWritten)
        return;
    m_partsWritten = parts;
    changes.partsWithOthers = parts;
}

void JobRun::onDurable(const JournalChanges &changes)
{
    ++m_durable;
    if (changes.summary) {
        show(*changes.summary);
        m_shown.summary.stopRequested = changes.summary->stopRequested;
    }
    if (m_nextShown && m_durable >= m_nextShownAt)
        show(*std::exchange(m_nextShown, {}));
    if (changes.intent)
        log(changes.intent->record);
    if (changes.outcome)
        showOutcome(*changes.outcome);
    QList<int> positions;
    for (const ItemChange &change : changes.items) {
        showItem(change);
        positions.append(change.position);
    }
    showCounts();
    if (!positions.isEmpty())
        Q_EMIT itemsChanged(positions);
    Q_EMIT summaryChanged();
    if (!positions.isEmpty() && m_shown.summary.ended == m_shown.summary.total)
        Q_EMIT allEnded();
}

void JobRun::showItem(const ItemChange &change)
{
    JobItem &shown = m_shown.items[change.position];
    const bool goneNow = change.item.state != shown.state
        && (change.item.state == ItemState::Deleted || change.item.state == ItemState::AlreadyGone);
    const bool verifying = m_items.at(change.position).verifying;
    m_shownTally.remove(shown);
    shown = change.item;
    shown.verifying = verifying && !shown.ended;
    m_shownTally.add(shown);
    if (goneNow)
        Q_EMIT itemGone(shown.ref);
}

void JobRun::showOutcome(const RequestOutcome &outcome)
{
    const int number = outcome.record.number;
    if (!outcome.providerJobId.isEmpty())
        m_shown.providerJobs.insert(number, outcome.providerJobId);
    for (qsizetype row = m_shown.requests.size() - 1; row >= 0; --row) { // it is among the last
        if (m_shown.requests.at(row).number != number)
            continue;
        m_shown.requests[row] = outcome.record;
        Q_EMIT requestLogged(static_cast<int>(row));
        return;
    }
}

void JobRun::showCounts()
{
    JobSummary &summary = m_shown.summary;
    summary.counts = m_shownTally.counts();
    summary.ended = m_shownTally.ended();
    summary.verifying = m_shownTally.verifying();
    if (summary.total > 0)
        summary.progress = std::max(summary.progress, m_shownTally.way() / summary.total);
}

ItemChange JobRun::moved(int position, ItemState to, const QString &reason) const
{
    JobItem item = m_items.at(position);
    Q_ASSERT_X(canMove(item.state, to), "JobRun::moved", qPrintable(itemStateId(item.state) + u'>' + itemStateId(to)));
    item.state = to;
    item.reason = reason;
    item.ended = isEnd(to);
    if (to == ItemState::Accepted)
        item.noResend = true;
    return {position, item};
}

ItemChange JobRun::provedGone(int position, const Proof &proof) const
{
    // What was never sent, or what the provider named as not deleted and is not there, was gone without us.
    const bool goneWithoutUs = m_items.at(position).state == ItemState::Pending || m_items.at(position).refusedById;
    ItemChange change = moved(position, goneWithoutUs ? ItemState::AlreadyGone : ItemState::Deleted);
    change.item.proof = proof.text();
    return change;
}

ItemChange JobRun::edited(int position, const std::function<void(JobItem &)> &edit) const
{
    ItemChange change{position, m_items.at(position)};
    edit(change.item);
    return change;
}

void JobRun::setVerifying(const QList<int> &positions, bool verifying)
{
    for (const int position : positions) {
        m_items[position].verifying = verifying;
        JobItem &shown = m_shown.items[position];
        m_shownTally.remove(shown);
        shown.verifying = verifying && !shown.ended;
        m_shownTally.add(shown);
    }
    showCounts();
    Q_EMIT itemsChanged(positions);
    Q_EMIT summaryChanged();
}

void JobRun::log(const RequestRecord &record)
{
    if (m_shown.requests.size() >= longestLog && record.purpose != RequestRecord::Purpose::Delete)
        return;
    m_shown.requests.append(record);
    Q_EMIT requestLogged(static_cast<int>(m_shown.requests.size() - 1));
}

LookExpectations JobRun::expectations() const
{
    const QStringList parts = partsWithOthers();
    LookExpectations expectations{.listedTotal = m_lastList ? -1 : m_shown.listedTotal,
                                  .partsWithOthers = {parts.cbegin(), parts.cend()}};
    for (const JobItem &item : m_items) {
        if (isAccountedFor(item))
            ++expectations.accountedFor;
        else if (!m_othersSeen.contains(item.ref.scope)) // the plan saw it there
            expectations.partsWithOthers.insert(item.ref.scope);
    }
    return expectations;
}

/// Of the parts of the list that looks have seen, now or before a restart.
QStringList JobRun::partsWithOthers() const
{
    QStringList parts;
    for (auto part = m_othersSeen.cbegin(); part != m_othersSeen.cend(); ++part) {
        if (!part.value().isEmpty())
            parts.append(part.key());
    }
    for (const QString &part : m_shown.partsWithOthers) {
        if (!m_othersSeen.contains(part))
            parts.append(part);
    }
    parts.sort();
    return parts;
}

QSet<QString> JobRun::scopesOf(const QList<int> &positions) const
{
    QSet<QString> scopes;
    for (const int position : positions)
        scopes.insert(m_items.at(position).ref.scope);
    return scopes;
}

void JobRun::rememberList(const LookOutcome &look, const QList<int> &positions)
{
    m_lastList = look;
    m_lastListAt = m_clock.now();
    m_lastListScopes = scopesOf(positions);
    // What is missing from another part proves nothing: nobody asked whether that part may be believed.
    for (const QString &part : std::as_const(m_lastListScopes))
        m_othersSeen[part].clear();
    for (const ResourceKey &key : look.keys())
        m_othersSeen[key.scope].insert(key.id);
    for (const JobItem &item : std::as_const(m_items)) {
        if (isAccountedFor(item))
            forgetOther(item.ref);
    }
    Q_EMIT listSeen(look);
}

void JobRun::noteSeen(const LookOutcome &look)
{
    for (auto track = m_tracks.begin(); track != m_tracks.end(); ++track) {
        const ResourceKey key = m_items.at(track.key()).ref.key();
        if (track->absent.looks > 0 && look.row(key) && !look.saysGone(key))
            track->absent = {};
    }
}

const LookOutcome *JobRun::recentList(const QList<int> &positions) const
{
    if (!m_lastListScopes.contains(scopesOf(positions)))
        return nullptr;
    if (!m_lastList || !connection || m_clock.now() - m_lastListAt > connection->timing().scaled(listStaysFresh))
        return nullptr;
    return &*m_lastList;
}

} // namespace Clearsky

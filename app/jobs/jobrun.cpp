// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/jobrun.h"

#include "app/jobs/journal.h"

namespace Clearsky {

namespace {

constexpr double acceptedShare = 0.4; // of an item's way, for the progress bar
constexpr qsizetype longestLog = 20000;
constexpr std::chrono::minutes listStaysFresh(5); // engine.md R4

} // namespace

JobRun::JobRun(StoredJob stored, const KindContract &contract, Journal &journal, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_contract(contract)
    , m_journal(journal)
    , m_clock(clock)
    , m_shown(std::move(stored))
    , m_items(m_shown.items)
    , m_state(m_shown.summary.state)
    , m_stopRequested(m_shown.summary.stopRequested)
{
    for (const RequestRecord &record : std::as_const(m_shown.requests))
        lastRequestNumber = std::max(lastRequestNumber, record.number);
    m_shown.summary.total = itemCount();
    recount();
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

int JobRun::openItems() const
{
    return static_cast<int>(std::count_if(m_items.cbegin(), m_items.cend(), [](const JobItem &item) {
        return !item.ended && item.state != ItemState::Pending;
    }));
}

void JobRun::record(std::function<void()> then)
{
    commit({.jobId = id(), .newJob = m_shown}, std::move(then));
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
    } else if (summary != m_shown.summary) {
        m_shown.summary = summary;
        Q_EMIT summaryChanged();
    }
}

void JobRun::requestStop()
{
    m_stopRequested = true;
    maySend = false;
    queue.clear();
    JournalChanges changes{.jobId = id(), .summary = turnedInto(JobState::Stopping), .event = QStringLiteral("stop requested")};
    changes.summary->stopRequested = true;
    for (const int position : positionsIn(ItemState::Pending))
        changes.items.append(moved(position, ItemState::NotAttempted, tr("The job was stopped before it was sent")));
    commit(std::move(changes));
}

void JobRun::pause()
{
    maySend = false;
    commit({.jobId = id(), .summary = turnedInto(JobState::Paused), .event = QStringLiteral("paused")});
}

void JobRun::commit(JournalChanges changes, std::function<void()> then)
{
    changes.jobId = id();
    for (const ItemChange &change : std::as_const(changes.items))
        m_items[change.position] = change.item;
    m_journal.commit(changes, this, [this, changes, then = std::move(then)] {
        onDurable(changes);
        if (then)
            then();
    });
}

void JobRun::onDurable(const JournalChanges &changes)
{
    if (changes.summary) {
        m_shown.summary.state = m_state;
        m_shown.summary.note = changes.summary->note;
        m_shown.summary.waitUntil = changes.summary->waitUntil;
        m_shown.summary.endedAt = changes.summary->endedAt;
        m_shown.summary.stopRequested = changes.summary->stopRequested;
    }
    if (changes.intent)
        log(changes.intent->record);
    if (changes.outcome) {
        for (qsizetype row = 0; row < m_shown.requests.size(); ++row) {
            if (m_shown.requests.at(row).number == changes.outcome->record.number) {
                m_shown.requests[row] = changes.outcome->record;
                Q_EMIT requestLogged(static_cast<int>(row));
            }
        }
        if (!changes.outcome->providerJobId.isEmpty())
            m_shown.providerJobs.insert(changes.outcome->record.number, changes.outcome->providerJobId);
    }
    QList<int> positions;
    for (const ItemChange &change : changes.items) {
        showItem(change);
        positions.append(change.position);
    }
    recount();
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
    shown = change.item;
    shown.verifying = verifying && !shown.ended;
    if (goneNow)
        Q_EMIT itemGone(shown.ref);
}

void JobRun::recount()
{
    JobSummary &summary = m_shown.summary;
    summary.counts = {};
    summary.ended = 0;
    summary.verifying = 0;
    double way = 0;
    for (const JobItem &item : std::as_const(m_shown.items)) {
        ++summary.counts.at(static_cast<size_t>(item.state));
        summary.ended += item.ended ? 1 : 0;
        summary.verifying += item.verifying ? 1 : 0;
        way += item.ended ? 1.0 : item.state == ItemState::Accepted ? acceptedShare : 0.0;
    }
    if (summary.total > 0)
        summary.progress = std::max(summary.progress, way / summary.total);
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
    const bool goneWithoutUs = m_items.at(position).state == ItemState::Pending || m_tracks.value(position).refusedById;
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
        m_shown.items[position].verifying = verifying && !m_shown.items.at(position).ended;
    }
    recount();
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
    LookExpectations expectations{.listedTotal = m_shown.listedTotal, .lastSeen = m_lastList ? m_lastList->keys() : QSet<ResourceKey>()};
    for (const JobItem &item : m_items) {
        const bool sentOrGone = item.requestNumber > 0 || item.state == ItemState::AlreadyGone;
        if (sentOrGone)
            expectations.accountedFor.insert(item.ref.key());
    }
    return expectations;
}

void JobRun::rememberList(const LookOutcome &look)
{
    m_lastList = look;
    m_lastListAt = m_clock.now();
}

const LookOutcome *JobRun::recentList() const
{
    if (!m_lastList || !connection || m_clock.now() - m_lastListAt > connection->timing().scaled(listStaysFresh))
        return nullptr;
    return &*m_lastList;
}

} // namespace Clearsky

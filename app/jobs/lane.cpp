// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/lane.h"

namespace Clearsky {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr int unknownsThatPause = 5;
constexpr int malformedThatStop = 3;
constexpr int mostCulprits = 3;
constexpr milliseconds pauseAfterUnknowns = 30s;
constexpr milliseconds betweenAgreeingLooks = 5s;
constexpr milliseconds longestConflict = 30min;

} // namespace

struct Lane::Member
{
    JobRun &job;
    std::unique_ptr<Verifier> verifier;
};

Lane::Lane(LaneRules rules, Timing timing, Clock &clock, RandomSource random, QObject *parent)
    : QObject(parent)
    , m_rules(std::move(rules))
    , m_timing(timing)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_pacer(timing)
{
}

Lane::~Lane() = default;

void Lane::attach(JobRun &job)
{
    if (m_members.empty())
        m_attention.reset();
    auto verifier = std::make_unique<Verifier>(job, m_rules, m_clock, [this] { return mayLook(); });
    Member &member = *m_members.emplace_back(std::make_unique<Member>(Member{job, std::move(verifier)}));
    connect(member.verifier.get(), &Verifier::freed, this, &Lane::pump);
    connect(member.verifier.get(), &Verifier::stuck, this, &Lane::needAttention);
    connect(member.verifier.get(), &Verifier::maySendAgain, this, [this, &member](const QList<int> &items) {
        sendAgain(member, items);
    });
    member.verifier->takeUp();
    pump();
}

void Lane::detach(JobRun &job)
{
    // A job can end while a batch of it is still being checked: stopped, nothing sent.
    std::erase_if(m_sending, [this, &job](const Sending &sending) {
        if (sending.job != &job)
            return false;
        disconnect(sending.batch, nullptr, this, nullptr);
        sending.batch->deleteLater();
        return true;
    });
    std::erase_if(m_members, [&job](const std::unique_ptr<Member> &member) { return &member->job == &job; });
    m_turn = 0;
}

bool Lane::has(const JobRun &job) const
{
    return std::any_of(m_members.cbegin(), m_members.cend(),
                       [&job](const std::unique_ptr<Member> &member) { return &member->job == &job; });
}

Lane::Member *Lane::memberOf(const JobRun &job)
{
    for (const std::unique_ptr<Member> &member : m_members) {
        if (&member->job == &job)
            return member.get();
    }
    return nullptr;
}

void Lane::verifyAgain(JobRun &job)
{
    if (Member *member = memberOf(job))
        member->verifier->verifyAgain();
}

void Lane::withdraw(JobRun &job)
{
    const std::vector<Sending> sending = m_sending; // one that is withdrawn may end at once
    for (const Sending &each : sending) {
        if (each.job == &job)
            each.batch->withdraw();
    }
}

void Lane::resume()
{
    m_attention.reset();
    m_pausedUntil = 0ms;
    m_unknownInRow = 0;
    m_malformedInRow = 0;
    for (const std::unique_ptr<Member> &member : m_members) {
        for (SendBatch &batch : member->job.queue) {
            batch.failures = 0;
            batch.notBefore = 0ms;
        }
        member->verifier->advance();
    }
    pump();
}

JobOutlook Lane::outlook(const JobRun &job) const
{
    const JobSummary &summary = job.shown().summary;
    const FollowRules rules = job.contract().followRules();
    const auto sending = std::count_if(m_sending.cbegin(), m_sending.cend(),
                                       [&job](const Sending &each) { return each.job == &job; });
    Forecast::Left left{.requests = static_cast<int>(job.queue.size()) + static_cast<int>(sending),
                        .ended = summary.ended,
                        .concurrency = m_rules.maxDeletes,
                        .verification = summary.ended < summary.total ? scaled(rules.firstLook + rules.lookEvery) : 0ms};
    if (summary.state == JobState::Waiting && summary.waitUntil.isValid())
        left.coolDown = milliseconds(m_clock.wallTime().msecsTo(summary.waitUntil));
    return job.forecast.outlook(m_clock.now(), left);
}

void Lane::pump()
{
    m_wake.reset();
    for (const std::unique_ptr<Member> &member : m_members)
        member->verifier->advance();
    while (!m_attention && deletesInFlight() < m_rules.maxDeletes) {
        const milliseconds now = m_clock.now();
        std::optional<milliseconds> earliest;
        Member *member = nextMember(now, earliest);
        if (!member) {
            if (earliest)
                wakeAt(*earliest);
            break;
        }
        const milliseconds wait = std::max(m_pausedUntil - now, m_rules.paced ? m_pacer.untilNext(now) : 0ms);
        if (wait > 0ms) {
            wakeAt(now + wait);
            break;
        }
        send(*member, readyBatch(member->job, now));
    }
    showWait();
}

/// The next job in turn with a batch that may be sent now; otherwise says when one may.
Lane::Member *Lane::nextMember(milliseconds now, std::optional<milliseconds> &earliest)
{
    for (size_t i = 0; i < m_members.size(); ++i) {
        Member &member = *m_members.at((m_turn + i) % m_members.size());
        if (!member.job.maySend || !member.job.connection)
            continue;
        const size_t ready = readyBatch(member.job, now);
        if (ready < member.job.queue.size()) {
            if (!hasRoomFor(member.job.queue.at(ready)))
                return nullptr;
            m_turn = (m_turn + i + 1) % m_members.size();
            return &member;
        }
        for (const SendBatch &batch : member.job.queue)
            earliest = earliest ? std::min(*earliest, batch.notBefore) : batch.notBefore;
    }
    return nullptr;
}

size_t Lane::readyBatch(const JobRun &job, milliseconds now) const
{
    size_t index = 0;
    while (index < job.queue.size() && job.queue.at(index).notBefore > now)
        ++index;
    return index;
}

bool Lane::hasRoomFor(const SendBatch &batch) const
{
    int jobs = deletesInFlight();
    for (const std::unique_ptr<Member> &member : m_members) {
        jobs += member->verifier->occupiedSlots();
        if (m_rules.looksExcludeDeletes && member->verifier->isLooking())
            return false;
    }
    if (m_rules.maxProviderJobs > 0 && jobs >= m_rules.maxProviderJobs)
        return false;
    return m_rules.maxItemsInDeletion == 0
        || itemsInDeletion() + static_cast<int>(batch.items.size()) <= m_rules.maxItemsInDeletion;
}

int Lane::itemsInDeletion() const
{
    int items = 0;
    for (const std::unique_ptr<Member> &member : m_members)
        items += member->job.openItems();
    for (const Sending &sending : m_sending) {
        for (const int position : sending.batch->items())
            items += sending.job->item(position).state == ItemState::Pending ? 1 : 0; // still being checked
    }
    return items;
}

bool Lane::mayLook() const
{
    if (!m_rules.looksExcludeDeletes)
        return true;
    return m_sending.empty() && std::none_of(m_members.cbegin(), m_members.cend(), [](const std::unique_ptr<Member> &member) {
        return member->verifier->isLooking() || member->verifier->hasRunningProviderJob();
    });
}

void Lane::send(Member &member, size_t batchIndex)
{
    JobRun &job = member.job;
    const SendBatch batch = job.queue.at(batchIndex);
    job.queue.erase(job.queue.begin() + static_cast<std::ptrdiff_t>(batchIndex));
    m_pacer.sent(m_clock.now());
    auto *send = new BatchSend(job, batch, m_rules, m_clock, &job);
    m_sending.push_back({&job, send});
    connect(send, &BatchSend::finished, this, [this, &member, send] { onSent(member, send); });
    send->start();
}

void Lane::onSent(Member &member, BatchSend *send)
{
    std::erase_if(m_sending, [send](const Sending &sending) { return sending.batch == send; });
    const BatchSend::Outcome outcome = send->outcome();
    send->deleteLater();
    JobRun &job = member.job;
    if (!outcome.recheck.isEmpty() && !job.stopRequested())
        job.queue.push_back({.items = outcome.recheck,
                             .notBefore = m_clock.now() + scaled(betweenAgreeingLooks) + 1ms,
                             .needsFreshLook = true});
    member.verifier->follow(outcome.toFollow, outcome.requestNumber, outcome.providerJobId);

    switch (outcome.end) {
    case BatchSend::End::Answered:
        m_pacer.succeeded();
        countUnknown(nullptr);
        break;
    case BatchSend::End::Failed:
    case BatchSend::End::NotChecked:
        onFailed(member, outcome.batch, *outcome.error, outcome.dropped);
        break;
    case BatchSend::End::Withdrawn:
        putBack(member, outcome.batch);
        break;
    case BatchSend::End::NothingLeft:
        break;
    }
    pump();
}

void Lane::onFailed(Member &member, SendBatch batch, const Error &error, bool dropped)
{
    JobRun &job = member.job;
    if (effectOf(error.kind) == Effect::Unknown) {
        countUnknown(&error);
        m_pacer.spend(deleteRetryRule(error.kind).tokens);
        if (!batch.items.isEmpty()) // the check failed, nothing was sent
            waitBefore(member, batch, deleteRetryRule(Error::Kind::NotSent), error);
        return;
    }
    if (job.stopRequested()) {
        leaveOut(job, batch.items);
        return;
    }
    const RetryRule rule = deleteRetryRule(error.kind);
    m_pacer.spend(rule.tokens);
    switch (rule.next) {
    case RetryRule::Next::Wait:
    case RetryRule::Next::SignIn:
        waitBefore(member, batch, rule, error);
        break;
    case RetryRule::Next::Look:
    case RetryRule::Next::Isolate:
        isolate(member, batch, error, dropped);
        break;
    case RetryRule::Next::Attention:
        job.queue.push_front(batch);
        needAttention(error);
        break;
    case RetryRule::Next::GiveUp:
        refuse(job, batch.items, error.message);
        if (error.kind == Error::Kind::NotPermitted && !job.queue.empty())
            needAttention(error);
        break;
    }
}

/// A refused batch is checked and sent again; when the check dropped nothing from it, it is halved, so that the item that
/// spoils it is found and the others go on (engine.md rows 21 and 26).
void Lane::isolate(Member &member, SendBatch batch, const Error &error, bool dropped)
{
    JobRun &job = member.job;
    if (!batch.isolation) {
        batch.isolation = std::make_shared<Isolation>();
        dropped = true; // the first time, the check before the next send is the look that drops what is blocked by now
    }
    batch.isolation->refusal = error.message;
    batch.needsFreshLook = true;
    const QList<int> items = batch.items;
    if (items.size() == 1 && !dropped) {
        ++batch.isolation->culprits;
        refuse(job, items, error.message);
        return;
    }
    if (batch.isolation->culprits >= mostCulprits) {
        refuse(job, items, error.message);
        return;
    }
    if (dropped || items.size() == 1) {
        if (items.size() == 1 && ++batch.failures > 1) {
            ++batch.isolation->culprits;
            refuse(job, items, error.message);
            return;
        }
        job.queue.push_front(batch);
        return;
    }
    SendBatch second = batch;
    second.items = items.mid(items.size() / 2);
    batch.items = items.first(items.size() / 2);
    job.queue.push_front(second);
    job.queue.push_front(batch);
}

void Lane::refuse(JobRun &job, const QList<int> &items, const QString &reason)
{
    JournalChanges changes;
    for (const int position : items)
        changes.items.append(job.moved(position, ItemState::Refused, reason));
    job.commit(std::move(changes), [this] { pump(); });
}

/// A batch that was taken back before it left.
void Lane::putBack(Member &member, SendBatch batch)
{
    if (member.job.stopRequested()) {
        leaveOut(member.job, batch.items);
    } else if (!batch.items.isEmpty()) {
        batch.needsFreshLook = true;
        member.job.queue.push_front(batch);
    }
}

/// The job was stopped before these were sent.
void Lane::leaveOut(JobRun &job, const QList<int> &items)
{
    JournalChanges changes;
    for (const int position : items) {
        if (job.item(position).state == ItemState::Pending)
            changes.items.append(job.moved(position, ItemState::NotAttempted, tr("The job was stopped before it was sent")));
    }
    if (!changes.items.isEmpty())
        job.commit(std::move(changes));
}

/// Items that a look found untouched.
void Lane::sendAgain(Member &member, const QList<int> &items)
{
    JobRun &job = member.job;
    if (items.isEmpty())
        return;
    if (job.stopRequested()) {
        leaveOut(job, items);
        return;
    }
    if (!job.isQueued)
        return; // found after a restart: Resume queues all that is Pending
    const milliseconds wait = retryWait(deleteRetryRule(Error::Kind::NoAnswer), 1, {}, m_random);
    job.queue.push_back({.items = items, .notBefore = m_clock.now() + scaled(wait), .needsFreshLook = true});
    pump();
}

void Lane::waitBefore(Member &member, SendBatch batch, const RetryRule &rule, const Error &error)
{
    JobRun &job = member.job;
    const milliseconds now = m_clock.now();
    if (batch.lastError != error.kind) {
        batch.failures = 0;
        batch.troubledSince = now;
    }
    batch.lastError = error.kind;
    ++batch.failures;
    const bool conflict = error.kind == Error::Kind::Conflict;
    const int attempts = conflict ? m_rules.conflictAttempts : rule.attempts;
    const milliseconds patience = conflict && attempts == 0 ? longestConflict : rule.patience;
    const bool exhausted = (attempts > 0 && batch.failures >= attempts)
        || (patience > 0ms && now - batch.troubledSince >= scaled(patience));
    if (exhausted && conflict && attempts > 0) {
        refuse(job, batch.items, error.message);
        return;
    }
    const milliseconds wait = retryWait(rule, batch.failures, error.retryAfter, m_random);
    if (error.kind == Error::Kind::Throttled || error.kind == Error::Kind::Unavailable)
        m_pacer.throttled();
    if (rule.next == RetryRule::Next::Wait) { // what stopped this batch would stop the lane's other batches too
        m_pausedUntil = now + scaled(wait);
        m_pauseReason = error.message;
    }
    batch.notBefore = now + scaled(wait);
    job.queue.push_front(batch);
    if (exhausted)
        needAttention(error);
}

void Lane::needAttention(const Error &error)
{
    m_attention = error;
    showWait();
}

/// Many unknown outcomes in a row: something is wrong that more requests make worse (engine.md 5.3, circuit).
void Lane::countUnknown(const Error *error)
{
    m_unknownInRow = error ? m_unknownInRow + 1 : 0;
    m_malformedInRow = error && error->kind == Error::Kind::Malformed ? m_malformedInRow + 1 : 0;
    if (m_malformedInRow >= malformedThatStop) {
        needAttention(*error);
    } else if (m_unknownInRow >= unknownsThatPause) {
        m_pausedUntil = m_clock.now() + scaled(pauseAfterUnknowns);
        m_pauseReason = error->message;
    }
}

/// Says on every job of the lane why it waits.
void Lane::showWait()
{
    const milliseconds now = m_clock.now();
    for (const std::unique_ptr<Member> &member : m_members) {
        JobRun &job = member->job;
        if (!job.maySend || isEnd(job.state()))
            continue;
        if (m_attention)
            job.setState(JobState::NeedsAttention, m_attention->message);
        else if (m_pausedUntil > now && !job.queue.empty())
            job.setState(JobState::Waiting, m_pauseReason, m_clock.wallTime().addMSecs((m_pausedUntil - now).count()));
        else
            job.setState(JobState::Running);
    }
}

void Lane::wakeAt(milliseconds time)
{
    m_wake = m_clock.callAfter(std::max(time - m_clock.now(), 0ms), [this] { pump(); });
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/lane.h"

#include "app/jobs/isolation.h"

// What becomes of a batch that was not answered as hoped (engine.md 5.3).

namespace Clearsky {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds longestConflict = 30min;
constexpr qsizetype longestReason = 400;

/// Our sentence and the provider's own words: whoever has to act needs both, the name of a policy above all.
QString told(const Error &error)
{
    const QString words = error.detail.simplified().left(longestReason);
    return words.isEmpty() || error.message.contains(words) ? error.message : error.message + QStringLiteral(" – ") + words;
}

} // namespace

/// Nothing was sent, and nothing is known of the items that the check was about.
void Lane::onNotChecked(Member &member, const SendBatch &batch, const Error &error)
{
    JobRun &job = member.job;
    if (job.stopRequested()) {
        leaveOut(job, batch.items);
        return;
    }
    const RetryRule rule = readRetryRule(error.kind);
    m_pacer.spend(rule.tokens);
    if (rule.next == RetryRule::Next::Wait) {
        const bool mayPass = effectOf(error.kind) == Effect::Unknown;
        waitBefore(member, batch, deleteRetryRule(mayPass ? Error::Kind::NotSent : error.kind), error);
        return;
    }
    job.queue.push_front(batch);
    needAttention(error);
}

void Lane::onFailed(Member &member, const SendBatch &batch, const Error &error)
{
    JobRun &job = member.job;
    const RetryRule rule = deleteRetryRule(error.kind);
    m_pacer.spend(rule.tokens);
    if (effectOf(error.kind) == Effect::Unknown) {
        if (!m_brake.unknown(error, m_clock.now()))
            needAttention(error);
        return;
    }
    if (job.stopRequested()) {
        leaveOut(job, batch.items);
        return;
    }
    switch (rule.next) {
    case RetryRule::Next::Wait:
    case RetryRule::Next::SignIn:
        waitBefore(member, batch, rule, error);
        break;
    case RetryRule::Next::Look:
    case RetryRule::Next::Isolate:
        isolate(job, batch, error);
        break;
    case RetryRule::Next::Attention:
        job.queue.push_front(batch);
        needAttention(error);
        break;
    case RetryRule::Next::GiveUp:
        refuse(job, batch.items, told(error));
        if (hasMoreToSend())
            needAttention(error);
        break;
    }
}

/// What the provider says to one of the lane's reads is meant for its deletes as well (engine.md R8).
void Lane::onThrottled(const QString &gate, const Error &error)
{
    if (gate != m_rules.key)
        return;
    if (m_brake.throttled(error, m_clock.now()))
        m_pacer.throttled();
    holdBackAll();
    showWait();
}

void Lane::isolate(JobRun &job, const SendBatch &batch, const Error &error)
{
    const QList<SendBatch> parts = partsOfRefused(batch, told(error));
    for (auto part = parts.crbegin(); part != parts.crend(); ++part)
        job.queue.push_front(*part);
}

void Lane::refuse(JobRun &job, const QList<int> &items, const QString &reason)
{
    JournalChanges changes;
    for (const int position : items)
        changes.items.append(job.moved(position, ItemState::Refused, reason));
    job.commit(std::move(changes), this, [this] { pump(); });
}

/// A batch that was taken back before it left.
void Lane::putBack(Member &member, const SendBatch &batch)
{
    if (member.job.stopRequested()) {
        leaveOut(member.job, batch.items);
    } else if (!batch.items.isEmpty()) {
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
    if (error.kind == Error::Kind::Throttled || error.kind == Error::Kind::Unavailable) {
        job.queue.push_front(batch);
        if (m_brake.throttled(error, now))
            m_pacer.throttled();
        if (m_brake.isThrottledForTooLong(now))
            needAttention(error);
        return;
    }
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
    batch.needsFreshLook = batch.needsFreshLook || conflict; // the other task changes what is there
    const milliseconds wait = retryWait(rule, batch.failures, error.retryAfter, m_random);
    batch.notBefore = now + scaled(wait);
    if (exhausted && conflict && attempts > 0) {
        batch.refuseAs = tr("In use at the provider. %1").arg(told(error));
        job.queue.push_front(batch);
        return;
    }
    // What stopped this batch would stop the lane's other batches too; a conflict does so where one task bars all.
    if (rule.next == RetryRule::Next::Wait && (!conflict || attempts == 0))
        m_brake.pause(batch.notBefore, error.message);
    job.queue.push_front(batch);
    if (exhausted)
        needAttention(error);
}

void Lane::needAttention(const Error &error)
{
    m_attention = error;
    holdBackAll();
    showWait();
}

/// Says on every job of the lane why it waits.
void Lane::showWait()
{
    const milliseconds now = m_clock.now();
    for (const std::unique_ptr<Member> &member : m_members) {
        JobRun &job = member->job;
        if (!job.maySend || isEnd(job.state()))
            continue;
        const milliseconds pause = m_brake.pausedUntil() - now;
        if (!job.connection)
            job.setState(JobState::NeedsAttention, tr("Its account was changed. Resume goes on with the account as it is now."));
        else if (m_attention)
            job.setState(JobState::NeedsAttention, told(*m_attention));
        else if (pause > 0ms && !job.queue.empty())
            job.setState(JobState::Waiting, m_brake.reason(), m_clock.wallTime().addMSecs(pause.count()));
        else
            job.setState(JobState::Running);
    }
}

} // namespace Clearsky

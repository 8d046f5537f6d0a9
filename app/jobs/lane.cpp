// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/lane.h"

namespace Clearsky {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

Lane::Lane(LaneRules rules, Timing timing, Clock &clock, RandomSource random, QObject *parent)
    : QObject(parent)
    , m_rules(std::move(rules))
    , m_timing(timing)
    , m_clock(clock)
    , m_random(random)
    , m_pacer(timing)
    , m_brake(timing, std::move(random))
{
}

Lane::~Lane() = default;

void Lane::attach(JobRun &job)
{
    if (m_members.empty())
        m_attention.reset();
    const Verifier::Permits permits{.mayAsk = [this] { return !m_brake.holdsReads(m_clock.now()); },
                                    .mayLook = [this] { return mayLook(); }};
    auto verifier = std::make_unique<Verifier>(job, m_rules, m_clock, permits);
    Member &member = *m_members.emplace_back(std::make_unique<Member>(Member{job, std::move(verifier)}));
    connect(member.verifier.get(), &Verifier::freed, this, &Lane::pump);
    connect(member.verifier.get(), &Verifier::stuck, this, &Lane::needAttention);
    connect(member.verifier.get(), &Verifier::maySendAgain, this, [this, &member](const QList<int> &items) {
        sendAgain(member, items);
    });
    // Queued: it may take back the very check whose read was answered.
    connect(job.connection, &Connection::throttled, this, &Lane::onThrottled,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::UniqueConnection));
    connect(job.connection, &QObject::destroyed, this, &Lane::pump, Qt::QueuedConnection);
    connect(&job, &JobRun::listSeen, this, &Lane::onListSeen, Qt::UniqueConnection);
    member.verifier->takeUp();
    pump();
}

void Lane::detach(JobRun &job)
{
    disconnect(&job, nullptr, this, nullptr);
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

bool Lane::isSending(const JobRun &job) const
{
    return std::any_of(m_sending.cbegin(), m_sending.cend(), [&job](const Sending &each) { return each.job == &job; });
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

/// Sends nothing of what has not left yet.
void Lane::holdBackAll()
{
    const std::vector<Sending> sending = m_sending; // one that waits for its turn on the wire ends at once
    for (const Sending &each : sending)
        each.batch->holdBack();
}

void Lane::resume()
{
    m_attention.reset();
    m_brake.reset();
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
    while (!m_attention && startNext()) { }
    showWait();
}

/// Starts one batch, or a probe, or says when something may start next.
bool Lane::startNext()
{
    const milliseconds now = m_clock.now();
    if (m_brake.wantsProbe(now))
        probe();
    if (deletesInFlight() >= m_brake.mostInFlight(m_rules.maxDeletes)) {
        if (m_brake.pausedUntil() > now)
            wakeAt(m_brake.pausedUntil());
        return false;
    }
    std::optional<milliseconds> earliest;
    Member *member = nextMember(now, earliest);
    if (!member) {
        if (earliest)
            wakeAt(*earliest);
        return false;
    }
    const milliseconds wait = std::max(m_brake.pausedUntil() - now, m_rules.paced ? m_pacer.untilNext(now) : 0ms);
    if (wait > 0ms) {
        wakeAt(now + wait);
        return false;
    }
    send(*member, readyBatch(member->job, now));
    return true;
}

/// One read, never repeated, that shows whether the provider answers sensibly again (engine.md 5.3, circuit).
void Lane::probe()
{
    const auto member = std::find_if(m_members.cbegin(), m_members.cend(), [](const std::unique_ptr<Member> &each) {
        return each->job.maySend && each->job.connection;
    });
    if (member == m_members.cend() || !hasMoreToSend())
        return;
    Connection &connection = *(*member)->job.connection;
    const KindContract &contract = (*member)->job.contract();
    const ApiRequest request = inLane(contract.listRequests(connection.scope()).constFirst(), m_rules);
    m_brake.probing();
    ResultJob<HttpReply> *call = connection.send(request);
    connect(call, &AsyncJob::finished, this, [this, call, &contract, request] {
        const Result<HttpReply> &reply = call->result();
        m_brake.probed(reply && contract.readPage(request, *reply), m_clock.now());
        pump();
    });
    call->start();
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

bool Lane::hasMoreToSend() const
{
    return std::any_of(m_members.cbegin(), m_members.cend(),
                       [](const std::unique_ptr<Member> &member) { return !member->job.queue.empty(); });
}

bool Lane::mayLook() const
{
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
    if (!outcome.recheck.isEmpty() && !job.stopRequested()) {
        SendBatch again = send->batch();
        again.items = outcome.recheck;
        again.notBefore = m_clock.now() + scaled(betweenAgreeingLooks) + 1ms;
        again.needsFreshLook = true;
        job.queue.push_back(again);
    }
    member.verifier->follow(outcome.toFollow, outcome.requestNumber, outcome.providerJobId);

    switch (outcome.end) {
    case BatchSend::End::Answered:
        m_pacer.succeeded();
        m_brake.answered(m_clock.now());
        if (!outcome.stranger.isEmpty())
            job.requestStop(tr("The provider answered about something else (%1). The job was stopped before more was sent.")
                                .arg(outcome.stranger));
        break;
    case BatchSend::End::Failed:
        onFailed(member, outcome.batch, *outcome.error);
        break;
    case BatchSend::End::NotChecked:
        onNotChecked(member, outcome.batch, *outcome.error);
        break;
    case BatchSend::End::Withdrawn:
        putBack(member, outcome.batch);
        break;
    case BatchSend::End::NothingLeft:
        break;
    }
    pump();
}

/// The members look at the same list.
void Lane::onListSeen(const LookOutcome &look)
{
    for (const std::unique_ptr<Member> &member : m_members)
        member->job.noteSeen(look);
}

void Lane::wakeAt(milliseconds time)
{
    m_wake = m_clock.callAfter(std::max(time - m_clock.now(), 0ms), [this] { pump(); });
}

} // namespace Clearsky

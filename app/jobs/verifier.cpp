// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/verifier.h"

#include "app/net/retrypolicy.h"
#include "app/providers/readjob.h"

namespace Clearsky {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr int failedLooksThatDoubt = 3;
constexpr int mostLooks = 6; // at once: more would only wait for a connection
// A job whose id was lost runs for minutes: a list of many pages is not read every few seconds meanwhile.
constexpr milliseconds longestLookForLostJob = 60s;

} // namespace

Verifier::Verifier(JobRun &job, LaneRules lane, Clock &clock, Permits permits, QObject *parent)
    : QObject(parent)
    , m_job(job)
    , m_lane(std::move(lane))
    , m_rules(job.contract().followRules())
    , m_clock(clock)
    , m_judge(job, m_rules, clock)
    , m_permits(std::move(permits))
{
}

Verifier::~Verifier() = default;

void Verifier::follow(const QList<int> &items, int requestNumber, const QString &providerJobId)
{
    if (items.isEmpty())
        return;
    addFollow(items, requestNumber, providerJobId);
    m_job.setVerifying(items, true);
}

void Verifier::takeUp()
{
    QHash<int, QList<int>> byRequest;
    QList<int> all;
    for (int i = 0; i < m_job.itemCount(); ++i) {
        const JobItem &item = m_job.item(i);
        if (!item.ended && (item.state == ItemState::Accepted || item.state == ItemState::Unknown)) {
            byRequest[item.requestNumber].append(i);
            all.append(i);
        }
    }
    for (auto it = byRequest.cbegin(); it != byRequest.cend(); ++it)
        addFollow(it.value(), it.key(), m_job.shown().providerJobs.value(it.key()));
    if (!all.isEmpty())
        m_job.setVerifying(all, true);
}

void Verifier::addFollow(const QList<int> &items, int requestNumber, const QString &providerJobId)
{
    const milliseconds now = m_clock.now();
    const bool hasJobs = m_rules.jobFirstPoll > 0ms;
    const bool sentNowhere = std::all_of(items.cbegin(), items.cend(), [this](int i) { return m_job.item(i).refusedById; });
    auto follow = std::make_shared<Follow>();
    follow->items = items;
    follow->requestNumber = requestNumber;
    follow->providerJobId = providerJobId;
    follow->phase = !hasJobs || sentNowhere       ? Follow::Phase::Look
                    : providerJobId.isEmpty() ? Follow::Phase::LostJob
                                              : Follow::Phase::ProviderJob;
    follow->since = now;
    follow->nextPoll = now + scaled(m_rules.jobFirstPoll);
    follow->nextLook = now + scaled(m_rules.firstLook);
    follow->lookEvery = m_rules.lookEvery;
    m_follows.append(follow);
}

void Verifier::verifyAgain()
{
    QList<int> open;
    QList<int> deleted;
    for (int i = 0; i < m_job.itemCount(); ++i) {
        if (m_job.item(i).state == ItemState::Unknown && m_job.item(i).ended)
            open.append(i);
        else if (m_job.item(i).state == ItemState::Deleted)
            deleted.append(i);
    }
    const auto add = [this](const QList<int> &items, bool once) {
        if (items.isEmpty())
            return;
        auto follow = std::make_shared<Follow>();
        follow->items = items;
        follow->since = follow->nextLook = m_clock.now();
        follow->lookEvery = m_rules.lookEvery;
        follow->onlyOnce = once;
        m_follows.append(follow);
        m_job.setVerifying(items, true);
    };
    const qsizetype chunk = looksAtList() ? m_job.itemCount() : m_job.contract().kind().idsPerRequest;
    for (qsizetype start = 0; start < open.size(); start += chunk)
        add(open.mid(start, chunk), false);
    for (qsizetype start = 0; start < deleted.size(); start += chunk)
        add(deleted.mid(start, chunk), true);
    advance();
}

void Verifier::advance()
{
    m_wake.reset();
    if (!m_job.connection)
        return;
    giveUpOverdue();
    if (m_permits.mayAsk()) {
        const QList<FollowPtr> forList = dueForList();
        if (!forList.isEmpty() && m_permits.mayLook())
            look(forList);
    }
    scheduleWake();
}

/// Starts the polls and looks that wait for nobody; names those that a look at the list is for.
QList<Verifier::FollowPtr> Verifier::dueForList()
{
    const milliseconds now = m_clock.now();
    QList<FollowPtr> forList;
    const QList<FollowPtr> follows = m_follows;
    for (const FollowPtr &follow : follows) {
        if (follow->busy)
            continue;
        if (follow->phase == Follow::Phase::ProviderJob) {
            if (follow->nextPoll <= now)
                poll(follow);
        } else if (follow->nextLook <= now) {
            if (looksAtList())
                forList.append(follow);
            else if (m_looks < mostLooks)
                look({follow});
        }
    }
    return forList;
}

int Verifier::occupiedSlots() const
{
    // A list is looked at between jobs, so the slot is kept until the looks that can settle its items have run.
    const milliseconds now = m_clock.now();
    return static_cast<int>(std::count_if(m_follows.cbegin(), m_follows.cend(), [this, now](const FollowPtr &follow) {
        if (follow->onlyOnce || follow->requestNumber == 0)
            return false;
        if (follow->phase == Follow::Phase::LostJob)
            return now - follow->since < scaled(m_rules.lostJobGrace);
        if (follow->phase == Follow::Phase::ProviderJob)
            return true;
        return m_rules.jobFirstPoll > 0ms && follow->looksSinceOver < m_rules.looksToProveAbsence;
    }));
}

bool Verifier::hasRunningProviderJob() const
{
    return std::any_of(m_follows.cbegin(), m_follows.cend(),
                       [](const FollowPtr &follow) { return follow->phase == Follow::Phase::ProviderJob; });
}

void Verifier::poll(const FollowPtr &follow)
{
    follow->busy = true;
    const ResourceRef anyItem = m_job.item(follow->items.first()).ref;
    const KindContract &contract = m_job.contract();
    ApiRequest request = inLane(contract.jobRequest(m_job.connection->scope(), anyItem, follow->providerJobId), m_lane);
    auto *read = new ReadJob<ProviderJob>(
        *m_job.connection, request, [&contract](const HttpReply &reply) { return contract.readJob(reply); }, this);
    connect(read, &AsyncJob::finished, this, [this, read, follow] { onPolled(follow, read->result()); });
    read->start();
}

void Verifier::onPolled(const FollowPtr &follow, const Result<ProviderJob> &job)
{
    follow->busy = false;
    const milliseconds now = m_clock.now();
    if (!job || job->state == ProviderJob::State::Running) {
        // Not answered, or not over: the deadline decides how long this goes on.
        follow->nextPoll = now + scaled(m_rules.jobPoll);
        if (!job && deleteRetryRule(job.error().kind).next == RetryRule::Next::Attention)
            Q_EMIT stuck(job.error());
        scheduleWake();
        return;
    }
    follow->ended = *job;
    follow->phase = Follow::Phase::Look;
    follow->nextLook = now + scaled(m_rules.firstLook);
    Q_EMIT freed();
    advance();
}

void Verifier::look(const QList<FollowPtr> &follows)
{
    QList<int> positions;
    for (const FollowPtr &follow : follows) {
        follow->busy = true;
        positions.append(follow->items);
    }
    ++m_looks;
    const milliseconds startedAt = m_clock.now();
    auto *look = new Look(*m_job.connection, m_job.contract(), m_job.refs(positions),
                          [this] { return m_job.expectations(); }, this);
    connect(look, &AsyncJob::finished, this, [this, look, follows, startedAt] {
        --m_looks;
        onLooked(follows, look->result(), startedAt);
    });
    look->start();
}

void Verifier::onLooked(const QList<FollowPtr> &follows, const Result<LookOutcome> &looked, milliseconds startedAt)
{
    JournalChanges changes;
    QList<int> again;
    QList<int> lookedFor;
    RequestRecord record{.purpose = RequestRecord::Purpose::Look, .at = m_clock.wallTime(), .elapsed = m_clock.now() - startedAt};
    for (const FollowPtr &follow : follows) {
        follow->busy = false;
        record.items += static_cast<int>(follow->items.size());
        if (follow->lastLooks > 0)
            --follow->lastLooks;
        if (looked) {
            ++follow->looksSinceOver;
            follow->failedLooks = 0;
            const QList<int> items = follow->items;
            lookedFor += items;
            for (const int position : items) {
                if (m_judge.judge(*follow, position, *looked, changes))
                    again.append(position);
            }
        } else {
            doubt(follow, looked.error(), changes);
        }
        scheduleNextLook(follow);
    }
    if (looked) {
        if (looksAtList())
            m_job.rememberList(*looked, lookedFor);
        record.outcome = tr("found %1, settled %2").arg(looked->found()).arg(changes.items.size());
        changes.look = LookRecord{.at = record.at,
                                  .kind = looksAtList() ? QStringLiteral("list") : QStringLiteral("get"),
                                  .complete = true,
                                  .pages = looked->pages(),
                                  .found = looked->found(),
                                  .evidenceSha256 = looked->evidence()};
    } else {
        record.outcome = looked.error().message;
        record.httpStatus = looked.error().httpStatus;
        record.code = looked.error().code;
        record.requestId = looked.error().requestId;
        if (deleteRetryRule(looked.error().kind).next == RetryRule::Next::Attention)
            Q_EMIT stuck(looked.error());
    }
    m_job.log(record);
    m_job.commit(std::move(changes), this, [this] { Q_EMIT freed(); });
    dropSettled(follows);
    if (!again.isEmpty())
        Q_EMIT maySendAgain(again);
    advance();
}

/// A look that cannot be believed proves nothing. After some in a row that is what is known of its items: nothing
/// certain (engine.md row 35). Looking goes on until the deadline.
void Verifier::doubt(const FollowPtr &follow, const Error &error, JournalChanges &changes)
{
    if (++follow->failedLooks < failedLooksThatDoubt)
        return;
    for (const int position : std::as_const(follow->items)) {
        if (m_job.item(position).state == ItemState::Accepted)
            changes.items.append(m_job.moved(position, ItemState::Unknown, error.message));
    }
}

/// The deadline ends nothing before its job was asked and looked at once more: the computer may have slept through it
/// (engine.md row 39).
void Verifier::giveUpOverdue()
{
    JournalChanges changes;
    const milliseconds now = m_clock.now();
    for (const FollowPtr &follow : std::as_const(m_follows)) {
        if (follow->busy || follow->onlyOnce || now - follow->since < scaled(m_rules.deadline))
            continue;
        if (follow->phase == Follow::Phase::ProviderJob && !std::exchange(follow->askedLate, true)) {
            follow->nextPoll = now; // it may have ended long ago
        } else if (follow->lastLooks < 0) {
            follow->lastLooks = std::max(m_rules.looksToProveAbsence, looksThatAgree);
            follow->jobNeverEnded = follow->phase == Follow::Phase::ProviderJob;
            follow->phase = Follow::Phase::Look;
            follow->nextLook = now;
        } else if (follow->lastLooks == 0) {
            giveUp(follow, changes);
        }
    }
    if (changes.items.isEmpty())
        return;
    m_job.commit(std::move(changes), this, [this] { Q_EMIT freed(); });
    dropSettled(m_follows);
}

/// Unknown is an answer, not a failure: it is said plainly, and Verify Again stays possible.
void Verifier::giveUp(const FollowPtr &follow, JournalChanges &changes)
{
    for (const int position : std::as_const(follow->items)) {
        if (m_job.item(position).ended && m_job.item(position).state != ItemState::Unknown)
            continue;
        const QString reason = tr("The provider has not finished in time. Verify Again looks once more.");
        ItemChange change = m_job.item(position).state == ItemState::Accepted
            ? m_job.moved(position, ItemState::Unknown, reason)
            : m_job.edited(position, [&reason](JobItem &item) { item.reason = reason; });
        change.item.ended = true;
        change.item.verifying = false;
        changes.items.append(change);
    }
    follow->items.clear();
}

void Verifier::scheduleNextLook(const FollowPtr &follow)
{
    const bool needsAgreement = follow->failedLooks == 0
        && std::any_of(follow->items.cbegin(), follow->items.cend(),
                       [this, &follow](int position) { return m_judge.waitsForAgreement(*follow, position); });
    const milliseconds wait = needsAgreement ? betweenAgreeingLooks : follow->lookEvery;
    const milliseconds longest =
        follow->phase == Follow::Phase::LostJob ? longestLookForLostJob : m_rules.longestLook;
    follow->lookEvery = std::min(follow->lookEvery * 3 / 2, longest);
    follow->nextLook = m_clock.now() + scaled(wait) + 1ms;
}

void Verifier::dropSettled(const QList<FollowPtr> &follows)
{
    QList<int> allSettled;
    for (const FollowPtr &follow : follows) {
        if (follow->busy)
            continue;
        QList<int> settled;
        follow->items.removeIf([&](int position) {
            const JobItem &item = m_job.item(position);
            const bool waits = (item.state == ItemState::Accepted || item.state == ItemState::Unknown);
            if (!waits || follow->onlyOnce)
                settled.append(position);
            return !waits || follow->onlyOnce;
        });
        allSettled.append(settled);
    }
    if (!allSettled.isEmpty())
        m_job.setVerifying(allSettled, false);
    m_follows.removeIf([](const FollowPtr &follow) { return !follow->busy && follow->items.isEmpty(); });
}

void Verifier::scheduleWake()
{
    std::optional<milliseconds> earliest;
    for (const FollowPtr &follow : std::as_const(m_follows)) {
        if (follow->busy)
            continue;
        const milliseconds due = follow->phase == Follow::Phase::ProviderJob ? follow->nextPoll : follow->nextLook;
        earliest = earliest ? std::min(*earliest, due) : due;
    }
    if (!earliest)
        return;
    // A look that the lane holds back is asked for again when the lane is freed, and at the latest after a moment.
    const milliseconds wait = std::max(*earliest - m_clock.now(), scaled(1s));
    m_wake = m_clock.callAfter(*earliest > m_clock.now() ? *earliest - m_clock.now() : wait, [this] { advance(); });
}

bool Verifier::looksAtList() const
{
    return m_lane.looksExcludeDeletes;
}

milliseconds Verifier::scaled(milliseconds time) const
{
    return m_job.connection ? m_job.connection->timing().scaled(time) : time;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/verifier.h"

#include "app/net/retrypolicy.h"
#include "app/providers/readjob.h"

namespace Clearsky {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds betweenAgreeingLooks = 5s;
constexpr int looksThatShowUntouched = 2;

} // namespace

/// One sent request whose items have not all ended.
struct Verifier::Follow
{
    enum class Phase {
        ProviderJob,  ///< its job is polled
        LostJob,      ///< the contract has jobs, but this one's id was lost: it may still run
        Look,         ///< only looks matter
    };
    Phase phase = Phase::Look;
    QList<int> items{};
    int requestNumber = 0;
    QString providerJobId{};
    std::optional<ProviderJob> ended{};
    milliseconds since{0};
    milliseconds nextPoll{0};
    milliseconds nextLook{0};
    milliseconds lookEvery{0};
    int looksSinceOver = 0;
    bool busy = false;       ///< a poll or look of it is running
    bool onlyOnce = false;   ///< looks once at Deleted items, for Verify Again
};

Verifier::Verifier(JobRun &job, LaneRules lane, Clock &clock, MayLook mayLook, QObject *parent)
    : QObject(parent)
    , m_job(job)
    , m_lane(std::move(lane))
    , m_rules(job.contract().followRules())
    , m_clock(clock)
    , m_mayLook(std::move(mayLook))
{
}

Verifier::~Verifier() = default;

void Verifier::follow(const QList<int> &items, int requestNumber, const QString &providerJobId)
{
    if (items.isEmpty())
        return;
    const milliseconds now = m_clock.now();
    const bool hasJobs = m_rules.jobFirstPoll > 0ms;
    const bool sentNowhere = std::all_of(items.cbegin(), items.cend(), [this](int i) { return m_job.track(i).refusedById; });
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
    m_job.setVerifying(items, true);
    advance();
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
            else
                look({follow});
        }
    }
    if (!forList.isEmpty() && m_mayLook())
        look(forList);
    scheduleWake();
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
    auto *look = new Look(*m_job.connection, m_job.contract(), m_job.refs(positions), m_job.expectations(), this);
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
    RequestRecord record{.purpose = RequestRecord::Purpose::Look, .at = m_clock.wallTime(), .elapsed = m_clock.now() - startedAt};
    for (const FollowPtr &follow : follows) {
        follow->busy = false;
        record.items += static_cast<int>(follow->items.size());
        if (looked) {
            ++follow->looksSinceOver;
            const QList<int> items = follow->items;
            for (const int position : items)
                judge(follow, position, *looked, changes, again);
        }
        scheduleNextLook(follow);
    }
    if (looked) {
        if (looksAtList())
            m_job.rememberList(*looked);
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
    m_job.commit(std::move(changes), [this] { Q_EMIT freed(); });
    dropSettled();
    if (!again.isEmpty())
        Q_EMIT maySendAgain(again);
    advance();
}

void Verifier::judge(const FollowPtr &follow, int position, const LookOutcome &looked, JournalChanges &changes, QList<int> &again)
{
    const JobItem &item = m_job.item(position);
    const Resource *row = looked.row(item.ref.key());
    if (follow->onlyOnce) {
        if (row && !looked.saysGone(item.ref.key()) && !item.reappeared)
            changes.items.append(m_job.edited(position, [](JobItem &edited) {
                edited.reappeared = true;
                edited.reason = tr("A later look found it again");
            }));
        return;
    }
    if (!row || looked.saysGone(item.ref.key()))
        judgeAbsent(follow, position, looked, changes);
    else
        judgePresent(follow, position, *row, changes, again);
}

void Verifier::judgeAbsent(const FollowPtr &follow, int position, const LookOutcome &looked, JournalChanges &changes)
{
    Q_UNUSED(follow)
    ItemTrack &track = m_job.track(position);
    const milliseconds now = m_clock.now();
    track.presentLooks = 0;
    const bool counts = track.absentLooks == 0 || now - track.lastAbsent >= scaled(betweenAgreeingLooks);
    if (counts) {
        ++track.absentLooks;
        track.lastAbsent = now;
    }
    const bool proved = looked.saysGone(m_job.item(position).ref.key()) || track.absentLooks >= m_rules.looksToProveAbsence;
    if (!proved)
        return;
    if (const std::optional<Proof> proof = looked.proofOfAbsence(m_job.item(position).ref.key(), track.absentLooks))
        changes.items.append(m_job.provedGone(position, *proof));
}

void Verifier::judgePresent(const FollowPtr &follow, int position, const Resource &row, JournalChanges &changes, QList<int> &again)
{
    const JobItem &item = m_job.item(position);
    ItemTrack &track = m_job.track(position);
    const milliseconds now = m_clock.now();
    track.absentLooks = 0;
    const StateMeaning meaning = m_job.contract().kind().meaningOf(row.state);
    if (meaning.role == StateMeaning::Role::Deleting) {
        track.presentLooks = 0;
        if (!item.noResend)
            changes.items.append(m_job.edited(position, [](JobItem &edited) { edited.noResend = true; }));
        return;
    }
    QString failure = failureOf(follow, item);
    if (failure.isEmpty() && row.deleteFailure != track.failureBefore)
        failure = row.deleteFailure;
    if (!failure.isEmpty()) {
        changes.items.append(m_job.moved(position, ItemState::Failed, failure));
        return;
    }
    const bool lostJob = follow->phase == Follow::Phase::LostJob;
    const bool graceOver = follow->ended || now - follow->since >= scaled(lostJob ? m_rules.lostJobGrace : m_rules.grace);
    const bool counts = track.presentLooks == 0 || now - track.lastPresent >= scaled(betweenAgreeingLooks);
    if (!graceOver || !counts)
        return;
    ++track.presentLooks;
    track.lastPresent = now;
    if (track.presentLooks < looksThatShowUntouched || item.state != ItemState::Unknown)
        return;
    if (track.refusedById) {
        const QString reason = meaning.deletable ? tr("The provider refused it without a reason")
                                                 : tr("The provider refused it: its state is %1").arg(meaning.title);
        changes.items.append(m_job.moved(position, ItemState::Refused, reason));
        changes.items.last().item.noResend = true;
    } else if (!item.ended && mayResend(item.noResend, item.unknownSends)) {
        changes.items.append(m_job.moved(position, ItemState::Pending, tr("Its answer was lost; a look found it untouched")));
        again.append(position);
    }
}

/// What the provider's own job says about this item: its name among the failures, or a job that failed as a whole.
QString Verifier::failureOf(const FollowPtr &follow, const JobItem &item) const
{
    if (!follow->ended)
        return {};
    QString whole;
    for (const ProviderJob::Failure &failure : follow->ended->failures) {
        if (failure.name.isEmpty())
            whole = failure.message;
        else if (failure.name == item.ref.name && (failure.part.isEmpty() || item.ref.scope.endsWith(u'/' + failure.part)))
            return failure.message;
    }
    if (follow->ended->state != ProviderJob::State::Failed)
        return {};
    return whole.isEmpty() ? tr("The provider's job failed") : whole;
}

/// Unknown is an answer, not a failure: it is said plainly, and Verify Again stays possible.
void Verifier::giveUpOverdue()
{
    JournalChanges changes;
    const milliseconds now = m_clock.now();
    for (const FollowPtr &follow : std::as_const(m_follows)) {
        if (follow->busy || follow->onlyOnce || now - follow->since < scaled(m_rules.deadline))
            continue;
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
    if (changes.items.isEmpty())
        return;
    m_job.commit(std::move(changes), [this] { Q_EMIT freed(); });
    dropSettled();
}

void Verifier::scheduleNextLook(const FollowPtr &follow)
{
    const bool needsAgreement = std::any_of(follow->items.cbegin(), follow->items.cend(), [this](int position) {
        return m_job.track(position).absentLooks > 0 || m_job.track(position).presentLooks > 0;
    });
    const milliseconds wait = needsAgreement ? betweenAgreeingLooks : follow->lookEvery;
    follow->lookEvery = std::min(follow->lookEvery * 3 / 2, m_rules.longestLook);
    follow->nextLook = m_clock.now() + scaled(wait) + 1ms;
}

void Verifier::dropSettled()
{
    for (const FollowPtr &follow : std::as_const(m_follows)) {
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
        m_job.setVerifying(settled, false);
    }
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

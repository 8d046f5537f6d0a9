// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/jobengine_p.h"

#include "app/jobs/jobplace.h"
#include "app/providers/connectionpool.h"
#include "models/deleteplan.h"

namespace Clearsky {

JobEngine::JobEngine(const Registry &registry, ConnectionPool &connections, Journal &journal, Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, registry, connections, journal, clock))
{
    connect(&journal, &Journal::troubled, this, [this](const Error &error) { Q_EMIT storageTroubled(error.message); });
    connect(&journal, &Journal::recovered, this, [this] { Q_EMIT storageTroubled({}); });
}

JobEngine::~JobEngine()
{
    d->holds.clear();
    d->lanes.clear(); // they refer to the jobs
}

void JobEngine::open()
{
    d->journal.open(this, [this](const Result<JournalContents> &contents) {
        if (!contents) {
            Q_EMIT journalFailed(contents.error());
            return;
        }
        d->open = !contents->readOnly;
        d->adopt(contents->jobs);
        if (!contents->notice.isEmpty())
            Q_EMIT journalFailed({.kind = Error::Kind::Storage, .message = contents->notice});
        if (d->open)
            Q_EMIT opened();
    });
}

bool JobEngine::isOpen() const
{
    return d->open;
}

JobRun *JobEngine::Private::add(StoredJob stored)
{
    const KindContract *contract = registry.contract(stored.summary.kindId);
    if (!contract)
        return nullptr;
    JobRun *run = runs.emplace_back(std::make_unique<JobRun>(std::move(stored), *contract, journal, clock)).get();
    const QString id = run->id();
    QObject::connect(run, &JobRun::summaryChanged, q, [this, id] { Q_EMIT q->jobChanged(id); });
    QObject::connect(run, &JobRun::itemsChanged, q,
                     [this, id](const QList<int> &positions) { Q_EMIT q->itemsChanged(id, positions); });
    QObject::connect(run, &JobRun::requestLogged, q, [this, id](int row) { Q_EMIT q->requestLogged(id, row); });
    QObject::connect(run, &JobRun::itemGone, q, &JobEngine::resourceGone);
    QObject::connect(run, &JobRun::allEnded, q, [this, run] { finish(*run); }, Qt::QueuedConnection);
    return run;
}

void JobEngine::start(const DeletePlan &plan)
{
    if (!d->open || plan.willDelete.isEmpty())
        return;
    StoredJob stored{.origin = plan.origin, .planSha256 = plan.sha256, .listedTotal = plan.listedTotal, .expiresAt = plan.expiresAt};
    stored.summary = {.id = plan.id,
                      .number = ++d->lastNumber,
                      .accountId = plan.accountId,
                      .accountName = plan.accountName,
                      .environment = plan.environment,
                      .kindId = plan.kindId,
                      .projectId = plan.projectId,
                      .state = JobState::Holding,
                      .createdAt = d->clock.wallTime()};
    for (const PlanItem &item : plan.willDelete)
        stored.items.append({.ref = item.ref, .fingerprint = item.fingerprint});
    JobRun *run = d->add(std::move(stored));
    if (!run)
        return;
    d->enqueue(*run, run->positionsIn(ItemState::Pending));
    run->record([this, run] {
        Q_EMIT jobAdded(run->id());
        d->connectJob(*run, [this, run] { d->hold(*run); });
    });
}

/// The batches are those that the plan showed: the same cut of the same items.
void JobEngine::Private::enqueue(JobRun &run, const QList<int> &positions)
{
    run.isQueued = true;
    for (const PlanBatch &cut : batchesOf(run.refs(positions), run.contract().kind())) {
        SendBatch batch;
        for (const qsizetype index : cut.items)
            batch.items.append(positions.at(index));
        run.queue.push_back(batch);
    }
}

/// Finds the account's connection; a failure is shown on the job, and Resume tries again.
void JobEngine::Private::connectJob(JobRun &run, std::function<void()> then)
{
    auto *opening = connections.open(run.shown().summary.accountId, run.contract().kind().id);
    QObject::connect(opening, &AsyncJob::finished, &run, [this, &run, opening, then = std::move(then)] {
        const auto &connection = opening->result();
        if (connection && *connection) {
            run.connection = *connection;
            then();
        } else {
            showTrouble(run, connection ? QString() : connection.error().message);
        }
    });
    opening->start();
}

/// A job that waits for Resume anyway says what hinders its looks; any other asks for a person.
void JobEngine::Private::showTrouble(JobRun &run, const QString &message)
{
    if (isEnd(run.state())) {
        run.log({.purpose = RequestRecord::Purpose::Look, .at = clock.wallTime(), .outcome = message});
        return;
    }
    const bool waits = run.state() == JobState::Interrupted || run.state() == JobState::Paused;
    run.setState(waits ? run.state() : JobState::NeedsAttention, message);
}

void JobEngine::Private::hold(JobRun &run)
{
    if (run.state() != JobState::Holding)
        return;
    const auto hold = run.connection->timing().hold();
    run.setState(JobState::Holding, {}, clock.wallTime().addMSecs(hold.count()));
    holds[run.id()] = clock.callAfter(hold, [this, &run] {
        if (run.state() == JobState::Holding)
            beginSending(run);
    });
}

void JobEngine::Private::beginSending(JobRun &run)
{
    held.insert(run.id());
    run.maySend = true;
    run.setState(JobState::Running);
    attach(run);
}

void JobEngine::Private::attach(JobRun &run)
{
    signIn(run, [this, &run] {
        Lane &lane = laneOf(run);
        if (!lane.has(run))
            lane.attach(run);
        lane.pump();
    });
}

void JobEngine::Private::signIn(JobRun &run, std::function<void()> then)
{
    if (!run.connection) {
        connectJob(run, [this, &run, then] { signIn(run, then); });
        return;
    }
    if (const QString strayed = strayedFrom(run.shown(), *run.connection); !strayed.isEmpty()) {
        showTrouble(run, strayed);
        return;
    }
    if (run.state() == JobState::Running)
        run.setState(JobState::Queued);
    ResultJob<Scope> *signingIn = run.connection->signIn();
    QObject::connect(signingIn, &AsyncJob::finished, &run, [this, &run, signingIn, then = std::move(then)] {
        const bool signedIn = signingIn->result() && run.connection;
        const QString strayed = signedIn ? strayedFrom(run.shown(), *run.connection) : QString();
        if (signedIn && strayed.isEmpty())
            then();
        else
            showTrouble(run, signingIn->result() ? strayed : signingIn->result().error().message);
    });
    signingIn->start();
}

Lane &JobEngine::Private::laneOf(const JobRun &run)
{
    const LaneRules rules = run.contract().laneRules(run.connection->origin(), run.connection->scope());
    std::unique_ptr<Lane> &lane = lanes[rules.key];
    if (!lane)
        lane = std::make_unique<Lane>(rules, run.connection->timing(), clock, run.connection->random());
    return *lane;
}

Lane *JobEngine::Private::currentLane(const JobRun &run) const
{
    for (const auto &[key, lane] : lanes) {
        if (lane->has(run))
            return lane.get();
    }
    return nullptr;
}

void JobEngine::Private::finish(JobRun &run)
{
    const JobSummary &summary = run.shown().summary;
    const bool decided = run.state() == JobState::Undone || run.state() == JobState::Stopped;
    if (decided || summary.ended < summary.total)
        return;
    const int gone = summary.count(ItemState::Deleted) + summary.count(ItemState::AlreadyGone);
    const JobState end = summary.stopRequested ? JobState::Stopped
        : gone == summary.total                ? JobState::Finished
                                               : JobState::FinishedWithProblems;
    run.maySend = false;
    run.setState(end, end == JobState::Stopped ? summary.note : QString());
    if (Lane *lane = currentLane(run); lane && summary.verifying == 0) {
        lane->detach(run);
        lane->pump();
    }
}

JobRun *JobEngine::Private::find(const QString &id) const
{
    for (const std::unique_ptr<JobRun> &run : runs) {
        if (run->id() == id)
            return run.get();
    }
    return nullptr;
}

/// Null in a journal that is only shown.
JobRun *JobEngine::Private::changeable(const QString &id) const
{
    return open ? find(id) : nullptr;
}

void JobEngine::undo(const QString &jobId)
{
    JobRun *run = d->changeable(jobId);
    if (!run || run->state() != JobState::Holding)
        return;
    d->holds.erase(jobId);
    run->queue.clear();
    run->setState(JobState::Undone);
    JournalChanges changes{.event = QStringLiteral("undone")};
    for (const int position : run->positionsIn(ItemState::Pending))
        changes.items.append(run->moved(position, ItemState::NotAttempted, tr("Undone before anything was sent")));
    run->commit(std::move(changes));
}

void JobEngine::stop(const QString &jobId)
{
    JobRun *run = d->changeable(jobId);
    if (!run || isEnd(run->state()) || run->stopRequested())
        return;
    if (run->state() == JobState::Holding) {
        undo(jobId);
        return;
    }
    run->requestStop();
    if (Lane *lane = d->currentLane(*run))
        lane->withdraw(*run);
    else if (run->openItems() > 0 && run->isWhole())
        d->attach(*run);
}

void JobEngine::pause(const QString &jobId)
{
    JobRun *run = d->changeable(jobId);
    if (!run || run->stopRequested() || !canPause(run->state()))
        return;
    run->pause();
    if (Lane *lane = d->currentLane(*run))
        lane->withdraw(*run);
}

/// Why a person has to look before anything more is sent (engine.md R19 and 5.5); empty: nothing.
QString JobEngine::Private::resumeObstacle(JobRun &run) const
{
    const QDateTime expiry = run.shown().expiresAt;
    const bool fromJournal = !run.isQueued && run.count(ItemState::Pending) > 0;
    if (fromJournal && expiry.isValid() && clock.wallTime() >= expiry)
        return JobEngine::tr("Its plan has expired, so nothing more is sent from it. Stop it; Retry… on its page then makes a "
                             "new plan of what is left.");
    if (!run.resumeGuard.admit(clock.now(), run.shown().summary.ended))
        return JobEngine::tr("It was resumed three times in ten minutes without progress. Look at its request log before you "
                             "try again in some minutes.");
    return {};
}

/// A job whose account was changed may belong to another lane now. False: it cannot leave yet.
bool JobEngine::Private::leaveOldLane(JobRun &run)
{
    Lane *lane = run.connection ? nullptr : currentLane(run);
    if (!lane)
        return true;
    lane->withdraw(run);
    if (lane->isSending(run))
        return false;
    lane->detach(run);
    return true;
}

void JobEngine::resume(const QString &jobId)
{
    JobRun *run = d->changeable(jobId);
    if (d->waitsForItems(run, [this, jobId] { resume(jobId); }))
        return;
    const bool needsAttention = run && run->state() == JobState::NeedsAttention;
    if (!run || !(needsAttention || run->state() == JobState::Interrupted || run->state() == JobState::Paused))
        return;
    if (!d->leaveOldLane(*run)) {
        run->setState(run->state(), tr("A request of it is still being answered. Resume it when that is over."));
        return;
    }
    if (const QString obstacle = d->resumeObstacle(*run); !obstacle.isEmpty()) {
        run->setState(run->state(), obstacle);
        return;
    }
    if (!run->isQueued && !run->stopRequested())
        d->enqueue(*run, run->positionsIn(ItemState::Pending));
    if (needsAttention && !d->held.contains(jobId)) {
        run->setState(JobState::Holding);
        d->connectJob(*run, [this, run] { d->hold(*run); });
        return;
    }
    run->maySend = !run->stopRequested();
    run->setState(run->stopRequested() ? JobState::Stopping : JobState::Running);
    Lane *lane = d->currentLane(*run);
    if (!lane)
        d->attach(*run);
    else if (needsAttention)
        lane->resume();
    else
        lane->pump();
}

void JobEngine::verifyAgain(const QString &jobId)
{
    JobRun *run = d->changeable(jobId);
    if (!run || d->waitsForItems(run, [this, jobId] { verifyAgain(jobId); }))
        return;
    d->signIn(*run, [this, run] {
        Lane &lane = d->laneOf(*run);
        if (!lane.has(*run))
            lane.attach(*run);
        lane.verifyAgain(*run);
    });
}

QStringList JobEngine::jobIds() const
{
    QStringList ids;
    for (const std::unique_ptr<JobRun> &run : d->runs)
        ids.prepend(run->id());
    return ids;
}

JobOutlook JobEngine::outlook(const QString &jobId) const
{
    const JobRun *run = d->find(jobId);
    const Lane *lane = run && run->maySend && !isEnd(run->state()) ? d->currentLane(*run) : nullptr;
    return lane ? lane->outlook(*run) : JobOutlook();
}

const JobSummary *JobEngine::job(const QString &jobId) const
{
    const JobRun *run = d->find(jobId);
    return run ? &run->shown().summary : nullptr;
}

const QList<JobItem> &JobEngine::items(const QString &jobId) const
{
    static const QList<JobItem> none;
    const JobRun *run = d->find(jobId);
    return run ? run->shown().items : none;
}

const QList<RequestRecord> &JobEngine::requests(const QString &jobId) const
{
    static const QList<RequestRecord> none;
    const JobRun *run = d->find(jobId);
    return run ? run->shown().requests : none;
}

QStringList JobEngine::openJobs(const QString &accountId) const
{
    QStringList ids;
    for (const std::unique_ptr<JobRun> &run : d->runs) {
        const bool looking = run->shown().summary.verifying > 0;
        if (run->shown().summary.accountId == accountId && (!isEnd(run->state()) || looking))
            ids.append(run->id());
    }
    return ids;
}

int JobEngine::openJobCount() const
{
    return static_cast<int>(std::count_if(d->runs.cbegin(), d->runs.cend(),
                                          [](const std::unique_ptr<JobRun> &run) { return !isEnd(run->state()); }));
}

} // namespace Clearsky

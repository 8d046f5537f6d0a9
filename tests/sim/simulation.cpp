// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simulation.h"

#include "app/jobs/journaldatabase.h"
#include "app/providers/listing.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QDir>

namespace Clearsky {

using namespace std::chrono_literals;
using namespace Qt::Literals;
using std::chrono::milliseconds;

namespace {

constexpr int mostOfMany = 30; ///< items of one of several jobs
constexpr int mostResumes = 20; ///< of one job; then it is stopped
constexpr milliseconds longestRun = 7 * 24h;

QString fileOf(const SimGround &ground)
{
    return ground.folder.filePath(u"journal.sqlite"_s);
}

void removeFiles(const SimGround &ground)
{
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(fileOf(ground) + suffix);
}

/// Nobody waits in a simulation, so that nobody is to be woken: no system calls for posted events.
class SimDispatcher final : public QAbstractEventDispatcher
{
public:
    bool processEvents(QEventLoop::ProcessEventsFlags) override
    {
        QCoreApplication::sendPostedEvents();
        return true;
    }
    void registerSocketNotifier(QSocketNotifier *) override { }
    void unregisterSocketNotifier(QSocketNotifier *) override { }
    void registerTimer(int, qint64, Qt::TimerType, QObject *) override { }
    bool unregisterTimer(int) override { return false; }
    bool unregisterTimers(QObject *) override { return false; }
    QList<TimerInfo> registeredTimers(QObject *) const override { return {}; }
    int remainingTime(int) override { return -1; }
    void wakeUp() override { }
    void interrupt() override { }
};

} // namespace

SimApplication::SimApplication(int &argc, char **argv)
    : QCoreApplication((QCoreApplication::setEventDispatcher(new SimDispatcher), argc), argv)
{
}

bool SimApplication::notify(QObject *receiver, QEvent *event)
{
    ++m_events;
    return QCoreApplication::notify(receiver, event);
}

void SimApplication::settle()
{
    quint64 before = 0;
    do {
        before = m_events;
        sendPostedEvents();
        sendPostedEvents(nullptr, QEvent::DeferredDelete);
    } while (m_events != before);
}

SimGround::SimGround(SimApplication &theApplication)
    : application(theApplication)
    , folder(QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/clearsky-sim-XXXXXX"_s : QDir::tempPath() + u"/clearsky-sim-XXXXXX"_s)
    , registry(makeRegistry())
    , accounts(folder.filePath(u"accounts.json"_s), clock)
    , keys(PracticeKeys::make(7))
{
    static_cast<void>(accounts.load());
    for (const QString &project : {QString(), keys.projects.value(1).id}) {
        const auto account = accounts.add({.name = u"sim "_s + project, .providerId = practiceProviderId,
                                           .environment = Environment::Test, .projectId = project});
        accountIds.append(account ? account->id : QString());
    }
}

Simulation::Life::Life(Simulation &simulation, std::unique_ptr<JournalStore> store)
    : queue(simulation.m_clock, simulation.m_provider)
    , connections(simulation.m_ground.registry, simulation.m_ground.accounts, simulation.m_ground.secrets, queue,
                  simulation.m_clock, &simulation.m_host, [&simulation] { return simulation.m_dice.real(); })
    , journal(std::move(store), Journal::Worker::EventLoop, simulation.m_clock)
    , engine(simulation.m_ground.registry, connections, journal, simulation.m_clock)
{
}

Simulation::Simulation(SimGround &ground, const SimOptions &options)
    : m_ground(ground)
    , m_options(options)
    , m_dice(options.seed)
    , m_script(options.seed, options.limit)
    , m_trace(options.keepTrace)
    , m_ledger(m_clock, m_trace)
    , m_profile(options.profile.value_or(makeProfile(SimDice(options.seed ^ 0x5eed))))
    , m_provider(cloudOptions(), m_clock, m_script, m_profile, m_ledger, m_trace, ground.registry)
    , m_host(m_provider.cloud(), QUrl(u"http://127.0.0.1:7"_s), 1.0)
{
    removeFiles(ground);
    m_provider.setCalm(true);
    m_provider.setCrash([this] { return crashes(); });
}

Simulation::~Simulation()
{
    m_crashed = true; // whatever is said from here on is not heard
    m_timers.clear();
    m_life.reset();
    settle();
}

/// The world follows from the seed: kinds, how many resources, how many jobs.
PracticeOptions Simulation::cloudOptions()
{
    const auto &contracts = m_ground.registry.contracts();
    const auto anyKind = [&] { return contracts.at(m_dice.next() % contracts.size())->kind().id; };
    m_kinds = {m_options.kindId.isEmpty() ? anyKind() : m_options.kindId};
    if (m_dice.chance(0.3) && m_options.items == 0)
        m_kinds.append(anyKind());
    m_wanted = m_options.items > 0 ? m_options.items : wantedItems();
    m_jobCount = m_options.items > 0 || m_wanted > mostOfMany || m_dice.chance(0.6) ? 1 : m_dice.between(2, 3);
    PracticeOptions options{.seed = m_options.seed, .speed = 1, .keys = m_ground.keys};
    for (const auto &contract : contracts)
        options.counts.insert(contract->kind().id, 0);
    for (int i = 0; i < m_jobCount; ++i)
        m_accounts.append(m_ground.accountIds.at(m_options.items > 0 || m_dice.chance(0.7) ? 0 : 1));
    const int forOthers = m_accounts.contains(m_ground.accountIds.at(1)) ? 14 : 0; // it sees a sixth of them
    for (const QString &kindId : std::as_const(m_kinds))
        options.counts[kindId] = m_wanted * (m_options.items > 0 ? 2 : 1) * m_jobCount + m_wanted / 3 + 3 + forOthers;
    options.timeSource = [this] { return m_clock.wallTime().toMSecsSinceEpoch(); };
    options.idSource = [this] {
        return u"00000000-0000-4000-8000-%1"_s.arg(++m_nextUuid, 12, 10, QChar(u'0'));
    };
    return options;
}

/// Mostly few: a job of six finds the same mistakes as one of sixty. Now and then more than a request may name.
int Simulation::wantedItems()
{
    const double roll = m_dice.real();
    const int mostPerRequest = m_ground.registry.contract(m_kinds.first())->kind().idsPerRequest;
    if (roll > 0.995 && mostPerRequest > 1)
        return m_dice.between(mostPerRequest + 1, mostPerRequest + 20);
    return roll < 0.6 ? m_dice.between(1, 3) : roll < 0.95 ? m_dice.between(4, 8) : m_dice.between(9, mostPerRequest > 1 ? mostOfMany : 12);
}

void SimReport::count(const JobItem &item)
{
    ++items;
    ++counts.at(static_cast<size_t>(item.state));
    if (item.state != ItemState::Deleted && item.state != ItemState::AlreadyGone && item.state != ItemState::Unknown)
        kept.append(item.ref.id + u' ' + itemStateId(item.state) + u": "_s + item.reason);
    if (item.state == ItemState::Unknown)
        ++(item.unknownSends >= 2 ? unknownTwice : unknownOverdue);
}

SimReport Simulation::run()
{
    live();
    makePlans();
    m_provider.setCalm(false);
    m_calm = false;
    m_began = m_clock.now();
    startJobs();
    while (m_ledger.violation().isEmpty() && !isOver() && step()) { }
    if (m_ledger.violation().isEmpty())
        checkEnd();
    SimReport report{.violation = m_ledger.violation(), .digest = m_trace.digest(), .events = m_trace.size(),
                     .trace = m_trace.lines(), .mishaps = m_script.mishaps(), .crashes = m_crashes,
                     .wire = m_provider.counts(), .time = m_clock.now() - m_began};
    for (const StoredJob &job : std::as_const(m_disk.jobs)) {
        for (const JobItem &item : job.items)
            report.count(item);
    }
    return report;
}

void Simulation::live()
{
    m_crashed = false;
    m_progress.clear();
    m_attended.clear();
    std::unique_ptr<JournalStore> file;
    if (m_options.sqlite)
        file = std::make_unique<JournalDatabase>(fileOf(m_ground));
    auto store = std::make_unique<SimJournal>(
        m_disk, std::move(file), [this] { return askDisk(); },
        [this](const JournalChanges &changes, const StoredJob *before) { watchDisk(changes, before); });
    m_life = std::make_unique<Life>(*this, std::move(store));
    JobEngine &engine = m_life->engine;
    connect(&engine, &JobEngine::itemsChanged, this, &Simulation::onItems);
    connect(&engine, &JobEngine::jobChanged, this, &Simulation::onJob);
    connect(&engine, &JobEngine::opened, this, &Simulation::onReopened);
    connect(&engine, &JobEngine::journalFailed, this, [this](const Error &error) {
        m_ledger.fail(u"R14"_s, u"the journal does not open: %1"_s.arg(error.detail));
    });
    engine.open();
    settle();
}

/// No goodbye: what was not on the disk is lost, what had left goes on.
void Simulation::die()
{
    m_trace.add(u"%1 crash"_s.arg(m_clock.now().count()));
    ++m_crashes;
    m_timers.clear();
    m_life.reset();
    m_provider.hangUp();
    holdAll();
    settle();
    later(milliseconds(m_script.ask().between(10, 90'000)), [this] { live(); });
}

/// Lets everything happen that needs no time.
void Simulation::settle()
{
    m_ground.application.settle();
}

/// To the next event; false when the run cannot go on.
bool Simulation::step()
{
    if (!m_clock.advanceToNext()) {
        m_ledger.fail(u"R14"_s, u"nothing is going to happen any more, and not all has ended"_s);
        return false;
    }
    settle();
    if (m_crashed && m_life)
        die();
    attend();
    if (m_clock.now() > longestRun)
        m_ledger.fail(u"R14"_s, u"no end"_s);
    return true;
}

bool Simulation::isOver() const
{
    if (!m_life || !m_life->engine.isOpen() || !m_provider.isIdle())
        return false;
    return std::all_of(m_jobs.cbegin(), m_jobs.cend(), [this](const PlannedJob &job) {
        const JobSummary *summary = m_life->engine.job(job.plan.id);
        return job.started && summary && isEnd(summary->state) && summary->verifying == 0;
    });
}

void Simulation::makePlans()
{
    for (int i = 0; i < m_jobCount; ++i)
        makePlan(m_accounts.at(i), m_kinds.at(i % m_kinds.size()), m_wanted);
}

/// Lists as people do, and takes some of what may be deleted. At least one row stays.
void Simulation::makePlan(const QString &accountId, const QString &kindId, int items)
{
    const KindContract &contract = *m_ground.registry.contract(kindId);
    QPointer<Connection> connection;
    std::optional<Result<ListOutcome>> listed;
    auto *opening = m_life->connections.open(accountId, kindId);
    connect(opening, &AsyncJob::finished, this, [&, opening] {
        connection = opening->result().value_or(nullptr);
        auto *listing = new Listing(*connection, contract);
        connect(listing, &AsyncJob::finished, this, [&listed, listing] { listed = listing->result(); });
        listing->start();
    });
    opening->start();
    settle();
    while (!listed && m_clock.advanceToNext())
        settle();
    if (!listed || !*listed)
        qFatal("seed %llu: the list cannot be read: %s", static_cast<unsigned long long>(m_options.seed),
               listed ? qPrintable((*listed).error().detail + (*listed).error().message) : "no end");
    QList<Resource> rows = (*listed)->rows;
    const auto total = rows.size();
    rows.removeIf([&](const Resource &row) {
        const bool taken = std::any_of(m_jobs.cbegin(), m_jobs.cend(), [&](const PlannedJob &job) {
            return job.plan.kindId == kindId
                && std::any_of(job.plan.willDelete.cbegin(), job.plan.willDelete.cend(),
                               [&](const PlanItem &item) { return item.ref.key() == row.key(); });
        });
        return taken || !contract.kind().blockedReason(row).isEmpty();
    });
    rows = rows.first(std::min<qsizetype>(items, std::max<qsizetype>(0, rows.size() - (rows.size() == total ? 1 : 0))));
    if (rows.isEmpty())
        return;
    PlannedJob job{.plan = makeDeletePlan({.account = *m_ground.accounts.account(accountId),
                                           .origin = connection->origin(),
                                           .projectId = connection->scope().projectId,
                                           .marked = rows,
                                           .listedAt = m_clock.wallTime(),
                                           .listedTotal = total,
                                           .now = m_clock.wallTime(),
                                           .validity = std::chrono::hours(1000)},
                                          contract.kind())};
    job.plan.id = u"job-%1"_s.arg(m_jobs.size());
    for (const PlanItem &item : std::as_const(job.plan.willDelete))
        m_ledger.plan(item.ref);
    m_jobs.append(job);
}

void Simulation::startJobs()
{
    for (qsizetype i = 0; i < m_jobs.size(); ++i) {
        SimDice dice = m_script.ask();
        const milliseconds start(i == 0 ? 0 : dice.between(0, 20'000));
        const bool stops = dice.chance(m_profile.stopRate);
        const milliseconds stopAfter(dice.between(0, dice.chance(0.5) ? 30'000 : 300'000));
        const bool pauses = dice.chance(0.4);
        later(start, [this, i] { startJob(i); });
        if (!stops)
            continue;
        later(start + stopAfter, [this, i, pauses] {
            if (m_jobs.at(i).started && m_script.allow())
                pauses ? pauseJob(i) : stopJob(i);
        });
    }
}

QList<ResourceRef> Simulation::PlannedJob::refs() const
{
    QList<ResourceRef> refs;
    for (const PlanItem &item : plan.willDelete)
        refs.append(item.ref);
    return refs;
}

void Simulation::startJob(qsizetype job)
{
    PlannedJob &planned = m_jobs[job];
    planned.started = true;
    planned.isStopped = false;
    m_ledger.release(planned.refs());
    m_life->engine.start(planned.plan);
}

/// From here on nothing of it leaves (engine.md R18).
void Simulation::stopJob(qsizetype job)
{
    PlannedJob &planned = m_jobs[job];
    m_trace.add(u"%1 stop %2"_s.arg(m_clock.now().count()).arg(job));
    planned.isStopped = true;
    m_life->engine.stop(planned.plan.id);
    m_ledger.hold(planned.refs(), u"R18"_s);
}

void Simulation::pauseJob(qsizetype job)
{
    const PlannedJob &planned = m_jobs.at(job);
    const JobSummary *summary = m_life->engine.job(planned.plan.id);
    if (!summary || planned.isStopped || !canPause(summary->state))
        return;
    m_trace.add(u"%1 pause %2"_s.arg(m_clock.now().count()).arg(job));
    m_life->engine.pause(planned.plan.id);
    m_ledger.hold(planned.refs(), u"R18"_s);
}

void Simulation::resumeJob(qsizetype job)
{
    const PlannedJob &planned = m_jobs.at(job);
    m_trace.add(u"%1 resume %2"_s.arg(m_clock.now().count()).arg(planned.plan.id));
    if (!planned.isStopped)
        m_ledger.release(planned.refs());
    if (m_life->engine.job(planned.plan.id)->state == JobState::NeedsAttention)
        m_provider.forgetHints();
    m_life->engine.resume(planned.plan.id);
}

/// After a crash nothing is sent before a person says so (engine.md R19); a Stop that is on the disk stays.
void Simulation::holdAll()
{
    for (PlannedJob &planned : m_jobs) {
        const StoredJob *stored = m_disk.find(planned.plan.id);
        planned.isStopped = planned.isStopped && stored && stored->summary.stopRequested;
        m_ledger.hold(planned.refs(), planned.isStopped ? u"R18"_s : u"R19"_s);
    }
}

/// The person at the window: resumes what waits for one, after a while.
void Simulation::attend()
{
    if (!m_life || !m_life->engine.isOpen() || m_crashed)
        return;
    for (const QString &id : m_life->engine.jobIds()) {
        const JobSummary *summary = m_life->engine.job(id);
        if (!summary->canResume() || m_attended.contains(id))
            continue;
        m_attended.insert(id);
        later(milliseconds(m_script.ask().between(100, 600'000)), [this, id] {
            m_attended.remove(id);
            const auto job = std::find_if(m_jobs.cbegin(), m_jobs.cend(), [&id](const PlannedJob &each) { return each.plan.id == id; });
            const bool patient = ++m_resumes[id] <= mostResumes || m_options.items > 0;
            patient ? resumeJob(job - m_jobs.cbegin()) : stopJob(job - m_jobs.cbegin());
        });
    }
}

/// A call that dies with this life of the program, unless there is none.
void Simulation::later(milliseconds delay, std::function<void()> call)
{
    m_timers.insert(m_clock.callAfter(delay, std::move(call)));
}

} // namespace Clearsky

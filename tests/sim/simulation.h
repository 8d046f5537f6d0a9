// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/accountstore.h"
#include "app/accounts/sessionsecretstore.h"
#include "app/jobs/jobengine.h"
#include "app/jobs/journal.h"
#include "app/net/requestqueue.h"
#include "app/practicehost.h"
#include "app/providers/connectionpool.h"
#include "models/deleteplan.h"
#include "tests/sim/simjournal.h"
#include "tests/sim/simprovider.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <set>

namespace Clearsky {

/// Knows when nothing is left to do without time passing.
class SimApplication final : public QCoreApplication
{
    Q_OBJECT

public:
    SimApplication(int &argc, char **argv);

    /// Delivers what was posted, and what that posts, until there is nothing more.
    void settle();
    bool notify(QObject *receiver, QEvent *event) override;

private:
    quint64 m_events = 0;
};

/// What all runs of a program share: kinds, accounts, keys. Nothing in it changes while a run is on.
class SimGround
{
public:
    explicit SimGround(SimApplication &theApplication);

    SimApplication &application;
    FakeClock clock;
    QTemporaryDir folder;
    Registry registry;
    AccountStore accounts;
    QStringList accountIds; ///< practice accounts, one per project
    PracticeKeys keys;
    SessionSecretStore secrets;
};

struct SimOptions
{
    quint64 seed = 1;
    int limit = 1'000'000;  ///< mishaps that may happen
    bool keepTrace = false;
    bool sqlite = false;    ///< the journal is a file
    std::optional<SimProfile> profile{}; ///< otherwise from the seed
    QString kindId{};       ///< otherwise from the seed
    int items = 0;          ///< of the one job; otherwise from the seed
};

struct SimReport
{
    QString violation{};    ///< empty: all promises were kept
    quint64 digest = 0;
    qint64 events = 0;
    QStringList trace{};
    int mishaps = 0;
    int crashes = 0;
    int items = 0;
    ItemCounts counts{};
    QStringList kept{};     ///< items that ended as something else than gone or unknown
    int unknownTwice = 0;   ///< ended as Unknown after two sends without a certain answer
    int unknownOverdue = 0; ///< ended as Unknown because the kind's deadline had passed
    SimProvider::Counts wire{};
    std::chrono::milliseconds time{0};

    void count(const JobItem &item);
};

/// One run: some jobs, a provider, mishaps and crashes that follow from the seed, to the end of all jobs.
class Simulation final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Simulation)

public:
    Simulation(SimGround &ground, const SimOptions &options);
    ~Simulation() override;

    [[nodiscard]] SimReport run();

private:
    /// The program from its start to its death.
    struct Life
    {
        Life(Simulation &simulation, std::unique_ptr<JournalStore> store);

        RequestQueue queue;
        ConnectionPool connections;
        Journal journal;
        JobEngine engine;
    };
    struct PlannedJob
    {
        DeletePlan plan{};
        bool started = false;
        bool isStopped = false; ///< by a person, who knows it

        [[nodiscard]] QList<ResourceRef> refs() const;
    };

    void live();
    void die();
    void settle();
    [[nodiscard]] bool step();
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] PracticeOptions cloudOptions();
    [[nodiscard]] int wantedItems();
    void makePlans();
    void makePlan(const QString &accountId, const QString &kindId, int items);
    void startJobs();
    void startJob(qsizetype job);
    void stopJob(qsizetype job);
    void pauseJob(qsizetype job);
    void resumeJob(qsizetype job);
    void holdAll();
    void attend();
    void later(std::chrono::milliseconds delay, std::function<void()> call);
    [[nodiscard]] bool crashes();
    [[nodiscard]] SimJournal::Verdict askDisk();
    void watchDisk(const JournalChanges &changes, const StoredJob *before);
    void watchItem(const ItemChange &change, const JobItem &before, const JournalChanges &changes);
    void onItems(const QString &jobId, const QList<int> &positions);
    void onJob(const QString &jobId);
    void onReopened();
    void checkEnd();

    SimGround &m_ground;
    SimOptions m_options;
    FakeClock m_clock;
    SimDice m_dice;
    SimScript m_script;
    SimTrace m_trace;
    SimLedger m_ledger;
    SimProfile m_profile;
    QStringList m_kinds;
    QStringList m_accounts; ///< of the jobs
    int m_jobCount = 1;
    int m_wanted = 1;
    quint64 m_nextUuid = 0;
    SimDisk m_disk;
    SimProvider m_provider;
    PracticeHost m_host;
    QList<PlannedJob> m_jobs;
    std::unique_ptr<Life> m_life;
    std::set<std::unique_ptr<Clock::Timer>> m_timers;
    QSet<QString> m_attended;                ///< jobs that somebody is going to resume
    QHash<QString, int> m_resumes;           ///< by job
    QHash<QString, double> m_progress;       ///< of this life
    QHash<QString, QHash<int, ItemState>> m_shown; ///< ends that people have seen
    std::chrono::milliseconds m_began{0};
    bool m_crashed = false;
    bool m_calm = true;
    int m_crashes = 0;
};

} // namespace Clearsky

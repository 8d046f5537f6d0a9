// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/jobengine.h"

#include "app/jobs/journal.h"
#include "app/jobs/lane.h"

#include <map>

namespace Clearsky {

class JobEngine::Private
{
public:
    Private(JobEngine *engine, const Registry &kinds, ConnectionPool &pool, Journal &record, Clock &time)
        : q(engine)
        , registry(kinds)
        , connections(pool)
        , journal(record)
        , clock(time)
    {
    }

    void adopt(const QList<StoredJob> &stored);
    JobRun *add(StoredJob stored);
    void readItems(JobRun &run);
    void interrupt(JobRun &run);
    void showInterrupted(JobRun &run);
    [[nodiscard]] bool waitsForItems(JobRun *run, std::function<void()> action);
    void showTrouble(JobRun &run, const QString &message);
    void connectJob(JobRun &run, std::function<void()> then);
    void signIn(JobRun &run, std::function<void()> then);
    void hold(JobRun &run);
    void beginSending(JobRun &run);
    void enqueue(JobRun &run, const QList<int> &positions);
    void attach(JobRun &run);
    void finish(JobRun &run);
    [[nodiscard]] bool leaveOldLane(JobRun &run);
    [[nodiscard]] QString resumeObstacle(JobRun &run) const;
    Lane &laneOf(const JobRun &run);
    [[nodiscard]] Lane *currentLane(const JobRun &run) const;
    [[nodiscard]] JobRun *find(const QString &id) const;
    [[nodiscard]] JobRun *changeable(const QString &id) const;

    JobEngine *q;
    const Registry &registry;
    ConnectionPool &connections;
    Journal &journal;
    Clock &clock;
    bool open = false;
    int lastNumber = 0;
    std::map<QString, std::unique_ptr<Lane>> lanes;
    std::vector<std::unique_ptr<JobRun>> runs; // oldest first
    std::map<QString, std::unique_ptr<Clock::Timer>> holds;
    QSet<QString> held; ///< jobs whose hold is over
};

} // namespace Clearsky

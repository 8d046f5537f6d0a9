// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resourcekind.h"
#include "ui/enginejobsource.h"

#include <QHash>
#include <QPointer>

namespace Clearsky {

class Clock;
class Dialogs;
class JobEngine;
class JobPage;
class JobPanel;
class MainWindow;
class ResourcePage;
class Settings;
class Workbench;
struct DeletePlan;
struct PlanInput;

/// The one door to a deletion, from marks to report: a list asks for a plan, the plan's page confirms it, the engine
/// carries it out, the panel and the job's page show it. Also asks before the program quits with jobs under way.
class DeleteFlow final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DeleteFlow)

public:
    DeleteFlow(MainWindow &window, Workbench &workbench, JobEngine &engine, QList<const ResourceKind *> kinds, Clock &clock,
               Settings &settings, Dialogs &dialogs, QObject *parent = nullptr);
    ~DeleteFlow() override;

private:
    void openPlan(ResourcePage *list, const PlanInput &input);
    void retry(const QString &jobId, const QList<ResourceRef> &items);
    void planAgain(ResourcePage *list, const QList<ResourceRef> &items);
    void carryOut(const DeletePlan &plan, QPointer<ResourcePage> list);
    void openJob(const QString &jobId);
    void onCloseRequested();
    [[nodiscard]] int jobsUnderWay() const;
    [[nodiscard]] const ResourceKind *kind(const QString &kindId) const;

    MainWindow &m_window;
    Workbench &m_workbench;
    JobEngine &m_engine;
    QList<const ResourceKind *> m_kinds;
    Clock &m_clock;
    Dialogs &m_dialogs;
    EngineJobSource m_jobs;
    JobPanel *m_panel;
    QHash<QString, QPointer<JobPage>> m_pages;
};

} // namespace Clearsky

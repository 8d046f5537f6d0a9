// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/deleteflow.h"

#include "app/clock.h"
#include "app/jobs/jobengine.h"
#include "models/deleteplan.h"
#include "ui/dialogs.h"
#include "ui/jobpage.h"
#include "ui/jobpanel.h"
#include "ui/listsource.h"
#include "ui/mainactions.h"
#include "ui/mainwindow.h"
#include "ui/plannedrequests.h"
#include "ui/planpage.h"
#include "ui/quitquestion.h"
#include "ui/resourcepage.h"
#include "ui/workbench.h"

#include <QMenu>

namespace Clearsky {

DeleteFlow::DeleteFlow(MainWindow &window, Workbench &workbench, JobEngine &engine, QList<const ResourceKind *> kinds,
                       Clock &clock, Settings &settings, Dialogs &dialogs, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_workbench(workbench)
    , m_engine(engine)
    , m_kinds(std::move(kinds))
    , m_clock(clock)
    , m_dialogs(dialogs)
    , m_jobs(engine)
    , m_panel(new JobPanel(m_jobs, m_kinds, clock, settings))
{
    window.setJobsPanel(m_panel);
    window.setJobsVisible(false);
    window.actions().jobsMenu->addSeparator();
    window.actions().jobsMenu->addActions({m_panel->undoAction(), m_panel->pauseAction(), m_panel->stopAction()});
    connect(m_panel, &JobPanel::openRequested, this, &DeleteFlow::openJob);
    connect(m_panel, &JobPanel::emptyChanged, this, [this](bool empty) { m_window.setJobsVisible(!empty); });
    connect(&workbench, &Workbench::planRequested, this,
            [this](ResourcePage *list) { openPlan(list, list->planInput()); });
    connect(&engine, &JobEngine::resourceGone, &workbench, &Workbench::dropResource);
    connect(&window, &MainWindow::closeRequested, this, &DeleteFlow::onCloseRequested);
}

DeleteFlow::~DeleteFlow() = default;

void DeleteFlow::openPlan(ResourcePage *list, const PlanInput &input)
{
    const DeletePlan plan = makeDeletePlan(input, list->kind());
    const auto build = [list](const QList<ResourceRef> &refs) { return list->source().outgoingDeleteRequest(refs); };
    auto *page = new PlanPage(plan, list->kind(), list->account().region, plannedRequests(plan, list->kind(), build), m_clock,
                              &m_window);
    if (!m_engine.isOpen())
        page->setObstacle(tr("The journal cannot be used, so nothing can be deleted."));
    connect(&m_engine, &JobEngine::opened, page, [page] { page->setObstacle({}); }); // perhaps it was only on its way
    const auto close = [this, page] {
        m_window.closePage(page);
        page->deleteLater();
    };
    connect(page, &PlanPage::cancelled, this, close);
    connect(page, &PlanPage::confirmed, this, [this, close, list = QPointer(list)](const DeletePlan &confirmed) {
        close();
        carryOut(confirmed, list);
    });
    connect(&m_window, &MainWindow::pageClosed, page, [page](QWidget *closed) {
        if (closed == page)
            page->deleteLater();
    });
    const QString title = tr("Plan — %1").arg(list->kind().counted(static_cast<int>(plan.willDelete.size())));
    m_window.openPage(page, {.page = title, .account = list->account().name, .iconName = QStringLiteral("list-checks")});
}

void DeleteFlow::carryOut(const DeletePlan &plan, QPointer<ResourcePage> list)
{
    m_engine.start(plan);
    m_window.setJobsVisible(true);
    if (!list)
        return;
    // What is being deleted is no longer marked; what was left out stays marked.
    QList<ResourceKey> sent;
    for (const PlanItem &item : plan.willDelete)
        sent.append(item.ref.key());
    list->marks().setMarked(sent, false);
}

/// Ended items never change: a new plan is made of them, from a list that is read anew.
void DeleteFlow::retry(const QString &jobId, const QList<ResourceRef> &items)
{
    const JobSummary *job = m_engine.job(jobId);
    if (!job)
        return;
    m_workbench.openList(job->accountId, job->kindId);
    ResourcePage *list = m_workbench.page(job->accountId, job->kindId);
    if (!list) {
        m_dialogs.showMessage(&m_window, tr("Retry"), tr("The job's account is no longer there."));
        return;
    }
    auto *once = new QObject(list);
    connect(&list->source(), &ListSource::loaded, once, [this, once, list, items] {
        once->deleteLater();
        planAgain(list, items);
    });
    connect(&list->source(), &ListSource::failed, once, &QObject::deleteLater); // the list says why
    list->refresh();
}

void DeleteFlow::planAgain(ResourcePage *list, const QList<ResourceRef> &items)
{
    PlanInput input = list->planInput();
    input.marked.clear();
    input.hidden.clear();
    for (const ResourceRef &item : items) {
        if (const auto present = list->model().find(item.key()))
            input.marked.append(*present);
    }
    if (input.marked.isEmpty())
        m_dialogs.showMessage(&m_window, tr("Retry"), tr("None of these items is in the provider's list any more."));
    else
        openPlan(list, input);
}

void DeleteFlow::openJob(const QString &jobId)
{
    const JobSummary *job = m_engine.job(jobId);
    if (!job)
        return;
    QPointer<JobPage> &page = m_pages[jobId];
    if (!page) {
        page = new JobPage(m_jobs, jobId, kind(job->kindId), m_clock, &m_window);
        connect(page.data(), &JobPage::retryRequested, this,
                [this, jobId](const QList<ResourceRef> &items) { retry(jobId, items); });
        connect(&m_window, &MainWindow::pageClosed, page.data(), [page = page.data()](QWidget *closed) {
            if (closed == page)
                page->deleteLater();
        });
    }
    m_window.openPage(page, {.page = page->pageTitle(), .account = job->accountName, .iconName = QStringLiteral("list-checks")});
}

void DeleteFlow::onCloseRequested()
{
    const int jobs = jobsUnderWay();
    if (jobs == 0) {
        m_window.closeForGood();
        return;
    }
    m_dialogs.ask(&m_window, quitQuestion(jobs), this, [this](bool confirmed) {
        if (confirmed)
            m_window.closeForGood();
    });
}

/// A job that waits for Resume, interrupted or paused, does nothing that quitting would end.
int DeleteFlow::jobsUnderWay() const
{
    const QStringList ids = m_engine.jobIds();
    return static_cast<int>(std::count_if(ids.cbegin(), ids.cend(), [this](const QString &id) {
        const JobState state = m_engine.job(id)->state;
        return !isEnd(state) && state != JobState::Interrupted && state != JobState::Paused;
    }));
}

const ResourceKind *DeleteFlow::kind(const QString &kindId) const
{
    for (const ResourceKind *each : m_kinds) {
        if (each->id == kindId)
            return each;
    }
    return nullptr;
}

} // namespace Clearsky

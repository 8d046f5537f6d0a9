// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/jobpanel.h"

#include "app/settings.h"
#include "ui/delegates/jobdelegates.h"
#include "ui/jobboard.h"
#include "ui/jobrow.h"
#include "ui/jobsource.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QScrollArea>
#include <QTableView>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString dismissedPart = u"jobs.dismissed"_s;

} // namespace

JobPanel::JobPanel(JobSource &jobs, QList<const ResourceKind *> kinds, Clock &clock, Settings &settings,
                   QWidget *parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_clock(clock)
    , m_settings(settings)
    , m_model(std::move(kinds))
{
    setObjectName(u"jobPanel"_s);
    buildTable();
    buildActions();
    m_none = new PlainLabel(tr("No jobs. What is deleted shows up here."), this);
    m_none->setMuted();
    m_none->setAlignment(Qt::AlignCenter);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setBackgroundRole(QPalette::Base);
    m_scroll->setWidget(m_board);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_none, 1);
    column->addWidget(m_scroll, 1);
    setFocusProxy(m_table);
    readDismissed();
    connect(&m_jobs, &JobSource::jobAdded, this, &JobPanel::reload);
    connect(&m_jobs, &JobSource::jobChanged, this, &JobPanel::onJobChanged);
    reload();
}

JobPanel::~JobPanel() = default;

void JobPanel::buildTable()
{
    m_table = new QTableView;
    m_table->setObjectName(u"jobs"_s);
    m_table->setAccessibleName(tr("Jobs"));
    setUpTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(JobListModel::StateColumn, new JobIconDelegate(m_table));
    m_table->setItemDelegateForColumn(JobListModel::JobColumn, new JobTitleDelegate(m_table));
    m_table->setModel(&m_model);
    m_table->hideColumn(JobListModel::StatusColumn);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setMinimumSectionSize(space(*this, 2));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT openRequested(index.data(JobListModel::JobIdRole).toString());
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &JobPanel::onCurrentChanged);
    m_board = new JobBoard(m_table, this);
}

void JobPanel::buildActions()
{
    m_undo = new QAction(tr("&Undo Deletion"), this);
    m_undo->setObjectName(u"undoHeldJob"_s);
    m_undo->setShortcut(QKeySequence::Undo);
    connect(m_undo, &QAction::triggered, this, [this] { m_jobs.undo(jobToUndo()); });
    m_stop = new QAction(tr("&Stop Job"), this);
    m_stop->setObjectName(u"stopCurrentJob"_s);
    m_stop->setShortcut(Qt::CTRL | Qt::Key_Period);
    m_stop->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_stop, &QAction::triggered, this, [this] { m_jobs.stop(currentJob()); });
    m_pause = new QAction(tr("&Pause Job"), this);
    m_pause->setObjectName(u"pauseCurrentJob"_s);
    m_pause->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_Space);
    m_pause->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_pause, &QAction::triggered, this, &JobPanel::pauseOrResume);
    addActions({m_undo, m_pause, m_stop});
}

void JobPanel::pauseOrResume()
{
    const JobSummary *job = m_jobs.job(currentJob());
    if (job && job->canPause())
        m_jobs.pause(job->id);
    else if (job && job->canResume())
        m_jobs.resume(job->id);
}

JobRow *JobPanel::makeRow(const JobSummary &job)
{
    const QString id = job.id;
    auto *row = new JobRow(job, m_board);
    connect(row, &JobRow::undoClicked, this, [this, id] { m_jobs.undo(id); });
    connect(row, &JobRow::stopClicked, this, [this, id] { m_jobs.stop(id); });
    connect(row, &JobRow::pauseClicked, this, [this, id] { m_jobs.pause(id); });
    connect(row, &JobRow::resumeClicked, this, [this, id] { m_jobs.resume(id); });
    connect(row, &JobRow::openClicked, this, [this, id] { Q_EMIT openRequested(id); });
    connect(row, &JobRow::dismissClicked, this, [this, id] { dismiss(id); });
    connect(row, &JobRow::focused, this, [this, id] {
        m_table->setCurrentIndex(m_model.index(m_model.rowOf(id), JobListModel::JobColumn));
    });
    return row;
}

void JobPanel::reload()
{
    QList<JobSummary> shown;
    const QStringList ids = m_jobs.jobIds();
    for (const QString &id : ids) {
        const JobSummary *job = m_jobs.job(id);
        if (job && (!isEnd(job->state) || (shown.size() < mostJobs && !m_dismissed.contains(job->number))))
            shown.append(*job);
    }
    m_model.setJobs(shown);
    std::vector<JobRow *> rows;
    QHash<QString, JobRow *> kept;
    for (int i = 0; i < m_model.rowCount(); ++i) {
        const JobSummary &job = m_model.jobAt(i);
        JobRow *row = m_rows.value(job.id);
        if (!row)
            row = makeRow(job);
        row->setJob(job, m_clock.wallTime(), m_jobs.outlook(job.id));
        kept.insert(job.id, row);
        rows.push_back(row);
    }
    for (auto old = m_rows.cbegin(); old != m_rows.cend(); ++old) {
        if (!kept.contains(old.key()))
            old.value()->deleteLater();
    }
    m_rows = kept;
    m_board->setRows(std::move(rows));
    const bool empty = m_rows.isEmpty();
    m_none->setVisible(empty);
    m_scroll->setVisible(!empty);
    tick();
    updateActions();
    if (empty != m_empty) {
        m_empty = empty;
        Q_EMIT emptyChanged(empty);
    }
}

void JobPanel::onJobChanged(const QString &jobId)
{
    const JobSummary *job = m_jobs.job(jobId);
    if (!job)
        return;
    if (m_model.rowOf(jobId) < 0) {
        // An ended job that looks again is not over.
        if (!isEnd(job->state))
            reload();
        return;
    }
    m_model.updateJob(*job);
    showRow(m_model.rowOf(jobId));
    m_board->arrange();
    tick();
    updateActions();
}

void JobPanel::showRow(int row)
{
    const JobSummary &job = m_model.jobAt(row);
    m_rows.value(job.id)->setJob(job, m_clock.wallTime(), m_jobs.outlook(job.id));
}

/// Once a second while a countdown runs, every five seconds while something is foreseen.
void JobPanel::tick()
{
    const QDateTime now = m_clock.wallTime();
    m_model.setNow(now);
    bool holding = false;
    bool foreseen = false;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const JobSummary &job = m_model.jobAt(row);
        const bool held = job.state == JobState::Holding;
        const bool moves = m_jobs.outlook(job.id).sinceLastAnswer.has_value();
        holding = holding || held;
        foreseen = foreseen || moves;
        if (held || moves)
            showRow(row);
    }
    if (foreseen)
        m_board->arrange();
    if (holding || foreseen)
        m_tick = m_clock.callAfter(holding ? 1s : 5s, [this] { tick(); });
    else
        m_tick.reset();
}

void JobPanel::dismiss(const QString &jobId)
{
    const JobSummary *job = m_jobs.job(jobId);
    if (!job || !isEnd(job->state))
        return;
    m_dismissed.insert(job->number);
    QByteArrayList numbers;
    for (const int number : std::as_const(m_dismissed))
        numbers.append(QByteArray::number(number));
    m_settings.setLayout(dismissedPart, numbers.join(','));
    reload();
    m_table->setFocus(Qt::OtherFocusReason);
}

void JobPanel::readDismissed()
{
    const QByteArrayList numbers = m_settings.layout(dismissedPart).split(',');
    for (const QByteArray &number : numbers) {
        if (number.toInt() > 0)
            m_dismissed.insert(number.toInt());
    }
}

void JobPanel::onCurrentChanged()
{
    // Taking the focus makes a row current without highlighting it; here both are one.
    m_table->selectionModel()->select(m_table->currentIndex(),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->viewport()->update(); // while it takes the focus it repaints the current cell only
    const QString current = currentJob();
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row)
        row.value()->setSelected(row.key() == current);
    const QRect place = m_board->rowRect(m_table->currentIndex().row());
    if (place.isValid())
        m_scroll->ensureVisible(0, place.center().y(), 0, place.height() / 2);
    updateActions();
}

QString JobPanel::currentJob() const
{
    return m_table->currentIndex().data(JobListModel::JobIdRole).toString();
}

QString JobPanel::jobToUndo() const
{
    const int current = m_model.rowOf(currentJob());
    if (current >= 0 && m_model.jobAt(current).canUndo())
        return m_model.jobAt(current).id;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.jobAt(row).canUndo())
            return m_model.jobAt(row).id;
    }
    return {};
}

void JobPanel::updateActions()
{
    const bool canUndo = !jobToUndo().isEmpty();
    m_undo->setEnabled(canUndo);
    m_undo->setStatusTip(canUndo ? QString() : tr("Nothing is held: requests are already sent, or there are no jobs."));
    const int current = m_model.rowOf(currentJob());
    m_stop->setEnabled(current >= 0 && m_model.jobAt(current).canStop());
    const bool canResume = current >= 0 && m_model.jobAt(current).canResume();
    m_pause->setText(canResume ? tr("&Resume Job") : tr("&Pause Job"));
    m_pause->setEnabled(canResume || (current >= 0 && m_model.jobAt(current).canPause()));
}

} // namespace Clearsky

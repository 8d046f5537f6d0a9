// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/jobpage.h"

#include "models/jobtext.h"
#include "models/retrygroups.h"
#include "ui/delegates/statechipdelegate.h"
#include "ui/icons.h"
#include "ui/jobbar.h"
#include "ui/jobsource.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QShowEvent>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

JobPage::JobPage(JobSource &jobs, QString jobId, const ResourceKind *kind, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_jobId(std::move(jobId))
    , m_kind(kind)
    , m_clock(clock)
{
    setObjectName(u"jobPage"_s);
    auto *column = new QVBoxLayout(this);
    const int edge = space(*this, 3);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(space(*this, 2));
    buildHeader(*column);
    buildTabs(*column);
    m_items.setItems(m_jobs.items(m_jobId));
    m_log.setRecords(m_jobs.requests(m_jobId));
    connectSource();
    updateSummary();
    updateTabTexts();
    updateLogButton();
    setFocusProxy(m_itemTable);
}

JobPage::~JobPage() = default;

QString JobPage::pageTitle() const
{
    const JobSummary *job = m_jobs.job(m_jobId);
    return job ? tr("Job #%1 — %2", "number, \"412 disk snapshots\"").arg(job->number).arg(jobItemsText(*job, m_kind))
               : tr("Job");
}

void JobPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous() && !focusWidget())
        m_itemTable->setFocus(Qt::OtherFocusReason);
}

void JobPage::addButtons(QBoxLayout &row)
{
    m_undo = addButton(row, u"undo"_s, tr("Undo"));
    m_pause = addButton(row, u"pause"_s, tr("Pause"));
    m_resume = addButton(row, u"resume"_s, tr("Resume"));
    m_stop = addButton(row, u"stop"_s, tr("Stop"));
    m_verifyAgain = addButton(row, u"verifyAgain"_s, tr("Verify Again"));
    m_retry = addButton(row, u"retry"_s, tr("Retry…"));
    m_retry->setMenu(new QMenu(m_retry));
    connect(m_retry->menu(), &QMenu::aboutToShow, this, &JobPage::fillRetryMenu);
}

void JobPage::buildHeader(QBoxLayout &column)
{
    const JobSummary *job = m_jobs.job(m_jobId);
    auto *title = new PlainLabel(pageTitle(), this);
    title->setObjectName(u"jobTitle"_s);
    title->setFont(titleFont(title->font()));
    title->setElided(true);
    column.addWidget(title);

    auto *place = new QHBoxLayout;
    place->setSpacing(space(*this, 2));
    auto *account = new PlainLabel(job ? job->accountName : QString(), this);
    account->setFont(headingFont(account->font()));
    const Environment environment = job ? job->environment : Environment::Unknown;
    auto *badge = new PlainLabel(environmentBadge(environment), this);
    badge->setFont(headingFont(badge->font()));
    badge->setColorRole(environmentColor(environment));
    m_state = new PlainLabel(this);
    m_state->setObjectName(u"jobState"_s);
    m_state->setAccessibleDescription(tr("Job State"));
    place->addWidget(account);
    place->addWidget(badge);
    place->addWidget(m_state, 1);
    addButtons(*place);
    column.addLayout(place);

    m_bar = makeJobBar(this);
    m_bar->setObjectName(u"jobProgress"_s);
    m_bar->setAccessibleName(tr("Progress"));
    m_summary = new PlainLabel(this);
    m_summary->setObjectName(u"jobSummary"_s);
    m_summary->setAccessibleDescription(tr("Job Summary"));
    m_summary->setWordWrap(true);
    m_note = new PlainLabel(this);
    m_note->setObjectName(u"jobNote"_s);
    m_note->setAccessibleDescription(tr("Job Note"));
    m_note->setWordWrap(true);
    m_note->setMuted();
    column.addWidget(m_bar);
    column.addWidget(m_summary);
    column.addWidget(m_note);
}

QPushButton *JobPage::addButton(QBoxLayout &row, const QString &objectName, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    row.addWidget(button);
    return button;
}

void JobPage::buildTabs(QBoxLayout &column)
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"jobTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Job Pages"));
    m_tabs->addTab(buildItems(), QString());
    m_tabs->addTab(buildLog(), QString());
    column.addWidget(m_tabs, 1);
}

QWidget *JobPage::buildItems()
{
    auto *pane = new QWidget(this);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, space(*this, 2), 0, 0);
    column->setSpacing(space(*this, 2));
    m_filter = new QLineEdit(pane);
    m_filter->setObjectName(u"filterItems"_s);
    m_filter->setAccessibleName(tr("Filter Items"));
    m_filter->setPlaceholderText(tr("Filter by name, ID, outcome or reason"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(u"search"_s, ColorRole::Muted), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_items.setFilter(text.trimmed());
        updateTabTexts();
    });
    m_itemTable = new QTableView(pane);
    m_itemTable->setObjectName(u"jobItems"_s);
    m_itemTable->setAccessibleName(tr("Job Items"));
    setUpTable(*m_itemTable);
    m_itemTable->setItemDelegateForColumn(JobItemsModel::OutcomeColumn, new StateChipDelegate(m_itemTable));
    m_itemTable->setModel(&m_items);
    QHeaderView *header = m_itemTable->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(JobItemsModel::ReasonColumn, QHeaderView::Stretch);
    header->setSortIndicatorShown(true);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_itemTable->setSortingEnabled(true);
    m_itemTable->setColumnWidth(JobItemsModel::NameColumn, charactersWide(*this, 34));
    m_itemTable->setColumnWidth(JobItemsModel::IdColumn, charactersWide(*this, 28));
    m_itemTable->setColumnWidth(JobItemsModel::OutcomeColumn, charactersWide(*this, 20));
    m_itemTable->setColumnWidth(JobItemsModel::RequestColumn, charactersWide(*this, 12));
    column->addWidget(m_filter);
    column->addWidget(m_itemTable, 1);
    return pane;
}

QWidget *JobPage::buildLog()
{
    auto *pane = new QWidget(this);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(*this, 2));
    m_logTable = new QTableView(pane);
    m_logTable->setObjectName(u"requestLog"_s);
    m_logTable->setAccessibleName(tr("Request Log"));
    setUpTable(*m_logTable);
    m_logTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_logTable->setModel(&m_log);
    constexpr std::array<int, RequestLogModel::ColumnCount> widths{12, 8, 10, 40, 9, 9, 16, 22, 9, 24};
    for (int section = 0; section < RequestLogModel::ColumnCount; ++section)
        m_logTable->setColumnWidth(section, charactersWide(*this, widths.at(static_cast<size_t>(section))));
    connect(m_logTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JobPage::updateLogButton);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    m_copyAuthorization = addButton(*foot, u"copyAuthorizationMessage"_s, tr("Copy Authorization Message"));
    m_copyAuthorization->setIcon(icon(u"copy"_s));
    connect(m_copyAuthorization, &QPushButton::clicked, this, &JobPage::copyAuthorization);
    column->addWidget(m_logTable, 1);
    column->addLayout(foot);
    return pane;
}

void JobPage::connectSource()
{
    connect(m_undo, &QPushButton::clicked, this, [this] { m_jobs.undo(m_jobId); });
    connect(m_pause, &QPushButton::clicked, this, [this] { m_jobs.pause(m_jobId); });
    connect(m_resume, &QPushButton::clicked, this, [this] { m_jobs.resume(m_jobId); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_jobs.stop(m_jobId); });
    connect(m_verifyAgain, &QPushButton::clicked, this, [this] { m_jobs.verifyAgain(m_jobId); });
    connect(&m_jobs, &JobSource::jobChanged, this, [this](const QString &jobId) {
        if (jobId != m_jobId)
            return;
        m_summaryPending = true;
        showSoon();
    });
    connect(&m_jobs, &JobSource::itemsChanged, this, [this](const QString &jobId, const QList<int> &positions) {
        if (jobId != m_jobId)
            return;
        if (positions.isEmpty())
            m_items.setItems(m_jobs.items(m_jobId));
        for (const int position : positions)
            m_pendingItems.insert(position);
        showSoon();
    });
    connect(&m_jobs, &JobSource::requestLogged, this, [this](const QString &jobId, int row) {
        if (jobId != m_jobId)
            return;
        m_pendingRows.insert(row);
        showSoon();
    });
}

void JobPage::showSoon()
{
    if (!m_soon)
        m_soon = m_clock.callAfter(100ms, [this] { showPending(); });
}

void JobPage::showPending()
{
    m_soon.reset();
    const QSet<int> positions = std::exchange(m_pendingItems, {});
    if (!positions.isEmpty())
        m_items.updateItems(m_jobs.items(m_jobId), positions.values());
    QList<int> rows = std::exchange(m_pendingRows, {}).values();
    std::sort(rows.begin(), rows.end());
    for (const int row : std::as_const(rows))
        m_log.updateRecord(m_jobs.requests(m_jobId), row);
    if (std::exchange(m_summaryPending, false))
        updateSummary();
    updateTabTexts();
    updateLogButton();
}

void JobPage::updateSummary()
{
    const JobSummary *job = m_jobs.job(m_jobId);
    if (!job)
        return;
    const QDateTime now = m_clock.wallTime();
    m_state->setText(jobStateTitle(job->state));
    m_state->setColorRole(colorRoleOf(jobTone(job->state)));
    showProgress(*m_bar, *job);
    const JobOutlook outlook = m_jobs.outlook(m_jobId);
    m_summary->setText(jobStatusText(*job, now, outlook));
    m_note->setText(jobNoteText(*job, now, outlook));
    m_note->setVisible(!m_note->text().isEmpty());
    updateButtons(*job);
    const bool held = job->state == JobState::Holding;
    if (held || outlook.sinceLastAnswer)
        m_tick = m_clock.callAfter(held ? 1s : 5s, [this] { updateSummary(); });
    else
        m_tick.reset();
}

void JobPage::updateButtons(const JobSummary &job)
{
    const auto set = [](QPushButton *button, bool enabled, const QString &why) {
        button->setEnabled(enabled);
        button->setAccessibleDescription(enabled ? QString() : why);
        setPlainToolTip(button, enabled ? QString() : why);
    };
    set(m_undo, job.canUndo(), isEnd(job.state) ? tr("The job is over.") : tr("Requests are already sent."));
    set(m_pause, job.canPause(), isEnd(job.state) ? tr("The job is over.") : tr("Nothing is being sent now."));
    set(m_resume, job.canResume(), tr("The job is not paused."));
    m_pause->setVisible(!job.canResume());
    m_resume->setVisible(job.canResume());
    set(m_stop, job.canStop(),
        isEnd(job.state)                        ? tr("The job is over.")
            : job.state == JobState::Holding    ? tr("Nothing was sent yet: use Undo.")
                                                : tr("The job is stopping already."));
    const bool looking = job.verifying > 0;
    set(m_verifyAgain, job.canVerifyAgain() && !looking,
        looking ? tr("The items are being looked at.") : tr("The job verifies by itself until it is over."));
    const int gone = job.count(ItemState::Deleted) + job.count(ItemState::AlreadyGone);
    set(m_retry, isEnd(job.state) && job.state != JobState::Undone && gone < job.total,
        isEnd(job.state) ? tr("Nothing is left to be tried again.") : tr("The job is not over."));
}

/// The reasons for which items ended without being gone; a new plan is made of those that are chosen.
void JobPage::fillRetryMenu()
{
    constexpr qsizetype mostGroups = 20;
    QMenu *menu = m_retry->menu();
    menu->clear();
    const QList<RetryGroup> groups = retryGroups(m_jobs.items(m_jobId)).mid(0, mostGroups);
    for (const RetryGroup &group : groups) {
        menu->addAction(group.title().replace(u'&', u"&&"_s), this,
                        [this, items = group.items] { Q_EMIT retryRequested(items); });
    }
}

void JobPage::updateTabTexts()
{
    const qsizetype total = m_items.total();
    const int shown = m_items.rowCount();
    m_tabs->setTabText(0, shown == total ? tr("Items · %1").arg(countText(total))
                                         : tr("Items · %1 of %2").arg(countText(shown), countText(total)));
    m_tabs->setTabText(1, tr("Request Log · %1").arg(countText(m_log.rowCount())));
}

void JobPage::updateLogButton()
{
    const QModelIndex current = m_logTable->currentIndex();
    const bool has = current.isValid() && !m_log.recordAt(current.row()).encodedAuthorization.isEmpty();
    const QString why = has ? QString() : tr("The chosen request's answer has no authorization message.");
    m_copyAuthorization->setEnabled(has);
    m_copyAuthorization->setAccessibleDescription(why);
    setPlainToolTip(m_copyAuthorization, why);
}

void JobPage::copyAuthorization()
{
    const QModelIndex current = m_logTable->currentIndex();
    if (current.isValid())
        QGuiApplication::clipboard()->setText(m_log.recordAt(current.row()).encodedAuthorization);
}

} // namespace Clearsky

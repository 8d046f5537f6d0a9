// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/resourcepage.h"

#include "app/net/connectivity.h"
#include "models/displaytext.h"
#include "ui/dialogs.h"
#include "ui/emptystate.h"
#include "ui/filterbar.h"
#include "ui/icons.h"
#include "ui/liststatus.h"
#include "ui/markkeeper.h"
#include "ui/noticebar.h"
#include "ui/resourcetable.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QShowEvent>
#include <QStackedWidget>

#include <algorithm>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr auto tickEvery = 10s;

bool isChanging(const ResourceKind &kind, const Resource &resource)
{
    using Role = StateMeaning::Role;
    const Role role = kind.meaningOf(resource.state).role;
    return role == Role::Busy || role == Role::Deleting;
}

AutoRefresh::Found foundOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::NotSent:
    case Error::Kind::Throttled:
    case Error::Kind::Unavailable:
    case Error::Kind::ProviderFault:
    case Error::Kind::NoAnswer:
    case Error::Kind::Malformed: // or it changed while it was read
        return AutoRefresh::Found::Trouble;
    default:
        return AutoRefresh::Found::Refusal;
    }
}

} // namespace

ResourcePage::ResourcePage(Account account, const ResourceKind &kind, ListSource &source, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_account(std::move(account))
    , m_kind(kind)
    , m_source(source)
    , m_clock(clock)
    , m_model(kind, &m_worker)
    , m_tableFilter(m_model, filterScope(m_account, kind))
    , m_autoRefresh(clock, [this] { return isWatched(); })
{
    m_model.setKeepsGone(true);
    build();
    connectSource();
    connect(&m_autoRefresh, &AutoRefresh::due, this, &ResourcePage::refreshUnasked);
    connect(&m_model, &ResourceTableModel::countsChanged, this, &ResourcePage::updateView);
    connect(&m_model.marks(), &Marks::forgotten, this, [this](qsizetype count) { m_vanishedMarks += count; });
    connect(m_table, &ResourceTable::deletionRequested, this, &ResourcePage::planRequested);
    connect(m_table, &ResourceTable::highlightChanged, this, &ResourcePage::currentChanged);
    tick();
}

ResourcePage::~ResourcePage() = default;

void ResourcePage::build()
{
    const int unit = fontMetrics().height();
    m_filter = new FilterBar(m_tableFilter, m_model, m_clock, this);
    connect(m_filter, &FilterBar::left, this, &ResourcePage::focusTable);
    connect(m_filter, &FilterBar::applied, this, [this] {
        // What was included is what was hidden then; another filter hides other rows.
        m_includeHidden = false;
        updateView();
    });

    m_retryAction = new QAction(tr("Try Again"), this);
    m_clearFilterAction = new QAction(tr("Clear Filter"), this);
    m_copyErrorAction = new QAction(tr("Copy Details"), this);
    connect(m_retryAction, &QAction::triggered, this, &ResourcePage::refresh);
    connect(m_clearFilterAction, &QAction::triggered, this, &ResourcePage::clearFilter);
    connect(m_copyErrorAction, &QAction::triggered, this, [this] {
        if (m_error)
            QGuiApplication::clipboard()->setText(m_error->message + u'\n' + errorFacts(*m_error));
    });

    m_table = new ResourceTable(m_model, this);
    m_empty = new EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    buildStatus();
    m_notice = new NoticeBar(this);
    connect(m_notice, &NoticeBar::firstClicked, this, [this] {
        if (m_error)
            refresh();
        m_vanishedMarks = 0;
        updateView();
    });
    connect(m_notice, &NoticeBar::secondClicked, m_copyErrorAction, &QAction::trigger);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(unit * 3 / 4, unit * 3 / 4, unit * 3 / 4, 0);
    column->setSpacing(unit / 2);
    column->addWidget(m_filter);
    column->addWidget(m_status);
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
}

void ResourcePage::buildStatus()
{
    m_status = new ListStatus(this);
    connect(m_status, &ListStatus::showHiddenRequested, this, &ResourcePage::showHiddenMarks);
    connect(m_status, &ListStatus::includeHiddenRequested, this, &ResourcePage::includeHiddenMarks);
    connect(m_status, &ListStatus::applyRequested, &m_model, &ResourceTableModel::applyWaiting);
    connect(m_status, &ListStatus::stopRequested, this, &ResourcePage::stopLoading);
}

void ResourcePage::connectSource()
{
    connect(&m_source, &ListSource::started, this, [this] {
        m_tried = true;
        m_expected = -1;
        m_sawChanging = false;
        m_autoRefresh.loadStarted();
        m_model.beginRefresh();
    });
    connect(&m_source, &ListSource::pageRead, this, &ResourcePage::onPage);
    connect(&m_source, &ListSource::loaded, this, &ResourcePage::onLoaded);
    connect(&m_source, &ListSource::failed, this, &ResourcePage::onFailed);
}

void ResourcePage::onPage(const QList<Resource> &rows, qint64 expected)
{
    m_expected = expected;
    m_sawChanging = m_sawChanging || std::any_of(rows.cbegin(), rows.cend(), [this](const Resource &row) {
        return isChanging(m_kind, row);
    });
    m_model.addPage(rows);
}

void ResourcePage::onLoaded()
{
    m_listedAt = m_clock.wallTime();
    m_error.reset();
    m_model.setNow(m_listedAt);
    m_model.endRefresh(true);
    m_table->fitColumns();
    m_autoRefresh.loadEnded(m_sawChanging ? AutoRefresh::Found::Changing : AutoRefresh::Found::Rest);
    Q_EMIT currentChanged();
}

void ResourcePage::keepMarksIn(MarkStore &store)
{
    m_keeper = std::make_unique<MarkKeeper>(m_model, store, m_account.id, m_clock);
    connect(m_keeper.get(), &MarkKeeper::dropped, this, [this](qsizetype count) {
        m_vanishedMarks += count;
        updateNotice();
    });
}

void ResourcePage::flushMarks()
{
    m_keeper.reset();
}

void ResourcePage::pauseWithout(const Connectivity &network)
{
    m_network = &network;
    connect(&network, &Connectivity::changed, this, [this] {
        updateStatus();
        m_autoRefresh.look();
    });
    updateStatus();
}

bool ResourcePage::isWatched() const
{
    const bool isOffline = m_network && m_network->offlineSince().isValid();
    return isVisible() && !window()->isMinimized() && !isOffline;
}

void ResourcePage::refresh()
{
    m_isUnasked = false;
    m_source.load();
    updateView();
}

void ResourcePage::refreshUnasked()
{
    refresh();
    m_isUnasked = true;
}

void ResourcePage::stopLoading()
{
    m_source.cancel();
}

void ResourcePage::ensureLoaded()
{
    if (!m_tried && !m_source.isLoading())
        refresh();
}

void ResourcePage::onFailed(const Error &error)
{
    // While a job deletes, its list changes between two pages. What nobody asked for is tried again; the list's age is shown.
    const bool isFleeting = m_isUnasked && error.kind == Error::Kind::Malformed && m_model.isComplete() && !m_error;
    if (!isFleeting) {
        m_failedAt = m_clock.wallTime();
        m_error = error;
    }
    m_model.endRefresh(false);
    m_autoRefresh.loadEnded(isFleeting ? AutoRefresh::Found::Changing : foundOf(error));
    updateView();
}

void ResourcePage::clearFilter()
{
    m_filter->setText({});
    m_table->setFocus();
}

void ResourcePage::showHiddenMarks()
{
    const QSet<ResourceKey> hidden = m_model.hiddenMarks();
    m_filter->setText({});
    if (!hidden.isEmpty())
        m_table->setCurrentKey(*hidden.cbegin());
    m_table->setFocus();
}

void ResourcePage::includeHiddenMarks()
{
    m_includeHidden = m_model.markedHidden() > 0;
    updateView();
    m_table->setFocus();
}

qsizetype ResourcePage::targetCount() const
{
    return m_model.marked() - (m_includeHidden ? 0 : m_model.markedHidden());
}

QString ResourcePage::planObstacle() const
{
    if (m_model.marked() == 0)
        return tr("Mark what should go: Space, or the box at the left");
    if (targetCount() == 0)
        return tr("All marked rows are hidden by the filter");
    if (!m_model.isComplete())
        return tr("The list is not complete");
    return {};
}

QString ResourcePage::markAllObstacle() const
{
    if (!m_model.isComplete())
        return tr("Only a part of the list is loaded: marking all would miss the rest");
    return m_model.shown() == 0 ? tr("No row is shown") : QString();
}

PlanInput ResourcePage::planInput() const
{
    PlanInput input;
    input.account = m_account;
    input.origin = m_source.origin();
    input.projectId = m_source.projectId();
    input.marked = m_model.markedResources();
    input.hidden = m_model.hiddenMarks();
    input.includeHidden = m_includeHidden;
    input.listedAt = m_listedAt;
    input.now = m_clock.wallTime();
    return input;
}

std::optional<Resource> ResourcePage::currentResource() const
{
    const auto key = m_table->currentKey();
    return key ? m_model.find(*key) : std::nullopt;
}

void ResourcePage::focusTable()
{
    m_table->setFocus();
    if (!m_table->currentIndex().isValid() && m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(0, 1));
}

/// Another visit: what was gone the last time has been seen.
void ResourcePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        m_model.forgetGone();
    m_autoRefresh.look();
}

void ResourcePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange)
        m_autoRefresh.look();
}

void ResourcePage::updateView()
{
    if (m_model.markedHidden() == 0)
        m_includeHidden = false;
    showContent(content());
    updateStatus();
    updateNotice();
    Q_EMIT stateChanged();
}

ResourcePage::Content ResourcePage::content() const
{
    if (m_model.rowCount() > 0)
        return Content::Table;
    if (m_model.total() > 0)
        return Content::NoMatch;
    if (m_source.isLoading())
        return Content::Loading;
    if (m_error)
        return Content::Failed;
    return m_model.isComplete() ? Content::Empty : Content::Loading;
}

void ResourcePage::showContent(Content content)
{
    if (content == m_shownContent && content != Content::NoMatch && content != Content::Failed)
        return;
    m_shownContent = content;
    m_stack->setCurrentWidget(content == Content::Table ? static_cast<QWidget *>(m_table) : m_empty);
    switch (content) {
    case Content::Table:
        break;
    case Content::Loading:
        m_empty->setContent(QStringLiteral("loader"), ColorRole::Muted, tr("Loading %1…").arg(m_kind.title), {}, {});
        break;
    case Content::Empty:
        m_retryAction->setText(tr("Look Again"));
        m_empty->setContent(m_kind.icon, ColorRole::Muted,
                            tr("There are no %1 in %2.", "%1: kind of resource, %2: account")
                                .arg(m_kind.title, m_account.name),
                            {}, {m_retryAction});
        break;
    case Content::NoMatch:
        m_empty->setContent(QStringLiteral("filter-x"), ColorRole::Muted,
                            tr("No match. %1 hidden by the filter.").arg(countText(m_model.total())), {},
                            {m_clearFilterAction});
        break;
    case Content::Failed:
        showFailure();
        break;
    }
}

void ResourcePage::showFailure()
{
    m_retryAction->setText(tr("Try Again"));
    if (m_error->kind == Error::Kind::Cancelled) {
        m_empty->setContent(QStringLiteral("circle-minus"), ColorRole::Muted, tr("Loading was stopped."), {},
                            {m_retryAction});
        return;
    }
    const QString facts = errorFacts(*m_error);
    QList<QAction *> actions{m_retryAction};
    if (!facts.isEmpty())
        actions.append(m_copyErrorAction);
    m_empty->setContent(QStringLiteral("circle-alert"), ColorRole::Danger, m_error->message, facts, actions);
}

void ResourcePage::updateStatus()
{
    m_status->setFacts({.shown = m_model.shown(),
                        .total = m_model.total(),
                        .marked = m_model.marked(),
                        .hiddenMarks = m_model.markedHidden(),
                        .includesHidden = m_includeHidden,
                        .gone = m_model.gone(),
                        .waiting = m_model.waitingChanges(),
                        .isComplete = m_model.isComplete(),
                        .isLoading = m_source.isLoading(),
                        .loaded = m_model.loadedSoFar(),
                        .expected = m_expected,
                        .listedAt = m_listedAt,
                        .offlineSince = m_network ? m_network->offlineSince() : QDateTime(),
                        .now = m_clock.wallTime()});
}

void ResourcePage::updateNotice()
{
    using enum StateMeaning::Tone;
    if (m_error && m_model.total() > 0 && !m_source.isLoading()) {
        const QString sentence = m_model.isComplete()
            ? tr("The list could not be refreshed at %1 and shows what there was at %2. %3")
                  .arg(clockText(m_failedAt), clockText(m_listedAt), m_error->message)
            : tr("Only a part of the list could be loaded, so nothing can be planned yet. %1").arg(m_error->message);
        m_notice->setNotice(Warning, sentence, tr("Try Again"), errorFacts(*m_error).isEmpty() ? QString() : tr("Copy Details"));
    } else if (m_vanishedMarks > 0) {
        m_notice->setNotice(Neutral,
                            m_vanishedMarks == 1 ? tr("One marked resource is no longer there.")
                                                 : tr("%1 marked resources are no longer there.").arg(countText(m_vanishedMarks)),
                            tr("OK"));
    } else {
        m_notice->setNotice(Neutral, {});
    }
}

void ResourcePage::tick()
{
    m_model.setNow(m_clock.wallTime());
    m_tableFilter.setNow(m_clock.wallTime());
    updateStatus();
    m_tick = m_clock.callAfter(tickEvery, [this] { tick(); });
}

} // namespace Clearsky

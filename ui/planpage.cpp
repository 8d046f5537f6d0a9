// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/planpage.h"

#include "models/planmodel.h"
#include "ui/delegates/statechipdelegate.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"
#include "ui/typedcount.h"
#include "ui/views.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QShowEvent>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

PlanPage::PlanPage(DeletePlan plan, const ResourceKind &kind, const QString &region, QList<PlannedRequest> requests,
                   Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_clock(clock)
    , m_plan(new PlanModel(std::move(plan), kind, this))
    , m_requests(new PlannedRequestModel(std::move(requests), this))
{
    setObjectName(u"planPage"_s);
    auto *column = new QVBoxLayout(this);
    const int edge = space(*this, 3);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(space(*this, 2));
    buildHeader(*column, region);
    buildTabs(*column);
    buildFooter(*column);
    setFocusProxy(m_cancel);
    auto *escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &PlanPage::cancel);
    watchTheClock();
    updateFooter();
}

PlanPage::~PlanPage() = default;

const DeletePlan &PlanPage::plan() const
{
    return m_plan->plan();
}

void PlanPage::setObstacle(const QString &reason)
{
    m_obstacle = reason;
    updateFooter();
}

/// A button takes any key with Space for a click; one that belongs to another control must not delete.
bool PlanPage::eventFilter(QObject *watched, QEvent *event)
{
    const auto *key = event->type() == QEvent::KeyPress ? static_cast<const QKeyEvent *>(event) : nullptr;
    const bool isModified = key && (key->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier;
    if (watched == m_delete && isModified && key->key() == Qt::Key_Space)
        return true;
    return QWidget::eventFilter(watched, event);
}

void PlanPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_answered && !event->spontaneous() && !focusWidget())
        m_cancel->setFocus(Qt::OtherFocusReason);
}

void PlanPage::buildHeader(QBoxLayout &column, const QString &region)
{
    const DeletePlan &plan = m_plan->plan();
    auto *title = new PlainLabel(tr("Permanently delete %1?", "%1 is \"412 disk snapshots\"").arg(countedItems()), this);
    title->setObjectName(u"planTitle"_s);
    title->setFont(titleFont(title->font()));
    title->setWordWrap(true);
    column.addWidget(title);

    auto *place = new QHBoxLayout;
    place->setSpacing(space(*this, 2));
    auto *account = new PlainLabel(plan.accountName, this);
    account->setFont(headingFont(account->font()));
    auto *environment = new PlainLabel(environmentBadge(plan.environment), this);
    environment->setColorRole(environmentColor(plan.environment));
    environment->setFont(headingFont(environment->font()));
    QStringList where{m_kind.title};
    if (!region.isEmpty())
        where.append(tr("Region %1").arg(region));
    if (!plan.projectId.isEmpty())
        where.append(tr("Project %1").arg(plan.projectId));
    auto *scope = new PlainLabel(where.join(u" · "), this);
    scope->setElided(true);
    scope->setMuted();
    place->addWidget(account);
    place->addWidget(environment);
    place->addWidget(scope, 1);
    column.addLayout(place);

    auto *facts = new PlainLabel(factsText(), this);
    facts->setObjectName(u"planFacts"_s);
    facts->setWordWrap(true);
    column.addWidget(facts);
    auto *consequence = new PlainLabel(m_kind.consequence.isEmpty() ? tr("Cannot be undone.") : m_kind.consequence, this);
    consequence->setObjectName(u"planConsequence"_s);
    consequence->setColorRole(ColorRole::Warn);
    consequence->setWordWrap(true);
    column.addWidget(consequence);
}

QString PlanPage::countedItems() const
{
    const int count = static_cast<int>(m_plan->plan().willDelete.size());
    if (m_kind.counted)
        return m_kind.counted(count);
    return count == 1 ? tr("1 resource") : tr("%1 resources").arg(countText(count));
}

QString PlanPage::factsText() const
{
    const DeletePlan &plan = m_plan->plan();
    const qsizetype requests = plan.batches.size();
    QStringList facts{requests == 1 ? tr("1 request") : tr("%1 requests").arg(countText(requests))};
    if (!plan.hidden.isEmpty())
        facts.append(tr("%1 hidden by the filter, left out").arg(countText(plan.hidden.size())));
    if (!plan.blocked.isEmpty())
        facts.append(tr("%1 blocked, left out").arg(countText(plan.blocked.size())));
    if (plan.listedAt.isValid())
        facts.append(tr("listed at %1").arg(timeText(plan.listedAt)));
    return facts.join(u" · ");
}

void PlanPage::buildTabs(QBoxLayout &column)
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"planTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Plan Pages"));
    m_tabs->addTab(buildTree(), tr("Resources"));
    m_tabs->addTab(buildRequests(), tr("Requests · %1").arg(countText(m_requests->requests().size())));
    column.addWidget(m_tabs, 1);
}

QTreeView *PlanPage::buildTree()
{
    auto *tree = new QTreeView(this);
    tree->setObjectName(u"plan"_s);
    tree->setAccessibleName(tr("Plan"));
    setUpTree(*tree);
    tree->setItemDelegateForColumn(PlanModel::StateColumn, new StateChipDelegate(tree));
    tree->setModel(m_plan);
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(PlanModel::NameColumn, QHeaderView::Stretch);
    tree->setColumnWidth(PlanModel::StateColumn, charactersWide(*this, 22));
    tree->setColumnWidth(PlanModel::AgeColumn, charactersWide(*this, 11));
    tree->setColumnWidth(PlanModel::ReasonColumn, charactersWide(*this, 11));
    if (m_plan->hasReasons())
        tree->header()->setSectionResizeMode(PlanModel::ReasonColumn, QHeaderView::Stretch);
    tree->setColumnWidth(PlanModel::IdColumn, charactersWide(*this, 20));
    for (int group = 0; group < PlanModel::GroupCount; ++group)
        tree->setExpanded(m_plan->index(group, 0), true);
    return tree;
}

QWidget *PlanPage::buildRequests()
{
    m_requestTable = new QTableView(this);
    m_requestTable->setObjectName(u"requests"_s);
    m_requestTable->setAccessibleName(tr("Requests"));
    setUpTable(*m_requestTable);
    m_requestTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_requestTable->setModel(m_requests);
    m_requestTable->setColumnWidth(PlannedRequestModel::NumberColumn, charactersWide(*this, 8));
    m_requestTable->setColumnWidth(PlannedRequestModel::RequestColumn, charactersWide(*this, 46));
    m_requestTable->horizontalHeader()->setMinimumSectionSize(charactersWide(*this, 6));
    m_requestTable->setColumnWidth(PlannedRequestModel::ItemsColumn, charactersWide(*this, 9));
    m_requestTable->setColumnWidth(PlannedRequestModel::LimitColumn, charactersWide(*this, 44));
    m_requestText = new QPlainTextEdit(this);
    m_requestText->setObjectName(u"exactRequest"_s);
    m_requestText->setAccessibleName(tr("Exact Request"));
    m_requestText->setReadOnly(true);
    m_requestText->setTabChangesFocus(true);
    m_requestText->setWordWrapMode(QTextOption::WrapAnywhere);
    m_requestText->setPlaceholderText(tr("Choose a request to read it as it will be sent, without its signature."));
    connect(m_requestTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                m_requestText->setPlainText(current.isValid() ? exactText(m_requests->requests().at(current.row()))
                                                              : QString());
            });
    auto *both = new QSplitter(Qt::Vertical, this);
    both->setChildrenCollapsible(false);
    both->addWidget(m_requestTable);
    both->addWidget(m_requestText);
    both->setStretchFactor(0, 3);
    both->setStretchFactor(1, 2);
    if (m_requests->rowCount() > 0)
        m_requestTable->setCurrentIndex(m_requests->index(0, 0));
    return both;
}

void PlanPage::buildFooter(QBoxLayout &column)
{
    const qsizetype count = m_plan->plan().willDelete.size();
    auto *footer = new QHBoxLayout;
    footer->setSpacing(space(*this, 2));
    if (count > buttonOnly) {
        auto *label = new PlainLabel(tr("Type %1 to confirm.").arg(count), this);
        label->setObjectName(u"confirmationLabel"_s);
        m_confirmation = new QLineEdit(this);
        m_confirmation->setObjectName(u"confirmation"_s);
        m_confirmation->setAccessibleName(tr("Confirmation"));
        m_confirmation->setAccessibleDescription(label->text());
        m_confirmation->setFixedWidth(charactersWide(*this, 16));
        label->setBuddy(m_confirmation);
        connect(m_confirmation, &QLineEdit::textChanged, this, &PlanPage::updateFooter);
        connect(m_confirmation, &QLineEdit::returnPressed, this, [this] {
            if (m_delete->isEnabled())
                m_delete->setFocus(Qt::TabFocusReason);
        });
        footer->addWidget(label);
        footer->addWidget(m_confirmation);
    }
    m_hint = new PlainLabel(this);
    m_hint->setObjectName(u"planHint"_s);
    m_hint->setWordWrap(true);
    footer->addWidget(m_hint, 1);

    auto *buttons = new QDialogButtonBox(this);
    m_delete = buttons->addButton(tr("Delete %1", "%1 is \"412 disk snapshots\"").arg(countedItems()),
                                  QDialogButtonBox::DestructiveRole);
    m_delete->setObjectName(u"deleteNow"_s);
    m_delete->setAccessibleName(tr("Delete Now"));
    m_delete->setProperty("danger", true);
    m_delete->setAutoDefault(false);
    m_delete->installEventFilter(this);
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setObjectName(u"cancelPlan"_s);
    m_cancel->setAccessibleName(tr("Cancel"));
    m_cancel->setDefault(true);
    connect(m_delete, &QPushButton::clicked, this, &PlanPage::confirm);
    connect(m_cancel, &QPushButton::clicked, this, &PlanPage::cancel);
    footer->addWidget(buttons);
    column.addLayout(footer);
}

bool PlanPage::countIsTyped() const
{
    return !m_confirmation || typedCount(m_confirmation->text()) == m_plan->plan().willDelete.size();
}

QString PlanPage::ownObstacle() const
{
    const DeletePlan &plan = m_plan->plan();
    if (plan.willDelete.isEmpty())
        return tr("Nothing of what is marked can be deleted now. The reasons stand above.");
    const QList<PlannedRequest> &requests = m_requests->requests();
    const auto broken = std::find_if(requests.cbegin(), requests.cend(),
                                     [](const PlannedRequest &request) { return !request.problem.isEmpty(); });
    if (broken != requests.cend())
        return broken->problem;
    const QDateTime now = m_clock.wallTime();
    if (plan.expiresAt.isValid() && now >= plan.expiresAt)
        return tr("This plan is too old. Cancel it, refresh the list and plan again.");
    if (!plan.listedAt.isValid() || plan.listedAt.addSecs(std::chrono::seconds(oldestList).count()) <= now)
        return tr("The list is too old. Cancel this plan, refresh the list and plan again.");
    return {};
}

QString PlanPage::obstacle() const
{
    return m_obstacle.isEmpty() ? ownObstacle() : m_obstacle;
}

void PlanPage::watchTheClock()
{
    const DeletePlan &plan = m_plan->plan();
    const QDateTime now = m_clock.wallTime();
    QList<QDateTime> ends{plan.expiresAt, plan.listedAt.addSecs(std::chrono::seconds(oldestList).count())};
    ends.removeIf([&now](const QDateTime &end) { return !end.isValid() || end <= now; });
    if (ends.isEmpty())
        return;
    const QDateTime next = *std::min_element(ends.cbegin(), ends.cend());
    m_expiry = m_clock.callAfter(std::chrono::milliseconds(now.msecsTo(next)), [this] {
        updateFooter();
        watchTheClock();
    });
}

void PlanPage::updateFooter()
{
    const QString reason = obstacle();
    if (m_confirmation)
        m_confirmation->setEnabled(reason.isEmpty() && !m_answered);
    m_delete->setEnabled(reason.isEmpty() && countIsTyped() && !m_answered);
    const bool wrong = m_confirmation && !m_confirmation->text().trimmed().isEmpty() && !countIsTyped();
    QString hint = reason;
    if (hint.isEmpty() && wrong)
        hint = tr("That is not the number of resources.");
    const bool isCalm = hint.isEmpty();
    if (isCalm)
        hint = tr("Can be undone for a few seconds.");
    m_hint->setColorRole(isCalm ? ColorRole::Muted : ColorRole::Warn);
    m_hint->setText(hint);
    const QString why = m_delete->isEnabled() ? QString() : isCalm ? tr("Type the count first.") : hint;
    m_delete->setAccessibleDescription(why.isEmpty() ? hint : why);
    setPlainToolTip(m_delete, why);
}

void PlanPage::confirm()
{
    // The clock may have passed the end while the window was asleep.
    if (m_answered || !obstacle().isEmpty() || !countIsTyped()) {
        updateFooter();
        return;
    }
    m_answered = true;
    updateFooter();
    Q_EMIT confirmed(m_plan->plan());
}

void PlanPage::cancel()
{
    if (m_answered)
        return;
    m_answered = true;
    updateFooter();
    Q_EMIT cancelled();
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workbench.h"

#include "app/accounts/accountstore.h"
#include "app/freememory.h"
#include "app/markstore.h"
#include "app/net/connectivity.h"
#include "app/providers/registry.h"
#include "app/settings.h"
#include "ui/accounttree.h"
#include "ui/detailspane.h"
#include "ui/dialogs.h"
#include "ui/emptystate.h"
#include "ui/filterbar.h"
#include "ui/filteredit.h"
#include "ui/headermenu.h"
#include "ui/mainactions.h"
#include "ui/plaintext.h"
#include "ui/resourcepage.h"
#include "ui/resourcetable.h"
#include "ui/tableheader.h"

#include <QAction>
#include <QMenu>
#include <QStatusBar>
#include <QTreeView>

#include <algorithm>
#include <utility>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds dropDelay = 100ms;
constexpr std::chrono::milliseconds trimDelay = 500ms; ///< closed lists are deleted by then

} // namespace

Workbench::Workbench(MainWindow &window, AccountStore &accounts, QList<const ResourceKind *> kinds,
                     SourceFactory makeSource, Clock &clock, Settings &settings, Dialogs &dialogs, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_accounts(accounts)
    , m_kinds(std::move(kinds))
    , m_makeSource(std::move(makeSource))
    , m_clock(clock)
    , m_settings(settings)
    , m_dialogs(dialogs)
    , m_treeModel(m_kinds)
    , m_tree(new AccountTree(m_treeModel))
    , m_welcome(new EmptyState(&window))
    , m_chooseKind(new EmptyState(&window))
{
    m_welcome->hide();
    m_chooseKind->hide();
    m_window.setAccountsPanel(m_tree);
    connectAccounts();
    connectAccountActions();
    connectListActions();
    connect(&m_window, &MainWindow::frontChanged, this, &Workbench::updateActions);
    updateActions();
}

Workbench::~Workbench()
{
    // The pages belong to the window and outlive us only if nobody asks them anything.
    m_window.disconnect(this);
    qDeleteAll(m_pages);
    delete m_tree;
}

void Workbench::connectAccounts()
{
    syncAccounts();
    connect(&m_accounts, &AccountStore::added, this, [this](const Account &account) {
        m_treeModel.addAccount(account);
        m_tree->setAddButtonVisible(true);
        m_window.setSidesVisible(true);
        const QModelIndex first = m_treeModel.index(0, 0, m_treeModel.indexOf(account.id));
        m_tree->select(account.id, first.data(AccountTreeModel::KindIdRole).toString());
    });
    connect(&m_accounts, &AccountStore::updated, this, [this](const Account &account) {
        m_treeModel.updateAccount(account);
        // Its lists came from another place, perhaps: they are read anew.
        removePages(account.id);
        onTreeSelection();
    });
    connect(&m_accounts, &AccountStore::removed, this, &Workbench::onAccountRemoved);
    connect(m_tree, &AccountTree::selectionChanged, this, &Workbench::onTreeSelection);
    connect(m_tree, &AccountTree::addRequested, this, &Workbench::addAccountRequested);
    connect(m_tree, &AccountTree::contextMenuRequested, this, [this](const QPoint &position) {
        auto *menu = new QMenu(m_tree);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        m_window.actions().fillTreeMenu(*menu);
        menu->popup(position);
    });
}

/// Loading the store tells nothing by itself.
void Workbench::syncAccounts()
{
    if (m_treeModel.rowCount() != m_accounts.accounts().size())
        m_treeModel.setAccounts(m_accounts.accounts());
}

void Workbench::connectAccountActions()
{
    MainActions &actions = m_window.actions();
    connect(actions.addAccount, &QAction::triggered, this, &Workbench::addAccountRequested);
    connect(actions.editAccount, &QAction::triggered, this,
            [this] { Q_EMIT editAccountRequested(m_tree->selectedAccount()); });
    connect(actions.removeAccount, &QAction::triggered, this,
            [this] { Q_EMIT removeAccountRequested(m_tree->selectedAccount()); });
    connect(actions.about, &QAction::triggered, this, [this] {
        m_dialogs.showMessage(&m_window, tr("About Clearsky"),
                              tr("Clearsky %1 cleans up cloud resources, and proves what became of each of them. "
                                 "It is free software under the GNU General Public License, version 3 or later.")
                                  .arg(QStringLiteral(CLEARSKY_VERSION)));
    });
}

void Workbench::onListAction(QAction *action, void (*act)(ResourcePage &page))
{
    connect(action, &QAction::triggered, this, [this, act] {
        if (ResourcePage *page = currentPage())
            act(*page);
    });
}

void Workbench::connectListActions()
{
    const MainActions &actions = m_window.actions();
    onListAction(actions.copyRows, [](ResourcePage &page) { page.table().copyRows(); });
    onListAction(actions.copyIds, [](ResourcePage &page) { page.table().copyIds(); });
    onListAction(actions.highlightAll, [](ResourcePage &page) { page.table().selectAll(); });
    onListAction(actions.refresh, [](ResourcePage &page) { page.refresh(); });
    onListAction(actions.mark, [](ResourcePage &page) { page.table().setHighlightedMarked(true); });
    onListAction(actions.unmark, [](ResourcePage &page) { page.table().setHighlightedMarked(false); });
    onListAction(actions.markAllMatching, [](ResourcePage &page) { page.model().markAllMatching(); });
    onListAction(actions.clearMarks, [](ResourcePage &page) { page.marks().clear(); });
    onListAction(actions.showHiddenMarks, [](ResourcePage &page) { page.showHiddenMarks(); });
    onListAction(actions.includeHiddenMarks, [](ResourcePage &page) { page.includeHiddenMarks(); });
    onListAction(actions.filter, [](ResourcePage &page) {
        page.filterBar().field().setFocus(Qt::ShortcutFocusReason);
        page.filterBar().field().selectAll();
    });
    onListAction(actions.columns, [](ResourcePage &page) { openColumnDialog(page.table()); });
    connect(actions.sortMenu, &QMenu::aboutToShow, this, [this] {
        QMenu &menu = *m_window.actions().sortMenu;
        menu.clear();
        qDeleteAll(menu.findChildren<QMenu *>(Qt::FindDirectChildrenOnly));
        ResourcePage *page = currentPage();
        if (!page)
            return;
        fillSortingMenu(menu, page->table());
        page->table().holdWhileOpen(menu);
    });
    connect(actions.deleteMarked, &QAction::triggered, this, &Workbench::requestPlan);
}

void Workbench::start()
{
    syncAccounts();
    if (m_accounts.accounts().isEmpty()) {
        showWelcome();
        return;
    }
    m_tree->view().setFocus();
    if (currentPage())
        return;
    const QString last = m_settings.lastAccount();
    const bool known = m_treeModel.indexOf(last, m_settings.lastKind()).isValid();
    const QString accountId = known ? last : m_accounts.accounts().first().id;
    const QModelIndex first = m_treeModel.index(0, 0, m_treeModel.indexOf(accountId));
    m_tree->select(accountId, known ? m_settings.lastKind() : first.data(AccountTreeModel::KindIdRole).toString());
}

void Workbench::loadLists()
{
    m_holdsLists = false;
    if (ResourcePage *list = currentPage())
        list->ensureLoaded();
}

void Workbench::openList(const QString &accountId, const QString &kindId)
{
    syncAccounts();
    m_tree->select(accountId, kindId);
    onTreeSelection();
}

void Workbench::onTreeSelection()
{
    const QString accountId = m_tree->selectedAccount();
    const ResourceKind *chosen = kind(m_tree->selectedKind());
    const Account *account = m_accounts.account(accountId);
    if (!account) {
        if (m_accounts.accounts().isEmpty())
            showWelcome();
        return;
    }
    if (!chosen) {
        showAccount(accountId);
        return;
    }
    ResourcePage *list = page(accountId, chosen->id);
    if (!list)
        list = makePage(*account, *chosen);
    m_settings.setLast(accountId, chosen->id);
    m_window.showList(list, {.page = chosen->title, .account = account->name, .iconName = chosen->icon});
    m_window.setAccountBadge(account->name, account->environment);
    if (!m_holdsLists)
        list->ensureLoaded();
    updateActions();
    updateDetails();
}

ResourcePage *Workbench::makePage(const Account &account, const ResourceKind &kind)
{
    std::unique_ptr<ListSource> source = m_makeSource(account, kind);
    ListSource *owned = source.get();
    auto *list = new ResourcePage(account, kind, *owned, m_clock, &m_window);
    source.release()->setParent(list);
    m_pages.insert({account.id, kind.id}, list);
    restoreTable(*list);
    if (m_marks)
        list->keepMarksIn(*m_marks);
    if (m_network && account.providerId != practiceProviderId)
        list->pauseWithout(*m_network);
    connect(list, &ResourcePage::stateChanged, this, [this, list] { onPageState(list); });
    connect(list, &ResourcePage::currentChanged, this, [this, list] {
        if (list == currentPage()) {
            updateActions();
            updateDetails();
        }
    });
    connect(list, &ResourcePage::planRequested, this, &Workbench::requestPlan);
    connectTable(list);
    return list;
}

namespace {

QString columnsPart(const ResourcePage &page)
{
    return u"table."_s + page.kind().id;
}

QString sortingPart(const ResourcePage &page)
{
    return u"sort."_s + page.account().id + u'.' + page.kind().id;
}

} // namespace

void Workbench::restoreTable(ResourcePage &page)
{
    page.table().setColumns(columnsFromText(page.kind(), m_settings.layout(columnsPart(page))));
    if (const auto sorting = sortingFromText(page.kind(), m_settings.layout(sortingPart(page))))
        page.model().setSorting(*sorting);
}

void Workbench::connectTable(ResourcePage *list)
{
    ResourceTable *table = &list->table();
    connect(table, &QWidget::customContextMenuRequested, this, [this, list, table](const QPoint &position) {
        auto *menu = new QMenu(list);
        m_window.actions().fillTableMenu(*menu);
        openTableMenu(*menu, *table, table->viewport()->mapToGlobal(position));
    });
    connect(&table->header(), &QWidget::customContextMenuRequested, this, [list, table](const QPoint &position) {
        auto *menu = new QMenu(list);
        fillHeadingMenu(*menu, *table, table->header().currentSection());
        openTableMenu(*menu, *table, table->header().mapToGlobal(position));
    });
    connect(table, &ResourceTable::sortingChanged, this, [this, list] {
        m_settings.setLayout(sortingPart(*list), sortingText(list->kind(), list->model().sorting()));
    });
    connect(table, &ResourceTable::columnsChanged, this, [this, list] {
        m_settings.setLayout(columnsPart(*list), columnsText(list->table().columns()));
        for (ResourcePage *other : std::as_const(m_pages)) {
            if (other != list && &other->kind() == &list->kind())
                other->table().setColumns(list->table().columns());
        }
    });
}

void Workbench::openTableMenu(QMenu &menu, ResourceTable &table, const QPoint &position)
{
    menu.setAttribute(Qt::WA_DeleteOnClose);
    table.holdWhileOpen(menu);
    menu.popup(position);
}

void Workbench::onAccountRemoved(const QString &accountId)
{
    m_treeModel.removeAccount(accountId);
    removePages(accountId);
    if (m_marks)
        m_marks->forget(accountId);
    if (m_accounts.accounts().isEmpty())
        showWelcome();
    else if (m_tree->selectedAccount().isEmpty())
        start();
}

void Workbench::removePages(const QString &accountId)
{
    for (auto it = m_pages.begin(); it != m_pages.end();) {
        if (it.key().first != accountId) {
            ++it;
            continue;
        }
        ResourcePage *list = it.value();
        it = m_pages.erase(it);
        list->disconnect(this);
        list->flushMarks();
        m_window.forgetList(list);
        list->hide();
        list->deleteLater();
    }
    m_trimTimer = m_clock.callAfter(trimDelay, [this] {
        if (m_marks)
            m_marks->whenDone(this, returnFreeMemory);
        else
            returnFreeMemory();
    });
    m_window.details().showNothing();
}

void Workbench::showWelcome()
{
    auto *practice = m_welcome->findChild<QAction *>(u"practice"_s);
    if (!practice) {
        practice = new QAction(tr("Try the Practice Cloud"), m_welcome);
        practice->setObjectName(u"practice"_s);
        connect(practice, &QAction::triggered, this, &Workbench::practiceRequested);
        auto *add = new QAction(tr("Add Account…"), m_welcome);
        connect(add, &QAction::triggered, this, &Workbench::addAccountRequested);
        m_welcome->setContent(u"cloud"_s, ColorRole::Accent,
                              tr("Clearsky finds what is no longer needed in your clouds, deletes what you mark, and proves "
                                 "for every single resource that it is gone."),
                              {}, {practice, add});
    }
    m_tree->setAddButtonVisible(false);
    m_window.setSidesVisible(false);
    m_window.showList(m_welcome, {.page = tr("Welcome"), .iconName = u"sparkles"_s});
    m_window.setAccountBadge({}, {});
    m_window.details().showNothing();
}

void Workbench::showAccount(const QString &accountId)
{
    const Account *account = m_accounts.account(accountId);
    m_chooseKind->setContent(u"cloud"_s, ColorRole::Muted, tr("Choose one of the lists of %1.").arg(account->name), {}, {});
    m_window.showList(m_chooseKind, {.page = tr("Lists"), .account = account->name, .iconName = u"cloud"_s});
    m_window.setAccountBadge(account->name, account->environment);
    m_window.details().showNothing();
    updateActions();
}

void Workbench::onPageState(ResourcePage *page)
{
    using Status = AccountTreeModel::Status;
    const QString accountId = page->account().id;
    const QString kindId = page->kind().id;
    const auto &error = page->error();
    const bool failed = error && error->kind != Error::Kind::Cancelled;
    m_treeModel.setStatus(accountId, kindId,
                          page->isLoading() ? Status::Loading : failed ? Status::Problem : Status::Idle,
                          failed ? error->message : QString());
    if (page->model().isComplete())
        m_treeModel.setCount(accountId, kindId, page->model().total());
    if (page == currentPage()) {
        updateActions();
        updateDetails();
    }
}

void Workbench::updateActions()
{
    const MainActions &actions = m_window.actions();
    ResourcePage *list = currentPage();
    const QList<QAction *> listActions = actions.listActions();
    for (QAction *action : listActions)
        action->setEnabled(list != nullptr);
    const bool account = !m_tree->selectedAccount().isEmpty();
    actions.sortMenu->setEnabled(list != nullptr);
    actions.editAccount->setEnabled(account);
    actions.removeAccount->setEnabled(account);
    if (!list) {
        m_window.setDeleteButton(0, {});
        return;
    }
    const bool highlighted = list->table().selectionModel()->hasSelection();
    for (QAction *action : {actions.mark, actions.unmark, actions.copyIds, actions.copyRows})
        action->setEnabled(highlighted);
    actions.refresh->setEnabled(!list->isLoading());
    const QString markAllObstacle = list->markAllObstacle();
    actions.markAllMatching->setEnabled(markAllObstacle.isEmpty());
    actions.markAllMatching->setStatusTip(markAllObstacle);
    setPlainToolTip(actions.markAllMatching, markAllObstacle);
    actions.clearMarks->setEnabled(!list->marks().isEmpty());
    const bool hidden = list->model().markedHidden() > 0;
    actions.showHiddenMarks->setEnabled(hidden);
    actions.includeHiddenMarks->setEnabled(hidden && list->targetCount() < list->marks().count());
    m_window.setDeleteButton(list->targetCount(), list->planObstacle());
}

void Workbench::updateDetails()
{
    const ResourcePage *list = currentPage();
    const auto resource = list ? list->currentResource() : std::nullopt;
    if (resource)
        m_window.details().showResource(list->kind(), *resource, m_clock.wallTime());
    else
        m_window.details().showNothing();
}

void Workbench::requestPlan()
{
    ResourcePage *list = currentPage();
    if (!list)
        return;
    const QString obstacle = list->planObstacle();
    if (obstacle.isEmpty())
        Q_EMIT planRequested(list);
    else
        m_window.statusBar()->showMessage(obstacle, 8000);
}

void Workbench::dropResource(const ResourceRef &ref)
{
    m_gone[{ref.accountId, ref.kindId}].append(ref.key());
    if (!m_dropTimer)
        m_dropTimer = m_clock.callAfter(dropDelay, [this] { dropGone(); });
}

void Workbench::dropGone()
{
    constexpr qsizetype mostAtOnce = 10'000; // more of them would let the window wait
    m_dropTimer.reset();
    const auto gone = std::exchange(m_gone, {});
    for (auto it = gone.cbegin(); it != gone.cend(); ++it) {
        ResourcePage *list = page(it.key().first, it.key().second);
        if (!list)
            continue;
        list->model().removeResources(it->first(std::min(it->size(), mostAtOnce)));
        if (it->size() > mostAtOnce)
            m_gone[it.key()] += it->sliced(mostAtOnce);
    }
    if (!m_gone.isEmpty())
        m_dropTimer = m_clock.callAfter(dropDelay, [this] { dropGone(); });
}

ResourcePage *Workbench::page(const QString &accountId, const QString &kindId) const
{
    return m_pages.value({accountId, kindId}, nullptr);
}

ResourcePage *Workbench::currentPage() const
{
    return m_window.isListInFront() ? qobject_cast<ResourcePage *>(m_window.pageInFront()) : nullptr;
}

const ResourceKind *Workbench::kind(const QString &kindId) const
{
    const auto found = std::find_if(m_kinds.cbegin(), m_kinds.cend(),
                                    [&kindId](const ResourceKind *kind) { return kind->id == kindId; });
    return found == m_kinds.cend() ? nullptr : *found;
}

} // namespace Clearsky

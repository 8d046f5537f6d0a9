// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "models/accounttreemodel.h"
#include "models/deleteplan.h"
#include "ui/mainwindow.h"

#include <QMap>

#include <functional>
#include <memory>

class QMenu;

namespace Clearsky {

class AccountStore;
class AccountTree;
class Connectivity;
class Dialogs;
class EmptyState;
class ListSource;
class MarkStore;
class ResourcePage;
class ResourceTable;

/// Fills the main window with accounts and lists: one page per account and kind, made when it is first chosen and kept
/// with its marks until the account goes. What leads on to other pages is told by signals.
class Workbench final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Workbench)

public:
    /// Makes the source of one list; the page owns it.
    using SourceFactory = std::function<std::unique_ptr<ListSource>(const Account &account, const ResourceKind &kind)>;

    /// `kinds` in the order of the tree; they outlive the workbench, as do all references.
    Workbench(MainWindow &window, AccountStore &accounts, QList<const ResourceKind *> kinds, SourceFactory makeSource,
              Clock &clock, Settings &settings, Dialogs &dialogs, QObject *parent = nullptr);
    ~Workbench() override;

    /// Before lists are opened; `store` outlives the workbench. Without it marks end with the program.
    void keepMarksIn(MarkStore &store) { m_marks = &store; }
    /// Without a network lists are not read again by themselves, those of the practice cloud excepted; outlives the workbench.
    void pauseWithout(Connectivity &network) { m_network = &network; }
    /// Call it once the accounts are loaded. Opens the list that was open last, or the first one, unless one is open;
    /// without accounts the welcome.
    void start();
    /// Until loadLists() lists are shown as loading, and not read.
    void holdLists() { m_holdsLists = true; }
    void loadLists();
    void openList(const QString &accountId, const QString &kindId);
    /// The page of a list, or null when it was never opened.
    [[nodiscard]] ResourcePage *page(const QString &accountId, const QString &kindId) const;
    /// The list in front, null when another page is.
    [[nodiscard]] ResourcePage *currentPage() const;
    [[nodiscard]] AccountTree &tree() { return *m_tree; }

    /// A resource was proved gone: its list drops the row, a little later and together with others.
    void dropResource(const ResourceRef &ref);

Q_SIGNALS:
    void addAccountRequested();
    void editAccountRequested(const QString &accountId);
    void removeAccountRequested(const QString &accountId);
    void practiceRequested();
    /// Delete… was chosen on this page, and a plan can be made of its planInput().
    void planRequested(Clearsky::ResourcePage *page);

private:
    using ListKey = std::pair<QString, QString>;

    void connectAccounts();
    void syncAccounts();
    void connectAccountActions();
    void connectListActions();
    void onListAction(QAction *action, void (*act)(ResourcePage &page));
    void onTreeSelection();
    void showWelcome();
    void showAccount(const QString &accountId);
    [[nodiscard]] ResourcePage *makePage(const Account &account, const ResourceKind &kind);
    void restoreTable(ResourcePage &page);
    void connectTable(ResourcePage *list);
    static void openTableMenu(QMenu &menu, ResourceTable &table, const QPoint &position);
    void onAccountRemoved(const QString &accountId);
    void removePages(const QString &accountId);
    void onPageState(ResourcePage *page);
    void updateActions();
    void updateDetails();
    void requestPlan();
    void dropGone();
    [[nodiscard]] const ResourceKind *kind(const QString &kindId) const;

    MainWindow &m_window;
    AccountStore &m_accounts;
    QList<const ResourceKind *> m_kinds;
    SourceFactory m_makeSource;
    Clock &m_clock;
    Settings &m_settings;
    Dialogs &m_dialogs;
    AccountTreeModel m_treeModel;
    AccountTree *m_tree = nullptr;
    EmptyState *m_welcome = nullptr;
    EmptyState *m_chooseKind = nullptr;
    bool m_holdsLists = false;
    Connectivity *m_network = nullptr;
    MarkStore *m_marks = nullptr;
    QMap<ListKey, ResourcePage *> m_pages{};
    QMap<ListKey, QList<ResourceKey>> m_gone{};
    std::unique_ptr<Clock::Timer> m_dropTimer{};
    std::unique_ptr<Clock::Timer> m_trimTimer{};
};

} // namespace Clearsky

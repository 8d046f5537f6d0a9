// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/account.h"

#include <QMainWindow>

class QDockWidget;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace Clearsky {

class DetailsPane;
class MainActions;
class PlainLabel;
class Settings;
class Theme;

/// What a page is called: in its tab, and in the window's title as "<page> — <account> — Clearsky".
struct PageTitle
{
    QString page{};
    QString account{};   ///< empty: the page belongs to none
    QString iconName{};
    QString tab{};       ///< empty: as `page`
};

/// The frame of everything: menus, toolbar, docks, tabs, status bar. Knows nothing of accounts or jobs; the Workbench
/// fills it. The first tab holds the lists and is always there; other pages come and go.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    MainWindow(Theme &theme, Settings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] MainActions &actions() { return *m_actions; }
    [[nodiscard]] DetailsPane &details() { return *m_details; }

    void setAccountsPanel(QWidget *panel);
    void setJobsPanel(QWidget *panel);
    void setJobsVisible(bool visible);

    /// Shows this page in the first tab and brings the tab to the front.
    void showList(QWidget *page, const PageTitle &title);
    void forgetList(QWidget *page);
    [[nodiscard]] bool isListInFront() const;
    /// On the first run there is nothing to show at the sides.
    void setSidesVisible(bool visible);

    /// Opens the page in a tab of its own, or brings its tab to the front. A closed page is hidden and reported by
    /// pageClosed(); its owner decides what becomes of it.
    void openPage(QWidget *page, const PageTitle &title);
    void setPageTitle(QWidget *page, const PageTitle &title);
    void closePage(QWidget *page);
    [[nodiscard]] QWidget *pageInFront() const; ///< of the tabs behind the first, or the list shown

    /// The account and its environment in the status bar, and what else there is to say.
    void setAccountBadge(const QString &accountName, std::optional<Environment> environment);
    void setDeleteButton(qsizetype count, const QString &obstacle);

    /// Closes without asking closeRequested() again.
    void closeForGood();

Q_SIGNALS:
    /// The user wants to close the window; who listens decides and calls closeForGood(). Without a listener it closes.
    void closeRequested();
    void pageClosed(QWidget *page);
    void frontChanged();
    /// The window has been painted for the first time: from the event loop, once.
    void painted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildToolBar();
    void buildTabs();
    void buildDocks();
    [[nodiscard]] QDockWidget *addDock(const QString &name, const QString &title, Qt::DockWidgetArea area);
    void connectActions();
    void connectDock(QDockWidget *dock, QAction *action);
    void updateFront();
    void cyclePane(int step);
    [[nodiscard]] QList<QWidget *> panes() const;
    void focusPane(QWidget *pane);
    void keepFocusVisible();
    void saveLayout();
    void restoreLayout();
    void collapseWhenNarrow();

    Theme &m_theme;
    Settings &m_settings;
    MainActions *m_actions = nullptr;
    QTabWidget *m_tabs = nullptr;
    QStackedWidget *m_lists = nullptr;
    QDockWidget *m_accountsDock = nullptr;
    QDockWidget *m_detailsDock = nullptr;
    QDockWidget *m_jobsDock = nullptr;
    DetailsPane *m_details = nullptr;
    QPushButton *m_delete = nullptr;
    PlainLabel *m_badge = nullptr;
    QHash<QWidget *, PageTitle> m_titles{};
    bool m_detailsCollapsed = false; ///< by us, for want of room
    bool m_sidesVisible = true;
    QList<QDockWidget *> m_sidesHidden{}; ///< by setSidesVisible()
    bool m_closing = false;
    bool m_isPainted = false;
};

} // namespace Clearsky

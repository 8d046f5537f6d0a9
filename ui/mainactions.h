// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QKeySequence>
#include <QObject>
#include <QString>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace Clearsky {

/// Every command of the main window: its text, icon and keys, and its place in the menus.
class MainActions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainActions)

public:
    explicit MainActions(QObject *parent = nullptr);

    void fillMenuBar(QMenuBar &bar);
    void fillTableMenu(QMenu &menu) const;
    void fillTreeMenu(QMenu &menu) const;
    /// Those that act on the list in front.
    [[nodiscard]] QList<QAction *> listActions() const;

    QAction *addAccount = nullptr;
    QAction *editAccount = nullptr;
    QAction *removeAccount = nullptr;
    QAction *quit = nullptr;

    QAction *copyRows = nullptr;
    QAction *copyIds = nullptr;
    QAction *highlightAll = nullptr;
    QAction *filter = nullptr;

    QAction *showAccounts = nullptr;   ///< these three are checkable
    QAction *showDetails = nullptr;
    QAction *showJobs = nullptr;
    QAction *goToAccounts = nullptr;
    QAction *goToTable = nullptr;
    QAction *goToDetails = nullptr;
    QAction *goToJobs = nullptr;
    QAction *nextPane = nullptr;
    QAction *previousPane = nullptr;
    QAction *closeTab = nullptr;
    QActionGroup *appearance = nullptr; ///< the actions' data is int(Appearance)

    QAction *columns = nullptr;
    QMenu *sortMenu = nullptr;          ///< filled by the list in front; null before fillMenuBar()

    QAction *refresh = nullptr;
    QAction *mark = nullptr;
    QAction *unmark = nullptr;
    QAction *markAllMatching = nullptr;
    QAction *clearMarks = nullptr;
    QAction *showHiddenMarks = nullptr;
    QAction *includeHiddenMarks = nullptr;
    QAction *deleteMarked = nullptr;

    QAction *about = nullptr;
    QMenu *jobsMenu = nullptr;          ///< null before fillMenuBar()

private:
    QAction *make(const QString &text, const QString &iconName = {}, const QKeySequence &keys = {});
    QAction *makeToggle(const QString &text, const QKeySequence &keys);
    void makeListActions();
    void makeViewActions();
};

} // namespace Clearsky

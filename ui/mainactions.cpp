// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainactions.h"

#include "app/settings.h"
#include "ui/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QMenuBar>

namespace Clearsky {

MainActions::MainActions(QObject *parent)
    : QObject(parent)
{
    addAccount = make(tr("&Add Account…"), QStringLiteral("plus"));
    editAccount = make(tr("&Edit Account…"), QStringLiteral("pencil"));
    removeAccount = make(tr("Re&move Account…"), QStringLiteral("unplug"));
    quit = make(tr("&Quit"), QStringLiteral("log-out"), QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);
    about = make(tr("&About Clearsky"), QStringLiteral("info"));
    about->setMenuRole(QAction::AboutRole);
    makeListActions();
    makeViewActions();
}

QAction *MainActions::make(const QString &text, const QString &iconName, const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    action->setShortcut(keys);
    return action;
}

QAction *MainActions::makeToggle(const QString &text, const QKeySequence &keys)
{
    QAction *action = make(text, {}, keys);
    action->setCheckable(true);
    return action;
}

void MainActions::makeListActions()
{
    copyRows = make(tr("&Copy Rows"), QStringLiteral("copy"), QKeySequence::Copy);
    copyIds = make(tr("Copy &IDs"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    highlightAll = make(tr("&Highlight All"), {}, QKeySequence::SelectAll);
    filter = make(tr("&Filter"), QStringLiteral("filter"), QKeySequence::Find);
    columns = make(tr("C&olumns…"), {});
    refresh = make(tr("&Refresh"), QStringLiteral("refresh-cw"));
    refresh->setShortcuts({Qt::CTRL | Qt::Key_R, Qt::Key_F5});
    mark = make(tr("&Mark"), QStringLiteral("square-check"));
    unmark = make(tr("&Unmark"), QStringLiteral("square"));
    markAllMatching = make(tr("Mark &All Matching"), QStringLiteral("list-checks"), Qt::CTRL | Qt::SHIFT | Qt::Key_A);
    clearMarks = make(tr("&Clear Marks"), QStringLiteral("x"), Qt::CTRL | Qt::SHIFT | Qt::Key_U);
    showHiddenMarks = make(tr("&Show Hidden Marks"), QStringLiteral("eye"));
    includeHiddenMarks = make(tr("&Include Hidden Marks"), QStringLiteral("plus"));
    deleteMarked = new QAction(icon(QStringLiteral("trash-2"), ColorRole::Danger), tr("&Delete…"), this);
}

void MainActions::makeViewActions()
{
    showAccounts = makeToggle(tr("A&ccounts"), {});
    showDetails = makeToggle(tr("&Details"), Qt::CTRL | Qt::Key_I);
    showJobs = makeToggle(tr("&Jobs"), Qt::CTRL | Qt::Key_J);
    goToAccounts = make(tr("Go to &Accounts"), {}, Qt::CTRL | Qt::Key_1);
    goToTable = make(tr("Go to &Table"), {}, Qt::CTRL | Qt::Key_2);
    goToDetails = make(tr("Go to D&etails"), {}, Qt::CTRL | Qt::Key_3);
    goToJobs = make(tr("Go to J&obs"), {}, Qt::CTRL | Qt::Key_4);
    nextPane = make(tr("&Next Pane"), {}, Qt::Key_F6);
    previousPane = make(tr("&Previous Pane"), {}, Qt::SHIFT | Qt::Key_F6);
    closeTab = make(tr("C&lose Tab"), QStringLiteral("x"), QKeySequence::Close);
    appearance = new QActionGroup(this);
    const std::pair<Appearance, QString> choices[] = {{Appearance::System, tr("&System")},
                                                      {Appearance::Light, tr("&Light")},
                                                      {Appearance::Dark, tr("&Dark")}};
    for (const auto &[value, text] : choices) {
        QAction *action = makeToggle(text, {});
        action->setData(static_cast<int>(value));
        appearance->addAction(action);
    }
}

QList<QAction *> MainActions::listActions() const
{
    return {copyRows, copyIds, highlightAll, filter, columns, refresh, mark, unmark, markAllMatching, clearMarks,
            showHiddenMarks, includeHiddenMarks, deleteMarked};
}

void MainActions::fillMenuBar(QMenuBar &bar)
{
    QMenu *file = bar.addMenu(tr("&File"));
    file->addActions({addAccount, editAccount, removeAccount});
    file->addSeparator();
    file->addActions({closeTab, quit});

    QMenu *edit = bar.addMenu(tr("&Edit"));
    edit->addActions({copyRows, copyIds});
    edit->addSeparator();
    edit->addActions({highlightAll, filter});

    QMenu *view = bar.addMenu(tr("&View"));
    view->addActions({showAccounts, showDetails, showJobs});
    view->addSeparator();
    QMenu *goTo = view->addMenu(tr("&Go To"));
    goTo->addActions({goToAccounts, goToTable, goToDetails, goToJobs});
    goTo->addSeparator();
    goTo->addActions({nextPane, previousPane});
    view->addSeparator();
    sortMenu = view->addMenu(tr("&Sort By"));
    view->addAction(columns);
    view->addSeparator();
    view->addMenu(tr("&Appearance"))->addActions(appearance->actions());

    QMenu *resources = bar.addMenu(tr("&Resources"));
    resources->addAction(refresh);
    resources->addSeparator();
    resources->addActions({mark, unmark, markAllMatching, clearMarks});
    resources->addSeparator();
    resources->addActions({showHiddenMarks, includeHiddenMarks});
    resources->addSeparator();
    resources->addAction(deleteMarked);

    jobsMenu = bar.addMenu(tr("&Jobs"));
    jobsMenu->addAction(goToJobs);

    QMenu *help = bar.addMenu(tr("&Help"));
    help->addAction(about);
}

void MainActions::fillTableMenu(QMenu &menu) const
{
    menu.addActions({mark, unmark});
    menu.addSeparator();
    menu.addActions({copyIds, copyRows});
}

void MainActions::fillTreeMenu(QMenu &menu) const
{
    menu.addActions({refresh, editAccount, removeAccount});
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell.h"

#include "app/application.h"
#include "app/providers/registry.h"
#include "ui/accountactions.h"
#include "ui/deleteflow.h"
#include "ui/dialogs.h"
#include "ui/loadersource.h"
#include "ui/mainwindow.h"
#include "ui/workbench.h"

#include <QCoreApplication>
#include <QStatusBar>

#include <utility>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr auto longestWaitForPaint = 1s; // a window that is started hidden is never painted

QList<const ResourceKind *> kindsOf(const Registry &registry)
{
    QList<const ResourceKind *> kinds;
    for (const auto &contract : registry.contracts())
        kinds.append(&contract->kind());
    return kinds;
}

} // namespace

Shell::Shell(Application &application, Theme &theme, Dialogs &dialogs, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_dialogs(dialogs)
    , m_window(std::make_unique<MainWindow>(theme, application.settings()))
{
    const QList<const ResourceKind *> kinds = kindsOf(application.registry());
    const auto makeSource = [&application](const Account &account, const ResourceKind &kind) {
        return std::make_unique<LoaderSource>(application.connections(), *application.registry().contract(kind.id),
                                              account.id);
    };
    m_workbench = std::make_unique<Workbench>(*m_window, application.accounts(), kinds, makeSource, application.clock(),
                                              application.settings(), dialogs);
    m_workbench->keepMarksIn(application.marks());
    m_workbench->pauseWithout(application.connectivity());
    m_deleteFlow = std::make_unique<DeleteFlow>(*m_window, *m_workbench, application.jobs(), kinds, application.clock(),
                                                application.settings(), dialogs);
    const AccountServices services{application.registry(), application.accounts(), application.secrets(),
                                   application.connections()};
    m_accountActions = std::make_unique<AccountActions>(
        services, dialogs, [&application](const QString &accountId) { return application.accountIsBusy(accountId); },
        m_window.get());
    connectAccounts();
    connect(m_workbench.get(), &Workbench::practiceRequested, this, &Shell::openPractice);
    // The journal tries again by itself; this stays until its disk takes writes again.
    connect(&application.jobs(), &JobEngine::storageTroubled, this,
            [this](const QString &message) { m_window->statusBar()->showMessage(message); });
    connect(&application, &Application::problem, this,
            [this](const Error &error) { m_dialogs.showError(m_window.get(), tr("Clearsky"), error); });
}

Shell::~Shell() = default;

void Shell::start(Opening opening)
{
    m_workbench->holdLists();
    connect(m_window.get(), &MainWindow::painted, this, &Shell::begin);
    m_beginAnyway = m_application.clock().callAfter(longestWaitForPaint, [this] { begin(); });
    m_window->show();
    m_application.readAccounts();
    if (opening == Opening::Practice)
        openPractice();
    m_workbench->start();
}

void Shell::begin()
{
    if (std::exchange(m_hasBegun, true))
        return;
    m_beginAnyway.reset();
    m_application.openJobs();
    m_workbench->loadLists();
    m_application.watchNetwork();
}

MainWindow &Shell::window()
{
    return *m_window;
}

void Shell::leave()
{
    m_window->closeForGood();
    QCoreApplication::exit();
}

void Shell::connectAccounts()
{
    AccountActions *actions = m_accountActions.get();
    connect(m_workbench.get(), &Workbench::addAccountRequested, actions, &AccountActions::add);
    connect(m_workbench.get(), &Workbench::editAccountRequested, actions, &AccountActions::edit);
    connect(m_workbench.get(), &Workbench::removeAccountRequested, actions, &AccountActions::remove);
    connect(actions, &AccountActions::added, this, &Shell::openFirstList);
}

void Shell::openFirstList(const Account &account)
{
    const auto contracts = m_application.registry().contractsOf(account.providerId);
    if (!contracts.isEmpty())
        m_workbench->openList(account.id, contracts.first()->kind().id);
}

void Shell::openPractice()
{
    const Result<Account> practice = m_application.practiceAccount();
    if (practice)
        openFirstList(*practice);
    else
        m_dialogs.showError(m_window.get(), tr("Practice Cloud"), practice.error());
}

} // namespace Clearsky

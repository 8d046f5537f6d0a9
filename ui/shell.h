// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"

#include <QObject>

#include <memory>

namespace Clearsky {

class AccountActions;
class Application;
class DeleteFlow;
class Dialogs;
class MainWindow;
class Theme;
class Workbench;
struct Account;

/// The windows of the program, put together: the one place that says what leads where. All references outlive it.
class Shell final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Shell)

public:
    enum class Opening {
        AsLastTime, ///< the list that was open last, the first one, or the welcome
        Practice,   ///< the practice account's first list; the account is added when there is none
    };

    Shell(Application &application, Theme &theme, Dialogs &dialogs, QObject *parent = nullptr);
    ~Shell() override;

    /// Reads the accounts and shows the window. Journal, network and lists follow when it has been painted.
    void start(Opening opening);
    [[nodiscard]] MainWindow &window();
    /// Ends the event loop without a question, whatever is open. What is not over stays in the journal.
    void leave();

private:
    void begin();
    void connectAccounts();
    void openPractice();
    /// An account that was just added is what the user wants to see.
    void openFirstList(const Account &account);

    Application &m_application;
    Dialogs &m_dialogs;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Workbench> m_workbench;
    std::unique_ptr<DeleteFlow> m_deleteFlow;
    std::unique_ptr<AccountActions> m_accountActions;
    std::unique_ptr<Clock::Timer> m_beginAnyway{};
    bool m_hasBegun = false;
};

} // namespace Clearsky

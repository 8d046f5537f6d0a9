// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/accountwizard/accountdraft.h"

#include <QPointer>

namespace Clearsky {

class AccountWizard;
class Dialogs;

/// Add, edit and remove accounts from a window. Editing and removing are refused, with the reason, while a job of the
/// account is open. References outlive it.
class AccountActions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountActions)

public:
    /// `busy` says why an account cannot be changed now; empty: it can (Application::accountIsBusy).
    AccountActions(const AccountServices &services, Dialogs &dialogs, std::function<QString(const QString &)> busy,
                   QWidget *window);
    ~AccountActions() override;

    void add();
    void edit(const QString &accountId);
    void remove(const QString &accountId);
    /// The wizard that is open; null: none.
    [[nodiscard]] AccountWizard *wizard() const;

Q_SIGNALS:
    void added(const Clearsky::Account &account);

private:
    void show(AccountWizard *wizard);
    [[nodiscard]] bool refusedAsBusy(const QString &accountId, const QString &title);
    void removeSecrets(const Account &account);
    void askAgain(const Account &account, const Error &error);
    void removeAccount(const Account &account);

    AccountServices m_services;
    Dialogs &m_dialogs;
    std::function<QString(const QString &)> m_busy;
    QWidget *m_window;
    QPointer<AccountWizard> m_wizard{};
};

} // namespace Clearsky

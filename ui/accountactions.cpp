// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/accountactions.h"

#include "ui/accountwizard/accountwizard.h"
#include "ui/dialogs.h"

namespace Clearsky {

AccountActions::AccountActions(const AccountServices &services, Dialogs &dialogs,
                               std::function<QString(const QString &)> busy, QWidget *window)
    : QObject(window)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_busy(std::move(busy))
    , m_window(window)
{
}

AccountActions::~AccountActions()
{
    delete m_wizard;
}

AccountWizard *AccountActions::wizard() const
{
    return m_wizard;
}

void AccountActions::add()
{
    if (m_wizard)
        return;
    auto *wizard = new AccountWizard(m_services, {}, m_window);
    connect(wizard, &AccountWizard::saved, this, &AccountActions::added);
    show(wizard);
}

void AccountActions::edit(const QString &accountId)
{
    const Account *account = m_services.accounts.account(accountId);
    if (m_wizard || !account || refusedAsBusy(accountId, tr("Edit Account")))
        return;
    auto *wizard = new AccountWizard(m_services, *account, m_window);
    wizard->setBusyCheck([this, accountId] { return m_busy(accountId); });
    show(wizard);
}

void AccountActions::show(AccountWizard *wizard)
{
    m_wizard = wizard;
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    wizard->setWindowModality(Qt::WindowModal);
    wizard->open();
}

bool AccountActions::refusedAsBusy(const QString &accountId, const QString &title)
{
    const QString reason = m_busy(accountId);
    if (reason.isEmpty())
        return false;
    m_dialogs.showMessage(m_window, title, reason);
    return true;
}

void AccountActions::remove(const QString &accountId)
{
    const Account *found = m_services.accounts.account(accountId);
    if (!found || refusedAsBusy(accountId, tr("Remove Account")))
        return;
    const Account account = *found;
    const bool practice = account.providerId == practiceProviderId;
    const Question question{
        .title = tr("Remove Account"),
        .text = tr("Remove %1 from Clearsky?").arg(account.name),
        .explanation = practice ? tr("The practice cloud and the records of its jobs stay.")
                                : tr("Its secret is removed from where it is kept. Nothing is deleted at the provider; "
                                     "the records of its jobs stay."),
        .confirm = tr("Remove Account"),
        .cancel = {},
        .destructive = true};
    m_dialogs.ask(m_window, question, this, [this, account](bool confirmed) {
        if (confirmed && !refusedAsBusy(account.id, tr("Remove Account")))
            removeSecrets(account);
    });
}

void AccountActions::removeSecrets(const Account &account)
{
    if (account.providerId == practiceProviderId) {
        removeAccount(account);
        return;
    }
    ResultJob<void> *removing = m_services.secrets.remove(account.id);
    connect(removing, &AsyncJob::finished, this, [this, account, removing] {
        if (removing->result())
            removeAccount(account);
        else
            askAgain(account, removing->result().error());
    });
    removing->start();
}

/// The keychain refuses: the user decides whether a secret may stay behind.
void AccountActions::askAgain(const Account &account, const Error &error)
{
    const Question question{.title = tr("Remove Account"),
                            .text = tr("The secret of %1 could not be removed.").arg(account.name),
                            .explanation = error.message,
                            .confirm = tr("Remove Account Anyway"),
                            .cancel = {},
                            .destructive = true};
    m_dialogs.ask(m_window, question, this, [this, account](bool confirmed) {
        if (confirmed && !refusedAsBusy(account.id, tr("Remove Account")))
            removeAccount(account);
    });
}

void AccountActions::removeAccount(const Account &account)
{
    if (refusedAsBusy(account.id, tr("Remove Account")))
        return;
    if (const Result<void> removed = m_services.accounts.remove(account.id); !removed)
        m_dialogs.showError(m_window, tr("Remove Account"), removed.error());
}

} // namespace Clearsky

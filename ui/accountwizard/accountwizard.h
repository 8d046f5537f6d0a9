// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/accountwizard/accountdraft.h"

#include <QWizard>

namespace Clearsky {

class NamePage;

/// Adds an account, or edits one with the same pages. Finish keeps the secret first, then the account; before that nothing
/// is kept. Show it with open().
class AccountWizard final : public QWizard
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountWizard)

public:
    enum PageId { Provider, Credentials, Scope, Name };

    /// With `account` it is edited; its provider stays.
    explicit AccountWizard(const AccountServices &services, std::optional<Account> account = {},
                           QWidget *parent = nullptr);
    ~AccountWizard() override;

    [[nodiscard]] int nextId() const override;
    void accept() override;
    void reject() override;

    /// Asked once more at Finish: why the account cannot be changed now; empty: it can.
    void setBusyCheck(std::function<QString()> check) { m_busy = std::move(check); }

Q_SIGNALS:
    /// The account is in the store.
    void saved(const Clearsky::Account &account);

private:
    void setUpButtons();
    void updateReason();
    void setSaving(bool saving);
    void keepSecrets();
    void keepAccount(bool secretsWereWritten);
    void fail(const Error &error);

    AccountServices m_services;
    AccountDraft m_draft{};
    NamePage *m_namePage = nullptr;
    std::function<QString()> m_busy{};
    bool m_saving = false;
};

} // namespace Clearsky

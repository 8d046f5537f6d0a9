// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/accountstore.h"
#include "app/accounts/secretstore.h"
#include "app/providers/connectionpool.h"

#include <functional>

namespace Clearsky {

/// What adding, editing and removing accounts needs. Everything outlives the wizard.
struct AccountServices
{
    const Registry &registry;
    AccountStore &accounts;
    SecretStore &secrets;
    ConnectionPool &connections;
};

/// An account while the wizard is open: nothing of it is kept before Finish.
struct AccountDraft
{
    Account account{};
    Credentials entered{};           ///< only what was typed; when editing, what is missing stays as it is
    std::optional<Account> before{}; ///< when editing

    [[nodiscard]] bool isNew() const { return !before; }
    /// The secrets that are kept already belong to this way of signing in.
    [[nodiscard]] bool keepsSecrets() const { return before && before->signInMethod == account.signInMethod; }
};

/// The account's sign-in method; null: its provider has none (practice cloud).
[[nodiscard]] std::optional<SignInMethod> signInMethodOf(const Registry &registry, const Account &account);

/// The secrets that the account would have after Finish: what was typed, and for the rest what is kept already.
/// Calls `then` once, unless `context` is gone by then; at once when nothing has to be read.
void completeCredentials(const AccountServices &services, const AccountDraft &draft, QObject *context,
                         std::function<void(const Result<Credentials> &)> then);

} // namespace Clearsky

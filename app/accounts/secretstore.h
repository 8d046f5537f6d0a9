// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/secret.h"
#include "app/asyncjob.h"

namespace Clearsky {

/// Where an account's secrets are, or would be, kept.
struct SecretPlace
{
    enum class Kind {
        Keychain,    ///< the system's keychain
        SessionOnly, ///< in memory, gone when Clearsky quits
    };

    Kind kind = Kind::SessionOnly;
    QString sentence{}; ///< translated; says where, and if not in the keychain why

    friend bool operator==(const SecretPlace &, const SecretPlace &) = default;
};

/// Error::code of errors of kind Keychain. None of them is a reason to forget an account.
namespace SecretErrorCode {
inline const QString absent = QStringLiteral("absent"); ///< open keychain, no entry: ask for the secret again
inline const QString locked = QStringLiteral("locked"); ///< the entry may well be there
inline const QString declined = QStringLiteral("declined");    ///< the user closed the keychain's question
inline const QString noService = QStringLiteral("no_service"); ///< nothing on this computer keeps secrets
inline const QString slow = QStringLiteral("slow");            ///< no answer within the deadline
inline const QString damaged = QStringLiteral("damaged");      ///< the entry is not what we wrote
inline const QString failed = QStringLiteral("failed"); ///< anything else; the keychain's words in `detail`
} // namespace SecretErrorCode

/// Keeps the credentials of accounts, one entry per account id. The jobs are to be connected and started by
/// the caller; they end within a bounded time and fail with Error::Kind::Keychain and a SecretErrorCode.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    [[nodiscard]] virtual ResultJob<Credentials> *read(const QString &accountId) = 0;
    /// Replaces what is kept for the account. The result says where it is now.
    [[nodiscard]] virtual ResultJob<SecretPlace> *write(const QString &accountId,
                                                        const Credentials &credentials) = 0;
    /// Success means that nothing is kept any more.
    [[nodiscard]] virtual ResultJob<void> *remove(const QString &accountId) = 0;
    /// Where a secret written now would be kept; the reason when that is not the keychain. Never fails but by
    /// cancellation.
    [[nodiscard]] virtual ResultJob<SecretPlace> *probe() = 0;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/secretstore.h"

namespace Clearsky {

class SessionSecretStore;

/// The store of the running program: the keychain, and for what the keychain does not take, this session's
/// memory. The result of write() says which it was, and why. What is in memory is read first. Both stores
/// outlive this one.
class FallbackSecretStore final : public SecretStore
{
public:
    FallbackSecretStore(SecretStore &keychain, SessionSecretStore &session);

    [[nodiscard]] ResultJob<Credentials> *read(const QString &accountId) override;
    [[nodiscard]] ResultJob<SecretPlace> *write(const QString &accountId,
                                                const Credentials &credentials) override;
    [[nodiscard]] ResultJob<void> *remove(const QString &accountId) override;
    [[nodiscard]] ResultJob<SecretPlace> *probe() override;

private:
    SecretStore &m_keychain;
    SessionSecretStore &m_session;
    QObject m_jobs; ///< parent of the jobs, which use this store
};

} // namespace Clearsky

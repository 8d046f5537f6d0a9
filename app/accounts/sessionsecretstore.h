// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/secretstore.h"

#include <QHash>

namespace Clearsky {

/// Keeps secrets in memory until Clearsky quits. Jobs not yet done when it goes are cancelled silently.
class SessionSecretStore final : public SecretStore
{
public:
    [[nodiscard]] ResultJob<Credentials> *read(const QString &accountId) override;
    [[nodiscard]] ResultJob<SecretPlace> *write(const QString &accountId,
                                                const Credentials &credentials) override;
    [[nodiscard]] ResultJob<void> *remove(const QString &accountId) override;
    [[nodiscard]] ResultJob<SecretPlace> *probe() override;

    void keep(const QString &accountId, const Credentials &credentials); ///< write() without a job
    bool forget(const QString &accountId); ///< remove() without a job; was it there?
    [[nodiscard]] bool contains(const QString &accountId) const { return m_credentials.contains(accountId); }
    [[nodiscard]] Credentials credentials(const QString &accountId) const
    {
        return m_credentials.value(accountId);
    }

private:
    QHash<QString, Credentials> m_credentials;
    QObject m_jobs; ///< parent of the jobs, which use m_credentials
};

} // namespace Clearsky

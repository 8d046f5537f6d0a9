// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/sessionsecretstore.h"

#include <optional>

namespace Clearsky {

/// A keychain in memory that can refuse.
class ScriptedSecrets final : public SecretStore
{
public:
    [[nodiscard]] ResultJob<Credentials> *read(const QString &accountId) override
    {
        return refusal ? new Refused(*refusal) : m_store.read(accountId);
    }
    [[nodiscard]] ResultJob<SecretPlace> *write(const QString &accountId, const Credentials &credentials) override
    {
        return m_store.write(accountId, credentials);
    }
    [[nodiscard]] ResultJob<void> *remove(const QString &accountId) override { return m_store.remove(accountId); }
    [[nodiscard]] ResultJob<SecretPlace> *probe() override { return m_store.probe(); }

    void keep(const QString &accountId, const Credentials &credentials) { m_store.keep(accountId, credentials); }

    std::optional<Error> refusal{}; ///< what every read ends with

private:
    class Refused final : public ResultJob<Credentials>
    {
    public:
        explicit Refused(Error error)
            : m_error(std::move(error))
        {
        }

    protected:
        void run() override { finishWith(failure(m_error)); }

    private:
        Error m_error;
    };

    SessionSecretStore m_store;
};

} // namespace Clearsky

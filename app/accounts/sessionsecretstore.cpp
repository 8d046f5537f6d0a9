// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/sessionsecretstore.h"

#include <QCoreApplication>

#include <functional>

namespace Clearsky {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SessionSecretStore", text);
}

/// A job whose answer is at hand.
template <typename T> class ReadyJob final : public ResultJob<T>
{
public:
    ReadyJob(std::function<Result<T>()> work, QObject *parent) : ResultJob<T>(parent), m_work(std::move(work))
    {
    }

protected:
    void run() override { this->finishWith(m_work()); }

private:
    std::function<Result<T>()> m_work;
};

SecretPlace sessionPlace()
{
    return {.kind = SecretPlace::Kind::SessionOnly,
            .sentence = tr("Secrets are kept in memory and forgotten when Clearsky quits.")};
}

} // namespace

ResultJob<Credentials> *SessionSecretStore::read(const QString &accountId)
{
    return new ReadyJob<Credentials>(
        [this, accountId]() -> Result<Credentials> {
            if (contains(accountId))
                return credentials(accountId);
            return failure(
                {.kind = Error::Kind::Keychain,
                 .message = tr("The secrets of this account were kept for one session only. Enter them again "
                               "with Edit Account…."),
                 .code = SecretErrorCode::absent});
        },
        &m_jobs);
}

ResultJob<SecretPlace> *SessionSecretStore::write(const QString &accountId, const Credentials &credentials)
{
    return new ReadyJob<SecretPlace>(
        [this, accountId, credentials]() -> Result<SecretPlace> {
            keep(accountId, credentials);
            return sessionPlace();
        },
        &m_jobs);
}

ResultJob<void> *SessionSecretStore::remove(const QString &accountId)
{
    return new ReadyJob<void>(
        [this, accountId]() -> Result<void> {
            forget(accountId);
            return {};
        },
        &m_jobs);
}

ResultJob<SecretPlace> *SessionSecretStore::probe()
{
    return new ReadyJob<SecretPlace>([]() -> Result<SecretPlace> { return sessionPlace(); }, &m_jobs);
}

void SessionSecretStore::keep(const QString &accountId, const Credentials &credentials)
{
    m_credentials.insert(accountId, credentials);
}

bool SessionSecretStore::forget(const QString &accountId)
{
    return m_credentials.remove(accountId);
}

} // namespace Clearsky

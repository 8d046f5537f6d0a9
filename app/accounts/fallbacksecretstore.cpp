// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/fallbacksecretstore.h"

#include "app/accounts/sessionsecretstore.h"

#include <QCoreApplication>
#include <QPointer>

#include <functional>

namespace Clearsky {

namespace {

/// Runs another store's job and turns its result into its own.
template <typename T> class RelayJob final : public ResultJob<T>
{
public:
    using Finish = std::function<Result<T>(const Result<T> &)>;

    RelayJob(ResultJob<T> *inner, Finish finish, QObject *parent)
        : ResultJob<T>(parent), m_inner(inner), m_finish(std::move(finish))
    {
        inner->setParent(this);
    }

protected:
    void run() override
    {
        QObject::connect(m_inner, &AsyncJob::finished, this,
                         [this] { this->finishWith(m_finish(m_inner->result())); });
        m_inner->start();
    }
    void abort() override { delete m_inner; } // silently, by the contract of AsyncJob

private:
    QPointer<ResultJob<T>> m_inner;
    Finish m_finish;
};

} // namespace

FallbackSecretStore::FallbackSecretStore(SecretStore &keychain, SessionSecretStore &session)
    : m_keychain(keychain), m_session(session)
{
}

ResultJob<Credentials> *FallbackSecretStore::read(const QString &accountId)
{
    return m_session.contains(accountId) ? m_session.read(accountId) : m_keychain.read(accountId);
}

ResultJob<SecretPlace> *FallbackSecretStore::write(const QString &accountId, const Credentials &credentials)
{
    return new RelayJob<SecretPlace>(
        m_keychain.write(accountId, credentials),
        [this, accountId, credentials](const Result<SecretPlace> &kept) -> Result<SecretPlace> {
            if (kept) {
                m_session.forget(accountId);
                return kept;
            }
            m_session.keep(accountId, credentials);
            const QString sentence =
                QCoreApplication::translate("SessionSecretStore",
                                            "%1 The secrets of this account are kept in memory "
                                            "and forgotten when Clearsky quits.")
                    .arg(kept.error().message);
            return SecretPlace{.kind = SecretPlace::Kind::SessionOnly, .sentence = sentence};
        },
        &m_jobs);
}

ResultJob<void> *FallbackSecretStore::remove(const QString &accountId)
{
    return new RelayJob<void>(
        m_keychain.remove(accountId),
        [this, accountId](const Result<void> &removed) {
            // Kept in memory and no keychain in reach: there never was an entry.
            const bool wasInMemory = m_session.forget(accountId);
            if (!removed && wasInMemory && removed.error().code == SecretErrorCode::noService)
                return Result<void>{};
            return removed;
        },
        &m_jobs);
}

ResultJob<SecretPlace> *FallbackSecretStore::probe()
{
    return m_keychain.probe();
}

} // namespace Clearsky

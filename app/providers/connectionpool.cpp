// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/connectionpool.h"

#include "app/accounts/accountstore.h"
#include "app/accounts/secretstore.h"
#include "app/net/accountnetwork.h"
#include "app/practicehost.h"

#include <QHash>

namespace Clearsky {

namespace {

const QString practiceOrigin = QStringLiteral("practice:");

} // namespace

class ConnectionPool::Private final : public QObject
{
public:
    Private(const Registry &theRegistry, AccountStore &theAccounts, SecretStore &theSecrets, RequestQueue &theQueue,
            Clock &theClock, PracticeHost *thePractice, RandomSource theRandom)
        : registry(theRegistry)
        , accounts(theAccounts)
        , secrets(theSecrets)
        , queue(theQueue)
        , clock(theClock)
        , practice(thePractice)
        , random(std::move(theRandom))
    {
    }

    [[nodiscard]] std::unique_ptr<Connection> make(const Account &account, const Provider &provider,
                                                   const Credentials &credentials);
    [[nodiscard]] Result<std::unique_ptr<Connection>> makePractice(const Account &account, const QString &providerId);
    QPointer<Connection> keep(const QString &key, std::unique_ptr<Connection> connection);
    [[nodiscard]] ResultJob<Credentials> *readSecrets(const QString &accountId);

    const Registry &registry;
    AccountStore &accounts;
    SecretStore &secrets;
    RequestQueue &queue;
    Clock &clock;
    PracticeHost *practice;
    RandomSource random;
    QHash<QString, Connection *> connections{};                        ///< by account id, blank, provider id
    QHash<QString, QPointer<ResultJob<Credentials>>> secretReads{};    ///< by account id
    QHash<QString, int> forgotten{};                                   ///< by account id: how often
};

std::unique_ptr<Connection> ConnectionPool::Private::make(const Account &account, const Provider &provider,
                                                          const Credentials &credentials)
{
    // Any of the provider's services stands for the place: all follow from the account's endpoint and region.
    const auto contracts = registry.contractsOf(provider.id());
    const auto requests = contracts.isEmpty() ? QList<ApiRequest>() : contracts.first()->listRequests({});
    const auto base = provider.baseUrl(account, requests.value(0).service);
    const QString origin = base ? AccountNetwork::originOf(*base) : QString();
    return std::make_unique<Connection>(account, provider, credentials, queue, clock, Timing(), origin, random);
}

Result<std::unique_ptr<Connection>> ConnectionPool::Private::makePractice(const Account &account,
                                                                          const QString &providerId)
{
    const Provider *provider = registry.provider(providerId);
    if (!practice || !provider) {
        return failure({.kind = Error::Kind::Configuration,
                        .message = ConnectionPool::tr("The practice cloud is not available here.")});
    }
    if (const auto started = practice->start(); !started)
        return tl::make_unexpected(started.error());
    return std::make_unique<Connection>(practice->effectiveAccount(account, providerId), *provider,
                                        practice->credentials(providerId), queue, clock, Timing(practice->speed()),
                                        practiceOrigin, random);
}

QPointer<Connection> ConnectionPool::Private::keep(const QString &key, std::unique_ptr<Connection> connection)
{
    connection->setParent(this);
    connections.insert(key, connection.get());
    return connection.release();
}

// One question to the keychain for all who open the account meanwhile: each may make it ask the user.
ResultJob<Credentials> *ConnectionPool::Private::readSecrets(const QString &accountId)
{
    QPointer<ResultJob<Credentials>> &job = secretReads[accountId];
    if (!job) {
        job = secrets.read(accountId);
        connect(job, &AsyncJob::finished, this, [this, accountId] { secretReads.remove(accountId); });
        job->start();
    }
    return job;
}

class ConnectionPool::Open final : public ResultJob<QPointer<Connection>>
{
public:
    Open(Private &pool, QString accountId, QString kindId)
        : m_pool(&pool)
        , m_accountId(std::move(accountId))
        , m_kindId(std::move(kindId))
    {
    }

protected:
    void run() override
    {
        const KindContract *contract = m_pool ? m_pool->registry.contract(m_kindId) : nullptr;
        const Account *account = m_pool ? m_pool->accounts.account(m_accountId) : nullptr;
        if (!contract || !account) {
            fail(m_pool ? ConnectionPool::tr("This account is no longer there.") : QString());
            return;
        }
        const QString providerId = contract->kind().providerId;
        m_key = m_accountId + u' ' + providerId;
        if (Connection *connection = m_pool->connections.value(m_key))
            finishWith(QPointer<Connection>(connection));
        else if (account->providerId == practiceProviderId)
            openPractice(*account, providerId);
        else if (account->providerId != providerId || !m_pool->registry.provider(providerId))
            fail(ConnectionPool::tr("This account's provider does not have resources of this kind."));
        else
            readSecrets();
    }

private:
    void openPractice(const Account &account, const QString &providerId)
    {
        auto connection = m_pool->makePractice(account, providerId);
        if (connection)
            finishWith(m_pool->keep(m_key, std::move(*connection)));
        else
            finishWith(tl::make_unexpected(connection.error()));
    }

    void readSecrets()
    {
        m_forgotten = m_pool->forgotten.value(m_accountId);
        ResultJob<Credentials> *job = m_pool->readSecrets(m_accountId);
        connect(job, &AsyncJob::finished, this, [this, job] { onSecrets(job->result()); });
        connect(m_pool, &QObject::destroyed, this, [this] { fail({}); });
    }

    void onSecrets(const Result<Credentials> &credentials)
    {
        const Account *account = m_pool ? m_pool->accounts.account(m_accountId) : nullptr;
        const bool isStale = !account || m_pool->forgotten.value(m_accountId) != m_forgotten;
        if (isStale || m_pool->connections.contains(m_key)) {
            run(); // the account was changed meanwhile, or somebody else was first
            return;
        }
        if (!credentials) {
            finishWith(tl::make_unexpected(credentials.error()));
            return;
        }
        const Provider *provider = m_pool->registry.provider(account->providerId);
        finishWith(m_pool->keep(m_key, m_pool->make(*account, *provider, *credentials)));
    }

    // Without a message: the pool is gone.
    void fail(const QString &message)
    {
        finishWith(failure({.kind = message.isEmpty() ? Error::Kind::Cancelled : Error::Kind::Configuration,
                            .message = message}));
    }

    QPointer<Private> m_pool;
    QString m_accountId;
    QString m_kindId;
    QString m_key;
    int m_forgotten = 0;
};

ConnectionPool::ConnectionPool(const Registry &registry, AccountStore &accounts, SecretStore &secrets,
                               RequestQueue &queue, Clock &clock, PracticeHost *practice, RandomSource random,
                               QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(registry, accounts, secrets, queue, clock, practice, std::move(random)))
{
}

ConnectionPool::~ConnectionPool() = default;

ResultJob<QPointer<Connection>> *ConnectionPool::open(const QString &accountId, const QString &kindId)
{
    return new Open(*d, accountId, kindId);
}

std::unique_ptr<Connection> ConnectionPool::openUnsaved(const Account &account, const Credentials &credentials)
{
    if (account.providerId == practiceProviderId) {
        const auto contracts = d->registry.contractsOf(practiceProviderId);
        auto connection = d->makePractice(
            account, contracts.isEmpty() ? QString() : contracts.first()->kind().providerId);
        return connection ? std::move(*connection) : nullptr;
    }
    const Provider *provider = d->registry.provider(account.providerId);
    return provider ? d->make(account, *provider, credentials) : nullptr;
}

void ConnectionPool::forget(const QString &accountId)
{
    ++d->forgotten[accountId];
    const QString prefix = accountId + u' ';
    for (auto it = d->connections.begin(); it != d->connections.end();) {
        if (it.key().startsWith(prefix)) {
            it.value()->deleteLater();
            it = d->connections.erase(it);
        } else {
            ++it;
        }
    }
}

} // namespace Clearsky

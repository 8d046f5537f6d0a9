// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"

#include "app/accounts/accountstore.h"
#include "app/accounts/fallbacksecretstore.h"
#include "app/accounts/keychainsecretstore.h"
#include "app/accounts/sessionsecretstore.h"
#include "app/clock.h"
#include "app/jobs/journal.h"
#include "app/markstore.h"
#include "app/net/connectivity.h"
#include "app/net/requestqueue.h"
#include "app/practicehost.h"
#include "app/providers/connectionpool.h"
#include "app/settings.h"

namespace Clearsky {

class Application::Private
{
public:
    Private(const DataFolder &folder, const Options &options)
        : clock(options.clock ? *options.clock : wireClock)
        , settings(folder.settingsFile())
        , registry(makeRegistry())
        , accounts(folder.accountsFile(), clock)
        , marks(folder.marksFolder().value_or(QString()))
        , keychain(wireClock)
        , secrets(keychain, session)
        , connectivity(clock)
        , queue(wireClock)
        , ownPractice(options.practice ? nullptr
                                       : std::make_unique<PracticeHost>(folder.practiceFolder().value_or(QString()),
                                                                        options.practiceSpeed))
        , connections(registry, accounts, secrets, queue, clock, options.practice ? options.practice : ownPractice.get())
        , journal(folder.journalFile(), clock)
        , jobs(registry, connections, journal, clock)
    {
    }

    SystemClock wireClock;
    Clock &clock;
    Settings settings;
    Registry registry;
    AccountStore accounts;
    MarkStore marks;
    KeychainSecretStore keychain;
    SessionSecretStore session;
    FallbackSecretStore secrets;
    Connectivity connectivity;
    RequestQueue queue;
    std::unique_ptr<PracticeHost> ownPractice;
    ConnectionPool connections;
    Journal journal;
    JobEngine jobs;
};

Application::Application(DataFolder folder, Options options)
    : d(std::make_unique<Private>(folder, options))
{
    connect(&d->jobs, &JobEngine::journalFailed, this, &Application::problem);
    connect(&d->accounts, &AccountStore::updated, this, [this](const Account &account) { d->connections.forget(account.id); });
    connect(&d->accounts, &AccountStore::removed, this, [this](const QString &id) { d->connections.forget(id); });
}

Application::~Application() = default;

void Application::readAccounts()
{
    if (const Result<void> loaded = d->accounts.load(); !loaded)
        Q_EMIT problem(loaded.error());
}

void Application::openJobs()
{
    d->jobs.open();
}

void Application::watchNetwork()
{
    d->connectivity.followSystem();
}

Clock &Application::clock()
{
    return d->clock;
}

Settings &Application::settings()
{
    return d->settings;
}

const Registry &Application::registry() const
{
    return d->registry;
}

AccountStore &Application::accounts()
{
    return d->accounts;
}

MarkStore &Application::marks()
{
    return d->marks;
}

SecretStore &Application::secrets()
{
    return d->secrets;
}

ConnectionPool &Application::connections()
{
    return d->connections;
}

Connectivity &Application::connectivity()
{
    return d->connectivity;
}

JobEngine &Application::jobs()
{
    return d->jobs;
}

Result<Account> Application::practiceAccount()
{
    for (const Account &account : d->accounts.accounts()) {
        if (account.providerId == practiceProviderId)
            return account;
    }
    return d->accounts.add({.name = tr("Practice"), .providerId = practiceProviderId, .environment = Environment::Test});
}

QString Application::accountIsBusy(const QString &accountId) const
{
    const QStringList open = d->jobs.openJobs(accountId);
    if (open.isEmpty())
        return {};
    return tr("Job #%1 of this account is still open. Stop it, or let it finish first.").arg(d->jobs.job(open.first())->number);
}

} // namespace Clearsky

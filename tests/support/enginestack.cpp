// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/enginestack.h"

#include "app/providers/listing.h"
#include "tests/support/waiting.h"


namespace Clearsky {

namespace {

template<typename T>
std::optional<Result<T>> finished(ResultJob<T> *job)
{
    std::optional<Result<T>> result;
    QObject::connect(job, &AsyncJob::finished, job, [&result, job] { result = job->result(); });
    job->start();
    static_cast<void>(waitUntil([&result] { return result.has_value(); }));
    return result;
}

} // namespace

EngineStack::EngineStack(const QString &folder, int clockFactor, PracticeHost *host, Registry kinds,
                         HttpDeadlines deadlines, std::unique_ptr<JournalStore> store)
    : clock(clockFactor)
    , registry(std::move(kinds))
    , accounts(folder + QStringLiteral("/accounts.json"), clock)
    , queue(wireClock, deadlines)
    , connections(registry, accounts, secrets, queue, clock, host)
    , journal(store ? Journal(std::move(store), Journal::Worker::OwnThread, clock) : Journal(journalFile(folder), clock))
    , engine(registry, connections, journal, clock)
{
    static_cast<void>(accounts.load());
}

EngineStack::~EngineStack() = default;

bool EngineStack::open()
{
    engine.open();
    return waitUntil([this] { return engine.isOpen(); });
}

QList<Resource> EngineStack::list(const Account &account, const QString &kindId)
{
    const auto connection = finished(connections.open(account.id, kindId));
    if (!connection || !*connection || !finished((**connection)->signIn()))
        return {};
    const auto outcome = finished<ListOutcome>(new Listing(***connection, *registry.contract(kindId)));
    return outcome && *outcome ? (*outcome)->rows : QList<Resource>();
}

QList<Resource> EngineStack::deletable(const Account &account, const QString &kindId, int count)
{
    QList<Resource> rows = list(account, kindId);
    const ResourceKind &kind = registry.contract(kindId)->kind();
    rows.removeIf([&kind](const Resource &row) { return !kind.blockedReason(row).isEmpty() || !row.caution.isEmpty(); });
    return rows.first(std::min<qsizetype>(count, rows.size()));
}

DeletePlan EngineStack::plan(const Account &account, const QString &kindId, const QList<Resource> &resources,
                             qint64 listedTotal)
{
    const auto connection = finished(connections.open(account.id, kindId));
    const bool connected = connection && *connection;
    return makeDeletePlan({.account = account,
                           .origin = connected ? (**connection)->origin() : QString(),
                           .projectId = connected ? (**connection)->scope().projectId : QString(),
                           .marked = resources,
                           .listedAt = clock.wallTime(),
                           .listedTotal = listedTotal,
                           .now = clock.wallTime()},
                          registry.contract(kindId)->kind());
}

void EngineStack::change(const Account &account)
{
    static_cast<void>(accounts.update(account));
    connections.forget(account.id);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // nobody runs exec() here
}

bool EngineStack::run(const DeletePlan &plan)
{
    engine.start(plan);
    return waitForEnd(plan.id);
}

bool EngineStack::waitForEnd(const QString &jobId)
{
    return waitUntil([&] { return engine.job(jobId) && isEnd(engine.job(jobId)->state); });
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/enginefixture.h"

namespace Clearsky {

namespace {

// Shrinks the hold, whose shortest is 3 s. A sanitizer's build is slower, and the provider's deadlines must not pass.
#ifdef __SANITIZE_ADDRESS__
constexpr int clockFactor = 8;
#else
constexpr int clockFactor = 20;
#endif
constexpr double timingSpeed = 20; // what the engine believes of its clock
constexpr double cloudSpeed = clockFactor * timingSpeed;

} // namespace

EngineFixture::EngineFixture(const Options &options)
{
    PracticeOptions practice{.seed = 7, .speed = cloudSpeed};
    Registry registry = makeRegistry();
    if (options.addKind)
        options.addKind(registry);
    for (const auto &contract : registry.contracts())
        practice.counts.insert(contract->kind().id,
                               options.onlyKind.isEmpty() || options.onlyKind == contract->kind().id ? options.count : 1);
    for (auto each = options.counts.cbegin(); each != options.counts.cend(); ++each)
        practice.counts.insert(each.key(), each.value());
    cloud = std::make_unique<PracticeCloud>(practice);
    if (options.addService)
        options.addService(*cloud);
    if (!cloud->start())
        qFatal("the practice cloud does not start");
    if (options.proxy)
        proxy = std::make_unique<FaultProxy>(cloud->port());
    host = std::make_unique<PracticeHost>(*cloud, proxy ? proxy->url() : QUrl(cloud->origin()), timingSpeed);
    stack = std::make_unique<EngineStack>(folder.path(), clockFactor, host.get(), std::move(registry),
                                          options.deadlines);
}

EngineFixture::~EngineFixture() = default;

Account EngineFixture::addAccount(const QString &name, const QString &projectId)
{
    return stack->accounts
        .add({.name = name, .providerId = practiceProviderId, .environment = Environment::Test, .projectId = projectId})
        .value_or(Account());
}

DeletePlan EngineFixture::plan(const Account &account, const QString &kindId, const QList<Resource> &resources)
{
    return stack->plan(account, kindId, resources, static_cast<qint64>(cloud->resources(kindId).size()));
}

QString EngineFixture::untruth(const QString &jobId) const
{
    for (const JobItem &item : stack->engine.items(jobId)) {
        if (const QString sentence = untruthOf(item, *cloud); !sentence.isEmpty())
            return sentence;
    }
    return {};
}

QString EngineFixture::violation(const DeletePlan &plan, bool resendAllowed) const
{
    QSet<QString> confirmed;
    for (const PlanItem &item : plan.willDelete)
        confirmed.insert(item.ref.id);
    return violationIn(deletes(plan.kindId), confirmed, stack->registry.contract(plan.kindId)->kind().idsPerRequest,
                       resendAllowed);
}

QList<PracticeLogEntry> EngineFixture::deletes(const QString &kindId) const
{
    QList<PracticeLogEntry> entries = cloud->requests();
    entries.removeIf([&kindId](const PracticeLogEntry &entry) { return !entry.isDelete() || entry.kindId != kindId; });
    return entries;
}

QString violationIn(const QList<PracticeLogEntry> &deletes, const QSet<QString> &confirmed, int limit, bool resendAllowed)
{
    QSet<QString> sent;
    for (const PracticeLogEntry &entry : deletes) {
        if (entry.ids.isEmpty())
            return QStringLiteral("a delete without ids");
        if (entry.ids.size() > limit)
            return QStringLiteral("a delete of %1 ids").arg(entry.ids.size());
        for (const QString &id : entry.ids) {
            if (!confirmed.contains(id))
                return QStringLiteral("%1 was never confirmed").arg(id);
            if (sent.contains(id) && !resendAllowed)
                return QStringLiteral("%1 was sent twice").arg(id);
            sent.insert(id);
        }
    }
    return {};
}

QString blindResend(const QList<PracticeLogEntry> &log)
{
    QHash<QString, int> looksAtKind;
    QHash<QString, int> looksAtSend; // by kind and id
    for (const PracticeLogEntry &entry : log) {
        const bool isLook = entry.operation == PracticeOperation::List || entry.operation == PracticeOperation::Get;
        looksAtKind[entry.kindId] += isLook ? 1 : 0;
        if (!entry.isDelete())
            continue;
        for (const QString &id : entry.ids) {
            const QString key = entry.kindId + u' ' + id;
            if (looksAtSend.contains(key) && looksAtSend.value(key) == looksAtKind.value(entry.kindId))
                return key;
            looksAtSend.insert(key, looksAtKind.value(entry.kindId));
        }
    }
    return {};
}

QString untruthOf(const JobItem &item, const PracticeCloud &cloud)
{
    const bool there = cloud.exists(item.ref.kindId, item.ref.scope, item.ref.id);
    const bool saysGone = item.state == ItemState::Deleted || item.state == ItemState::AlreadyGone;
    const bool saysThere = item.state == ItemState::Refused || item.state == ItemState::Failed;
    if ((saysGone && there) || (saysThere && !there))
        return QStringLiteral("%1 is called %2 and is %3 (%4)")
            .arg(item.ref.id, itemStateId(item.state), there ? QStringLiteral("there") : QStringLiteral("gone"), item.reason);
    if (item.state == ItemState::Deleted && item.proof.isEmpty())
        return QStringLiteral("%1 is called deleted without a proof").arg(item.ref.id);
    return {};
}

} // namespace Clearsky

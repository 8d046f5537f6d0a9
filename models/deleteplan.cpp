// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deleteplan.h"

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>

namespace Clearsky {

namespace {

PlanItem itemOf(const Resource &resource, const Account &account, const ResourceKind &kind)
{
    return {.ref = {.accountId = account.id,
                    .kindId = kind.id,
                    .scope = resource.scope,
                    .id = resource.id,
                    .name = resource.name},
            .fingerprint = fingerprintOf(resource),
            .state = resource.state,
            .created = resource.created,
            .caution = resource.caution};
}

} // namespace

QList<PlanBatch> batchesOf(const QList<ResourceRef> &refs, const ResourceKind &kind)
{
    const qsizetype limit = std::max(1, kind.idsPerRequest);
    QList<PlanBatch> batches;
    QHash<QString, qsizetype> openBatch; // of each group, the one that still has room
    for (qsizetype i = 0; i < refs.size(); ++i) {
        const QString group = kind.batchGroup ? kind.batchGroup(refs.at(i).scope) : QString();
        const auto open = openBatch.constFind(group);
        if (open == openBatch.cend() || batches.at(*open).items.size() >= limit) {
            openBatch.insert(group, batches.size());
            batches.append({.group = group, .items = {i}});
        } else {
            batches[*open].items.append(i);
        }
    }
    // All requests of a group in a row: the order in which a reader checks them.
    QHash<QString, qsizetype> rank;
    for (const PlanBatch &batch : batches) {
        if (!rank.contains(batch.group))
            rank.insert(batch.group, rank.size());
    }
    std::stable_sort(batches.begin(), batches.end(), [&rank](const PlanBatch &left, const PlanBatch &right) {
        return rank.value(left.group) < rank.value(right.group);
    });
    return batches;
}

DeletePlan makeDeletePlan(const PlanInput &input, const ResourceKind &kind)
{
    DeletePlan plan;
    plan.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    plan.accountId = input.account.id;
    plan.accountName = input.account.name;
    plan.environment = input.account.environment;
    plan.origin = input.origin;
    plan.projectId = input.projectId;
    plan.kindId = kind.id;
    plan.listedAt = input.listedAt;
    plan.listedTotal = input.listedTotal;
    plan.createdAt = input.now;
    plan.expiresAt = input.now.addSecs(input.validity.count());

    QSet<ResourceKey> seen;
    for (const Resource &resource : input.marked) {
        const ResourceKey key = resource.key();
        if (seen.contains(key))
            continue;
        seen.insert(key);
        PlanItem item = itemOf(resource, input.account, kind);
        item.reason = kind.blockedReason(resource);
        if (input.hidden.contains(key) && !input.includeHidden)
            plan.hidden.append(item);
        else if (!item.reason.isEmpty())
            plan.blocked.append(item);
        else
            plan.willDelete.append(item);
    }
    QList<ResourceRef> refs;
    for (const PlanItem &item : std::as_const(plan.willDelete))
        refs.append(item.ref);
    plan.batches = batchesOf(refs, kind);
    plan.sha256 = planHash(plan);
    return plan;
}

QByteArray planHash(const DeletePlan &plan)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // Every part with its length before it, so that no two different plans give the same bytes.
    const auto add = [&hash](const QString &part) {
        const QByteArray bytes = part.toUtf8();
        hash.addData(QByteArray(QByteArray::number(bytes.size()) + ':'));
        hash.addData(bytes);
    };
    for (const QString &part : {plan.accountId, plan.origin, plan.projectId, plan.kindId})
        add(part);
    for (const PlanBatch &batch : plan.batches) {
        add(QString::number(batch.items.size()));
        add(batch.group);
        for (qsizetype i : batch.items) {
            add(plan.willDelete.at(i).ref.scope);
            add(plan.willDelete.at(i).ref.id);
        }
    }
    return hash.result().toHex();
}

} // namespace Clearsky

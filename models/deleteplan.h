// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/account.h"
#include "models/resourcekind.h"

#include <QSet>

#include <chrono>

namespace Clearsky {

/// One marked resource as the plan saw it.
struct PlanItem
{
    ResourceRef ref{};
    QString fingerprint{};  ///< fingerprintOf() when the plan was made (design/engine.md R4)
    QString state{};        ///< the provider's word
    QDateTime created{};
    QString reason{};       ///< blocked: why; translated
    QString caution{};      ///< worth knowing before deleting; translated

    friend bool operator==(const PlanItem &, const PlanItem &) = default;
};

/// One delete request: positions in DeletePlan::willDelete. Never empty, never over the kind's limit.
struct PlanBatch
{
    QString group{};            ///< what all its items share (ROMA: the instance); empty for most kinds
    QList<qsizetype> items{};

    friend bool operator==(const PlanBatch &, const PlanBatch &) = default;
};

/// What would be sent, and what would not and why. Every marked resource stands in exactly one of the three groups; the
/// batches hold every item of willDelete exactly once. A plan is never changed: another choice makes another plan.
struct DeletePlan
{
    QString id{};               ///< UUID without braces
    QString accountId{};
    QString accountName{};
    Environment environment = Environment::Unknown;
    QString origin{};           ///< where the requests go, as the account's provider names it
    QString projectId{};
    QString kindId{};
    QList<PlanItem> willDelete{};
    QList<PlanItem> hidden{};   ///< marked, hidden by the filter and not included: not sent
    QList<PlanItem> blocked{};  ///< marked, and cannot be deleted now: not sent
    QList<PlanBatch> batches{};
    QDateTime listedAt{};       ///< UTC; when the list was complete
    qint64 listedTotal = -1;    ///< its rows; -1: not known
    QDateTime createdAt{};      ///< UTC
    QDateTime expiresAt{};      ///< UTC; after this the plan must be made again
    QByteArray sha256{};        ///< hex; see planHash()

    friend bool operator==(const DeletePlan &, const DeletePlan &) = default;
};

/// What a plan is made of.
struct PlanInput
{
    Account account{};
    QString origin{};
    QString projectId{};
    QList<Resource> marked{};       ///< in the order in which they shall be deleted; a key counts once
    QSet<ResourceKey> hidden{};     ///< those of them that the filter hides
    bool includeHidden = false;     ///< the user asked to delete those as well
    QDateTime listedAt{};
    qint64 listedTotal = -1;
    QDateTime now{};
    std::chrono::seconds validity{std::chrono::minutes(30)};
};

[[nodiscard]] DeletePlan makeDeletePlan(const PlanInput &input, const ResourceKind &kind);

/// Cuts resources into requests: at most ResourceKind::idsPerRequest each, one batch group each, in a stable order.
/// PlanBatch::items are positions in `refs`.
[[nodiscard]] QList<PlanBatch> batchesOf(const QList<ResourceRef> &refs, const ResourceKind &kind);

/// SHA-256 in hex over everything that decides what is sent: account, origin, project, kind, and scope and id of every
/// item in the order of the batches.
[[nodiscard]] QByteArray planHash(const DeletePlan &plan);

} // namespace Clearsky

Q_DECLARE_METATYPE(Clearsky::DeletePlan)

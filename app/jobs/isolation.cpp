// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/isolation.h"

namespace Clearsky {

namespace {

constexpr int mostCulprits = 3;

} // namespace

QList<SendBatch> partsOfRefused(SendBatch batch, const QString &reason)
{
    if (!batch.isolation)
        batch.isolation = std::make_shared<Isolation>();
    batch.needsFreshLook = true;
    const bool isCulprit = batch.items.size() == 1;
    if (isCulprit || batch.isolation->culprits >= mostCulprits) {
        batch.isolation->culprits += isCulprit ? 1 : 0;
        batch.refuseAs = reason;
        return {batch};
    }
    const qsizetype half = (batch.items.size() + 1) / 2;
    SendBatch second = batch;
    second.items = batch.items.mid(half);
    batch.items = batch.items.first(half);
    return {batch, second};
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/deleteplan.h"
#include "models/plannedrequestmodel.h"
#include "models/result.h"

#include <functional>

namespace Clearsky {

/// The requests of a plan as its page shows them, in the order of its batches. `build` makes the request that would
/// delete these resources: ListLoader::outgoingDeleteRequest().
[[nodiscard]] QList<PlannedRequest>
plannedRequests(const DeletePlan &plan, const ResourceKind &kind,
                const std::function<Result<OutgoingRequest>(const QList<ResourceRef> &)> &build);

} // namespace Clearsky

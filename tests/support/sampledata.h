// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/deleteplan.h"
#include "models/plannedrequestmodel.h"

namespace Clearsky {

/// A kind of disk snapshots with 100 ids per request, for tests of windows and models.
[[nodiscard]] const ResourceKind &sampleKind();
[[nodiscard]] Account sampleAccount();
/// Names with markup, right-to-left overrides, emoji and great length are among every dozen.
[[nodiscard]] Resource sampleResource(int number, const QDateTime &now);

/// How many of each group a plan has.
struct SampleCounts
{
    int willDelete = 0;
    int hidden = 0;
    int blocked = 0;
};
[[nodiscard]] DeletePlan samplePlan(const SampleCounts &counts, const QDateTime &now);
[[nodiscard]] QList<PlannedRequest> sampleRequests(const DeletePlan &plan);

} // namespace Clearsky

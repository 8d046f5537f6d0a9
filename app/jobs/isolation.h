// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/jobrun.h"

namespace Clearsky {

/// What is done with a batch that was refused as a whole and not carried out (engine.md rows 21 and 26): its halves, in
/// their order, so that the items that spoil it are found with at most 2·⌈log₂ n⌉ more requests each and the others go on;
/// what is left over is looked at once more and refused, unless the look finds that it is gone. Every part is checked
/// anew before it is sent. `reason` is what people read.
[[nodiscard]] QList<SendBatch> partsOfRefused(SendBatch batch, const QString &reason);

} // namespace Clearsky

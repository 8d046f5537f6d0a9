// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/item.h"

namespace Clearsky {

/// Items of a job that ended for the same reason without being gone. A new plan can be made of them; they themselves
/// never change.
struct RetryGroup
{
    ItemState state = ItemState::Refused;
    QString reason{};
    QList<ResourceRef> items{};

    /// "12 refused: its state is creating"; provider text is made visible and cut.
    [[nodiscard]] QString title() const;
};

/// The largest group first.
[[nodiscard]] QList<RetryGroup> retryGroups(const QList<JobItem> &items);

} // namespace Clearsky

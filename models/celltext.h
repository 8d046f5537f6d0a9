// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resourcekind.h"

namespace Clearsky {

/// What a column of the kind says about the resource, ready to be shown; `column` counts in ResourceKind::columns.
[[nodiscard]] QString cellText(const ResourceKind &kind, qsizetype column, const Resource &resource,
                               const QDateTime &now);

/// The same of a value that stands in that column; `createdText` as in Resource.
[[nodiscard]] QString valueText(const ResourceKind &kind, qsizetype column, const QVariant &value,
                                const QString &createdText, const QDateTime &now);
[[nodiscard]] QString flagText(bool flag);

/// What stands behind the text: the exact time of an age or a date, the provider's word of a state. Empty: nothing.
[[nodiscard]] QString cellHint(const ResourceKind &kind, qsizetype column, const Resource &resource);

/// The row in one line, for assistive technology: "snap-01, Available, 412 d, 40 GiB".
[[nodiscard]] QString rowSummary(const ResourceKind &kind, const Resource &resource, const QDateTime &now);

/// Resource::raw with line breaks and indentation; as it is when it is not JSON.
[[nodiscard]] QString rawText(const Resource &resource);

} // namespace Clearsky

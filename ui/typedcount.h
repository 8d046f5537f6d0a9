// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace Clearsky {

/// The number a person typed, in the digits of any script, with or without blanks and the locale's group separators.
/// Nothing when anything else is in it.
[[nodiscard]] std::optional<qint64> typedCount(const QString &text);

} // namespace Clearsky

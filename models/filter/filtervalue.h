// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/filter/filterfields.h"

#include <QDateTime>

namespace Clearsky {

/// What a value of a field means as a number. A date is the time it lasts: a year, a month, a day, a minute, in UTC.
struct FilterSpan
{
    qint64 from = 0;
    qint64 to = 0;      ///< inclusive
};

/// `12`, `1.5`: a count.
[[nodiscard]] FilterResult<FilterSpan> readCount(const FilterValue &value);
/// Bytes: `512`, `10GB`, `1.5GiB`; kB to TB are powers of 1000, KiB to TiB of 1024.
[[nodiscard]] FilterResult<FilterSpan> readBytes(const FilterValue &value);
/// Milliseconds: `90d`, `12h`; from there up to the next whole unit. s min h d, w = 7 d, mo = 30 d, y = 365 d.
[[nodiscard]] FilterResult<FilterSpan> readDuration(const FilterValue &value);
/// Milliseconds since the epoch: `2026`, `2026-01`, `2026-01-31`, `2026-01-31T12:00`.
[[nodiscard]] FilterResult<FilterSpan> readDate(const FilterValue &value);
[[nodiscard]] FilterResult<bool> readFlag(const FilterValue &value);

} // namespace Clearsky

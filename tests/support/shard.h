// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Clearsky {

/// Whether this run is about the row with that number: with CLEARSKY_SHARD=1/4 every fourth is, without it all are. Lets
/// ctest run the rows of one long test as several shorter ones.
[[nodiscard]] inline bool inShard(int row)
{
    const QByteArrayList parts = qgetenv("CLEARSKY_SHARD").split('/');
    const int shards = parts.size() == 2 ? parts.at(1).toInt() : 1;
    return shards < 2 || row % shards == parts.at(0).toInt();
}

} // namespace Clearsky

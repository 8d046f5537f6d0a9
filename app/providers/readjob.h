// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/connection.h"

#include <functional>

namespace Clearsky {

/// Sends a read and reads its answer; tries again as engine.md 5.3 says of reads: 3 attempts with growing, jittered waits
/// for what may pass, once more after a new sign-in when the session has expired, after the provider's hint when
/// throttled. Waits are counted in the connection's Timing. This is the one retry layer for reads.
template<typename T>
class ReadJob final : public ResultJob<T>
{
public:
    using Reader = std::function<Result<T>(const HttpReply &)>;

    ReadJob(Connection &connection, ApiRequest request, Reader reader, QObject *parent = nullptr);
};

} // namespace Clearsky

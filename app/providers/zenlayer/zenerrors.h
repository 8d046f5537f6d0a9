// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/error.h"

namespace Clearsky {

/// Reads an answer of Zenlayer that is not a success, or that is one (200) without being Zenlayer's. Decides
/// on the code, not on the status: a denial can be HTTP 500, a missing right is 401, and 403 is the edge in
/// front of the API (api/zenlayer.md 8).
[[nodiscard]] Error readZenError(const HttpReply &reply);
/// The requestId of any answer of Zenlayer; empty when it has none.
[[nodiscard]] QString zenRequestId(const QByteArray &body);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/jsonreader.h"

namespace Clearsky {

/// Reads an answer of Huawei Cloud's gateway, IAM or one of the services that is not a success, in whatever shape
/// (api/huawei.md 1.2), and judges it by the tables of 1.3, 1.4, 2.2, 4.5, 5.5, 6.5 and 7.5.
/// A 2xx with an error code is that error; any other 2xx is Malformed.
[[nodiscard]] Error readHuaweiError(const HttpReply &reply);

/// The object that a successful answer is. An Error for any other status, for a 2xx with an error code (Workspace) and
/// for what is no strict JSON object.
[[nodiscard]] Result<JsonReader> readHuaweiObject(const HttpReply &reply);

} // namespace Clearsky

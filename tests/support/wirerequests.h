// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/result.h"

#include <QString>

namespace Clearsky {

/// A request as HttpCall takes it: GET as a read, POST as a write with a small body, DELETE as a write
/// without one.
inline OutgoingRequest requestTo(const QUrl &url, ApiRequest::Method method)
{
    return {.method = method,
            .url = url,
            .headers = {{"Content-Type", "application/json"}},
            .body = method == ApiRequest::Method::Post ? QByteArray(R"({"ids":["a","b"]})") : QByteArray(),
            .read = method == ApiRequest::Method::Get,
            .logLabel = QStringLiteral("test")};
}

/// "answer 404", or the kind's name, for example "not_sent".
inline QString kindNameOf(const Result<HttpReply> &result)
{
    return result ? QStringLiteral("answer %1").arg(result->status) : errorKindName(result.error().kind);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/result.h"

namespace Clearsky {

/// Puts a request on the account's origin. `base` is https, or http on a loopback address; it may have a path
/// (Zenlayer's /api/v2/zec), nothing else. Segments and query are encoded as api/huawei.md 3.1 says: A–Z a–z
/// 0–9 - _ . ~ stay, all other UTF-8 bytes become %XX, the query is sorted by name, then value. Refuses with
/// Kind::Configuration whatever would reach another path or smuggle a header.
[[nodiscard]] Result<OutgoingRequest> buildRequest(const QUrl &base, const ApiRequest &request);

/// A–Z a–z 0–9 - _ . ~ stay, all other UTF-8 bytes become %XX in upper case.
[[nodiscard]] QByteArray percentEncoded(const QString &text);
/// `name=value&…`, encoded and sorted by name, then value.
[[nodiscard]] QByteArray encodedQuery(const QList<QPair<QString, QString>> &query);
/// An Error unless the name is a header name and the value is printable ASCII without line breaks.
[[nodiscard]] Result<void> checkHeader(const QByteArray &name, const QByteArray &value);
/// True for http and https URLs of a loopback address.
[[nodiscard]] bool isLoopback(const QUrl &url);
/// An Error unless the URL may be a base: see buildRequest().
[[nodiscard]] Result<void> checkBase(const QUrl &base);

} // namespace Clearsky

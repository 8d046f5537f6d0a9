// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace Clearsky {

/// What a signature of the practice cloud's Huawei side is checked over: a request exactly as it was
/// received.
struct ReceivedRequest
{
    QByteArray method{};
    QByteArray rawPath{};  ///< still percent-encoded, without the query
    QByteArray rawQuery{}; ///< still percent-encoded, without the question mark
    QList<std::pair<QByteArray, QByteArray>> headers{};
    QByteArray body{};

    /// The value of the only header of this name in any case; nothing when there is none or more than one.
    [[nodiscard]] std::optional<QByteArray> header(QByteArrayView name) const;
};

/// The three members of `Authorization: SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…`
/// (api/huawei.md 3.1).
struct HuaweiAuthorization
{
    QByteArray accessKey{};
    QList<QByteArray> signedHeaders{};
    QByteArray signature{};

    [[nodiscard]] static std::optional<HuaweiAuthorization> parse(QByteArrayView header);
    [[nodiscard]] bool covers(QByteArrayView headerName) const;
};

/// A query as the signature wants it: sorted by name and value, all but unreserved characters encoded, always
/// name=value.
[[nodiscard]] QByteArray canonicalHuaweiQuery(QByteArrayView rawQuery);

/// The text whose hash is signed; nothing when a signed header is absent, repeated or out of order, or when
/// path or query are not spelt on the wire as they have to be signed.
[[nodiscard]] std::optional<QByteArray> canonicalHuaweiRequest(const ReceivedRequest &request,
                                                               const HuaweiAuthorization &authorization);

/// Whether the request carries exactly the signature that this secret key makes over it. The age of
/// x-sdk-date is the caller's to judge.
[[nodiscard]] bool isSignedBy(const ReceivedRequest &request, const HuaweiAuthorization &authorization,
                              QByteArrayView secretKey);

} // namespace Clearsky

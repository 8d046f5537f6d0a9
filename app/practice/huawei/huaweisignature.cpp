// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/huaweisignature.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace Clearsky {

namespace {

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray reencoded(const QByteArray &text)
{
    return QByteArray::fromPercentEncoding(text).toPercentEncoding();
}

QByteArray canonicalPath(const QByteArray &rawPath)
{
    QList<QByteArray> segments = rawPath.split('/');
    for (QByteArray &segment : segments)
        segment = reencoded(segment);
    return segments.join('/');
}

/// The hash of the body, except for the form bodies whose senders declare that they did not sign them.
QByteArray payloadHash(const ReceivedRequest &request)
{
    const QByteArray type = request.header("content-type").value_or(QByteArray()).toLower();
    const bool exempt =
        !type.isEmpty() && !type.startsWith("application/json") && !type.startsWith("application/bson");
    if (exempt && request.header("x-sdk-content-sha256") == QByteArrayLiteral("UNSIGNED-PAYLOAD"))
        return QByteArrayLiteral("UNSIGNED-PAYLOAD");
    return sha256(request.body);
}

} // namespace

std::optional<QByteArray> ReceivedRequest::header(QByteArrayView name) const
{
    std::optional<QByteArray> found;
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        if (found)
            return std::nullopt;
        found = value;
    }
    return found;
}

std::optional<HuaweiAuthorization> HuaweiAuthorization::parse(QByteArrayView header)
{
    constexpr QByteArrayView scheme("SDK-HMAC-SHA256 ");
    if (!header.startsWith(scheme))
        return std::nullopt;
    HuaweiAuthorization result;
    const QList<QByteArray> parts = header.sliced(scheme.size()).toByteArray().split(',');
    if (parts.size() != 3)
        return std::nullopt;
    const QByteArray access = parts.at(0).trimmed();
    const QByteArray names = parts.at(1).trimmed();
    const QByteArray signature = parts.at(2).trimmed();
    if (!access.startsWith("Access=") || !names.startsWith("SignedHeaders=")
        || !signature.startsWith("Signature="))
        return std::nullopt;
    result.accessKey = access.sliced(7);
    result.signedHeaders = names.sliced(14).split(';');
    result.signature = signature.sliced(10);
    return result;
}

bool HuaweiAuthorization::covers(QByteArrayView headerName) const
{
    return std::any_of(signedHeaders.cbegin(), signedHeaders.cend(),
                       [headerName](const QByteArray &name) { return name == headerName; });
}

QByteArray canonicalHuaweiQuery(QByteArrayView rawQuery)
{
    QList<std::pair<QByteArray, QByteArray>> pairs;
    const QList<QByteArray> parts = rawQuery.toByteArray().split('&');
    for (const QByteArray &part : parts) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? part : part.left(equals);
        const QByteArray value = equals < 0 ? QByteArray() : part.mid(equals + 1);
        pairs.append({QByteArray::fromPercentEncoding(name), QByteArray::fromPercentEncoding(value)});
    }
    std::sort(pairs.begin(), pairs.end());
    QByteArray result;
    for (const auto &[name, value] : pairs) {
        if (!result.isEmpty())
            result += '&';
        result += name.toPercentEncoding() + '=' + value.toPercentEncoding();
    }
    return result;
}

std::optional<QByteArray> canonicalHuaweiRequest(const ReceivedRequest &request,
                                                 const HuaweiAuthorization &authorization)
{
    QByteArray path = canonicalPath(request.rawPath);
    const QByteArray query = canonicalHuaweiQuery(request.rawQuery);
    if (path != request.rawPath || query != request.rawQuery)
        return std::nullopt;
    if (!path.endsWith('/'))
        path += '/';
    QByteArray headers;
    QByteArray previous;
    for (const QByteArray &name : authorization.signedHeaders) {
        const auto value = request.header(name);
        if (!value || name != name.toLower() || name <= previous)
            return std::nullopt;
        headers += name + ':' + value->trimmed() + '\n';
        previous = name;
    }
    return request.method + '\n' + path + '\n' + query + '\n' + headers + '\n'
        + authorization.signedHeaders.join(';') + '\n' + payloadHash(request);
}

bool isSignedBy(const ReceivedRequest &request, const HuaweiAuthorization &authorization,
                QByteArrayView secretKey)
{
    const auto canonical = canonicalHuaweiRequest(request, authorization);
    if (!canonical)
        return false;
    const QByteArray text =
        "SDK-HMAC-SHA256\n" + request.header("x-sdk-date").value_or(QByteArray()) + '\n' + sha256(*canonical);
    return QMessageAuthenticationCode::hash(text, secretKey.toByteArray(), QCryptographicHash::Sha256).toHex()
        == authorization.signature;
}

} // namespace Clearsky

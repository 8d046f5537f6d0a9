// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/sdksigner.h"

#include "app/net/requestbuilder.h"

#include <QCryptographicHash>
#include <QMap>
#include <QMessageAuthenticationCode>

namespace Clearsky {

namespace {

QByteArray sha256Hex(const QByteArray &data)
{
    return QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
}

QByteArray reencoded(const QByteArray &encoded)
{
    return QByteArray::fromPercentEncoding(encoded).toPercentEncoding();
}

// The closing slash stands in the canonical form only, never on the wire.
QByteArray canonicalPath(const QUrl &url)
{
    QByteArrayList segments = url.path(QUrl::FullyEncoded).toLatin1().split('/');
    for (QByteArray &segment : segments)
        segment = reencoded(segment);
    const QByteArray path = segments.join('/');
    return path.endsWith('/') ? path : path + '/';
}

QByteArray canonicalQuery(const QUrl &url)
{
    const QByteArray query = url.query(QUrl::FullyEncoded).toLatin1();
    if (query.isEmpty())
        return {};
    QList<QPair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &pair : query.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        pairs.append({reencoded(equals < 0 ? pair : pair.left(equals)),
                      equals < 0 ? QByteArray() : reencoded(pair.mid(equals + 1))});
    }
    std::sort(pairs.begin(), pairs.end());
    QByteArrayList parts;
    for (const auto &[name, value] : std::as_const(pairs))
        parts.append(name + '=' + value);
    return parts.join('&');
}

QMap<QByteArray, QByteArray> signedHeaders(const OutgoingRequest &request)
{
    QMap<QByteArray, QByteArray> result{{"host", hostHeader(request.url)}};
    for (const auto &[name, value] : request.headers) {
        const QByteArray lower = name.toLower();
        if (lower == "content-type" || lower == "x-project-id" || lower == "x-sdk-date" || lower == "x-security-token")
            result.insert(lower, value.trimmed());
    }
    return result;
}

bool hasHeader(const OutgoingRequest &request, const QByteArray &name)
{
    return std::any_of(request.headers.cbegin(), request.headers.cend(),
                       [&name](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

QByteArray canonicalRequest(const OutgoingRequest &request, const QMap<QByteArray, QByteArray> &headers)
{
    QByteArray lines;
    for (auto it = headers.cbegin(); it != headers.cend(); ++it)
        lines += it.key() + ':' + it.value() + '\n';
    return methodName(request.method) + '\n' + canonicalPath(request.url) + '\n' + canonicalQuery(request.url) + '\n'
        + lines + '\n' + headers.keys().join(';') + '\n' + sha256Hex(request.body);
}

} // namespace

SdkSigner::SdkSigner(QString accessKeyId, Secret secretAccessKey, Secret securityToken)
    : m_accessKeyId(std::move(accessKeyId))
    , m_secretAccessKey(std::move(secretAccessKey))
    , m_securityToken(std::move(securityToken))
{
}

Result<void> SdkSigner::sign(OutgoingRequest &request, const QDateTime &now) const
{
    const QDateTime signedAt = now.toUTC().addSecs(m_clockOffset.count());
    const QByteArray date = signedAt.toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();

    HttpHeaders added{{"X-Sdk-Date", date}};
    if (!m_projectId.isEmpty() && request.service != QLatin1String("iam") && !hasHeader(request, "X-Project-Id"))
        added.append({"X-Project-Id", m_projectId.toUtf8()});
    if (!m_securityToken.isEmpty())
        added.append({"X-Security-Token", m_securityToken.reveal()});
    // What is checked is what is signed and sent: a key with a line break never gets that far.
    HttpHeaders toCheck = added;
    toCheck.append({"Authorization", m_accessKeyId.toUtf8()});
    for (const auto &[name, value] : std::as_const(toCheck)) {
        if (const auto checked = checkHeader(name, value); !checked)
            return tl::make_unexpected(checked.error());
    }
    request.headers += added;

    const auto headers = signedHeaders(request);
    const QByteArray toSign
        = "SDK-HMAC-SHA256\n" + date + '\n' + sha256Hex(canonicalRequest(request, headers));
    const QByteArray signature
        = QMessageAuthenticationCode::hash(toSign, m_secretAccessKey.reveal(), QCryptographicHash::Sha256).toHex();
    request.headers.append({"Authorization",
                            "SDK-HMAC-SHA256 Access=" + m_accessKeyId.toUtf8() + ", SignedHeaders="
                                + headers.keys().join(';') + ", Signature=" + signature});
    return {};
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/zenlayer/zc2signer.h"

#include "app/net/requestbuilder.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace Clearsky {

namespace {

const QByteArray method = "ZC2-HMAC-SHA256";
const QByteArray signedHeaders = "content-type;host";

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray headerOf(const OutgoingRequest &request, const QByteArray &name)
{
    for (const auto &[key, value] : request.headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Result<void> addHeader(OutgoingRequest &request, const QByteArray &name, const QByteArray &value)
{
    if (const auto checked = checkHeader(name, value); !checked)
        return checked;
    request.headers.append({name, value});
    return {};
}

Error missing(const char *message)
{
    return {.kind = Error::Kind::Configuration,
            .message = QCoreApplication::translate("Clearsky::Zc2Signer", message)};
}

} // namespace

Zc2Signer::Zc2Signer(const QString &keyId, const Secret &password)
    : m_keyId(keyId.trimmed().toUtf8()), m_password(password.reveal().trimmed())
{
}

QByteArray Zc2Signer::canonicalRequest(const QByteArray &contentType, const QByteArray &host,
                                       const QByteArray &body)
{
    // The second line is a literal "/", whatever the path. The header block ends with a line feed of its own.
    return "POST\n/\n\ncontent-type:" + contentType.trimmed() + "\nhost:" + host.trimmed() + "\n\n"
        + signedHeaders + '\n' + sha256(body);
}

QByteArray Zc2Signer::stringToSign(qint64 timestamp, const QByteArray &canonicalRequest)
{
    return method + '\n' + QByteArray::number(timestamp) + '\n' + sha256(canonicalRequest);
}

Result<void> Zc2Signer::sign(OutgoingRequest &request, const QDateTime &now) const
{
    if (m_keyId.isEmpty() || m_password.isEmpty()) {
        return failure(
            missing(QT_TRANSLATE_NOOP("Clearsky::Zc2Signer",
                                      "The Access Key ID or the Access Key Password is missing. Enter "
                                      "both in the account.")));
    }
    const qint64 timestamp = now.toSecsSinceEpoch() + m_clockOffset.count();
    const QByteArray canonical =
        canonicalRequest(headerOf(request, "Content-Type"), hostHeader(request.url), request.body);
    const QByteArray signature =
        QMessageAuthenticationCode::hash(stringToSign(timestamp, canonical), m_password.reveal(),
                                         QCryptographicHash::Sha256)
            .toHex();
    return addHeader(request, "X-ZC-Timestamp", QByteArray::number(timestamp))
        .and_then([&] { return addHeader(request, "X-ZC-Signature-Method", method); })
        .and_then([&] {
            return addHeader(request, "Authorization",
                             method + " Credential=" + m_keyId + ", SignedHeaders=" + signedHeaders
                                 + ", Signature=" + signature);
        });
}

BearerSigner::BearerSigner(const Secret &token) : m_token(token.reveal().trimmed())
{
}

Result<void> BearerSigner::sign(OutgoingRequest &request, const QDateTime &now) const
{
    Q_UNUSED(now)
    if (m_token.isEmpty()) {
        return failure(missing(QT_TRANSLATE_NOOP("Clearsky::Zc2Signer",
                                                 "The Access Token is missing. Enter it in the account.")));
    }
    return addHeader(request, "Authorization", "Bearer " + m_token.reveal());
}

} // namespace Clearsky

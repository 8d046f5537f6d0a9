// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/zenlayerenvelope.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

constexpr qint64 windowMs = 5 * 60 * 1000;
constexpr QByteArrayView algorithm("ZC2-HMAC-SHA256");
constexpr QByteArrayView bearer("Bearer ");

struct Credential
{
    QByteArray keyId{};
    QByteArray signedHeaders{};
    QByteArray signature{};
};

QByteArray sha256(const QByteArray &data)
{
    return QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
}

/// `ZC2-HMAC-SHA256 Credential=<key>, SignedHeaders=<names>, Signature=<hex>`.
std::optional<Credential> parseCredential(const QByteArray &authorization)
{
    static const QRegularExpression form(
        u"\\AZC2-HMAC-SHA256 Credential=([^,\\s]+), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})\\z"_s);
    const auto match = form.match(QString::fromLatin1(authorization));
    if (!match.hasMatch())
        return std::nullopt;
    return Credential{match.captured(1).toLatin1(), match.captured(2).toLatin1(),
                      match.captured(3).toLatin1()};
}

/// Null when the signed headers are not acceptable.
QByteArray canonicalRequest(const PracticeRequest &request, const QByteArray &signedHeaders)
{
    QByteArrayList names = signedHeaders.split(';');
    QByteArrayList sorted = names;
    std::sort(sorted.begin(), sorted.end());
    if (sorted != names || !names.contains("content-type") || !names.contains("host"))
        return {};
    QByteArray block;
    for (const QByteArray &name : names) {
        const QByteArray value = request.header(name);
        if (value.isNull())
            return {};
        block += name + ':' + value + '\n';
    }
    // The URI of the canonical form is always "/", whatever the request line says.
    return QByteArrayList{"POST", "/", "", block, signedHeaders, sha256(request.body)}.join('\n');
}

ZenlayerRefusal unauthorized(const QString &code, const QString &message)
{
    return {401, code, message};
}

std::optional<ZenlayerRefusal> keyRefusal(const PracticeRequest &request, const PracticeKeys &keys,
                                          qint64 calendarMs)
{
    const auto credential = parseCredential(request.header("Authorization"));
    const QByteArray timestamp = request.header("X-ZC-Timestamp");
    static const QRegularExpression digits(u"\\A[0-9]{1,18}\\z"_s);
    if (!credential || !digits.match(QString::fromLatin1(timestamp)).hasMatch()
        || request.header("X-ZC-Signature-Method") != algorithm)
        return unauthorized(u"AUTHFAILURE_INVALID_AUTHORIZATION"_s,
                            u"The authorization header is malformed."_s);

    const qint64 difference = timestamp.toLongLong() - calendarMs / 1000;
    if (qAbs(difference) > windowMs / 1000)
        return unauthorized(u"AUTHFAILURE_SIGNATURE_EXPIRED"_s, u"The signature has expired."_s);

    const QByteArray canonical = canonicalRequest(request, credential->signedHeaders);
    const QByteArray toSign =
        QByteArrayList{algorithm.toByteArray(), timestamp, sha256(canonical)}.join('\n');
    const QByteArray expected =
        QMessageAuthenticationCode::hash(toSign, keys.zenlayerPassword.toUtf8(), QCryptographicHash::Sha256)
            .toHex();
    if (canonical.isNull() || QString::fromLatin1(credential->keyId) != keys.zenlayerKeyId
        || credential->signature != expected)
        return unauthorized(u"AUTHFAILURE_SIGNATURE_FAILURE"_s, u"The signature does not match."_s);
    return std::nullopt;
}

std::optional<ZenlayerRefusal> tokenRefusal(const PracticeRequest &request, const PracticeKeys &keys)
{
    const QByteArray token = request.header("Authorization").mid(bearer.size());
    if (QString::fromUtf8(token) != keys.zenlayerToken)
        return unauthorized(u"AUTHFAILURE_INVALID_AUTHORIZATION"_s, u"The access token is not valid."_s);
    return std::nullopt;
}

QString newRequestId()
{
    return u'T' + QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
}

} // namespace

QString zenlayerClaimedMember(const PracticeRequest &request, const PracticeKeys &keys)
{
    const QByteArray authorization = request.header("Authorization");
    if (authorization.startsWith(bearer))
        return QString::fromUtf8(authorization.mid(bearer.size())) == keys.zenlayerToken ? keys.zenlayerMember
                                                                                         : QString();
    const auto credential = parseCredential(authorization);
    return credential && QString::fromLatin1(credential->keyId) == keys.zenlayerKeyId ? keys.zenlayerMember
                                                                                      : QString();
}

std::optional<ZenlayerRefusal> zenlayerRefusal(const PracticeRequest &request, const PracticeKeys &keys,
                                               qint64 calendarMs)
{
    if (request.method != "POST")
        return ZenlayerRefusal{405, u"INVALID_REQUEST_METHOD"_s, u"Only POST is supported."_s};
    if (!request.query.isEmpty())
        return ZenlayerRefusal{400, u"INVALID_PARAMETER_VALUE"_s, u"A query string is not supported."_s};
    const bool byToken = request.header("Authorization").startsWith(bearer);
    if (auto refusal = byToken ? tokenRefusal(request, keys) : keyRefusal(request, keys, calendarMs))
        return refusal;
    if (!request.header("Content-Type").toLower().startsWith("application/json"))
        return ZenlayerRefusal{400, u"INVALID_PARAMETER_VALUE"_s,
                               u"The content type has to be application/json."_s};
    for (const char *name : {"X-ZC-Action", "X-ZC-Version"}) {
        if (request.header(name).isEmpty())
            return ZenlayerRefusal{400, u"MISSING_PARAMETER"_s,
                                   u"The header %1 is missing."_s.arg(QString::fromLatin1(name))};
    }
    static const QRegularExpression caller(u"\\A[A-Za-z0-9_ ,;.-]{0,128}\\z"_s);
    if (!caller.match(QString::fromUtf8(request.header("X-ZC-Request-Client"))).hasMatch())
        return ZenlayerRefusal{400, u"INVALID_PARAMETER_PATTERN_ERROR"_s,
                               u"X-ZC-Request-Client is malformed."_s};
    return std::nullopt;
}

PracticeReply zenlayerReply(const ZenlayerRefusal &refusal)
{
    return PracticeReply::json(
        refusal.status,
        {{u"requestId"_s, newRequestId()}, {u"code"_s, refusal.code}, {u"message"_s, refusal.message}});
}

PracticeReply zenlayerReply(QJsonObject response)
{
    const QString requestId = newRequestId();
    response.insert(u"requestId"_s, requestId);
    return PracticeReply::json(200, {{u"requestId"_s, requestId}, {u"response"_s, response}});
}

} // namespace Clearsky

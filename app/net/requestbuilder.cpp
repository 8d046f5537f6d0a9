// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/requestbuilder.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace Clearsky {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Clearsky::RequestBuilder", text);
}

tl::unexpected<Error> refusal(const QString &message, const QString &detail = {})
{
    return failure({.kind = Error::Kind::Configuration, .message = message, .detail = detail});
}

// UTF-8 would replace a lone surrogate by a question mark: the server would read another id.
bool survivesUtf8(const QString &text)
{
    return text.isValidUtf16();
}

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool hasUnsafeSegment(const QString &path)
{
    const QStringList segments = path.split(QLatin1Char('/'));
    return std::any_of(segments.cbegin() + 1, segments.cend(), [](const QString &segment) {
        return segment.isEmpty() || segment == QLatin1String(".") || segment == QLatin1String("..");
    });
}

QString basePath(const QUrl &base)
{
    QString path = base.path(QUrl::FullyEncoded);
    if (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    return path;
}

Result<QString> encodedPath(const QUrl &base, const ApiRequest &request)
{
    QString path = basePath(base);
    for (const QString &segment : request.pathSegments) {
        const bool hasControl = std::any_of(segment.cbegin(), segment.cend(), [](QChar c) {
            return c.unicode() < 0x20 || c.unicode() == 0x7f;
        });
        if (segment.isEmpty() || segment == QLatin1String(".") || segment == QLatin1String("..") || hasControl
            || !survivesUtf8(segment)) {
            return refusal(
                translated(QT_TRANSLATE_NOOP(
                    "Clearsky::RequestBuilder",
                    "An id cannot be part of a web address, so nothing was sent. Refresh the list.")),
                segment);
        }
        path += QLatin1Char('/') + QString::fromLatin1(percentEncoded(segment));
    }
    return path.isEmpty() ? QStringLiteral("/") : path;
}

Result<QUrl> buildUrl(const QUrl &base, const ApiRequest &request)
{
    const auto path = encodedPath(base, request);
    if (!path)
        return tl::make_unexpected(path.error());
    const bool queryIsText = std::all_of(request.query.cbegin(), request.query.cend(), [](const auto &pair) {
        return !pair.first.isEmpty() && survivesUtf8(pair.first) && survivesUtf8(pair.second);
    });
    const QString query = QString::fromLatin1(encodedQuery(request.query));

    QUrl url;
    url.setScheme(base.scheme());
    url.setAuthority(base.authority(QUrl::FullyEncoded), QUrl::StrictMode);
    url.setPath(*path, QUrl::StrictMode);
    if (!query.isEmpty())
        url.setQuery(query, QUrl::StrictMode);
    // What is sent is what was built, byte for byte. Qt normalises the path when it writes the request, and
    // then swallows any segment of a dot and one more character (measured with 6.4.2): such an id cannot be
    // sent.
    const QString target = url.toString(QUrl::FullyEncoded | QUrl::RemoveScheme | QUrl::RemoveAuthority
                                        | QUrl::NormalizePathSegments);
    if (!queryIsText || !url.isValid() || target != (query.isEmpty() ? *path : QString(*path + u'?' + query))
        || !target.startsWith(basePath(base))) {
        return refusal(translated(
            QT_TRANSLATE_NOOP("Clearsky::RequestBuilder",
                              "The request cannot be written as a web address, so nothing was sent. "
            "Refresh the list.")));
    }
    return url;
}

} // namespace

QByteArray percentEncoded(const QString &text)
{
    return text.toUtf8().toPercentEncoding();
}

QByteArray encodedQuery(const QList<QPair<QString, QString>> &query)
{
    QList<QPair<QByteArray, QByteArray>> pairs;
    pairs.reserve(query.size());
    for (const auto &[name, value] : query)
        pairs.append({percentEncoded(name), percentEncoded(value)});
    std::sort(pairs.begin(), pairs.end());
    QByteArrayList parts;
    parts.reserve(pairs.size());
    for (const auto &[name, value] : pairs)
        parts.append(name + '=' + value);
    return parts.join('&');
}

Result<void> checkHeader(const QByteArray &name, const QByteArray &value)
{
    const bool nameIsGood = !name.isEmpty() && std::all_of(name.cbegin(), name.cend(), isTokenCharacter);
    const bool valueIsGood =
        std::all_of(value.cbegin(), value.cend(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (nameIsGood && valueIsGood)
        return {};
    // The value may be a secret: only the name is told.
    return refusal(
        translated(QT_TRANSLATE_NOOP("Clearsky::RequestBuilder",
                                     "A header holds characters that cannot be sent, such as a line "
                                     "break. Enter the key, token or project again.")),
        QString::fromLatin1(name.toPercentEncoding()));
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

Result<void> checkBase(const QUrl &base)
{
    const bool isHttps = base.scheme() == QLatin1String("https");
    const bool isLocalHttp = base.scheme() == QLatin1String("http") && isLoopback(base);
    if (!isHttps && !isLocalHttp) {
        return refusal(
            translated(QT_TRANSLATE_NOOP("Clearsky::RequestBuilder",
                                         "The endpoint must begin with https://. Correct it in the "
                                         "account.")),
            base.scheme());
    }
    if (!base.isValid() || base.host().isEmpty() || base.host().endsWith(QLatin1Char('.')) || base.port() == 0
        || !base.userInfo().isEmpty() || base.hasQuery() || base.hasFragment()
        || hasUnsafeSegment(basePath(base))) {
        return refusal(
            translated(QT_TRANSLATE_NOOP("Clearsky::RequestBuilder",
                                         "The endpoint must be https://, a host and perhaps a port, "
                                         "without user name, password or query. Correct it in the "
                                         "account.")));
    }
    return {};
}

Result<OutgoingRequest> buildRequest(const QUrl &base, const ApiRequest &request)
{
    if (const auto checked = checkBase(base); !checked)
        return tl::make_unexpected(checked.error());
    auto url = buildUrl(base, request);
    if (!url)
        return tl::make_unexpected(url.error());

    HttpHeaders headers;
    if (!request.contentType.isEmpty())
        headers.append({"Content-Type", request.contentType});
    headers += request.headers;
    for (const auto &[name, value] : std::as_const(headers)) {
        if (const auto checked = checkHeader(name, value); !checked)
            return tl::make_unexpected(checked.error());
    }
    const QString what =
        request.action.isEmpty() ? QString::fromLatin1(methodName(request.method)) : request.action;
    return OutgoingRequest{.method = request.method,
                           .url = *std::move(url),
                           .headers = headers,
                           .body = request.body,
                           .read = request.read,
                           .service = request.service,
                           .action = request.action,
                           .logLabel =
                               request.service.isEmpty() ? what : request.service + QLatin1Char(' ') + what};
}

} // namespace Clearsky

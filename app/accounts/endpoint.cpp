// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/endpoint.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

namespace Clearsky {

namespace {

const QString servicePlace = QStringLiteral("{service}");
const QString regionPlace = QStringLiteral("{region}");

QString tr(const char *text)
{
    return QCoreApplication::translate("Endpoint", text);
}

tl::unexpected<Error> refuse(const QString &message)
{
    return failure({.kind = Error::Kind::Configuration, .message = message});
}

bool isVisibleAscii(QChar c)
{
    return c > u' ' && c < u'\x7f';
}

struct Parts
{
    QString scheme{};   ///< lower case
    QString host{};     ///< as entered, lower case, IPv6 without brackets
    QString portText{}; ///< empty: the scheme's own
};

// QUrl repairs what it reads; what the user sees must be what is used. So the text is taken apart here, and
// QUrl only confirms it.
Result<Parts> takeApart(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(\A([A-Za-z][A-Za-z0-9+.-]*)://(\[[0-9A-Fa-f:.]*\]|[^:/\[\]]*)(?::(.*))?\z)"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return refuse(tr("The endpoint is not a web address. Enter it like https://iam.example.com."));
    QString host = match.captured(2).toLower();
    if (host.startsWith(QLatin1Char('[')))
        host = host.mid(1, host.size() - 2);
    if (match.capturedLength(3) == 0 && match.capturedStart(3) >= 0)
        return refuse(tr("The endpoint has a colon but no port. Remove the colon or add the port."));
    return Parts{.scheme = match.captured(1).toLower(), .host = host, .portText = match.captured(3)};
}

Result<void> checkCharacters(const QString &text)
{
    if (!std::all_of(text.begin(), text.end(), isVisibleAscii)) {
        return refuse(
            tr("The endpoint contains a space or a letter other than a to z, which may look like another one. "
               "Type it with plain letters, an international name in its xn-- form."));
    }
    if (text.contains(QLatin1Char('@')))
        return refuse(tr("The endpoint contains a user name or password. Remove everything up to the @."));
    if (text.contains(QLatin1Char('?')))
        return refuse(tr("The endpoint contains a ?. Remove it and what follows."));
    if (text.contains(QLatin1Char('#')))
        return refuse(tr("The endpoint contains a #. Remove it and what follows."));
    if (text.contains(QLatin1Char('\\')) || text.contains(QLatin1Char('%')))
        return refuse(
            tr("The endpoint contains \\ or %, which no host name has. Type the host name plainly."));
    return {};
}

Result<void> checkPort(const QString &portText)
{
    if (portText.isEmpty())
        return {};
    const bool digits =
        std::all_of(portText.begin(), portText.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int port = portText.size() <= 5 ? portText.toInt() : 0;
    if (!digits || port < 1 || port > 65535)
        return refuse(tr("The endpoint's port is not a number from 1 to 65535. Correct or remove it."));
    return {};
}

Result<void> checkHost(const QString &host)
{
    if (host.isEmpty())
        return refuse(tr("The endpoint has no host name. Enter it like https://iam.example.com."));
    if (host.contains(QLatin1Char(':'))) {
        if (QHostAddress(host).protocol() != QAbstractSocket::IPv6Protocol)
            return refuse(tr("The endpoint's address is not a valid IPv6 address. Correct it."));
        return {};
    }
    if (host.endsWith(QLatin1Char('.')))
        return refuse(tr("The endpoint's host name ends with a dot. Remove it."));
    // An all-numeric last label makes it an IPv4 address, of which there are misleading spellings (1.2,
    // 0x7f.1).
    static const QRegularExpression numeric(QStringLiteral(R"((\A|\.)(\d+|0x[0-9a-f]*)\z)"));
    static const QRegularExpression dottedQuad(
        QStringLiteral(R"(\A((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!\z)|\z)){4}\z)"));
    if (numeric.match(host).hasMatch()) {
        if (!dottedQuad.match(host).hasMatch())
            return refuse(
                tr("The endpoint's address is not a valid IPv4 address. Write it as four numbers."));
        return {};
    }
    static const QRegularExpression label(QStringLiteral(R"(\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z)"));
    const QStringList labels = host.split(QLatin1Char('.'));
    const bool proper = host.size() <= 253
        && std::all_of(labels.begin(), labels.end(),
                       [](const QString &part) { return label.match(part).hasMatch(); });
    if (!proper)
        return refuse(
            tr("The endpoint's host name is not valid. Use letters, digits, hyphens and single dots."));
    return {};
}

Result<void> checkScheme(const Parts &parts, bool hasPlaces)
{
    if (parts.scheme == QLatin1String("https"))
        return {};
    if (parts.scheme != QLatin1String("http"))
        return refuse(tr("The endpoint does not start with https://. Use an https address."));
    if (hasPlaces || !isLoopbackHost(parts.host)) {
        return refuse(
            tr("The endpoint uses http, which would send secrets unprotected. Use https; http is only for "
               "a service on this computer itself, such as http://127.0.0.1:8080."));
    }
    return {};
}

QString withoutFinalSlash(QString text)
{
    // The slash of an empty path means nothing; those of `https://` do.
    if (text.endsWith(QLatin1Char('/')) && !text.endsWith(QLatin1String("//")))
        text.chop(1);
    return text;
}

Result<void> checkPath(const QString &text)
{
    const qsizetype start = text.indexOf(QLatin1String("://"));
    if (start >= 0 && text.indexOf(QLatin1Char('/'), start + 3) >= 0) {
        return refuse(
            tr("The endpoint contains a path. Remove everything after the host name; Clearsky adds the path "
               "itself."));
    }
    return {};
}

// Places are checked as the labels they stand for.
QString filled(QString text, const QString &service, const QString &region)
{
    text.replace(servicePlace, service);
    text.replace(regionPlace, region);
    return text;
}

} // namespace

Result<QString> validateEndpoint(const QString &text)
{
    const QString endpoint = withoutFinalSlash(text.trimmed());
    if (endpoint.isEmpty())
        return QString();
    if (const auto checked = checkCharacters(endpoint); !checked)
        return failure(checked.error());
    if (const auto checked = checkPath(endpoint); !checked)
        return failure(checked.error());
    const QString sample = filled(endpoint, QStringLiteral("s"), QStringLiteral("r"));
    if (sample.contains(QLatin1Char('{')) || sample.contains(QLatin1Char('}')))
        return refuse(
            tr("The endpoint contains a placeholder other than {service} and {region}. Correct it."));
    const auto written = takeApart(endpoint.contains(QLatin1Char('{')) ? sample : endpoint);
    if (!written)
        return failure(written.error());
    if (const auto checked = checkPort(written->portText); !checked)
        return failure(checked.error());
    if (const auto checked = checkHost(written->host); !checked)
        return failure(checked.error());
    if (const auto checked = checkScheme(*written, sample != endpoint); !checked)
        return failure(checked.error());
    return endpoint;
}

Result<QUrl> expandEndpoint(const QString &text, const QString &service, const QString &region)
{
    const auto endpoint = validateEndpoint(text);
    if (!endpoint)
        return failure(endpoint.error());
    if (endpoint->isEmpty())
        return refuse(tr("The endpoint is empty. Enter it like https://iam.example.com."));
    static const QRegularExpression label(QStringLiteral(R"(\A[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\z)"));
    if (region.isEmpty() && endpoint->contains(regionPlace))
        return refuse(tr("The endpoint contains {region}, but the account has no region. Enter the region."));
    if (endpoint->contains(regionPlace) && !label.match(region).hasMatch())
        return refuse(
            tr("The region is not a plain word and cannot stand in the endpoint. Correct the region."));
    Q_ASSERT(label.match(service).hasMatch());
    const auto whole = validateEndpoint(filled(*endpoint, service, region));
    if (!whole)
        return failure(whole.error());
    const auto parts = takeApart(*whole);
    const QUrl url(*whole, QUrl::StrictMode);
    if (!parts || !url.isValid() || url.host(QUrl::FullyEncoded) != parts->host || !url.path().isEmpty())
        return refuse(tr("The endpoint with service and region filled in is not a web address. Correct it."));
    return url;
}

bool isLoopbackHost(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

Result<QString> validateSecretText(const QString &text, const QString &title)
{
    const QString trimmed = text.trimmed();
    for (const QChar c : trimmed) {
        if (c == u'\r' || c == u'\n')
            return refuse(tr("%1 contains a line break. Copy it again as one line.").arg(title));
        if (c < u' ' || c == u'\x7f')
            return refuse(tr("%1 contains a control character. Type or copy it again.").arg(title));
        if (c > u'\x7f') {
            return refuse(
                tr("%1 contains a character that does not belong there, for example a curly quote. Type or copy it again.")
                    .arg(title));
        }
    }
    return trimmed;
}

} // namespace Clearsky

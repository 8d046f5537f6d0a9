// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpfailure.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

QString sentence(const char *text, const QString &host)
{
    return QCoreApplication::translate("Clearsky::HttpCall", text).arg(host);
}

// Measured: when a request may have left, Qt's own second try ends as ContentReSendError before it connects.
// So these always speak of the first connection.
bool meansNotConnected(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return true;
    default:
        return false;
    }
}

bool isProvedUnsent(const WireEvidence &evidence)
{
    if (evidence.answered)
        return false;
    if (evidence.hasBody)
        return evidence.bytesTaken == 0;
    if (evidence.encrypted)
        return false;
    // When we end the call ourselves, the news that TLS stands may still be on its way: that proves nothing.
    const bool endedInHandshake =
        evidence.onlyTlsConnection && evidence.error == QNetworkReply::RemoteHostClosedError;
    return meansNotConnected(evidence.error) || endedInHandshake;
}

const char *notSentText(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "The host %1 was not found. Check the endpoint and region of the account, and the "
            "network connection.");
    case QNetworkReply::ConnectionRefusedError:
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "%1 refused the connection. Check the endpoint and its port, or try again later.");
    case QNetworkReply::SslHandshakeFailedError:
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "No secure connection to %1 could be made. Check the endpoint and its port, and that "
            "nothing in between intercepts the connection.");
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "The proxy on the way to %1 could not be reached. Check the proxy settings.");
    default:
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "No connection to %1 could be made, so nothing was sent. Check the network connection "
            "and try again.");
    }
}

} // namespace

Error::Kind kindOf(const WireEvidence &evidence)
{
    if (!isProvedUnsent(evidence))
        return Error::Kind::NoAnswer;
    if (evidence.certificateRefused)
        return Error::Kind::Certificate;
    if (evidence.error == QNetworkReply::ProxyAuthenticationRequiredError)
        return Error::Kind::ProxySignIn;
    return Error::Kind::NotSent;
}

QString messageFor(Error::Kind kind, QNetworkReply::NetworkError error, const QString &host)
{
    switch (kind) {
    case Error::Kind::NotSent:
        return sentence(notSentText(error), host);
    case Error::Kind::Certificate:
        return sentence(
            QT_TRANSLATE_NOOP("Clearsky::HttpCall",
                              "The certificate of %1 is not trusted, so nothing was sent. Check the "
                              "endpoint, the date of this computer and its certificates."),
            host);
    case Error::Kind::ProxySignIn:
        return sentence(
            QT_TRANSLATE_NOOP("Clearsky::HttpCall",
                              "The proxy on the way to %1 asks for a sign-in. Check the proxy settings."),
            host);
    case Error::Kind::TooLarge:
        return sentence(
            QT_TRANSLATE_NOOP("Clearsky::HttpCall",
                              "The answer of %1 is larger than 32 MiB and was not read. Check that the "
                              "endpoint is right."),
            host);
    case Error::Kind::Redirected:
        return sentence(
            QT_TRANSLATE_NOOP("Clearsky::HttpCall",
                              "%1 points to another address, which Clearsky does not follow. Check the "
                              "endpoint, or a sign-in page of the network in between."),
            host);
    default:
        return sentence(
            QT_TRANSLATE_NOOP("Clearsky::HttpCall",
                              "%1 did not answer completely. Check the network connection and try "
                              "again."),
            host);
    }
}

} // namespace Clearsky

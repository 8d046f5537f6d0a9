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
            "The host %1 was not found, so nothing was sent. Check this computer's network connection, and "
            "endpoint and region in the account.");
    case QNetworkReply::ConnectionRefusedError:
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "%1 refused the connection, so nothing was sent. Check the endpoint and its port in the account; "
            "if they are right, try again later.");
    case QNetworkReply::SslHandshakeFailedError:
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "No secure connection to %1 could be made, so nothing was sent. Check the endpoint and its port in "
            "the account, and whether a proxy or firewall intercepts the connection.");
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "The proxy on the way to %1 could not be reached, so nothing was sent. Check this computer's proxy "
            "settings.");
    default:
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "No connection to %1 could be made, so nothing was sent. Check this computer's network connection "
            "and try again.");
    }
}

const char *noAnswerText(QNetworkReply::NetworkError error)
{
    if (error == QNetworkReply::TimeoutError) {
        return QT_TRANSLATE_NOOP(
            "Clearsky::HttpCall",
            "%1 did not answer in time. Check this computer's network connection; if it works, the provider "
            "may be overloaded: try again later.");
    }
    return QT_TRANSLATE_NOOP(
        "Clearsky::HttpCall",
        "The connection to %1 ended before the whole answer had come. Check this computer's network "
        "connection and try again.");
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
            QT_TRANSLATE_NOOP(
                "Clearsky::HttpCall",
                "The certificate of %1 is not trusted, so nothing was sent. Check the endpoint in the account "
                "and the date of this computer; for a private cloud, install its root certificate on this "
                "computer."),
            host);
    case Error::Kind::ProxySignIn:
        return sentence(
            QT_TRANSLATE_NOOP(
                "Clearsky::HttpCall",
                "The proxy on the way to %1 asks for a sign-in, so nothing was sent. Check user name and "
                "password in this computer's proxy settings."),
            host);
    case Error::Kind::TooLarge:
        return sentence(
            QT_TRANSLATE_NOOP(
                "Clearsky::HttpCall",
                "The answer of %1 is larger than 32 MiB and was dropped. Check the endpoint in the account: "
                "something other than the service may answer there."),
            host);
    case Error::Kind::Redirected:
        return sentence(
            QT_TRANSLATE_NOOP(
                "Clearsky::HttpCall",
                "%1 points to another address, which Clearsky does not follow, to keep the sign-in safe. "
                "Check the endpoint in the account; if this network has a sign-in page of its own, sign in "
                "there with a web browser and try again."),
            host);
    default:
        return sentence(noAnswerText(error), host);
    }
}

} // namespace Clearsky

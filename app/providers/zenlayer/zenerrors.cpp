// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/zenlayer/zenerrors.h"

#include "app/providers/answer.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestExcerpt = 200;
constexpr qsizetype longestDetail = 2048;

struct ZenErrors
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::ZenErrors)
};

QString durationText(qint64 seconds)
{
    return seconds < 120 ? ZenErrors::tr("%1 s", "duration in seconds").arg(seconds)
                         : ZenErrors::tr("%1 min", "duration in minutes").arg((seconds + 30) / 60);
}

QString excerpt(const QByteArray &body)
{
    return excerptOf(body).simplified().left(longestExcerpt);
}

bool startsWithAny(const QString &code, std::initializer_list<const char *> prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const char *prefix) { return code.startsWith(QLatin1String(prefix)); });
}

Error::Kind unavailableOrFault(const HttpReply &reply)
{
    // Only a 503 with a hint is a promise that nothing was carried out (design/engine.md row 30).
    return reply.status == 503 && retryAfterOf(reply) ? Error::Kind::Unavailable : Error::Kind::ProviderFault;
}

Error::Kind kindOfStatus(const HttpReply &reply)
{
    switch (reply.status) {
    case 401:
        return Error::Kind::SignInRefused;
    case 403:
        return Error::Kind::NotPermitted;
    case 404:
        return Error::Kind::WrongEndpoint;
    case 409:
        return Error::Kind::Conflict;
    case 429:
        return Error::Kind::Throttled;
    default:
        break;
    }
    if (reply.status >= 500)
        return unavailableOrFault(reply);
    return reply.status >= 400 ? Error::Kind::Invalid : Error::Kind::Malformed;
}

Error::Kind kindOfCode(const QString &code, const HttpReply &reply)
{
    using enum Error::Kind;
    if (code == QLatin1String("AUTHFAILURE_SIGNATURE_EXPIRED"))
        return ClockSkew;
    if (code == QLatin1String("AUTHFAILURE_UNAUTHORIZED_OPERATION"))
        return NotPermitted;
    if (code.startsWith(QLatin1String("AUTHFAILURE_")))
        return SignInRefused;
    if (startsWithAny(code, {"REQUEST_LIMIT_"}))
        return Throttled;
    if (startsWithAny(code, {"INTERNAL_", "SERVICE_", "REQUEST_TIMED_OUT", "INVALID_OPERATION_TIMEOUT"}))
        return unavailableOrFault(reply);
    if (code == QLatin1String("OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND"))
        return Invalid;
    if (code.endsWith(QLatin1String("_NOT_FOUND")))
        return NotFound;
    if (startsWithAny(code, {"OPERATION_DENIED_", "UNSUPPORTED_OPERATION_", "OPERATION_FAILED_"}))
        return WrongState;
    if (startsWithAny(code, {"MISSING_PARAMETER", "INVALID_"}))
        return Invalid;
    return kindOfStatus(reply);
}

QString clockMessage(const HttpReply &reply)
{
    if (!reply.date.isValid() || !reply.receivedAt.isValid()) {
        return ZenErrors::tr(
            "Zenlayer says that this computer's clock is more than five minutes off. Set the clock, or "
            "sign in with a token.");
    }
    const qint64 seconds = reply.receivedAt.secsTo(reply.date);
    const QString amount = durationText(qAbs(seconds));
    return seconds > 0
        ? ZenErrors::tr("This computer's clock is %1 behind Zenlayer's, which allows five minutes. Set "
                        "the clock, or sign in with a token.")
              .arg(amount)
        : ZenErrors::tr("This computer's clock is %1 ahead of Zenlayer's, which allows five minutes. Set "
                        "the clock, or sign in with a token.")
              .arg(amount);
}

QString signInMessage(const QString &code)
{
    if (code == QLatin1String("AUTHFAILURE_SIGNATURE_FAILURE")) {
        return ZenErrors::tr(
            "Zenlayer refused the sign-in: Access Key ID and Access Key Password do not belong together, "
            "or a proxy changed the request. Enter both again in the account.");
    }
    if (code == QLatin1String("AUTHFAILURE_INVALID_AUTHORIZATION")) {
        return ZenErrors::tr(
            "Zenlayer does not accept the Access Key ID or the Access Token. Check that it was copied "
            "whole and has not been disabled or deleted in the console.");
    }
    return ZenErrors::tr(
        "Zenlayer refused the sign-in. Check in the console that the key or token exists and is "
        "enabled, and enter it again.");
}

QString messageOf(const Error &error, const HttpReply &reply)
{
    using enum Error::Kind;
    switch (error.kind) {
    case ClockSkew:
        return clockMessage(reply);
    case SignInRefused:
        return signInMessage(error.code);
    case NotPermitted:
        return ZenErrors::tr(
            "Zenlayer refuses this: the key or token has no right to it. Ask the team's administrator to "
            "grant its member the right, for the resource groups concerned.");
    case Throttled:
        return error.retryAfter
            ? ZenErrors::tr(
                  "Zenlayer allows no more requests for %1; nothing is wrong. A running job goes on by "
                  "itself; refresh a list after that time.")
                  .arg(durationText(error.retryAfter->count() / 1000))
            : ZenErrors::tr(
                "Zenlayer allows no more requests at the moment; nothing is wrong. A running job goes on "
                "by itself; refresh a list in a few minutes.");
    case NotFound:
        return ZenErrors::tr(
            "Zenlayer does not have this resource, or this key may not see it. Refresh the list.");
    case WrongState:
        return ZenErrors::tr(
            "Zenlayer refuses this in the resource's present state. Refresh the list to see it.");
    case Invalid:
        return ZenErrors::tr(
            "Zenlayer did not accept the request and did nothing. Its explanation is in the details: copy it "
            "when you report this.");
    case Conflict:
        return ZenErrors::tr("Something else is at work on this at Zenlayer. Try again when it has ended.");
    case Unavailable:
        return ZenErrors::tr("Zenlayer is not available at the moment and did nothing. Try again later.");
    case WrongEndpoint:
        return ZenErrors::tr(
            "There is no Zenlayer service at this address, so nothing is known about the resources. Check "
            "the Service Endpoint in the account.");
    case Malformed:
        return ZenErrors::tr(
            "The answer is not Zenlayer's: something in between may have answered. Check the Service "
            "Endpoint in the account; if this network has a sign-in page of its own, sign in there with "
            "a web browser and try again.");
    default:
        return ZenErrors::tr(
                   "Zenlayer reports a fault of its own (status %1). Try again later; if it stays so, tell "
                   "Zenlayer's support the request id in the details.")
            .arg(reply.status);
    }
}

Error withoutJson(const HttpReply &reply, Error error)
{
    error.detail = ZenErrors::tr("Status %1, not JSON: %2").arg(reply.status).arg(excerpt(reply.body));
    if (reply.status == 403 && reply.header("cf-mitigated").compare("challenge", Qt::CaseInsensitive) == 0) {
        error.kind = Error::Kind::Unavailable;
        error.retryAfter = 1min;
        error.message =
            ZenErrors::tr("The protection in front of Zenlayer lets only web browsers through from this "
                          "computer's network for now. Wait a minute and try again, or use another network.");
        return error;
    }
    switch (reply.status) {
    case 413:
    case 414:
        error.kind = Error::Kind::Invalid;
        break;
    case 409:
    case 429:
        error.kind = kindOfStatus(reply);
        break;
    default:
        // Other 4xx without JSON come from something between us and the service.
        error.kind =
            reply.status >= 400 && reply.status < 500 ? Error::Kind::WrongEndpoint : kindOfStatus(reply);
        break;
    }
    error.message = messageOf(error, reply);
    return error;
}

} // namespace

QString zenRequestId(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object().value(QLatin1String("requestId")).toString().left(128);
}

Error readZenError(const HttpReply &reply)
{
    Error error{.httpStatus = reply.status, .requestId = reply.requestId, .retryAfter = retryAfterOf(reply)};
    if (reply.status == 451) {
        error.kind = Error::Kind::ServiceNotActive;
        error.detail = excerpt(reply.body);
        error.message = ZenErrors::tr(
            "A security policy in front of Zenlayer blocks this computer's network (status 451). "
            "Use another network, or ask Zenlayer's support.");
        return error;
    }
    const QJsonDocument document = QJsonDocument::fromJson(reply.body);
    if (!document.isObject())
        return withoutJson(reply, error);

    const QJsonObject object = document.object();
    error.code = object.value(QLatin1String("code")).toString().left(128);
    error.detail = object.value(QLatin1String("message")).toString().left(longestDetail);
    if (const QString id = object.value(QLatin1String("requestId")).toString(); !id.isEmpty())
        error.requestId = id.left(128);
    if (reply.status < 400) // a success that could not be read: what it did is not known
        error.kind = Error::Kind::Malformed;
    else
        error.kind = error.code.isEmpty() ? kindOfStatus(reply) : kindOfCode(error.code, reply);
    error.message = messageOf(error, reply);
    return error;
}

} // namespace Clearsky

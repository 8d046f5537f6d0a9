// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/error.h"

namespace Clearsky {

Effect effectOf(Error::Kind kind)
{
    using enum Error::Kind;
    switch (kind) {
    case NotSent:
    case Certificate:
    case ProxySignIn:
    case Cancelled:
    case Storage:
    case Keychain:
    case Configuration:
        return Effect::NotSent;
    case Throttled:
    case SessionExpired:
    case SignInRefused:
    case ClockSkew:
    case NotPermitted:
    case WrongState:
    case Invalid:
    case Conflict:
    case NotFound:
    case WrongEndpoint:
    case Unavailable:
    case ServiceNotActive:
        return Effect::Refused;
    case ProviderFault:
    case NoAnswer:
    case Malformed:
    case TooLarge:
    case Redirected:
        return Effect::Unknown;
    }
    return Effect::Unknown;
}

QString errorKindName(Error::Kind kind)
{
    using enum Error::Kind;
    switch (kind) {
    case NotSent: return QStringLiteral("not_sent");
    case Certificate: return QStringLiteral("certificate");
    case ProxySignIn: return QStringLiteral("proxy_sign_in");
    case Cancelled: return QStringLiteral("cancelled");
    case Throttled: return QStringLiteral("throttled");
    case SessionExpired: return QStringLiteral("session_expired");
    case SignInRefused: return QStringLiteral("sign_in_refused");
    case ClockSkew: return QStringLiteral("clock_skew");
    case NotPermitted: return QStringLiteral("not_permitted");
    case WrongState: return QStringLiteral("wrong_state");
    case Invalid: return QStringLiteral("invalid");
    case Conflict: return QStringLiteral("conflict");
    case NotFound: return QStringLiteral("not_found");
    case WrongEndpoint: return QStringLiteral("wrong_endpoint");
    case Unavailable: return QStringLiteral("unavailable");
    case ServiceNotActive: return QStringLiteral("service_not_active");
    case ProviderFault: return QStringLiteral("provider_fault");
    case NoAnswer: return QStringLiteral("no_answer");
    case Malformed: return QStringLiteral("malformed");
    case TooLarge: return QStringLiteral("too_large");
    case Redirected: return QStringLiteral("redirected");
    case Storage: return QStringLiteral("storage");
    case Keychain: return QStringLiteral("keychain");
    case Configuration: return QStringLiteral("configuration");
    }
    return {};
}

} // namespace Clearsky

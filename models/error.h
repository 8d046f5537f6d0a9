// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace Clearsky {

/// Why something did not work. Code decides on `kind` alone; people read `message`; logs and details show the rest.
struct Error
{
    /// The order groups the kinds by what a request may have done at the provider (design/engine.md 5.2, 5.3).
    enum class Kind {
        // nothing left this computer
        NotSent,          ///< name not found, refused, TLS connection not established
        Certificate,      ///< the server's certificate is not trusted
        ProxySignIn,      ///< the proxy wants a sign-in
        Cancelled,        ///< ended by us before anything left
        // answered, and not carried out
        Throttled,        ///< 429 and its dialects
        SessionExpired,   ///< 401: the token must be renewed
        SignInRefused,    ///< 401: wrong key, password or signature
        ClockSkew,        ///< 401: our clock is too far from the provider's
        NotPermitted,     ///< 403
        WrongState,       ///< the resource's state forbids it
        Invalid,          ///< 400, 413, 414, 422
        Conflict,         ///< 409 and "another task is running"
        NotFound,         ///< the provider does not know the resource
        WrongEndpoint,    ///< 404 that does not come from the service: wrong host, region or path
        Unavailable,      ///< 503 with a hint or from the gateway: not carried out
        ServiceNotActive, ///< the service is not subscribed, or closed to this project
        // may have been carried out
        ProviderFault,    ///< 5xx
        NoAnswer,         ///< silence, cut, reset, deadline after something may have left
        Malformed,        ///< an answer that is not what the contract says
        TooLarge,         ///< an answer over the cap
        Redirected,       ///< 3xx
        // not about a request
        Storage,          ///< a file or the journal cannot be read or written
        Keychain,         ///< the system keychain refuses or is absent
        Configuration,    ///< something the user entered cannot be used
    };

    Kind kind = Kind::Configuration;
    QString message{};         ///< translated; names cause and remedy
    QString detail{};          ///< provider's words or technical facts, verbatim; always shown as plain text
    QString code{};            ///< the provider's error code, for example `APIGW.0301`
    int httpStatus = 0;        ///< 0: there was no answer
    QString requestId{};       ///< the provider's correlation id
    QString encodedAuthorization{}; ///< Huawei Cloud's encrypted explanation: offered for copying, never decoded
    std::optional<std::chrono::milliseconds> retryAfter{}; ///< the provider's own hint

    friend bool operator==(const Error &, const Error &) = default;
};

/// What a request that ended with this error may have done at the provider.
enum class Effect {
    NotSent,  ///< nothing left
    Refused,  ///< answered, not carried out
    Unknown,  ///< may have been carried out: look before anything else
};
[[nodiscard]] Effect effectOf(Error::Kind kind);

/// The stable name of a kind for logs and the journal, for example `not_sent`.
[[nodiscard]] QString errorKindName(Error::Kind kind);

} // namespace Clearsky

Q_DECLARE_METATYPE(Clearsky::Error)

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/error.h"

#include <QNetworkReply>

namespace Clearsky {

/// What is known about a request that got no whole answer.
struct WireEvidence
{
    QNetworkReply::NetworkError error = QNetworkReply::NoError; ///< NoError: ended by us
    bool answered = false;                                      ///< a status line came
    bool hasBody = false;
    qint64 bytesTaken = 0;  ///< of the body
    bool encrypted = false; ///< a TLS connection stood
    bool certificateRefused = false;
    bool onlyTlsConnection =
        false; ///< https, and the one connection that can have carried it was opened for it
};

/// The kind of a request without a whole answer (engine.md 1.1, matrix rows 12 to 17): NotSent, Certificate
/// and ProxySignIn when it is proved that the server got nothing, NoAnswer otherwise.
[[nodiscard]] Error::Kind kindOf(const WireEvidence &evidence);

/// The translated sentence for a kind that HttpCall makes: cause and remedy, with the host in it.
[[nodiscard]] QString messageFor(Error::Kind kind, QNetworkReply::NetworkError error, const QString &host);

} // namespace Clearsky

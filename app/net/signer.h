// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/result.h"

namespace Clearsky {

/// Adds the sign-in headers to a request. Called when the request is handed over, so that signatures do not
/// age in a queue; it must not change method, URL or body.
class Signer
{
public:
    virtual ~Signer() = default;

    /// `now` is the calendar's time in UTC. An error ends the request with nothing sent.
    [[nodiscard]] virtual Result<void> sign(OutgoingRequest &request, const QDateTime &now) const = 0;
};

} // namespace Clearsky

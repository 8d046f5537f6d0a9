// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QString>
#include <QUrl>

namespace Clearsky {

/// Checks what a user entered as IAM Endpoint or Service Endpoint and gives it back trimmed, without a final
/// slash. One URL of scheme, host and port; `{service}` and `{region}` may stand in the host; empty means the
/// provider's own table. https only, http for loopback addresses only. The sentences name cause and remedy.
[[nodiscard]] Result<QString> validateEndpoint(const QString &text);

/// The base URL of a service in a region from a checked endpoint text that is not empty: scheme, host and
/// port. `service` and `region` stand for one host label each; the result is checked again.
[[nodiscard]] Result<QUrl> expandEndpoint(const QString &text, const QString &service, const QString &region);

/// localhost, 127.0.0.0/8 and ::1: the only places where plain http is used.
[[nodiscard]] bool isLoopbackHost(const QString &host);

/// Checks what will become part of a request header (keys, tokens, names) and gives it back trimmed. Line
/// breaks, NUL, other control characters and everything outside ASCII are refused: a line break would smuggle
/// in a header. `title` is the field's translated name, for the sentence.
[[nodiscard]] Result<QString> validateSecretText(const QString &text, const QString &title);

} // namespace Clearsky

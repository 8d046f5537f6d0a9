// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/result.h"

#include <chrono>
#include <optional>

namespace Clearsky {

/// The beginning of an answer for a detail field: at most 2 KiB of it, as text.
[[nodiscard]] QString excerptOf(const QByteArray &body);
/// Whether the body is a web page, as proxies, portals and wrong hosts answer.
[[nodiscard]] bool looksLikeHtml(const QByteArray &body);
/// The Retry-After header in seconds or as a date; at most a day, never negative.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfterOf(const HttpReply &reply);
/// An answer that is not what the contract says. `fact` names what is wrong, untranslated: "job_id is missing".
[[nodiscard]] Error malformedAnswer(const HttpReply &reply, const QString &fact);

} // namespace Clearsky

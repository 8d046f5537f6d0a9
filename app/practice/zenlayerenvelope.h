// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practiceservice.h"

#include <QJsonObject>

#include <optional>

namespace Clearsky {

/// A refusal in Zenlayer's dialect: `{requestId, code, message}` (api/zenlayer.md 8.1).
struct ZenlayerRefusal
{
    int status = 400;
    QString code{};
    QString message{};
};

/// Who asks: the id of the member the key or token belongs to, unchecked. Empty: nobody known.
[[nodiscard]] QString zenlayerClaimedMember(const PracticeRequest &request, const PracticeKeys &keys);

/// Checks method, headers and sign-in of any call (api/zenlayer.md 1 to 3): signature over the bytes received
/// and the Host header received, a clock window of five minutes around `calendarMs`, or a token.
[[nodiscard]] std::optional<ZenlayerRefusal> zenlayerRefusal(const PracticeRequest &request,
                                                             const PracticeKeys &keys, qint64 calendarMs);

[[nodiscard]] PracticeReply zenlayerReply(const ZenlayerRefusal &refusal);
/// Wraps the members of a successful answer: `{requestId, response: {requestId, …}}`.
[[nodiscard]] PracticeReply zenlayerReply(QJsonObject response);

} // namespace Clearsky

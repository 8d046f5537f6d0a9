// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "tests/sim/simscript.h"

#include <optional>

namespace Clearsky {

/// The whole answer that this mishap puts in the place of the provider's own; nothing: it does not.
[[nodiscard]] std::optional<HttpReply> replyOf(Mishap mishap, SimDice dice);
/// The same JSON with every list empty and every total 0.
[[nodiscard]] QByteArray emptied(const QByteArray &json);
/// The same JSON with every list one row shorter, and its totals as they were.
[[nodiscard]] QByteArray shortened(const QByteArray &json);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/account.h"
#include "models/result.h"

#include <QJsonObject>

namespace Clearsky {

/// Reads one entry of accounts.json. Fails when id, name or provider are missing; the message is for the
/// details only.
[[nodiscard]] Result<Account> accountFromJson(const QJsonObject &object);
/// Writes the account over `object`, so that members of other versions survive. Empty members are left out.
[[nodiscard]] QJsonObject accountToJson(const Account &account, QJsonObject object = {});

} // namespace Clearsky

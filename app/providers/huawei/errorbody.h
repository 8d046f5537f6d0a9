// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"

#include <QString>

namespace Clearsky {

/// What the body of an error answer says, whoever of gateway, IAM and services wrote it (api/huawei.md 1.2).
struct ErrorBody
{
    QString code{};       ///< empty: the body names none
    QString message{};
    QString detail{};     ///< message and all further explanations, verbatim
    QString requestId{};
    QString encodedAuthorization{};
    bool isJson = false;
};

[[nodiscard]] ErrorBody readErrorBody(const QByteArray &body);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"

QT_FORWARD_DECLARE_CLASS(QJsonObject)

namespace Clearsky {

/// A request to Zenlayer: always a POST of a JSON object, the action in a header (api/zenlayer.md 1 and 2).
/// `service` is "zec" or "user"; each has one version. Only Describe… actions are reads.
[[nodiscard]] ApiRequest zenRequest(const QString &service, const QString &action, const QJsonObject &body);

} // namespace Clearsky

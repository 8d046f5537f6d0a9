// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace Clearsky {

/// The regions that the vendors' SDKs and pages name (api/huawei.md 2.1, 4.1, 5.1, 6.1, 7.1, 8). Others may be typed.
[[nodiscard]] QStringList huaweiRegions();
/// Where a service lives, as an endpoint text with {service} and {region}. `service` is "iam" or a service's name.
[[nodiscard]] QString huaweiEndpoint(const QString &service, const QString &region);
/// Whether a region is documented to offer the service; true for regions that are not in the tables.
[[nodiscard]] bool mayOffer(const QString &region, const QString &service);

} // namespace Clearsky

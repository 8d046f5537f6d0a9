// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/zenlayer/zenrequest.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Clearsky {

namespace {

// One date per service, not per action (api/zenlayer.md 1.1).
QByteArray versionOf(const QString &service)
{
    return service == QLatin1String("user") ? "2024-05-29" : "2025-09-01";
}

} // namespace

ApiRequest zenRequest(const QString &service, const QString &action, const QJsonObject &body)
{
    return {.method = ApiRequest::Method::Post,
            .service = service,
            .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
            .contentType = "application/json",
            .headers = {{"X-ZC-Action", action.toLatin1()},
                        {"X-ZC-Version", versionOf(service)},
                        {"X-ZC-Request-Client", "Clearsky-" CLEARSKY_VERSION}},
            .action = action,
            .read = action.startsWith(QLatin1String("Describe"))};
}

} // namespace Clearsky

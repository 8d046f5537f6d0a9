// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QJsonObject>
#include <QStringList>

namespace Clearsky {

/// Whether a member of this name (UTF-8) holds a password, a secret, a token or start-up data.
[[nodiscard]] bool nameTellsSecret(QByteArrayView name);

/// The object as compact JSON without its members of these names, and without any at whatever depth whose name tells a
/// secret.
[[nodiscard]] QByteArray jsonWithoutSecrets(QJsonObject object, const QStringList &topLevelNames = {});

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace Clearsky {

/// Something that is wrong with what a person entered or what this computer keeps.
struct StoredCase
{
    const char *name;
    QString (*run)();
};

[[nodiscard]] const QList<StoredCase> &storedCases();

} // namespace Clearsky

Q_DECLARE_METATYPE(const Clearsky::StoredCase *)

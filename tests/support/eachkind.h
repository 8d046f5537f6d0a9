// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/registry.h"
#include "tests/support/shard.h"

#include <QTest>

namespace Clearsky {

/// The rows of a test that every kind has to pass, or each to which it applies: column "kindId", those of this shard.
inline void eachKind(bool (*applies)(const QString &kindId) = nullptr)
{
    QTest::addColumn<QString>("kindId");
    const Registry registry = makeRegistry();
    int row = 0;
    bool any = false;
    for (const auto &contract : registry.contracts()) {
        const QString &id = contract->kind().id;
        if (!inShard(row++) || (applies && !applies(id)))
            continue;
        any = true;
        QTest::addRow("%s", qPrintable(id)) << id;
    }
    if (!any)
        QSKIP("The rows are another shard's.");
}

} // namespace Clearsky

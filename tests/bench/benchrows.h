// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resourcekind.h"

#include <QRandomGenerator>

namespace Clearsky {

/// Rows as those that the goals speak of: a 36-character id, a name of 29 bytes, 6 states, a date, a size, 12 regions.
/// The same for the same seed. A quarter of the names begins with "Web-prod"; half of them hold "-k", 99 in 100 hold "z",
/// 1 in 100 each number from "snapshot-00" to "snapshot-99".
class BenchRows
{
public:
    explicit BenchRows(quint32 seed = 1) : m_random(seed) {}

    [[nodiscard]] static const ResourceKind &kind();
    enum Column { Name, State, Created, Size, Region };
    /// What a row's values take by themselves: 16 bytes of id, the name and its place, a byte each for state and region,
    /// eight each for date and size.
    static constexpr double rawBytes = 16 + 29 + 4 + 1 + 1 + 8 + 8;

    [[nodiscard]] Resource next();
    [[nodiscard]] QList<Resource> page(int rows);

private:
    QRandomGenerator m_random;
};

} // namespace Clearsky

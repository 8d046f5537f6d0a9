// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/resourcestore.h"

#include <QString>

#include <memory>

struct sqlite3;

namespace Clearsky {

/// The rows of a store in an SQLite database in memory.
class SqlitePeer
{
public:
    explicit SqlitePeer(const RowSnapshot &rows);
    ~SqlitePeer();
    Q_DISABLE_COPY_MOVE(SqlitePeer)

    /// Milliseconds until a query for row numbers has given all of them.
    [[nodiscard]] double query(const char *sql, qsizetype *rows = nullptr) const;

private:
    sqlite3 *m_database = nullptr;
};

/// Milliseconds of a stock QSortFilterProxyModel over the store's columns to sort by one of them.
[[nodiscard]] double stockSort(const RowSnapshot &rows, int column);

/// Bytes a row when each is a struct of QStrings.
[[nodiscard]] double structBytes(int rows);

/// Bytes that the program has from the heap.
[[nodiscard]] double heapBytes();

} // namespace Clearsky

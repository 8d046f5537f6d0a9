// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/tablepeers.h"

#include "tests/bench/benchreport.h"
#include "tests/bench/benchrows.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <malloc.h>
#include <sqlite3.h>

namespace Clearsky {

namespace {

/// What a proxy sorts and filters: typed values where there are any, texts otherwise.
class ColumnarModel final : public QAbstractTableModel
{
public:
    explicit ColumnarModel(const RowSnapshot &rows) : m_rows(rows) {}

    [[nodiscard]] int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.slotCount());
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.kind().columns.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? m_rows.cell(static_cast<Slot>(index.row()), index.column()) : QVariant();
    }

private:
    const RowSnapshot &m_rows;
};

struct StructRow
{
    QString id{};
    QString name{};
    QString state{};
    QString region{};
    QDateTime created{};
    qint64 size = 0;
};

} // namespace

SqlitePeer::SqlitePeer(const RowSnapshot &rows)
{
    sqlite3_open(":memory:", &m_database);
    sqlite3_exec(m_database, "CREATE TABLE r (id TEXT, name TEXT, state TEXT, created INTEGER, size INTEGER, region TEXT); BEGIN",
                 nullptr, nullptr, nullptr);
    sqlite3_stmt *insert = nullptr;
    sqlite3_prepare_v2(m_database, "INSERT INTO r VALUES (?, ?, ?, ?, ?, ?)", -1, &insert, nullptr);
    for (Slot slot = 0; slot < rows.slotCount(); ++slot) {
        const Resource row = rows.at(slot);
        const QByteArray texts[]{row.id.toUtf8(), row.name.toUtf8(), row.state.toUtf8(),
                                 row.cells.at(BenchRows::Region).toString().toUtf8()};
        const int places[]{1, 2, 3, 6};
        for (int i = 0; i < 4; ++i)
            sqlite3_bind_text(insert, places[i], texts[i].constData(), static_cast<int>(texts[i].size()), nullptr);
        sqlite3_bind_int64(insert, 4, row.created.toMSecsSinceEpoch());
        sqlite3_bind_int64(insert, 5, row.cells.at(BenchRows::Size).toLongLong());
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(m_database, "COMMIT", nullptr, nullptr, nullptr);
}

SqlitePeer::~SqlitePeer()
{
    sqlite3_close(m_database);
}

double SqlitePeer::query(const char *sql, qsizetype *rows) const
{
    return milliseconds([this, sql, rows] {
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr);
        std::vector<Slot> order;
        while (sqlite3_step(statement) == SQLITE_ROW)
            order.push_back(static_cast<Slot>(sqlite3_column_int64(statement, 0)));
        sqlite3_finalize(statement);
        if (rows)
            *rows = static_cast<qsizetype>(order.size());
    });
}

double stockSort(const RowSnapshot &rows, int column)
{
    ColumnarModel model(rows);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    (void)proxy.rowCount();
    return milliseconds([&proxy, column] { proxy.sort(column); });
}

double structBytes(int rows)
{
    BenchRows source;
    const double before = heapBytes();
    std::vector<StructRow> all(static_cast<size_t>(rows));
    for (StructRow &row : all) {
        const Resource made = source.next();
        row = {.id = QString(made.id.constData(), made.id.size()),
               .name = QString(made.name.constData(), made.name.size()),
               .state = QString(made.state.constData(), made.state.size()),
               .region = made.cells.at(BenchRows::Region).toString(),
               .created = made.created,
               .size = made.cells.at(BenchRows::Size).toLongLong()};
    }
    return (heapBytes() - before) / rows;
}

double heapBytes()
{
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/job.h"

#include <QAbstractTableModel>

#include <vector>

namespace Clearsky {

/// The request log of one job, oldest first.
class RequestLogModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestLogModel)

public:
    enum Column {
        TimeColumn,
        NumberColumn,
        MethodColumn,
        PathColumn,
        ItemsColumn,
        HttpColumn,
        CodeColumn,
        RequestIdColumn,
        ElapsedColumn,
        OutcomeColumn,
        ColumnCount
    };

    explicit RequestLogModel(QObject *parent = nullptr);

    void setRecords(const QList<RequestRecord> &records);
    /// Takes over the row, which is new or changed, and rows before it that were not told of.
    void updateRecord(const QList<RequestRecord> &records, int row);

    [[nodiscard]] const RequestRecord &recordAt(int row) const { return m_records[static_cast<size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const RequestRecord &record, int column) const;

    std::vector<RequestRecord> m_records{};
};

} // namespace Clearsky

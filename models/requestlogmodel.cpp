// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/requestlogmodel.h"

#include "models/displaytext.h"
#include "models/modelroles.h"

namespace Clearsky {

namespace {

bool isNumeric(int column)
{
    using enum RequestLogModel::Column;
    return column == NumberColumn || column == ItemsColumn || column == HttpColumn || column == ElapsedColumn;
}

QString numberText(qint64 number)
{
    return number > 0 ? countText(number) : QString();
}

} // namespace

RequestLogModel::RequestLogModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void RequestLogModel::setRecords(const QList<RequestRecord> &records)
{
    beginResetModel();
    m_records.assign(records.cbegin(), records.cend());
    endResetModel();
}

void RequestLogModel::updateRecord(const QList<RequestRecord> &records, int row)
{
    if (row < 0 || row >= records.size())
        return;
    if (row < rowCount()) {
        m_records[static_cast<size_t>(row)] = records.at(row);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    beginInsertRows({}, rowCount(), row);
    while (rowCount() <= row)
        m_records.push_back(records.at(rowCount()));
    endInsertRows();
}

int RequestLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int RequestLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RequestLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RequestRecord &record = recordAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(record, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == TimeColumn ? timeText(record.at) : text(record, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case MutedRole: // what changes things stands out
        return record.purpose != RequestRecord::Purpose::Delete;
    default:
        return {};
    }
}

QString RequestLogModel::text(const RequestRecord &record, int column) const
{
    switch (column) {
    case TimeColumn: return record.at.toLocalTime().toString(QStringLiteral("HH:mm:ss"));
    case NumberColumn: return record.number > 0 ? QStringLiteral("#%1").arg(record.number) : QString();
    case MethodColumn: return visibleText(record.method);
    case PathColumn: return visibleText(record.path);
    case ItemsColumn: return numberText(record.items);
    case HttpColumn: return record.httpStatus > 0 ? QString::number(record.httpStatus) : QString();
    case CodeColumn: return visibleText(record.code);
    case RequestIdColumn: return visibleText(record.requestId);
    case ElapsedColumn: return numberText(record.elapsed.count());
    case OutcomeColumn: return visibleText(record.outcome);
    default: return {};
    }
}

QVariant RequestLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case NumberColumn: return tr("#");
    case MethodColumn: return tr("Method");
    case PathColumn: return tr("Path");
    case ItemsColumn: return tr("Items");
    case HttpColumn: return tr("HTTP");
    case CodeColumn: return tr("Code");
    case RequestIdColumn: return tr("Request ID");
    case ElapsedColumn: return tr("ms", "milliseconds, heading of a column");
    case OutcomeColumn: return tr("Outcome");
    default: return {};
    }
}

} // namespace Clearsky

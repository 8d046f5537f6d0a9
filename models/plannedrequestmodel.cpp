// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/plannedrequestmodel.h"

#include "models/displaytext.h"
#include "models/modelroles.h"

namespace Clearsky {

namespace {

constexpr qsizetype bodyPeek = 120;

bool isNumeric(int column)
{
    return column == PlannedRequestModel::NumberColumn || column == PlannedRequestModel::ItemsColumn;
}

} // namespace

QString exactText(const PlannedRequest &request)
{
    if (!request.problem.isEmpty())
        return visibleLines(request.problem);
    const QString head = request.method + u' ' + request.url + u'\n' + request.headers.join(u'\n');
    return visibleLines(head.trimmed() + u"\n\n" + QString::fromUtf8(request.body)).trimmed();
}

PlannedRequestModel::PlannedRequestModel(QList<PlannedRequest> requests, QObject *parent)
    : QAbstractTableModel(parent)
    , m_requests(std::move(requests))
{
}

int PlannedRequestModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_requests.size());
}

int PlannedRequestModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlannedRequestModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == BodyColumn ? QString::fromUtf8(m_requests.at(index.row()).body)
                                                         : text(index.row(), index.column()));
    case MutedRole:
        return index.column() == LimitColumn || index.column() == BodyColumn;
    default:
        return {};
    }
}

QString PlannedRequestModel::text(int row, int column) const
{
    const PlannedRequest &request = m_requests.at(row);
    switch (column) {
    case NumberColumn: return countText(row + 1);
    case RequestColumn:
        if (!request.problem.isEmpty())
            return visibleText(request.problem);
        return visibleText(request.action.isEmpty()
                               ? request.method + u' ' + request.path
                               : tr("%1 %2 · %3", "method, path, action").arg(request.method, request.path, request.action));
    case ItemsColumn: return countText(request.items);
    case LimitColumn:
        return request.limitSource.isEmpty()
            ? tr("%1 per request").arg(request.limit)
            : tr("%1 per request — %2", "%2 is where the limit is documented").arg(request.limit).arg(request.limitSource);
    case BodyColumn: return visibleText(QString::fromUtf8(request.body.left(bodyPeek * 4)), bodyPeek);
    default: return {};
    }
}

QVariant PlannedRequestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn: return tr("#");
    case RequestColumn: return tr("Request");
    case ItemsColumn: return tr("Items");
    case LimitColumn: return tr("Limit");
    case BodyColumn: return tr("Body");
    default: return {};
    }
}

} // namespace Clearsky

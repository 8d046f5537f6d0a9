// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tablecell.h"

#include "models/celltext.h"
#include "models/displaytext.h"
#include "models/modelroles.h"

#include <QCoreApplication>

#include <algorithm>

namespace Clearsky {

namespace {

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("ResourceTableModel", text, comment);
}

int alignmentOf(const Column &column)
{
    const bool figures = column.type == Column::Type::Number || column.type == Column::Type::Size
                      || column.type == Column::Type::Age;
    return static_cast<int>((figures ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

QString sortingText(const Sorting &sorting, qsizetype column)
{
    const qsizetype term = sortTermOf(sorting, column);
    if (term < 0)
        return {};
    const bool ascending = sorting.at(term).order == Qt::AscendingOrder;
    if (sorting.size() == 1)
        return ascending ? tr("Sorted ascending") : tr("Sorted descending");
    return (ascending ? tr("Sorted ascending, key %1 of %2") : tr("Sorted descending, key %1 of %2"))
        .arg(term + 1)
        .arg(sorting.size());
}

} // namespace

QVariant cellData(const RowSnapshot &rows, Slot slot, qsizetype column, bool isGone, int role, const QDateTime &now)
{
    const ResourceKind &kind = rows.kind();
    const Column::Type type = kind.columns.at(column).type;
    const bool isGoneState = isGone && type == Column::Type::State;
    switch (role) {
    case Qt::DisplayRole:
        if (isGoneState)
            return tr("Gone", "state of a resource that the list no longer has");
        return valueText(kind, column, rows.cell(slot, column),
                         type == Column::Type::Age ? rows.field(slot, EncodedRow::CreatedText) : QString(), now);
    case Qt::ToolTipRole:
        if (isGone)
            return plainToolTip(tr("The last list no longer has it"));
        return plainToolTip(cellHint(kind, column, rows.at(slot)));
    case Qt::TextAlignmentRole:
        return alignmentOf(kind.columns.at(column));
    case ToneRole:
        if (type != Column::Type::State)
            return {};
        return static_cast<int>(isGone ? StateMeaning::Tone::Neutral
                                       : kind.meaningOf(rows.cell(slot, column).toString()).tone);
    case MutedRole:
        return isGone || kind.columns.at(column).id == QLatin1String("id");
    case StruckRole:
        return isGone && !isGoneState;
    default:
        return {};
    }
}

QVariant markData(const RowSnapshot &rows, Slot slot, bool isMarked, bool isGone, int role, const QDateTime &now)
{
    if (role == Qt::CheckStateRole)
        return isGone ? QVariant() : QVariant(static_cast<int>(isMarked ? Qt::Checked : Qt::Unchecked));
    if (role != Qt::AccessibleTextRole)
        return {};
    const QString summary = rowSummary(rows.kind(), rows.at(slot), now);
    if (isGone)
        return tr("gone, %1", "table row, for assistive technology").arg(summary);
    return isMarked ? tr("marked, %1", "table row, for assistive technology").arg(summary)
                    : tr("not marked, %1", "table row, for assistive technology").arg(summary);
}

QVariant headingData(const ResourceKind &kind, qsizetype column, const Sorting &sorting, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return kind.columns.at(column).title;
    case Qt::TextAlignmentRole:
        return alignmentOf(kind.columns.at(column));
    case Qt::AccessibleDescriptionRole:
        return sortingText(sorting, column);
    default:
        return {};
    }
}

qsizetype sortTermOf(const Sorting &sorting, qsizetype column)
{
    const auto found = std::find_if(sorting.cbegin(), sorting.cend(),
                                    [column](const SortTerm &term) { return term.column == column; });
    return found == sorting.cend() ? -1 : found - sorting.cbegin();
}

} // namespace Clearsky

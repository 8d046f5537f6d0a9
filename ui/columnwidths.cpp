// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/columnwidths.h"

#include "models/resourcetablemodel.h"
#include "ui/delegates/statechipdelegate.h"
#include "ui/resourcetable.h"
#include "ui/tableheader.h"

#include <algorithm>
#include <numeric>

namespace Clearsky {

namespace {

/// Takes `wanted` pixels from the widths at `from` and behind, each in proportion to what it can spare; says how much that
/// was.
int shrink(QList<int> &widths, const QList<int> &least, qsizetype from, int wanted)
{
    int spare = 0;
    for (qsizetype i = from; i < widths.size(); ++i)
        spare += widths.at(i) - least.at(i);
    if (wanted <= 0 || spare <= 0)
        return 0;
    const int target = std::min(wanted, spare);
    int taken = 0;
    for (qsizetype i = from; i < widths.size(); ++i) {
        const int own = widths.at(i) - least.at(i);
        const int part = std::min({own, (own * target + spare - 1) / spare, target - taken});
        widths[i] -= part;
        taken += part;
    }
    return taken;
}

int widestChip(const ResourceTable &table)
{
    int widest = 0;
    for (const StateMeaning &meaning : table.listModel().kind().states)
        widest = std::max(widest, table.fontMetrics().horizontalAdvance(meaning.title));
    return widest + StateChipDelegate::extraWidth(table.fontMetrics());
}

int titleWidth(const ResourceTable &table, int column)
{
    // The arrow of the sorting pushes a title that stands at the right out of its column, others only shorten.
    const ResourceTableModel &model = table.listModel();
    if (model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight)
        return table.header().wishedWidth(column);
    return table.fontMetrics().horizontalAdvance(model.columnAt(column).title) + table.fontMetrics().height();
}

int contentWidth(const ResourceTable &table, int column)
{
    const ResourceTableModel &model = table.listModel();
    const Column &wish = model.columnAt(column);
    if (wish.type == Column::Type::State)
        return widestChip(table);
    int widest = 0;
    const int looked = std::min(model.rowCount(), 200);
    for (int row = 0; row < looked; ++row)
        widest = std::max(widest, table.fontMetrics().horizontalAdvance(model.index(row, column).data().toString()));
    const int wished = wish.widthHint * table.fontMetrics().averageCharWidth();
    return (looked == 0 ? wished : std::min(widest + 2, wished)) + table.fontMetrics().height();
}

} // namespace

int fittingWidth(const ResourceTable &table, int column)
{
    return std::max(contentWidth(table, column), titleWidth(table, column));
}

QList<int> fittingWidths(const ResourceTable &table, const QList<int> &columns)
{
    const int line = table.fontMetrics().height();
    const int rest = 8 * table.fontMetrics().averageCharWidth() + line;
    QList<int> widths;
    QList<int> withoutTitle;
    QList<int> least;
    for (const int column : columns) {
        const bool isMark = column == ResourceTableModel::markColumn;
        const int content = isMark ? line * 5 / 2 : contentWidth(table, column);
        const int width = isMark ? content : std::max(content, titleWidth(table, column));
        const bool isText = !isMark && table.listModel().columnAt(column).type == Column::Type::Text;
        widths.append(width);
        withoutTitle.append(isText ? content : width);
        least.append(isText ? std::min(content, rest) : width);
    }
    least[1] = std::min(widths.at(1), 2 * rest);
    int missing = std::accumulate(widths.cbegin(), widths.cend(), 0) - table.viewport()->width();
    missing -= shrink(widths, withoutTitle, 2, missing);
    missing -= shrink(widths, least, 2, missing);
    missing -= shrink(widths, least, 1, missing);
    widths[1] -= std::min(0, missing);
    return widths;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

class QTableView;

namespace Clearsky {

/// A plain cell of a table: text with room beside it, a faint line below, secondary where MutedRole says so. The current
/// cell of a focused table has a line in the accent colour, so that the keyboard's place is seen.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Shows the whole text of a cell that is too narrow for it.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    /// Ground, line below, focus; the option is complete.
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option) const;
    [[nodiscard]] static int padding(const QStyleOptionViewItem &option);
};

/// What all of our tables have in common: rows 2.2 times as high as the font, no grid, whole rows highlighted, headings
/// to the left, cells drawn by RowDelegate.
void setUpTable(QTableView &table);

} // namespace Clearsky

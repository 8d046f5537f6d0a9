// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/views.h"

#include "ui/delegates/rowdelegate.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QTreeView>

namespace Clearsky {

namespace {

class TreeRowDelegate final : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        RowDelegate::initStyleOption(option, index);
        if (!index.parent().isValid() && index.column() == 0)
            option->font = headingFont(option->font);
    }
};

} // namespace

void setUpTree(QTreeView &tree)
{
    tree.setItemDelegate(new TreeRowDelegate(&tree));
    tree.setFrameShape(QFrame::NoFrame);
    tree.setUniformRowHeights(true);
    tree.setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree.setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree.header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    tree.header()->setHighlightSections(false);
    tree.header()->setTextElideMode(Qt::ElideRight);
    tree.header()->setSectionsMovable(false);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/headermenu.h"

#include "models/resourcetablemodel.h"
#include "ui/columndialog.h"
#include "ui/resourcetable.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

namespace Clearsky {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("HeaderMenu", text);
}

/// Titles are data: an ampersand in them is no mnemonic.
QString asItem(QString title)
{
    return title.replace(QLatin1Char('&'), QLatin1String("&&"));
}

Sorting withoutColumn(Sorting sorting, qsizetype column)
{
    sorting.removeIf([column](const SortTerm &term) { return term.column == column; });
    return sorting;
}

void addSortingActions(QMenu &menu, ResourceTable &table, int section)
{
    const ResourceTableModel &model = table.listModel();
    const qsizetype column = model.kindColumn(section);
    const Sorting others = withoutColumn(model.sorting(), column);
    const auto add = [&menu, &table, &model](const QString &text, const Sorting &sorting) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(model.sorting() == sorting);
        QObject::connect(action, &QAction::triggered, &table, [&table, sorting] { table.chooseSorting(sorting); });
        return action;
    };
    add(tr("Sort &Ascending"), {{.column = column}});
    add(tr("Sort &Descending"), {{.column = column, .order = Qt::DescendingOrder}});
    if (!others.isEmpty()) {
        add(tr("Then by This, A&scending"), others + Sorting{{.column = column}});
        add(tr("Then by This, D&escending"), others + Sorting{{.column = column, .order = Qt::DescendingOrder}});
    }
    add(tr("&Not Sorted"), {});
}

void addColumnActions(QMenu &menu, ResourceTable &table)
{
    const ResourceKind &kind = table.listModel().kind();
    const ColumnChoices columns = table.columns();
    for (qsizetype i = 0; i < columns.size(); ++i) {
        QAction *action = menu.addAction(asItem(kind.columns.at(kind.columnIndex(columns.at(i).id)).title));
        action->setCheckable(true);
        action->setChecked(columns.at(i).isShown);
        action->setEnabled(i > 0); // the name stays
        QObject::connect(action, &QAction::toggled, &table, [&table, i](bool shown) {
            ColumnChoices choices = table.columns();
            choices[i].isShown = shown;
            table.chooseColumns(choices);
        });
    }
}

} // namespace

void fillHeadingMenu(QMenu &menu, ResourceTable &table, int section)
{
    if (section > ResourceTableModel::markColumn) {
        addSortingActions(menu, table, section);
        menu.addSeparator();
    }
    addColumnActions(menu, table);
    menu.addSeparator();
    QObject::connect(menu.addAction(tr("&Columns…")), &QAction::triggered, &table, [&table] { openColumnDialog(table); });
    QObject::connect(menu.addAction(tr("&Reset Columns")), &QAction::triggered, &table,
                     [&table] { table.chooseColumns(standardColumns(table.listModel().kind())); });
}

void fillSortingMenu(QMenu &menu, ResourceTable &table)
{
    const ResourceTableModel &model = table.listModel();
    for (const ColumnChoice &choice : table.columns()) {
        if (!choice.isShown)
            continue;
        const int section = model.tableColumn(choice.id);
        QString title = asItem(model.columnAt(section).title);
        if (const QString how = model.headerData(section, Qt::Horizontal, Qt::AccessibleDescriptionRole).toString();
            !how.isEmpty()) {
            title += QStringLiteral(" — ") + how;
        }
        addSortingActions(*menu.addMenu(title), table, section);
    }
}

void openColumnDialog(ResourceTable &table)
{
    auto *dialog = new ColumnDialog(table.listModel().kind(), table.columns(), &table);
    QObject::connect(dialog, &QDialog::accepted, &table, [&table, dialog] { table.chooseColumns(dialog->choices()); });
    dialog->open();
}

} // namespace Clearsky

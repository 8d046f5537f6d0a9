// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QMenu;

namespace Clearsky {

class ResourceTable;

/// What a heading's menu offers: sorting by that column, then which columns are shown. Everything acts on `table`, which
/// outlives the menu.
void fillHeadingMenu(QMenu &menu, ResourceTable &table, int section);
/// A submenu for each column by which the table can be sorted.
void fillSortingMenu(QMenu &menu, ResourceTable &table);
void openColumnDialog(ResourceTable &table);

} // namespace Clearsky

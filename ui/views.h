// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QTreeView;

namespace Clearsky {

/// The counterpart of setUpTable() for trees: the same rows, groups in semi-bold.
void setUpTree(QTreeView &tree);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace Clearsky {

class BenchReport;

/// How the real program starts, against an empty main window and other programs (P15, P16, the first half of P17).
/// `goals` as the bench was told; empty: all.
void sayStart(BenchReport &report, const QStringList &goals);

} // namespace Clearsky

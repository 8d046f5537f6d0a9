// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QProgressBar;
class QWidget;

namespace Clearsky {

struct JobSummary;

/// A thin bar without text: the counts stand beside it.
[[nodiscard]] QProgressBar *makeJobBar(QWidget *parent);
void showProgress(QProgressBar &bar, const JobSummary &job);

} // namespace Clearsky

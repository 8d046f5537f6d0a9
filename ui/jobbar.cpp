// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/jobbar.h"

#include "models/jobtext.h"
#include "ui/metrics.h"

#include <QProgressBar>

namespace Clearsky {

QProgressBar *makeJobBar(QWidget *parent)
{
    constexpr int steps = 1000;
    auto *bar = new QProgressBar(parent);
    bar->setRange(0, steps);
    bar->setTextVisible(false);
    bar->setFixedHeight(space(*bar, 2));
    return bar;
}

void showProgress(QProgressBar &bar, const JobSummary &job)
{
    // Rounded down: full means that every item has ended.
    bar.setValue(static_cast<int>(job.progress * bar.maximum()));
    const QVariant tone = static_cast<int>(jobTone(job.state));
    if (bar.property("tone") != tone) {
        bar.setProperty("tone", tone);
        bar.update();
    }
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/closingbench.h"

#include "tests/bench/benchreport.h"
#include "tests/bench/benchrows.h"
#include "tests/bench/benchwindow.h"
#include "tests/bench/streamsource.h"
#include "ui/mainactions.h"
#include "ui/resourcepage.h"
#include "ui/resourcetable.h"

#include <QAction>
#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <unistd.h>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Of memory that the process really has, in MB.
double residentMegabytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Runs the event loop until it is so, and was so `times` times in a row, every 50 ms.
void runUntil(const std::function<bool()> &isSo, int times = 20)
{
    QTimer timer;
    int rests = 0;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        rests = isSo() ? rests + 1 : 0;
        if (rests > times)
            QCoreApplication::exit();
    });
    timer.start(50ms);
    QCoreApplication::exec();
}

} // namespace

void sayClosing(BenchReport &report, int rows)
{
    const auto use = [](BenchWindow &window) {
        window.openList();
        const auto isDone = [&window] {
            return window.page().model().isComplete() && !window.page().isLoading() && window.page().model().isArranged();
        };
        runUntil(isDone);
        window.page().table().chooseSorting({{.column = BenchRows::Name}});
        runUntil(isDone);
        window.actions().markAllMatching->trigger();
        runUntil(isDone);
        window.closeList();
        runUntil([] { return true; }, 60); // its million marks are still being written
    };
    // What a first list leaves behind for good (fonts, icons, threads) is no part of a table.
    {
        BenchWindow window(1000);
        use(window);
    }
    BenchWindow window(rows);
    runUntil([] { return true; });
    const double before = residentMegabytes();
    use(window);
    const double after = residentMegabytes();
    report.add({.goal = u"P17"_s, .what = u"memory after closing a table of 1M rows"_s, .ours = after, .unit = u"MB"_s,
                .peerName = u"before"_s, .peer = before, .ratio = after / before, .bar = 1.3});
}

} // namespace Clearsky

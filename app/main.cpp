// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"
#include "app/clock.h"
#include "app/commandline.h"
#include "app/logging.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"

#include <QApplication>

#include <cstdio>

using namespace Clearsky;

int main(int argc, char *argv[])
{
    // Answered before there is an application object: help and version need no display.
    const CommandLineAnswer answer = answerCommandLine(argc, argv);
    if (answer.exitCode)
        return *answer.exitCode;

    QApplication qtApplication(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Clearsky"));
    QApplication::setOrganizationDomain(QStringLiteral("clearsky_desktop.github.io"));
    QApplication::setApplicationVersion(QStringLiteral(CLEARSKY_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.clearsky_desktop.Clearsky"));

    const Result<DataFolder> folder = DataFolder::open(answer.commandLine.dataDir);
    if (!folder) {
        std::fprintf(stderr, "clearsky: %s\n", qPrintable(folder.error().message));
        return 1;
    }
    SystemClock clock;
    LogFile logFile(folder->logFile());
    static_cast<void>(logFile.open());
    MessageLog messageLog(logFile, clock);

    Application application(*folder, {.practiceSpeed = answer.commandLine.practiceSpeed});
    return QApplication::exec();
}

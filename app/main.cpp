// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"
#include "app/clock.h"
#include "app/commandline.h"
#include "app/logging.h"
#include "app/quitsignals.h"
#include "app/settings.h"
#include "ui/dialogs.h"
#include "ui/shell.h"
#include "ui/theme.h"

#include <QApplication>
#include <QSessionManager>

#include <cstdio>

using namespace Clearsky;

namespace {

void nameApplication()
{
    QApplication::setApplicationName(QStringLiteral("Clearsky"));
    QApplication::setApplicationVersion(QStringLiteral(CLEARSKY_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.clearsky_desktop.Clearsky"));
}

/// Nobody may be asked when the system wants the program to leave (engine.md row 38).
void leaveWhenAsked(const QApplication &qtApplication, const QuitSignals &quitSignals, Shell &shell)
{
    QObject::connect(&quitSignals, &QuitSignals::asked, &shell, &Shell::leave);
    // Queued: the session goes on with its own end only after this returns.
    QObject::connect(&qtApplication, &QGuiApplication::commitDataRequest, &shell, [&shell](QSessionManager &) {
        QMetaObject::invokeMethod(&shell, &Shell::leave, Qt::QueuedConnection);
    });
}

} // namespace

int main(int argc, char *argv[])
{
    // Answered before there is an application object: help and version need no display.
    const CommandLineAnswer answer = answerCommandLine(argc, argv);
    if (answer.exitCode)
        return *answer.exitCode;
    const CommandLine &options = answer.commandLine;

    QApplication qtApplication(argc, argv);
    nameApplication();
    const Result<DataFolder> folder = DataFolder::open(options.dataDir);
    if (!folder) {
        std::fprintf(stderr, "clearsky: %s\n", qPrintable(folder.error().message));
        return 1;
    }
    SystemClock clock;
    LogFile logFile(folder->logFile());
    static_cast<void>(logFile.open());
    const MessageLog messageLog(logFile, clock);

    Application application(*folder, {.practiceSpeed = options.practiceSpeed});
    Theme theme(qtApplication);
    theme.setAppearance(options.appearance.value_or(application.settings().appearance()));
    MessageDialogs dialogs;
    Shell shell(application, theme, dialogs);
    const QuitSignals quitSignals;
    leaveWhenAsked(qtApplication, quitSignals, shell);
    shell.start(options.practice ? Shell::Opening::Practice : Shell::Opening::AsLastTime);
    return QApplication::exec();
}

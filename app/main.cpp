// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/accountstore.h"
#include "app/application.h"
#include "app/clock.h"
#include "app/commandline.h"
#include "app/logging.h"
#include "app/providers/registry.h"
#include "app/settings.h"
#include "ui/deleteflow.h"
#include "ui/dialogs.h"
#include "ui/loadersource.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"
#include "ui/workbench.h"

#include <QApplication>

#include <cstdio>

using namespace Clearsky;

namespace {

void nameApplication()
{
    QApplication::setApplicationName(QStringLiteral("Clearsky"));
    QApplication::setApplicationVersion(QStringLiteral(CLEARSKY_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.clearsky_desktop.Clearsky"));
}

QList<const ResourceKind *> kindsOf(const Registry &registry)
{
    QList<const ResourceKind *> kinds;
    for (const auto &contract : registry.contracts())
        kinds.append(&contract->kind());
    return kinds;
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
    MainWindow window(theme, application.settings());
    Workbench workbench(
        window, application.accounts(), kindsOf(application.registry()),
        [&application](const Account &account, const ResourceKind &kind) {
            return std::make_unique<LoaderSource>(application.connections(), *application.registry().contract(kind.id),
                                                  account.id);
        },
        clock, application.settings(), dialogs);
    const DeleteFlow deleteFlow(window, workbench, application.jobs(), kindsOf(application.registry()), clock,
                                application.settings(), dialogs);

    application.open();
    if (options.practice) {
        if (const Result<Account> practice = application.practiceAccount(); practice)
            workbench.openList(practice->id, application.registry().contracts().front()->kind().id);
    }
    workbench.start();
    window.show();
    return QApplication::exec();
}

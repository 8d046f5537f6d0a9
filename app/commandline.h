// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/settings.h"
#include "models/result.h"

#include <QStringList>

#include <optional>

namespace Clearsky {

/// What was asked for on the command line. No option starts a job.
struct CommandLine
{
    enum class Action { Run, ShowHelp, ShowVersion };

    Action action = Action::Run;
    bool practice = false;
    QString dataDir{};                      ///< empty: the system's place
    std::optional<Appearance> appearance{}; ///< none: as in the settings
    double practiceSpeed = 20;

    friend bool operator==(const CommandLine &, const CommandLine &) = default;
};

/// Reads the arguments after the program's name. Needs no application object.
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList &arguments);

[[nodiscard]] QString helpText();
[[nodiscard]] QString versionText();

/// Parses, and answers what needs no window: help and version on standard output, an error on standard error.
/// `exitCode` is set when the program has nothing more to do: 0, or 2 after an error. Call it before any
/// application object exists, so that it works without a display.
struct CommandLineAnswer
{
    CommandLine commandLine{};
    std::optional<int> exitCode{};
};
[[nodiscard]] CommandLineAnswer answerCommandLine(int argc, const char *const *argv);

} // namespace Clearsky

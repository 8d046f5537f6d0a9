// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace Clearsky {

namespace {

const QString helpOption = QStringLiteral("help");
const QString versionOption = QStringLiteral("version");
const QString practiceOption = QStringLiteral("practice");
const QString dataDirOption = QStringLiteral("data-dir");
const QString appearanceOption = QStringLiteral("appearance");
const QString practiceSpeedOption = QStringLiteral("practice-speed");

constexpr double slowest = 0.1;
constexpr double fastest = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

tl::unexpected<Error> refuse(const QString &message)
{
    return failure({.kind = Error::Kind::Configuration, .message = message});
}

// A value that looks like an option is one whose value was forgotten.
Result<QString> valueOf(const QCommandLineParser &parser, const QString &option)
{
    const QString value = parser.value(option);
    if (value.isEmpty() || value.startsWith(QLatin1String("--")))
        return refuse(tr("--%1 needs a value.").arg(option));
    return value;
}

Result<void> readValues(const QCommandLineParser &parser, CommandLine &commandLine)
{
    if (parser.isSet(dataDirOption)) {
        const auto value = valueOf(parser, dataDirOption);
        if (!value)
            return failure(value.error());
        commandLine.dataDir = *value;
    }
    if (parser.isSet(appearanceOption)) {
        const auto value = valueOf(parser, appearanceOption);
        if (!value)
            return failure(value.error());
        commandLine.appearance = appearanceFromId(*value);
        if (!commandLine.appearance)
            return refuse(tr("--appearance is system, light or dark, not “%1”.").arg(*value));
    }
    if (parser.isSet(practiceSpeedOption)) {
        const auto value = valueOf(parser, practiceSpeedOption);
        if (!value)
            return failure(value.error());
        bool isNumber = false;
        commandLine.practiceSpeed = value->toDouble(&isNumber);
        if (!isNumber || !(commandLine.practiceSpeed >= slowest && commandLine.practiceSpeed <= fastest)) {
            return refuse(tr("--practice-speed is a number from %1 to %2, not “%3”.")
                              .arg(QString::number(slowest), QString::number(fastest), *value));
        }
    }
    return {};
}

void print(std::FILE *stream, const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stream);
    std::fflush(stream);
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QString value = QStringLiteral("value");
    for (const QString &flag : {helpOption, versionOption, practiceOption})
        parser.addOption(QCommandLineOption(flag));
    for (const QString &option : {dataDirOption, appearanceOption, practiceSpeedOption})
        parser.addOption(QCommandLineOption(option, {}, value));
    // The parser skips the first argument as the program's name.
    if (!parser.parse(QStringList{QString()} + arguments))
        return refuse(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return refuse(tr("“%1” is not an option.").arg(parser.positionalArguments().constFirst()));
    CommandLine commandLine;
    commandLine.practice = parser.isSet(practiceOption);
    if (const auto read = readValues(parser, commandLine); !read)
        return failure(read.error());
    if (parser.isSet(helpOption))
        commandLine.action = CommandLine::Action::ShowHelp;
    else if (parser.isSet(versionOption))
        commandLine.action = CommandLine::Action::ShowVersion;
    return commandLine;
}

QString helpText()
{
    return tr("Usage: clearsky [options]\n"
              "Cleans up cloud resources: mark, review, confirm, and watch every item to its proved end.\n"
              "\n"
              "Options:\n"
              "  --help                          Show this text.\n"
              "  --version                       Show the version.\n"
              "  --practice                      Open the practice cloud; nothing real is touched.\n"
              "  --data-dir DIR                  Keep accounts, settings, journal and log in DIR.\n"
              "  --appearance system|light|dark  Choose the colours for this run.\n"
              "  --practice-speed N              Let the practice cloud's time pass N times as fast "
              "(default: 20).\n"
              "\n"
              "No option starts a deletion.\n");
}

QString versionText()
{
    return QStringLiteral("Clearsky " CLEARSKY_VERSION "\n");
}

CommandLineAnswer answerCommandLine(int argc, const char *const *argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto parsed = parseCommandLine(arguments);
    if (!parsed) {
        print(stderr, tr("clearsky: %1\nTry “clearsky --help”.\n").arg(parsed.error().message));
        return {.exitCode = 2};
    }
    switch (parsed->action) {
    case CommandLine::Action::ShowHelp:
        print(stdout, helpText());
        return {.commandLine = *parsed, .exitCode = 0};
    case CommandLine::Action::ShowVersion:
        print(stdout, versionText());
        return {.commandLine = *parsed, .exitCode = 0};
    case CommandLine::Action::Run:
        break;
    }
    return {.commandLine = *parsed};
}

} // namespace Clearsky

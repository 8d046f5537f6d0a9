// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commandline.h"

#include <QTest>

using namespace Clearsky;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionsAreRead_data();
    void optionsAreRead();
    void mistakesAreRefused_data();
    void mistakesAreRefused();
    void helpNamesEveryOption();
    void answersEndWithACode_data();
    void answersEndWithACode();
};

void TestCommandLine::optionsAreRead_data()
{
    using Action = CommandLine::Action;
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<CommandLine>("expected");
    const auto row = [](const char *arguments, const CommandLine &expected) {
        QTest::newRow(arguments) << QString::fromUtf8(arguments) << expected;
    };
    row("", {});
    row("--help", {.action = Action::ShowHelp});
    row("--version", {.action = Action::ShowVersion});
    row("--version --help", {.action = Action::ShowHelp});
    row("--practice", {.practice = true});
    row("--data-dir /a/b", {.dataDir = QStringLiteral("/a/b")});
    row("--data-dir=relative", {.dataDir = QStringLiteral("relative")});
    row("--data-dir=a --data-dir=b", {.dataDir = QStringLiteral("b")});
    row("--appearance system", {.appearance = Appearance::System});
    row("--appearance light", {.appearance = Appearance::Light});
    row("--appearance=dark", {.appearance = Appearance::Dark});
    row("--practice-speed 1", {.practiceSpeed = 1});
    row("--practice-speed 2.5", {.practiceSpeed = 2.5});
    row("--practice --practice-speed 100 --appearance dark",
        {.practice = true, .appearance = Appearance::Dark, .practiceSpeed = 100});
}

void TestCommandLine::optionsAreRead()
{
    QFETCH(QString, arguments);
    QFETCH(CommandLine, expected);
    const auto parsed = parseCommandLine(arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    QVERIFY(*parsed == expected);
}

void TestCommandLine::mistakesAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *title, const char *arguments, const char *named) {
        QTest::newRow(title) << QString::fromUtf8(arguments).split(QLatin1Char('|'))
                             << QString::fromUtf8(named);
    };
    row("unknown", "--frobnicate", "frobnicate");
    row("unknown with help", "--help|--frobnicate", "frobnicate");
    row("a job", "--delete", "delete");
    row("a job to resume", "--resume=1", "resume");
    row("short", "-x", "x");
    row("a file", "plan.json", "plan.json");
    row("empty argument", "", "not an option");
    row("flag with value", "--practice=yes", "practice");
    row("folder missing", "--data-dir", "data-dir");
    row("folder empty", "--data-dir=", "data-dir");
    row("folder forgotten", "--data-dir|--practice", "data-dir");
    row("appearance missing", "--appearance", "appearance");
    row("appearance unknown", "--appearance|pink", "pink");
    row("appearance in capitals", "--appearance=Dark", "Dark");
    row("speed missing", "--practice-speed", "practice-speed");
    row("speed not a number", "--practice-speed=fast", "fast");
    row("speed zero", "--practice-speed=0", "0");
    row("speed negative", "--practice-speed=-1", "-1");
    row("speed infinite", "--practice-speed=inf", "inf");
    row("speed not a number at all", "--practice-speed=nan", "nan");
    row("speed beyond reason", "--practice-speed=1e9", "1e9");
}

void TestCommandLine::mistakesAreRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const auto parsed = parseCommandLine(arguments);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, Error::Kind::Configuration);
    QVERIFY2(parsed.error().message.contains(named), qPrintable(parsed.error().message));
}

void TestCommandLine::helpNamesEveryOption()
{
    for (const char *option : {"--help", "--version", "--practice", "--data-dir DIR",
                               "--appearance system|light|dark", "--practice-speed N"})
        QVERIFY2(helpText().contains(QLatin1String(option)), option);
    QCOMPARE(versionText(), QStringLiteral("Clearsky " CLEARSKY_VERSION "\n"));
}

void TestCommandLine::answersEndWithACode_data()
{
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("help") << QByteArray("--help") << 0;
    QTest::newRow("version") << QByteArray("--version") << 0;
    QTest::newRow("unknown") << QByteArray("--frobnicate") << 2;
    QTest::newRow("run") << QByteArray("--practice") << -1;
}

void TestCommandLine::answersEndWithACode()
{
    QFETCH(QByteArray, argument);
    QFETCH(int, exitCode);
    const char *const argv[] = {"clearsky", argument.constData()};
    QCOMPARE(answerCommandLine(2, argv).exitCode.value_or(-1), exitCode);
}

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"

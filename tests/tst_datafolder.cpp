// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/datafolder.h"
#include "app/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Clearsky;

/// Runs with umask 000: nothing is private but by our own doing.
class TestDataFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void folderIsTheOwnersAlone();
    void existingFolderIsNarrowed();
    void emptyPathMeansTheSystemsPlace();
    void filesLieInTheFolder();
    void practiceFolderIsTheOwnersAlone();
    void folderThatCannotBeIsRefused_data();
    void folderThatCannotBeIsRefused();
    void writtenFilesAreTheOwnersAlone();
    void wideFilesAreNarrowed();
    void linksAreRefused();
    void settingsAreKept();
    void settingsFileIsTheOwnersAlone();
    void senselessSettingsCountAsDefaults();
    void unwritableSettingsAreReported();

private:
    [[nodiscard]] QString inside(const char *name) const { return m_dir->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
    | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

bool isPrivate(const QString &path)
{
    return (QFileInfo(path).permissions() & others) == QFileDevice::Permissions();
}

void writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

void TestDataFolder::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
#ifdef Q_OS_UNIX
    ::umask(0);
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("wide"));
    writeText(path, "x");
    QVERIFY2(!isPrivate(path), "the checks below would prove nothing");
#else
    QSKIP("permissions are checked on Unix");
#endif
}

void TestDataFolder::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestDataFolder::folderIsTheOwnersAlone()
{
    const auto folder = DataFolder::open(inside("a/b/data"));
    QVERIFY(folder);
    QCOMPARE(folder->path(), inside("a/b/data"));
    QVERIFY(QFileInfo(folder->path()).isDir());
    QVERIFY(isPrivate(folder->path()));
}

void TestDataFolder::existingFolderIsNarrowed()
{
    QVERIFY(QDir().mkpath(inside("wide")));
    QVERIFY(!isPrivate(inside("wide")));
    QVERIFY(DataFolder::open(inside("wide")));
    QVERIFY(isPrivate(inside("wide")));
}

void TestDataFolder::emptyPathMeansTheSystemsPlace()
{
    const auto folder = DataFolder::open({});
    QVERIFY(folder);
    QCOMPARE(folder->path(), QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
    QVERIFY(QDir(folder->path()).removeRecursively());
}

void TestDataFolder::filesLieInTheFolder()
{
    const auto folder = DataFolder::open(inside("data"));
    QVERIFY(folder);
    QCOMPARE(folder->accountsFile(), inside("data/accounts.json"));
    QCOMPARE(folder->settingsFile(), inside("data/settings.ini"));
    QCOMPARE(folder->journalFile(), inside("data/journal.sqlite"));
    QCOMPARE(folder->logFile(), inside("data/clearsky.log"));
}

void TestDataFolder::practiceFolderIsTheOwnersAlone()
{
    const auto folder = DataFolder::open(inside("data"));
    QVERIFY(folder);
    QVERIFY(!QFileInfo::exists(inside("data/practice")));
    const auto practice = folder->practiceFolder();
    QVERIFY(practice);
    QCOMPARE(*practice, inside("data/practice"));
    QVERIFY(isPrivate(*practice));
}

void TestDataFolder::folderThatCannotBeIsRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("a file") << QStringLiteral("file");
    QTest::newRow("below a file") << QStringLiteral("file/data");
}

void TestDataFolder::folderThatCannotBeIsRefused()
{
    QFETCH(QString, path);
    writeText(inside("file"), "x");
    const auto folder = DataFolder::open(m_dir->filePath(path));
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, Error::Kind::Storage);
    QVERIFY2(folder.error().message.contains(QLatin1String("--data-dir")),
             qPrintable(folder.error().message));
    QCOMPARE(textOf(inside("file")), QByteArray("x"));
}

void TestDataFolder::writtenFilesAreTheOwnersAlone()
{
    QVERIFY(writePrivateFile(inside("new"), "one"));
    QCOMPARE(textOf(inside("new")), QByteArray("one"));
    QVERIFY(isPrivate(inside("new")));
    QVERIFY(writePrivateFile(inside("new"), "two"));
    QCOMPARE(textOf(inside("new")), QByteArray("two"));
    QVERIFY(isPrivate(inside("new")));
    QVERIFY(ensurePrivateFile(inside("empty")));
    QVERIFY(isPrivate(inside("empty")));
    QCOMPARE(textOf(inside("empty")), QByteArray());
    const auto nowhere = writePrivateFile(inside("no/such/folder"), "x");
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().kind, Error::Kind::Storage);
}

void TestDataFolder::wideFilesAreNarrowed()
{
    writeText(inside("wide"), "kept");
    QVERIFY(!isPrivate(inside("wide")));
    QVERIFY(ensurePrivateFile(inside("wide")));
    QVERIFY(isPrivate(inside("wide")));
    QCOMPARE(textOf(inside("wide")), QByteArray("kept"));
    QVERIFY(QFile::setPermissions(inside("wide"), others | QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    QVERIFY(writePrivateFile(inside("wide"), "new"));
    QVERIFY(isPrivate(inside("wide")));
}

void TestDataFolder::linksAreRefused()
{
    writeText(inside("elsewhere"), "precious");
    QVERIFY(QFile::link(inside("elsewhere"), inside("link")));
    QVERIFY(QFile::link(inside("missing"), inside("dangling")));
    QVERIFY(!ensurePrivateFile(inside("link")));
    QVERIFY(!ensurePrivateFile(inside("dangling")));
    QVERIFY(!QFileInfo::exists(inside("missing")));
    QCOMPARE(textOf(inside("elsewhere")), QByteArray("precious"));
}

void TestDataFolder::settingsAreKept()
{
    const QString path = inside("settings.ini");
    const QByteArray state("\0\x01\xff;=[x]\n", 9);
    {
        Settings settings(path);
        QCOMPARE(settings.appearance(), Appearance::System);
        QVERIFY(settings.lastAccount().isEmpty());
        QVERIFY(settings.layout(QStringLiteral("window")).isEmpty());
        settings.setAppearance(Appearance::Dark);
        settings.setLast(QStringLiteral("id"), QStringLiteral("zenlayer.zec.snapshot"));
        settings.setLayout(QStringLiteral("table.zenlayer.zec.snapshot"), state);
        QVERIFY(settings.save());
    }
    const Settings settings(path);
    QCOMPARE(settings.appearance(), Appearance::Dark);
    QCOMPARE(settings.lastAccount(), QStringLiteral("id"));
    QCOMPARE(settings.lastKind(), QStringLiteral("zenlayer.zec.snapshot"));
    QCOMPARE(settings.layout(QStringLiteral("table.zenlayer.zec.snapshot")), state);
}

void TestDataFolder::settingsFileIsTheOwnersAlone()
{
    const QString path = inside("settings.ini");
    Settings settings(path);
    QVERIFY(isPrivate(path));
    settings.setAppearance(Appearance::Light);
    QVERIFY(settings.save());
    QVERIFY(isPrivate(path));
    settings.setAppearance(Appearance::Dark);
    QVERIFY(settings.save());
    QVERIFY(isPrivate(path));
}

void TestDataFolder::senselessSettingsCountAsDefaults()
{
    writeText(inside("settings.ini"),
              "appearance=pink\nsession\\account\n\x01\x02 garbage [\n[layout]\nwindow=@Size(1 2)\n");
    const Settings settings(inside("settings.ini"));
    QCOMPARE(settings.appearance(), Appearance::System);
    QVERIFY(settings.layout(QStringLiteral("window")).isEmpty());
}

void TestDataFolder::unwritableSettingsAreReported()
{
    QVERIFY(QDir().mkpath(inside("settings.ini/is a folder")));
    Settings blocked(inside("settings.ini"));
    blocked.setAppearance(Appearance::Dark);
    const auto saved = blocked.save();
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Storage);
    QVERIFY(saved.error().message.contains(QLatin1String("settings.ini")));
}

QTEST_GUILESS_MAIN(TestDataFolder)
#include "tst_datafolder.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/secret.h"
#include "app/logging.h"
#include "tests/support/fakeclock.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Clearsky;

class TestLogging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void messagesBecomeLines();
    void categoriesBelowTheirLevelAreSilent();
    void secretsDoNotReachTheFile();
    void lineBreaksAreEscaped();
    void longLinesAreCut();
    void fullFileIsRotatedAndTheOldestGoes();
    void existingLogIsContinued();
    void everyFileIsTheOwnersAlone();
    void linkIsNotFollowed();
    void threadsDoNotMixLines();
    void nothingIsWrittenAfterwards();

private:
    [[nodiscard]] QString path(const char *suffix = "") const
    {
        return m_dir->filePath(QStringLiteral("clearsky.log") + QLatin1String(suffix));
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock;
};

namespace {

QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestLogging::initTestCase()
{
#ifdef Q_OS_UNIX
    ::umask(0);
#endif
}

void TestLogging::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
    m_clock.setWallTime(QDateTime(QDate(2026, 7, 14), QTime(9, 0), Qt::UTC));
}

void TestLogging::messagesBecomeLines()
{
    LogFile file(path());
    QVERIFY(file.open());
    const MessageLog log(file, m_clock);
    qCInfo(lcApp) << "started" << 3;
    qInfo("plain");
    QCOMPARE(textOf(path()),
             QByteArray("2026-07-14T09:00:00.000Z info clearsky.app: started 3\n"
                        "2026-07-14T09:00:00.000Z info default: plain\n"));
}

void TestLogging::categoriesBelowTheirLevelAreSilent()
{
    LogFile file(path());
    QVERIFY(file.open());
    const MessageLog log(file, m_clock);
    qCDebug(lcApp) << "chatter";
    QCOMPARE(textOf(path()), QByteArray());
}

void TestLogging::secretsDoNotReachTheFile()
{
    LogFile file(path());
    QVERIFY(file.open());
    const MessageLog log(file, m_clock);
    Credentials credentials;
    credentials.set(CredentialField::password, Secret("canary-5b1e"));
    qCInfo(lcApp) << credentials << credentials.value(CredentialField::password);
    QVERIFY(textOf(path()).contains("Credentials(password) •••"));
    QVERIFY(!textOf(path()).contains("canary"));
}

void TestLogging::lineBreaksAreEscaped()
{
    LogFile file(path());
    QVERIFY(file.open());
    file.writeLine(QStringLiteral("name\r\n2026 info clearsky.jobs: forged\u2028\x1b[31m\u0085 ünï"));
    QCOMPARE(textOf(path()),
             QByteArray("name\\u000d\\u000a2026 info clearsky.jobs: forged\\u2028\\u001b[31m\\u0085 ünï\n"));
}

void TestLogging::longLinesAreCut()
{
    LogFile file(path());
    QVERIFY(file.open());
    file.writeLine(QString(1'000'000, QLatin1Char('x')));
    QCOMPARE(textOf(path()).size(), LogFile::longestLine + 4);
    QVERIFY(textOf(path()).endsWith("x...\n"));
}

void TestLogging::fullFileIsRotatedAndTheOldestGoes()
{
    LogFile file(path(), 30);
    QVERIFY(file.open());
    for (int i = 1; i <= 9; ++i)
        file.writeLine(QStringLiteral("line %1 .....").arg(i)); // 13 bytes: two fit
    QCOMPARE(textOf(path()), QByteArray("line 9 .....\n"));
    QCOMPARE(textOf(path(".1")), QByteArray("line 7 .....\nline 8 .....\n"));
    QCOMPARE(textOf(path(".2")), QByteArray("line 5 .....\nline 6 .....\n"));
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files).size(), 3);
}

void TestLogging::existingLogIsContinued()
{
    for (const char *line : {"one", "two"}) {
        LogFile file(path());
        QVERIFY(file.open());
        file.writeLine(QLatin1String(line));
    }
    QCOMPARE(textOf(path()), QByteArray("one\ntwo\n"));
}

void TestLogging::everyFileIsTheOwnersAlone()
{
#ifndef Q_OS_UNIX
    QSKIP("permissions are checked on Unix");
#endif
    LogFile file(path(), 30);
    QVERIFY(file.open());
    for (int i = 0; i < 9; ++i)
        file.writeLine(QString(20, QLatin1Char('x')));
    constexpr auto owner =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
    for (const char *suffix : {"", ".1", ".2"})
        QCOMPARE(QFileInfo(path(suffix)).permissions() & ~owner, QFileDevice::Permissions());
}

void TestLogging::linkIsNotFollowed()
{
    QVERIFY(QFile::link(m_dir->filePath(QStringLiteral("elsewhere")), path()));
    LogFile file(path());
    const auto opened = file.open();
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, Error::Kind::Storage);
    file.writeLine(QStringLiteral("lost"));
    QVERIFY(!QFileInfo::exists(m_dir->filePath(QStringLiteral("elsewhere"))));
}

void TestLogging::threadsDoNotMixLines()
{
    LogFile file(path());
    QVERIFY(file.open());
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&file, i] {
            for (int n = 0; n < 200; ++n)
                file.writeLine(QString(50, QLatin1Char(static_cast<char>('a' + i))));
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(10'000));
    const QList<QByteArray> lines = textOf(path()).split('\n');
    QCOMPARE(lines.size(), 801);
    for (const QByteArray &line : lines)
        QVERIFY(line.isEmpty() || line == QByteArray(50, line.at(0)));
}

void TestLogging::nothingIsWrittenAfterwards()
{
    LogFile file(path());
    QVERIFY(file.open());
    {
        const MessageLog log(file, m_clock);
        qCInfo(lcApp) << "inside";
    }
    qCInfo(lcApp) << "outside";
    QVERIFY(textOf(path()).contains("inside"));
    QVERIFY(!textOf(path()).contains("outside"));
}

QTEST_GUILESS_MAIN(TestLogging)
#include "tst_logging.moc"

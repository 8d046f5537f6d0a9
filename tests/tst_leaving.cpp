// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/datafolder.h"
#include "tests/killstage.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(Clearsky::KillMoment)

namespace {

constexpr qint64 longestGoodbye = 2000; // engine.md row 38

/// How long it took to leave by itself; -1: it did not, or not in order.
qint64 askToLeave(QProcess &process, int signal)
{
    QElapsedTimer since;
    since.start();
    ::kill(pid_t(process.processId()), signal);
    const bool ended = waitUntil([&] { return process.state() == QProcess::NotRunning || since.elapsed() > 10'000; });
    const bool inOrder = ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return inOrder ? since.elapsed() : -1;
}

/// Whether the journal was closed: all of it is in one file.
bool isClosed(const QString &journalFile)
{
    return QFile::exists(journalFile) && QFileInfo(journalFile + u"-wal"_s).size() == 0;
}

void eachSignal()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGHUP") << SIGHUP;
}

} // namespace

/// Row 38 of the fault matrix: the system asks the program to leave while a job is under way.
class TestLeaving final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatHasLeftIsLookedAtAtTheNextStart_data()
    {
        QTest::addColumn<QString>("kindId");
        QTest::addColumn<KillMoment>("moment");
        for (const auto &contract : m_registry.contracts()) {
            const QString &kindId = contract->kind().id;
            QTest::addRow("no answer yet, %s", qPrintable(kindId))
                << kindId << KillMoment{.name = "", .halt = "", .onDelete = Fault::Kind::Silence, .isCarriedOut = true};
            QTest::addRow("being looked at, %s", qPrintable(kindId))
                << kindId << KillMoment{.name = "", .halt = "", .onLook = true, .isCarriedOut = true};
        }
    }

    void whatHasLeftIsLookedAtAtTheNextStart()
    {
        QFETCH(QString, kindId);
        QFETCH(KillMoment, moment);
        KillStage stage(m_registry, kindId, moment, QStringLiteral(JOB_DRIVER));
        const auto first = stage.driver({}, false);
        QVERIFY(stage.reach(*first));
        const qint64 took = askToLeave(*first, SIGTERM);
        QVERIFY2(took >= 0 && took <= longestGoodbye, qPrintable(QString::number(took)));
        QVERIFY(isClosed(EngineStack::journalFile(stage.folder.path())));
        QVERIFY(waitUntil([&] { return stage.proxy->isIdle(); }));
        stage.isDisarmed = true;
        const QStringList sent = stage.sentIds();

        const auto second = stage.driver({}, true);
        QVERIFY(waitUntil([&] { return second->state() == QProcess::NotRunning; }));
        QCOMPARE(stage.sentIds(), sent);
        const QList<JobItem> looked = second->items();
        QCOMPARE(looked.size(), KillStage::itemCount);
        for (const JobItem &item : looked) {
            QCOMPARE(untruthOf(item, stage.cloud), QString());
            QCOMPARE(item.state == ItemState::Deleted, sent.contains(item.ref.id));
        }
        const auto last = stage.driver({}, false);
        QVERIFY(waitUntil([&] { return last->state() == QProcess::NotRunning; }));
        QCOMPARE(last->exitCode(), 0);
        const QStringList all = stage.sentIds();
        QCOMPARE(all.size(), KillStage::itemCount); // none of them twice
        QCOMPARE(QSet<QString>(all.cbegin(), all.cend()).size(), KillStage::itemCount);
    }

    /// No question is asked, though a job is open.
    void theProgramLeavesWithoutAQuestion_data() { eachSignal(); }
    void theProgramLeavesWithoutAQuestion()
    {
        QFETCH(int, signal);
        const QTemporaryDir folder;
        const Result<DataFolder> data = DataFolder::open(folder.filePath(u"data"_s));
        QVERIFY(data);
        QVERIFY(leaveJobBehind(*data));
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QStringLiteral(PROGRAM), {u"--data-dir"_s, data->path(), u"--practice"_s});
        QVERIFY(waitUntil([&] { return logOf(*data).contains("DescribeSnapshots 200"); })); // the job is being looked at
        const qint64 took = askToLeave(program, signal);
        QVERIFY2(took >= 0 && took <= longestGoodbye, qPrintable(QString::number(took)));
        QVERIFY(isClosed(data->journalFile()));
    }

private:
    static QByteArray logOf(const DataFolder &data)
    {
        QFile file(data.logFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// A job on the practice cloud whose request was on its way when its program ended.
    static bool leaveJobBehind(const DataFolder &data)
    {
        const auto practice = data.practiceFolder();
        if (!practice)
            return false;
        PracticeHost host(*practice, 20);
        EngineStack stack(data.path(), 20, &host);
        const auto account = stack.accounts.add({.name = u"Practice"_s, .providerId = practiceProviderId});
        const QString kindId = u"zenlayer.zec.snapshot"_s;
        if (!account || !stack.open())
            return false;
        const QList<Resource> rows = stack.list(*account, kindId);
        const DeletePlan plan = stack.plan(*account, kindId, stack.deletable(*account, kindId, 3), rows.size());
        stack.engine.start(plan);
        return waitUntil([&] {
            const JobSummary *job = stack.engine.job(plan.id);
            return job && job->count(ItemState::Sending) + job->count(ItemState::Accepted) > 0;
        });
    }

    const Registry m_registry = makeRegistry();
};

QTEST_GUILESS_MAIN(TestLeaving)
#include "tst_leaving.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/driverprocess.h"
#include "tests/support/eachkind.h"
#include "tests/support/enginefixture.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace Clearsky;

/// A program that is killed in the middle of a job and started again.
class TestKillRestart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledJobIsLookedAtAndFinished_data() { eachKind(); }

    void aKilledJobIsLookedAtAndFinished()
    {
        QFETCH(QString, kindId);
        const Registry registry = makeRegistry();
        const KindContract &contract = *registry.contract(kindId);
        const int limit = contract.kind().idsPerRequest;
        const int count = limit == 1 ? 12 : limit + 5; // at least two requests
        PracticeOptions options{.seed = 7, .speed = driverSpeed};
        for (const auto &each : registry.contracts())
            options.counts.insert(each->kind().id, each->kind().id == kindId ? 3 * count : 1);
        PracticeCloud cloud(options);
        QVERIFY(cloud.start());
        QTemporaryDir folder;

        // Killed while the first delete request is under way: it is held back after it was carried out.
        cloud.setFault({.kindId = kindId,
                        .operation = PracticeOperation::Delete,
                        .times = 1,
                        .delay = std::chrono::milliseconds(200)});
        DriverProcess first(QStringLiteral(JOB_DRIVER), folder.path(), count, {kindId}, cloud);
        QVERIFY(waitUntil([&] { return !deletes(cloud, kindId).isEmpty(); }));
        first.kill();
        QVERIFY(first.waitForFinished());
        QCOMPARE(first.exitStatus(), QProcess::CrashExit);
        const qsizetype sentBefore = deletes(cloud, kindId).size();

        DriverProcess second(QStringLiteral(JOB_DRIVER), folder.path(), count, {kindId}, cloud);
        qsizetype sentWhileLooking = -1;
        const bool ended = waitUntil([&] {
            if (sentWhileLooking < 0 && second.output().contains("looked"))
                sentWhileLooking = deletes(cloud, kindId).size();
            return second.state() == QProcess::NotRunning;
        });
        QVERIFY2(ended, second.output().constData());
        QVERIFY2(second.output().contains("found interrupted"), second.output().constData());
        QVERIFY2(second.output().contains("looked"), second.output().constData());
        QCOMPARE(second.exitCode(), 0);
        if (sentWhileLooking >= 0)
            QVERIFY(sentWhileLooking >= sentBefore);

        const QList<JobItem> items = second.items();
        QCOMPARE(items.size(), count);
        QSet<QString> confirmed;
        for (const JobItem &item : items) {
            QCOMPARE(untruthOf(item, cloud), QString());
            QVERIFY2(item.state == ItemState::Deleted || item.state == ItemState::AlreadyGone,
                     qPrintable(itemStateId(item.state)));
            confirmed.insert(item.ref.id);
        }
        // The first request was carried out, so nothing of it may be sent again.
        QCOMPARE(violationIn(deletes(cloud, kindId), confirmed, limit, false), QString());
    }

private:
    static QList<PracticeLogEntry> deletes(const PracticeCloud &cloud, const QString &kindId)
    {
        QList<PracticeLogEntry> entries = cloud.requests();
        entries.removeIf([&kindId](const PracticeLogEntry &entry) { return !entry.isDelete() || entry.kindId != kindId; });
        return entries;
    }
};

QTEST_GUILESS_MAIN(TestKillRestart)
#include "tst_killrestart.moc"

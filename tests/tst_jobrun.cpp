// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/jobrun.h"
#include "app/jobs/journal.h"
#include "tests/support/journalsamples.h"
#include "tests/support/testprovider.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

/// One job and its record on a disk.
class TestJobRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsBackOnlyThoseWhoStillAre()
    {
        const QTemporaryDir folder;
        SystemClock clock;
        const TestContract contract;
        Journal journal(folder.filePath(u"journal.sqlite"_s), clock);
        bool isOpen = false;
        journal.open(this, [&isOpen](const Result<JournalContents> &contents) { isOpen = contents.has_value(); });
        QTRY_VERIFY(isOpen);

        JobRun run(makeJob(1, 3), contract, journal, clock);
        bool isRecorded = false;
        run.record([&isRecorded] { isRecorded = true; });
        QTRY_VERIFY(isRecorded);

        QStringList called;
        const auto commit = [&run, &called](int position, QObject *context, const QString &name) {
            JournalChanges changes;
            changes.items.append(run.moved(position, ItemState::NotAttempted));
            run.commit(std::move(changes), context, [&called, name] { called.append(name); });
        };
        auto gone = std::make_unique<QObject>();
        commit(0, gone.get(), u"gone"_s);
        commit(1, this, u"here"_s);
        gone.reset(); // as a lane lets go of a job whose account was changed, while its last look is being written
        QTRY_COMPARE(called, QStringList{u"here"_s});
        QCOMPARE(run.shown().items.at(0).state, ItemState::NotAttempted);
    }
};

QTEST_GUILESS_MAIN(TestJobRun)
#include "tst_jobrun.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settings.h"
#include "tests/fakejobsource.h"
#include "tests/support/fakeclock.h"
#include "tests/support/findwidget.h"
#include "ui/jobpage.h"
#include "ui/jobpanel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestJobPanel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aHeldJobCountsDownAndCanBeUndone();
    void aRunningJobCanBeStopped();
    void aRunningJobCanBePausedAndResumed();
    void anInterruptedJobAsksWhatToDo();
    void aJobThatNeedsAttentionSaysWhyAndResumes();
    void aWaitingJobSaysForWhat();
    void anEstimateStandsBesideTheCountsAndMovesOn();
    void pageOffersANewPlanOfWhatIsLeft();
    void endedJobsStayUntilDismissed();
    void dismissedJobsStayDismissed();
    void onlyTheNewestEndedJobsAreShown();
    void theBarIsFullOnlyAtTheEnd();
    void controlsAreFoundByAssistiveTechnology();
    void undoIsOnTheKeyboard();
    void stopIsOnTheKeyboard();
    void pauseAndResumeAreOnTheKeyboard();
    void everyButtonIsReachedByTab();
    void enterOpensTheJob();
    void rowsStandBesideTheirTableRows();
    void pageShowsItemsAndRequests();
    void pageCollectsBursts();
    void pageFiltersItems();
    void pageButtonsFollowTheState_data();
    void pageButtonsFollowTheState();
    void pageIgnoresOtherJobs();
    void authorizationMessagesAreCopied();

private:
    [[nodiscard]] std::unique_ptr<JobPanel> panel()
    {
        auto shown = std::make_unique<JobPanel>(*m_jobs, QList<const ResourceKind *>{&sampleKind()}, m_clock, *m_settings);
        shown->resize(1000, 400);
        return shown;
    }
    [[nodiscard]] static QString status(const JobPanel &panel)
    {
        const auto labels = described<QLabel>(panel, u"Job Status"_s);
        return labels.size() == 1 ? labels.first()->text() : QString();
    }

    FakeClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<FakeJobSource> m_jobs;
};

void TestJobPanel::init()
{
    static int count = 0;
    m_settings = std::make_unique<Settings>(m_folder.filePath(u"settings%1.ini"_s.arg(++count)));
    m_jobs = std::make_unique<FakeJobSource>();
}

void TestJobPanel::aHeldJobCountsDownAndCanBeUndone()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Holding, 412);
    job.summary.waitUntil = m_clock.wallTime().addSecs(10);
    const auto shown = panel();
    shown->show();
    QCOMPARE(status(*shown), u"Starting in 0:10. Nothing has been sent."_s);
    m_clock.advance(3s);
    QCOMPARE(status(*shown), u"Starting in 0:07. Nothing has been sent."_s);
    auto *undo = named<QPushButton>(*shown, u"Undo job 14"_s);
    QVERIFY(undo->isVisible());
    QVERIFY(!named<QPushButton>(*shown, u"Stop job 14"_s)->isVisible());
    QTest::mouseClick(undo, Qt::LeftButton);
    QCOMPARE(m_jobs->asked, QStringList{u"undo job-14"_s});
    m_jobs->setState(job, JobState::Undone);
    QCOMPARE(status(*shown), u"Undone. Nothing was sent."_s);
    QVERIFY(!undo->isVisible());
    QCOMPARE(m_clock.pendingTimers(), 0);
}

void TestJobPanel::aRunningJobCanBeStopped()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Running, 412);
    const auto shown = panel();
    shown->show();
    m_jobs->move(job, 0, 204, ItemState::Deleted);
    m_jobs->move(job, 204, 2, ItemState::Refused);
    QCOMPARE(status(*shown), u"204 of 412 deleted · 2 refused · 206 left"_s);
    auto *stop = named<QPushButton>(*shown, u"Stop job 14"_s);
    QVERIFY(!named<QPushButton>(*shown, u"Undo job 14"_s)->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QCOMPARE(m_jobs->asked, QStringList{u"stop job-14"_s});
    job.summary.stopRequested = true;
    m_jobs->setState(job, JobState::Stopping);
    QVERIFY(stop->isVisible() && !stop->isEnabled());
    QVERIFY(labelText(*shown, u"jobNote14"_s).startsWith(u"Nothing more is sent"_s));
}

void TestJobPanel::aRunningJobCanBePausedAndResumed()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Running, 412);
    const auto shown = panel();
    shown->show();
    m_jobs->move(job, 0, 35, ItemState::Accepted);
    auto *pause = named<QPushButton>(*shown, u"Pause job 14"_s);
    auto *resume = named<QPushButton>(*shown, u"Resume job 14"_s);
    QVERIFY(pause->isVisible() && !resume->isVisible());
    QTest::mouseClick(pause, Qt::LeftButton);
    m_jobs->setState(job, JobState::Paused);
    QVERIFY(!pause->isVisible() && resume->isVisible());
    QVERIFY(named<QPushButton>(*shown, u"Stop job 14"_s)->isEnabled());
    QCOMPARE(labelText(*shown, u"jobNote14"_s),
             u"Nothing more is sent. 35 already accepted will still finish at the provider."_s);
    QTest::mouseClick(resume, Qt::LeftButton);
    QCOMPARE(m_jobs->asked, QStringList({u"pause job-14"_s, u"resume job-14"_s}));
}

void TestJobPanel::anEstimateStandsBesideTheCountsAndMovesOn()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Running, 412);
    m_jobs->move(job, 0, 204, ItemState::Deleted);
    job.outlook = {.kind = JobOutlook::Kind::Range, .shortest = 9min, .longest = 12min, .sinceLastAnswer = 2s};
    const auto shown = panel();
    shown->show();
    QCOMPARE(status(*shown), u"204 of 412 deleted · 208 left · about 9–12 min"_s);
    QVERIFY(labelText(*shown, u"jobNote14"_s).startsWith(u"Last answer "_s));
    job.outlook.kind = JobOutlook::Kind::Stalled;
    m_clock.advance(5s); // nobody told the panel
    QCOMPARE(status(*shown), u"204 of 412 deleted · 208 left · waiting, no estimate"_s);
    job.outlook = {};
    m_jobs->setState(job, JobState::Paused);
    m_clock.advance(5s);
    QCOMPARE(m_clock.pendingTimers(), 0);
}

void TestJobPanel::pageOffersANewPlanOfWhatIsLeft()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Running, 10);
    m_jobs->move(job, 0, 6, ItemState::Deleted);
    m_jobs->move(job, 6, 3, ItemState::Refused, u"R&D uses it"_s);
    m_jobs->move(job, 9, 1, ItemState::NotAttempted);
    JobPage page(*m_jobs, job.summary.id, &sampleKind(), m_clock);
    auto *retry = named<QPushButton>(page, u"Retry…"_s);
    QVERIFY(!retry->isEnabled() && !retry->accessibleDescription().isEmpty());
    m_jobs->setState(job, JobState::FinishedWithProblems);
    m_clock.advance(1s);
    QVERIFY(retry->isEnabled());
    QSignalSpy asked(&page, &JobPage::retryRequested);
    Q_EMIT retry->menu()->aboutToShow();
    QCOMPARE(retry->menu()->actions().size(), 2);
    QCOMPARE(retry->menu()->actions().first()->text(), u"3 refused: R&&D uses it"_s);
    retry->menu()->actions().first()->trigger();
    QCOMPARE(asked.size(), 1);
    const auto items = asked.first().first().value<QList<ResourceRef>>();
    QCOMPARE(items.size(), 3);
    QCOMPARE(items.first(), job.items.at(6).ref);
}

void TestJobPanel::anInterruptedJobAsksWhatToDo()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Interrupted, 412);
    m_jobs->move(job, 0, 204, ItemState::Deleted);
    m_jobs->move(job, 204, 100, ItemState::Unknown);
    const auto shown = panel();
    shown->show();
    QCOMPARE(status(*shown), u"Job #14 was interrupted. 204 deleted, 100 being checked, 108 not sent."_s);
    auto *resume = named<QPushButton>(*shown, u"Resume job 14"_s);
    auto *stop = named<QPushButton>(*shown, u"Stop and Verify job 14"_s);
    QVERIFY(resume->isVisible() && stop->isVisible());
    QVERIFY(!named<QPushButton>(*shown, u"Stop job 14"_s)->isVisible());
    QTest::mouseClick(resume, Qt::LeftButton);
    QTest::mouseClick(stop, Qt::LeftButton);
    QCOMPARE(m_jobs->asked, QStringList({u"resume job-14"_s, u"stop job-14"_s}));
}

void TestJobPanel::aJobThatNeedsAttentionSaysWhyAndResumes()
{
    FakeJobSource::Job &job = m_jobs->add(3, JobState::Running, 10);
    const auto shown = panel();
    shown->show();
    m_jobs->setState(job, JobState::NeedsAttention, u"The sign-in for prod-eu was refused. Edit the account."_s);
    QCOMPARE(labelText(*shown, u"jobNote3"_s), job.summary.note);
    auto *resume = named<QPushButton>(*shown, u"Resume job 3"_s);
    QVERIFY(resume->isVisible());
    QVERIFY(named<QPushButton>(*shown, u"Stop job 3"_s)->isVisible());
    QTest::mouseClick(resume, Qt::LeftButton);
    QCOMPARE(m_jobs->asked, QStringList{u"resume job-3"_s});
}

void TestJobPanel::aWaitingJobSaysForWhat()
{
    FakeJobSource::Job &job = m_jobs->add(3, JobState::Running, 10);
    const auto shown = panel();
    shown->show();
    auto *note = shown->findChild<QLabel *>(u"jobNote3"_s);
    QVERIFY(!note->isVisible());
    m_jobs->setState(job, JobState::Waiting, u"Zenlayer allows no more requests until 14:32."_s);
    QVERIFY(note->isVisible());
    QCOMPARE(note->text(), job.summary.note);
}

void TestJobPanel::endedJobsStayUntilDismissed()
{
    FakeJobSource::Job &job = m_jobs->add(5, JobState::Running, 4);
    const auto shown = panel();
    shown->show();
    m_jobs->move(job, 0, 3, ItemState::Deleted);
    m_jobs->move(job, 3, 1, ItemState::AlreadyGone);
    m_jobs->setState(job, JobState::Finished);
    QCOMPARE(status(*shown), u"3 of 4 deleted. 1 already gone."_s);
    QSignalSpy empty(shown.get(), &JobPanel::emptyChanged);
    QTest::mouseClick(named<QToolButton>(*shown, u"Dismiss job 5"_s), Qt::LeftButton);
    QCOMPARE(named<QTableView>(*shown, u"Jobs"_s)->model()->rowCount(), 0);
    QCOMPARE(empty.size(), 1);
    QVERIFY(empty.first().first().toBool());
}

void TestJobPanel::dismissedJobsStayDismissed()
{
    m_jobs->add(5, JobState::Finished, 4);
    m_jobs->add(6, JobState::Finished, 4);
    {
        const auto shown = panel();
        shown->show();
        QTest::mouseClick(named<QToolButton>(*shown, u"Dismiss job 5"_s), Qt::LeftButton);
    }
    const auto shown = panel();
    QVERIFY(!named<QToolButton>(*shown, u"Dismiss job 5"_s));
    QVERIFY(named<QToolButton>(*shown, u"Dismiss job 6"_s));
}

void TestJobPanel::onlyTheNewestEndedJobsAreShown()
{
    m_jobs->add(1, JobState::Interrupted, 2);
    for (int number = 2; number <= 60; ++number)
        m_jobs->add(number, JobState::Finished, 2);
    const auto shown = panel();
    const QAbstractItemModel *model = named<QTableView>(*shown, u"Jobs"_s)->model();
    QCOMPARE(model->rowCount(), int(JobPanel::mostJobs) + 1);
    QVERIFY(model->index(0, JobListModel::JobColumn).data().toString().startsWith(u"#60 "_s));
    QVERIFY(model->index(model->rowCount() - 1, JobListModel::JobColumn).data().toString().startsWith(u"#1 "_s));
}

void TestJobPanel::theBarIsFullOnlyAtTheEnd()
{
    FakeJobSource::Job &job = m_jobs->add(7, JobState::Running, 5000);
    const auto shown = panel();
    auto *bar = named<QProgressBar>(*shown, u"Progress of job 7"_s);
    QVERIFY(!bar->isTextVisible());
    QCOMPARE(bar->value(), 0);
    m_jobs->move(job, 0, 4999, ItemState::Deleted);
    QVERIFY(bar->value() < bar->maximum());
    m_jobs->move(job, 4999, 1, ItemState::Refused);
    QCOMPARE(bar->value(), bar->maximum());
}

void TestJobPanel::controlsAreFoundByAssistiveTechnology()
{
    m_jobs->add(8, JobState::Running, 3);
    const auto shown = panel();
    shown->show();
    QStringList found;
    const std::function<void(QAccessibleInterface *)> walk = [&](QAccessibleInterface *node) {
        if (!node || node->state().invisible)
            return;
        const bool isControl = node->role() == QAccessible::Button || node->role() == QAccessible::ProgressBar
            || node->role() == QAccessible::Table;
        if (isControl)
            found.append(node->text(QAccessible::Name));
        if (node->text(QAccessible::Description) == u"Job Status"_s)
            found.append(node->text(QAccessible::Name));
        for (int i = 0; i < node->childCount(); ++i)
            walk(node->child(i));
    };
    walk(QAccessible::queryAccessibleInterface(shown.get()));
    for (const QString &name : {u"Jobs"_s, u"Progress of job 8"_s, u"Stop job 8"_s, u"Open job 8"_s,
                                u"0 of 3 deleted · 3 left"_s})
        QVERIFY2(found.count(name) == 1, qPrintable(name + u" in "_s + found.join(u';')));
    QVERIFY(!found.contains(QString()));
}

void TestJobPanel::undoIsOnTheKeyboard()
{
    FakeJobSource::Job &held = m_jobs->add(8, JobState::Holding, 3);
    m_jobs->add(9, JobState::Running, 3);
    const auto shown = panel();
    shown->show();
    shown->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(shown.get()));
    named<QTableView>(*shown, u"Jobs"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_jobs->asked, QStringList{u"undo job-8"_s});
    m_jobs->setState(held, JobState::Running);
    QVERIFY(!shown->undoAction()->isEnabled());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_jobs->asked.size(), 1);
}

void TestJobPanel::stopIsOnTheKeyboard()
{
    m_jobs->add(8, JobState::Running, 3);
    m_jobs->add(9, JobState::Running, 3);
    const auto shown = panel();
    shown->show();
    shown->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(shown.get()));
    auto *table = named<QTableView>(*shown, u"Jobs"_s);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Period, Qt::ControlModifier);
    QCOMPARE(m_jobs->asked, QStringList{u"stop job-8"_s});
}

void TestJobPanel::pauseAndResumeAreOnTheKeyboard()
{
    FakeJobSource::Job &job = m_jobs->add(8, JobState::Running, 3);
    const auto shown = panel();
    shown->show();
    shown->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(shown.get()));
    auto *table = named<QTableView>(*shown, u"Jobs"_s);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
    m_jobs->setState(job, JobState::Paused);
    QTest::keyClick(table, Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_jobs->asked, QStringList({u"pause job-8"_s, u"resume job-8"_s}));
}

void TestJobPanel::everyButtonIsReachedByTab()
{
    m_jobs->add(8, JobState::Running, 3);
    m_jobs->add(9, JobState::Interrupted, 3);
    const auto shown = panel();
    shown->show();
    shown->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(shown.get()));
    named<QTableView>(*shown, u"Jobs"_s)->setFocus();
    QStringList reached;
    for (int i = 0; i < 8; ++i) {
        reached.append(QApplication::focusWidget()->accessibleName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(reached.mid(0, 6), QStringList({u"Jobs"_s, u"Resume job 9"_s, u"Stop and Verify job 9"_s, u"Open job 9"_s,
                                             u"Pause job 8"_s, u"Stop job 8"_s}));
}

void TestJobPanel::enterOpensTheJob()
{
    m_jobs->add(8, JobState::Running, 3);
    const auto shown = panel();
    shown->show();
    QSignalSpy opened(shown.get(), &JobPanel::openRequested);
    auto *table = named<QTableView>(*shown, u"Jobs"_s);
    table->setCurrentIndex(table->model()->index(0, JobListModel::JobColumn));
    QTest::keyClick(table, Qt::Key_Return);
    QTest::mouseClick(named<QToolButton>(*shown, u"Open job 8"_s), Qt::LeftButton);
    QCOMPARE(opened.size(), 2);
    QCOMPARE(opened.first().first().toString(), u"job-8"_s);
}

void TestJobPanel::rowsStandBesideTheirTableRows()
{
    for (int number = 1; number <= 4; ++number)
        m_jobs->add(number, number == 2 ? JobState::Interrupted : JobState::Running, 3);
    FakeJobSource::Job &last = m_jobs->add(5, JobState::Running, 3);
    const auto shown = panel();
    shown->show();
    m_jobs->setState(last, JobState::Waiting, QString(400, u'w').replace(40, 1, u' '));
    shown->resize(600, 500);
    auto *table = named<QTableView>(*shown, u"Jobs"_s);
    for (int row = 0; row < 5; ++row) {
        const QWidget *beside = shown->findChild<QWidget *>(u"jobRow%1"_s.arg(5 - row));
        QCOMPARE(beside->y(), table->y() + table->rowViewportPosition(row));
        QCOMPARE(beside->height(), table->rowHeight(row));
    }
}

void TestJobPanel::pageShowsItemsAndRequests()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Running, 412);
    JobPage page(*m_jobs, job.summary.id, &sampleKind(), m_clock);
    QCOMPARE(page.pageTitle(), u"Job #14 — 412 disk snapshots"_s);
    const QAbstractItemModel *items = named<QTableView>(page, u"Job Items"_s)->model();
    const QAbstractItemModel *log = named<QTableView>(page, u"Request Log"_s)->model();
    QVERIFY(items && log);
    QStringList headings;
    for (int section = 0; section < items->columnCount(); ++section)
        headings.append(items->headerData(section, Qt::Horizontal).toString());
    QCOMPARE(headings, QStringList({u"Name"_s, u"ID"_s, u"Outcome"_s, u"Reason"_s, u"Request"_s}));
    QCOMPARE(items->rowCount(), 412);
    m_jobs->move(job, 0, 100, ItemState::Deleted, u"absent from a consistent answer"_s);
    m_jobs->log(job, {.number = 1, .at = m_clock.wallTime(), .method = u"POST"_s, .path = u"/api/v2/zec"_s, .items = 100});
    m_clock.advance(100ms);
    QCOMPARE(items->index(99, JobItemsModel::OutcomeColumn).data().toString(), u"Deleted"_s);
    QCOMPARE(items->index(99, JobItemsModel::RequestColumn).data().toString(), u"#1"_s);
    QCOMPARE(log->rowCount(), 1);
    QCOMPARE(described<QLabel>(page, u"Job Summary"_s).first()->text(), u"100 of 412 deleted · 312 left"_s);
    QCOMPARE(named<QProgressBar>(page, u"Progress"_s)->value(), 242);
}

void TestJobPanel::pageCollectsBursts()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Running, 1000);
    JobPage page(*m_jobs, job.summary.id, &sampleKind(), m_clock);
    QSignalSpy changed(named<QTableView>(page, u"Job Items"_s)->model(), &QAbstractItemModel::dataChanged);
    for (int i = 0; i < 1000; ++i)
        m_jobs->move(job, i, 1, ItemState::Sending);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(m_clock.pendingTimers(), 1);
    m_clock.advance(100ms);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_clock.pendingTimers(), 0);
}

void TestJobPanel::pageFiltersItems()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::FinishedWithProblems, 20);
    m_jobs->move(job, 0, 18, ItemState::Deleted);
    m_jobs->move(job, 18, 2, ItemState::Refused, u"In use"_s);
    JobPage page(*m_jobs, job.summary.id, &sampleKind(), m_clock);
    named<QLineEdit>(page, u"Filter Items"_s)->setText(u" refused "_s);
    QCOMPARE(named<QTableView>(page, u"Job Items"_s)->model()->rowCount(), 2);
    QCOMPARE(page.findChild<QTabWidget *>(u"jobTabs"_s)->tabText(0), u"Items · 2 of 20"_s);
}

void TestJobPanel::pageButtonsFollowTheState_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<QStringList>("enabled");
    QTest::newRow("held") << JobState::Holding << QStringList{u"Undo"_s};
    QTest::newRow("running") << JobState::Running << QStringList{u"Pause"_s, u"Stop"_s};
    QTest::newRow("paused") << JobState::Paused << QStringList{u"Resume"_s, u"Stop"_s};
    QTest::newRow("interrupted") << JobState::Interrupted << QStringList{u"Resume"_s, u"Stop"_s};
    QTest::newRow("stopped") << JobState::Stopped << QStringList{u"Verify Again"_s};
    QTest::newRow("with problems") << JobState::FinishedWithProblems << QStringList{u"Verify Again"_s};
    QTest::newRow("undone") << JobState::Undone << QStringList{};
}

void TestJobPanel::pageButtonsFollowTheState()
{
    QFETCH(JobState, state);
    QFETCH(QStringList, enabled);
    FakeJobSource::Job &job = m_jobs->add(14, state, 4);
    JobPage page(*m_jobs, job.summary.id, &sampleKind(), m_clock);
    const QList<std::pair<QString, QString>> all{
        {u"Pause"_s, u"pause job-14"_s}, {u"Resume"_s, u"resume job-14"_s}, {u"Undo"_s, u"undo job-14"_s}, {u"Stop"_s, u"stop job-14"_s}, {u"Verify Again"_s, u"verify job-14"_s}};
    for (const auto &[name, call] : all) {
        auto *button = named<QPushButton>(page, name);
        QCOMPARE(button->isEnabled(), enabled.contains(name));
        QCOMPARE(button->accessibleDescription().isEmpty(), button->isEnabled());
        m_jobs->asked.clear();
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(m_jobs->asked, button->isEnabled() ? QStringList{call} : QStringList());
    }
}

void TestJobPanel::pageIgnoresOtherJobs()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Running, 4);
    FakeJobSource::Job &other = m_jobs->add(15, JobState::Running, 9);
    JobPage page(*m_jobs, job.summary.id, &sampleKind(), m_clock);
    m_jobs->move(other, 0, 9, ItemState::Deleted);
    m_jobs->log(other, {.number = 1});
    QCOMPARE(m_clock.pendingTimers(), 0);
}

void TestJobPanel::authorizationMessagesAreCopied()
{
    FakeJobSource::Job &job = m_jobs->add(14, JobState::Running, 4);
    m_jobs->log(job, {.number = 1, .httpStatus = 202});
    m_jobs->log(job, {.number = 2, .httpStatus = 403, .encodedAuthorization = u"XDYTqLDX"_s});
    JobPage page(*m_jobs, job.summary.id, &sampleKind(), m_clock);
    auto *table = named<QTableView>(page, u"Request Log"_s);
    auto *copy = named<QPushButton>(page, u"Copy Authorization Message"_s);
    table->selectRow(0);
    QVERIFY(!copy->isEnabled());
    table->selectRow(1);
    QVERIFY(copy->isEnabled());
    copy->click();
    QCOMPARE(QApplication::clipboard()->text(), u"XDYTqLDX"_s);
}

QTEST_MAIN(TestJobPanel)
#include "tst_jobpanel.moc"

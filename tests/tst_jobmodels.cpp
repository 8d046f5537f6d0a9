// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobitemsmodel.h"
#include "models/joblistmodel.h"
#include "models/jobtext.h"
#include "models/modelroles.h"
#include "models/requestlogmodel.h"
#include "tests/support/sampledata.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto reporting = QAbstractItemModelTester::FailureReportingMode::QtTest;
const QDateTime now(QDate(2026, 7, 14), QTime(9, 0), Qt::UTC);

JobItem item(const QString &id, ItemState state, int request, const QString &reason = {})
{
    return {.ref = {.id = id, .name = u"snap-"_s + id},
            .state = state,
            .ended = isEnd(state),
            .requestNumber = request,
            .reason = reason};
}

QList<JobItem> manyItems(int count)
{
    QList<JobItem> items;
    for (int i = 0; i < count; ++i)
        items.append(item(QString::number(i), ItemState::Pending, 0));
    return items;
}

QStringList column(const QAbstractItemModel &model, int column, int role = Qt::DisplayRole)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data(role).toString());
    return texts;
}

JobSummary job(int number, JobState state, int total = 412)
{
    return {.id = u"job-%1"_s.arg(number),
            .number = number,
            .accountName = u"prod-eu"_s,
            .environment = Environment::Production,
            .kindId = sampleKind().id,
            .state = state,
            .total = total};
}

void setCount(JobSummary &summary, ItemState state, int count)
{
    summary.counts.at(static_cast<size_t>(state)) = count;
}

} // namespace

class TestJobModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomesKeepTheirWords_data();
    void outcomesKeepTheirWords();
    void verifyingAndReappearedAreShownBesideTheWord();
    void itemsSortOnValues_data();
    void itemsSortOnValues();
    void theJobsOwnOrderComesBack();
    void filterLooksAtEveryColumn();
    void aChangedItemEntersAndLeavesTheFilter();
    void aRunOfChangesIsOneSignal();
    void highlightSurvivesSortingAndFiltering();
    void fiftyThousandItemsAreQuick();
    void hostileNamesAreMadeVisible();
    void logGrowsAndChanges();
    void statusTexts_data();
    void statusTexts();
    void countdownRoundsUp();
    void jobsAreNewestFirst();
    void jobRowsAreSpokenWhole();
    void onlyHeldJobsTick();
};

void TestJobModels::outcomesKeepTheirWords_data()
{
    QTest::addColumn<ItemState>("state");
    QTest::addColumn<QString>("word");
    const QStringList words{u"Pending"_s, u"Sending"_s, u"Accepted"_s, u"Deleted"_s, u"Already gone"_s,
                            u"Refused"_s, u"Failed"_s,  u"Unknown"_s,  u"Skipped"_s, u"Not attempted"_s};
    const QList<ItemState> states = allItemStates();
    for (qsizetype i = 0; i < states.size(); ++i)
        QTest::newRow(qPrintable(words.at(i))) << states.at(i) << words.at(i);
}

void TestJobModels::outcomesKeepTheirWords()
{
    QFETCH(ItemState, state);
    QFETCH(QString, word);
    JobItemsModel model;
    model.setItems({item(u"1"_s, state, 1)});
    const QModelIndex cell = model.index(0, JobItemsModel::OutcomeColumn);
    QCOMPARE(cell.data().toString(), word);
    QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), word);
    QCOMPARE(cell.data(ToneRole).toInt(), int(itemTone(state)));
}

void TestJobModels::verifyingAndReappearedAreShownBesideTheWord()
{
    JobItem looked = item(u"1"_s, ItemState::Accepted, 1);
    looked.verifying = true;
    JobItem open = item(u"2"_s, ItemState::Unknown, 1);
    open.verifying = true;
    JobItem over = item(u"3"_s, ItemState::Unknown, 1);
    over.ended = true;
    JobItem again = item(u"4"_s, ItemState::Deleted, 1);
    again.reappeared = true;
    JobItemsModel model;
    model.setItems({looked, open, over, again});
    QCOMPARE(column(model, JobItemsModel::OutcomeColumn),
             QStringList({u"Verifying"_s, u"Verifying"_s, u"Unknown"_s, u"Deleted · Reappeared"_s}));
    QCOMPARE(column(model, JobItemsModel::OutcomeColumn, Qt::AccessibleTextRole),
             QStringList({u"Accepted"_s, u"Unknown"_s, u"Unknown"_s, u"Deleted"_s}));
    QCOMPARE(column(model, JobItemsModel::OutcomeColumn, Qt::AccessibleDescriptionRole),
             QStringList({u"Verifying"_s, u"Verifying"_s, QString(), u"Deleted · Reappeared"_s}));
}

void TestJobModels::itemsSortOnValues_data()
{
    QTest::addColumn<int>("sortColumn");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("name, numbers by value") << int(JobItemsModel::NameColumn) << QStringList({u"2"_s, u"10"_s, u"100"_s});
    QTest::newRow("id") << int(JobItemsModel::IdColumn) << QStringList({u"2"_s, u"10"_s, u"100"_s});
    QTest::newRow("outcome, by life cycle") << int(JobItemsModel::OutcomeColumn) << QStringList({u"10"_s, u"100"_s, u"2"_s});
    QTest::newRow("reason") << int(JobItemsModel::ReasonColumn) << QStringList({u"100"_s, u"2"_s, u"10"_s});
    QTest::newRow("request, by number") << int(JobItemsModel::RequestColumn) << QStringList({u"100"_s, u"2"_s, u"10"_s});
}

void TestJobModels::itemsSortOnValues()
{
    QFETCH(int, sortColumn);
    QFETCH(QStringList, ids);
    JobItemsModel model;
    QAbstractItemModelTester tester(&model, reporting);
    model.setItems({item(u"10"_s, ItemState::Deleted, 12, u"c"_s), item(u"100"_s, ItemState::AlreadyGone, 3, u"A"_s),
                    item(u"2"_s, ItemState::Refused, 9, u"b"_s)});
    model.sort(sortColumn, Qt::AscendingOrder);
    QCOMPARE(column(model, JobItemsModel::IdColumn), ids);
    model.sort(sortColumn, Qt::DescendingOrder);
    std::reverse(ids.begin(), ids.end());
    QCOMPARE(column(model, JobItemsModel::IdColumn), ids);
}

void TestJobModels::theJobsOwnOrderComesBack()
{
    JobItemsModel model;
    model.setItems({item(u"3"_s, ItemState::Deleted, 1), item(u"1"_s, ItemState::Deleted, 1)});
    model.sort(JobItemsModel::IdColumn);
    QCOMPARE(column(model, JobItemsModel::IdColumn), QStringList({u"1"_s, u"3"_s}));
    model.sort(-1);
    QCOMPARE(column(model, JobItemsModel::IdColumn), QStringList({u"3"_s, u"1"_s}));
}

void TestJobModels::filterLooksAtEveryColumn()
{
    JobItemsModel model;
    QAbstractItemModelTester tester(&model, reporting);
    model.setItems({item(u"77"_s, ItemState::Deleted, 1), item(u"8"_s, ItemState::Refused, 1, u"In use"_s),
                    item(u"9"_s, ItemState::AlreadyGone, 2)});
    for (const auto &[filter, ids] : {std::pair{u"77"_s, QStringList{u"77"_s}}, {u"SNAP-8"_s, {u"8"_s}},
                                      {u"already"_s, {u"9"_s}}, {u"in use"_s, {u"8"_s}}, {u"nothing"_s, {}},
                                      {QString(), {u"77"_s, u"8"_s, u"9"_s}}}) {
        model.setFilter(filter);
        QCOMPARE(column(model, JobItemsModel::IdColumn), ids);
    }
}

void TestJobModels::aChangedItemEntersAndLeavesTheFilter()
{
    JobItemsModel model;
    QAbstractItemModelTester tester(&model, reporting);
    QList<JobItem> items = manyItems(20);
    model.setItems(items);
    model.setFilter(u"pending"_s);
    QCOMPARE(model.rowCount(), 20);
    QList<int> positions;
    for (int i = 0; i < 20; i += 2) {
        items[i].state = ItemState::Deleted;
        positions.append(i);
    }
    model.updateItems(items, positions);
    QCOMPARE(model.rowCount(), 10);
    model.setFilter(u"deleted"_s);
    QCOMPARE(column(model, JobItemsModel::IdColumn).first(), u"0"_s);
    QCOMPARE(model.rowCount(), 10);
    items[1].state = ItemState::Deleted;
    model.updateItems(items, {1});
    QCOMPARE(column(model, JobItemsModel::IdColumn).mid(0, 3), QStringList({u"0"_s, u"1"_s, u"2"_s}));
}

void TestJobModels::aRunOfChangesIsOneSignal()
{
    JobItemsModel model;
    QList<JobItem> items = manyItems(500);
    model.setItems(items);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QList<int> positions;
    for (int i = 100; i < 200; ++i) {
        items[i].state = ItemState::Accepted;
        positions.prepend(i);
    }
    positions.append(300);
    model.updateItems(items, positions);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 100);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 199);
}

void TestJobModels::highlightSurvivesSortingAndFiltering()
{
    JobItemsModel model;
    QAbstractItemModelTester tester(&model, reporting);
    model.setItems(manyItems(30));
    const QPersistentModelIndex kept = model.index(12, JobItemsModel::NameColumn);
    model.sort(JobItemsModel::IdColumn, Qt::DescendingOrder);
    QCOMPARE(kept.data().toString(), u"snap-12"_s);
    QCOMPARE(kept.row(), 17);
    model.setFilter(u"12"_s);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.row(), 0);
    model.setFilter(u"13"_s);
    QVERIFY(!kept.isValid());
}

void TestJobModels::fiftyThousandItemsAreQuick()
{
    JobItemsModel model;
    QList<JobItem> items = manyItems(50'000);
    model.setItems(items);
    model.sort(JobItemsModel::OutcomeColumn, Qt::DescendingOrder);
    model.setFilter(u"snap"_s);
    QElapsedTimer timer;
    timer.start();
    for (int burst = 0; burst < 10; ++burst) {
        QList<int> positions;
        for (int i = burst; i < 50'000; i += 50) {
            items[i].state = burst % 2 == 0 ? ItemState::Deleted : ItemState::Accepted;
            positions.append(i);
        }
        model.updateItems(items, positions);
    }
    QCOMPARE(model.rowCount(), 50'000);
    // A tenth of a second each on an idle machine's debug build; this one may be busy.
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestJobModels::hostileNamesAreMadeVisible()
{
    JobItemsModel model;
    JobItem hostile = item(u"1"_s, ItemState::Refused, 1, u"<b>no\u202E"_s);
    hostile.ref.name = u"<img src=x>\nsecond\u202Eline"_s;
    model.setItems({hostile});
    QCOMPARE(model.index(0, JobItemsModel::NameColumn).data().toString(), u"<img src=x>\\nsecond\\u{202E}line"_s);
    QCOMPARE(model.index(0, JobItemsModel::ReasonColumn).data().toString(), u"<b>no\\u{202E}"_s);
    QVERIFY(!model.index(0, JobItemsModel::NameColumn).data(Qt::ToolTipRole).toString().contains(u"<img"_s));
}

void TestJobModels::logGrowsAndChanges()
{
    RequestLogModel model;
    QAbstractItemModelTester tester(&model, reporting);
    QList<RequestRecord> records{{.number = 1, .at = now, .method = u"POST"_s, .path = u"/api/v2/zec"_s, .items = 100}};
    model.setRecords(records);
    records.append({.purpose = RequestRecord::Purpose::Look, .at = now, .method = u"POST"_s});
    records.append({.purpose = RequestRecord::Purpose::Look, .at = now, .method = u"POST"_s});
    model.updateRecord(records, 2);
    QCOMPARE(model.rowCount(), 3);
    records[0].httpStatus = 200;
    records[0].requestId = u"req-1"_s;
    records[0].elapsed = 1234ms;
    records[0].outcome = u"accepted 98, refused 2"_s;
    model.updateRecord(records, 0);
    QStringList row;
    for (int c = 0; c < RequestLogModel::ColumnCount; ++c)
        row.append(model.index(0, c).data().toString());
    QCOMPARE(row, QStringList({u"09:00:00"_s, u"#1"_s, u"POST"_s, u"/api/v2/zec"_s, u"100"_s, u"200"_s, QString(),
                               u"req-1"_s, u"1,234"_s, u"accepted 98, refused 2"_s}));
    QVERIFY(!model.index(0, 0).data(MutedRole).toBool());
    QVERIFY(model.index(1, 0).data(MutedRole).toBool());
    model.updateRecord(records, 7);
    QCOMPARE(model.rowCount(), 3);
}

void TestJobModels::statusTexts_data()
{
    QTest::addColumn<JobSummary>("summary");
    QTest::addColumn<QString>("text");
    JobSummary held = job(14, JobState::Holding);
    held.waitUntil = now.addMSecs(6'400);
    QTest::newRow("held") << held << u"Starting in 0:07. Nothing has been sent."_s;

    JobSummary running = job(14, JobState::Running);
    setCount(running, ItemState::Deleted, 204);
    setCount(running, ItemState::Refused, 2);
    setCount(running, ItemState::Accepted, 100);
    setCount(running, ItemState::Pending, 106);
    running.ended = 206;
    QTest::newRow("running") << running << u"204 of 412 deleted · 2 refused · 206 left"_s;

    JobSummary interrupted = job(14, JobState::Interrupted);
    setCount(interrupted, ItemState::Deleted, 204);
    setCount(interrupted, ItemState::Unknown, 60);
    setCount(interrupted, ItemState::Accepted, 40);
    setCount(interrupted, ItemState::Pending, 108);
    interrupted.ended = 204;
    QTest::newRow("interrupted") << interrupted
                                 << u"Job #14 was interrupted. 204 deleted, 100 being checked, 108 not sent."_s;

    JobSummary over = job(14, JobState::FinishedWithProblems, 210);
    setCount(over, ItemState::Deleted, 204);
    setCount(over, ItemState::AlreadyGone, 3);
    setCount(over, ItemState::Refused, 2);
    setCount(over, ItemState::Unknown, 1);
    over.ended = 210;
    QTest::newRow("ended") << over
                           << u"204 of 210 deleted. 3 already gone. 2 refused. 1 could not be verified."_s;

    JobSummary clean = job(15, JobState::Finished, 30);
    setCount(clean, ItemState::Deleted, 30);
    clean.ended = 30;
    QTest::newRow("clean") << clean << u"30 of 30 deleted."_s;

    JobSummary stopped = job(16, JobState::Stopped, 30);
    setCount(stopped, ItemState::NotAttempted, 30);
    stopped.ended = 30;
    QTest::newRow("stopped") << stopped << u"0 of 30 deleted. 30 not attempted."_s;
    QTest::newRow("undone") << job(17, JobState::Undone) << u"Undone. Nothing was sent."_s;
}

void TestJobModels::statusTexts()
{
    QFETCH(JobSummary, summary);
    QFETCH(QString, text);
    QCOMPARE(jobStatusText(summary, now), text);
}

void TestJobModels::countdownRoundsUp()
{
    QCOMPARE(countdownText(10s), u"0:10"_s);
    QCOMPARE(countdownText(9001ms), u"0:10"_s);
    QCOMPARE(countdownText(61s), u"1:01"_s);
    QCOMPARE(countdownText(-3s), u"0:00"_s);
}

void TestJobModels::jobsAreNewestFirst()
{
    JobListModel model({&sampleKind()});
    QAbstractItemModelTester tester(&model, reporting);
    model.setJobs({job(3, JobState::Finished), job(11, JobState::Running), job(4, JobState::Waiting)});
    QCOMPARE(column(model, JobListModel::JobColumn).first(), u"#11 prod-eu · 412 disk snapshots"_s);
    const QPersistentModelIndex kept = model.index(1, 0);
    model.setJobs({job(4, JobState::Running), job(12, JobState::Holding), job(11, JobState::Running)});
    QCOMPARE(column(model, JobListModel::StateColumn), QStringList({u"Holding"_s, u"Running"_s, u"Running"_s}));
    QCOMPARE(kept.row(), 2);
    model.setJobs({});
    QCOMPARE(model.rowCount(), 0);
}

void TestJobModels::jobRowsAreSpokenWhole()
{
    JobListModel model({&sampleKind()});
    JobSummary running = job(14, JobState::Running);
    model.setJobs({running});
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
             u"Running, #14 prod-eu · 412 disk snapshots, Production, 0 of 412 deleted · 412 left"_s);
    JobListModel without({});
    without.setJobs({running});
    QCOMPARE(without.index(0, JobListModel::JobColumn).data().toString(), u"#14 prod-eu · 412 resources"_s);
}

void TestJobModels::onlyHeldJobsTick()
{
    JobListModel model({&sampleKind()});
    JobSummary held = job(2, JobState::Holding);
    held.waitUntil = now.addSecs(10);
    model.setJobs({held, job(1, JobState::Running)});
    model.setNow(now);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setNow(now.addSecs(1));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 0);
    QCOMPARE(model.index(0, JobListModel::StatusColumn).data().toString(), u"Starting in 0:09. Nothing has been sent."_s);
}

QTEST_GUILESS_MAIN(TestJobModels)
#include "tst_jobmodels.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/planmodel.h"
#include "tests/journeyfixture.h"
#include "tests/support/eachkind.h"
#include "tests/support/enginefixture.h"
#include "tests/support/findwidget.h"

#include <QComboBox>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QWizard>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString zen = u"zenlayer.zec.snapshot"_s;
const QString csbs = u"huawei.csbs.backup"_s;

/// Highlights these rows of the list and marks them by the menu.
bool mark(const Journey &f, int first, int count)
{
    QAbstractItemView *list = f.see().table(u"Resources"_s);
    if (!list)
        return false;
    list->clearSelection();
    for (int row = first; row < first + count; ++row)
        list->selectionModel()->select(list->model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    return f.see().trigger(u"Mark"_s);
}

QModelIndex group(const Journey &f, const QString &name)
{
    const QAbstractItemView *plan = f.see().tree(u"Plan"_s);
    for (int row = 0; plan && row < plan->model()->rowCount(); ++row) {
        if (spoken(plan->model()->index(row, 0)) == name)
            return plan->model()->index(row, 0);
    }
    return {};
}

int groupSize(const Journey &f, const QString &name)
{
    const QModelIndex index = group(f, name);
    return index.isValid() ? index.model()->rowCount(index) : -1;
}

QStringList plannedIds(const Journey &f)
{
    QStringList ids;
    const QModelIndex index = group(f, u"Will delete"_s);
    for (int row = 0; row < groupSize(f, u"Will delete"_s); ++row)
        ids.append(index.model()->index(row, PlanModel::IdColumn, index).data().toString());
    return ids;
}

/// A word that some rows have in their name and others have not.
QString wordToFilterBy(const Journey &f)
{
    const QRegularExpression plain(u"^[a-z]{3,}"_s);
    const QStringList names = columnTexts(*f.see().table(u"Resources"_s)->model(), u"Name"_s);
    for (const QString &name : names) {
        const QString word = plain.match(name).captured();
        const qsizetype hits = names.filter(word, Qt::CaseInsensitive).size();
        if (!word.isEmpty() && hits >= 1 && hits < names.size())
            return word;
    }
    return {};
}

int rowsShown(const Journey &f)
{
    return f.see().table(u"Resources"_s)->model()->rowCount();
}

/// Filters, highlights all that is left, marks it by Space and clears the filter. The number of rows marked; -1 when
/// something of that does not work.
int markWhatTheFilterFinds(const Journey &f)
{
    const int all = rowsShown(f);
    if (!f.see().type(u"Filter"_s, wordToFilterBy(f)))
        return -1;
    const int found = rowsShown(f);
    QAbstractItemView *list = f.see().table(u"Resources"_s);
    list->selectAll();
    QTest::keyClick(list, Qt::Key_Space);
    if (!f.see().status(u"List Status"_s).contains(u"%1 marked"_s.arg(found)) || !f.see().type(u"Filter"_s, {}))
        return -1;
    return rowsShown(f) == all ? found : -1;
}

bool jobHasEnded(const Journey &f, int number)
{
    return waitUntil([&] { return f.see().hasButton(u"Dismiss job %1"_s.arg(number)); });
}

QMessageBox *question(const Journey &f)
{
    return f.window().findChild<QMessageBox *>();
}

} // namespace

class TestJourney final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsDeletedThroughTheWindows_data();
    void everyKindIsDeletedThroughTheWindows();
    void undoDuringTheHoldSendsNothing();
    void stopLeavesTheRestNotAttempted();
    void retryPlansAnewWhatDidNotGo();
    void highlightWithoutMarksDeletesNothing();
    void hiddenMarksAreExcludedUntilIncluded();
    void firstRunLeadsToThePracticeCloud();
    void quittingAsksWhileAJobIsUnderWay();
    void everyControlOfEveryPageHasANameOfItsOwn();
    void everyControlOfTheWizardHasANameOfItsOwn_data();
    void everyControlOfTheWizardHasANameOfItsOwn();

private:
    void expectTrueReport(const Journey &f, const QString &kindId, const QStringList &ids);
};

void TestJourney::everyKindIsDeletedThroughTheWindows_data()
{
    eachKind();
}

void TestJourney::everyKindIsDeletedThroughTheWindows()
{
    QFETCH(QString, kindId);
    Journey f(kindId);
    QVERIFY(f.begin(kindId));
    const QString title = f.kind(kindId).title + u" — Practice — Clearsky"_s;
    QCOMPARE(f.title(), title);
    const int all = rowsShown(f);
    const qsizetype inCloud = f.cloud.resources(kindId).size(); // other projects have some, too

    const int found = markWhatTheFilterFinds(f);
    QVERIFY(found > 0 && found < all);
    QVERIFY(mark(f, 0, 14));
    QVERIFY(f.see().press(u"Delete…"_s));
    QVERIFY(f.title().startsWith(u"Plan — "_s));
    const QStringList ids = plannedIds(f);
    const int planned = groupSize(f, u"Will delete"_s) + groupSize(f, u"Blocked"_s);
    QCOMPARE(groupSize(f, u"Hidden by filter"_s), 0);
    QVERIFY(planned >= 14 && planned <= 14 + found);
    QVERIFY2(ids.size() > 5, qPrintable(QString::number(ids.size())));
    QVERIFY(!f.see().canPress(u"Delete Now"_s));
    const int limit = f.kind(kindId).idsPerRequest;
    const int fewest = (static_cast<int>(ids.size()) + limit - 1) / limit;
    const int requests = f.requestsPlanned();
    QVERIFY2(requests >= fewest && requests <= ids.size(), qPrintable(QString::number(requests)));

    // One is gone meanwhile, and one the provider fails to delete.
    f.cloud.vanish(kindId, {ids.first()});
    f.cloud.setFault({.kindId = kindId, .operation = PracticeOperation::Delete, .effects = {.failing = {ids.last()}}});
    QVERIFY(f.confirm(ids.size()));
    QVERIFY(waitUntil([&] { return f.see().hasButton(u"Undo job 1"_s); }));
    QCOMPARE(f.see().table(u"Jobs"_s)->model()->rowCount(), 1);
    QVERIFY(f.deletes().isEmpty());
    QVERIFY(jobHasEnded(f, 1));
    expectTrueReport(f, kindId, ids);
    QVERIFY(!QTest::currentTestFailed());

    // The list no longer shows what is gone.
    QVERIFY(f.see().trigger(u"Close Tab"_s));
    QCOMPARE(f.title(), title);
    QVERIFY(waitUntil([&] { return rowsShown(f) == all - static_cast<int>(ids.size()) + 1; }));
    QCOMPARE(f.cloud.resources(kindId).size(), inCloud - ids.size() + 1);
}

/// All but the first and the last were deleted, and the job's page says so.
void TestJourney::expectTrueReport(const Journey &f, const QString &kindId, const QStringList &ids)
{
    QVERIFY(f.see().press(u"Open job 1"_s));
    QVERIFY(f.title().startsWith(u"Job #1 — "_s));
    const QAbstractItemModel &items = *f.see().table(u"Job Items"_s)->model();
    const QStringList reported = columnTexts(items, u"ID"_s);
    const QStringList outcomes = columnTexts(items, u"Outcome"_s);
    QCOMPARE(QSet(reported.cbegin(), reported.cend()), QSet(ids.cbegin(), ids.cend()));
    const JobEngine &engine = f.application->jobs();
    const QList<JobItem> &records = engine.items(engine.jobIds().first());
    QCOMPARE(records.size(), reported.size());
    for (const JobItem &item : records) {
        QCOMPARE(untruthOf(item, f.cloud), QString());
        const bool there = f.cloud.exists(kindId, item.ref.scope, item.ref.id);
        const QStringList right = there ? QStringList{u"Refused"_s, u"Failed"_s} : QStringList{u"Deleted"_s, u"Already gone"_s};
        const QString outcome = outcomes.at(reported.indexOf(item.ref.id));
        QVERIFY2(right.contains(outcome), qPrintable(item.ref.id + u' ' + outcome));
        QCOMPARE(there, item.ref.id == ids.last());
    }
    QCOMPARE(outcomes.at(reported.indexOf(ids.first())), u"Already gone"_s);
    QCOMPARE(outcomes.count(u"Deleted"_s), ids.size() - 2);
    QCOMPARE(violationIn(f.deletes(), QSet(ids.cbegin(), ids.cend()), f.kind(kindId).idsPerRequest, false), QString());
}

void TestJourney::undoDuringTheHoldSendsNothing()
{
    Journey f(zen, 12, 2);
    QVERIFY(f.begin(zen));
    QVERIFY(f.see().trigger(u"Mark All Matching"_s));
    QVERIFY(f.see().press(u"Delete…"_s));
    QVERIFY(f.confirm(plannedIds(f).size()));
    QVERIFY(waitUntil([&] { return f.see().hasButton(u"Undo job 1"_s); }));
    QVERIFY(f.see().press(u"Undo job 1"_s));
    QVERIFY(jobHasEnded(f, 1));
    QCOMPARE(f.see().status(u"Job Status"_s), u"Undone. Nothing was sent."_s);
    const auto undone = f.clock.now();
    QVERIFY(waitUntil([&] { return f.clock.now() > undone + 2 * Timing(Journey::cloudSpeed).hold(); }));
    QVERIFY(f.deletes().isEmpty());
    QCOMPARE(f.cloud.resources(zen).size(), 12);
    QCOMPARE(f.see().table(u"Resources"_s)->model()->rowCount(), 12);
}

void TestJourney::stopLeavesTheRestNotAttempted()
{
    Journey f(csbs, 30);
    QVERIFY(f.begin(csbs));
    QVERIFY(f.see().trigger(u"Mark All Matching"_s));
    QVERIFY(f.see().press(u"Delete…"_s));
    const qsizetype count = plannedIds(f).size();
    QVERIFY(count > 8); // one request each, five at once
    f.cloud.setFault({.kindId = csbs, .operation = PracticeOperation::Delete, .delay = 300ms});
    QVERIFY(f.confirm(count));
    QVERIFY(waitUntil([&] { return !f.deletes().isEmpty(); }));
    QVERIFY(f.see().press(u"Stop job 1"_s));
    QVERIFY(jobHasEnded(f, 1));
    QVERIFY(f.see().press(u"Open job 1"_s));
    const QStringList outcomes = columnTexts(*f.see().table(u"Job Items"_s)->model(), u"Outcome"_s);
    QVERIFY(outcomes.count(u"Not attempted"_s) > 0);
    QVERIFY(outcomes.count(u"Deleted"_s) > 0);
    QCOMPARE(outcomes.count(u"Not attempted"_s) + outcomes.count(u"Deleted"_s), count);
    QCOMPARE(f.deletes().size(), outcomes.count(u"Deleted"_s));
    QCOMPARE(f.cloud.resources(csbs).size(), 30 - outcomes.count(u"Deleted"_s));
}

void TestJourney::retryPlansAnewWhatDidNotGo()
{
    Journey f(csbs, 12);
    QVERIFY(f.begin(csbs));
    QVERIFY(f.see().trigger(u"Mark All Matching"_s));
    QVERIFY(f.see().press(u"Delete…"_s));
    const QStringList planned = plannedIds(f);
    PracticeFault failing{.kindId = csbs, .operation = PracticeOperation::Delete};
    failing.effects.failing = {planned.at(1), planned.at(3)};
    f.cloud.setFault(failing);
    QVERIFY(f.confirm(planned.size()));
    QVERIFY(jobHasEnded(f, 1));
    QVERIFY(f.see().press(u"Open job 1"_s));
    auto *retry = f.window().findChild<QPushButton *>(u"retry"_s);
    QVERIFY(retry && retry->isEnabled());
    Q_EMIT retry->menu()->aboutToShow();
    QCOMPARE(retry->menu()->actions().size(), 1); // one reason for both
    QVERIFY2(retry->menu()->actions().first()->text().contains(u"2"_s), qPrintable(retry->menu()->actions().first()->text()));

    f.cloud.clearFaults();
    retry->menu()->actions().first()->trigger();
    QVERIFY(waitUntil([&] { return groupSize(f, u"Will delete"_s) == 2; }));
    const QStringList again = plannedIds(f);
    QCOMPARE(QSet(again.cbegin(), again.cend()), failing.effects.failing);
    QCOMPARE(f.deletes().size(), planned.size()); // a new plan is reviewed before anything is sent
    QVERIFY(f.confirm(2));
    QVERIFY(jobHasEnded(f, 2));
    QCOMPARE(f.deletes().size(), planned.size() + 2);
    QCOMPARE(f.cloud.resources(csbs).size(), 12 - planned.size());
    QVERIFY(f.see().press(u"Open job 1"_s));
    QCOMPARE(columnTexts(*f.see().table(u"Job Items"_s)->model(), u"Outcome"_s).count(u"Failed"_s), 2); // what has ended stays
}

void TestJourney::highlightWithoutMarksDeletesNothing()
{
    Journey f(zen, 12);
    QVERIFY(f.begin(zen));
    QAbstractItemView *list = f.see().table(u"Resources"_s);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_A, Qt::ControlModifier);
    QVERIFY(!list->selectionModel()->selectedRows().isEmpty());
    QVERIFY(f.see().hasButton(u"Delete…"_s));
    QVERIFY(!f.see().canPress(u"Delete…"_s));
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(!f.see().tree(u"Plan"_s));
    QTest::keyClick(list, Qt::Key_Space);
    QVERIFY(f.see().canPress(u"Delete…"_s));
    QVERIFY(f.see().press(u"Clear Marks"_s));
    QVERIFY(!f.see().canPress(u"Delete…"_s));
}

void TestJourney::hiddenMarksAreExcludedUntilIncluded()
{
    Journey f(zen);
    QVERIFY(f.begin(zen));
    QVERIFY(f.see().press(u"Mark All Matching"_s));
    const QString word = wordToFilterBy(f);
    QVERIFY(f.see().type(u"Filter"_s, word));
    const int shown = f.see().table(u"Resources"_s)->model()->rowCount();
    QVERIFY(shown > 0 && shown < 30);
    QVERIFY(f.see().hasButton(u"Show Hidden Marks"_s));
    QVERIFY(f.see().press(u"Delete…"_s));
    QCOMPARE(groupSize(f, u"Hidden by filter"_s), 30 - shown);
    QCOMPARE(groupSize(f, u"Will delete"_s) + groupSize(f, u"Blocked"_s), shown);
    QVERIFY(f.see().press(u"Cancel"_s));
    QVERIFY(f.see().press(u"Include Hidden Marks"_s));
    QVERIFY(f.see().press(u"Delete…"_s));
    QCOMPARE(groupSize(f, u"Hidden by filter"_s), 0);
    QCOMPARE(groupSize(f, u"Will delete"_s) + groupSize(f, u"Blocked"_s), 30);
    QVERIFY(f.deletes().isEmpty());
}

void TestJourney::firstRunLeadsToThePracticeCloud()
{
    Journey f(u"huawei.workspace.snapshot"_s, 12);
    f.shell->start(Shell::Opening::AsLastTime);
    QCOMPARE(f.title(), u"Welcome — Clearsky"_s);
    QVERIFY(f.see().hasButton(u"Add Account…"_s)); // one: the tree's own is hidden
    QVERIFY(f.see().press(u"Try the Practice Cloud"_s));
    QCOMPARE(f.title(), u"Workspace Snapshots — Practice — Clearsky"_s);
    QVERIFY(f.openList(u"huawei.workspace.snapshot"_s));
    QVERIFY(!f.see().hasButton(u"Try the Practice Cloud"_s));
}

void TestJourney::quittingAsksWhileAJobIsUnderWay()
{
    Journey f(zen, 12, 1);
    QVERIFY(f.begin(zen));
    QVERIFY(f.see().trigger(u"Mark All Matching"_s));
    QVERIFY(f.see().press(u"Delete…"_s));
    QVERIFY(f.confirm(plannedIds(f).size()));
    QVERIFY(waitUntil([&] { return f.see().hasButton(u"Undo job 1"_s); }));
    f.window().close();
    QVERIFY(question(f));
    QCOMPARE(Accessible(*question(f)).faults(), QStringList());
    QVERIFY(Accessible(*question(f)).press(u"Keep Running"_s));
    QVERIFY(waitUntil([&] { return !question(f); }));
    QVERIFY(f.window().isVisible());
    f.window().close();
    QVERIFY(question(f));
    QVERIFY(Accessible(*question(f)).press(u"Quit and Resume Later"_s));
    QVERIFY(waitUntil([&] { return !f.window().isVisible(); }));
}

void TestJourney::everyControlOfEveryPageHasANameOfItsOwn()
{
    Journey f(zen, 12);
    const auto faults = [&f] { return (f.see().faults() + f.see().richLabels()).join(u'\n'); };
    f.shell->start(Shell::Opening::AsLastTime);
    QCOMPARE(faults(), QString());
    QVERIFY(waitUntil([&f] { return f.application->jobs().isOpen(); }));
    QVERIFY(f.see().press(u"Try the Practice Cloud"_s));
    QVERIFY(f.openList(zen));
    QVERIFY(mark(f, 0, 12));
    QVERIFY(f.see().type(u"Filter"_s, u"no such row"_s));
    QCOMPARE(faults(), QString());
    QVERIFY(f.see().press(u"Show Hidden Marks"_s));
    QVERIFY(f.see().controlCount() > 8);
    QCOMPARE(faults(), QString());
    QVERIFY(f.see().press(u"Delete…"_s));
    QCOMPARE(faults(), QString());
    QVERIFY(f.confirm(plannedIds(f).size()));
    QVERIFY(waitUntil([&] { return f.see().hasButton(u"Open job 1"_s); }));
    QCOMPARE(faults(), QString());
    QVERIFY(f.see().press(u"Open job 1"_s));
    QCOMPARE(faults(), QString());
    QVERIFY(jobHasEnded(f, 1));
    QCOMPARE(faults(), QString());
}

void TestJourney::everyControlOfTheWizardHasANameOfItsOwn_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QStringList>("credentials");
    QTest::newRow("Zenlayer") << u"Zenlayer"_s << QStringList{u"Access Key ID"_s, u"Access Key Password"_s};
    QTest::newRow("Huawei Cloud") << u"Huawei Cloud"_s << QStringList{u"Access Key ID"_s, u"Secret Access Key"_s};
}

void TestJourney::everyControlOfTheWizardHasANameOfItsOwn()
{
    QFETCH(QString, provider);
    QFETCH(QStringList, credentials);
    Journey f(zen, 1);
    f.shell->start(Shell::Opening::AsLastTime);
    QVERIFY(f.see().press(u"Add Account…"_s));
    const auto *wizard = f.window().findChild<QWizard *>();
    QVERIFY(wizard);
    const Accessible see(*wizard);
    const auto faults = [&see] { return (see.faults() + see.richLabels()).join(u'\n'); };
    QCOMPARE(faults(), QString());
    auto *providers = named<QListWidget>(*wizard, u"Provider"_s);
    QVERIFY(providers);
    providers->setCurrentItem(providers->findItems(provider, Qt::MatchExactly).value(0));
    QVERIFY(see.press(u"Next"_s));
    QCOMPARE(faults(), QString());
    for (const QString &field : credentials)
        QVERIFY2(see.type(field, u"something"_s), qPrintable(field));
    QVERIFY(see.press(u"Next"_s));
    QCOMPARE(faults(), QString());
    if (auto *region = named<QComboBox>(*wizard, u"Region"_s))
        region->setEditText(u"ap-southeast-3"_s);
    QVERIFY(see.controlCount() > 4);
    QVERIFY(see.press(u"Next"_s));
    QCOMPARE(faults(), QString());
}

QTEST_MAIN(TestJourney)
#include "tst_journey.moc"

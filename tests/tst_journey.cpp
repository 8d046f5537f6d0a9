// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/planmodel.h"
#include "tests/journeyfixture.h"
#include "tests/support/enginefixture.h"

#include <QMessageBox>
#include <QTest>

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
    void highlightWithoutMarksDeletesNothing();
    void hiddenMarksAreExcludedUntilIncluded();
    void firstRunLeadsToThePracticeCloud();
    void quittingAsksWhileAJobIsUnderWay();
    void everyControlOfEveryPageHasANameOfItsOwn();
};

void TestJourney::everyKindIsDeletedThroughTheWindows_data()
{
    QTest::addColumn<QString>("kindId");
    const Registry registry = makeRegistry();
    for (const auto &contract : registry.contracts())
        QTest::newRow(qPrintable(contract->kind().id)) << contract->kind().id;
}

void TestJourney::everyKindIsDeletedThroughTheWindows()
{
    QFETCH(QString, kindId);
    Journey f(kindId);
    QVERIFY(f.begin(kindId));
    const QString title = f.kind(kindId).title;
    QCOMPARE(f.title(), title + u" — Practice — Clearsky"_s);
    const auto rowsShown = [&f] { return f.see().table(u"Resources"_s)->model()->rowCount(); };
    const int all = rowsShown();
    const qsizetype inCloud = f.cloud.resources(kindId).size(); // other projects have some, too

    // What the filter finds is marked by Space, and a few more rows by the menu.
    const QString word = wordToFilterBy(f);
    QVERIFY(f.see().type(u"Filter"_s, word));
    QVERIFY(waitUntil([&] { return rowsShown() < all; }));
    const int found = rowsShown();
    QVERIFY(found > 0);
    QAbstractItemView *list = f.see().table(u"Resources"_s);
    list->selectAll();
    QTest::keyClick(list, Qt::Key_Space);
    QVERIFY(f.see().status(u"List Status"_s).contains(u"%1 marked"_s.arg(found)));
    QVERIFY(f.see().type(u"Filter"_s, {}));
    QVERIFY(waitUntil([&] { return rowsShown() == all; }));
    QVERIFY(mark(f, 0, 14));
    QVERIFY(f.see().press(u"Delete…"_s));

    // The plan.
    QVERIFY(f.title().startsWith(u"Plan — "_s));
    const QStringList ids = plannedIds(f);
    const int marked = groupSize(f, u"Will delete"_s) + groupSize(f, u"Blocked"_s);
    QCOMPARE(groupSize(f, u"Hidden by filter"_s), 0);
    QVERIFY(marked >= 14 && marked <= 14 + found);
    QVERIFY2(ids.size() > 5, qPrintable(QString::number(ids.size())));
    QVERIFY(!f.see().canPress(u"Delete Now"_s));
    const int requests = f.requestsPlanned();
    const int limit = f.kind(kindId).idsPerRequest;
    const int fewest = (static_cast<int>(ids.size()) + limit - 1) / limit;
    QVERIFY2(requests >= fewest && requests <= ids.size(), qPrintable(QString::number(requests)));

    // One is gone meanwhile, and one the provider fails to delete.
    f.cloud.vanish(kindId, {ids.first()});
    f.cloud.setFault({.kindId = kindId, .operation = PracticeOperation::Delete, .effects = {.failing = {ids.last()}}});
    QVERIFY(f.confirm(ids.size()));
    QVERIFY(waitUntil([&] { return f.see().hasButton(u"Undo job 1"_s); }));
    QCOMPARE(f.see().table(u"Jobs"_s)->model()->rowCount(), 1);
    QVERIFY(f.deletes().isEmpty());
    QVERIFY(jobHasEnded(f, 1));

    // The report.
    QVERIFY(f.see().press(u"Open job 1"_s));
    QVERIFY(f.title().startsWith(u"Job #1 — "_s));
    const QAbstractItemModel &items = *f.see().table(u"Job Items"_s)->model();
    const QStringList reported = columnTexts(items, u"ID"_s);
    const QStringList outcomes = columnTexts(items, u"Outcome"_s);
    QCOMPARE(QSet(reported.cbegin(), reported.cend()), QSet(ids.cbegin(), ids.cend()));
    QHash<QString, QString> scopes;
    for (const JobItem &item : f.application->jobs().items(f.application->jobs().jobIds().first())) {
        QCOMPARE(untruthOf(item, f.cloud), QString());
        scopes.insert(item.ref.id, item.ref.scope);
    }
    for (qsizetype row = 0; row < reported.size(); ++row) {
        const QString &id = reported.at(row);
        const bool there = f.cloud.exists(kindId, scopes.value(id), id);
        const QStringList right = there ? QStringList{u"Refused"_s, u"Failed"_s} : QStringList{u"Deleted"_s, u"Already gone"_s};
        QVERIFY2(right.contains(outcomes.at(row)), qPrintable(id + u' ' + outcomes.at(row)));
    }
    QCOMPARE(outcomes.at(reported.indexOf(ids.first())), u"Already gone"_s);
    QVERIFY(f.cloud.exists(kindId, scopes.value(ids.last()), ids.last()));
    QCOMPARE(outcomes.count(u"Deleted"_s), ids.size() - 2);
    QVERIFY(f.see().table(u"Request Log"_s) == nullptr); // behind its tab
    QCOMPARE(violationIn(f.deletes(), QSet(ids.cbegin(), ids.cend()), f.kind(kindId).idsPerRequest, false), QString());

    // The list no longer shows what is gone.
    QVERIFY(f.see().trigger(u"Close Tab"_s));
    QCOMPARE(f.title(), title + u" — Practice — Clearsky"_s);
    QVERIFY(waitUntil([&] { return rowsShown() == all - static_cast<int>(ids.size()) + 1; }));
    QCOMPARE(f.cloud.resources(kindId).size(), inCloud - ids.size() + 1);
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
    const auto faults = [&f] { return f.see().faults() + f.see().richLabels(); };
    f.shell->start(Shell::Opening::AsLastTime);
    QCOMPARE(faults(), QStringList());
    QVERIFY(f.see().press(u"Try the Practice Cloud"_s));
    QVERIFY(f.openList(zen));
    QVERIFY(mark(f, 0, 12));
    QVERIFY(f.see().type(u"Filter"_s, u"no such row"_s));
    QCOMPARE(faults(), QStringList());
    QVERIFY(f.see().press(u"Show Hidden Marks"_s));
    QVERIFY(f.see().controlCount() > 8);
    QCOMPARE(faults(), QStringList());
    QVERIFY(f.see().press(u"Delete…"_s));
    QCOMPARE(faults(), QStringList());
    QVERIFY(f.confirm(plannedIds(f).size()));
    QVERIFY(waitUntil([&] { return f.see().hasButton(u"Open job 1"_s); }));
    QCOMPARE(faults(), QStringList());
    QVERIFY(f.see().press(u"Open job 1"_s));
    QCOMPARE(faults(), QStringList());
    QVERIFY(jobHasEnded(f, 1));
    QCOMPARE(faults(), QStringList());
}

QTEST_MAIN(TestJourney)
#include "tst_journey.moc"

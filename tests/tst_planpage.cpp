// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakeclock.h"
#include "tests/support/findwidget.h"
#include "tests/support/sampledata.h"

#include "models/planmodel.h"
#include "ui/planpage.h"
#include "ui/plannedrequests.h"
#include "ui/typedcount.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto reporting = QAbstractItemModelTester::FailureReportingMode::QtTest;

} // namespace

class TestPlanPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void treeHasTheThreeGroups();
    void groupsAreNamedWithoutTheirCounts();
    void blockedRowsSayWhy();
    void requestsAreShownExactly();
    void aRequestThatCannotBeMadeForbidsTheDeletion();
    void headerSaysWhatAndWhere();
    void fewItemsNeedOnlyTheButton_data();
    void fewItemsNeedOnlyTheButton();
    void theCountMustBeTyped_data();
    void theCountMustBeTyped();
    void theCountMayBePasted();
    void cancelHasFocusAndIsTheDefault();
    void escapeCancels();
    void enterInTheFieldDeletesNothing();
    void aShortcutWithSpaceDeletesNothing();
    void confirmingIsPossibleOnce();
    void anExpiredPlanCannotBeConfirmed();
    void anOldListCannotBeConfirmed();
    void theOwnersObstacleCounts();
    void nothingToDeleteCannotBeConfirmed();
    void plannedRequestsFollowTheBatches();

private:
    [[nodiscard]] std::unique_ptr<PlanPage> page(const SampleCounts &counts)
    {
        const DeletePlan plan = samplePlan(counts, m_clock.wallTime());
        return std::make_unique<PlanPage>(plan, sampleKind(), u"eu-west-101"_s, sampleRequests(plan), m_clock);
    }

    FakeClock m_clock;
};

void TestPlanPage::treeHasTheThreeGroups()
{
    PlanModel model(samplePlan({7, 3, 2}, m_clock.wallTime()), sampleKind());
    QAbstractItemModelTester tester(&model, reporting);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.rowCount(model.index(PlanModel::WillDelete, 0)), 7);
    QCOMPARE(model.rowCount(model.index(PlanModel::Hidden, 0)), 3);
    QCOMPARE(model.rowCount(model.index(PlanModel::Blocked, 0)), 2);
    const QModelIndex leaf = model.index(0, PlanModel::AgeColumn, model.index(PlanModel::WillDelete, 0));
    QCOMPARE(leaf.data().toString(), u"1 d"_s);
    QVERIFY(!model.index(0, 0, leaf).isValid());
    for (int row = 0; row < 7; ++row) {
        const QString name = model.index(row, 0, model.index(0, 0)).data().toString();
        QVERIFY(!name.contains(QChar(0x202E)));
    }
}

void TestPlanPage::groupsAreNamedWithoutTheirCounts()
{
    const auto shown = page({12, 0, 1});
    auto *tree = named<QTreeView>(*shown, u"Plan"_s);
    QVERIFY(tree);
    const QStringList names{u"Will delete"_s, u"Hidden by filter"_s, u"Blocked"_s};
    for (int group = 0; group < 3; ++group)
        QCOMPARE(tree->model()->index(group, 0).data(Qt::AccessibleTextRole).toString(), names.at(group));
    QCOMPARE(tree->model()->index(0, 0).data().toString(), u"Will delete · 12"_s);
    QVERIFY(tree->isExpanded(tree->model()->index(0, 0)));
}

void TestPlanPage::blockedRowsSayWhy()
{
    PlanModel model(samplePlan({0, 0, 2}, m_clock.wallTime()), sampleKind());
    const QModelIndex blocked = model.index(PlanModel::Blocked, 0);
    QCOMPARE(model.index(0, PlanModel::ReasonColumn, blocked).data().toString(), u"Its state is Creating"_s);
    const QString spoken = model.index(1, 0, blocked).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"Its state is Deleting"_s), qPrintable(spoken));
}

void TestPlanPage::requestsAreShownExactly()
{
    const auto shown = page({250, 0, 0});
    auto *table = named<QTableView>(*shown, u"Requests"_s);
    auto *text = named<QPlainTextEdit>(*shown, u"Exact Request"_s);
    QVERIFY(table && text);
    QAbstractItemModelTester tester(table->model(), reporting);
    QCOMPARE(table->model()->rowCount(), 3);
    const auto cell = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
    QCOMPARE(cell(2, PlannedRequestModel::NumberColumn), u"3"_s);
    QCOMPARE(cell(2, PlannedRequestModel::RequestColumn), u"POST /api/v2/zec · DeleteSnapshots"_s);
    QCOMPARE(cell(2, PlannedRequestModel::ItemsColumn), u"50"_s);
    QCOMPARE(cell(2, PlannedRequestModel::LimitColumn), u"100 per request — API reference, DeleteSnapshots: 1 to 100 ids"_s);
    table->selectRow(2);
    QVERIFY(text->toPlainText().startsWith(u"POST https://console.example.com/api/v2/zec\nX-ZC-Action: DeleteSnapshots"_s));
    QVERIFY(text->toPlainText().endsWith(QString::fromUtf8(sampleRequests(shown->plan()).at(2).body)));
}

void TestPlanPage::aRequestThatCannotBeMadeForbidsTheDeletion()
{
    const DeletePlan plan = samplePlan({2, 0, 0}, m_clock.wallTime());
    QList<PlannedRequest> requests = sampleRequests(plan);
    requests.first().problem = u"An id cannot be part of a web address."_s;
    PlanPage shown(plan, sampleKind(), {}, requests, m_clock);
    QVERIFY(!named<QPushButton>(shown, u"Delete Now"_s)->isEnabled());
    QCOMPARE(shown.obstacle(), requests.first().problem);
}

void TestPlanPage::headerSaysWhatAndWhere()
{
    const auto shown = page({412, 3, 2});
    QCOMPARE(labelText(*shown, u"planTitle"_s), u"Permanently delete 412 disk snapshots?"_s);
    const QString facts = labelText(*shown, u"planFacts"_s);
    for (const QString &part : {u"5 requests"_s, u"3 hidden by the filter"_s, u"2 blocked"_s})
        QVERIFY2(facts.contains(part), qPrintable(facts));
    QVERIFY(labelText(*shown, u"planConsequence"_s).startsWith(u"Cannot be undone"_s));
    const QString everything = allLabelText(*shown);
    for (const QString &part : {u"prod-eu"_s, u"■ Production"_s, u"Region eu-west-101"_s, u"Project 0a1b2c3d"_s})
        QVERIFY2(everything.contains(part), qPrintable(everything));
}

void TestPlanPage::fewItemsNeedOnlyTheButton_data()
{
    QTest::addColumn<int>("items");
    QTest::addColumn<bool>("typed");
    QTest::newRow("one") << 1 << false;
    QTest::newRow("five") << 5 << false;
    QTest::newRow("six") << 6 << true;
}

void TestPlanPage::fewItemsNeedOnlyTheButton()
{
    QFETCH(int, items);
    QFETCH(bool, typed);
    const auto shown = page({items, 0, 0});
    QCOMPARE(named<QLineEdit>(*shown, u"Confirmation"_s) != nullptr, typed);
    auto *button = named<QPushButton>(*shown, u"Delete Now"_s);
    QCOMPARE(button->isEnabled(), !typed);
    QCOMPARE(button->text(), u"Delete "_s + sampleKind().counted(items));
    QVERIFY(!button->isDefault() && !button->autoDefault());
}

void TestPlanPage::theCountMustBeTyped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("right");
    QTest::newRow("the count") << u"1204"_s << true;
    QTest::newRow("spaces around") << u"  1204 "_s << true;
    QTest::newRow("grouped") << u"1,204"_s << true;
    QTest::newRow("grouped by a space") << u"1\u202F204"_s << true;
    QTest::newRow("arabic") << u"١٢٠٤"_s << true;
    QTest::newRow("devanagari") << u"१२०४"_s << true;
    QTest::newRow("full width") << u"１２０４"_s << true;
    QTest::newRow("beyond the BMP") << u"𝟙𝟚𝟘𝟜"_s << true;
    QTest::newRow("another number") << u"1203"_s << false;
    QTest::newRow("a beginning") << u"120"_s << false;
    QTest::newRow("too much") << u"12040"_s << false;
    QTest::newRow("a word") << u"1204 items"_s << false;
    QTest::newRow("superscript") << u"120⁴"_s << false;
    QTest::newRow("negative") << u"-1204"_s << false;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("overflow") << u"18446744073709552820"_s << false;
}

void TestPlanPage::theCountMustBeTyped()
{
    QFETCH(QString, text);
    QFETCH(bool, right);
    const auto shown = page({1204, 0, 0});
    auto *field = named<QLineEdit>(*shown, u"Confirmation"_s);
    QCOMPARE(labelText(*shown, u"confirmationLabel"_s), u"Type 1204 to confirm."_s);
    field->setText(text);
    QCOMPARE(named<QPushButton>(*shown, u"Delete Now"_s)->isEnabled(), right);
    field->clear();
    QVERIFY(!named<QPushButton>(*shown, u"Delete Now"_s)->isEnabled());
}

void TestPlanPage::theCountMayBePasted()
{
    const auto shown = page({412, 0, 0});
    QApplication::clipboard()->setText(u"412\n"_s);
    named<QLineEdit>(*shown, u"Confirmation"_s)->paste();
    QVERIFY(named<QPushButton>(*shown, u"Delete Now"_s)->isEnabled());
}

void TestPlanPage::cancelHasFocusAndIsTheDefault()
{
    const auto shown = page({412, 0, 0});
    shown->show();
    shown->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(shown.get()));
    auto *button = named<QPushButton>(*shown, u"Cancel"_s);
    QVERIFY(button->isDefault());
    QVERIFY(button->hasFocus());
    QSignalSpy cancelled(shown.get(), &PlanPage::cancelled);
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(cancelled.size(), 1);
}

void TestPlanPage::escapeCancels()
{
    const auto shown = page({412, 0, 0});
    shown->show();
    QVERIFY(QTest::qWaitForWindowActive(shown.get()));
    QSignalSpy cancelled(shown.get(), &PlanPage::cancelled);
    auto *field = named<QLineEdit>(*shown, u"Confirmation"_s);
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Escape);
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
}

void TestPlanPage::enterInTheFieldDeletesNothing()
{
    const auto shown = page({412, 0, 0});
    shown->show();
    QVERIFY(QTest::qWaitForWindowActive(shown.get()));
    QSignalSpy confirmed(shown.get(), &PlanPage::confirmed);
    QSignalSpy cancelled(shown.get(), &PlanPage::cancelled);
    auto *field = named<QLineEdit>(*shown, u"Confirmation"_s);
    field->setFocus();
    QTest::keyClicks(field, u"412"_s);
    QTest::keyClick(field, Qt::Key_Return);
    auto *button = named<QPushButton>(*shown, u"Delete Now"_s);
    QVERIFY(button->hasFocus());
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(confirmed.size() + cancelled.size(), 0);
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(confirmed.size(), 1);
}

/// Ctrl+Shift+Space pauses a job, and may be meant for one while the button still has the focus.
void TestPlanPage::aShortcutWithSpaceDeletesNothing()
{
    const auto shown = page({2, 0, 0});
    shown->show();
    QSignalSpy confirmed(shown.get(), &PlanPage::confirmed);
    auto *button = named<QPushButton>(*shown, u"Delete Now"_s);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(button, Qt::Key_Space, Qt::ShiftModifier);
    QCOMPARE(confirmed.size(), 0);
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(confirmed.size(), 1);
}

void TestPlanPage::confirmingIsPossibleOnce()
{
    const auto shown = page({2, 0, 0});
    QSignalSpy confirmed(shown.get(), &PlanPage::confirmed);
    QSignalSpy cancelled(shown.get(), &PlanPage::cancelled);
    auto *button = named<QPushButton>(*shown, u"Delete Now"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::mouseClick(named<QPushButton>(*shown, u"Cancel"_s), Qt::LeftButton);
    QCOMPARE(confirmed.size(), 1);
    QCOMPARE(cancelled.size(), 0);
    QCOMPARE(confirmed.first().first().value<DeletePlan>(), shown->plan());
}

void TestPlanPage::anExpiredPlanCannotBeConfirmed()
{
    DeletePlan plan = samplePlan({2, 0, 0}, m_clock.wallTime());
    plan.expiresAt = m_clock.wallTime().addSecs(60);
    PlanPage shown(plan, sampleKind(), {}, sampleRequests(plan), m_clock);
    auto *button = named<QPushButton>(shown, u"Delete Now"_s);
    m_clock.advance(59s);
    QVERIFY(button->isEnabled());
    m_clock.advance(1s);
    QVERIFY(!button->isEnabled());
    QVERIFY(button->accessibleDescription().contains(u"too old"_s));
    QVERIFY(labelText(shown, u"planHint"_s).contains(u"plan again"_s));
}

void TestPlanPage::anOldListCannotBeConfirmed()
{
    DeletePlan plan = samplePlan({2, 0, 0}, m_clock.wallTime());
    plan.listedAt = m_clock.wallTime().addSecs(-29 * 60);
    PlanPage shown(plan, sampleKind(), {}, sampleRequests(plan), m_clock);
    auto *button = named<QPushButton>(shown, u"Delete Now"_s);
    QVERIFY(button->isEnabled());
    m_clock.advance(1min);
    QVERIFY(!button->isEnabled());
    QVERIFY(shown.obstacle().contains(u"list is too old"_s));
}

void TestPlanPage::theOwnersObstacleCounts()
{
    const auto shown = page({2, 0, 0});
    auto *button = named<QPushButton>(*shown, u"Delete Now"_s);
    shown->setObstacle(u"The list was loaded again."_s);
    QVERIFY(!button->isEnabled());
    QCOMPARE(labelText(*shown, u"planHint"_s), u"The list was loaded again."_s);
    shown->setObstacle({});
    QVERIFY(button->isEnabled());
}

void TestPlanPage::nothingToDeleteCannotBeConfirmed()
{
    const auto shown = page({0, 2, 4});
    QVERIFY(!named<QPushButton>(*shown, u"Delete Now"_s)->isEnabled());
    QVERIFY(!shown->obstacle().isEmpty());
}

void TestPlanPage::plannedRequestsFollowTheBatches()
{
    const DeletePlan plan = samplePlan({101, 0, 0}, m_clock.wallTime());
    const auto requests = plannedRequests(plan, sampleKind(), [](const QList<ResourceRef> &refs) -> Result<OutgoingRequest> {
        if (refs.size() == 1)
            return failure({.message = u"no"_s});
        return OutgoingRequest{.method = ApiRequest::Method::Post,
                               .url = QUrl(u"https://h.example/v1/a%2Fb?force=true"_s),
                               .headers = {{"X-ZC-Action", "DeleteSnapshots"}},
                               .body = "{}",
                               .action = u"DeleteSnapshots"_s};
    });
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests.first().items, 100);
    QCOMPARE(requests.first().method, u"POST"_s);
    QCOMPARE(requests.first().path, u"/v1/a%2Fb?force=true"_s);
    QCOMPARE(requests.first().action, u"DeleteSnapshots"_s);
    QCOMPARE(requests.last().problem, u"no"_s);
}

QTEST_MAIN(TestPlanPage)
#include "tst_planpage.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/windowfixture.h"

#include "app/net/connectivity.h"
#include "models/modelroles.h"
#include "ui/mainactions.h"
#include "ui/plaintext.h"
#include "ui/resourcepage.h"
#include "ui/resourcetable.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A window with a list whose rows are all at rest.
class WatchStage : public WindowFixture
{
public:
    explicit WatchStage(int count = 10)
    {
        show();
        source().succeed(calmRows(count));
    }
    [[nodiscard]] QList<Resource> calmRows(int count) const
    {
        QList<Resource> list = rows(count);
        for (Resource &row : list) {
            row.state = u"AVAILABLE"_s;
            row.cells[1] = row.state;
        }
        return list;
    }
    void refreshTo(const QList<Resource> &list)
    {
        window.actions().refresh->trigger();
        source().succeed(list);
    }
    [[nodiscard]] ResourcePage &page() const { return *workbench->currentPage(); }
    [[nodiscard]] ResourceTableModel &model() const { return page().model(); }
    [[nodiscard]] QString status() const
    {
        const auto *label = page().findChild<PlainLabel *>(u"listStatus"_s);
        return label->text();
    }
    [[nodiscard]] int rowOfIndex(int listed) { return model().rowOf(calmRows(listed + 1).at(listed).key()); }
    [[nodiscard]] QString noticeShown() const
    {
        const QList<PlainLabel *> labels = window.findChildren<PlainLabel *>();
        for (const PlainLabel *label : labels) {
            if (label->isVisible() && label->text().contains(u"no longer there"_s))
                return label->text();
        }
        return {};
    }
};

} // namespace

class TestListWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listIsReadAgainEveryMinute();
    void listIsReadSoonerWhileSomethingChanges();
    void slowListsAreReadLessOften();
    void hiddenListsAreNotReadAgain();
    void listsWaitForTheNetwork();
    void practiceListsNeedNoNetwork();
    void refusedListsWaitForTheUser_data();
    void refusedListsWaitForTheUser();
    void listsThatChangeWhileTheyAreReadAreReadAgainWithoutAWord();
    void changesWaitBehindAButton();
    void rowsWaitWhileTheRangeIsExtended();
    void rowsThatAreGoneStayStruckThrough();
    void rowsThatAreGoneCannotBeMarked();
    void rowsThatAreGoneLeaveWithTheNextVisit();
    void rowsThatComeBackAreNoLongerGone();
    void staleListsSayMoreThanAColour();
    void partsOfListsSaySoAndAreNotMarkedAsAWhole();
};

void TestListWatch::listIsReadAgainEveryMinute()
{
    WatchStage f;
    QCOMPARE(f.source().loads, 1);
    f.clock.advance(59s);
    QCOMPARE(f.source().loads, 1);
    f.clock.advance(1s);
    QCOMPARE(f.source().loads, 2);
    f.clock.advance(600s); // one at a time
    QCOMPARE(f.source().loads, 2);
}

void TestListWatch::listIsReadSoonerWhileSomethingChanges()
{
    WatchStage f;
    QList<Resource> rows = f.calmRows(10);
    rows[4].state = u"CREATING"_s;
    f.refreshTo(rows);
    f.clock.advance(30s);
    QCOMPARE(f.source().loads, 3);
    f.source().succeed(f.calmRows(10));
    f.clock.advance(59s);
    QCOMPARE(f.source().loads, 3);
}

void TestListWatch::slowListsAreReadLessOften()
{
    WatchStage f;
    f.window.actions().refresh->trigger();
    f.clock.advance(40s);
    f.source().succeed(f.calmRows(10));
    f.clock.advance(399s);
    QCOMPARE(f.source().loads, 2);
    f.clock.advance(1s);
    QCOMPARE(f.source().loads, 3);
}

void TestListWatch::hiddenListsAreNotReadAgain()
{
    WatchStage f;
    auto *plan = new QWidget(&f.window);
    f.window.openPage(plan, {.page = u"Plan"_s});
    f.clock.advance(600s);
    QCOMPARE(f.source().loads, 1);
    f.window.actions().closeTab->trigger(); // what is overdue is read at once
    QCOMPARE(f.source().loads, 2);
}

void TestListWatch::listsWaitForTheNetwork()
{
    WindowFixture f;
    Connectivity network(f.clock);
    f.workbench->pauseWithout(network);
    f.show();
    f.source().succeed(f.rows(10));
    const ResourcePage &page = *f.workbench->currentPage();
    const auto *status = page.findChild<PlainLabel *>(u"listStatus"_s);
    QVERIFY2(!status->text().contains(u"offline"_s), qPrintable(status->text()));

    network.setOnline(false);
    QVERIFY2(status->text().contains(u"offline since"_s), qPrintable(status->text()));
    f.clock.advance(600s);
    QCOMPARE(f.source().loads, 1);
    f.window.actions().refresh->trigger(); // who asks for it gets it
    QCOMPARE(f.source().loads, 2);
    f.source().fail({.kind = Error::Kind::NotSent});
    f.clock.advance(600s);
    QCOMPARE(f.source().loads, 2);

    network.setOnline(true);
    QCOMPARE(f.source().loads, 3);
    QVERIFY2(!status->text().contains(u"offline"_s), qPrintable(status->text()));
}

void TestListWatch::practiceListsNeedNoNetwork()
{
    WindowFixture f(2);
    Connectivity network(f.clock);
    f.workbench->pauseWithout(network);
    f.show();
    f.workbench->openList(f.store.accounts().at(1).id, f.kinds[0].id);
    f.source().succeed(f.rows(10));
    const int loads = f.source().loads;
    network.setOnline(false);
    f.clock.advance(60s);
    QCOMPARE(f.source().loads, loads + 1);
}

void TestListWatch::refusedListsWaitForTheUser_data()
{
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<int>("loads");
    QTest::newRow("wrong key") << Error::Kind::SignInRefused << 2;
    QTest::newRow("no permission") << Error::Kind::NotPermitted << 2;
    QTest::newRow("certificate") << Error::Kind::Certificate << 2;
    QTest::newRow("stopped by the user") << Error::Kind::Cancelled << 2;
    QTest::newRow("no network") << Error::Kind::NotSent << 3;
    QTest::newRow("provider is away") << Error::Kind::Unavailable << 3;
    QTest::newRow("changed meanwhile") << Error::Kind::Malformed << 3;
}

void TestListWatch::refusedListsWaitForTheUser()
{
    QFETCH(Error::Kind, kind);
    WatchStage f;
    f.window.actions().refresh->trigger();
    f.source().fail({.kind = kind, .message = u"No."_s});
    f.clock.advance(300s);
    QTEST(f.source().loads, "loads");
}

void TestListWatch::listsThatChangeWhileTheyAreReadAreReadAgainWithoutAWord()
{
    WatchStage f;
    const Error changed{.kind = Error::Kind::Malformed, .message = u"It changed."_s};
    f.clock.advance(60s);
    f.source().fail(changed);
    QVERIFY(!f.page().error());
    f.clock.advance(30s);
    QCOMPARE(f.source().loads, 3);
    f.source().fail(changed);
    QVERIFY(!f.page().error());
    f.window.actions().refresh->trigger();
    f.source().fail(changed);
    QVERIFY(f.page().error()); // somebody asked
    f.clock.advance(60s);
    f.source().fail(changed);
    QVERIFY(f.page().error()); // and still has no answer
    f.clock.advance(60s);
    f.source().succeed(f.calmRows(10));
    QVERIFY(!f.page().error());
}

void TestListWatch::changesWaitBehindAButton()
{
    WatchStage f;
    QMenu menu;
    f.page().table().holdWhileOpen(menu);
    QVERIFY(!f.find(u"Apply Changes"_s, QAccessible::Button));
    f.refreshTo(f.calmRows(11));
    auto *apply = f.find<QPushButton>(u"Apply Changes"_s, QAccessible::Button);
    QVERIFY(apply);
    QCOMPARE(apply->text(), u"1 change — Apply"_s);
    f.refreshTo(f.calmRows(24));
    QCOMPARE(apply->text(), u"14 changes — Apply"_s);
    QCOMPARE(f.model().rowCount(), 10);
    apply->click();
    QCOMPARE(f.model().rowCount(), 24);
    QVERIFY(!apply->isVisible());
}

void TestListWatch::rowsWaitWhileTheRangeIsExtended()
{
    WatchStage f;
    ResourceTable &table = f.page().table();
    table.selectRow(2);
    QTest::keyPress(&table, Qt::Key_Down, Qt::ShiftModifier);
    f.refreshTo(f.calmRows(12));
    QCOMPARE(f.model().rowCount(), 10);
    QTest::keyRelease(&table, Qt::Key_Shift);
    QCOMPARE(f.model().rowCount(), 12);
    QTest::mousePress(table.viewport(), Qt::LeftButton, {}, table.visualRect(f.model().index(3, 1)).center());
    f.refreshTo(f.calmRows(14));
    QCOMPARE(f.model().rowCount(), 12);
    QTest::mouseRelease(table.viewport(), Qt::LeftButton, {}, table.visualRect(f.model().index(3, 1)).center());
    QCOMPARE(f.model().rowCount(), 14);
}

void TestListWatch::rowsThatAreGoneStayStruckThrough()
{
    WatchStage f;
    f.refreshTo(f.calmRows(8));
    QCOMPARE(f.model().rowCount(), 10);
    QCOMPARE(f.model().total(), 8);
    QVERIFY2(f.status().startsWith(u"8 of 8 shown · 2 gone · "_s), qPrintable(f.status()));
    const int row = f.rowOfIndex(9);
    const auto cell = [&f, row](const QString &id) { return f.model().index(row, f.model().tableColumn(id)); };
    QVERIFY(cell(u"name"_s).data(StruckRole).toBool());
    QCOMPARE(cell(u"state"_s).data().toString(), u"Gone"_s);
    QVERIFY(f.model().index(row, 0).data(Qt::AccessibleTextRole).toString().startsWith(u"gone, "_s));
    QVERIFY(!f.model().index(f.rowOfIndex(0), 1).data(StruckRole).toBool());
    const QRect name = f.page().table().visualRect(cell(u"name"_s));
    const QImage gone = f.page().table().viewport()->grab(name).toImage();
    f.refreshTo(f.calmRows(10));
    QVERIFY(f.page().table().viewport()->grab(name).toImage() != gone);
}

void TestListWatch::rowsThatAreGoneCannotBeMarked()
{
    WatchStage f;
    f.window.actions().markAllMatching->trigger();
    f.refreshTo(f.calmRows(8));
    QCOMPARE(f.page().marks().count(), 8);
    QCOMPARE(f.noticeShown(), u"2 marked resources are no longer there."_s);
    f.window.actions().clearMarks->trigger();
    f.window.actions().markAllMatching->trigger();
    QCOMPARE(f.page().marks().count(), 8);
    const QModelIndex mark = f.model().index(f.rowOfIndex(9), 0);
    QVERIFY(!f.model().setData(mark, Qt::Checked, Qt::CheckStateRole) || f.page().marks().count() == 8);
    QCOMPARE(f.page().marks().count(), 8);
    QVERIFY(!(mark.flags() & Qt::ItemIsUserCheckable));
    QVERIFY(!mark.data(Qt::CheckStateRole).isValid());
    f.page().table().selectRow(mark.row());
    QTest::keyClick(&f.page().table(), Qt::Key_Space);
    QCOMPARE(f.page().planInput().marked.size(), 8);
}

void TestListWatch::rowsThatAreGoneLeaveWithTheNextVisit()
{
    WatchStage f;
    f.refreshTo(f.calmRows(8));
    f.refreshTo(f.calmRows(7));
    QCOMPARE(f.model().rowCount(), 10);
    auto *plan = new QWidget(&f.window);
    f.window.openPage(plan, {.page = u"Plan"_s});
    f.window.actions().closeTab->trigger();
    QCOMPARE(f.model().rowCount(), 7);
    QVERIFY(!f.status().contains(u"gone"_s));
}

void TestListWatch::rowsThatComeBackAreNoLongerGone()
{
    WatchStage f;
    f.refreshTo(f.calmRows(8));
    f.refreshTo(f.calmRows(9));
    QCOMPARE(f.model().gone(), 1);
    QCOMPARE(f.model().total(), 9);
    QCOMPARE(f.model().index(f.rowOfIndex(8), f.model().tableColumn(u"state"_s)).data().toString(), u"Available"_s);
    f.window.actions().markAllMatching->trigger();
    QCOMPARE(f.page().marks().count(), 9);
}

void TestListWatch::staleListsSayMoreThanAColour()
{
    WatchStage f;
    f.source().loading = true; // nothing refreshes it
    f.clock.advance(299s);
    QVERIFY(!f.status().contains(u"out of date"_s));
    f.clock.advance(11s);
    QVERIFY2(f.status().endsWith(u"may be out of date, listed 5 min ago"_s), qPrintable(f.status()));
    bool icon = false;
    const QList<PlainLabel *> labels = f.page().findChildren<PlainLabel *>();
    for (const PlainLabel *label : labels)
        icon = icon || (label->isVisible() && !label->pixmap(Qt::ReturnByValue).isNull());
    QVERIFY(icon);
    for (const bool dark : {false, true}) {
        const QPalette palette = themePalette(dark);
        QVERIFY(contrastRatio(semanticColor(palette, ColorRole::Warn), semanticColor(palette, ColorRole::Window)) >= 4.5);
    }
}

void TestListWatch::partsOfListsSaySoAndAreNotMarkedAsAWhole()
{
    WindowFixture f;
    f.show();
    f.source().page(f.rows(10), 50);
    ResourcePage &page = *f.workbench->currentPage();
    QCOMPARE(page.model().rowCount(), 10); // usable at once
    page.table().selectRow(3);
    QTest::keyClick(&page.table(), Qt::Key_Space);
    QCOMPARE(page.marks().count(), 1);
    QVERIFY(page.findChild<PlainLabel *>(u"listStatus"_s)->text().contains(u"only a part of the list"_s));
    auto *button = f.find<QToolButton>(u"Mark All Matching"_s, QAccessible::Button);
    QVERIFY(button && !button->isEnabled());
    QVERIFY(button->toolTip().contains(u"Only a part of the list is loaded"_s));
    QVERIFY(button->statusTip().isEmpty() || button->statusTip().contains(u"Only a part"_s));
    f.source().succeed(f.rows(50));
    QVERIFY(button->isEnabled());
    QVERIFY(!button->toolTip().contains(u"Only a part"_s));
}

QTEST_MAIN(TestListWatch)
#include "tst_listwatch.moc"

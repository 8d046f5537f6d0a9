// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/windowfixture.h"

#include "ui/columndialog.h"
#include "ui/mainactions.h"
#include "ui/resourcepage.h"
#include "ui/resourcetable.h"
#include "ui/tableheader.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A window with a list of ten rows.
class TableStage : public WindowFixture
{
public:
    explicit TableStage(int accountCount = 1)
        : WindowFixture(accountCount)
    {
        show();
        source().succeed(rows(10));
    }
    [[nodiscard]] ResourcePage &page() const { return *workbench->currentPage(); }
    [[nodiscard]] ResourceTable &table() const { return page().table(); }
    [[nodiscard]] TableHeader &header() const { return table().header(); }
    [[nodiscard]] int column(const QString &id) const { return page().model().tableColumn(id); }
    void click(const QString &id, Qt::KeyboardModifiers modifiers = {}) const
    {
        const int section = column(id);
        const QPoint middle(header().sectionViewportPosition(section) + header().sectionSize(section) / 2,
                            header().height() / 2);
        QTest::mouseClick(header().viewport(), Qt::LeftButton, modifiers, middle);
    }
    /// "+name -age": the terms of the sorting.
    [[nodiscard]] QString sorting() const
    {
        return QString::fromUtf8(sortingText(page().kind(), page().model().sorting())).mid(3);
    }
    [[nodiscard]] QStringList shownColumns() const
    {
        QStringList ids;
        for (const ColumnChoice &choice : table().columns()) {
            if (choice.isShown)
                ids.append(choice.id);
        }
        return ids;
    }
    [[nodiscard]] QString spoken(const QString &id) const
    {
        return page().model().headerData(column(id), Qt::Horizontal, Qt::AccessibleDescriptionRole).toString();
    }
};

QMenu *openMenu(const QWidget &window)
{
    const QList<QMenu *> menus = window.findChildren<QMenu *>();
    for (QMenu *menu : menus) {
        if (menu->isVisible())
            return menu;
    }
    return nullptr;
}

QAction *itemOf(const QMenu &menu, const QString &text)
{
    const QList<QAction *> actions = menu.actions();
    for (QAction *action : actions) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

QImage headingPicture(const TableStage &stage, const QString &id)
{
    const int section = stage.column(id);
    return stage.header().grab(QRect(stage.header().sectionViewportPosition(section), 0, stage.header().sectionSize(section),
                                     stage.header().height())).toImage();
}

} // namespace

class TestTableView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clicksSortUpDownAndOff();
    void shiftAndClickAddAKey();
    void headingsShowTheirPlaceInTheSorting();
    void clickedHeadingHighlightsNothing();
    void headingsAreReachedByKeyboard();
    void sortingIsKeptForEachAccount();
    void headingMenuSortsAndHides();
    void viewMenuSorts();
    void nameStaysFirst();
    void columnsAreKeptForEachKind();
    void hiddenDetailsCanBeShown();
    void dialogFindsMovesAndResets();
    void rowsWaitWhileAMenuIsOpen();
};

void TestTableView::clicksSortUpDownAndOff()
{
    TableStage f;
    QCOMPARE(f.sorting(), u"-age"_s);
    f.click(u"name"_s);
    QCOMPARE(f.sorting(), u"+name -age"_s); // what decided before is the second key
    QVERIFY(f.page().model().resourceAt(0).name < f.page().model().resourceAt(9).name);
    f.click(u"name"_s);
    QCOMPARE(f.sorting(), u"-name -age"_s);
    QVERIFY(f.page().model().resourceAt(0).name > f.page().model().resourceAt(9).name);
    f.click(u"name"_s);
    QCOMPARE(f.sorting(), QString());
    QCOMPARE(f.page().model().resourceAt(0).id, f.rows(1).first().id); // as the provider lists them
}

void TestTableView::shiftAndClickAddAKey()
{
    TableStage f;
    f.click(u"type"_s);
    f.click(u"disk"_s, Qt::ShiftModifier);
    QCOMPARE(f.sorting(), u"+type -age +disk"_s);
    QCOMPARE(f.spoken(u"type"_s), u"Sorted ascending, key 1 of 3"_s);
    QCOMPARE(f.spoken(u"age"_s), u"Sorted descending, key 2 of 3"_s);
    QCOMPARE(f.spoken(u"state"_s), QString());
    f.click(u"age"_s, Qt::ShiftModifier); // descending: it goes
    QCOMPARE(f.sorting(), u"+type +disk"_s);
}

void TestTableView::headingsShowTheirPlaceInTheSorting()
{
    TableStage f;
    f.click(u"type"_s);
    const QImage asFirst = headingPicture(f, u"type"_s);
    f.click(u"name"_s);
    const QImage asSecond = headingPicture(f, u"type"_s);
    f.click(u"name"_s);
    f.click(u"name"_s);
    const QImage unsorted = headingPicture(f, u"type"_s);
    QVERIFY(asFirst != asSecond);
    QVERIFY(asFirst != unsorted);
    QVERIFY(asSecond != unsorted);
}

void TestTableView::clickedHeadingHighlightsNothing()
{
    TableStage f;
    f.click(u"name"_s);
    QVERIFY(!f.table().selectionModel()->hasSelection());
}

void TestTableView::headingsAreReachedByKeyboard()
{
    TableStage f;
    QVERIFY(f.header().focusPolicy() & Qt::TabFocus);
    f.header().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.header(), Qt::Key_Right);
    QVERIFY(f.header().accessibleDescription().startsWith(u"State"_s));
    QTest::keyClick(&f.header(), Qt::Key_Space);
    QCOMPARE(f.sorting(), u"+state -age"_s);
    QVERIFY(f.header().accessibleDescription().contains(u"key 1 of 2"_s));
    QTest::keyClick(&f.header(), Qt::Key_Left);
    QTest::keyClick(&f.header(), Qt::Key_Space, Qt::ShiftModifier);
    QCOMPARE(f.sorting(), u"+state -age +name"_s);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {}, Qt::NoModifier);
    QCoreApplication::sendEvent(&f.header(), &event);
    QMenu *menu = openMenu(f.window);
    QVERIFY(menu);
    itemOf(*menu, u"Sort Descending"_s)->trigger();
    QCOMPARE(f.sorting(), u"-name"_s);
    menu->close();
}

void TestTableView::sortingIsKeptForEachAccount()
{
    TableStage f(2);
    const QString other = f.store.accounts().at(1).id;
    f.click(u"state"_s);
    f.workbench->openList(other, f.kinds[0].id);
    QCOMPARE(f.sorting(), u"-age"_s);
    MainWindow window(f.theme, f.settings);
    Workbench again(
        window, f.store, {&f.kinds[0]}, [](const Account &, const ResourceKind &) { return std::make_unique<PlayedSource>(); },
        f.clock, f.settings, f.dialogs);
    again.openList(f.account().id, f.kinds[0].id);
    QCOMPARE(sortingText(f.kinds[0], again.currentPage()->model().sorting()), "by +state -age");
}

void TestTableView::headingMenuSortsAndHides()
{
    TableStage f;
    const int section = f.column(u"type"_s);
    const QPoint position(f.header().sectionViewportPosition(section) + 4, f.header().height() / 2);
    QContextMenuEvent event(QContextMenuEvent::Mouse, position, f.header().mapToGlobal(position), Qt::NoModifier);
    QCoreApplication::sendEvent(f.header().viewport(), &event);
    QMenu *menu = openMenu(f.window);
    QVERIFY(menu);
    itemOf(*menu, u"Then by This, Ascending"_s)->trigger();
    QCOMPARE(f.sorting(), u"-age +type"_s);
    QVERIFY(!itemOf(*menu, u"Name"_s)->isEnabled());
    itemOf(*menu, u"Zone"_s)->trigger();
    QVERIFY(!f.shownColumns().contains(u"zone"_s));
    itemOf(*menu, u"Reset Columns"_s)->trigger();
    QVERIFY(f.shownColumns().contains(u"zone"_s));
    menu->close();
}

void TestTableView::viewMenuSorts()
{
    TableStage f;
    QMenu *menu = f.window.actions().sortMenu;
    menu->popup({10, 10});
    QAction *age = itemOf(*menu, u"Age — Sorted descending"_s);
    QAction *disk = itemOf(*menu, u"Disk"_s);
    QVERIFY(age && disk);
    itemOf(*disk->menu(), u"Sort Ascending"_s)->trigger();
    QCOMPARE(f.sorting(), u"+disk"_s);
    menu->close();
}

void TestTableView::nameStaysFirst()
{
    TableStage f;
    f.header().moveSection(f.header().visualIndex(f.column(u"age"_s)), 1);
    QCOMPARE(f.shownColumns().mid(0, 2), (QStringList{u"name"_s, u"age"_s}));
}

void TestTableView::columnsAreKeptForEachKind()
{
    TableStage f(2);
    const QString other = f.store.accounts().at(1).id;
    f.workbench->openList(other, f.kinds[0].id);
    f.workbench->openList(f.account().id, f.kinds[0].id);
    ColumnChoices choices = f.table().columns();
    choices.move(3, 1);
    choices[4].isShown = false;
    f.table().chooseColumns(choices);
    f.table().setColumnWidth(1, 333);
    const QStringList expected = f.shownColumns();
    // The other account's list of that kind takes part at once, the next start as well.
    QCOMPARE(f.workbench->page(other, f.kinds[0].id)->table().columns(), f.table().columns());
    MainWindow window(f.theme, f.settings);
    Workbench again(
        window, f.store, {&f.kinds[0], &f.kinds[1]},
        [](const Account &, const ResourceKind &) { return std::make_unique<PlayedSource>(); }, f.clock, f.settings, f.dialogs);
    again.openList(f.account().id, f.kinds[0].id);
    QCOMPARE(again.currentPage()->table().columns(), f.table().columns());
    QCOMPARE(again.currentPage()->table().columnWidth(1), 333);
    again.openList(other, f.kinds[1].id);
    QCOMPARE(columnsText(again.currentPage()->table().columns()), columnsText(standardColumns(f.kinds[1])));
}

void TestTableView::hiddenDetailsCanBeShown()
{
    TableStage f;
    QVERIFY(f.table().isColumnHidden(f.column(u"id"_s)));
    ColumnChoices choices = f.table().columns();
    choices.last().isShown = true;
    f.table().chooseColumns(choices);
    QVERIFY(!f.table().isColumnHidden(f.column(u"id"_s)));
    QVERIFY(f.table().columnWidth(f.column(u"id"_s)) > 20);
    QCOMPARE(f.page().model().index(0, f.column(u"id"_s)).data().toString(), f.page().model().resourceAt(0).id);
}

void TestTableView::dialogFindsMovesAndResets()
{
    TableStage f;
    f.window.actions().columns->trigger();
    auto *dialog = f.window.findChild<ColumnDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    auto *list = dialog->findChild<QListWidget *>();
    const auto button = [&dialog](const QString &text) {
        const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
        for (QPushButton *each : buttons) {
            if (each->text().remove(u'&') == text)
                return each;
        }
        return static_cast<QPushButton *>(nullptr);
    };
    QCOMPARE(list->currentRow(), 0);
    QVERIFY(!button(u"Move Up"_s)->isEnabled()); // the name stays
    QVERIFY(!button(u"Move Down"_s)->isEnabled());
    dialog->findChild<QLineEdit *>()->setText(u"zone"_s);
    QCOMPARE(list->currentItem()->text(), u"Zone"_s);
    dialog->findChild<QLineEdit *>()->clear();
    button(u"Move Up"_s)->click();
    list->item(1)->setCheckState(Qt::Unchecked);
    button(u"Apply"_s)->click();
    QCOMPARE(f.shownColumns(), (QStringList{u"name"_s, u"age"_s, u"type"_s, u"zone"_s, u"disk"_s, u"retention"_s, u"group"_s}));
    QTRY_VERIFY(!f.window.findChild<ColumnDialog *>());
    f.window.actions().columns->trigger();
    dialog = f.window.findChild<ColumnDialog *>();
    button(u"Reset"_s)->click();
    button(u"Cancel"_s)->click();
    QCOMPARE(f.shownColumns().at(3), u"zone"_s); // nothing changes before it is applied
    QTRY_VERIFY(!f.window.findChild<ColumnDialog *>());
    f.window.actions().columns->trigger();
    dialog = f.window.findChild<ColumnDialog *>();
    button(u"Reset"_s)->click();
    button(u"Apply"_s)->click();
    QCOMPARE(f.table().columns(), standardColumns(f.kinds[0]));
}

void TestTableView::rowsWaitWhileAMenuIsOpen()
{
    TableStage f;
    const ResourceKey first = f.page().model().keyAt(0);
    Q_EMIT f.table().customContextMenuRequested({5, 5});
    QMenu *menu = openMenu(f.window);
    QVERIFY(menu);
    f.window.actions().refresh->trigger();
    f.source().succeed(f.rows(20));
    QCOMPARE(f.page().model().shown(), 10);
    QCOMPARE(f.page().model().keyAt(0), first);
    menu->close();
    QCOMPARE(f.page().model().shown(), 20);
}

QTEST_MAIN(TestTableView)
#include "tst_tableview.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/windowfixture.h"

#include "ui/accounttree.h"
#include "ui/mainactions.h"
#include "ui/plaintext.h"
#include "ui/resourcepage.h"
#include "ui/resourcetable.h"

#include <QAction>
#include <QClipboard>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

PlainLabel *statusLine(const WindowFixture &f)
{
    const QList<PlainLabel *> labels = f.window.findChildren<PlainLabel *>();
    for (PlainLabel *label : labels) {
        if (label->isVisible() && label->accessibleDescription() == u"List Status")
            return label;
    }
    return nullptr;
}

QString sentenceShown(const WindowFixture &f)
{
    const QList<QLabel *> labels = f.window.findChildren<QLabel *>(u"emptyStateSentence"_s);
    for (QLabel *label : labels) {
        if (label->isVisible())
            return label->text();
    }
    return {};
}

ResourceTable *tableOf(const WindowFixture &f)
{
    return f.find<ResourceTable>(u"Resources"_s, QAccessible::Table);
}

/// For people to look at: CLEARSKY_SHOTS=<folder>.
void keepPicture(QWidget &window, const QString &name)
{
    const QString folder = qEnvironmentVariable("CLEARSKY_SHOTS");
    if (folder.isEmpty())
        return;
    QCoreApplication::processEvents(); // lays out what has changed
    window.grab().save(folder + u'/' + name + u".png"_s);
}

} // namespace

class TestMainWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void titleNamesPageAndAccount();
    void firstRunOffersTwoWays();
    void firstAccountOpensItsFirstList();
    void pageOpensOnTheTreesSelection();
    void pagesKeepTheirMarks();
    void controlsHaveTheirNames();
    void visibleControlsHaveNamesOfTheirOwn();
    void deleteButtonCountsTheMarks();
    void highlightNeverReachesThePlan();
    void hiddenMarksAreLeftOutUntilIncluded();
    void anotherFilterTakesTheInclusionBack();
    void showingHiddenMarksClearsTheFilter();
    void spaceMarksTheHighlightedRows();
    void shiftSpaceMarksTheRange();
    void keysReachTheirCommands();
    void escapeNeverDestroysMarks();
    void deleteKeyPlansOnlyFromTheTable();
    void nothingIsPlannedFromAPartOfAList();
    void listAgeGrowsAndWarns();
    void failedRefreshSaysSinceWhen();
    void failureWithoutRowsIsAPageOfItsOwn();
    void emptyAndUnmatchedListsSaySo();
    void loadingCanBeStopped();
    void resourcesProvedGoneLeaveTheirListTogether();
    void vanishedMarksAreAnnounced();
    void boxInTheHeaderMarksWhatIsShown();
    void firstColumnSpeaksToAssistiveTechnology();
    void treeShowsCountsAndProblems();
    void detailsShowProviderTextLiterally();
    void panesAreCycledByKeyboard();
    void pagesOpenInTabsAndClose();
    void closingAsksFirst();
    void layoutIsKept();
    void removedAccountsTakeTheirPagesAlong();
    void everyLabelIsPlainText();
    void looksRight_data();
    void looksRight();
};

void TestMainWindow::titleNamesPageAndAccount()
{
    WindowFixture f;
    f.show();
    QCOMPARE(f.window.windowTitle(), u"ZEC Disk Snapshots — zen-lab — Clearsky"_s);
}

void TestMainWindow::firstRunOffersTwoWays()
{
    WindowFixture f(0);
    f.show();
    QSignalSpy practice(f.workbench.get(), &Workbench::practiceRequested);
    QSignalSpy add(f.workbench.get(), &Workbench::addAccountRequested);
    auto *tryIt = f.find<QPushButton>(u"Try the Practice Cloud"_s, QAccessible::Button);
    auto *addIt = f.find<QPushButton>(u"Add Account…"_s, QAccessible::Button); // the tree's own is hidden
    QVERIFY(tryIt && addIt);
    QCOMPARE(f.window.focusWidget(), tryIt);
    QTest::keyClick(tryIt, Qt::Key_Return);
    QCOMPARE(practice.size(), 1);
    practice.clear();
    tryIt->click();
    addIt->click();
    QCOMPARE(practice.size(), 1);
    QCOMPARE(add.size(), 1);
    QVERIFY(!f.window.actions().deleteMarked->isEnabled());
}

void TestMainWindow::firstAccountOpensItsFirstList()
{
    WindowFixture f(0);
    f.show();
    QVERIFY(f.store.add({.name = u"zen-lab"_s, .providerId = u"zenlayer"_s}).has_value());
    QCOMPARE(f.window.windowTitle(), u"ZEC Disk Snapshots — zen-lab — Clearsky"_s);
    QCOMPARE(f.source().loads, 1);
    QVERIFY(f.find(u"Add Account…"_s, QAccessible::Button));
}

void TestMainWindow::pageOpensOnTheTreesSelection()
{
    WindowFixture f(2);
    f.show();
    const QString practice = f.store.accounts().at(1).id;
    QTreeView &view = f.workbench->tree().view();
    const QModelIndex root = view.model()->index(1, 0);
    // as assistive technology does: the selection, not the current item
    view.selectionModel()->select(view.model()->index(2, 0, root),
                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    QCOMPARE(f.window.windowTitle(), u"CSBS Backups — practice — Clearsky"_s);
    QVERIFY(f.workbench->page(practice, u"huawei.csbs.backup"_s));
    QCOMPARE(f.sources.value(u"huawei.csbs.backup"_s)->loads, 1);
}

void TestMainWindow::pagesKeepTheirMarks()
{
    WindowFixture f(2);
    f.show();
    f.source().succeed(f.rows(5));
    f.window.actions().markAllMatching->trigger();
    const QString zen = f.account().id;
    f.workbench->openList(f.store.accounts().at(1).id, u"huawei.csbs.backup"_s);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 0);
    f.workbench->openList(zen, f.kinds[0].id);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 5);
    QCOMPARE(f.source().loads, 1);
}

void TestMainWindow::controlsHaveTheirNames()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(20));
    QVERIFY(f.find(u"Accounts"_s, QAccessible::Tree));
    QVERIFY(f.find(u"Add Account…"_s, QAccessible::Button));
    QVERIFY(f.find(u"Filter"_s, QAccessible::EditableText));
    QVERIFY(f.find(u"Resources"_s, QAccessible::Table));
    QVERIFY(f.find(u"Refresh"_s, QAccessible::Button));
    QVERIFY(f.find(u"Mark All Matching"_s, QAccessible::Button));
    QVERIFY(f.find(u"Clear Marks"_s, QAccessible::Button));
    QVERIFY(f.find(u"Delete…"_s, QAccessible::Button));
    QVERIFY(statusLine(f));
    QVERIFY(statusLine(f)->accessibleName().isEmpty());
    f.window.actions().markAllMatching->trigger();
    f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText)->setText(u"golden"_s);
    QVERIFY(f.find(u"Show Hidden Marks"_s, QAccessible::Button));
    QVERIFY(f.find(u"Include Hidden Marks"_s, QAccessible::Button));
    QVERIFY(f.find(u"Delete…"_s, QAccessible::Button)); // whatever it shows
    QStringList items;
    for (QAction *action : {f.window.actions().editAccount, f.window.actions().removeAccount, f.window.actions().mark,
                            f.window.actions().unmark})
        items.append(action->text().remove(u'&'));
    QCOMPARE(items, (QStringList{u"Edit Account…"_s, u"Remove Account…"_s, u"Mark"_s, u"Unmark"_s}));
}

void TestMainWindow::visibleControlsHaveNamesOfTheirOwn()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(20));
    tableOf(f)->selectRow(0);
    f.window.actions().markAllMatching->trigger();
    f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText)->setText(u"golden"_s);
    tableOf(f)->selectRow(0);
    QSet<std::pair<QString, int>> seen;
    const QList<QWidget *> widgets = f.window.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        const bool interactive = widget->isVisible() && widget->focusPolicy() != Qt::NoFocus && face
                              && (face->role() == QAccessible::Button || face->role() == QAccessible::EditableText
                                  || face->role() == QAccessible::Table || face->role() == QAccessible::Tree
                                  || face->role() == QAccessible::CheckBox);
        if (!interactive || widget->parent()->inherits("QAbstractItemView"))
            continue;
        const QString name = face->text(QAccessible::Name);
        QVERIFY2(!name.isEmpty(), widget->metaObject()->className());
        QVERIFY2(!seen.contains({name, face->role()}), qPrintable(name));
        seen.insert({name, face->role()});
    }
    QVERIFY(seen.size() > 8);
}

void TestMainWindow::deleteButtonCountsTheMarks()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(1500));
    auto *button = f.find<QPushButton>(u"Delete…"_s, QAccessible::Button);
    QVERIFY(!button->isEnabled());
    QVERIFY(button->accessibleDescription().contains(u"Space"_s));
    f.window.actions().markAllMatching->trigger();
    QVERIFY(button->isEnabled());
    QCOMPARE(button->text(), u"Delete 1,500 Marked…"_s);
    QCOMPARE(button->accessibleName(), u"Delete…"_s);
    f.window.actions().clearMarks->trigger();
    QVERIFY(!button->isEnabled());
}

void TestMainWindow::highlightNeverReachesThePlan()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(50));
    tableOf(f)->selectAll();
    QVERIFY(!f.find<QPushButton>(u"Delete…"_s, QAccessible::Button)->isEnabled());
    const ResourceKey third = f.workbench->currentPage()->model().resourceAt(3).key();
    f.workbench->currentPage()->marks().setMarked({third}, true);
    const PlanInput input = f.workbench->currentPage()->planInput();
    QCOMPARE(input.marked.size(), 1);
    QCOMPARE(input.marked.first().key(), third);
    QCOMPARE(input.origin, u"https://zec.example"_s);
    QCOMPARE(input.projectId, u"p-1"_s);
    QCOMPARE(input.listedAt, f.clock.wallTime());
    QCOMPARE(input.account.name, u"zen-lab"_s);
}

void TestMainWindow::hiddenMarksAreLeftOutUntilIncluded()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(12)); // two of each stem
    f.window.actions().markAllMatching->trigger();
    f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText)->setText(u"golden"_s);
    ResourcePage *page = f.workbench->currentPage();
    QCOMPARE(page->targetCount(), 2);
    QCOMPARE(makeDeletePlan(page->planInput(), page->kind()).hidden.size(), 10);
    QVERIFY(statusLine(f)->text().contains(u"2 of 12 shown · 12 marked · 10 hidden by the filter"_s));
    QCOMPARE(f.find<QPushButton>(u"Delete…"_s, QAccessible::Button)->text(), u"Delete 2 Marked…"_s);
    f.find<QPushButton>(u"Include Hidden Marks"_s, QAccessible::Button)->click();
    QCOMPARE(page->targetCount(), 12);
    QVERIFY(statusLine(f)->text().contains(u"included"_s));
    QVERIFY(makeDeletePlan(page->planInput(), page->kind()).hidden.isEmpty());
}

void TestMainWindow::anotherFilterTakesTheInclusionBack()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(12));
    f.window.actions().markAllMatching->trigger();
    auto *filter = f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText);
    filter->setText(u"golden"_s);
    f.window.actions().includeHiddenMarks->trigger();
    QCOMPARE(f.workbench->currentPage()->targetCount(), 12);
    filter->setText(u"weekly"_s);
    QCOMPARE(f.workbench->currentPage()->targetCount(), f.workbench->currentPage()->model().shown());
}

void TestMainWindow::showingHiddenMarksClearsTheFilter()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(12));
    f.window.actions().markAllMatching->trigger();
    auto *filter = f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText);
    filter->setText(u"no such row"_s);
    f.find<QPushButton>(u"Show Hidden Marks"_s, QAccessible::Button)->click();
    QVERIFY(filter->text().isEmpty());
    QVERIFY(tableOf(f)->currentIndex().isValid());
    QVERIFY(!f.find(u"Show Hidden Marks"_s, QAccessible::Button));
}

void TestMainWindow::spaceMarksTheHighlightedRows()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    ResourceTable *table = tableOf(f);
    table->selectRow(2);
    table->selectionModel()->select(table->model()->index(4, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keyClick(table, Qt::Key_Space);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 2);
    QCOMPARE(table->model()->index(4, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QTest::keyClick(table, Qt::Key_Space);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 0);
    f.window.actions().mark->trigger();
    QCOMPARE(f.workbench->currentPage()->marks().count(), 2);
    f.window.actions().unmark->trigger();
    QCOMPARE(f.workbench->currentPage()->marks().count(), 0);
    table->clearSelection(); // as when the table is reached by Tab: a current row, no highlight
    QTest::keyClick(table, Qt::Key_Space);
    QVERIFY(f.workbench->currentPage()->marks().isMarked(f.workbench->currentPage()->model().resourceAt(2).key()));
}

void TestMainWindow::shiftSpaceMarksTheRange()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    ResourceTable *table = tableOf(f);
    table->selectRow(2);
    QTest::keyClick(table, Qt::Key_Space);
    table->selectRow(6);
    QTest::keyClick(table, Qt::Key_Space, Qt::ShiftModifier);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 5);
    QVERIFY(!f.workbench->currentPage()->marks().isMarked(f.workbench->currentPage()->model().resourceAt(7).key()));
}

void TestMainWindow::keysReachTheirCommands()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    f.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.window));
    ResourceTable *table = tableOf(f);
    auto *filter = f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(table->highlightedKeys().size(), 10);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 0);
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 10);
    QTest::keyClick(table, Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 0);
    QTest::keyClick(table, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(filter->hasFocus());
    QTest::keyClick(filter, Qt::Key_F5);
    QCOMPARE(f.source().loads, 2);
    f.source().succeed(f.rows(10));
    QTest::keyClick(filter, Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(f.source().loads, 3);
    QTest::keyClick(filter, Qt::Key_I, Qt::ControlModifier);
    QVERIFY(f.window.findChild<QDockWidget *>(u"detailsDock"_s)->isHidden());
    QTest::keyClick(filter, Qt::Key_2, Qt::ControlModifier);
    QVERIFY(table->hasFocus());
    QTest::keyClick(table, Qt::Key_1, Qt::ControlModifier);
    QVERIFY(f.workbench->tree().view().hasFocus());
}

void TestMainWindow::escapeNeverDestroysMarks()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    f.window.actions().markAllMatching->trigger();
    auto *filter = f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText);
    filter->setText(u"golden"_s);
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(filter->text().isEmpty());
    QTest::keyClick(tableOf(f), Qt::Key_Escape);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 10);
}

void TestMainWindow::deleteKeyPlansOnlyFromTheTable()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    QSignalSpy plans(f.workbench.get(), &Workbench::planRequested);
    tableOf(f)->selectRow(1);
    QTest::keyClick(tableOf(f), Qt::Key_Delete);
    QCOMPARE(plans.size(), 0); // nothing is marked, whatever is highlighted
    QTest::keyClick(tableOf(f), Qt::Key_Space);
    QTest::keyClick(f.find(u"Filter"_s, QAccessible::EditableText), Qt::Key_Delete);
    QCOMPARE(plans.size(), 0);
    QTest::keyClick(tableOf(f), Qt::Key_Delete, Qt::ShiftModifier);
    QCOMPARE(plans.size(), 0);
    QTest::keyClick(tableOf(f), Qt::Key_Delete);
    QCOMPARE(plans.size(), 1);
}

void TestMainWindow::nothingIsPlannedFromAPartOfAList()
{
    WindowFixture f;
    f.show();
    f.source().page(f.rows(10), 50);
    QVERIFY(statusLine(f)->text().contains(u"10 of 50 loaded"_s));
    QVERIFY(!f.window.actions().markAllMatching->isEnabled());
    tableOf(f)->selectRow(0);
    QTest::keyClick(tableOf(f), Qt::Key_Space);
    QVERIFY(!f.find<QPushButton>(u"Delete…"_s, QAccessible::Button)->isEnabled());
    f.source().fail({.kind = Error::Kind::NoAnswer, .message = u"No answer."_s});
    QVERIFY(!f.find<QPushButton>(u"Delete…"_s, QAccessible::Button)->isEnabled());
    QVERIFY(f.find<QPushButton>(u"Try Again"_s, QAccessible::Button));
    f.find<QPushButton>(u"Try Again"_s, QAccessible::Button)->click();
    f.source().succeed(f.rows(50));
    QVERIFY(f.find<QPushButton>(u"Delete…"_s, QAccessible::Button)->isEnabled());
}

void TestMainWindow::listAgeGrowsAndWarns()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    QVERIFY(statusLine(f)->text().endsWith(u"listed just now"_s));
    const QColor calm = statusLine(f)->palette().color(QPalette::WindowText);
    f.clock.advance(130s);
    QVERIFY(statusLine(f)->text().endsWith(u"listed 2 min ago"_s));
    QCOMPARE(statusLine(f)->palette().color(QPalette::WindowText), calm);
    f.clock.advance(240s);
    QVERIFY(statusLine(f)->text().endsWith(u"listed 6 min ago"_s));
    QVERIFY(statusLine(f)->palette().color(QPalette::WindowText) != calm);
    f.window.actions().refresh->trigger();
    f.source().succeed(f.rows(10));
    QVERIFY(statusLine(f)->text().endsWith(u"listed just now"_s));
    QCOMPARE(statusLine(f)->palette().color(QPalette::WindowText), calm);
}

void TestMainWindow::failedRefreshSaysSinceWhen()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    const QString listed = clockText(f.clock.wallTime());
    f.clock.advance(600s);
    f.window.actions().refresh->trigger();
    f.source().page(f.rows(3));
    f.source().fail({.kind = Error::Kind::Unavailable, .message = u"The service is away."_s, .httpStatus = 503});
    QCOMPARE(f.workbench->currentPage()->model().shown(), 10);
    QString notice;
    const QList<PlainLabel *> labels = f.window.findChildren<PlainLabel *>();
    for (PlainLabel *label : labels) {
        if (label->isVisible() && label->text().contains(u"The service is away."_s))
            notice = label->text();
    }
    QVERIFY2(notice.contains(listed) && notice.contains(clockText(f.clock.wallTime())), qPrintable(notice));
    f.find<QPushButton>(u"Copy Details"_s, QAccessible::Button)->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"HTTP 503"_s));
    f.find<QPushButton>(u"Try Again"_s, QAccessible::Button)->click();
    QCOMPARE(f.source().loads, 3);
    f.source().succeed(f.rows(10));
    QVERIFY(!f.find(u"Try Again"_s, QAccessible::Button));
}

void TestMainWindow::failureWithoutRowsIsAPageOfItsOwn()
{
    WindowFixture f;
    f.show();
    const QString sentence = u"Zenlayer refused the key. <b>Check</b> it."_s;
    f.source().fail({.kind = Error::Kind::SignInRefused, .message = sentence, .code = u"AUTH"_s, .httpStatus = 401});
    QCOMPARE(sentenceShown(f), sentence);
    QVERIFY(f.find<QToolButton>(u"Show Details"_s, QAccessible::CheckBox)
            || f.find<QToolButton>(u"Show Details"_s, QAccessible::Button));
    f.find<QPushButton>(u"Try Again"_s, QAccessible::Button)->click();
    QCOMPARE(f.source().loads, 2);
    QVERIFY(sentenceShown(f).startsWith(u"Loading"_s));
}

void TestMainWindow::emptyAndUnmatchedListsSaySo()
{
    WindowFixture f;
    f.show();
    f.source().succeed({});
    QCOMPARE(sentenceShown(f), u"There are no ZEC Disk Snapshots in zen-lab."_s);
    f.find<QPushButton>(u"Look Again"_s, QAccessible::Button)->click();
    f.source().succeed(f.rows(30));
    QVERIFY(tableOf(f));
    f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText)->setText(u"no such row"_s);
    QCOMPARE(sentenceShown(f), u"No match. 30 hidden by the filter."_s);
    f.find<QPushButton>(u"Clear Filter"_s, QAccessible::Button)->click();
    QVERIFY(tableOf(f));
    QCOMPARE(f.workbench->currentPage()->model().shown(), 30);
}

void TestMainWindow::loadingCanBeStopped()
{
    WindowFixture f;
    f.show();
    f.find<QPushButton>(u"Stop Loading"_s, QAccessible::Button)->click();
    QCOMPARE(sentenceShown(f), u"Loading was stopped."_s);
    QVERIFY(!f.find(u"Stop Loading"_s, QAccessible::Button));
}

void TestMainWindow::resourcesProvedGoneLeaveTheirListTogether()
{
    WindowFixture f;
    f.show();
    const QList<Resource> rows = f.rows(10);
    f.source().succeed(rows);
    f.window.actions().markAllMatching->trigger();
    QSignalSpy counts(&f.workbench->currentPage()->model(), &ResourceTableModel::countsChanged);
    for (int i = 0; i < 4; ++i)
        f.workbench->dropResource({.accountId = f.account().id, .kindId = f.kinds[0].id, .id = rows.at(i).id});
    f.workbench->dropResource({.accountId = u"nobody"_s, .kindId = f.kinds[0].id, .id = u"1"_s});
    QCOMPARE(counts.size(), 0);
    f.clock.advance(1s);
    QCOMPARE(f.workbench->currentPage()->model().total(), 6);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 6);
    QVERIFY(counts.size() <= 2);
    QVERIFY(!f.find(u"OK"_s, QAccessible::Button));
}

void TestMainWindow::vanishedMarksAreAnnounced()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    f.window.actions().markAllMatching->trigger();
    f.window.actions().refresh->trigger();
    f.source().succeed(f.rows(8));
    QCOMPARE(f.workbench->currentPage()->marks().count(), 8);
    auto *okay = f.find<QPushButton>(u"OK"_s, QAccessible::Button);
    QVERIFY(okay);
    okay->click();
    QVERIFY(!f.find(u"OK"_s, QAccessible::Button));
}

void TestMainWindow::boxInTheHeaderMarksWhatIsShown()
{
    WindowFixture f;
    f.show();
    f.source().page(f.rows(6));
    QHeaderView *header = tableOf(f)->horizontalHeader();
    const QPoint box(header->sectionViewportPosition(0) + header->sectionSize(0) / 2, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, box);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 0); // not from a part of a list
    f.source().succeed(f.rows(12));
    f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText)->setText(u"golden"_s);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, box);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 2);
    f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText)->clear();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, box);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 12);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, box);
    QCOMPARE(f.workbench->currentPage()->marks().count(), 0);
}

void TestMainWindow::firstColumnSpeaksToAssistiveTechnology()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(3));
    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(tableOf(f));
    QVERIFY(table && table->tableInterface());
    QAccessibleInterface *cell = table->tableInterface()->cellAt(0, 0);
    QVERIFY(cell);
    QVERIFY2(cell->text(QAccessible::Name).startsWith(u"not marked, golden-image-"_s),
             qPrintable(cell->text(QAccessible::Name)));
    tableOf(f)->selectRow(0);
    f.window.actions().mark->trigger();
    QVERIFY(cell->text(QAccessible::Name).startsWith(u"marked, golden-image-"_s));
    QVERIFY(cell->state().checked);
}

void TestMainWindow::treeShowsCountsAndProblems()
{
    WindowFixture f;
    f.show();
    QAbstractItemModel *model = f.workbench->tree().view().model();
    const QModelIndex kind = model->index(0, 0, model->index(0, 0));
    QCOMPARE(kind.data(AccountTreeModel::StatusRole).toInt(), int(AccountTreeModel::Status::Loading));
    f.source().succeed(f.rows(1204));
    QCOMPARE(kind.siblingAtColumn(1).data().toString(), u"1,204"_s);
    QCOMPARE(kind.data(AccountTreeModel::StatusRole).toInt(), int(AccountTreeModel::Status::Idle));
    f.window.actions().refresh->trigger();
    f.source().fail({.kind = Error::Kind::NotPermitted, .message = u"No."_s});
    QCOMPARE(kind.data(AccountTreeModel::StatusRole).toInt(), int(AccountTreeModel::Status::Problem));
    QVERIFY(kind.data(Qt::ToolTipRole).toString().contains(u"No."_s));
}

void TestMainWindow::detailsShowProviderTextLiterally()
{
    WindowFixture f;
    f.show();
    QList<Resource> rows = f.rows(4);
    rows[1].name = u"<img src=x>\u202Ecod"_s;
    rows[1].raw = QByteArrayLiteral("{\"name\":\"<script>\",\"n\":1}");
    f.source().succeed(rows);
    ResourcePage *page = f.workbench->currentPage();
    tableOf(f)->selectRow(page->model().rowOf(rows.at(1).key()));
    QStringList texts;
    const auto *dock = f.window.findChild<QDockWidget *>(u"detailsDock"_s);
    const QList<PlainLabel *> labels = dock->findChildren<PlainLabel *>();
    for (PlainLabel *label : labels)
        texts.append(label->text());
    QVERIFY(texts.contains(u"<img src=x>\\u{202E}cod"_s));
    QVERIFY(texts.contains(rows.at(1).id));
    f.find<QToolButton>(u"Copy ID"_s, QAccessible::Button)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), rows.at(1).id);
    const QList<QToolButton *> buttons = dock->findChildren<QToolButton *>();
    for (QToolButton *button : buttons) {
        if (button->text() == u"Show Raw JSON"_s)
            button->click();
    }
    QVERIFY(dock->findChild<QPlainTextEdit *>()->toPlainText().contains(u"\"<script>\""_s));
    f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText)->setText(u"no such row"_s);
    QVERIFY(!f.find(u"Copy ID"_s, QAccessible::Button));
}

void TestMainWindow::panesAreCycledByKeyboard()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    tableOf(f)->selectRow(1);
    f.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.window));
    f.workbench->tree().view().setFocus();
    const auto *details = f.window.findChild<QDockWidget *>(u"detailsDock"_s);
    QTest::keyClick(&f.window, Qt::Key_F6);
    QCOMPARE(f.window.focusWidget(), f.find(u"Filter"_s, QAccessible::EditableText));
    QTest::keyClick(&f.window, Qt::Key_F6);
    QCOMPARE(f.window.focusWidget(), tableOf(f));
    QTest::keyClick(&f.window, Qt::Key_F6);
    QVERIFY(details->isAncestorOf(f.window.focusWidget()));
    QTest::keyClick(&f.window, Qt::Key_F6);
    QCOMPARE(f.window.focusWidget(), &f.workbench->tree().view());
    QTest::keyClick(&f.window, Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(details->isAncestorOf(f.window.focusWidget()));
}

void TestMainWindow::pagesOpenInTabsAndClose()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    auto *page = new QWidget(&f.window);
    f.window.openPage(page, {.page = u"Plan"_s, .account = u"zen-lab"_s});
    QCOMPARE(f.window.windowTitle(), u"Plan — zen-lab — Clearsky"_s);
    QVERIFY(!f.workbench->currentPage());
    QVERIFY(!f.window.actions().refresh->isEnabled());
    QSignalSpy closed(&f.window, &MainWindow::pageClosed);
    f.window.actions().closeTab->trigger();
    QCOMPARE(closed.size(), 1);
    QCOMPARE(f.window.windowTitle(), u"ZEC Disk Snapshots — zen-lab — Clearsky"_s);
    QVERIFY(f.window.actions().refresh->isEnabled());
    QVERIFY(!f.window.actions().closeTab->isEnabled());
}

void TestMainWindow::closingAsksFirst()
{
    WindowFixture f;
    f.show();
    QSignalSpy asked(&f.window, &MainWindow::closeRequested);
    f.window.close();
    QCOMPARE(asked.size(), 1);
    QVERIFY(f.window.isVisible());
    f.window.closeForGood();
    QVERIFY(!f.window.isVisible());
    QCOMPARE(asked.size(), 1);
}

void TestMainWindow::layoutIsKept()
{
    WindowFixture f;
    f.show({1300, 820});
    f.source().succeed(f.rows(10));
    tableOf(f)->setColumnWidth(1, 333);
    f.window.actions().showDetails->trigger();
    f.window.closeForGood();
    MainWindow again(f.theme, f.settings);
    again.show();
    QVERIFY(again.findChild<QDockWidget *>(u"detailsDock"_s)->isHidden());
    QCOMPARE(again.width(), f.window.width());
    WindowFixture other;
    other.settings.setLayout(u"table.zenlayer.zec.snapshot"_s, f.settings.layout(u"table.zenlayer.zec.snapshot"_s));
    other.show();
    other.source().succeed(other.rows(10));
    QCOMPARE(tableOf(other)->columnWidth(1), 333);
}

void TestMainWindow::removedAccountsTakeTheirPagesAlong()
{
    WindowFixture f(2);
    f.show();
    f.source().succeed(f.rows(10));
    const QString id = f.account().id;
    QVERIFY(f.store.remove(id).has_value());
    QVERIFY(!f.workbench->page(id, f.kinds[0].id));
    QVERIFY(f.window.windowTitle().contains(u"practice"_s));
    QVERIFY(f.store.remove(f.account().id).has_value());
    QVERIFY(f.find(u"Try the Practice Cloud"_s, QAccessible::Button));
    QCOMPARE(f.window.windowTitle(), u"Welcome — Clearsky"_s);
}

void TestMainWindow::everyLabelIsPlainText()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    tableOf(f)->selectRow(0);
    int labels = 0;
    const QList<QLabel *> all = f.window.findChildren<QLabel *>();
    for (const QLabel *label : all) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        ++labels;
    }
    QVERIFY(labels > 10);
}

void TestMainWindow::looksRight_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::addColumn<QSize>("size");
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        const QString name = appearanceId(appearance);
        QTest::addRow("%s 1280x800", qPrintable(name)) << appearance << QSize(1280, 800);
        QTest::addRow("%s 1024x640", qPrintable(name)) << appearance << QSize(1024, 640);
    }
}

void TestMainWindow::looksRight()
{
    QFETCH(Appearance, appearance);
    QFETCH(QSize, size);
    const QString suffix = u"-%1-%2"_s.arg(appearanceId(appearance), QString::number(size.width()));
    WindowFixture f(2);
    f.theme.setAppearance(appearance);
    f.show(size);
    f.source().succeed(f.rows(1204));
    ResourcePage *page = f.workbench->currentPage();
    for (int row = 0; row < 40; row += 3)
        page->marks().setMarked({page->model().resourceAt(row).key()}, true);
    tableOf(f)->selectRow(3);
    keepPicture(f.window, u"list"_s + suffix);
    QCOMPARE(f.window.size(), size);
    QTRY_VERIFY(!tableOf(f)->horizontalScrollBar()->isVisible());
    QCOMPARE(f.window.findChild<QDockWidget *>(u"detailsDock"_s)->isHidden(), size.width() < 1100);
    f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText)->setText(u"golden"_s);
    keepPicture(f.window, u"hidden"_s + suffix);
    f.clock.advance(600s);
    f.window.actions().refresh->trigger();
    keepPicture(f.window, u"refreshing"_s + suffix);
    f.source().fail({.kind = Error::Kind::Unavailable,
                     .message = u"Zenlayer is not available just now. Try again in a few minutes."_s, .httpStatus = 503});
    keepPicture(f.window, u"stale"_s + suffix);
    f.find<QLineEdit>(u"Filter"_s, QAccessible::EditableText)->setText(u"no such row"_s);
    keepPicture(f.window, u"nomatch"_s + suffix);
    f.workbench->openList(f.store.accounts().at(1).id, u"huawei.csbs.backup"_s);
    keepPicture(f.window, u"loading"_s + suffix);
    f.sources.value(u"huawei.csbs.backup"_s)
        ->fail({.kind = Error::Kind::NotPermitted,
                .message = u"Huawei Cloud refused listing: the user lacks csbs:backups:list. Ask the administrator of the "
                            "account to grant it."_s,
                .detail = u"Policy doesn't allow csbs:backups:list to be performed."_s, .code = u"APIGW.0302"_s,
                .httpStatus = 403, .requestId = u"3c1f0e6f"_s});
    keepPicture(f.window, u"error"_s + suffix);
    f.workbench->openList(f.store.accounts().at(1).id, u"huawei.workspace.snapshot"_s);
    f.sources.value(u"huawei.workspace.snapshot"_s)->succeed({});
    keepPicture(f.window, u"empty"_s + suffix);
    WindowFixture welcome(0);
    welcome.theme.setAppearance(appearance);
    welcome.show(size);
    keepPicture(welcome.window, u"welcome"_s + suffix);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"

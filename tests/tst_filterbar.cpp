// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/windowfixture.h"
#include "models/resourcetablemodel.h"
#include "ui/filterchip.h"
#include "ui/filteredit.h"
#include "ui/resourcetable.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

struct BarFixture : WindowFixture
{
    explicit BarFixture(int rowCount = 60)
    {
        show();
        source().succeed(rows(rowCount));
        edit = find<FilterEdit>(u"Filter"_s, QAccessible::EditableText);
        window.activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&window));
        edit->setFocus();
    }
    /// Without rows that are gone and only stay to be seen.
    [[nodiscard]] qsizetype shown() const
    {
        const auto *table = qobject_cast<QAbstractItemView *>(find(u"Resources"_s, QAccessible::Table));
        return table ? qobject_cast<ResourceTableModel *>(table->model())->shown() : 0;
    }
    [[nodiscard]] QStringList chips() const
    {
        QStringList texts;
        for (const FilterChip *chip : window.findChildren<FilterChip *>()) {
            if (chip->isVisible())
                texts.append(chip->text());
        }
        return texts;
    }
    [[nodiscard]] QString error() const
    {
        const auto *label = window.findChild<QLabel *>(u"filterError"_s);
        return label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] QStringList offered() const
    {
        const QAbstractItemView *popup = edit->completer().popup();
        QStringList texts;
        for (int row = 0; popup->isVisible() && row < popup->model()->rowCount(); ++row)
            texts.append(popup->model()->index(row, 0).data().toString());
        return texts;
    }
    void accept(int row)
    {
        QAbstractItemView *popup = edit->completer().popup();
        for (; row >= 0; --row)
            QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
    }

    FilterEdit *edit = nullptr;
};

/// Pixels of the field that are of the colour of errors, between two characters.
int wrongPixels(FilterEdit &edit)
{
    const QColor danger = semanticColor(edit.palette(), ColorRole::Danger);
    const QImage image = edit.grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            const bool isAlike = std::abs(color.red() - danger.red()) < 40 && std::abs(color.green() - danger.green()) < 40
                              && std::abs(color.blue() - danger.blue()) < 40;
            count += isAlike ? 1 : 0;
        }
    }
    return count;
}

} // namespace

class TestFilterBar final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsOfTheFilterStandBelowAsChips();
    void chipsTakeTheirPartOut();
    void chipsAreReachedByKeyboard();
    void errorIsUnderlinedAndSaidAndTheRowsStay();
    void whatIsFinishedCountsWhileAValueIsStillToCome();
    void suggestionIsTakenWithOneClick();
    void escapeClearsAndThenLeaves();
    void fieldsOperatorsAndValuesAreOffered();
    void completionGoesIntoTheMiddleOfTheText();
    void longListsWaitForAPause();
    void countIsAnnouncedOnce();
    void markedFollowsTheMarks();
    void costlyPatternIsNamed();
    void fieldsOfTheAccountAreKnown();
    void helpOpensAndCloses();
    void helpHasAKeyAndTakesThePlaceOfTheOffers();
};

void TestFilterBar::partsOfTheFilterStandBelowAsChips()
{
    BarFixture f;
    QVERIFY(f.chips().isEmpty());
    QTest::keyClicks(f.edit, u"state:AVAILABLE (golden OR weekly) -\"b c\""_s);
    QCOMPARE(f.chips(), QStringList({u"state:AVAILABLE"_s, u"golden OR weekly"_s, u"-\"b c\""_s}));
    f.edit->clear();
    QVERIFY(f.chips().isEmpty());
    QCOMPARE(f.shown(), 60);
}

void TestFilterBar::chipsTakeTheirPartOut()
{
    BarFixture f;
    f.edit->setText(u"golden  AND (type:Manual OR type:Auto) age>1d"_s);
    const qsizetype few = f.shown();
    f.find<QAbstractButton>(u"Remove golden"_s, QAccessible::Button)->click();
    QCOMPARE(f.edit->text(), u"(type:Manual OR type:Auto) age>1d"_s);
    QCOMPARE(f.chips().size(), 2);
    QVERIFY(f.shown() > few);
    f.find<QAbstractButton>(u"Remove age>1d"_s, QAccessible::Button)->click();
    f.find<QAbstractButton>(u"Remove type:Manual OR type:Auto"_s, QAccessible::Button)->click();
    QVERIFY(f.edit->text().isEmpty());
    QVERIFY(f.chips().isEmpty());
    QCOMPARE(f.shown(), 60);
}

void TestFilterBar::chipsAreReachedByKeyboard()
{
    BarFixture f;
    f.edit->setText(u"golden age>1d"_s);
    QTest::keyClick(f.edit, Qt::Key_Tab); // the help
    QTest::keyClick(f.window.focusWidget(), Qt::Key_Tab);
    QTest::keyClick(f.window.focusWidget(), Qt::Key_Tab);
    QCOMPARE(f.window.focusWidget()->accessibleName(), u"Remove age>1d"_s);
    QTest::keyClick(f.window.focusWidget(), Qt::Key_Space);
    QCOMPARE(f.edit->text(), u"golden"_s);
    QCOMPARE(f.window.focusWidget()->accessibleName(), u"Remove golden"_s);
    QTest::keyClick(f.window.focusWidget(), Qt::Key_Space);
    QCOMPARE(f.window.focusWidget(), f.edit);
}

void TestFilterBar::errorIsUnderlinedAndSaidAndTheRowsStay()
{
    BarFixture f;
    f.edit->setText(u"golden"_s);
    const qsizetype few = f.shown();
    QVERIFY(few > 0 && few < 60);
    QCOMPARE(wrongPixels(*f.edit), 0);
    f.edit->setText(u"golden stat:x"_s);
    QCOMPARE(f.error(), u"Unknown field 'stat'. Did you mean 'state'?"_s);
    QCOMPARE(f.edit->accessibleDescription(), f.error());
    QCOMPARE(f.shown(), few);
    QVERIFY(wrongPixels(*f.edit) > 5);
    f.edit->setText(u"golden state:x"_s);
    QVERIFY(f.error().isEmpty());
    QCOMPARE(wrongPixels(*f.edit), 0);
    QCOMPARE(f.shown(), 0);
}

void TestFilterBar::whatIsFinishedCountsWhileAValueIsStillToCome()
{
    BarFixture f;
    f.edit->setText(u"golden "_s);
    const qsizetype few = f.shown();
    f.edit->setText(u"golden -state"_s);
    f.edit->setText(u"golden -state:"_s);
    QCOMPARE(f.error(), u"A value is missing after 'state:'."_s);
    QCOMPARE(f.shown(), few);
    f.edit->setText(u"state"_s);
    QCOMPARE(f.shown(), 0);
    f.edit->setText(u"state:"_s);
    QCOMPARE(f.shown(), 60);
    f.edit->setText(u"state:AVAILABLE"_s);
    const qsizetype available = f.shown();
    QVERIFY(available < 60);
    f.edit->setText(u"state:AVAILABLE,"_s);
    QVERIFY(!f.error().isEmpty());
    QCOMPARE(f.shown(), available);
    f.edit->setText(u"state: golden"_s); // not at the end: plainly wrong
    QCOMPARE(f.shown(), available);
}

void TestFilterBar::suggestionIsTakenWithOneClick()
{
    BarFixture f;
    f.edit->setText(u"golden age>90"_s);
    auto *button = f.find<QPushButton>(u"Use Suggestion"_s, QAccessible::Button);
    QVERIFY(button);
    QCOMPARE(button->text(), u"Use '90d'"_s);
    button->click();
    QCOMPARE(f.edit->text(), u"golden age>90d"_s);
    QVERIFY(f.error().isEmpty());
    QVERIFY(!button->isVisible());
    f.edit->setText(u"(golden"_s);
    QVERIFY(!f.error().isEmpty());
    QVERIFY(!button->isVisible());
}

void TestFilterBar::escapeClearsAndThenLeaves()
{
    BarFixture f;
    QTest::keyClicks(f.edit, u"10"_s);
    QTest::keyClick(f.edit, Qt::Key_Escape);
    QVERIFY(f.edit->text().isEmpty());
    QVERIFY(f.edit->hasFocus());
    QTest::keyClick(f.edit, Qt::Key_Escape);
    QCOMPARE(f.window.focusWidget(), f.find(u"Resources"_s, QAccessible::Table));
    QTest::keyClick(f.window.focusWidget(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(f.edit->hasFocus());
}

void TestFilterBar::fieldsOperatorsAndValuesAreOffered()
{
    BarFixture f;
    QTest::keyClicks(f.edit, u"-s"_s);
    QCOMPARE(f.offered(), QStringList({u"state:"_s}));
    f.accept(0);
    QCOMPARE(f.edit->text(), u"-state:"_s);
    QTRY_COMPARE(f.offered(), QStringList({u"Available"_s, u"Creating"_s, u"\"Creation failed\""_s, u"MYSTERY"_s, u"\"Rolling back\""_s}));
    QTest::keyClicks(f.edit, u"creat"_s);
    QCOMPARE(f.offered(), QStringList({u"Creating"_s, u"\"Creation failed\""_s}));
    f.accept(1);
    QCOMPARE(f.edit->text(), u"-state:\"Creation failed\""_s);
    QVERIFY(f.error().isEmpty());
    QTest::keyClicks(f.edit, u" age"_s);
    QCOMPARE(f.offered(), QStringList({u"age>"_s, u"age>="_s, u"age<"_s, u"age<="_s, u"age="_s, u"age!="_s, u"age:"_s}));
    QTest::keyClicks(f.edit, u">9"_s);
    QCOMPARE(f.offered(), QStringList({u"90d"_s}));
    QTest::keyClick(f.edit->completer().popup(), Qt::Key_Escape);
    QVERIFY(f.offered().isEmpty());
    QCOMPARE(f.edit->text(), u"-state:\"Creation failed\" age>9"_s);
}

void TestFilterBar::completionGoesIntoTheMiddleOfTheText()
{
    BarFixture f;
    f.edit->setText(u"(zo OR golden)"_s);
    f.edit->setCursorPosition(2);
    QTest::keyClick(f.edit, Qt::Key_Delete);
    QTest::keyClick(f.edit, Qt::Key_O);
    QCOMPARE(f.offered(), QStringList({u"zone:"_s}));
    f.accept(0);
    QCOMPARE(f.edit->text(), u"(zone: OR golden)"_s);
    QTRY_COMPARE(f.offered(), QStringList({u"asia-east-1a"_s}));
    f.accept(0);
    QCOMPARE(f.edit->text(), u"(zone:asia-east-1a OR golden)"_s);
}

void TestFilterBar::longListsWaitForAPause()
{
    using namespace std::chrono_literals;
    BarFixture f(6000);
    QTRY_COMPARE(f.shown(), 6000);
    f.edit->setText(u"name:golden"_s);
    f.clock.advance(100ms);
    QVERIFY(f.chips().isEmpty());
    f.edit->setText(u"name:gold"_s);
    f.clock.advance(100ms);
    QVERIFY(f.chips().isEmpty());
    f.clock.advance(20ms);
    QCOMPARE(f.chips(), QStringList({u"name:gold"_s}));
    QTRY_COMPARE(f.shown(), 1000);
    QTRY_COMPARE(f.edit->accessibleDescription(), u"1,000 of 6,000 shown"_s);
}

void TestFilterBar::countIsAnnouncedOnce()
{
    BarFixture f;
    f.edit->setText(u"golden"_s);
    QCOMPARE(f.edit->accessibleDescription(), u"10 of 60 shown"_s);
    f.source().load();
    f.source().succeed(f.rows(30));
    QCOMPARE(f.shown(), 5);
    QCOMPARE(f.edit->accessibleDescription(), u"10 of 60 shown"_s); // the list changed, not the filter
    f.edit->setText(u"golden name:2024"_s);
    QCOMPARE(f.edit->accessibleDescription(), u"5 of 30 shown"_s);
    f.edit->setText(u"golden nowhere"_s);
    QCOMPARE(f.edit->accessibleDescription(), u"0 of 30 shown"_s);
}

void TestFilterBar::markedFollowsTheMarks()
{
    BarFixture f;
    auto *table = qobject_cast<ResourceTable *>(f.find(u"Resources"_s, QAccessible::Table));
    table->model()->setData(table->model()->index(3, 0), Qt::Checked, Qt::CheckStateRole);
    f.edit->setText(u"marked:yes"_s);
    QCOMPARE(f.shown(), 1);
    table->model()->setData(table->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
    QTRY_COMPARE(f.shown(), 0);
}

void TestFilterBar::costlyPatternIsNamed()
{
    BarFixture f;
    QList<Resource> rows = f.rows(60);
    for (Resource &row : rows)
        row.name = u"a"_s.repeated(300) + u"!b!"_s;
    f.source().load();
    f.source().succeed(rows);
    f.edit->setText(u"name~(a+)+$"_s);
    QTRY_VERIFY2(f.error().contains(u"too costly"_s), qPrintable(f.error()));
    QCOMPARE(f.shown(), 60);
    QVERIFY(wrongPixels(*f.edit) > 5);
}

void TestFilterBar::fieldsOfTheAccountAreKnown()
{
    BarFixture f;
    f.edit->setText(u"account:zen-lab env:test kind:snapshots"_s);
    QVERIFY2(f.error().isEmpty(), qPrintable(f.error()));
    QCOMPARE(f.shown(), 60);
    f.edit->setText(u"cost>5"_s);
    QVERIFY2(f.error().startsWith(u"ZEC Disk Snapshots have no field 'cost'. Their fields are: name, id, state, "_s),
             qPrintable(f.error()));
}

void TestFilterBar::helpOpensAndCloses()
{
    BarFixture f;
    f.find<QAbstractButton>(u"Filter Help"_s, QAccessible::Button)->click();
    QWidget *popup = QApplication::activePopupWidget();
    QVERIFY(popup);
    QCOMPARE(popup->windowTitle(), u"Filter Help"_s);
    QTest::keyClick(popup, Qt::Key_Escape);
    QTRY_VERIFY(!QApplication::activePopupWidget());
}

void TestFilterBar::helpHasAKeyAndTakesThePlaceOfTheOffers()
{
    BarFixture f;
    auto *help = f.find<QAbstractButton>(u"Filter Help"_s, QAccessible::Button);
    QCOMPARE(help->shortcut(), QKeySequence(QKeySequence::HelpContents));
    QTest::keyClicks(f.edit, u"sta"_s);
    QTRY_VERIFY(!f.offered().isEmpty());
    help->click();
    QTRY_VERIFY(QApplication::activePopupWidget());
    QCOMPARE(QApplication::activePopupWidget()->windowTitle(), u"Filter Help"_s);
    QVERIFY(f.offered().isEmpty());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!QApplication::activePopupWidget());
    QCOMPARE(f.edit->text(), u"sta"_s);
}

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/modelroles.h"
#include "ui/delegates/markboxdelegate.h"
#include "ui/delegates/statechipdelegate.h"
#include "ui/dialogs.h"
#include "ui/emptystate.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QAction>
#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString hostile = u"<img src='/etc/hostname'><b>x</b>\u202Egnp"_s;

QMessageBox *openBox()
{
    const QWidgetList widgets = QApplication::topLevelWidgets();
    for (QWidget *widget : widgets) {
        auto *box = qobject_cast<QMessageBox *>(widget);
        if (box && box->isVisible())
            return box;
    }
    return nullptr;
}

} // namespace

class TestUiParts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelsShowMarkupLiterally();
    void elidedLabelsKeepTheirTextForAssistiveTechnology();
    void labelColorsFollowTheTheme();
    void toolTipsShowMarkupLiterally();
    void questionsDefaultToTheSafeAnswer_data();
    void questionsDefaultToTheSafeAnswer();
    void closingAQuestionIsANo();
    void confirmingAnswersYesOnce();
    void boxesShowProviderTextLiterally();
    void clickingTheMarkMovesTheRowAndMarks();
    void chipsAndBoxesPaintEverywhere();
    void emptyStateMirrorsItsActions();
};

void TestUiParts::labelsShowMarkupLiterally()
{
    PlainLabel label(hostile);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QVERIFY(label.text().startsWith(u"<img"_s));
    QVERIFY(label.text().contains(u"\\u{202E}"_s));
    label.setLines(u"one\ntwo\u200B"_s);
    QCOMPARE(label.text(), u"one\ntwo\\u{200B}"_s);
}

void TestUiParts::elidedLabelsKeepTheirTextForAssistiveTechnology()
{
    PlainLabel label(QString(200, u'w'));
    label.setElided(true);
    label.resize(100, 20);
    label.show();
    QVERIFY(label.minimumSizeHint().width() < 100);
    QCOMPARE(label.text().size(), 200);
    QTRY_VERIFY(!label.toolTip().isEmpty());
    label.setText(u"w"_s);
    QVERIFY(label.toolTip().isEmpty());
}

void TestUiParts::labelColorsFollowTheTheme()
{
    Theme theme(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    theme.setAppearance(Appearance::Light);
    PlainLabel label(u"muted"_s);
    label.setMuted();
    label.show();
    const auto color = [&label] { return label.palette().color(QPalette::WindowText).name(); };
    QCOMPARE(color(), semanticColor(themePalette(false), ColorRole::Muted).name());
    theme.setAppearance(Appearance::Dark);
    QTRY_COMPARE(color(), semanticColor(themePalette(true), ColorRole::Muted).name());
    theme.setAppearance(Appearance::Light);
    QTRY_COMPARE(color(), semanticColor(themePalette(false), ColorRole::Muted).name());
}

void TestUiParts::toolTipsShowMarkupLiterally()
{
    QWidget widget;
    setPlainToolTip(&widget, hostile);
    QVERIFY(!widget.toolTip().contains(u"<img"_s));
    QVERIFY(widget.toolTip().contains(u"&lt;img"_s));
    setPlainToolTip(&widget, {});
    QVERIFY(widget.toolTip().isEmpty());
}

void TestUiParts::questionsDefaultToTheSafeAnswer_data()
{
    QTest::addColumn<bool>("destructive");
    QTest::addColumn<QString>("cancel");
    QTest::newRow("destructive") << true << QString();
    QTest::newRow("harmless") << false << QString();
    QTest::newRow("named") << true << u"Keep Running"_s;
}

void TestUiParts::questionsDefaultToTheSafeAnswer()
{
    QFETCH(bool, destructive);
    QFETCH(QString, cancel);
    MessageDialogs dialogs;
    QWidget window;
    int answers = 0;
    bool confirmed = true;
    dialogs.ask(&window, {.title = u"T"_s, .text = u"Remove?"_s, .confirm = u"Remove"_s, .cancel = cancel,
                          .destructive = destructive},
                &window, [&answers, &confirmed](bool yes) { ++answers; confirmed = yes; });
    QTRY_VERIFY(openBox());
    QMessageBox *box = openBox();
    QCOMPARE(box->defaultButton()->text().remove(u'&'), cancel.isEmpty() ? u"Cancel"_s : cancel);
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_COMPARE(answers, 1);
    QVERIFY(!confirmed);
}

void TestUiParts::closingAQuestionIsANo()
{
    MessageDialogs dialogs;
    QWidget window;
    int answer = -1;
    dialogs.ask(&window, {.text = u"Remove?"_s, .confirm = u"Remove"_s, .destructive = true}, &window,
                [&answer](bool yes) { answer = yes ? 1 : 0; });
    QTRY_VERIFY(openBox());
    QTest::keyClick(openBox(), Qt::Key_Escape);
    QTRY_COMPARE(answer, 0);
}

void TestUiParts::confirmingAnswersYesOnce()
{
    MessageDialogs dialogs;
    QWidget window;
    QList<bool> answers;
    dialogs.ask(&window, {.text = u"Remove?"_s, .confirm = u"Remove"_s, .destructive = true}, &window,
                [&answers](bool yes) { answers.append(yes); });
    QTRY_VERIFY(openBox());
    const QList<QAbstractButton *> buttons = openBox()->buttons();
    for (QAbstractButton *button : buttons) {
        if (button->text() == u"Remove"_s)
            button->click();
    }
    QTRY_COMPARE(answers, QList<bool>{true});
}

void TestUiParts::boxesShowProviderTextLiterally()
{
    MessageDialogs dialogs;
    QWidget window;
    dialogs.showError(&window, u"List"_s, {.message = hostile, .detail = hostile, .code = u"X.1"_s, .httpStatus = 403});
    QTRY_VERIFY(openBox());
    const QList<QLabel *> labels = openBox()->findChildren<QLabel *>();
    for (QLabel *label : labels)
        QVERIFY(label->pixmap(Qt::ReturnByValue).isNull() == false || label->textFormat() == Qt::PlainText);
    QVERIFY(openBox()->text().contains(u"\\u{202E}"_s));
    QVERIFY(openBox()->detailedText().contains(u"HTTP 403"_s));
    openBox()->close();
}

void TestUiParts::clickingTheMarkMovesTheRowAndMarks()
{
    QStandardItemModel model(3, 2);
    for (int row = 0; row < 3; ++row)
        model.setData(model.index(row, 0), Qt::Unchecked, Qt::CheckStateRole);
    QTableView table;
    setUpTable(table);
    table.setItemDelegateForColumn(0, new MarkBoxDelegate(&table));
    table.setModel(&model);
    table.resize(300, 200);
    table.show();
    const QModelIndex second = model.index(1, 0);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::NoModifier, table.visualRect(second).center());
    QCOMPARE(second.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QCOMPARE(table.currentIndex().row(), 1);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::NoModifier, table.visualRect(second).center());
    QCOMPARE(second.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::ControlModifier, table.visualRect(second).center());
    QCOMPARE(second.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(table.rowHeight(0) >= table.fontMetrics().height() * 2);
}

void TestUiParts::chipsAndBoxesPaintEverywhere()
{
    QStandardItemModel model(1, 2);
    model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole);
    model.setData(model.index(0, 1), u"Available"_s);
    model.setData(model.index(0, 1), int(StateMeaning::Tone::Good), ToneRole);
    QTableView table;
    setUpTable(table);
    table.setItemDelegateForColumn(0, new MarkBoxDelegate(&table));
    table.setItemDelegateForColumn(1, new StateChipDelegate(&table));
    table.setModel(&model);
    for (const bool dark : {false, true}) {
        table.setPalette(themePalette(dark));
        table.resize(400, 120);
        const QImage image = table.grab().toImage();
        const QColor ground = chipColors(themePalette(dark), StateMeaning::Tone::Good).ground;
        int chipPixels = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                chipPixels += image.pixelColor(x, y).rgb() == ground.rgb() ? 1 : 0;
        }
        QVERIFY2(chipPixels > 200, qPrintable(QString::number(chipPixels)));
    }
}

void TestUiParts::emptyStateMirrorsItsActions()
{
    EmptyState state;
    QAction refresh(u"Refresh"_s);
    QSignalSpy triggered(&refresh, &QAction::triggered);
    state.setContent(u"inbox"_s, ColorRole::Muted, u"No snapshots in %1."_s.arg(hostile), {}, {&refresh});
    auto *button = state.findChild<QPushButton *>();
    QVERIFY(button);
    button->click();
    QCOMPARE(triggered.size(), 1);
    refresh.setEnabled(false);
    QVERIFY(!button->isEnabled());
    state.setContent(u"inbox"_s, ColorRole::Muted, u"Nothing"_s, {}, {});
    QCOMPARE(state.findChildren<QPushButton *>().size(), 0);
}

QTEST_MAIN(TestUiParts)
#include "tst_uiparts.moc"

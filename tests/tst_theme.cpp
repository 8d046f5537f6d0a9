// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/icons.h"
#include "ui/style.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

class TestTheme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadableOnItsGround_data();
    void textIsReadableOnItsGround();
    void chipsAreReadable_data();
    void chipsAreReadable();
    void checkBoxesAreSeen_data();
    void checkBoxesAreSeen();
    void appearanceSwitchesThePalette();
    void iconsFollowTheTheme();
    void everyIconCanBeDrawn();
    void environmentsDifferByShapeAndWord();
};

void TestTheme::textIsReadableOnItsGround_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<ColorRole>("text");
    QTest::addColumn<ColorRole>("ground");
    using enum ColorRole;
    for (const bool dark : {false, true}) {
        const char *theme = dark ? "dark" : "light";
        for (const ColorRole ground : {Window, Base}) {
            for (const ColorRole text : {Text, Muted, Accent, Ok, Warn, Danger})
                QTest::addRow("%s %d on %d", theme, int(text), int(ground)) << dark << text << ground;
        }
        QTest::addRow("%s text on selection", theme) << dark << Text << Selection;
        QTest::addRow("%s text on line", theme) << dark << Text << Line;
    }
}

void TestTheme::textIsReadableOnItsGround()
{
    QFETCH(bool, dark);
    QFETCH(ColorRole, text);
    QFETCH(ColorRole, ground);
    const QPalette palette = themePalette(dark);
    QCOMPARE(isDark(palette), dark);
    const double ratio = contrastRatio(semanticColor(palette, text), semanticColor(palette, ground));
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

void TestTheme::chipsAreReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<StateMeaning::Tone>("tone");
    using enum StateMeaning::Tone;
    for (const StateMeaning::Tone tone : {Good, Busy, Warning, Bad, Neutral}) {
        QTest::addRow("light %d", int(tone)) << false << tone;
        QTest::addRow("dark %d", int(tone)) << true << tone;
    }
}

void TestTheme::chipsAreReadable()
{
    QFETCH(bool, dark);
    QFETCH(StateMeaning::Tone, tone);
    const ChipColors chip = chipColors(themePalette(dark), tone);
    QVERIFY(contrastRatio(chip.text, chip.ground) >= 4.5);
    QVERIFY(contrastRatio(chip.dot, chip.ground) >= 3);
}

void TestTheme::checkBoxesAreSeen_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<Qt::CheckState>("state");
    for (const Qt::CheckState state : {Qt::Unchecked, Qt::PartiallyChecked, Qt::Checked}) {
        QTest::addRow("light %d", int(state)) << false << state;
        QTest::addRow("dark %d", int(state)) << true << state;
    }
}

void TestTheme::checkBoxesAreSeen()
{
    QFETCH(bool, dark);
    QFETCH(Qt::CheckState, state);
    const QPalette palette = themePalette(dark);
    const QColor base = semanticColor(palette, ColorRole::Base);
    QImage image(36, 36, QImage::Format_RGB32);
    image.fill(base);
    QPainter painter(&image);
    drawCheckBox(painter, QRect(0, 0, 36, 36), palette, state, true, false);
    painter.end();
    int seen = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            seen += contrastRatio(image.pixelColor(x, y), base) >= 3 ? 1 : 0;
    }
    QVERIFY2(seen > 90, qPrintable(QString::number(seen)));
}

void TestTheme::appearanceSwitchesThePalette()
{
    Theme theme(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    QSignalSpy changed(&theme, &Theme::appearanceChanged);
    theme.setAppearance(Appearance::Dark);
    QVERIFY(isDark(QApplication::palette()));
    theme.setAppearance(Appearance::Light);
    QVERIFY(!isDark(QApplication::palette()));
    theme.setAppearance(Appearance::Light);
    QCOMPARE(changed.size(), 2);
}

void TestTheme::iconsFollowTheTheme()
{
    Theme theme(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    const QIcon trash = icon(u"trash-2"_s, ColorRole::Danger);
    const auto strongest = [&trash] {
        const QImage image = trash.pixmap(QSize(32, 32), 1.0).toImage().convertToFormat(QImage::Format_ARGB32);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() == 255)
                    return image.pixelColor(x, y).name();
            }
        }
        return QString();
    };
    theme.setAppearance(Appearance::Light);
    QCOMPARE(strongest(), semanticColor(themePalette(false), ColorRole::Danger).name());
    theme.setAppearance(Appearance::Dark);
    QCOMPARE(strongest(), semanticColor(themePalette(true), ColorRole::Danger).name());
    theme.setAppearance(Appearance::Light);
    QVERIFY(icon(u"no-such-icon"_s).isNull());
}

void TestTheme::everyIconCanBeDrawn()
{
    int count = 0;
    QDirIterator files(u":/icons/lucide"_s);
    while (files.hasNext()) {
        const QString name = QFileInfo(files.next()).completeBaseName();
        const QImage image = iconPixmap(name, ColorRole::Text, themePalette(false), 24, 1.0).toImage();
        bool inked = false;
        for (int i = 0; i < 24 * 24 && !inked; ++i)
            inked = image.pixelColor(i % 24, i / 24).alpha() > 128;
        QVERIFY2(inked, qPrintable(name));
        ++count;
    }
    QVERIFY(count > 20);
}

void TestTheme::environmentsDifferByShapeAndWord()
{
    QSet<QString> shapes;
    QSet<QString> badges;
    for (const Environment environment : allEnvironments()) {
        shapes.insert(environmentShape(environment));
        badges.insert(environmentBadge(environment));
        QVERIFY(environmentBadge(environment).contains(environmentTitle(environment)));
    }
    QCOMPARE(shapes.size(), 4);
    QCOMPARE(badges.size(), 4);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/displaytext.h"

#include <QTest>
#include <QTimeZone>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

class TestDisplayText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileCharactersAreShownAsEscapes_data();
    void hostileCharactersAreShownAsEscapes();
    void harmlessTextStays_data();
    void harmlessTextStays();
    void longTextIsCut();
    void linesSurviveOnlyWhereAskedFor();
    void agesAreWholeUnits_data();
    void agesAreWholeUnits();
    void timesSayTheirZone();
    void sizesAndCountsAreReadable();
};

void TestDisplayText::hostileCharactersAreShownAsEscapes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("right-to-left override") << u"a\u202Eb"_s << u"a\\u{202E}b"_s;
    QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"\\u{2066}x\\u{2069}"_s;
    QTest::newRow("zero width space") << u"pro\u200Bd"_s << u"pro\\u{200B}d"_s;
    QTest::newRow("zero width joiner") << u"a\u200Db"_s << u"a\\u{200D}b"_s;
    QTest::newRow("byte order mark") << u"\uFEFFa"_s << u"\\u{FEFF}a"_s;
    QTest::newRow("soft hyphen") << u"a\u00ADb"_s << u"a\\u{00AD}b"_s;
    QTest::newRow("line break") << u"a\nb\r\tc"_s << u"a\\nb\\r\\tc"_s;
    QTest::newRow("nul") << QString(u"a"_s + QChar(0) + u'b') << u"a\\u{0000}b"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a\\u{2028}b"_s;
    QTest::newRow("tag beyond the first plane") << u"a\U000E0041b"_s << u"a\\u{E0041}b"_s;
    QTest::newRow("lone surrogate") << QString(u"a"_s + QChar(0xD800)) << u"a\\u{D800}"_s;
    QTest::newRow("blank letter") << u"a\u3164b"_s << u"a\\u{3164}b"_s;
}

void TestDisplayText::hostileCharactersAreShownAsEscapes()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(visibleText(text), shown);
}

void TestDisplayText::harmlessTextStays_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"snap-01"_s;
    QTest::newRow("markup") << u"<b>bold</b> & <img src=x>"_s;
    QTest::newRow("chinese") << u"财务备份"_s;
    QTest::newRow("arabic") << u"نسخة"_s;
    QTest::newRow("emoji") << u"🚀 launch"_s;
    QTest::newRow("formula") << u"=cmd()"_s;
}

void TestDisplayText::harmlessTextStays()
{
    QFETCH(QString, text);
    QCOMPARE(visibleText(text), text);
}

void TestDisplayText::longTextIsCut()
{
    QCOMPARE(visibleText(QString(300, u'x'), 10), QString(QString(10, u'x') + u'…'));
    QCOMPARE(visibleText(QString(10, u'x'), 10), QString(10, u'x'));
    // never through the middle of a character or of an escape
    QCOMPARE(visibleText(u"abc🚀"_s, 4), u"abc…"_s);
    QCOMPARE(visibleText(u"abc\u202E"_s, 6), u"abc…"_s);
}

void TestDisplayText::linesSurviveOnlyWhereAskedFor()
{
    QCOMPARE(visibleLines(u"a\n\tb\u202E"_s), u"a\n\tb\\u{202E}"_s);
}

void TestDisplayText::agesAreWholeUnits_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("future") << qint64(-50) << u"0 min"_s;
    QTest::newRow("minutes") << qint64(59 * 60 + 59) << u"59 min"_s;
    QTest::newRow("hours") << qint64(3600) << u"1 h"_s;
    QTest::newRow("last hour") << qint64(86399) << u"23 h"_s;
    QTest::newRow("day") << qint64(86400) << u"1 d"_s;
    QTest::newRow("years") << qint64(412 * 86400 + 5) << u"412 d"_s;
    QTest::newRow("many years") << qint64(1234) * 86400 << u"1,234 d"_s;
}

void TestDisplayText::agesAreWholeUnits()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, text);
    const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    QCOMPARE(ageText(now.addSecs(-seconds), now), text);
    QCOMPARE(ageText(QDateTime(), now), QString());
}

void TestDisplayText::timesSayTheirZone()
{
    const QDateTime time(QDate(2025, 10, 2), QTime(4, 10, 59), QTimeZone(3600));
    QCOMPARE(timeText(time), u"2025-10-02 03:10 UTC"_s); // the test runs in UTC
    QCOMPARE(timeText({}), QString());
    const QDateTime now = time.addSecs(59);
    QCOMPARE(agoText(time, now), u"just now"_s);
    QCOMPARE(agoText(time, time.addSecs(121)), u"2 min ago"_s);
}

void TestDisplayText::sizesAndCountsAreReadable()
{
    QCOMPARE(countText(3412), u"3,412"_s);
    QCOMPARE(sizeText(qint64(40) * 1024 * 1024 * 1024), u"40 GiB"_s);
    QCOMPARE(sizeText(qint64(1536) * 1024 * 1024), u"1.5 GiB"_s);
    QCOMPARE(sizeText(-1), QString());
}

QTEST_GUILESS_MAIN(TestDisplayText)
#include "tst_displaytext.moc"

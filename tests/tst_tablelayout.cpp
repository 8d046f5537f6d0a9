// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tablelayout.h"

#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

const ResourceKind &testKind()
{
    static const ResourceKind kind{.columns = {{.id = u"name"_s},
                                               {.id = u"disk"_s, .place = Column::Place::Details},
                                               {.id = u"state"_s},
                                               {.id = u"age"_s}}};
    return kind;
}

QStringList idsOf(const ColumnChoices &choices)
{
    QStringList ids;
    for (const ColumnChoice &choice : choices)
        ids.append((choice.isShown ? u""_s : u"-"_s) + choice.id);
    return ids;
}

} // namespace

class TestTableLayout final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standardColumnsHideTheDetails();
    void columnsSurviveTheSettings();
    void damagedOrOldColumnsAreMended_data();
    void damagedOrOldColumnsAreMended();
    void sortingSurvivesTheSettings_data();
    void sortingSurvivesTheSettings();
    void sortingOfUnknownColumnsIsLeftOut();
    void clicksGoRound_data();
    void clicksGoRound();
};

void TestTableLayout::standardColumnsHideTheDetails()
{
    QCOMPARE(idsOf(standardColumns(testKind())), (QStringList{u"name"_s, u"state"_s, u"age"_s, u"-disk"_s}));
}

void TestTableLayout::columnsSurviveTheSettings()
{
    const ColumnChoices choices{{.id = u"name"_s, .width = 333},
                                {.id = u"age"_s},
                                {.id = u"state"_s, .isShown = false, .width = 80},
                                {.id = u"disk"_s}};
    QCOMPARE(columnsFromText(testKind(), columnsText(choices)), choices);
}

void TestTableLayout::damagedOrOldColumnsAreMended_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    const QStringList standard{u"name"_s, u"state"_s, u"age"_s, u"-disk"_s};
    QTest::newRow("nothing") << QByteArray() << standard;
    QTest::newRow("noise") << QByteArray("\xff\x00\x01 =", 5) << standard;
    QTest::newRow("without a sign") << QByteArray("name=1") << standard;
    QTest::newRow("a column that went") << QByteArray("+name=0 +weight=9 +age=0 +state=0 +disk=0")
                                        << QStringList{u"name"_s, u"age"_s, u"state"_s, u"disk"_s};
    QTest::newRow("columns that came") << QByteArray("+name=0 +age=0")
                                       << QStringList{u"name"_s, u"age"_s, u"state"_s, u"-disk"_s};
    QTest::newRow("twice") << QByteArray("+name=0 +age=0 -age=0 +state=0 -disk=0")
                           << QStringList{u"name"_s, u"age"_s, u"state"_s, u"-disk"_s};
    QTest::newRow("name hidden and last") << QByteArray("+age=0 +state=0 -disk=0 -name=5")
                                          << QStringList{u"name"_s, u"age"_s, u"state"_s, u"-disk"_s};
}

void TestTableLayout::damagedOrOldColumnsAreMended()
{
    QFETCH(QByteArray, text);
    QTEST(idsOf(columnsFromText(testKind(), text)), "expected");
}

void TestTableLayout::sortingSurvivesTheSettings_data()
{
    QTest::addColumn<Sorting>("sorting");
    QTest::newRow("off") << Sorting{};
    QTest::newRow("one") << Sorting{{.column = 3, .order = Qt::DescendingOrder}};
    QTest::newRow("two") << Sorting{{.column = 2}, {.column = 0, .order = Qt::DescendingOrder}};
}

void TestTableLayout::sortingSurvivesTheSettings()
{
    QFETCH(Sorting, sorting);
    const auto read = sortingFromText(testKind(), sortingText(testKind(), sorting));
    QVERIFY(read);
    QCOMPARE(*read, sorting);
}

void TestTableLayout::sortingOfUnknownColumnsIsLeftOut()
{
    QVERIFY(!sortingFromText(testKind(), {}));
    QVERIFY(!sortingFromText(testKind(), QByteArray("\x01\x02", 2)));
    QCOMPARE(*sortingFromText(testKind(), "by -weight +age -age"), Sorting{{.column = 3}});
}

void TestTableLayout::clicksGoRound_data()
{
    QTest::addColumn<Sorting>("before");
    QTest::addColumn<bool>("adds");
    QTest::addColumn<Sorting>("after");
    const SortTerm nameUp{.column = 0};
    const SortTerm nameDown{.column = 0, .order = Qt::DescendingOrder};
    const SortTerm age{.column = 3, .order = Qt::DescendingOrder};
    const SortTerm state{.column = 2};
    // always a click on the name
    QTest::newRow("first") << Sorting{} << false << Sorting{nameUp};
    QTest::newRow("second") << Sorting{nameUp, age} << false << Sorting{nameDown, age};
    QTest::newRow("third") << Sorting{nameDown, age} << false << Sorting{};
    QTest::newRow("what decided before stays second") << Sorting{age, state} << false << Sorting{nameUp, age};
    QTest::newRow("second term becomes first") << Sorting{age, nameDown} << false << Sorting{nameUp, age};
    QTest::newRow("adds") << Sorting{age, state} << true << Sorting{age, state, nameUp};
    QTest::newRow("turns an added one") << Sorting{age, nameUp, state} << true << Sorting{age, nameDown, state};
    QTest::newRow("takes an added one away") << Sorting{age, nameDown, state} << true << Sorting{age, state};
    QTest::newRow("adds to nothing") << Sorting{} << true << Sorting{nameUp};
}

void TestTableLayout::clicksGoRound()
{
    QFETCH(Sorting, before);
    QFETCH(bool, adds);
    QTEST(sortingAfterClick(before, 0, adds), "after");
}

QTEST_GUILESS_MAIN(TestTableLayout)
#include "tst_tablelayout.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/displaytext.h"
#include "models/modelroles.h"
#include "models/resourcetablemodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
const QStringList words{u"READY"_s, u"BUSY"_s, u"ERROR"_s, u"strange"_s};

/// Plain text that is looked for in all that the table shows.
void setFilter(ResourceTableModel &model, const QString &text)
{
    model.setPredicate(text.isEmpty() ? nullptr : std::make_shared<const TextPredicate>(model.kind(), text));
}

ResourceKind makeKind()
{
    using enum Column::Type;
    ResourceKind kind;
    kind.id = u"test.kind"_s;
    kind.idPattern = QRegularExpression(u".+"_s);
    kind.columns = {{.id = u"name"_s, .title = u"Name"_s},
                    {.id = u"state"_s, .title = u"State"_s, .type = State},
                    {.id = u"age"_s, .title = u"Age"_s, .type = Age},
                    {.id = u"size"_s, .title = u"Size"_s, .type = Size},
                    {.id = u"note"_s, .title = u"Note"_s, .place = Column::Place::Details},
                    {.id = u"flag"_s, .title = u"Flag"_s, .type = Flag}};
    kind.states = {{.word = u"READY"_s, .title = u"Available"_s, .tone = StateMeaning::Tone::Good, .deletable = true},
                   {.word = u"BUSY"_s, .title = u"Creating"_s, .tone = StateMeaning::Tone::Busy},
                   {.word = u"ERROR"_s, .title = u"Failed"_s, .tone = StateMeaning::Tone::Bad}};
    return kind;
}

Resource makeRow(const QString &id, const QString &name, const QString &state, int days, qint64 gib)
{
    Resource row{.id = id, .name = name, .state = state};
    if (days >= 0)
        row.created = now.addDays(-days);
    row.cells = {name, state, row.created, gib < 0 ? QVariant() : QVariant(gib << 30), u"secret note"_s, gib % 2 == 0};
    return row;
}

Resource randomRow(QRandomGenerator &random, int idRange)
{
    const int id = random.bounded(idRange);
    Resource row = makeRow(QString::number(id), u"snap-%1"_s.arg(random.bounded(40)), words.at(random.bounded(4)),
                           random.bounded(60) - 5, random.bounded(30) - 3);
    row.scope = random.bounded(2) ? u"a"_s : u"b"_s;
    return row;
}

QList<Resource> randomList(QRandomGenerator &random, int count, int idRange)
{
    QList<Resource> rows;
    QSet<ResourceKey> keys;
    for (int i = 0; i < count; ++i) {
        const Resource row = randomRow(random, idRange);
        if (!keys.contains(row.key()))
            rows.append(row);
        keys.insert(row.key());
    }
    return rows;
}

/// The slow and obvious way, to compare with.
QList<ResourceKey> expectedOrder(QList<Resource> rows, const QString &filter, int column, Qt::SortOrder order)
{
    rows.removeIf([&filter](const Resource &row) {
        const QStringList parts{row.id, row.name, row.state, makeKind().meaningOf(row.state).title,
                                timeText(row.created), row.cells.at(3).isNull() ? QString() : sizeText(row.cells.at(3).toLongLong()),
                                row.cells.at(5).toBool() ? u"Yes"_s : u"No"_s};
        return std::none_of(parts.cbegin(), parts.cend(),
                            [&filter](const QString &part) { return part.contains(filter, Qt::CaseInsensitive); });
    });
    if (column < 0) {
        QList<ResourceKey> keys;
        for (const Resource &row : rows)
            keys.append(row.key());
        return keys;
    }
    std::sort(rows.begin(), rows.end(), [column, order](const Resource &a, const Resource &b) {
        int compared = 0;
        bool emptyA = false;
        bool emptyB = false;
        const auto numbers = [&compared](qint64 left, qint64 right) { compared = left < right ? -1 : left > right ? 1 : 0; };
        if (column == 0) {
            compared = naturalCompare(a.name, b.name);
        } else if (column == 1) {
            compared = naturalCompare(makeKind().meaningOf(a.state).title, makeKind().meaningOf(b.state).title);
        } else if (column == 2) {
            emptyA = !a.created.isValid();
            emptyB = !b.created.isValid();
            numbers(b.created.toMSecsSinceEpoch(), a.created.toMSecsSinceEpoch());
        } else {
            emptyA = a.cells.at(3).isNull();
            emptyB = b.cells.at(3).isNull();
            numbers(a.cells.at(3).toLongLong(), b.cells.at(3).toLongLong());
        }
        if (emptyA != emptyB)
            return emptyB;
        if (emptyA)
            compared = 0;
        if (compared != 0)
            return order == Qt::DescendingOrder ? compared > 0 : compared < 0;
        return a.id == b.id ? a.scope < b.scope : a.id < b.id;
    });
    QList<ResourceKey> keys;
    for (const Resource &row : rows)
        keys.append(row.key());
    return keys;
}

struct Table
{
    ResourceKind kind = makeKind();
    ResourceTableModel model{kind};
    Marks &marks{model.marks()};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Table() { model.setNow(now); }
    void list(const QList<Resource> &rows)
    {
        model.beginRefresh();
        model.addPage(rows);
        model.endRefresh(true);
    }
    [[nodiscard]] QStringList ids() const
    {
        QStringList result;
        for (int row = 0; row < model.rowCount(); ++row)
            result.append(model.resourceAt(row).id);
        return result;
    }
    [[nodiscard]] QString text(int row, int column) const
    {
        return model.index(row, column).data().toString();
    }
};

} // namespace

class TestResourceTableModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsAreShownByTheirType();
    void providerTextIsMadeVisible();
    void firstColumnSpeaksTheWholeRow();
    void sortsByTypeWithEmptyValuesLast_data();
    void sortsByTypeWithEmptyValuesLast();
    void equalValuesStandInTheOrderOfTheirIds();
    void clearedSortingRestoresTheProvidersOrder();
    void filterLooksAtShownColumnsIdAndStateWord_data();
    void filterLooksAtShownColumnsIdAndStateWord();
    void firstListShowsItsPagesAsTheyCome();
    void failedRefreshKeepsTheOldRows();
    void failedFirstListIsNotComplete();
    void goodRefreshRemovesWhatVanishedAndItsMarks();
    void samePageTwiceGivesEachRowOnce();
    void resourcesProvedGoneLeaveTheTable();
    void marksSurviveSortingFilteringAndRefreshing();
    void hiddenMarksAreCounted();
    void markAllMatchingMarksOnlyWhatIsShown();
    void markedResourcesComeInTableOrderHiddenLast();
    void randomHistoryMatchesTheObviousWay_data();
    void randomHistoryMatchesTheObviousWay();
    void longListsOfAlikeNamesAreSorted_data();
    void longListsOfAlikeNamesAreSorted();
    void fiftyThousandRowsAreQuick();
};

void TestResourceTableModel::cellsAreShownByTheirType()
{
    Table table;
    Resource row = makeRow(u"1"_s, u"snap-01"_s, u"ready"_s, 412, 40);
    row.cells[1] = u"ready"_s;
    table.list({row});
    QCOMPARE(table.model.columnCount(), 7); // the mark, five columns of the table, one of the details
    QCOMPARE(table.text(0, 6), u"secret note"_s);
    QCOMPARE(table.text(0, 1), u"snap-01"_s);
    QCOMPARE(table.text(0, 2), u"Available"_s);
    QCOMPARE(table.text(0, 3), u"412 d"_s);
    QCOMPARE(table.text(0, 4), u"40 GiB"_s);
    QCOMPARE(table.text(0, 5), u"Yes"_s);
    QCOMPARE(table.model.index(0, 2).data(ToneRole).toInt(), int(StateMeaning::Tone::Good));
    QVERIFY(table.model.index(0, 3).data(Qt::ToolTipRole).toString().contains(u"2025-01-13 12:00 UTC"_s));
    QVERIFY(table.model.index(0, 4).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    QCOMPARE(table.model.headerData(4, Qt::Horizontal, Qt::DisplayRole).toString(), u"Size"_s);
    table.model.setNow(now.addDays(1));
    QCOMPARE(table.text(0, 3), u"413 d"_s);
}

void TestResourceTableModel::providerTextIsMadeVisible()
{
    Table table;
    Resource row = makeRow(u"1"_s, u"a\u202Eb\nc"_s, u"<b>odd</b>"_s, -1, 1);
    row.createdText = u"yesterday\u200B"_s;
    table.list({row});
    QCOMPARE(table.text(0, 1), u"a\\u{202E}b\\nc"_s);
    QCOMPARE(table.text(0, 2), u"<b>odd</b>"_s);
    QCOMPARE(table.text(0, 3), u"yesterday\\u{200B}"_s);
    QVERIFY(!table.model.index(0, 2).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
}

void TestResourceTableModel::firstColumnSpeaksTheWholeRow()
{
    Table table;
    table.list({makeRow(u"1"_s, u"snap-01"_s, u"READY"_s, 143, 40)});
    const QModelIndex mark = table.model.index(0, 0);
    QCOMPARE(mark.data(Qt::AccessibleTextRole).toString(), u"not marked, snap-01, Available, 143 d, 40 GiB, Yes"_s);
    QVERIFY(table.model.setData(mark, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(mark.data(Qt::AccessibleTextRole).toString(), u"marked, snap-01, Available, 143 d, 40 GiB, Yes"_s);
    QCOMPARE(mark.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QVERIFY(mark.flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(!table.model.setData(table.model.index(0, 1), Qt::Checked, Qt::CheckStateRole));
}

void TestResourceTableModel::sortsByTypeWithEmptyValuesLast_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<QStringList>("ids");
    using L = QStringList;
    QTest::newRow("name up") << 1 << Qt::AscendingOrder << L{u"a"_s, u"b"_s, u"c"_s, u"d"_s};
    QTest::newRow("name down") << 1 << Qt::DescendingOrder << L{u"c"_s, u"b"_s, u"a"_s, u"d"_s};
    QTest::newRow("age up") << 3 << Qt::AscendingOrder << L{u"b"_s, u"a"_s, u"d"_s, u"c"_s};
    QTest::newRow("age down") << 3 << Qt::DescendingOrder << L{u"d"_s, u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("size up") << 4 << Qt::AscendingOrder << L{u"c"_s, u"d"_s, u"b"_s, u"a"_s};
    QTest::newRow("size down") << 4 << Qt::DescendingOrder << L{u"b"_s, u"d"_s, u"c"_s, u"a"_s};
    QTest::newRow("state up") << 2 << Qt::AscendingOrder << L{u"a"_s, u"b"_s, u"d"_s, u"c"_s};
}

void TestResourceTableModel::sortsByTypeWithEmptyValuesLast()
{
    QFETCH(int, column);
    QFETCH(Qt::SortOrder, order);
    QFETCH(QStringList, ids);
    Table table;
    table.list({makeRow(u"a"_s, u"snap-2"_s, u"READY"_s, 90, -1), makeRow(u"b"_s, u"Snap-9"_s, u"BUSY"_s, 9, 100),
                makeRow(u"c"_s, u"snap-10"_s, u"strange"_s, -1, 9), makeRow(u"d"_s, {}, u"ERROR"_s, 100, 20)});
    table.model.sort(column, order);
    QCOMPARE(table.ids(), ids);
}

void TestResourceTableModel::equalValuesStandInTheOrderOfTheirIds()
{
    Table table;
    QList<Resource> rows;
    for (const QString &id : {u"q"_s, u"b"_s, u"z"_s, u"a"_s})
        rows.append(makeRow(id, u"same"_s, u"READY"_s, 5, 5));
    table.list(rows);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        table.model.sort(1, order);
        QCOMPARE(table.ids(), (QStringList{u"a"_s, u"b"_s, u"q"_s, u"z"_s}));
    }
}

void TestResourceTableModel::clearedSortingRestoresTheProvidersOrder()
{
    Table table;
    table.list({makeRow(u"2"_s, u"a"_s, u"READY"_s, 5, 5), makeRow(u"1"_s, u"b"_s, u"READY"_s, 5, 5)});
    table.model.sort(1, Qt::DescendingOrder);
    QCOMPARE(table.ids(), (QStringList{u"1"_s, u"2"_s}));
    table.model.sort(-1, Qt::AscendingOrder);
    QCOMPARE(table.ids(), (QStringList{u"2"_s, u"1"_s}));
}

void TestResourceTableModel::filterLooksAtShownColumnsIdAndStateWord_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("shown");
    QTest::newRow("empty") << u""_s << 2;
    QTest::newRow("name, other case") << u"SNAP-0"_s << 2;
    QTest::newRow("id") << u"1111"_s << 1;
    QTest::newRow("our word") << u"avail"_s << 1;
    QTest::newRow("provider's word") << u"ready"_s << 1;
    QTest::newRow("size") << u"40 gib"_s << 1;
    QTest::newRow("date") << u"2026-02-24"_s << 1;
    QTest::newRow("details do not count") << u"secret"_s << 0;
    QTest::newRow("not a pattern") << u".*"_s << 0;
    QTest::newRow("not across two columns") << u"01 ready"_s << 0;
}

void TestResourceTableModel::filterLooksAtShownColumnsIdAndStateWord()
{
    QFETCH(QString, filter);
    QFETCH(int, shown);
    Table table;
    table.list({makeRow(u"aaaa-1111"_s, u"snap-01"_s, u"READY"_s, 5, 40), makeRow(u"bbbb-2222"_s, u"snap-02"_s, u"BUSY"_s, 9, 1)});
    QSignalSpy counts(&table.model, &ResourceTableModel::countsChanged);
    setFilter(table.model, filter);
    QCOMPARE(table.model.shown(), shown);
    QCOMPARE(table.model.rowCount(), shown);
    QCOMPARE(table.model.total(), 2);
    QCOMPARE(counts.size(), filter.isEmpty() ? 0 : 1);
}

void TestResourceTableModel::firstListShowsItsPagesAsTheyCome()
{
    Table table;
    table.model.beginRefresh();
    QVERIFY(table.model.isRefreshing());
    table.model.addPage({makeRow(u"1"_s, u"a"_s, u"READY"_s, 5, 5)});
    QCOMPARE(table.model.shown(), 1);
    table.model.addPage({makeRow(u"2"_s, u"b"_s, u"READY"_s, 5, 5)});
    QCOMPARE(table.model.shown(), 2);
    QCOMPARE(table.model.loadedSoFar(), 2);
    QVERIFY(!table.model.isComplete());
    table.model.endRefresh(true);
    QVERIFY(table.model.isComplete());
    QCOMPARE(table.ids(), (QStringList{u"1"_s, u"2"_s}));
}

void TestResourceTableModel::failedRefreshKeepsTheOldRows()
{
    Table table;
    table.list({makeRow(u"1"_s, u"old"_s, u"READY"_s, 5, 5), makeRow(u"2"_s, u"b"_s, u"READY"_s, 5, 5)});
    table.model.beginRefresh();
    table.model.addPage({makeRow(u"1"_s, u"new"_s, u"BUSY"_s, 5, 5), makeRow(u"3"_s, u"c"_s, u"READY"_s, 5, 5)});
    QCOMPARE(table.model.loadedSoFar(), 2);
    table.model.endRefresh(false);
    QCOMPARE(table.ids(), (QStringList{u"1"_s, u"2"_s}));
    QCOMPARE(table.text(0, 1), u"old"_s);
    QVERIFY(table.model.isComplete());
    table.list({makeRow(u"2"_s, u"b"_s, u"READY"_s, 5, 5)});
    QCOMPARE(table.ids(), QStringList{u"2"_s});
}

void TestResourceTableModel::failedFirstListIsNotComplete()
{
    Table table;
    table.model.beginRefresh();
    table.model.addPage({makeRow(u"1"_s, u"a"_s, u"READY"_s, 5, 5)});
    table.model.endRefresh(false);
    QVERIFY(!table.model.isComplete());
    QCOMPARE(table.model.shown(), 1);
    table.list({makeRow(u"2"_s, u"b"_s, u"READY"_s, 5, 5)});
    QCOMPARE(table.ids(), QStringList{u"2"_s});
}

void TestResourceTableModel::goodRefreshRemovesWhatVanishedAndItsMarks()
{
    Table table;
    table.list({makeRow(u"1"_s, u"a"_s, u"READY"_s, 5, 5), makeRow(u"2"_s, u"b"_s, u"READY"_s, 5, 5)});
    table.model.markAllMatching();
    QSignalSpy forgotten(&table.marks, &Marks::forgotten);
    table.list({makeRow(u"2"_s, u"renamed"_s, u"BUSY"_s, 6, 5)});
    QCOMPARE(table.ids(), QStringList{u"2"_s});
    QCOMPARE(table.text(0, 1), u"renamed"_s);
    QCOMPARE(table.model.marked(), 1);
    QCOMPARE(forgotten.size(), 1);
}

void TestResourceTableModel::samePageTwiceGivesEachRowOnce()
{
    Table table;
    const QList<Resource> page{makeRow(u"1"_s, u"a"_s, u"READY"_s, 5, 5), makeRow(u"1"_s, u"a"_s, u"READY"_s, 5, 5)};
    table.model.beginRefresh();
    table.model.addPage(page);
    table.model.addPage(page);
    table.model.endRefresh(true);
    QCOMPARE(table.model.total(), 1);
}

void TestResourceTableModel::resourcesProvedGoneLeaveTheTable()
{
    Table table;
    table.list({makeRow(u"1"_s, u"a"_s, u"READY"_s, 5, 5), makeRow(u"2"_s, u"b"_s, u"READY"_s, 5, 5)});
    table.model.markAllMatching();
    QSignalSpy forgotten(&table.marks, &Marks::forgotten);
    table.model.removeResources({{{}, u"1"_s}, {{}, u"nobody"_s}});
    QCOMPARE(table.ids(), QStringList{u"2"_s});
    QCOMPARE(table.model.marked(), 1);
    QVERIFY(!table.model.find({{}, u"1"_s}));
    QVERIFY(forgotten.isEmpty()); // no surprise to anyone
}

void TestResourceTableModel::marksSurviveSortingFilteringAndRefreshing()
{
    Table table;
    QList<Resource> rows;
    for (int i = 0; i < 10; ++i)
        rows.append(makeRow(QString::number(i), u"n%1"_s.arg(9 - i), u"READY"_s, i, i));
    table.list(rows);
    table.marks.setMarked({rows.at(3).key(), rows.at(7).key()}, true);
    table.model.sort(1, Qt::AscendingOrder);
    setFilter(table.model, u"n2"_s);
    QCOMPARE(table.model.shown(), 1);
    QCOMPARE(table.model.index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    table.list(rows);
    setFilter(table.model, {});
    QCOMPARE(table.marks.keys(), (QSet<ResourceKey>{rows.at(3).key(), rows.at(7).key()}));
}

void TestResourceTableModel::hiddenMarksAreCounted()
{
    Table table;
    table.list({makeRow(u"1"_s, u"aa"_s, u"READY"_s, 5, 5), makeRow(u"2"_s, u"xb"_s, u"READY"_s, 5, 5),
                makeRow(u"3"_s, u"bb"_s, u"READY"_s, 5, 5)});
    table.model.markAllMatching();
    setFilter(table.model, u"xb"_s);
    QCOMPARE(table.model.marked(), 3);
    QCOMPARE(table.model.markedHidden(), 2);
    QCOMPARE(table.model.hiddenMarks(), (QSet<ResourceKey>{{{}, u"1"_s}, {{}, u"3"_s}}));
    setFilter(table.model, {});
    QCOMPARE(table.model.markedHidden(), 0);
}

void TestResourceTableModel::markAllMatchingMarksOnlyWhatIsShown()
{
    Table table;
    table.list({makeRow(u"1"_s, u"aa"_s, u"READY"_s, 5, 5), makeRow(u"2"_s, u"xb"_s, u"BUSY"_s, 5, 5),
                makeRow(u"3"_s, u"bb"_s, u"READY"_s, 5, 5)});
    setFilter(table.model, u"xb"_s);
    table.model.markAllMatching();
    QCOMPARE(table.marks.keys(), (QSet<ResourceKey>{{{}, u"2"_s}}));
}

void TestResourceTableModel::markedResourcesComeInTableOrderHiddenLast()
{
    Table table;
    QList<Resource> rows;
    for (int i = 0; i < 6; ++i)
        rows.append(makeRow(QString::number(i), i % 2 ? u"odd"_s : u"even"_s, u"READY"_s, i, i));
    table.list(rows);
    table.model.markAllMatching();
    table.model.sort(3, Qt::DescendingOrder);
    setFilter(table.model, u"odd"_s);
    QStringList ids;
    const QList<Resource> marked = table.model.markedResources();
    for (const Resource &resource : marked)
        ids.append(resource.id);
    QCOMPARE(ids, (QStringList{u"5"_s, u"3"_s, u"1"_s, u"4"_s, u"2"_s, u"0"_s}));
}

void TestResourceTableModel::randomHistoryMatchesTheObviousWay_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("size");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("small %u", seed) << seed << 30;
    for (quint32 seed = 1; seed <= 2; ++seed)
        QTest::addRow("large %u", seed) << seed << 700; // more changes than are told one by one
}

void TestResourceTableModel::randomHistoryMatchesTheObviousWay()
{
    QFETCH(quint32, seed);
    QFETCH(int, size);
    QRandomGenerator random(seed);
    Table table;
    QList<Resource> rows;
    QString filter;
    int column = -1;
    Qt::SortOrder order = Qt::AscendingOrder;
    QPersistentModelIndex watched;
    ResourceKey watchedKey;
    QSignalSpy resets(&table.model, &ResourceTableModel::modelReset);
    for (int step = 0; step < (size > 100 ? 8 : 30); ++step) {
        switch (random.bounded(4)) {
        case 0:
            rows = randomList(random, random.bounded(size + 1), size);
            table.list(rows);
            break;
        case 1: {
            const QStringList filters{{}, u"snap-1"_s, u"ready"_s, u"2026-02"_s, u"7"_s, u"no such row"_s};
            filter = filters.at(random.bounded(6));
            setFilter(table.model, filter);
            break;
        }
        case 2:
            column = random.bounded(5) - 1;
            order = random.bounded(2) ? Qt::AscendingOrder : Qt::DescendingOrder;
            table.model.sort(column + 1, order);
            break;
        default:
            table.model.beginRefresh();
            table.model.addPage(randomList(random, 5, size));
            table.model.endRefresh(false);
            if (!table.model.isComplete())
                table.list(rows);
        }
        QCOMPARE(table.model.visibleKeys(), expectedOrder(rows, filter, column, order));
        if (watched.isValid())
            QCOMPARE(table.model.resourceAt(watched.row()).key(), watchedKey);
        if (!watched.isValid() && table.model.rowCount() > 0) {
            watched = table.model.index(random.bounded(table.model.rowCount()), 1);
            watchedKey = table.model.resourceAt(watched.row()).key();
        }
    }
    QVERIFY(resets.isEmpty());
}

void TestResourceTableModel::longListsOfAlikeNamesAreSorted_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    for (int column = 0; column < 4; ++column) {
        QTest::addRow("column %d up", column) << column << Qt::AscendingOrder;
        QTest::addRow("column %d down", column) << column << Qt::DescendingOrder;
    }
}

void TestResourceTableModel::longListsOfAlikeNamesAreSorted()
{
    QFETCH(int, column);
    QFETCH(Qt::SortOrder, order);
    const QStringList origins{u"Web-production"_s, u"sql-production"_s, u"a"_s, u"web"_s, {}};
    QRandomGenerator random(11);
    QList<Resource> rows;
    for (int i = 0; i < 3000; ++i) {
        const QString origin = origins.at(random.bounded(5));
        const QString name = origin.isEmpty() ? QString() : u"%1-long-prefix-%2"_s.arg(origin).arg(random.bounded(500));
        rows.append(makeRow(QString::number(i), name, words.at(random.bounded(4)), random.bounded(300) - 5, random.bounded(90) - 5));
    }
    std::shuffle(rows.begin(), rows.end(), random);
    const ResourceKind kind = makeKind();
    ResourceTableModel model(kind);
    model.beginRefresh();
    model.addPage(rows);
    model.endRefresh(true);
    model.sort(column + 1, order);
    const QList<ResourceKey> keys = model.visibleKeys();
    const QList<ResourceKey> expected = expectedOrder(rows, {}, column, order);
    QCOMPARE(keys.size(), expected.size());
    if (column > 0) { // what stands without a name is last here, whatever the plain way says
        QCOMPARE(keys, expected);
        return;
    }
    for (int row = 1; row < model.rowCount(); ++row) {
        const Resource before = model.resourceAt(row - 1);
        const Resource here = model.resourceAt(row);
        if (here.name.isEmpty())
            continue;
        const int compared = naturalCompare(before.name, here.name);
        QVERIFY(!before.name.isEmpty());
        QVERIFY(order == Qt::AscendingOrder ? compared <= 0 : compared >= 0);
        QVERIFY(compared != 0 || before.id < here.id);
    }
}

void TestResourceTableModel::fiftyThousandRowsAreQuick()
{
    const ResourceKind kind = makeKind();
    ResourceTableModel model(kind);
    model.setNow(now);
    QRandomGenerator random(7);
    QList<Resource> rows;
    for (int i = 0; i < 50000; ++i)
        rows.append(makeRow(QString::number(i), u"snapshot-%1"_s.arg(random.bounded(100000)), words.at(i % 4), i % 900, i % 77));
    QElapsedTimer timer;
    timer.start();
    model.beginRefresh();
    model.addPage(rows);
    model.endRefresh(true);
    model.sort(1, Qt::AscendingOrder);
    setFilter(model, u"12"_s);
    model.markAllMatching();
    setFilter(model, {});
    std::shuffle(rows.begin(), rows.end(), random);
    rows.resize(45000);
    model.beginRefresh();
    model.addPage(rows);
    model.endRefresh(true);
    QCOMPARE(model.shown(), 45000);
    // Generous, for debug builds with sanitizers on a busy machine: only a quadratic step goes over it.
    QVERIFY2(timer.elapsed() < 60000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestResourceTableModel)
#include "tst_resourcetablemodel.moc"

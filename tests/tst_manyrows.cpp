// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/windowfixture.h"

#include "ui/resourcepage.h"
#include "ui/resourcetable.h"

#include <QHeaderView>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// What is done piece by piece when there is much of it, so that the window answers meanwhile.
class TestManyRows final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefreshWithThousandsOfNewRowsIsTakenInPieceByPiece();
    void theNextRefreshWaitsForTheOneBefore();
    void aBurstOfOutcomesLeavesPieceByPiece();
    void headingsDoNotAskWhatIsHighlighted();
};

void TestManyRows::aRefreshWithThousandsOfNewRowsIsTakenInPieceByPiece()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    ResourceTableModel &model = f.workbench->currentPage()->model();
    f.source().load();
    const QList<Resource> rows = f.rows(9000);
    for (qsizetype from = 5; from < rows.size(); from += 500)
        f.source().page(rows.mid(from, 500));
    f.source().succeed();
    QVERIFY(model.isRefreshing());
    QVERIFY(model.total() < 9000);
    QTRY_COMPARE(model.total(), 8995);
    QVERIFY(!model.isRefreshing());
    QCOMPARE(model.gone(), 5);
    QTRY_COMPARE(model.shown(), 8995);
    QCOMPARE(model.find(rows.at(8999).key()), rows.at(8999));
}

void TestManyRows::theNextRefreshWaitsForTheOneBefore()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    ResourceTableModel &model = f.workbench->currentPage()->model();
    const QList<Resource> rows = f.rows(9000);
    f.source().load();
    for (qsizetype from = 0; from < rows.size(); from += 500)
        f.source().page(rows.mid(from, 500));
    f.source().succeed();
    f.source().load();
    f.source().fail({.kind = Error::Kind::NoAnswer, .message = u"No."_s});
    QCOMPARE(model.total(), 9000);
    QVERIFY(!model.isRefreshing());
    QTRY_COMPARE(model.shown(), 9000);
}

void TestManyRows::aBurstOfOutcomesLeavesPieceByPiece()
{
    WindowFixture f;
    f.show();
    const QList<Resource> rows = f.rows(12'500);
    f.source().succeed(rows);
    ResourceTableModel &model = f.workbench->currentPage()->model();
    for (const Resource &row : rows.sliced(500))
        f.workbench->dropResource({.accountId = f.account().id, .kindId = f.kinds[0].id, .id = row.id});
    f.clock.advance(100ms);
    QCOMPARE(model.total(), 2500);
    f.clock.advance(100ms);
    QCOMPARE(model.total(), 500);
    f.clock.advance(1s);
    QCOMPARE(model.total(), 500);
}

/// For each heading the table's selection would be asked row by row.
void TestManyRows::headingsDoNotAskWhatIsHighlighted()
{
    WindowFixture f;
    f.show();
    f.source().succeed(f.rows(10));
    ResourceTable &table = f.workbench->currentPage()->table();
    table.selectAll();
    QVERIFY(table.selectionModel()->isColumnSelected(1));
    QVERIFY(!table.horizontalHeader()->selectionModel()->hasSelection());
    f.source().load();
    f.source().succeed(f.rows(20));
    QVERIFY(!table.horizontalHeader()->selectionModel()->hasSelection());
}

QTEST_MAIN(TestManyRows)
#include "tst_manyrows.moc"

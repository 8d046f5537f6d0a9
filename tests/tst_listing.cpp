// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/listing.h"
#include "tests/support/finished.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testprovider.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace Clearsky;
using namespace std::chrono_literals;

namespace {

using Pages = QHash<QByteArray, QByteArray>; // by path: ids|total|next|part

struct Place
{
    explicit Place(Pages thePages, bool canFind = false)
        : pages(std::move(thePages))
        , contract(canFind)
        , server([this](const RawRequest &request, const Exchange &exchange) { answer(request, exchange); })
        , connection(testAccount(server.url()), provider, {}, queue, clock, Timing(1000), QStringLiteral("test:"))
    {
    }

    void answer(const RawRequest &request, const Exchange &exchange)
    {
        if (request.path() == "/auth")
            exchange.send(httpAnswer(200, "t"));
        else if (pages.contains(request.path()))
            exchange.send(httpAnswer(200, pages.value(request.path())));
        else
            exchange.send(httpAnswer(500));
    }

    [[nodiscard]] QByteArrayList paths() const
    {
        QByteArrayList all;
        for (const RawRequest &request : server.requests())
            all.append(request.path());
        return all;
    }

    [[nodiscard]] Result<ListOutcome> list() { return finishedResult<ListOutcome>(new Listing(connection, contract)); }
    [[nodiscard]] Result<ListOutcome> find(const QList<ResourceRef> &refs)
    {
        return finishedResult<ListOutcome>(new Listing(connection, contract, refs));
    }

    Pages pages;
    TestProvider provider;
    TestContract contract;
    SystemClock clock;
    RequestQueue queue{clock};
    ScriptedServer server;
    Connection connection;
};

QStringList idsOf(const QList<Resource> &rows)
{
    QStringList ids;
    for (const Resource &row : rows)
        ids.append(row.id);
    return ids;
}

QList<ResourceRef> refsOf(const QStringList &ids)
{
    QList<ResourceRef> refs;
    for (const QString &id : ids)
        refs.append({.kindId = QStringLiteral("test.thing"), .id = id});
    return refs;
}

} // namespace

class TestListing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeListsAreRead_data()
    {
        QTest::addColumn<Pages>("pages");
        QTest::addColumn<QStringList>("ids");
        QTest::addColumn<int>("count");
        const auto ids = [](const char *text) {
            return QString::fromLatin1(text).split(u',', Qt::SkipEmptyParts);
        };
        QTest::newRow("empty") << Pages{{"/list/1", "|0||"}} << QStringList() << 1;
        QTest::newRow("one page") << Pages{{"/list/1", "1,2|2||"}} << ids("1,2") << 1;
        QTest::newRow("three pages") << Pages{{"/list/1", "1,2|5|2|"}, {"/list/2", "3,4|5|3|"}, {"/list/3", "5|5||"}}
                                     << ids("1,2,3,4,5") << 3;
        QTest::newRow("no totals, rows twice")
            << Pages{{"/list/1", "1,2||2|"}, {"/list/2", "2,3|||"}} << ids("1,2,3") << 2;
        QTest::newRow("a cursor that repeats ends the list")
            << Pages{{"/list/1", "1,2||2|"}, {"/list/2", "1,2||3|"}} << ids("1,2") << 2;
        QTest::newRow("a page that names itself ends the list")
            << Pages{{"/list/1", "1||2|"}, {"/list/2", "2||1|"}} << ids("1,2") << 2;
        QTest::newRow("parts of a page come in order, before what waits")
            << Pages{{"/list/1", "||a,b|"}, {"/list/a", "1|2|a2|a"}, {"/list/a2", "2|2||a"}, {"/list/b", "3|1||b"}}
            << ids("1,2,3") << 4;
    }

    void wholeListsAreRead()
    {
        QFETCH(const Pages, pages);
        QFETCH(const QStringList, ids);
        Place place(pages);
        const auto outcome = place.list();
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(idsOf(outcome->rows), ids);
        QTEST(outcome->pages, "count");
    }

    void listsThatAreNotWholeAreErrors_data()
    {
        QTest::addColumn<Pages>("pages");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("page 3 fails") << Pages{{"/list/1", "1|3|2|"}, {"/list/2", "2|3|3|"}} << Error::Kind::ProviderFault;
        QTest::newRow("page 2 is garbage") << Pages{{"/list/1", "1|3|2|"}, {"/list/2", "<html>"}} << Error::Kind::Malformed;
        QTest::newRow("total grows") << Pages{{"/list/1", "1|2|2|"}, {"/list/2", "2|3||"}} << Error::Kind::Malformed;
        QTest::newRow("total shrinks") << Pages{{"/list/1", "1|3|2|"}, {"/list/2", "2|2||"}} << Error::Kind::Malformed;
        QTest::newRow("fewer rows than promised") << Pages{{"/list/1", "1|2||"}} << Error::Kind::Malformed;
        QTest::newRow("more rows than promised") << Pages{{"/list/1", "1,2|1||"}} << Error::Kind::Malformed;
        QTest::newRow("a row twice stands for one that was skipped")
            << Pages{{"/list/1", "1,2|4|2|"}, {"/list/2", "2,3|4||"}} << Error::Kind::Malformed;
        QTest::newRow("one part is short")
            << Pages{{"/list/1", "||a,b|"}, {"/list/a", "1|1||a"}, {"/list/b", "2|2||b"}} << Error::Kind::Malformed;
        QTest::newRow("unexpectedly without rows") << Pages{{"/list/1", "|7||"}} << Error::Kind::Malformed;
    }

    void listsThatAreNotWholeAreErrors()
    {
        QFETCH(const Pages, pages);
        Place place(pages);
        const auto outcome = place.list();
        QVERIFY(!outcome);
        QTEST(outcome.error().kind, "kind");
    }

    void severalListsAreReadOneAfterTheOther()
    {
        Place place({{"/list/1", "1|1||"}, {"/list/x", "2,3|2||"}});
        place.contract.listPaths = {QStringLiteral("1"), QStringLiteral("x")};
        const auto outcome = place.list();
        QVERIFY(outcome);
        QCOMPARE(idsOf(outcome->rows), QStringList({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
    }

    void pagesStreamInAsTheyAreRead()
    {
        Place place({{"/list/1", "1,2|3|2|"}, {"/list/2", "3|3||"}});
        auto *listing = new Listing(place.connection, place.contract);
        QList<QPair<qsizetype, qint64>> pages;
        connect(listing, &Listing::pageRead, this,
                [&pages](const QList<Resource> &rows, qint64 expected) { pages.append({rows.size(), expected}); });
        QVERIFY(finishedResult<ListOutcome>(listing));
        QCOMPARE(pages, (QList<QPair<qsizetype, qint64>>{{2, 3}, {1, 3}}));
    }

    void streamedRowsAreReadInAThreadAndNotKept()
    {
        Place place({{"/list/1", "1,2|3|2|"}, {"/list/2", "2,3|3||"}});
        QSet<QThread *> readers;
        place.contract.onRead = [&readers] { readers.insert(QThread::currentThread()); };
        auto *listing = new Listing(place.connection, place.contract, nullptr, Listing::Rows::Streamed);
        QStringList ids;
        connect(listing, &Listing::pageRead, this, [&ids](const QList<Resource> &rows) { ids += idsOf(rows); });
        const auto outcome = finishedResult<ListOutcome>(listing);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(ids, QStringList({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
        QVERIFY(outcome->rows.isEmpty());
        QCOMPARE(outcome->pages, 2);
        QVERIFY(!readers.isEmpty() && !readers.contains(QThread::currentThread()));
    }

    void aStreamedPageThatCannotBeReadFailsTheList()
    {
        Place place({{"/list/1", "1,2|3|2|"}, {"/list/2", "nonsense"}});
        const auto outcome = finishedResult<ListOutcome>(
            new Listing(place.connection, place.contract, nullptr, Listing::Rows::Streamed));
        QVERIFY(!outcome);
        const auto kept = place.list();
        QVERIFY(!kept);
        QCOMPARE(outcome.error().kind, kept.error().kind);
    }

    void aStreamedListingThatIsDestroyedWhileAThreadReadsLeavesNothing()
    {
        Place place({{"/list/1", "1|1||"}});
        QSemaphore reading;
        QSemaphore maySay;
        place.contract.onRead = [&reading, &maySay] {
            reading.release();
            maySay.acquire();
        };
        auto *listing = new Listing(place.connection, place.contract, nullptr, Listing::Rows::Streamed);
        const auto outcome = started<ListOutcome>(listing);
        QTRY_COMPARE(reading.available(), 1);
        maySay.release();
        delete listing;
        QCoreApplication::processEvents();
        QCOMPARE(outcome->times, 0);
    }

    void findingAsksInBatches()
    {
        Place place({{"/find/1-2-3", "1,3|2||"}, {"/find/4", "|0||"}}, true);
        const auto outcome = place.find(refsOf({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3"),
                                                QStringLiteral("4")}));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(idsOf(outcome->rows), QStringList({QStringLiteral("1"), QStringLiteral("3")}));
        QCOMPARE(place.paths(), QByteArrayList({"/auth", "/find/1-2-3", "/find/4"}));
    }

    void whereFindingIsImpossibleTheWholeListIsRead()
    {
        Place place({{"/list/1", "1,2|2||"}});
        const auto outcome = place.find(refsOf({QStringLiteral("2")}));
        QVERIFY(outcome);
        QCOMPARE(idsOf(outcome->rows), QStringList({QStringLiteral("1"), QStringLiteral("2")}));
    }

    void lookingAtNothingProvesNothing()
    {
        Place place({{"/list/1", "|0||"}}, true);
        QVERIFY(!place.find({}));
        QCOMPARE(place.paths(), QByteArrayList({"/auth"}));
    }

    void theLanesGateHoldsForTwoListingsAtOnce()
    {
        int open = 0;
        int most = 0;
        QList<Exchange> held;
        Place place({});
        place.server.setScript([&](const RawRequest &request, const Exchange &exchange) {
            if (request.path() == "/auth") {
                exchange.send(httpAnswer(200, "t"));
                return;
            }
            most = std::max(most, ++open);
            held.append(exchange);
        });
        const auto first = started<ListOutcome>(new Listing(place.connection, place.contract));
        const auto second = started<ListOutcome>(new Listing(place.connection, place.contract));
        for (int i = 0; i < 2; ++i) {
            QTRY_COMPARE(held.size(), i + 1);
            --open;
            held.at(i).send(httpAnswer(200, "1|1||"));
        }
        QTRY_VERIFY(first->result && second->result);
        QCOMPARE(most, 1);
    }

    void aCancelledListingEndsOnce()
    {
        Place place({});
        place.server.setScript([](const RawRequest &, const Exchange &) {});
        auto *listing = new Listing(place.connection, place.contract);
        const auto outcome = started<ListOutcome>(listing);
        QTRY_COMPARE(place.server.requests().size(), 1);
        listing->cancel();
        QTRY_VERIFY(outcome->result);
        QCOMPARE(outcome->result->error().kind, Error::Kind::Cancelled);
        QCOMPARE(outcome->times, 1);
    }
};

Q_DECLARE_METATYPE(Pages)

QTEST_GUILESS_MAIN(TestListing)
#include "tst_listing.moc"

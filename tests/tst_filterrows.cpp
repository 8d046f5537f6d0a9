// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/fieldpredicate.h"
#include "models/filter/tablefilter.h"
#include "tests/filtersamples.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 gibi = Q_INT64_C(1) << 30;
const StopFlag never{false};

FilterScope scope()
{
    Account account;
    account.name = u"prod-eu"_s;
    account.region = u"hidden by the zone"_s;
    account.projectId = u"4711"_s;
    account.environment = Environment::Production;
    return filterScope(account, filterKind());
}

/// Each letter is a row's id.
QList<Resource> goldenRows()
{
    const auto row = [](char16_t id, const QString &name, const QString &state, std::optional<double> days, qint64 bytes,
                        const QString &zone, const QString &tags, std::optional<bool> automatic) {
        return filterRow(QString(QChar(id)), name, state, days, bytes, zone, tags, automatic);
    };
    return {row(u'A', u"snap-01"_s, u"READY"_s, 412, 40 * gibi, u"eu-west-1"_s, u"env=prod, owner=Ann"_s, true),
            row(u'B', u"snap-02"_s, u"BUSY"_s, 90, 10'000'000'000, u"eu-west-2"_s, u"env=dev"_s, false),
            row(u'C', u"Snap-03 old"_s, u"ERROR"_s, 89.9, 10 * gibi, u"us-east-1"_s, u"env=Dev, keep=yes"_s, {}),
            row(u'D', u"web*1"_s, u"ready"_s, 90.1, 0, {}, {}, true),
            row(u'E', u"Größe"_s, u"odd"_s, {}, -1, u"eu-west-1"_s, u"owner="_s, false),
            row(u'F', {}, u"READY"_s, 0.01, 1500, u"asia"_s, {}, {}),
            row(u'G', u"db (backup)"_s, u"BUSY"_s, 31, 2 * gibi, u"us-west"_s, u"env=prod"_s, {})};
}

struct Table
{
    ResourceTableModel model;
    TableFilter filter;

    explicit Table(const QList<Resource> &rows, Arranger *arranger = nullptr)
        : model(filterKind(), arranger)
        , filter(model, scope())
    {
        model.setNow(filterNow());
        filter.setNow(filterNow());
        list(rows);
    }
    void list(const QList<Resource> &rows)
    {
        model.beginRefresh();
        model.addPage(rows);
        model.endRefresh(true);
    }
    [[nodiscard]] QString ids() const
    {
        QString all;
        for (int row = 0; row < model.rowCount(); ++row)
            all += model.keyAt(row).id;
        return all;
    }
};

QList<Resource> namedRows(int count, const QString &name)
{
    QList<Resource> rows;
    for (int i = 0; i < count; ++i)
        rows.append(filterRow(u"id-%1"_s.arg(i), name, u"READY"_s, 1, 1, {}, {}, {}));
    return rows;
}

std::shared_ptr<const FilterPredicate> compiled(const QString &text, FilterMoment moment = {.now = filterNow()})
{
    static const FilterFields fields(filterKind(), scope());
    return *compileFilter(*parseFilter(text), fields, moment);
}

/// Counts what it is asked.
class CountingPredicate final : public RowPredicate
{
public:
    explicit CountingPredicate(std::shared_ptr<const RowPredicate> asked) : m_asked(std::move(asked)) {}

    void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const override
    {
        for (const quint64 word : rows)
            count += std::popcount(word);
        m_asked->keepMatching(chunk, rows, evaluation);
    }
    [[nodiscard]] bool narrows(const RowPredicate &wider) const override
    {
        return m_asked->narrows(*dynamic_cast<const CountingPredicate &>(wider).m_asked);
    }

    mutable int count = 0;

private:
    std::shared_ptr<const RowPredicate> m_asked;
};

} // namespace

class TestFilterRows final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goldenQueriesFindTheirRows_data();
    void goldenQueriesFindTheirRows();
    void storeAgreesWithThePlainWay();
    void furtherLettersAskOnlyTheRowsThatAreLeft_data();
    void furtherLettersAskOnlyTheRowsThatAreLeft();
    void narrowerFiltersReallyAre();
    void lastValidFilterStaysWhileTheTextIsWrong();
    void markedRowsAreFollowed();
    void agesMoveOnWithTheClock();
    void costlyPatternIsStoppedAndNamed_data();
    void costlyPatternIsStoppedAndNamed();
    void patternThatNewRowsMakeCostlyGivesWay();
    void patternsStopWhenNobodyWaits();
    void globsMatchWholeTexts_data();
    void globsMatchWholeTexts();
};

void TestFilterRows::goldenQueriesFindTheirRows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char16_t *text, const char16_t *ids) {
        const QString query(reinterpret_cast<const QChar *>(text));
        QTest::newRow(qPrintable(query)) << query << QString(reinterpret_cast<const QChar *>(ids));
    };
    row(u"", u"ABCDEFG");
    row(u"snap", u"ABC");
    row(u"SNAP-0", u"ABC");
    row(u"GRÖSSE", u"");
    row(u"größe", u"E");
    row(u"available", u"ADF");
    row(u"busy", u"BG");
    row(u"eu-west", u"ABE");
    row(u"2025-01", u"A");
    row(u"40 gib", u"A");
    row(u"\"40 gib\"", u"A");
    row(u"snap 02", u"ABC"); // A and C are of 2025
    row(u"snap-02", u"B");
    row(u"snap-*", u"ABC");
    row(u"snap-0?", u"AB");
    row(u"*west*", u"ABEG");
    row(u"\"web*\"", u"D");
    row(u"name:snap", u"ABC");
    row(u"name:snap-01,web", u"AD");
    row(u"name=snap-01", u"A");
    row(u"name=SNAP-01", u"A");
    row(u"name=snap", u"");
    row(u"name!=snap-01", u"BCDEFG");
    row(u"name!=snap-01,snap-02", u"CDEFG");
    row(u"-name:snap", u"DEFG");
    row(u"name:web*", u"D");
    row(u"name=web*", u"");
    row(u"name=web*1", u"D");
    row(u"name:*old", u"C");
    row(u"name:gr??e", u"E");
    row(u"name=\"\"", u"F");
    row(u"name!=\"\"", u"ABCDEG");
    row(u"name~^snap-0[12]$", u"AB");
    row(u"name~(?-i)^snap", u"AB");
    row(u"name~\"^db \\(\"", u"G");
    row(u"name~^$", u"F");
    row(u"id:a,C", u"AC");
    row(u"id!=a", u"BCDEFG");
    row(u"state:READY", u"ADF");
    row(u"state=available", u"ADF");
    row(u"state:avail,creat", u"ABDFG");
    row(u"state=odd", u"E");
    row(u"-state=ready", u"BCEG");
    row(u"state~^(b|e)", u"BCG");
    row(u"state:a*", u"ADF");
    row(u"age>90d", u"AD");
    row(u"age>=90d", u"ABD");
    row(u"age<90d", u"CFG");
    row(u"age<=90d", u"BCFG");
    row(u"age=90d", u"BD");
    row(u"age:12w", u"BCD"); // less than 13 weeks
    row(u"age>1y", u"A");
    row(u"age>3mo", u"AD");
    row(u"age>1mo", u"ABCDG");
    row(u"age<15min", u"F");
    row(u"age>1440h age<100d", u"BCD");
    row(u"age=\"\"", u"E");
    row(u"-age<90d", u"ABDE");
    row(u"created<2026-01-01", u"ABCD");
    row(u"created=2025-12", u"BCD");
    row(u"created:2026", u"FG");
    row(u"created>2025", u"FG");
    row(u"created>=2025-12-01", u"BCDFG");
    row(u"created=2026-03-01T11:45", u"F");
    row(u"size>10GB", u"AC");
    row(u"size>=10GB", u"ABC");
    row(u"size<10GiB", u"BDFG");
    row(u"size=10gib", u"C");
    row(u"size=1.5kB", u"F");
    row(u"size=0", u"D");
    row(u"size<=1500B", u"DF");
    row(u"size=\"\"", u"E");
    row(u"size!=0,40GiB", u"BCEFG");
    row(u"size=2GiB,10GB", u"BG");
    row(u"zone:eu", u"ABE");
    row(u"region:us", u"CG");
    row(u"region=\"\"", u"D");
    row(u"tag:env", u"ABCG");
    row(u"tag:env=dev", u"BC");
    row(u"tag:env!=dev", u"ADEFG");
    row(u"tag:owner", u"AE");
    row(u"tag:owner=\"\"", u"E");
    row(u"tag:owner:ann,bob", u"A");
    row(u"tag:env~^d", u"BC");
    row(u"-tag:env", u"DEF");
    row(u"automatic:yes", u"AD");
    row(u"automatic=no", u"BE");
    row(u"automatic!=yes", u"BCEFG");
    row(u"automatic:yes,no", u"ABDE");
    row(u"automatic=\"\"", u"CFG");
    row(u"until<2026-01-01", u"ABCD"); // thirty days after they were made
    row(u"percent>=90", u"ABD");
    row(u"account:prod-eu", u"ABCDEFG");
    row(u"account=prod", u"");
    row(u"-account:staging snap-01", u"A");
    row(u"env:production", u"ABCDEFG");
    row(u"env:test OR snap-01", u"A");
    row(u"project=4711 kind:\"test things\" state:busy", u"BG");
    row(u"marked:yes", u"CF");
    row(u"marked:no", u"ABDEG");
    row(u"-marked:yes snap", u"AB");
    row(u"snap-01 OR snap-02 state:BUSY OR web", u"ABD");
    row(u"(snap-01 OR snap-02) state:BUSY", u"B");
    row(u"-(snap OR state:BUSY)", u"DEF");
    row(u"-(snap state:BUSY)", u"ACDEFG");
    row(u"state:READY age>90d -tag:env=prod", u"D");
}

void TestFilterRows::goldenQueriesFindTheirRows()
{
    QFETCH(const QString, text);
    QFETCH(const QString, ids);
    Table table(goldenRows());
    table.model.marks().setMarked(QList<ResourceKey>{{.id = u"C"_s}, {.id = u"F"_s}}, true);
    table.filter.setText(text);
    QVERIFY2(!table.filter.error(), table.filter.error() ? qPrintable(table.filter.error()->message) : "");
    QCOMPARE(table.ids(), ids);
}

void TestFilterRows::storeAgreesWithThePlainWay()
{
    const bool isCampaign = qEnvironmentVariableIsSet("CLEARSKY_CAMPAIGN");
    const quint32 another = QRandomGenerator::system()->generate();
    qInfo("random seed: %u", another);
    for (const quint32 seed : {1U, 2U, another}) {
        QRandomGenerator random(seed);
        for (int tables = isCampaign ? 100 : 2; tables > 0; --tables) {
            QList<Resource> rows;
            for (int count = random.bounded(2) ? 300 : 20; count > 0; --count)
                rows.append(randomFilterRow(random));
            Table table({});
            for (const Resource &row : std::as_const(rows))
                table.list(QList<Resource>{row}); // one by one: the last of a key counts
            table.list(rows);
            QSet<ResourceKey> marks;
            for (const Resource &row : std::as_const(rows)) {
                if (random.bounded(3) == 0)
                    marks.insert(row.key());
            }
            table.model.marks().setMarked(marks.values(), true);
            for (int queries = 60; queries > 0; --queries) {
                const FilterNode filter = randomFilter(random, true);
                table.filter.setText(textOf(filter));
                QVERIFY2(!table.filter.error(), qPrintable(textOf(filter)));
                QSet<ResourceKey> shown;
                for (int row = 0; row < table.model.rowCount(); ++row)
                    shown.insert(table.model.keyAt(row));
                table.model.store().rows().alive().forEach([&](Slot slot) {
                    const Resource row = table.model.store().rows().at(slot);
                    if (matchesPlainly(filter, row, marks.contains(row.key())) != shown.contains(row.key()))
                        qFatal("seed %u: '%s' differs for %s", seed, qPrintable(textOf(filter)), qPrintable(row.id + u' ' + row.name));
                });
            }
        }
    }
}

void TestFilterRows::furtherLettersAskOnlyTheRowsThatAreLeft_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("plain text") << QStringList{u"s"_s, u"sn"_s, u"snap-0"_s, u"snap-02"_s};
    QTest::newRow("a further part") << QStringList{u"snap"_s, u"snap state:READY"_s, u"snap state:READY age>90d"_s};
    QTest::newRow("beside an age") << QStringList{u"age>30d s"_s, u"age>30d sn"_s, u"age>30d snap-01"_s};
    QTest::newRow("a field") << QStringList{u"name:s"_s, u"name:sna"_s, u"name:snap-01"_s, u"name=snap-01"_s};
    QTest::newRow("a choice that shrinks") << QStringList{u"state:READY,BUSY"_s, u"state:READY"_s};
    QTest::newRow("brackets") << QStringList{u"snap (state:r OR web)"_s, u"snap (state:re OR web1)"_s};
    QTest::newRow("negation") << QStringList{u"-snap-01"_s, u"-snap-0"_s, u"-snap"_s};
    QTest::newRow("bounds") << QStringList{u"age>1d"_s, u"age>10d"_s, u"age>100d"_s};
}

void TestFilterRows::furtherLettersAskOnlyTheRowsThatAreLeft()
{
    QFETCH(const QStringList, texts);
    ResourceStore store(filterKind());
    store.upsert(goldenRows());
    std::shared_ptr<const Arrangement> before;
    for (const QString &text : texts) {
        const auto filter = std::make_shared<CountingPredicate>(compiled(text));
        const auto result = arrange({.rows = store.snapshot(), .filter = filter, .previous = before}, never);
        QCOMPARE(filter->count, static_cast<int>(before ? before->order->size() : 7));
        QVERIFY2(!result->order->empty(), qPrintable(text));
        before = result;
    }
}

void TestFilterRows::narrowerFiltersReallyAre()
{
    QRandomGenerator random(7);
    ResourceStore store(filterKind());
    QList<Resource> rows;
    for (int i = 0; i < 200; ++i)
        rows.append(randomFilterRow(random));
    store.upsert(rows);
    const auto matching = [&store](const QString &text) {
        return arrange({.rows = store.snapshot(), .filter = compiled(text)}, never)->matching;
    };
    int narrower = 0;
    for (int i = 0; i < 3000; ++i) {
        FilterNode wide = randomFilter(random, true, 2);
        FilterNode narrow = wide;
        if (random.bounded(2))
            narrow = randomFilter(random, true, 2);
        else if (wide.kind == FilterNode::Kind::And)
            narrow.children.push_back(randomFilter(random, true, 0));
        const QString wideText = textOf(wide);
        const QString narrowText = textOf(narrow);
        if (wideText.contains(u"marked"_s) || !compiled(narrowText)->narrows(*compiled(wideText)))
            continue;
        ++narrower;
        RowBits both = matching(narrowText);
        both.keepOnly(matching(wideText));
        QVERIFY2(both == matching(narrowText), qPrintable(narrowText + u" against "_s + wideText));
    }
    QVERIFY2(narrower > 1000, qPrintable(QString::number(narrower)));
}

void TestFilterRows::lastValidFilterStaysWhileTheTextIsWrong()
{
    Table table(goldenRows());
    const QSignalSpy changed(&table.filter, &TableFilter::changed);
    table.filter.setText(u"state:READY"_s);
    QCOMPARE(table.ids(), u"ADF"_s);
    table.filter.setText(u"state:READY stat:x"_s);
    QCOMPARE(table.ids(), u"ADF"_s);
    QCOMPARE(table.filter.error()->at, (TextRange{.start = 12, .length = 4}));
    QCOMPARE(textOf(table.filter.root()), u"state:READY"_s);
    table.filter.setText(u"state:READY state:x"_s);
    QVERIFY(!table.filter.error());
    QCOMPARE(table.ids(), QString());
    QCOMPARE(changed.count(), 3);
}

void TestFilterRows::markedRowsAreFollowed()
{
    Table table(goldenRows());
    Marks &marks = table.model.marks();
    marks.setMarked(QList<ResourceKey>{{.id = u"B"_s}}, true);
    table.filter.setText(u"marked:yes"_s);
    QCOMPARE(table.ids(), u"B"_s);
    marks.setMarked(QList<ResourceKey>{{.id = u"D"_s}, {.id = u"E"_s}}, true);
    QTRY_COMPARE(table.ids(), u"BDE"_s);
    marks.setMarked(QList<ResourceKey>{{.id = u"B"_s}}, false);
    QTRY_COMPARE(table.ids(), u"DE"_s);
    QList<Resource> rows = goldenRows();
    rows.removeAt(3); // D
    rows.append(filterRow(u"X"_s, u"new"_s, u"READY"_s, 1, 1, {}, {}, {}));
    table.list(rows);
    QTRY_COMPARE(table.ids(), u"E"_s);
    table.filter.setText(u"-marked:yes"_s);
    QCOMPARE(table.ids(), u"ABCFGX"_s);
    marks.clear();
    QTRY_COMPARE(table.ids(), u"ABCEFGX"_s);
}

void TestFilterRows::agesMoveOnWithTheClock()
{
    Table table(goldenRows());
    table.filter.setText(u"age>90d"_s);
    QCOMPARE(table.ids(), u"AD"_s);
    table.filter.setNow(filterNow().addSecs(20));
    QCOMPARE(table.ids(), u"AD"_s);
    table.filter.setNow(filterNow().addSecs(3600));
    QCOMPARE(table.ids(), u"ABD"_s);
    table.filter.setNow(filterNow().addDays(1));
    QCOMPARE(table.ids(), u"ABCD"_s);
}

void TestFilterRows::costlyPatternIsStoppedAndNamed_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("nested quantifiers") << u"(a+)+$"_s;
    QTest::newRow("nested stars") << u"((a*)*)*b$"_s;
    QTest::newRow("alternatives that overlap") << u"(a|aa)+$"_s;
    QTest::newRow("many quantifiers") << u"a*a*a*a*a*a*a*a*b$"_s;
    QTest::newRow("look behind every place") << u"^(?=(a+)+c?b$)"_s;
    QTest::newRow("back references") << u"(a*)*\\1\\1b$"_s;
}

void TestFilterRows::costlyPatternIsStoppedAndNamed()
{
    QFETCH(const QString, pattern);
    Table table(namedRows(1000, u"a"_s.repeated(200) + u"!b!"_s));
    table.filter.setText(u"name:a"_s);
    QElapsedTimer timer;
    timer.start();
    table.filter.setText(u"name:a name~\"%1\""_s.arg(QString(pattern).replace(u"\\"_s, u"\\\\"_s)));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(table.filter.error());
    QCOMPARE(table.filter.error()->at.start, 12);
    QCOMPARE(table.filter.error()->at.end(), table.filter.text().size());
    QVERIFY2(table.filter.error()->message.contains(u"too costly"_s), qPrintable(table.filter.error()->message));
    QCOMPARE(table.model.rowCount(), 1000);
    QCOMPARE(textOf(table.filter.root()), u"name:a"_s);
    table.filter.setText(u"name:c"_s);
    QVERIFY(!table.filter.error());
    QCOMPARE(table.model.rowCount(), 0);
}

void TestFilterRows::patternThatNewRowsMakeCostlyGivesWay()
{
    Table table(namedRows(10, u"aaa"_s));
    table.filter.setText(u"name~(a+)+$"_s);
    QVERIFY(!table.filter.error());
    QCOMPARE(table.model.rowCount(), 10);
    table.list(namedRows(10, u"a"_s.repeated(200) + u'!'));
    QVERIFY(table.filter.error());
    QCOMPARE(table.model.rowCount(), 10);
    QVERIFY(table.filter.root().isEmpty());
}

void TestFilterRows::patternsStopWhenNobodyWaits()
{
    ResourceStore store(filterKind());
    store.upsert(namedRows(4000, u"snap"_s));
    const StopFlag stopped{true};
    QVERIFY(!arrange({.rows = store.snapshot(), .filter = compiled(u"name~s"_s)}, stopped));
    RowEvaluation evaluation{.stop = never, .patience = QDeadlineTimer(0)};
    std::array<quint64, RowChunk::bitWords> rows{};
    rows.fill(~quint64(0));
    std::fill(rows.begin() + 4000 / 64, rows.end(), 0);
    compiled(u"name:x OR id~[0-9]"_s)->keepMatching(store.rows().chunk(0), rows, evaluation);
    QCOMPARE(evaluation.tooCostlyAt, 13);
}

void TestFilterRows::globsMatchWholeTexts_data()
{
    QTest::addColumn<QString>("glob");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const QString &glob, const QString &text, bool matches) {
        QTest::addRow("%s on %s", qPrintable(glob), qPrintable(text)) << glob << text << matches;
    };
    row(u"*"_s, u""_s, true);
    row(u"?"_s, u""_s, false);
    row(u"?"_s, u"ä"_s, true);
    row(u"??"_s, u"ä"_s, false);
    row(u"*?"_s, u"\U0001F600"_s, true);
    row(u"a*b*c"_s, u"abbbc"_s, true);
    row(u"a*b*c"_s, u"abbbcd"_s, false);
    row(u"*ab"_s, u"aab"_s, true);
    row(u"**a**"_s, u"bab"_s, true);
    row(u"a?c*"_s, u"abc"_s, true);
    row(u"*?b"_s, u"öb"_s, true);
    row(u"*??b"_s, u"öb"_s, false);
}

void TestFilterRows::globsMatchWholeTexts()
{
    QFETCH(const QString, glob);
    QFETCH(const QString, text);
    QFETCH(const bool, matches);
    QCOMPARE(matchesGlob(text.toStdString(), glob.toStdString()), matches);
}

QTEST_GUILESS_MAIN(TestFilterRows)
#include "tst_filterrows.moc"

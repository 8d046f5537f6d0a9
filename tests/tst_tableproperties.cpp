// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/displaytext.h"
#include "models/resourcetablemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
constexpr int mostRows = 200;
constexpr int stepsEach = 50;

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
    kind.columns = {{.id = u"name"_s}, {.id = u"state"_s, .type = State}, {.id = u"age"_s, .type = Age},
                    {.id = u"size"_s, .type = Size}, {.id = u"zone"_s}, {.id = u"flag"_s, .type = Flag},
                    {.id = u"note"_s, .place = Column::Place::Details}};
    kind.states = {{.word = u"READY"_s, .title = u"Available"_s}, {.word = u"BUSY"_s, .title = u"Creating"_s}};
    return kind;
}

const ResourceKind &kind()
{
    static const ResourceKind made = makeKind();
    return made;
}

/// Answers when it is told to, as a thread would at some time.
class LateArranger final : public Arranger
{
public:
    void request(ArrangeTask task) override { m_task = std::move(task); }
    [[nodiscard]] bool isNeededFor(size_t) const override { return true; }
    [[nodiscard]] bool isBusy() const { return m_task.has_value(); }
    void answer()
    {
        const StopFlag never{false};
        Q_EMIT arranged(arrange(*std::exchange(m_task, {}), never));
    }

private:
    std::optional<ArrangeTask> m_task{};
};

Resource randomResource(QRandomGenerator &random)
{
    const int number = random.bounded(mostRows);
    Resource row{.id = random.bounded(3) == 0 ? u"id-%1"_s.arg(number)
                                              : u"%1-0000-4000-8000-000000000000"_s.arg(number, 8, 16, QChar(u'0')),
                 .scope = random.bounded(8) ? QString() : u"other/place"_s,
                 .name = random.bounded(9) ? u"%1-%2"_s.arg(random.bounded(2) ? u"Snap"_s : u"snäp"_s).arg(random.bounded(30))
                                           : QString(),
                 .state = QStringList{u"READY"_s, u"busy"_s, u"odd"_s}.at(random.bounded(3))};
    if (random.bounded(6))
        row.created = now.addSecs(-60 * random.bounded(5 * 1440));
    row.cells = {random.bounded(20) ? row.name : u"alias"_s,
                 row.state,
                 row.created,
                 random.bounded(5) ? QVariant(qint64(random.bounded(4)) << 30) : QVariant(),
                 random.bounded(3) ? u"eu-%1"_s.arg(random.bounded(4)) : QString(),
                 random.bounded(4) ? QVariant(random.bounded(2) == 0) : QVariant(),
                 u"note %1"_s.arg(random.bounded(5))};
    return row;
}

/// The table as one would write it without a thought of speed.
class PlainTable
{
public:
    QList<Resource> rows{};
    QList<Resource> gone{};     ///< stay to be seen
    QSet<ResourceKey> marks{};
    QString filter{};
    Sorting sorting{};

    [[nodiscard]] qsizetype find(const ResourceKey &key) const
    {
        for (qsizetype i = 0; i < rows.size(); ++i) {
            if (rows.at(i).key() == key)
                return i;
        }
        return -1;
    }
    void list(const QList<Resource> &all, bool keepsGone)
    {
        const QList<Resource> before = std::exchange(rows, all) + std::exchange(gone, {});
        for (const Resource &row : before) {
            if (keepsGone && find(row.key()) < 0)
                gone.append(row);
        }
        marks.removeIf([this](const ResourceKey &key) { return find(key) < 0; });
    }
    void remove(const ResourceKey &key)
    {
        rows.removeIf([&key](const Resource &row) { return row.key() == key; });
        marks.remove(key);
    }
    [[nodiscard]] QSet<ResourceKey> goneShown() const
    {
        QSet<ResourceKey> keys;
        for (const Resource &row : gone) {
            if (matches(row))
                keys.insert(row.key());
        }
        return keys;
    }
    [[nodiscard]] QList<ResourceKey> shown() const
    {
        QList<const Resource *> order;
        for (const Resource &row : rows) {
            if (matches(row))
                order.append(&row);
        }
        if (!sorting.isEmpty())
            std::sort(order.begin(), order.end(), [this](const Resource *a, const Resource *b) { return isBefore(*a, *b); });
        QList<ResourceKey> keys;
        for (const Resource *row : order)
            keys.append(row->key());
        return keys;
    }

private:
    [[nodiscard]] bool matches(const Resource &row) const
    {
        if (filter.isEmpty())
            return true;
        const QVariant size = row.cells.at(3);
        const QVariant flag = row.cells.at(5);
        const QStringList parts{row.id, row.cells.at(0).toString(), row.state, kind().meaningOf(row.state).title,
                                timeText(row.created), size.isNull() ? QString() : sizeText(size.toLongLong()),
                                row.cells.at(4).toString(), flag.isNull() ? QString() : flag.toBool() ? u"Yes"_s : u"No"_s};
        return std::any_of(parts.cbegin(), parts.cend(),
                           [this](const QString &part) { return part.contains(filter, Qt::CaseInsensitive); });
    }
    [[nodiscard]] static int compare(const Resource &a, const Resource &b, qsizetype column, bool *emptyA, bool *emptyB)
    {
        const auto order = [](auto left, auto right) { return left < right ? -1 : left > right ? 1 : 0; };
        const QVariant left = a.cells.at(column);
        const QVariant right = b.cells.at(column);
        switch (kind().columns.at(column).type) {
        case Column::Type::Age:
            *emptyA = !a.created.isValid();
            *emptyB = !b.created.isValid();
            return order(b.created.toMSecsSinceEpoch(), a.created.toMSecsSinceEpoch());
        case Column::Type::Size:
        case Column::Type::Flag:
            *emptyA = left.isNull();
            *emptyB = right.isNull();
            return order(left.toLongLong(), right.toLongLong());
        case Column::Type::State:
            return naturalCompare(kind().meaningOf(left.toString()).title, kind().meaningOf(right.toString()).title);
        default:
            *emptyA = left.toString().isEmpty();
            *emptyB = right.toString().isEmpty();
            return naturalCompare(left.toString(), right.toString());
        }
    }
    [[nodiscard]] bool isBefore(const Resource &a, const Resource &b) const
    {
        for (const SortTerm &term : sorting) {
            bool emptyA = false;
            bool emptyB = false;
            const int order = compare(a, b, term.column, &emptyA, &emptyB);
            if (emptyA != emptyB)
                return emptyB;
            if (!emptyA && order != 0)
                return term.order == Qt::DescendingOrder ? order > 0 : order < 0;
        }
        return a.id == b.id ? a.scope < b.scope : a.id < b.id;
    }
};

/// A model and its plain twin, driven by the same dice.
class Twins
{
public:
    Twins(quint32 seed, bool late)
        : m_random(seed)
        , m_model(kind(), late ? &m_arranger : nullptr)
        , m_keepsGone(seed % 2 == 0)
    {
        m_model.setNow(now);
        m_model.setKeepsGone(m_keepsGone);
    }
    [[nodiscard]] ResourceTableModel &model() { return m_model; }

    void step()
    {
        const int dice = m_random.bounded(100);
        if (dice < 20)
            list();
        else if (dice < 35)
            remove();
        else if (dice < 50)
            sort();
        else if (dice < 65)
            filter();
        else if (dice < 90)
            mark();
        else if (dice < 95)
            m_model.setHeld(!m_model.isHeld());
        else if (dice < 97)
            m_model.applyWaiting();
        else if (dice < 98)
            forgetGone();
        if (m_arranger.isBusy() && m_random.bounded(2))
            m_arranger.answer();
    }
    /// Empty: they are equal. Anything at rest; while something is under way, only what holds at all times.
    [[nodiscard]] QString difference()
    {
        const QList<ResourceKey> all = m_model.visibleKeys();
        QSet<ResourceKey> gone;
        QList<ResourceKey> keys;
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_model.isGone(m_model.slotAt(row)))
                gone.insert(all.at(row));
            else
                keys.append(all.at(row));
        }
        if (m_model.gone() != m_plain.gone.size())
            return u"%1 gone, not %2"_s.arg(m_model.gone()).arg(m_plain.gone.size());
        if (m_model.total() != m_plain.rows.size())
            return u"total %1, not %2"_s.arg(m_model.total()).arg(m_plain.rows.size());
        if (m_model.marks().keys() != m_plain.marks)
            return u"marks"_s;
        if (QSet<ResourceKey>(all.cbegin(), all.cend()).size() != all.size())
            return u"a row is shown twice"_s;
        if (m_model.shown() != keys.size())
            return u"%1 shown, not %2"_s.arg(m_model.shown()).arg(keys.size());
        if (m_model.isHeld() || m_arranger.isBusy())
            return {};
        if (gone != m_plain.goneShown())
            return u"shown of those that are gone: %1, not %2"_s.arg(gone.size()).arg(m_plain.goneShown().size());
        if (const QList<ResourceKey> expected = m_plain.shown(); keys != expected)
            return orderDifference(keys, expected);
        qsizetype hidden = 0;
        for (const ResourceKey &key : std::as_const(m_plain.marks))
            hidden += keys.contains(key) ? 0 : 1;
        if (hidden != m_model.markedHidden())
            return u"hidden marks: %1, not %2"_s.arg(m_model.markedHidden()).arg(hidden);
        return cellDifference(keys);
    }
    void comeToRest()
    {
        m_model.setHeld(false);
        while (m_arranger.isBusy())
            m_arranger.answer();
    }

private:
    [[nodiscard]] QString orderDifference(const QList<ResourceKey> &keys, const QList<ResourceKey> &expected) const
    {
        QString text = u"filter '%1', sorted by"_s.arg(m_plain.filter);
        for (const SortTerm &term : m_plain.sorting)
            text += u" %1%2"_s.arg(term.order == Qt::DescendingOrder ? u"-"_s : QString()).arg(term.column);
        qsizetype at = 0;
        while (at < keys.size() && at < expected.size() && keys.at(at) == expected.at(at))
            ++at;
        const auto describe = [this, at](const QList<ResourceKey> &list) {
            if (at >= list.size())
                return u"nothing"_s;
            QString row = list.at(at).id + u' ' + list.at(at).scope;
            for (const QVariant &cell : m_plain.rows.at(m_plain.find(list.at(at))).cells)
                row += u", "_s + cell.toString();
            return row;
        };
        return text + u"; row %1 of %2: %3; expected of %4: %5"_s.arg(at).arg(keys.size()).arg(describe(keys))
                          .arg(expected.size()).arg(describe(expected));
    }
    [[nodiscard]] QString cellDifference(const QList<ResourceKey> &keys)
    {
        if (keys.isEmpty())
            return {};
        const ResourceKey key = keys.at(m_random.bounded(static_cast<int>(keys.size())));
        const int row = m_model.rowOf(key);
        return m_model.resourceAt(row) == m_plain.rows.at(m_plain.find(key)) ? QString() : u"what row %1 holds"_s.arg(row);
    }
    /// The old rows, some changed, some gone, some new, sometimes in another order.
    void list()
    {
        QList<Resource> next;
        QSet<ResourceKey> keys;
        const auto take = [&](const Resource &row) {
            if (!keys.contains(row.key()) && next.size() < mostRows)
                next.append(row);
            keys.insert(row.key());
        };
        for (const Resource &row : std::as_const(m_plain.rows)) {
            const int dice = m_random.bounded(10);
            Resource other = randomResource(m_random);
            other.id = row.id;
            other.scope = row.scope;
            if (dice > 0)
                take(dice < 3 ? other : row);
        }
        for (int more = m_random.bounded(40); more > 0; --more)
            take(randomResource(m_random));
        if (m_random.bounded(4) == 0)
            std::shuffle(next.begin(), next.end(), m_random);
        m_model.beginRefresh();
        for (qsizetype from = 0; from < next.size(); from += 30)
            m_model.addPage(next.mid(from, 30));
        const bool complete = !m_model.isComplete() || m_random.bounded(5) > 0;
        m_model.endRefresh(complete);
        if (complete)
            m_plain.list(next, m_keepsGone);
    }
    void forgetGone()
    {
        m_model.forgetGone();
        m_plain.gone.clear();
    }
    void remove()
    {
        QList<ResourceKey> gone;
        for (const Resource &row : std::as_const(m_plain.rows)) {
            if (m_random.bounded(5) == 0)
                gone.append(row.key());
        }
        m_model.removeResources(gone);
        for (const ResourceKey &key : std::as_const(gone))
            m_plain.remove(key);
    }
    void sort()
    {
        Sorting sorting = m_plain.sorting;
        if (!sorting.isEmpty() && m_random.bounded(3) == 0) {
            sorting.first().order = sorting.first().order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
        } else {
            sorting.clear();
            for (int terms = m_random.bounded(4); terms > 0; --terms)
                sorting.append({.column = m_random.bounded(6), .order = m_random.bounded(2) ? Qt::AscendingOrder : Qt::DescendingOrder});
        }
        m_plain.sorting = sorting;
        m_model.setSorting(sorting);
    }
    void filter()
    {
        const QStringList filters{{}, u"s"_s, u"sn"_s, u"SNÄ"_s, u"snap-1"_s, u"snap-12"_s, u"0"_s, u"00"_s, u"2026-02-2"_s, u" utc"_s,
                                  u"eu"_s, u"eu-3"_s, u"avail"_s, u"1 gib"_s, u"yes"_s, u"no such"_s, u"-4000-"_s, u"id-1"_s, u"odd"_s};
        m_plain.filter = filters.at(m_random.bounded(static_cast<int>(filters.size())));
        setFilter(m_model, m_plain.filter);
    }
    void mark()
    {
        const int shown = m_model.rowCount();
        const int dice = m_random.bounded(10);
        if (dice == 0) {
            m_model.markAllMatching();
            for (int row = 0; row < shown; ++row)
                setMark(row, true);
        } else if (dice == 1) {
            m_model.invertMarks();
            for (int row = 0; row < shown; ++row)
                setMark(row, !m_plain.marks.contains(m_model.keyAt(row)));
        } else if (dice == 2) {
            m_model.marks().clear();
            m_plain.marks.clear();
        } else if (shown > 0) {
            const int from = m_random.bounded(shown);
            const int count = m_random.bounded(shown - from) + 1;
            const bool marked = m_random.bounded(4) > 0;
            m_model.marks().setMarked(std::span(m_model.order()).subspan(size_t(from), size_t(count)), marked);
            for (int row = from; row < from + count; ++row)
                setMark(row, marked);
        }
    }
    /// Rows that are gone are shown while the table is held, and cannot be marked.
    void setMark(int row, bool marked)
    {
        if (!m_model.store().rows().isAlive(m_model.slotAt(row)) || m_model.isGone(m_model.slotAt(row)))
            return;
        const ResourceKey key = m_model.keyAt(row);
        if (marked)
            m_plain.marks.insert(key);
        else
            m_plain.marks.remove(key);
    }

    QRandomGenerator m_random;
    LateArranger m_arranger{};
    ResourceTableModel m_model;
    PlainTable m_plain{};
    bool m_keepsGone;
};

bool isCampaign()
{
    return qEnvironmentVariableIsSet("CLEARSKY_CAMPAIGN");
}

} // namespace

class TestTableProperties final : public QObject
{
    Q_OBJECT

public:
    TestTableProperties()
    {
        if (isCampaign()) // Qt Test allows a function five minutes
            qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");
    }

private Q_SLOTS:
    void initTestCase();
    void anyHistoryGivesWhatThePlainTableGives_data();
    void anyHistoryGivesWhatThePlainTableGives();
    void rowThatWentIsNotShownForOneThatHasNoPlaceYet();
};

/// Without it the C library looks at the zone's file whenever two times are compared: a quarter of the test's time.
void TestTableProperties::initTestCase()
{
    qputenv("TZ", "UTC0");
}

void TestTableProperties::anyHistoryGivesWhatThePlainTableGives_data()
{
    QTest::addColumn<bool>("late");
    QTest::addColumn<bool>("watched");
    QTest::addColumn<quint32>("firstSeed");
    QTest::addColumn<int>("sequences");
    const int each = isCampaign() ? 40000 : 100;
    const int watched = isCampaign() ? 5000 : 25; // four times as slow
    QTest::newRow("at once") << false << false << 1u << each;
    QTest::newRow("by a thread") << true << false << 1000001u << each;
    QTest::newRow("at once, watched") << false << true << 2000001u << watched;
    QTest::newRow("by a thread, watched") << true << true << 3000001u << watched;
    const quint32 seed = QRandomGenerator::global()->generate();
    QTest::addRow("by chance, seed %u", seed) << (seed % 2 == 0) << false << seed << each / 4;
}

void TestTableProperties::anyHistoryGivesWhatThePlainTableGives()
{
    QFETCH(bool, late);
    QFETCH(bool, watched);
    QFETCH(quint32, firstSeed);
    QFETCH(int, sequences);
    for (int i = 0; i < sequences; ++i) {
        Twins twins(firstSeed + static_cast<quint32>(i), late);
        std::optional<QAbstractItemModelTester> tester;
        if (watched)
            tester.emplace(&twins.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int step = 0; step < stepsEach; ++step) {
            twins.step();
            const QString difference = twins.difference();
            QVERIFY2(difference.isEmpty(), qPrintable(u"sequence %1, step %2: %3"_s.arg(i).arg(step).arg(difference)));
        }
        twins.comeToRest();
        const QString difference = twins.difference();
        QVERIFY2(difference.isEmpty(), qPrintable(u"sequence %1, at rest: %2"_s.arg(i).arg(difference)));
    }
}

/// As many rows are there as the provider's order has, but not the same.
void TestTableProperties::rowThatWentIsNotShownForOneThatHasNoPlaceYet()
{
    ResourceStore store(kind());
    store.upsert({{.id = u"a"_s}, {.id = u"b"_s}});
    const std::vector<Slot> gone{1};
    store.remove(gone);
    store.upsert({{.id = u"c"_s}});
    const auto listed = std::make_shared<const std::vector<Slot>>(std::vector<Slot>{1, 0});
    const auto arrangement = arrange({.rows = store.snapshot(), .listed = listed}, StopFlag(false));
    QCOMPARE(*arrangement->order, std::vector<Slot>{0});
    QCOMPARE(arrangement->shown.count(), size_t(1));
}

QTEST_GUILESS_MAIN(TestTableProperties)
#include "tst_tableproperties.moc"

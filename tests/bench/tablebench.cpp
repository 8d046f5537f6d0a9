// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/filtercompiler.h"
#include "models/resourcetablemodel.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/benchrows.h"
#include "tests/bench/closingbench.h"
#include "tests/bench/heartbeatbench.h"
#include "tests/bench/parsebench.h"
#include "tests/bench/startbench.h"
#include "tests/bench/tablepeers.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QTableView>

#include <cstdio>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pageRows = 1000;
constexpr int runs = 5;
const StopFlag never{false};

Sorting by(qsizetype column, Qt::SortOrder order = Qt::AscendingOrder)
{
    return {{.column = column, .order = order}};
}

/// Brings a list of so many rows; says how long the table took for it, without the making of the rows.
double fill(ResourceTableModel &model, int rows)
{
    BenchRows source;
    double sum = 0;
    model.beginRefresh();
    for (int done = 0; done < rows; done += pageRows) {
        const QList<Resource> page = source.page(pageRows);
        sum += milliseconds([&] { model.addPage(page); });
    }
    return sum + milliseconds([&] { model.endRefresh(true); });
}

/// For a fill of 1M rows: the model would arrange its rows after each page, where a window has a thread for that.
class PatientArranger final : public Arranger
{
public:
    void request(ArrangeTask task) override { m_task.emplace(std::move(task)); }
    [[nodiscard]] bool isNeededFor(size_t) const override { return m_isPatient; }
    void carryOut()
    {
        m_isPatient = false;
        Q_EMIT arranged(arrange(*std::exchange(m_task, {}), never));
    }

private:
    std::optional<ArrangeTask> m_task{};
    bool m_isPatient = true;
};

/// A table of so many rows, with a window onto it.
struct Bench
{
    PatientArranger arranger{};
    ResourceTableModel model{BenchRows::kind(), &arranger};
    QTableView table{};
    double fillTime = 0;

    explicit Bench(int rows)
    {
        table.setModel(&model);
        table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        table.setSelectionBehavior(QAbstractItemView::SelectRows);
        table.verticalHeader()->hide();
        table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        table.resize(1200, 800);
        table.show();
        fillTime = fill(model, rows) + milliseconds([this] { arranger.carryOut(); });
        settle();
    }
    /// Lets the view do all that it has put off, and paint; without a screen it would not paint by itself.
    void settle()
    {
        QCoreApplication::sendPostedEvents();
        (void)table.viewport()->grab();
    }
    template<typename Work>
    double timed(Work work)
    {
        return milliseconds([&] {
            work();
            settle();
        });
    }
};

void sayMemory(BenchReport &report, int rows)
{
    const double asStruct = structBytes(rows);
    const double before = heapBytes();
    Bench bench(rows);
    bench.model.setSorting(by(BenchRows::Name));
    std::vector<Slot> half = bench.model.order();
    half.resize(half.size() / 2);
    bench.model.marks().setMarked(half, true);
    half = {};
    const double whole = (heapBytes() - before) / rows;
    const double store = static_cast<double>(bench.model.store().columnBytes()) / rows;
    report.add({.goal = u"P1"_s, .what = u"columns of the store, bytes a row"_s, .ours = store, .unit = u"B"_s,
                .peerName = u"raw"_s, .peer = BenchRows::rawBytes, .ratio = store / BenchRows::rawBytes, .bar = 1.25});
    report.add({.goal = u"P1"_s, .what = u"columns of the store, bytes a row"_s, .ours = store, .unit = u"B"_s,
                .peerName = u"struct of QString"_s, .peer = asStruct, .ratio = store / asStruct, .bar = 0.25});
    report.add({.goal = u"P1"_s, .what = u"whole table, view and 500k marks, bytes a row"_s, .ours = whole, .unit = u"B"_s,
                .peerName = u"bar"_s, .peer = 150, .ratio = whole, .bar = 150});
}

/// As the window makes it of what is typed.
std::shared_ptr<const RowPredicate> filterFor(const QString &text)
{
    return *compileFilter(*parseFilter(text), FilterFields(BenchRows::kind()), {});
}

class Arranging
{
public:
    explicit Arranging(int rows)
        : m_store(BenchRows::kind())
    {
        BenchRows source;
        for (int done = 0; done < rows; done += pageRows)
            m_store.upsert(source.page(pageRows));
    }
    [[nodiscard]] const RowSnapshot &rows() const { return m_store.rows(); }
    [[nodiscard]] std::shared_ptr<const Arrangement> run(const Sorting &sorting, const QString &filter = {},
                                                         const std::shared_ptr<const Arrangement> &previous = {}) const
    {
        return arrange({.rows = m_store.snapshot(),
                        .filter = filterFor(filter),
                        .sorting = sorting,
                        .previous = previous},
                       never);
    }
    [[nodiscard]] double time(const Sorting &sorting, const QString &filter = {},
                              const std::shared_ptr<const Arrangement> &previous = {}) const
    {
        return medianOf(runs, [&] { return milliseconds([&] { (void)run(sorting, filter, previous); }); });
    }

private:
    ResourceStore m_store;
};

void saySorting(BenchReport &report, const Arranging &ours, const SqlitePeer &sqlite)
{
    const auto query = [&sqlite](const char *sql) { return medianOf(runs, [&] { return sqlite.query(sql); }); };
    const auto against = [&report](const QString &goal, const QString &what, double our, const QString &name, double peer,
                                   double bar) {
        report.add({.goal = goal, .what = what, .ours = our, .unit = u"ms"_s, .peerName = name, .peer = peer,
                    .ratio = our / peer, .bar = bar});
    };
    const double name = ours.time(by(BenchRows::Name));
    against(u"P2"_s, u"sort by name"_s, name, u"SQLite ORDER BY"_s, query("SELECT rowid FROM r ORDER BY name"), 0.35);
    const double stock = stockSort(ours.rows(), BenchRows::Name);
    report.add({.goal = u"P2"_s, .what = u"sort by name, times quicker"_s, .ours = name, .unit = u"ms"_s,
                .peerName = u"stock QSortFilterProxyModel"_s, .peer = stock, .ratio = stock / name, .bar = 15, .isUpper = false});
    const auto other = ours.run(by(BenchRows::State)); // as in a window: the table was sorted by a number before
    against(u"P3"_s, u"sort by date"_s, ours.time(by(BenchRows::Created), {}, other), u"SQLite ORDER BY"_s,
            query("SELECT rowid FROM r ORDER BY created"), 0.15);
    against(u"P3"_s, u"sort by size"_s, ours.time(by(BenchRows::Size), {}, other), u"SQLite ORDER BY"_s,
            query("SELECT rowid FROM r ORDER BY size"), 0.15);
    const auto sorted = ours.run(by(BenchRows::Created));
    const double flip = medianOf(runs, [&] { return milliseconds([&] { (void)flipped(*sorted->sorted); }); });
    report.add({.goal = u"P3"_s, .what = u"flip the order"_s, .ours = flip, .unit = u"ms"_s, .peerName = u"bar"_s, .peer = 2,
                .ratio = flip, .bar = 2});
}

void sayFiltering(BenchReport &report, const Arranging &ours, const SqlitePeer &sqlite)
{
    const auto like = [&sqlite](const char *sql) { return medianOf(runs, [&] { return sqlite.query(sql); }); };
    const auto sorted = ours.run(by(BenchRows::Name));
    const double rare = ours.time(by(BenchRows::Name), u"snapshot-123"_s, sorted);
    const double peer = like("SELECT rowid FROM r WHERE name LIKE '%snapshot-123%'");
    report.add({.goal = u"P4"_s, .what = u"filter, 0.1 % hit, all columns looked at"_s, .ours = rare, .unit = u"ms"_s,
                .peerName = u"SQLite LIKE on the name"_s, .peer = peer, .ratio = rare / peer, .bar = 0.2});
    const double many = ours.time(by(BenchRows::Name), u"web-prod"_s, sorted);
    const double peerMany = like("SELECT rowid FROM r WHERE name LIKE '%web-prod%'");
    report.add({.goal = u"P4"_s, .what = u"filter, 25 % hit, all columns looked at"_s, .ours = many, .unit = u"ms"_s,
                .peerName = u"SQLite LIKE on the name"_s, .peer = peerMany, .ratio = many / peerMany, .bar = 0.3});
    const auto first = ours.run(by(BenchRows::Name), u"snapshot-123"_s, sorted);
    const double next = ours.time(by(BenchRows::Name), u"snapshot-1234"_s, first);
    report.add({.goal = u"P4"_s, .what = u"each further letter"_s, .ours = next, .unit = u"ms"_s, .peerName = u"the first"_s,
                .peer = rare, .ratio = next / rare, .bar = 0.05});
}

/// Each operation's time at this size.
QMap<QString, double> operations(int rows)
{
    QMap<QString, double> times;
    Bench bench(rows);
    times[u"fill"_s] = bench.fillTime;
    times[u"sort"_s] = bench.timed([&] { bench.model.setSorting(by(BenchRows::Name)); });
    const QList<std::pair<QString, QString>> filters{{u"1 %"_s, u"snapshot-42"_s}, {u"50 %"_s, u"\"-k\""_s}, {u"99 %"_s, u"z"_s}};
    for (const auto &[kept, text] : filters) {
        times[u"filter, %1 kept"_s.arg(kept)] = bench.timed([&] { bench.model.setPredicate(filterFor(text)); });
        times[u"clear the filter, %1 kept"_s.arg(kept)] = bench.timed([&] { bench.model.setPredicate(nullptr); });
    }
    times[u"mark all"_s] = bench.timed([&] { bench.model.markAllMatching(); });
    QList<ResourceKey> half;
    for (int row = 0; row < rows; row += 2)
        half.append(bench.model.keyAt(row));
    times[u"remove half"_s] = bench.timed([&] { bench.model.removeResources(half); });
    return times;
}

void sayDoubling(BenchReport &report)
{
    QList<QMap<QString, double>> sizes;
    for (const int rows : {250'000, 500'000, 1'000'000}) {
        QMap<QString, QList<double>> all;
        for (int run = 0; run < 3; ++run) {
            const auto times = operations(rows);
            for (auto it = times.cbegin(); it != times.cend(); ++it)
                all[it.key()].append(it.value());
        }
        QMap<QString, double> medians;
        for (auto it = all.begin(); it != all.end(); ++it) {
            std::sort(it->begin(), it->end());
            medians[it.key()] = it->at(1);
        }
        sizes.append(medians);
    }
    for (int i = 1; i < sizes.size(); ++i) {
        for (auto it = sizes.at(i).cbegin(); it != sizes.at(i).cend(); ++it) {
            const double half = sizes.at(i - 1).value(it.key());
            report.add({.goal = u"P5"_s, .what = u"%1, %2"_s.arg(it.key(), i == 1 ? u"500k"_s : u"1M"_s), .ours = it.value(),
                        .unit = u"ms"_s, .peerName = u"half as many"_s, .peer = half, .ratio = it.value() / half, .bar = 2.6});
        }
    }
}

void sayRemoving(BenchReport &report, int rows)
{
    Bench bench(rows);
    bench.model.setSorting(by(BenchRows::Name));
    bench.settle();
    const auto scattered = [&bench](int count) {
        QList<ResourceKey> keys;
        const int step = bench.model.rowCount() / count;
        for (int i = 0; i < count; ++i)
            keys.append(bench.model.keyAt(i * step + i % 7));
        return keys;
    };
    const double batch = medianOf(runs, [&] {
        const QList<ResourceKey> keys = scattered(100);
        return bench.timed([&] { bench.model.removeResources(keys); });
    });
    report.add({.goal = u"P6"_s, .what = u"a batch of 100 leaves the table"_s, .ours = batch, .unit = u"ms"_s,
                .peerName = u"a frame"_s, .peer = 16, .ratio = batch / 16, .bar = 1});
    Qt::SortOrder order = Qt::AscendingOrder;
    const double rebuild = medianOf(runs, [&] {
        order = order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
        return bench.timed([&] { bench.model.setSorting(by(BenchRows::Name, order)); });
    });
    const double many = medianOf(runs, [&] {
        const QList<ResourceKey> keys = scattered(rows / 10);
        return bench.timed([&] { bench.model.removeResources(keys); });
    });
    report.add({.goal = u"P6"_s, .what = u"100,000 scattered rows leave"_s, .ours = many, .unit = u"ms"_s,
                .peerName = u"one rebuild (flip, layoutChanged)"_s, .peer = rebuild, .ratio = many / rebuild, .bar = 3});
}

double jumpTime(Bench &bench)
{
    QScrollBar *bar = bench.table.verticalScrollBar();
    QRandomGenerator random(5);
    QList<double> jumps;
    for (int i = 0; i < 100; ++i) {
        const int to = random.bounded(bar->maximum() + 1);
        jumps.append(bench.timed([&] { bar->setValue(to); }));
    }
    std::sort(jumps.begin(), jumps.end());
    return jumps.at(jumps.size() / 2);
}

void sayScrolling(BenchReport &report, int rows)
{
    Bench few(1000);
    Bench many(rows);
    many.model.setSorting(by(BenchRows::Name));
    few.model.setSorting(by(BenchRows::Name));
    const double small = jumpTime(few);
    const double large = jumpTime(many);
    std::vector<Slot> every;
    for (int row = 0; row < rows; row += 2)
        every.push_back(many.model.slotAt(row));
    many.model.marks().setMarked(every, true);
    const double marked = jumpTime(many);
    report.add({.goal = u"P7"_s, .what = u"jump and repaint"_s, .ours = large, .unit = u"ms"_s, .peerName = u"1,000 rows"_s,
                .peer = small, .ratio = large / small, .bar = 1.3});
    report.add({.goal = u"P7"_s, .what = u"jump and repaint, 500k scattered marks"_s, .ours = marked, .unit = u"ms"_s,
                .peerName = u"1,000 rows"_s, .peer = small, .ratio = marked / small, .bar = 1.3});
}

bool wanted(const QStringList &goals, const QString &goal)
{
    return goals.isEmpty() || goals.contains(goal, Qt::CaseInsensitive);
}

} // namespace

/// Prints each goal of the table with our figure and that of the peer of the same run.
int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption json(u"json"_s, u"Write the figures to <file> as well."_s, u"file"_s);
    const QCommandLineOption heartbeats(u"heartbeats"_s, u"Run P8 so many times instead of five."_s, u"runs"_s, u"5"_s);
    parser.addOptions({json, heartbeats});
    parser.addPositionalArgument(u"goals"_s, u"Only these, such as P2 P4."_s, u"[goals...]"_s);
    parser.process(application);
    const QStringList goals = parser.positionalArguments();
    constexpr int million = 1'000'000;
    BenchReport report;
    report.begin();
    if (wanted(goals, u"P1"_s))
        sayMemory(report, million);
    if (wanted(goals, u"P2"_s) || wanted(goals, u"P3"_s) || wanted(goals, u"P4"_s)) {
        const Arranging ours(million);
        const SqlitePeer sqlite(ours.rows());
        saySorting(report, ours, sqlite);
        sayFiltering(report, ours, sqlite);
    }
    if (wanted(goals, u"P5"_s))
        sayDoubling(report);
    if (wanted(goals, u"P6"_s))
        sayRemoving(report, million);
    if (wanted(goals, u"P7"_s))
        sayScrolling(report, million);
    if (wanted(goals, u"P8"_s))
        sayHeartbeat(report, million, std::max(1, parser.value(heartbeats).toInt()));
    if (wanted(goals, u"P9"_s))
        sayParsing(report);
    sayStart(report, goals);
    if (wanted(goals, u"P17"_s))
        sayClosing(report, million);
    if (parser.isSet(json)) {
        QFile file(parser.value(json));
        if (!file.open(QIODevice::WriteOnly))
            return 2;
        file.write(QJsonDocument(QJsonObject{{u"lines"_s, report.json()}}).toJson());
    }
    return report.isGood() ? 0 : 1;
}

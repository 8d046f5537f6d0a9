// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/heartbeatbench.h"

#include "tests/bench/benchreport.h"
#include "tests/bench/benchrows.h"
#include "tests/bench/benchwindow.h"
#include "tests/bench/heartbeat.h"
#include "tests/bench/streamsource.h"
#include "ui/filterbar.h"
#include "ui/filteredit.h"
#include "ui/mainactions.h"
#include "ui/resourcepage.h"
#include "ui/resourcetable.h"

#include <QAction>
#include <QCoreApplication>

#include <cstdio>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int outcomesPerSecond = 10'000;
constexpr int batch = 100;
constexpr int outcomes = 5 * outcomesPerSecond;

/// A window that a user and a provider keep busy, one phase after the other.
class BusyWindow final : public QObject
{
    Q_OBJECT

public:
    explicit BusyWindow(int rows)
        : m_window(rows)
    {
        m_window.prepareJob(outcomes);
        addLoading();
        addFiltering();
        addSorting();
        addMarking();
        addOutcomes();
        addRemoving();
        connect(&m_heart, &Heartbeat::beat, this, &BusyWindow::onBeat);
        next();
    }
    [[nodiscard]] const QList<Heartbeat::Phase> &phases() const { return m_heart.phases(); }

private:
    struct Phase
    {
        QString name{};
        std::function<void()> begin{};
        std::function<bool()> isOver{}; ///< asked with each beat
    };

    void next()
    {
        m_beats = 0;
        if (++m_phase == m_phases.size()) {
            m_heart.stop();
            QCoreApplication::exit();
            return;
        }
        m_heart.beginPhase(m_phases.at(m_phase).name);
        m_phases.at(m_phase).begin();
    }
    void onBeat()
    {
        ++m_beats;
        if (m_phases.at(m_phase).isOver())
            next();
    }
    [[nodiscard]] ResourceTableModel &model() const { return m_window.page().model(); }
    /// And a little longer, so that what follows by itself counts as well.
    [[nodiscard]] bool isAtRest()
    {
        const bool rests = !m_window.page().isLoading() && model().isArranged();
        m_restBeats = rests ? m_restBeats + 1 : 0;
        return m_restBeats > 20;
    }
    void add(const QString &name, const std::function<void()> &begin, const std::function<bool()> &isOver)
    {
        m_phases.append({.name = name, .begin = [this, begin] {
                             m_restBeats = 0;
                             begin();
                         }, .isOver = isOver});
    }
    void addToRest(const QString &name, const std::function<void()> &begin)
    {
        add(name, begin, [this] { return isAtRest(); });
    }

    void addLoading()
    {
        add(u"idle"_s, [] {}, [this] { return m_beats > 120; });
        addToRest(u"a list streams in"_s, [this] { m_window.openList(); });
    }
    void addFiltering()
    {
        const auto type = [this](const QString &text) {
            constexpr int beatsPerLetter = 14;
            return [this, text] {
                FilterEdit &field = m_window.page().filterBar().field();
                if (field.text() == text)
                    return isAtRest();
                if (m_beats % beatsPerLetter == 0)
                    text.startsWith(field.text()) ? field.setText(text.first(field.text().size() + 1)) : field.backspace();
                return false;
            };
        };
        add(u"filtering letter by letter"_s, [] {}, type(u"web-prod-snapshot-12"_s));
        add(u"taking the letters away"_s, [] {}, type(u""_s));
        add(u"filtering by fields"_s, [] {}, type(u"state:available age>90d region:region-1"_s));
        addToRest(u"clearing the filter"_s, [this] { m_window.page().clearFilter(); });
    }
    void addSorting()
    {
        using enum BenchRows::Column;
        const auto sort = [this](const QString &name, const Sorting &sorting) {
            addToRest(name, [this, sorting] { m_window.page().table().chooseSorting(sorting); });
        };
        sort(u"sorting by name"_s, {{.column = BenchRows::Name}});
        sort(u"the other way"_s, {{.column = BenchRows::Name, .order = Qt::DescendingOrder}});
        sort(u"sorting by three columns"_s, {{.column = BenchRows::Region}, {.column = BenchRows::State, .order = Qt::DescendingOrder},
                                             {.column = BenchRows::Name}});
        sort(u"sorting by size and age"_s, {{.column = BenchRows::Size}, {.column = BenchRows::Created}});
    }
    void addMarking()
    {
        // Marks are written a second later.
        const auto writtenToo = [this] { return m_beats > 120 && isAtRest(); };
        add(u"marking all"_s, [this] { m_window.actions().markAllMatching->trigger(); }, writtenToo);
        addToRest(u"highlighting all and sorting"_s, [this] {
            m_window.page().table().selectAll();
            m_window.page().table().chooseSorting({{.column = BenchRows::State}});
        });
        addToRest(u"closing it and opening it with all marks"_s, [this] { m_window.reopenList(); });
    }
    void addOutcomes()
    {
        add(u"10,000 outcomes a second"_s, [this] {
            m_window.startJob();
            m_done = 0;
            m_time.start();
        }, [this] {
            for (; m_done < outcomes && m_done < m_time.elapsed() * outcomesPerSecond / 1000; m_done += batch)
                m_window.endItems(batch);
            return m_done == outcomes && isAtRest();
        });
    }
    void addRemoving()
    {
        addToRest(u"a refresh that lacks half of the rows"_s, [this] {
            m_window.source().setEvery(2);
            m_window.page().refresh();
        });
        addToRest(u"those that are gone leave"_s, [this] { model().forgetGone(); });
        add(u"half of the rest is removed at once"_s, [this] { m_done = 0; }, [this] {
            constexpr int lump = 2000; // of 4,000 rows
            const int rows = model().rowCount();
            if (m_lumps == 0)
                m_lumps = rows / (2 * lump);
            if (m_done == m_lumps)
                return isAtRest();
            QList<ResourceKey> keys;
            for (int row = m_done * lump; row < (m_done + 1) * lump; ++row)
                keys.append(model().keyAt(row * 2 % rows));
            m_window.drop(keys);
            ++m_done;
            return false;
        });
        add(u"closing the list"_s, [this] { m_window.closeList(); }, [this] { return m_beats > 60; });
    }

    BenchWindow m_window;
    Heartbeat m_heart{};
    QList<Phase> m_phases{};
    qsizetype m_phase = -1;
    int m_beats = 0;
    int m_restBeats = 0;
    int m_done = 0;
    int m_lumps = 0;
    QElapsedTimer m_time{};
};

using Run = QList<Heartbeat::Phase>;

/// The longest interval of each run, and of the worst one how much of it was our own work.
void sayPhases(const QList<Run> &runs)
{
    for (qsizetype phase = 0; phase < runs.first().size(); ++phase) {
        QString line = u"     %1"_s.arg(runs.first().at(phase).name, -45);
        double busiest = 0;
        for (const Run &run : runs) {
            line += u"%1"_s.arg(run.at(phase).longest, 9, 'f', 1);
            busiest = std::max(busiest, run.at(phase).busiest);
        }
        line += u" ms, busy %1 ms, of %2 s\n"_s.arg(busiest, 0, 'f', 1).arg(runs.last().at(phase).lasted / 1000, 0, 'f', 1);
        std::fputs(qPrintable(line), stdout);
    }
    std::fflush(stdout);
}

double longestOf(const Run &run)
{
    double longest = 0;
    for (const Heartbeat::Phase &phase : run.sliced(1))
        longest = std::max(longest, phase.longest);
    return longest;
}

} // namespace

void sayHeartbeat(BenchReport &report, int rows, int runs)
{
    QList<Run> all;
    QList<double> longest;
    double idle = 0;
    for (int i = 0; i < runs; ++i) {
        BusyWindow window(rows);
        QCoreApplication::exec();
        all.append(window.phases());
        idle = std::max(idle, all.last().first().longest);
        longest.append(longestOf(all.last()));
    }
    sayPhases(all);
    std::sort(longest.begin(), longest.end());
    const double worst = longest.at(std::max(0, runs - 2));
    report.add({.goal = u"P8"_s, .what = u"longest silence of the window in 4 of 5 runs"_s, .ours = worst, .unit = u"ms"_s,
                .peerName = u"idle %1; allowed"_s.arg(idle, 0, 'f', 1), .peer = 50, .ratio = worst / 50, .bar = 1});
}

} // namespace Clearsky

#include "heartbeatbench.moc"

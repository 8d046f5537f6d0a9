// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/startbench.h"

#include "tests/bench/benchreport.h"
#include "tests/bench/xdisplay.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <unistd.h>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int runs = 11;
constexpr int peerRuns = 5;
constexpr auto patience = 20s;
constexpr auto settled = 2s; ///< after the first paint: lists are read, the journal is open

double inMilliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? 0 : values.at(values.size() / 2);
}

double megabytes(const QByteArray &pages)
{
    return pages.toDouble() * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

struct Program
{
    QString name{};
    QString path{}; ///< empty: not installed
    QStringList arguments{};
};

/// What one start showed.
struct Start
{
    double window = -1; ///< milliseconds until its first window was seen; -1: not seen
    double paint = -1;  ///< until its first painting was over
    double atPaint = 0; ///< MB resident then
    double later = 0;   ///< and when it has settled
    QByteArray maps{};
};

/// Starts programs with a home, settings and a session bus of nobody, so that each finds what a new user has.
class Stage
{
public:
    Stage() { prepareHome(); }

    [[nodiscard]] const XDisplay &display() const { return m_display; }
    [[nodiscard]] QString practiceFolder() const { return m_folder.filePath(u"practice data"_s); }
    [[nodiscard]] QString freshFolder() const { return m_folder.filePath(u"fresh data"_s); }
    [[nodiscard]] bool isSound() const { return QFile::exists(watchLibrary()); }

    [[nodiscard]] Start start(const Program &program, bool isPainted, std::chrono::milliseconds after = {})
    {
        const QString report = m_folder.filePath(u"painted"_s);
        QFile::remove(report);
        QProcess process;
        process.setProcessEnvironment(environment(isPainted ? report : QString()));
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setStandardErrorFile(QProcess::nullDevice());
        if (m_display.isWatched())
            m_display.forgetWindows();
        const auto began = sharedNow();
        process.start(program.path, program.arguments);
        Start start;
        if (m_display.isWatched()) {
            if (const auto seen = m_display.firstWindow(patience))
                start.window = inMilliseconds(*seen - began);
        }
        if (isPainted)
            readPaint(start, report, began);
        if (after > 0ms) {
            QThread::msleep(static_cast<unsigned long>(after.count()));
            start.later = residentNow(process.processId());
        }
        isPainted ? process.terminate() : process.kill();
        if (!process.waitForFinished(10'000))
            process.kill();
        return start;
    }

private:
    static QString watchLibrary()
    {
        return QCoreApplication::applicationDirPath() + u"/libclearsky-bench-startwatch.so"_s;
    }
    void prepareHome() const
    {
        // What it says at its very first start would be its first window.
        QDir(m_folder.path()).mkpath(u"home/.config/qBittorrent"_s);
        QFile file(m_folder.filePath(u"home/.config/qBittorrent/qBittorrent.conf"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("[LegalNotice]\nAccepted=true\n");
    }
    [[nodiscard]] QProcessEnvironment environment(const QString &report) const
    {
        QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
        const QString home = m_folder.filePath(u"home"_s);
        own.insert(u"HOME"_s, home);
        for (const auto &[name, folder] : {std::pair(u"XDG_CONFIG_HOME"_s, u"/.config"_s), {u"XDG_DATA_HOME"_s, u"/.local/share"_s},
                                           {u"XDG_CACHE_HOME"_s, u"/.cache"_s}})
            own.insert(name, home + folder);
        own.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + home + u"/no-bus"_s);
        own.insert(u"DISPLAY"_s, m_display.name());
        own.insert(u"QT_QPA_PLATFORM"_s, m_display.name().isEmpty() ? u"offscreen"_s : u"xcb"_s);
        if (!report.isEmpty()) {
            own.insert(u"CLEARSKY_BENCH_WATCH"_s, report);
            own.insert(u"LD_PRELOAD"_s, watchLibrary());
        }
        return own;
    }
    static void readPaint(Start &start, const QString &report, std::chrono::nanoseconds began)
    {
        QFile file(report);
        const auto until = sharedNow() + patience;
        while (!file.open(QIODevice::ReadOnly) && sharedNow() < until)
            QThread::msleep(1);
        if (!file.isOpen())
            return;
        start.paint = inMilliseconds(std::chrono::nanoseconds(file.readLine().trimmed().toLongLong()) - began);
        start.atPaint = megabytes(file.readLine().trimmed());
        start.maps = file.readAll();
    }
    static double residentNow(qint64 process)
    {
        QFile file(u"/proc/%1/statm"_s.arg(process));
        return file.open(QIODevice::ReadOnly) ? megabytes(file.readAll().split(' ').value(1)) : 0;
    }

    QTemporaryDir m_folder{};
    XDisplay m_display{};
};

struct Starts
{
    QList<Start> all{};

    [[nodiscard]] double medianOf(double Start::*figure) const
    {
        QList<double> values;
        for (const Start &start : all) {
            if (start.*figure >= 0)
                values.append(start.*figure);
        }
        return median(values);
    }
};

Program besides(const QString &name, const QString &path, const QStringList &arguments = {})
{
    const QString whole = QDir::cleanPath(QCoreApplication::applicationDirPath() + u'/' + path);
    return {.name = name, .path = QFile::exists(whole) ? whole : QString(), .arguments = arguments};
}

/// By turns, so that whatever else the computer does meets both.
std::pair<Starts, Starts> startBoth(Stage &stage, const Program &ours, const Program &empty)
{
    std::pair<Starts, Starts> starts;
    for (int run = 0; run < runs; ++run) {
        starts.first.all.append(stage.start(ours, true));
        starts.second.all.append(stage.start(empty, true));
    }
    return starts;
}

void sayPaint(BenchReport &report, const Starts &ours, const Starts &empty)
{
    const double our = ours.medianOf(&Start::paint);
    const double floor = empty.medianOf(&Start::paint);
    report.add({.goal = u"P15"_s, .what = u"start to the first paint"_s, .ours = our, .unit = u"ms"_s,
                .peerName = u"empty QMainWindow"_s, .peer = floor, .ratio = our / floor, .bar = 2.5});
}

void sayFirstWindow(BenchReport &report, Stage &stage, const Starts &ours)
{
    const QString what = u"start to the first window"_s;
    const std::tuple<QString, QString, double> peers[] = {
        {u"qBittorrent"_s, u"qbittorrent"_s, 1.0}, {u"KeePassXC"_s, u"keepassxc"_s, 0.5}, {u"DB Browser"_s, u"sqlitebrowser"_s, 0.5}};
    const double our = ours.medianOf(&Start::window);
    for (const auto &[name, program, bar] : peers) {
        const Program peer{.name = name, .path = QStandardPaths::findExecutable(program)};
        if (!stage.display().isWatched() || peer.path.isEmpty()) {
            report.skip(u"P15"_s, what, name, peer.path.isEmpty() ? u"not installed"_s : u"no X display, or built without xcb"_s);
            continue;
        }
        Starts starts;
        (void)stage.start(peer, false); // fills the caches
        for (int run = 0; run < peerRuns; ++run)
            starts.all.append(stage.start(peer, false));
        const double theirs = starts.medianOf(&Start::window);
        report.add({.goal = u"P15"_s, .what = what, .ours = our, .unit = u"ms"_s, .peerName = name, .peer = theirs,
                    .ratio = our / theirs, .bar = bar});
    }
}

/// What is mapped at the first paint and should not be. Without the driver of SQLite no journal is open, let alone checked.
QStringList loadedTooEarly(const QByteArray &maps)
{
    static const QByteArrayList late{"/libssl", "/libcrypto", "/tls/", "keychain", "libsecret", "Charts", "/sqldrivers/", "libsqlite3"};
    QSet<QString> early;
    for (const QByteArray &line : maps.split('\n')) {
        const QByteArray path = line.mid(line.indexOf('/'));
        for (const QByteArray &part : late) {
            if (line.contains('/') && path.contains(part))
                early.insert(QString::fromUtf8(path.mid(path.lastIndexOf('/') + 1)));
        }
    }
    QStringList sorted = early.values();
    sorted.sort();
    return sorted;
}

void sayLoaded(BenchReport &report, const Starts &ours)
{
    QStringList early;
    for (const Start &start : ours.all)
        early.append(start.maps.isEmpty() ? QStringList(u"no maps"_s) : loadedTooEarly(start.maps));
    early.removeDuplicates();
    report.add({.goal = u"P16"_s, .what = u"TLS, keychain, charts, SQLite at the first paint"_s,
                .ours = double(early.size()), .peerName = early.isEmpty() ? u"bar"_s : early.join(u' '), .peer = 0,
                .ratio = double(early.size()), .bar = 0});
}

/// Settled without an account, because the practice cloud is a server in the same process, which no real account has.
void sayResident(BenchReport &report, Stage &stage, const Program &withoutAccount, const Program &emptyProgram,
                 const Starts &ours, const Starts &empty)
{
    const auto against = [&report](const QString &what, double our, double floor) {
        report.add({.goal = u"P17"_s, .what = what, .ours = our, .unit = u"MB"_s, .peerName = u"empty QMainWindow"_s, .peer = floor,
                    .ratio = our / floor, .bar = 2});
    };
    against(u"resident at the first paint"_s, ours.medianOf(&Start::atPaint), empty.medianOf(&Start::atPaint));
    const double later = stage.start(withoutAccount, true, settled).later;
    against(u"resident 2 s later, journal open, no account"_s, later, stage.start(emptyProgram, true, settled).later);
}

} // namespace

void sayStart(BenchReport &report, const QStringList &goals)
{
    const auto wanted = [&goals](const QString &goal) { return goals.isEmpty() || goals.contains(goal, Qt::CaseInsensitive); };
    if (!wanted(u"P15"_s) && !wanted(u"P16"_s) && !wanted(u"P17"_s))
        return;
    Stage stage;
    const QStringList data{u"--data-dir"_s, stage.practiceFolder()};
    const QString ourPath = u"../../app/clearsky"_s;
    const Program ours = besides(u"Clearsky"_s, ourPath, data);
    const Program empty = besides(u"empty QMainWindow"_s, u"clearsky-bench-empty"_s);
    if (ours.path.isEmpty() || empty.path.isEmpty() || !stage.isSound()) {
        report.skip(u"P15"_s, u"program start"_s, u"clearsky"_s, u"not built"_s);
        return;
    }
    // The first start makes the practice account, the later ones open its list again; all find warm caches.
    (void)stage.start({.name = ours.name, .path = ours.path, .arguments = data + QStringList(u"--practice"_s)}, true, settled);
    (void)stage.start(empty, true);
    const auto [our, floor] = startBoth(stage, ours, empty);
    if (wanted(u"P15"_s)) {
        sayPaint(report, our, floor);
        sayFirstWindow(report, stage, our);
    }
    if (wanted(u"P16"_s))
        sayLoaded(report, our);
    if (wanted(u"P17"_s))
        sayResident(report, stage, besides(ours.name, ourPath, {u"--data-dir"_s, stage.freshFolder()}), empty, our, floor);
}

} // namespace Clearsky

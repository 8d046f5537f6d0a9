// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practicecloud.h"
#include "app/providers/practiceprovider.h"
#include "tests/bench/benchkind.h"
#include "tests/bench/benchserver.h"
#include "tests/bench/commitcount.h"
#include "tests/bench/resumebench.h"
#include "tests/support/enginestack.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <cstdio>

using namespace Clearsky;
using namespace std::chrono_literals;

namespace {

constexpr int inFlight = 6;
constexpr double highestWallRatio = 1.08;      // issue 3, bar i
constexpr double lowestThroughputRatio = 0.12; // bar j
constexpr double mostCommitsPerRequest = 2.0;
constexpr double highestResumeRatio = 1.5;     // bar k

void say(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stdout);
    std::fflush(stdout);
}

QString figure(double value, int digits = 3)
{
    return QString::number(value, 'f', digits);
}

QString verdict(bool holds)
{
    return holds ? QStringLiteral("ok") : QStringLiteral("SHORT");
}

struct Run
{
    BenchServer::Figures server{};
    double untilShown = 0; ///< seconds from the end of the hold to the job's end, as a window sees it
    int commits = 0;
    int deleted = 0;
    double cpu = 0; ///< seconds of this process meanwhile, server included
};

double cpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Registry benchRegistry()
{
    Registry registry;
    registry.add(std::make_unique<TestProvider>());
    registry.add(std::make_unique<PracticeProvider>());
    registry.add(std::make_unique<BenchKind>());
    return registry;
}

/// One job of that many requests, carried out by the engine with its journal on disk.
Run runEngine(BenchServer &server, int requests)
{
    const QTemporaryDir folder;
    PracticeCloud keys; // not started: the practice account needs its keys, the requests go to our server
    PracticeHost host(keys, server.url(), 1);
    EngineStack stack(folder.path(), 1, &host, benchRegistry());
    if (!stack.open())
        qFatal("the journal does not open");
    const auto account = stack.accounts.add({.name = QStringLiteral("Bench"),
                                             .providerId = practiceProviderId,
                                             .environment = Environment::Test});
    if (!account)
        qFatal("no account");
    static_cast<void>(stack.list(*account, QStringLiteral("test.bench"))); // a plan knows its project from a list
    const DeletePlan plan = stack.plan(*account, QStringLiteral("test.bench"),
                                       BenchKind::resources(requests * BenchKind::perRequest), -1);
    stack.engine.start(plan);
    const auto state = [&] { return stack.engine.job(plan.id) ? stack.engine.job(plan.id)->state : JobState::Holding; };
    QElapsedTimer sending;
    int commitsBefore = 0;
    double cpuBefore = 0;
    QObject::connect(&stack.engine, &JobEngine::jobChanged, &stack.engine, [&] {
        if (!sending.isValid() && state() != JobState::Holding) {
            server.reset();
            commitsBefore = commitsCounted();
            cpuBefore = cpuSeconds();
            sending.start();
        }
    });
    QEventLoop loop;
    QObject::connect(&stack.engine, &JobEngine::jobChanged, &loop, [&] {
        if (isEnd(state()))
            loop.quit();
    });
    loop.exec();
    return {.server = server.figures(),
            .untilShown = static_cast<double>(sending.nsecsElapsed()) / 1e9,
            .commits = commitsCounted() - commitsBefore,
            .deleted = stack.engine.job(plan.id)->count(ItemState::AlreadyGone),
            .cpu = cpuSeconds() - cpuBefore};
}

/// The same requests by a bare access manager: nothing written, nothing judged.
class BareLoop final : public QObject
{
public:
    BareLoop(const QUrl &server, int requests)
        : m_left(requests)
    {
        QStringList ids;
        for (const Resource &resource : BenchKind::resources(BenchKind::perRequest))
            ids.append(resource.id);
        m_body = BenchKind::body(ids);
        m_request.setUrl(server.resolved(QUrl(QStringLiteral("/delete"))));
        m_request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
        m_request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    }

    double run()
    {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < inFlight; ++i)
            next();
        m_loop.exec();
        return static_cast<double>(timer.nsecsElapsed()) / 1e9;
    }

private:
    void next()
    {
        if (m_left == 0) {
            if (m_running == 0)
                m_loop.quit();
            return;
        }
        --m_left;
        ++m_running;
        QNetworkReply *reply = m_network.post(m_request, m_body);
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            static_cast<void>(reply->readAll());
            reply->deleteLater();
            --m_running;
            next();
        });
    }

    QNetworkAccessManager m_network;
    QNetworkRequest m_request;
    QByteArray m_body;
    QEventLoop m_loop;
    int m_left;
    int m_running = 0;
};

bool measureWall(int requests)
{
    BenchServer server(50ms);
    const Run run = runEngine(server, requests);
    const double limit = requests * run.server.latency.count() / inFlight;
    const double ratio = run.untilShown / limit;
    say(QStringLiteral("i  wall over a 50 ms server: %1 requests of %2 items, latency %3 ms as the server measured it, %4 in flight")
            .arg(run.server.requests)
            .arg(BenchKind::perRequest)
            .arg(figure(run.server.latency.count() * 1e3, 2))
            .arg(run.server.mostInFlight));
    say(QStringLiteral("   engine %1 s (at the server %2 s), requests x latency / in flight %3 s: ratio %4, bar <= %5: %6")
            .arg(figure(run.untilShown), figure(run.server.wall.count()), figure(limit), figure(ratio),
                 figure(highestWallRatio, 2), verdict(ratio <= highestWallRatio)));
    return ratio <= highestWallRatio && run.deleted == requests * BenchKind::perRequest
        && run.server.mostInFlight <= inFlight;
}

bool measureThroughput(int requests)
{
    BenchServer server(0ms);
    const double cpuBefore = cpuSeconds();
    const double before = requests / BareLoop(server.url(), requests).run();
    const double bareCpu = cpuSeconds() - cpuBefore;
    const Run run = runEngine(server, requests);
    const double after = requests / BareLoop(server.url(), requests).run();
    const double bare = (before + after) / 2;
    const double engine = requests / run.untilShown;
    const double ratio = engine / bare;
    const double commits = static_cast<double>(run.commits) / requests;
    say(QStringLiteral("j  throughput over a 0 ms server: %1 requests of %2 items").arg(run.server.requests).arg(BenchKind::perRequest));
    say(QStringLiteral("   engine %1 requests/s, bare access manager %2 requests/s (before %3, after %4): ratio %5, bar >= %6: %7")
            .arg(figure(engine, 0), figure(bare, 0), figure(before, 0), figure(after, 0), figure(ratio),
                 figure(lowestThroughputRatio, 2), verdict(ratio >= lowestThroughputRatio)));
    say(QStringLiteral("   processor time per request, the server's share included: engine %1 ms, bare access manager %2 ms: ratio %3")
            .arg(figure(run.cpu * 1e3 / requests), figure(bareCpu * 1e3 / requests), figure(bareCpu / run.cpu)));
    say(QStringLiteral("   %1 commits: %2 per request, bar <= %3: %4")
            .arg(run.commits)
            .arg(figure(commits, 2), figure(mostCommitsPerRequest, 0), verdict(commits <= mostCommitsPerRequest)));
    return ratio >= lowestThroughputRatio && commits <= mostCommitsPerRequest
        && run.deleted == requests * BenchKind::perRequest;
}

bool measureResuming(int items)
{
    const ResumeFigures figures = measureResume(items);
    const double ratio = figures.click / figures.bare;
    say(QStringLiteral("k  resume with %1 open items: bare SQLite reader %2 s, true counts %3 s, click on Stop answered %4 s: ratio %5, bar <= %6: %7")
            .arg(items)
            .arg(figure(figures.bare), figure(figures.counts), figure(figures.click), figure(ratio, 2),
                 figure(highestResumeRatio, 1), verdict(figures.isTrue && ratio <= highestResumeRatio)));
    return figures.isTrue && ratio <= highestResumeRatio;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("clearsky.*=false"));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures the delete engine against named limits in the same run."));
    parser.addHelpOption();
    parser.addOption({QStringLiteral("wall-requests"), QStringLiteral("requests of measurement i"), QStringLiteral("n"),
                      QStringLiteral("600")});
    parser.addOption({QStringLiteral("requests"), QStringLiteral("requests of measurement j"), QStringLiteral("n"),
                      QStringLiteral("1000")});
    parser.addOption({QStringLiteral("items"), QStringLiteral("open items of measurement k"), QStringLiteral("n"),
                      QStringLiteral("1000000")});
    parser.process(app);
    countCommits();
    bool holds = measureWall(parser.value(QStringLiteral("wall-requests")).toInt());
    holds = measureThroughput(parser.value(QStringLiteral("requests")).toInt()) && holds;
    holds = measureResuming(parser.value(QStringLiteral("items")).toInt()) && holds;
    return holds ? 0 : 1;
}

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A program that the kill tests can kill: runs the engine in a folder against a cloud of another process.
// Arguments: the folder, items per kind, and the kinds; options as DriverOptions says. A kind without a job gets one; jobs
// that are there are looked at, then resumed. Standard input holds the keys, one JSON object for each provider. Prints all
// items as JSON at the start, what it does line by line, and all items again when every job has ended.

#include "app/quitsignals.h"
#include "tests/support/driverprocess.h"
#include "tests/support/enginestack.h"
#include "tests/support/haltingstore.h"
#include "tests/support/waiting.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace Clearsky;

namespace {

void print(const QByteArray &line)
{
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

void keepAccount(EngineStack &stack, const QJsonObject &keys)
{
    const auto text = [&keys](const char *name) { return keys.value(QLatin1String(name)).toString(); };
    Account account{.name = text("provider"),
                    .providerId = text("provider"),
                    .environment = Environment::Test,
                    .signInMethod = QStringLiteral("accessKey"),
                    .accessKeyId = text("accessKeyId"),
                    .region = text("region"),
                    .projectId = text("projectId"),
                    .iamEndpoint = text("endpoint"),
                    .serviceEndpoint = text("endpoint")};
    if (account.providerId == u"zenlayer")
        account.region = account.projectId = account.iamEndpoint = QString();
    for (const Account &known : stack.accounts.accounts()) {
        if (known.providerId == account.providerId)
            account = known;
    }
    if (account.id.isEmpty())
        account = stack.accounts.add(account).value_or(account);
    Credentials credentials;
    credentials.set(text("secretField"), Secret::fromText(text("secret")));
    stack.secrets.keep(account.id, credentials);
}

Account accountOf(const EngineStack &stack, const QString &kindId)
{
    for (const Account &account : stack.accounts.accounts()) {
        if (kindId.startsWith(account.providerId))
            return account;
    }
    return {};
}

bool start(EngineStack &stack, const QString &kindId, int count)
{
    const Account account = accountOf(stack, kindId);
    const QList<Resource> rows = stack.list(account, kindId);
    const DeletePlan plan = stack.plan(account, kindId, stack.deletable(account, kindId, count), rows.size());
    if (plan.willDelete.size() != count)
        return false;
    stack.engine.start(plan);
    print("started " + plan.id.toUtf8());
    return true;
}

/// Waits until what was under way has been looked at.
bool lookOnly(EngineStack &stack)
{
    return waitUntil([&stack] {
        const QStringList ids = stack.engine.jobIds();
        return std::all_of(ids.cbegin(), ids.cend(), [&stack](const QString &id) {
            const JobSummary &job = *stack.engine.job(id);
            return job.total == job.ended + job.count(ItemState::Pending);
        });
    });
}

/// Every job to its end; one that was interrupted looks at what was under way before it is resumed.
bool finishAll(EngineStack &stack, const bool &isLeaving)
{
    QSet<QString> found;
    const QStringList atFirst = stack.engine.jobIds();
    for (const QString &id : atFirst) {
        if (stack.engine.job(id)->state == JobState::Interrupted) {
            found.insert(id);
            print("found interrupted " + id.toUtf8());
        }
    }
    const auto allEnded = [&] {
        bool ended = true;
        if (isLeaving)
            return true;
        const QStringList ids = stack.engine.jobIds();
        for (const QString &id : ids) {
            const JobSummary &job = *stack.engine.job(id);
            const int open = job.total - job.ended - job.count(ItemState::Pending);
            if (job.state == JobState::Interrupted && open == 0) {
                if (found.remove(id))
                    print("looked");
                stack.engine.resume(id);
            }
            ended = ended && isEnd(job.state);
        }
        return ended;
    };
    constexpr int minutes = 5;
    bool ended = false;
    for (int minute = 0; minute < minutes && !ended; ++minute)
        ended = waitUntil(allEnded);
    return ended;
}

/// What a person would do about items whose end could not be proved in time. Some may stay Unknown: those are still there.
void verifyUnknown(EngineStack &stack)
{
    const QStringList ids = stack.engine.jobIds();
    for (const QString &id : ids) {
        if (stack.engine.job(id)->count(ItemState::Unknown) > 0)
            stack.engine.verifyAgain(id);
    }
    static_cast<void>(waitUntil([&] {
        return std::all_of(ids.cbegin(), ids.cend(), [&](const QString &id) {
            return stack.engine.job(id)->count(ItemState::Unknown) == 0;
        });
    }));
}

QSet<QString> kindsWithJobs(const EngineStack &stack)
{
    QSet<QString> kinds;
    const QStringList ids = stack.engine.jobIds();
    for (const QString &id : ids)
        kinds.insert(stack.engine.job(id)->kindId);
    return kinds;
}

QByteArray itemsOf(const EngineStack &stack)
{
    QJsonArray items;
    const QStringList ids = stack.engine.jobIds();
    for (const QString &id : ids) {
        for (const JobItem &item : stack.engine.items(id))
            items.append(QJsonObject{{QStringLiteral("kind"), item.ref.kindId},
                                     {QStringLiteral("id"), item.ref.id},
                                     {QStringLiteral("scope"), item.ref.scope},
                                     {QStringLiteral("state"), itemStateId(item.state)},
                                     {QStringLiteral("proof"), item.proof},
                                     {QStringLiteral("unanswered"), item.unknownSends},
                                     {QStringLiteral("reason"), item.reason}});
    }
    return QJsonDocument(items).toJson(QJsonDocument::Compact);
}

/// What a person sees of the ends of items.
void printDeleted(EngineStack &stack)
{
    QObject::connect(&stack.engine, &JobEngine::itemsChanged, &stack.engine,
                     [&stack](const QString &jobId, const QList<int> &positions) {
                         for (const int position : positions) {
                             const JobItem &item = stack.engine.items(jobId).at(position);
                             if (item.state == ItemState::Deleted)
                                 print("deleted " + item.ref.id.toUtf8());
                         }
                     });
}

bool startMissing(EngineStack &stack, const QStringList &kindIds, int count)
{
    const QSet<QString> started = kindsWithJobs(stack);
    return std::all_of(kindIds.cbegin(), kindIds.cend(), [&](const QString &kindId) {
        return started.contains(kindId) || start(stack, kindId, count);
    });
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QCommandLineOption speed(QStringLiteral("speed"), {}, QStringLiteral("factor"), QString::number(driverSpeed));
    const QCommandLineOption halt(QStringLiteral("halt"), {}, QStringLiteral("moment"));
    const QCommandLineOption look(QStringLiteral("look"));
    QCommandLineParser parser;
    parser.addOptions({speed, halt, look});
    parser.process(application);
    const QStringList arguments = parser.positionalArguments();
    QFile input;
    if (arguments.size() < 3 || !input.open(stdin, QIODevice::ReadOnly))
        return 2;

    auto store = std::make_unique<HaltingStore>(EngineStack::journalFile(arguments.at(0)), haltingMoment(parser.value(halt)),
                                                [] { print("halted"); });
    EngineStack stack(arguments.at(0), parser.value(speed).toInt(), nullptr, makeRegistry(), {}, std::move(store));
    for (QByteArray line = input.readLine(); !line.isEmpty(); line = input.readLine())
        keepAccount(stack, QJsonDocument::fromJson(line).object());
    if (!stack.open())
        return 3;
    print(itemsOf(stack));
    printDeleted(stack);
    if (!parser.isSet(look) && !startMissing(stack, arguments.mid(2), arguments.at(1).toInt()))
        return 4;
    bool isLeaving = false;
    const QuitSignals quitSignals;
    QObject::connect(&quitSignals, &QuitSignals::asked, &quitSignals, [&isLeaving] { isLeaving = true; });
    if (!(parser.isSet(look) ? lookOnly(stack) : finishAll(stack, isLeaving)))
        return 5;
    if (isLeaving)
        return 0;
    if (!parser.isSet(look))
        verifyUnknown(stack);
    print(itemsOf(stack));
    return 0;
}

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A program that the kill test can kill: runs the engine in a folder against a cloud of another process.
// Standard input holds the keys as JSON. Prints one line when its job is started, and the items as JSON at the end.

#include "tests/support/enginestack.h"
#include "tests/support/waiting.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace Clearsky;

namespace {

constexpr int clockFactor = 400;

void print(const QByteArray &line)
{
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

Account accountFor(EngineStack &stack, const QJsonObject &keys)
{
    const auto text = [&keys](const char *name) { return keys.value(QLatin1String(name)).toString(); };
    Account account{.name = QStringLiteral("driver"),
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
    if (stack.accounts.accounts().isEmpty())
        account = stack.accounts.add(account).value_or(account);
    else
        account = stack.accounts.accounts().first();
    Credentials credentials;
    credentials.set(text("secretField"), Secret::fromText(text("secret")));
    stack.secrets.keep(account.id, credentials);
    return account;
}

bool start(EngineStack &stack, const Account &account, const QString &kindId, int count)
{
    const QList<Resource> rows = stack.list(account, kindId);
    const DeletePlan plan = stack.plan(account, kindId, stack.deletable(account, kindId, count), rows.size());
    if (plan.willDelete.size() != count)
        return false;
    print("started " + plan.id.toUtf8());
    return stack.run(plan);
}

/// Waits until the interrupted job has looked at what was under way, then resumes it.
bool finish(EngineStack &stack)
{
    if (stack.engine.jobIds().isEmpty())
        return false;
    const QString id = stack.engine.jobIds().first();
    const auto job = [&] { return stack.engine.job(id); };
    print("found " + jobStateId(job()->state).toUtf8());
    const auto settled = [&] {
        const int open = job()->count(ItemState::Accepted) + job()->count(ItemState::Unknown) + job()->count(ItemState::Sending);
        return isEnd(job()->state) || open == 0;
    };
    if (!waitUntil(settled))
        return false;
    print("looked");
    stack.engine.resume(id);
    return stack.waitForEnd(id);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4) // folder, kind, count (0: finish what is there)
        return 2;
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return 2;
    const QJsonObject keys = QJsonDocument::fromJson(input.readLine()).object();

    EngineStack stack(arguments.at(1), clockFactor, nullptr);
    const Account account = accountFor(stack, keys);
    if (!stack.open())
        return 3;
    const int count = arguments.at(3).toInt();
    if (!(count > 0 ? start(stack, account, arguments.at(2), count) : finish(stack)))
        return 4;
    QJsonArray items;
    for (const JobItem &item : stack.engine.items(stack.engine.jobIds().first()))
        items.append(QJsonObject{{QStringLiteral("id"), item.ref.id},
                                 {QStringLiteral("scope"), item.ref.scope},
                                 {QStringLiteral("state"), itemStateId(item.state)},
                                 {QStringLiteral("proof"), item.proof},
                                 {QStringLiteral("reason"), item.reason}});
    print(QJsonDocument(items).toJson(QJsonDocument::Compact));
    return 0;
}

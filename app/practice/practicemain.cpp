// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practicecloud.h"
#include "app/practice/practicecontrol.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

#include <optional>

using namespace Qt::StringLiterals;
using namespace Clearsky;

namespace {

constexpr int wrongUse = 2;

struct Wishes
{
    PracticeOptions options{};
    std::optional<quint16> control{};
};

QString text(const char *source)
{
    return QCoreApplication::translate("clearsky-practice", source);
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        text("A cloud to practise on: Huawei Cloud and Zenlayer contracts over HTTP, on "
             "this computer only."));
    parser.addOptions({
        {u"port"_s, text("Listen on <port>; 0: any free one (default)."), u"port"_s, u"0"_s},
        {u"seed"_s, text("Make the resources from <seed>."), u"seed"_s, u"1"_s},
        {u"speed"_s, text("Divide the provider's delays by <factor>."), u"factor"_s, u"20"_s},
        {u"control"_s, text("Serve truth, request log and faults as JSON on <port>."), u"port"_s},
        {u"data-dir"_s, text("Keep the cloud in <folder>; without it everything ends with the program."),
         u"folder"_s},
        {u"count"_s, text("Make <n> resources of a kind; may be repeated."), u"kind=n"_s},
    });
    parser.addHelpOption();
    parser.addVersionOption();
}

bool readCounts(const QStringList &wishes, QHash<QString, int> &counts)
{
    for (const QString &wish : wishes) {
        bool ok = false;
        const qsizetype equals = wish.lastIndexOf(u'=');
        const int count = wish.mid(equals + 1).toInt(&ok);
        if (equals < 1 || !ok || count < 0)
            return false;
        counts.insert(wish.left(equals), count);
    }
    return true;
}

/// The option whose value cannot be read, or nothing.
QString readWishes(const QCommandLineParser &parser, Wishes &wishes)
{
    bool ok = false;
    wishes.options.port = parser.value(u"port"_s).toUShort(&ok);
    if (!ok)
        return u"--port"_s;
    wishes.options.seed = parser.value(u"seed"_s).toULongLong(&ok);
    if (!ok)
        return u"--seed"_s;
    wishes.options.speed = parser.value(u"speed"_s).toDouble(&ok);
    if (!ok || wishes.options.speed <= 0)
        return u"--speed"_s;
    if (parser.isSet(u"control"_s)) {
        wishes.control = parser.value(u"control"_s).toUShort(&ok);
        if (!ok)
            return u"--control"_s;
    }
    wishes.options.dataDir = parser.value(u"data-dir"_s);
    return readCounts(parser.values(u"count"_s), wishes.options.counts) ? QString() : u"--count"_s;
}

/// Other clients are meant to be pointed here, so these made-up keys are printed; they open nothing else.
void printKeys(const PracticeCloud &cloud, QTextStream &out)
{
    const PracticeKeys keys = cloud.keys();
    out << text("Endpoint:") << ' ' << cloud.origin() << "\n\nHuawei Cloud\n";
    out << "  region " << keys.region << "\n  account " << keys.accountName << '\n';
    for (const PracticeProject &project : keys.projects)
        out << "  project " << project.name << "  " << project.id << (project.enabled ? "" : "  (disabled)")
            << '\n';
    for (const PracticeUser &user : keys.users) {
        out << "  user " << user.name << "  password " << user.password << "\n    access key "
            << user.accessKey << "  secret key " << user.secretKey << '\n';
    }
    out << "  temporary access key " << keys.temporaryAccessKey << "  secret key " << keys.temporarySecretKey
        << "\n    security token " << keys.securityToken << '\n';
    out << "\nZenlayer\n  key id " << keys.zenlayerKeyId << "  password " << keys.zenlayerPassword
        << "\n  token " << keys.zenlayerToken << "\n";
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"clearsky-practice"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CLEARSKY_VERSION));
    QTextStream out(stdout);
    QTextStream err(stderr);

    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QCoreApplication::arguments())) {
        err << parser.errorText() << Qt::endl;
        return wrongUse;
    }
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    Wishes wishes;
    if (const QString wrong = readWishes(parser, wishes);
        !wrong.isEmpty() || !parser.positionalArguments().isEmpty()) {
        err << text("Cannot be understood:") << ' '
            << (wrong.isEmpty() ? parser.positionalArguments().first() : wrong) << Qt::endl;
        return wrongUse;
    }

    PracticeCloud cloud(wishes.options);
    PracticeControl control(cloud);
    Result<void> started = cloud.start();
    if (started && wishes.control)
        started = control.start(*wishes.control);
    if (!started) {
        err << started.error().message << Qt::endl;
        return 1;
    }
    printKeys(cloud, out);
    if (wishes.control)
        out << '\n' << text("Control:") << " http://127.0.0.1:" << control.port() << '\n';
    out.flush();
    return QCoreApplication::exec();
}

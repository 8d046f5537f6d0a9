// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/driverprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Clearsky {

namespace {

QByteArray keysOf(const PracticeCloud &cloud, const QString &origin, bool isHuawei)
{
    const PracticeKeys keys = cloud.keys();
    const QJsonObject object{
        {QStringLiteral("provider"), isHuawei ? QStringLiteral("huawei") : QStringLiteral("zenlayer")},
        {QStringLiteral("endpoint"), origin},
        {QStringLiteral("region"), keys.region},
        {QStringLiteral("projectId"), keys.projects.first().id},
        {QStringLiteral("accessKeyId"), isHuawei ? keys.users.first().accessKey : keys.zenlayerKeyId},
        {QStringLiteral("secretField"), isHuawei ? QStringLiteral("secretAccessKey") : QStringLiteral("accessKeyPassword")},
        {QStringLiteral("secret"), isHuawei ? keys.users.first().secretKey : keys.zenlayerPassword}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QList<JobItem> itemsIn(const QByteArray &line)
{
    QList<JobItem> items;
    const QJsonArray array = QJsonDocument::fromJson(line).array();
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        const auto text = [&object](const char *name) { return object.value(QLatin1String(name)).toString(); };
        items.append({.ref = {.kindId = text("kind"), .scope = text("scope"), .id = text("id")},
                      .state = itemStateFromId(text("state")).value_or(ItemState::Pending),
                      .unknownSends = object.value(QLatin1String("unanswered")).toInt(),
                      .reason = text("reason"),
                      .proof = text("proof")});
    }
    return items;
}

} // namespace

DriverProcess::DriverProcess(const QString &program, const QString &folder, int count, const QStringList &kindIds,
                             const PracticeCloud &cloud, const DriverOptions &options)
{
    setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList arguments{QStringLiteral("--speed"), QString::number(options.speed)};
    if (!options.halt.isEmpty())
        arguments += {QStringLiteral("--halt"), options.halt};
    if (options.looksOnly)
        arguments += QStringLiteral("--look");
    start(program, arguments + QStringList{folder, QString::number(count)} + kindIds);
    const QString origin = options.origin.isEmpty() ? cloud.origin() : options.origin;
    write(keysOf(cloud, origin, true) + keysOf(cloud, origin, false));
    closeWriteChannel();
}

const QByteArray &DriverProcess::output()
{
    m_output += readAllStandardOutput();
    return m_output;
}

QList<JobItem> DriverProcess::items()
{
    const QByteArray lines = output();
    return itemsIn(lines.mid(lines.lastIndexOf('\n', lines.size() - 2) + 1));
}

QList<JobItem> DriverProcess::itemsAtStart()
{
    const QByteArray lines = output();
    return itemsIn(lines.left(lines.indexOf('\n')));
}

QSet<QString> DriverProcess::shownDeleted()
{
    QSet<QString> ids;
    const QByteArrayList lines = output().split('\n');
    for (const QByteArray &line : lines.first(lines.size() - 1)) { // the last one is not whole
        if (line.startsWith("deleted "))
            ids.insert(QString::fromUtf8(line.mid(8)));
    }
    return ids;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/driverprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Clearsky {

namespace {

QByteArray keysOf(const PracticeCloud &cloud, bool isHuawei)
{
    const PracticeKeys keys = cloud.keys();
    const QJsonObject object{
        {QStringLiteral("provider"), isHuawei ? QStringLiteral("huawei") : QStringLiteral("zenlayer")},
        {QStringLiteral("endpoint"), cloud.origin()},
        {QStringLiteral("region"), keys.region},
        {QStringLiteral("projectId"), keys.projects.first().id},
        {QStringLiteral("accessKeyId"), isHuawei ? keys.users.first().accessKey : keys.zenlayerKeyId},
        {QStringLiteral("secretField"), isHuawei ? QStringLiteral("secretAccessKey") : QStringLiteral("accessKeyPassword")},
        {QStringLiteral("secret"), isHuawei ? keys.users.first().secretKey : keys.zenlayerPassword}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

DriverProcess::DriverProcess(const QString &program, const QString &folder, int count, const QStringList &kindIds,
                             const PracticeCloud &cloud)
{
    setProcessChannelMode(QProcess::ForwardedErrorChannel);
    start(program, QStringList{folder, QString::number(count)} + kindIds);
    write(keysOf(cloud, true) + keysOf(cloud, false));
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
    const QByteArray last = lines.mid(lines.lastIndexOf('\n', lines.size() - 2) + 1);
    QList<JobItem> items;
    const QJsonArray array = QJsonDocument::fromJson(last).array();
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        const auto text = [&object](const char *name) { return object.value(QLatin1String(name)).toString(); };
        items.append({.ref = {.kindId = text("kind"), .scope = text("scope"), .id = text("id")},
                      .state = itemStateFromId(text("state")).value_or(ItemState::Pending),
                      .reason = text("reason"),
                      .proof = text("proof")});
    }
    return items;
}

} // namespace Clearsky

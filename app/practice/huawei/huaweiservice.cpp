// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/huaweiservice.h"

#include <QDateTime>
#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals;

HuaweiService::HuaweiService(std::shared_ptr<HuaweiGateway> gateway, QString name, QString version)
    : m_gateway(std::move(gateway)), m_name(std::move(name)), m_version(std::move(version))
{
}

std::optional<PracticeCall> HuaweiService::recognise(const PracticeRequest &request,
                                                     const PracticeWorld &world) const
{
    if (!request.path.startsWith(QByteArray('/' + m_version.toLatin1() + '/'))) // most are another service's
        return std::nullopt;
    const QStringList segments = request.pathSegments();
    if (segments.size() < 3 || segments.at(0) != m_version
        || !huaweiHostServes(request, m_name, world.keys()))
        return std::nullopt;
    std::optional<PracticeCall> call = route(request, segments.sliced(2));
    if (call) {
        call->projectId = segments.at(1);
        call->signIn = m_gateway->claimedUser(request, world);
    }
    return call;
}

PracticeReply HuaweiService::answer(const PracticeCall &call, const PracticeRequest &request,
                                    PracticeWorld &world)
{
    HuaweiEntry entry = m_gateway->admit(request, call.projectId, world);
    if (entry.refusal)
        return refusal(request, *std::move(entry.refusal));
    PracticeReply reply = serve({.request = request,
                                 .action = call.action,
                                 .projectId = call.projectId,
                                 .rest = request.pathSegments().sliced(2),
                                 .caller = entry.caller},
                                world);
    reply.headers.emplaceBack("X-Request-Id", QUuid::createUuid().toString(QUuid::Id128).toLatin1());
    return reply;
}

PracticeReply HuaweiService::refusal(const PracticeRequest &, PracticeReply reply) const
{
    return reply;
}

bool huaweiPathIs(const QStringList &rest, const QStringList &pattern)
{
    return std::equal(rest.cbegin(), rest.cend(), pattern.cbegin(), pattern.cend(),
                      [](const QString &segment, const QString &wanted) {
                          return wanted == u"*"_s ? !segment.isEmpty() : segment == wanted;
                      });
}

std::optional<int> huaweiNumber(const PracticeRequest &request, const QString &name, int fallback, int least,
                                int most)
{
    const QString text = request.queryValue(name);
    if (text.isNull())
        return fallback;
    bool ok = false;
    const int number = text.toInt(&ok);
    return ok && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<QStringList> huaweiStrings(const QJsonValue &value)
{
    if (!value.isArray())
        return std::nullopt;
    QStringList strings;
    for (const QJsonValue &each : value.toArray()) {
        if (each.toString().isEmpty())
            return std::nullopt;
        strings.append(each.toString());
    }
    return strings;
}

QString huaweiPlainTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString huaweiMicroTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s) + u"877"_s;
}

QString huaweiProjectFor(int index, int count, const PracticeKeys &keys)
{
    return keys.projects.at(index < count - count / 6 ? 0 : 1).id;
}

} // namespace Clearsky

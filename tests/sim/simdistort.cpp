// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simdistort.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <functional>

namespace Clearsky {

using namespace Qt::Literals;

namespace {

/// Applies `edit` to every member that is a list or a number, envelopes included.
QJsonObject edited(QJsonObject object, const std::function<QJsonValue(const QString &, const QJsonValue &)> &edit)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isObject())
            *it = edited(it->toObject(), edit);
        else if (it->isArray() || it->isDouble())
            *it = edit(it.key(), *it);
    }
    return object;
}

QByteArray edited(const QByteArray &json, const std::function<QJsonValue(const QString &, const QJsonValue &)> &edit)
{
    return QJsonDocument(edited(QJsonDocument::fromJson(json).object(), edit)).toJson(QJsonDocument::Compact);
}

/// In the words of both providers at once.
QByteArray errorBody(const QString &code, const QString &message)
{
    return QJsonDocument(QJsonObject{{u"error_code"_s, code},
                                     {u"error_msg"_s, message},
                                     {u"code"_s, code},
                                     {u"message"_s, message},
                                     {u"requestId"_s, u"sim"_s}})
        .toJson(QJsonDocument::Compact);
}

HttpReply error(int status, const char *code)
{
    return {.status = status, .body = errorBody(QString::fromLatin1(code), u"simulated"_s), .elapsed = std::chrono::milliseconds(50)};
}

} // namespace

std::optional<HttpReply> replyOf(Mishap mishap, SimDice dice)
{
    switch (mishap) {
    case Mishap::FaultBefore:
        return error(500, "SIM.0500");
    case Mishap::FaultAfter:
        return error(dice.chance(0.5) ? 500 : 504, "SIM.0500");
    case Mishap::Throttled:
        return error(429, "SIM.0429");
    case Mishap::ThrottledWithHint:
    case Mishap::Unavailable: {
        HttpReply reply = error(mishap == Mishap::Unavailable ? 503 : 429, "SIM.0429");
        reply.headers.append({"Retry-After", QByteArray::number(dice.between(1, 90))});
        return reply;
    }
    case Mishap::SessionEnded:
        return error(401, "SIM.0401");
    case Mishap::Forbidden:
        return error(403, "SIM.0403");
    case Mishap::WrongPlace:
        return HttpReply{.status = 404, .body = "<html>404</html>"};
    case Mishap::Invalid:
        return error(400, "SIM.0400");
    case Mishap::Garbage:
        return HttpReply{.status = 200, .body = "<html><body>Welcome</body></html>"};
    case Mishap::WrongShape:
        return HttpReply{.status = 200, .body = dice.chance(0.5) ? "{}" : "{\"job_id\":17,\"response\":{\"snapshotIds\":null}}"};
    default:
        return {};
    }
}

QByteArray emptied(const QByteArray &json)
{
    return edited(json, [](const QString &name, const QJsonValue &value) -> QJsonValue {
        if (value.isArray())
            return QJsonArray();
        const bool counts = name.contains("total"_L1, Qt::CaseInsensitive) || name.contains("count"_L1) || name == "size"_L1;
        return counts ? QJsonValue(0) : value;
    });
}

QByteArray shortened(const QByteArray &json)
{
    return edited(json, [](const QString &, const QJsonValue &value) -> QJsonValue {
        QJsonArray list = value.toArray();
        if (list.isEmpty())
            return value;
        list.removeLast();
        return list;
    });
}

} // namespace Clearsky

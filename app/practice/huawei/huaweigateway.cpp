// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/huaweigateway.h"

#include "app/practice/huawei/huaweisignature.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <cstdlib>

namespace Clearsky {

using namespace Qt::Literals;

namespace {

constexpr qint64 clockWindowMs = 15 * 60 * 1000;
constexpr qsizetype largestBody = 12 * 1024 * 1024;

HuaweiEntry refused(PracticeReply reply)
{
    return {.caller = {}, .refusal = std::move(reply)};
}

HuaweiEntry notAuthenticated(const QString &why)
{
    return refused(huaweiGatewayError(401, u"0301"_s, u"Incorrect IAM authentication information: "_s + why));
}

struct Credentials
{
    QByteArray secretKey{};
    QByteArray securityToken{}; ///< empty: a permanent key
    QString userId{};
    bool expired = false;
};

std::optional<Credentials> credentialsOf(const QByteArray &accessKey, const HuaweiSessions &sessions,
                                         const PracticeWorld &world)
{
    const PracticeKeys &keys = world.keys();
    for (const PracticeUser &user : keys.users) {
        if (user.accessKey.toUtf8() == accessKey)
            return Credentials{.secretKey = user.secretKey.toUtf8(), .userId = user.id};
    }
    if (!keys.temporaryAccessKey.isEmpty() && keys.temporaryAccessKey.toUtf8() == accessKey)
        return Credentials{.secretKey = keys.temporarySecretKey.toUtf8(),
                           .securityToken = keys.securityToken.toUtf8(),
                           .userId = keys.users.constFirst().id};
    if (const auto key = sessions.temporaryKey(accessKey))
        return Credentials{.secretKey = key->secretKey,
                           .securityToken = key->securityToken,
                           .userId = key->userId,
                           .expired = key->expiresMs <= world.calendar()};
    return std::nullopt;
}

std::optional<qint64> signingTime(const QByteArray &text)
{
    const bool isShaped = text.size() == 16 && text.at(8) == 'T' && text.at(15) == 'Z';
    const auto number = [&text](qsizetype from, qsizetype size) { return QByteArrayView(text).sliced(from, size).toInt(); };
    if (!isShaped)
        return std::nullopt;
    const QDate date(number(0, 4), number(4, 2), number(6, 2));
    const QTime time(number(9, 2), number(11, 2), number(13, 2));
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    return QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
}

ReceivedRequest received(const PracticeRequest &request)
{
    ReceivedRequest result{
        .method = request.method, .rawPath = request.path, .rawQuery = request.query, .body = request.body};
    for (const auto &[name, value] : request.headers)
        result.headers.emplaceBack(name, value);
    return result;
}

} // namespace

HuaweiEntry HuaweiGateway::admit(const PracticeRequest &request, const QString &projectId,
                                 const PracticeWorld &world) const
{
    if (request.body.size() > largestBody)
        return refused(huaweiGatewayError(413, u"0201"_s, u"Request entity too large"_s));
    if (!request.header("Content-Type").toLower().startsWith("application/json"))
        return refused(huaweiGatewayError(400, u"0106"_s,
                                          u"Orchestration error: the parameter Content-Type is "
                                          "missing or invalid"_s));
    const QByteArray token = request.header("X-Auth-Token");
    const QByteArray authorization = request.header("Authorization");
    if (!token.isEmpty() && !authorization.isEmpty())
        return refused(huaweiGatewayError(400, u"0106"_s,
                                          u"Orchestration error: X-Auth-Token and Authorization "
                                          "exclude each other"_s));
    HuaweiEntry entry =
        token.isEmpty() ? admitSignature(request, authorization, world) : admitToken(token, world);
    if (!entry.refusal && !projectId.isEmpty())
        entry.refusal = checkProject(entry.caller, request, projectId, world);
    return entry;
}

HuaweiEntry HuaweiGateway::admitToken(const QByteArray &text, const PracticeWorld &world) const
{
    const auto token = m_sessions.token(text, world.calendar());
    if (!token)
        return refused(huaweiGatewayError(401, u"0307"_s, u"The token must be updated."_s));
    return {.caller = {.userId = token->userId, .tokenProjectId = token->projectId, .byToken = true},
            .refusal = {}};
}

HuaweiEntry HuaweiGateway::admitSignature(const PracticeRequest &request, const QByteArray &header,
                                          const PracticeWorld &world) const
{
    const auto authorization = HuaweiAuthorization::parse(header);
    if (!authorization)
        return notAuthenticated(u"authorization header is missing or malformed"_s);
    const auto time = signingTime(request.header("X-Sdk-Date"));
    if (!time || !authorization->covers("x-sdk-date"))
        return notAuthenticated(u"x-sdk-date is missing, malformed or not signed"_s);
    if (std::abs(world.calendar() - *time) > clockWindowMs)
        return notAuthenticated(u"signature expired, sign time "_s + practiceIsoTime(*time)
                                + u", server time "_s + practiceIsoTime(world.calendar()));
    const auto credentials = credentialsOf(authorization->accessKey, m_sessions, world);
    if (!credentials)
        return notAuthenticated(u"get secretKey failed, ak: "_s + QString::fromUtf8(authorization->accessKey)
                                + u", err: ak not exist"_s);
    if (!isSignedBy(received(request), *authorization, credentials->secretKey))
        return notAuthenticated(u"verify aksk signature fail"_s);
    if (credentials->expired)
        return notAuthenticated(u"security token expired"_s);
    // A temporary key is good only together with its token, and the token is part of what is signed (2.4).
    const bool tokenGood = request.header("X-Security-Token") == credentials->securityToken
        && (credentials->securityToken.isEmpty() || authorization->covers("x-security-token"));
    if (!tokenGood)
        return notAuthenticated(u"security token is missing, wrong or not signed"_s);
    return {.caller = {.userId = credentials->userId}, .refusal = {}};
}

std::optional<PracticeReply> HuaweiGateway::checkProject(const HuaweiCaller &caller,
                                                         const PracticeRequest &request,
                                                         const QString &projectId,
                                                         const PracticeWorld &world) const
{
    const auto &projects = world.keys().projects;
    const auto found =
        std::find_if(projects.cbegin(), projects.cend(),
                     [&projectId](const PracticeProject &each) { return each.id == projectId; });
    if (found == projects.cend() || !found->enabled)
        return huaweiGatewayError(403, u"0310"_s, u"The project is unavailable: "_s + projectId);
    const QString header = QString::fromUtf8(request.header("X-Project-Id"));
    if (!header.isEmpty() && header != projectId)
        return huaweiGatewayError(403, u"0302"_s, u"X-Project-Id differs from the project of the path"_s);
    if (caller.byToken && caller.tokenProjectId != projectId)
        return huaweiGatewayError(403, u"0302"_s, u"The token is not scoped to project "_s + projectId);
    if (!hasProject(world.keys(), caller.userId, projectId))
        return huaweiGatewayError(403, u"0302"_s,
                                  u"The IAM user may not call the API in project "_s + projectId);
    return std::nullopt;
}

QString HuaweiGateway::claimedUser(const PracticeRequest &request, const PracticeWorld &world) const
{
    const QByteArray token = request.header("X-Auth-Token");
    if (!token.isEmpty())
        return m_sessions.ownerOfToken(token);
    const auto authorization = HuaweiAuthorization::parse(request.header("Authorization"));
    const auto credentials =
        authorization ? credentialsOf(authorization->accessKey, m_sessions, world) : std::nullopt;
    return credentials ? credentials->userId : QString();
}

bool HuaweiGateway::hasProject(const PracticeKeys &keys, const QString &userId, const QString &projectId)
{
    const auto isUser = [&](qsizetype index) {
        return keys.users.size() > index && keys.users.at(index).id == userId;
    };
    const auto isProject = [&](qsizetype index) {
        return keys.projects.size() > index && keys.projects.at(index).id == projectId;
    };
    return isUser(0) || (isUser(1) && isProject(1)) || (isUser(2) && isProject(0));
}

bool HuaweiGateway::mayDelete(const PracticeKeys &keys, const QString &userId)
{
    return keys.users.size() < 3 || keys.users.at(2).id != userId;
}

PracticeReply huaweiError(int status, const QString &code, const QString &message, QJsonObject more)
{
    more.insert(u"error_code"_s, code);
    more.insert(u"error_msg"_s, message);
    return PracticeReply::json(status, more);
}

PracticeReply huaweiGatewayError(int status, const QString &number, const QString &message)
{
    const QString requestId = QUuid::createUuid().toString(QUuid::Id128);
    PracticeReply reply = huaweiError(status, u"APIGW."_s + number, message, {{u"request_id"_s, requestId}});
    reply.headers.emplaceBack("X-Request-Id", requestId.toLatin1());
    return reply;
}

PracticeReply huaweiNotPublished()
{
    return huaweiGatewayError(404, u"0101"_s,
                              u"The API does not exist or has not been published in the "
                              "environment"_s);
}

bool huaweiHostServes(const PracticeRequest &request, const QString &service, const PracticeKeys &keys)
{
    const QString host = QString::fromUtf8(request.header("Host")).section(u':', 0, 0);
    if (!host.endsWith(u".localhost"_s))
        return true;
    const QStringList labels = host.split(u'.');
    return labels.size() == 3 && labels.at(0) == service && labels.at(1) == keys.region;
}

std::optional<QJsonObject> huaweiBody(const PracticeRequest &request)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace Clearsky

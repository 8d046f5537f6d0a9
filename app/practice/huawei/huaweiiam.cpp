// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/huaweiiam.h"

#include <QDateTime>
#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals;

namespace {

/// The token call's own shape: the code is a number and stands inside `error`.
PracticeReply tokenError(int status, const QString &title, const QString &message)
{
    return PracticeReply::json(
        status,
        {{u"error"_s, QJsonObject{{u"code"_s, status}, {u"message"_s, message}, {u"title"_s, title}}}});
}

/// UTC with six fractional digits.
QString iamTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s) + u"000Z"_s;
}

const PracticeProject *scopedProject(const QJsonObject &scope, const PracticeKeys &keys)
{
    const QString id = scope.value("id"_L1).toString();
    const QString name = scope.value("name"_L1).toString();
    const auto found =
        std::find_if(keys.projects.cbegin(), keys.projects.cend(), [&](const PracticeProject &each) {
            return id.isEmpty() ? each.name == name : each.id == id;
        });
    return found == keys.projects.cend() ? nullptr : &*found;
}

QJsonObject domainOf(const PracticeKeys &keys)
{
    return {{u"id"_s, keys.accountId}, {u"name"_s, keys.accountName}};
}

QJsonObject tokenBody(const HuaweiToken &token, const PracticeUser &user, const PracticeProject *project,
                      bool withCatalog, const PracticeKeys &keys)
{
    QJsonObject body{
        {u"expires_at"_s, iamTime(token.expiresMs)},
        {u"issued_at"_s, iamTime(token.issuedMs)},
        {u"methods"_s, QJsonArray{u"password"_s}},
        {u"roles"_s, QJsonArray{QJsonObject{{u"id"_s, u"0"_s}, {u"name"_s, u"te_admin"_s}}}},
        {u"user"_s,
         QJsonObject{{u"id"_s, user.id},
                     {u"name"_s, user.name},
                     {u"domain"_s, domainOf(keys)},
                     {u"password_expires_at"_s, QString()}}},
    };
    body.insert(u"catalog"_s,
                withCatalog ? QJsonArray{QJsonObject{
                    {u"type"_s, u"workspace"_s}, {u"name"_s, u"workspace"_s}, {u"endpoints"_s, QJsonArray()}}}
                            : QJsonArray());
    if (project)
        body.insert(
            u"project"_s,
            QJsonObject{{u"id"_s, project->id}, {u"name"_s, project->name}, {u"domain"_s, domainOf(keys)}});
    else
        body.insert(u"domain"_s, domainOf(keys));
    return {{u"token"_s, body}};
}

QJsonObject projectBody(const PracticeProject &project, const PracticeKeys &keys)
{
    const bool regional = project.id == keys.projects.constFirst().id;
    return {
        {u"id"_s, project.id},
        {u"name"_s, project.name},
        {u"domain_id"_s, keys.accountId},
        {u"parent_id"_s, regional ? keys.accountId : keys.projects.constFirst().id},
        {u"enabled"_s, project.enabled},
        {u"is_domain"_s, false},
        {u"description"_s, QString()},
        {u"links"_s, QJsonObject{{u"self"_s, QString(u"https://iam.example/v3/projects/"_s + project.id)}}}};
}

PracticeReply projectList(const QJsonArray &projects)
{
    return PracticeReply::json(200,
                               {{u"projects"_s, projects},
                                {u"links"_s,
                                 QJsonObject{{u"self"_s, u"https://iam.example/v3/projects"_s},
                                             {u"next"_s, QJsonValue()},
                                             {u"previous"_s, QJsonValue()}}}});
}

} // namespace

HuaweiIam::HuaweiIam(std::shared_ptr<HuaweiGateway> gateway) : m_gateway(std::move(gateway))
{
}

QString HuaweiIam::kindId() const
{
    return u"huawei.iam"_s;
}

std::optional<PracticeCall> HuaweiIam::recognise(const PracticeRequest &request,
                                                 const PracticeWorld &world) const
{
    struct Path
    {
        QByteArray method;
        QStringList segments;
        QString action;
    };
    static const QList<Path> paths{
        {"POST", {u"v3"_s, u"auth"_s, u"tokens"_s}, u"CreateToken"_s},
        {"GET", {u"v3"_s, u"projects"_s}, u"ListProjects"_s},
        {"GET", {u"v3"_s, u"auth"_s, u"projects"_s}, u"ListAuthProjects"_s},
        {"GET", {u"v3"_s, u"auth"_s, u"domains"_s}, u"ListAuthDomains"_s},
        {"POST", {u"v3.0"_s, u"OS-CREDENTIAL"_s, u"securitytokens"_s}, u"CreateTemporaryKey"_s},
    };
    const QStringList segments = request.pathSegments();
    for (const Path &path : paths) {
        if (path.method == request.method && path.segments == segments
            && huaweiHostServes(request, u"iam"_s, world.keys()))
            return PracticeCall{.operation = path.method == "POST" ? PracticeOperation::SignIn
                                                                   : PracticeOperation::List,
                                .action = path.action,
                                .signIn = m_gateway->claimedUser(request, world)};
    }
    return std::nullopt;
}

PracticeReply HuaweiIam::answer(const PracticeCall &call, const PracticeRequest &request,
                                PracticeWorld &world)
{
    PracticeReply reply;
    if (call.action == u"CreateToken"_s) {
        reply = createToken(request, world);
    } else {
        HuaweiEntry entry = m_gateway->admit(request, {}, world);
        if (entry.refusal)
            return *std::move(entry.refusal);
        if (call.action == u"ListProjects"_s)
            reply = listProjects(request, world);
        else if (call.action == u"ListAuthProjects"_s)
            reply = listOwnProjects(entry.caller, world);
        else if (call.action == u"ListAuthDomains"_s)
            reply = listDomains(world);
        else
            reply = createKey(request, entry.caller, world);
    }
    reply.headers.emplaceBack("X-IAM-Trace-Id",
                              "token_" + QUuid::createUuid().toString(QUuid::Id128).toLatin1());
    return reply;
}

PracticeReply HuaweiIam::createToken(const PracticeRequest &request, const PracticeWorld &world)
{
    const PracticeKeys &keys = world.keys();
    const QJsonObject auth = huaweiBody(request).value_or(QJsonObject()).value("auth"_L1).toObject();
    const QJsonObject identity = auth.value("identity"_L1).toObject();
    const QJsonObject user = identity.value("password"_L1)["user"_L1].toObject();
    const QString name = user.value("name"_L1).toString();
    if (identity.value("methods"_L1) != QJsonArray{u"password"_s} || name.isEmpty()
        || !request.header("Content-Type").startsWith("application/json"))
        return tokenError(400, u"Bad Request"_s, u"Expecting to find valid JSON in request body."_s);
    const bool ourAccount = user.value("domain"_L1)["name"_L1].toString() == keys.accountName;
    const auto signIn = m_gateway->sessions().checkPassword(
        keys, name, ourAccount ? user.value("password"_L1).toString() : QString());
    if (signIn == HuaweiSessions::SignIn::Locked)
        return tokenError(401, u"Unauthorized"_s, u"The account is locked."_s);
    if (signIn == HuaweiSessions::SignIn::Wrong)
        return tokenError(401, u"Unauthorized"_s, u"The username or password is wrong."_s);

    const auto known = std::find_if(keys.users.cbegin(), keys.users.cend(),
                                    [&name](const PracticeUser &each) { return each.name == name; });
    const QJsonValue scope = auth.value("scope"_L1)["project"_L1];
    const PracticeProject *project = scopedProject(scope.toObject(), keys);
    if (scope.isObject() && !project)
        return tokenError(404, u"Not Found"_s, u"Could not find project."_s);
    if (project && (!project->enabled || !HuaweiGateway::hasProject(keys, known->id, project->id)))
        return tokenError(403, u"Forbidden"_s, u"You are not authorized to perform the requested action."_s);
    const HuaweiToken token = m_gateway->sessions().issueToken(
        known->id, project ? project->id : QString(), world.calendar(), world.delay(std::chrono::hours(24)));
    const bool withCatalog = request.queryValue(u"nocatalog"_s).isEmpty();
    PracticeReply reply = PracticeReply::json(201, tokenBody(token, *known, project, withCatalog, keys));
    reply.headers.emplaceBack("X-Subject-Token", token.text);
    return reply;
}

PracticeReply HuaweiIam::createKey(const PracticeRequest &request, const HuaweiCaller &caller,
                                   const PracticeWorld &world)
{
    constexpr int least = 900;
    constexpr int most = 86400;
    const QJsonObject identity =
        huaweiBody(request).value_or(QJsonObject()).value("auth"_L1)["identity"_L1].toObject();
    const int seconds = identity.value("token"_L1)["duration_seconds"_L1].toInt(least);
    if (!caller.byToken || identity.value("methods"_L1) != QJsonArray{u"token"_s} || seconds < least
        || seconds > most)
        return huaweiError(400, u"IAM.0011"_s, u"Request body is invalid."_s);
    const HuaweiTemporaryKey key = m_gateway->sessions().issueKey(caller.userId, world.calendar(),
                                                                  world.delay(std::chrono::seconds(seconds)));
    return PracticeReply::json(201,
                               {{u"credential"_s,
                                 QJsonObject{{u"access"_s, QString::fromLatin1(key.accessKey)},
                                             {u"secret"_s, QString::fromLatin1(key.secretKey)},
                                             {u"securitytoken"_s, QString::fromLatin1(key.securityToken)},
                                             {u"expires_at"_s, iamTime(key.expiresMs)}}}});
}

PracticeReply HuaweiIam::listProjects(const PracticeRequest &request, const PracticeWorld &world) const
{
    // Signed with a key this call is one of the account's: the project header does not belong to it (2.3).
    if (!request.header("X-Project-Id").isEmpty())
        return huaweiError(403, u"IAM.0002"_s, u"You are not authorized to perform the requested action."_s);
    const QString name = request.queryValue(u"name"_s);
    const QString parent = request.queryValue(u"parent_id"_s);
    const QString enabled = request.queryValue(u"enabled"_s);
    QJsonArray projects;
    for (const PracticeProject &project : world.keys().projects) {
        const QJsonObject body = projectBody(project, world.keys());
        if ((name.isEmpty() || project.name == name) && (parent.isEmpty() || body["parent_id"_L1] == parent)
            && (enabled.isEmpty() || project.enabled == (enabled == u"true"_s)))
            projects.append(body);
    }
    const auto page = huaweiNumber(request, u"page"_s, 0, 1, 100000);
    const auto perPage = huaweiNumber(request, u"per_page"_s, 0, 1, 5000);
    if (!page || !perPage || (*page == 0) != (*perPage == 0))
        return huaweiError(400, u"IAM.0011"_s, u"page and per_page belong together."_s);
    if (*page == 0)
        return projectList(projects);
    QJsonArray part;
    for (qsizetype i = qsizetype(*page - 1) * *perPage; i < projects.size() && part.size() < *perPage; ++i)
        part.append(projects.at(i));
    return projectList(part);
}

PracticeReply HuaweiIam::listOwnProjects(const HuaweiCaller &caller, const PracticeWorld &world) const
{
    QJsonArray projects;
    for (const PracticeProject &project : world.keys().projects) {
        if (HuaweiGateway::hasProject(world.keys(), caller.userId, project.id))
            projects.append(projectBody(project, world.keys()));
    }
    return projectList(projects);
}

PracticeReply HuaweiIam::listDomains(const PracticeWorld &world) const
{
    QJsonObject domain = domainOf(world.keys());
    domain.insert(u"enabled"_s, true);
    return PracticeReply::json(200, {{u"domains"_s, QJsonArray{domain}}, {u"links"_s, QJsonObject()}});
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/romaassets.h"

#include "app/providers/answer.h"
#include "app/providers/huawei/huaweierrors.h"
#include "app/providers/huawei/huaweikind.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace Clearsky {

namespace {

using namespace std::chrono_literals;
using namespace Qt::Literals;
using Role = StateMeaning::Role;
using Tone = StateMeaning::Tone;

// The defaults are 10 (api/huawei.md 5.2): always sent.
constexpr int instancesPerPage = 100;
constexpr int appsPerPage = 200;
constexpr int tasksPerPage = 500;
// DeleteAsset: applications and tasks together (api/huawei.md 5.3).
constexpr int idsPerRequest = 100;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::RomaAssets)
};

QString counted(int n)
{
    return n == 1 ? Texts::tr("%1 ROMA asset").arg(n) : Texts::tr("%1 ROMA assets").arg(n);
}

QList<Column> columns()
{
    using enum Column::Type;
    using enum Column::Place;
    return {column("name", Texts::tr("Name"), Text, 26),
            column("state", Texts::tr("State"), State, 12),
            column("age", Texts::tr("Age"), Age, 8),
            column("type", Texts::tr("Type"), Text, 12),
            column("instance", Texts::tr("Instance"), Text, 16),
            column("id", Texts::tr("ID"), Text, 36, Details),
            column("instanceId", Texts::tr("Instance ID"), Text, 36, Details),
            column("remark", Texts::tr("Remark"), Text, 30, Details),
            column("creator", Texts::tr("Created By"), Text, 16, Details),
            column("lastRun", Texts::tr("Last Run"), Text, 12, Details)};
}

// Applications have no state of their own; tasks are stopped (0) or running (1).
QList<StateMeaning> states()
{
    return {stateMeaning("application", Texts::tr("Available"), Role::Idle, Tone::Good, true),
            stateMeaning("0", Texts::tr("Stopped"), Role::Idle, Tone::Neutral, true),
            stateMeaning("1", Texts::tr("Running"), Role::Idle, Tone::Busy, true)};
}

/// A scope is "<instance id>/app" or "<instance id>/task".
QString instanceOf(const QString &scope)
{
    return scope.section(u'/', 0, 0);
}

bool isTask(const QString &scope)
{
    return scope.endsWith("/task"_L1);
}

ResourceKind makeKind()
{
    return {.id = u"huawei.roma.asset"_s,
            .providerId = u"huawei"_s,
            .title = Texts::tr("ROMA Assets"),
            .icon = u"boxes"_s,
            .counted = counted,
            .limitSource = Texts::tr(
                "ROMA Connect API reference, Deleting Assets in Batches: at most 100 applications and "
                "tasks of one instance, one asset job per user at a time"),
            .consequence = Texts::tr(
                "Cannot be undone. With an application, its APIs, data sources, topics and products may "
                "go as well; a running task may be refused."),
            .idsPerRequest = idsPerRequest,
            .idPattern = wordPattern(64),
            .columns = columns(),
            .states = states(),
            .batchGroup = instanceOf};
}

ApiRequest pageRequest(const QStringList &path, int limit, const QString &action,
                       const QString &instanceName = {})
{
    ApiRequest request =
        huaweiRead(u"roma"_s, path, {{u"limit"_s, QString::number(limit)}, {u"offset"_s, u"0"_s}}, action);
    request.context = instanceName;
    return request;
}

/// `roles` is an array, or one text with commas (api/huawei.md 5.2).
QStringList rolesOf(const JsonReader &row)
{
    QStringList roles;
    const QJsonValue value = row.raw().value("roles"_L1);
    for (const QJsonValue &role : value.isArray() ? value.toArray() : QJsonArray{value}) {
        const QStringList words = role.toString().split(u',', Qt::SkipEmptyParts);
        for (const QString &word : words)
            roles.append(word.trimmed());
    }
    return roles;
}

// Whoever says nothing of roles is asked: the server decides.
QString obstacleOf(const JsonReader &row)
{
    if (!row.has("roles"_L1) && !row.has("owner"_L1))
        return {};
    const QStringList roles = rolesOf(row);
    const bool mayDelete = row.optionalFlag("owner"_L1).value_or(false)
        || roles.contains("delete"_L1, Qt::CaseInsensitive)
        || roles.contains("admin"_L1, Qt::CaseInsensitive);
    return mayDelete ? QString()
                     : Texts::tr("You may not delete this application: it needs the role delete or admin");
}

Resource readApp(JsonReader &row, const QString &instanceId, const QString &instanceName)
{
    const JsonTime created = row.optionalTime("create_time"_L1);
    Resource resource{.id = row.id("id"_L1),
                      .scope = instanceId + u"/app"_s,
                      .name = row.optionalText("name"_L1),
                      .state = u"application"_s,
                      .created = created.utc,
                      .createdText = created.text,
                      .obstacle = obstacleOf(row),
                      .raw = row.textWithoutSecrets({u"key"_s, u"app_key"_s})}; // access keys
    resource.cells = {resource.name,
                      resource.state,
                      created.utc,
                      Texts::tr("Application"),
                      instanceName,
                      resource.id,
                      instanceId,
                      row.optionalText("remark"_L1),
                      row.optionalObject("created_user"_L1).optionalText("user_name"_L1),
                      QString()};
    return resource;
}

Resource readTask(JsonReader &row, const QString &instanceId, const QString &instanceName)
{
    const JsonTime created = row.optionalTime("created_date"_L1);
    Resource resource{.id = row.id("task_id"_L1),
                      .scope = instanceId + u"/task"_s,
                      .name = row.optionalText("task_name"_L1),
                      .state = QString::number(row.number("status"_L1)),
                      .created = created.utc,
                      .createdText = created.text,
                      .raw = row.textWithoutSecrets()};
    if (resource.state == "1"_L1)
        resource.caution = Texts::tr("It is running: the provider may refuse to delete it.");
    resource.cells = {resource.name, resource.state,
                      created.utc,   Texts::tr("Task"),
                      instanceName,  resource.id,
                      instanceId,    row.optionalText("task_tag"_L1),
                      QString(),     row.optionalText("execute_status"_L1)};
    return resource;
}

ProviderJob::State stateOf(const QString &word)
{
    const auto isOneOf = [&word](const QStringList &words) {
        return words.contains(word, Qt::CaseInsensitive);
    };
    if (isOneOf({u"succeeded"_s, u"success"_s, u"finished"_s}))
        return ProviderJob::State::Succeeded;
    return isOneOf({u"failed"_s, u"fail"_s}) ? ProviderJob::State::Failed : ProviderJob::State::Running;
}

class RomaAssets final : public KindContract
{
public:
    const ResourceKind &kind() const override { return m_kind; }
    QList<ApiRequest> listRequests(const Scope &scope) const override;
    QList<ApiRequest> findRequests(const Scope &scope, const QList<ResourceRef> &refs) const override;
    Result<ListPage> readPage(const ApiRequest &request, const HttpReply &reply) const override;
    QString partOf(const ResourceRef &ref) const override { return ref.scope; }
    Result<ApiRequest> deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const override;
    DeleteAnswer readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const override;
    ApiRequest jobRequest(const Scope &scope, const ResourceRef &anyItem,
                          const QString &jobId) const override;
    Result<ProviderJob> readJob(const HttpReply &reply) const override;
    LaneRules laneRules(const QString &origin, const Scope &scope) const override;
    FollowRules followRules() const override;

private:
    [[nodiscard]] static Result<ListPage> readInstances(const ApiRequest &request, const HttpReply &reply,
                                                        JsonReader body);
    [[nodiscard]] static Result<ListPage> readAssets(const ApiRequest &request, const HttpReply &reply,
                                                     JsonReader body);

    ResourceKind m_kind = makeKind();
};

QList<ApiRequest> RomaAssets::listRequests(const Scope &scope) const
{
    return {pageRequest({u"v2"_s, scope.projectId, u"instances"_s}, instancesPerPage, u"ListInstances"_s)};
}

QList<ApiRequest> RomaAssets::findRequests(const Scope &scope, const QList<ResourceRef> &refs) const
{
    Q_UNUSED(scope)
    Q_UNUSED(refs)
    return {}; // there is no query for several ids
}

Result<ListPage> RomaAssets::readPage(const ApiRequest &request, const HttpReply &reply) const
{
    const auto object = readHuaweiObject(reply);
    if (!object)
        return failure(object.error());
    const bool isInstances = request.pathSegments.last() == "instances"_L1;
    return isInstances ? readInstances(request, reply, *object)
                       : readAssets(request, reply, *object);
}

// Only running instances can be worked with (api/huawei.md 5.2); each has a list of applications and one of
// tasks.
Result<ListPage> RomaAssets::readInstances(const ApiRequest &request, const HttpReply &reply, JsonReader body)
{
    const QString project = request.pathSegments.at(1);
    ListPage page{.part = u"instances"_s};
    const QList<JsonReader> rows = body.objects("instances"_L1);
    static const QRegularExpression idPattern = wordPattern(64);
    for (JsonReader row : rows) {
        const QString id = row.id("id"_L1);
        const QString name = row.optionalText("name"_L1);
        const bool isRunning = row.text("status"_L1).compare("RUNNING"_L1, Qt::CaseInsensitive) == 0;
        if (row.ok() && !idPattern.match(id).hasMatch())
            row.complain(u"an instance's id is not an id"_s);
        body.adopt(row);
        if (!isRunning)
            continue;
        page.inner.append(
            pageRequest({u"v2"_s, project, u"instances"_s, id, u"apps"_s}, appsPerPage, u"ListApps"_s, name));
        page.inner.append(pageRequest({u"v2"_s, project, u"fdi"_s, u"instances"_s, id, u"tasks"_s},
                                      tasksPerPage, u"ListTasks"_s, name));
    }
    const qint64 total = body.number("total"_L1);
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    page.inner.append(nextByOffset(request, rows.size(), total));
    return page;
}

Result<ListPage> RomaAssets::readAssets(const ApiRequest &request, const HttpReply &reply, JsonReader body)
{
    const bool isTasks = request.pathSegments.last() == "tasks"_L1;
    const QString instanceId = request.pathSegments.at(request.pathSegments.size() - 2);
    ListPage page;
    for (JsonReader &row : body.objects(isTasks ? "entities"_L1 : "apps"_L1)) {
        page.rows.append(isTasks ? readTask(row, instanceId, request.context)
                                 : readApp(row, instanceId, request.context));
        body.adopt(row);
    }
    page.part = instanceId + (isTasks ? u"/task"_s : u"/app"_s);
    page.total = body.number("total"_L1);
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    page.next = nextByOffset(request, page.rows.size(), *page.total);
    return page;
}

// Three generations of the body are in the wild (api/huawei.md 5.3). The account says which one; it is never
// changed by itself. Both arrays are always there.
Result<ApiRequest> RomaAssets::deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const
{
    static const QRegularExpression scopePattern(u"\\A[A-Za-z0-9_-]{1,64}/(app|task)\\z"_s);
    if (const auto checked = checkBatch(m_kind, refs); !checked)
        return tl::make_unexpected(checked.error());
    if (const auto checked = checkScopes(refs, scopePattern); !checked)
        return tl::make_unexpected(checked.error());
    const bool isLegacy = scope.romaRequestForm == "legacy"_L1;
    QJsonArray apps;
    QJsonArray tasks;
    for (const ResourceRef &ref : refs) {
        if (isTask(ref.scope))
            tasks.append(QJsonObject{{isLegacy ? u"task_id"_s : u"id"_s, ref.id}});
        else
            apps.append(isLegacy ? QJsonValue(ref.id) : QJsonValue(QJsonObject{{u"id"_s, ref.id}}));
    }
    ApiRequest request = huaweiDelete(
        ApiRequest::Method::Post, u"roma"_s,
        {u"v2"_s, scope.projectId, u"instances"_s, instanceOf(refs.first().scope), u"assets"_s, u"delete"_s},
        u"DeleteAssets"_s);
    request.contentType = "application/json;charset=UTF-8";
    request.body =
        QJsonDocument(QJsonObject{{u"apps"_s, apps}, {u"tasks"_s, tasks}}).toJson(QJsonDocument::Compact);
    return request;
}

DeleteAnswer RomaAssets::readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const
{
    return readJobIdAnswer(refs, reply);
}

ApiRequest RomaAssets::jobRequest(const Scope &scope, const ResourceRef &anyItem, const QString &jobId) const
{
    return huaweiRead(
        u"roma"_s,
        {u"v2"_s, scope.projectId, u"instances"_s, instanceOf(anyItem.scope), u"assets"_s, u"jobs"_s, jobId},
        {}, u"ShowAssetJob"_s);
}

// The page calls the list of failures `reason`, the SDK `reasons` (api/huawei.md 5.4).
Result<ProviderJob> RomaAssets::readJob(const HttpReply &reply) const
{
    const auto object = readHuaweiObject(reply);
    if (!object)
        return jobFromError(reply);
    JsonReader body(*object);
    const QString word = body.id("status"_L1);
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    ProviderJob job{.state = stateOf(word)};
    for (const JsonReader &reason : body.optionalObjects("reason"_L1) + body.optionalObjects("reasons"_L1)) {
        const QString type = reason.optionalText("resource_type"_L1);
        QStringList parts{reason.optionalText("error_code"_L1), reason.optionalText("error_msg"_L1)};
        parts.removeAll(QString());
        job.failures.append({.part = type == "application"_L1 ? u"app"_s : type,
                             .name = reason.optionalText("resource_name"_L1),
                             .message = parts.join(u" – "_s)});
    }
    return job;
}

LaneRules RomaAssets::laneRules(const QString &origin, const Scope &scope) const
{
    return {.key = u"huawei.roma|%1|%2"_s.arg(origin, scope.userId),
            .maxRequests = 2,
            .maxDeletes = 1,
            .maxProviderJobs = 1,
            .looksExcludeDeletes = true,
            .conflictAttempts = 0};
}

FollowRules RomaAssets::followRules() const
{
    return {.jobFirstPoll = 5s,
            .jobPoll = 10s,
            .firstLook = 1s,
            .lookEvery = 5s,
            .longestLook = 15s,
            .looksToProveAbsence = 2,
            .grace = 0s,
            .lostJobGrace = 10min,
            .deadline = 30min};
}

} // namespace

std::unique_ptr<KindContract> makeRomaAssets()
{
    return std::make_unique<RomaAssets>();
}

} // namespace Clearsky

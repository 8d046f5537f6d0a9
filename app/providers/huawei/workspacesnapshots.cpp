// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/workspacesnapshots.h"

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

// 1–1000 are allowed (api/huawei.md 4.2); smaller pages show the first rows sooner.
constexpr int pageSize = 500;
// BatchDeleteDesktopSnapshot: 1 to 100 snapshot_ids of 1 to 36 characters (1.6).
constexpr int idsPerRequest = 100;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::WorkspaceSnapshots)
};

QString counted(int n)
{
    return n == 1 ? Texts::tr("%1 desktop snapshot").arg(n) : Texts::tr("%1 desktop snapshots").arg(n);
}

QList<Column> columns()
{
    using enum Column::Type;
    using enum Column::Place;
    return {column("name", Texts::tr("Name"), Text, 28),
            column("state", Texts::tr("State"), State, 12),
            column("age", Texts::tr("Age"), Age, 8),
            filteredAs("source", column("desktop", Texts::tr("Desktop"), Text, 18)),
            column("disk", Texts::tr("Disk"), Text, 10),
            column("origin", Texts::tr("Made By"), Text, 10),
            column("id", Texts::tr("ID"), Text, 36, Details),
            column("description", Texts::tr("Description"), Text, 30, Details),
            column("desktopId", Texts::tr("Desktop ID"), Text, 36, Details),
            column("restored", Texts::tr("Last Restored"), Time, 18, Details),
            column("progress", Texts::tr("Progress in Percent"), Number, 8, Details),
            column("failure", Texts::tr("Restore Failure"), Text, 30, Details)};
}

// There is no word for "being deleted" (api/huawei.md 4.2).
QList<StateMeaning> states()
{
    return {stateMeaning("create_success", Texts::tr("Available"), Role::Idle, Tone::Good, true),
            stateMeaning("creating", Texts::tr("Creating"), Role::Busy, Tone::Busy),
            stateMeaning("create_failed", Texts::tr("Creation failed"), Role::Idle, Tone::Bad, true),
            stateMeaning("restoring", Texts::tr("Restoring"), Role::Busy, Tone::Busy),
            stateMeaning("restore_success", Texts::tr("Restored"), Role::Idle, Tone::Good, true),
            stateMeaning("restore_failed", Texts::tr("Restore failed"), Role::Idle, Tone::Warning, true)};
}

ResourceKind makeKind()
{
    return {.id = u"huawei.workspace.snapshot"_s,
            .providerId = u"huawei"_s,
            .title = Texts::tr("Workspace Snapshots"),
            .icon = u"camera"_s,
            .counted = counted,
            .limitSource = Texts::tr("Workspace API reference, Deleting Snapshots in Batches (2025-07-14): 1 to 100 "
                                     "snapshot_ids"),
            .consequence = Texts::tr("Cannot be undone. The desktops stay; they can no longer be restored to these "
                                     "points."),
            .idsPerRequest = idsPerRequest,
            .idPattern = wordPattern(36),
            .columns = columns(),
            .states = states()};
}

QString originOf(const JsonReader &row)
{
    const QString type = row.optionalText("create_type"_L1);
    if (type.compare("AUTO"_L1, Qt::CaseInsensitive) == 0)
        return Texts::tr("Schedule");
    return type.compare("MANUALLY"_L1, Qt::CaseInsensitive) == 0 ? Texts::tr("Hand") : type;
}

QString diskOf(const JsonReader &row)
{
    const auto isSystem = row.optionalFlag("is_system_disk"_L1);
    if (!isSystem)
        return {};
    return *isSystem ? Texts::tr("System") : Texts::tr("Data");
}

Resource readRow(JsonReader &row)
{
    const JsonTime created = row.optionalTime("create_time"_L1);
    Resource resource{.id = row.id("snapshot_id"_L1),
                      .name = row.optionalText("snapshot_name"_L1),
                      .state = row.text("status"_L1),
                      .created = created.utc,
                      .createdText = created.text,
                      .raw = row.textWithoutSecrets()};
    const auto progress = row.optionalNumber("process"_L1);
    resource.cells = {resource.name,
                      resource.state,
                      created.utc,
                      row.optionalText("desktop_name"_L1),
                      diskOf(row),
                      originOf(row),
                      resource.id,
                      row.optionalText("description"_L1),
                      row.optionalText("desktop_id"_L1),
                      row.optionalTime("last_restore_time"_L1).utc,
                      progress ? QVariant(*progress) : QVariant(),
                      row.optionalText("restore_fail_reason"_L1)};
    return resource;
}

bool isOneOf(const QString &word, const QStringList &words)
{
    return words.contains(word, Qt::CaseInsensitive);
}

// The words differ between pages, SDK and vendor tools (api/huawei.md 4.4): whatever is neither is still running.
ProviderJob::State stateOf(const QString &word)
{
    if (isOneOf(word, {u"SUCCESS"_s, u"COMPLETE"_s, u"COMPLETED"_s}))
        return ProviderJob::State::Succeeded;
    return isOneOf(word, {u"FAIL"_s, u"FAILED"_s}) ? ProviderJob::State::Failed : ProviderJob::State::Running;
}

QString firstText(const JsonReader &reader, std::initializer_list<QLatin1String> keys)
{
    for (const QLatin1String key : keys) {
        if (const QString text = reader.optionalText(key); !text.isEmpty())
            return text;
    }
    return {};
}

// Sub-jobs name desktops, never snapshots: their failures speak of the whole job.
void addSubJobs(const JsonReader &body, ProviderJob &job)
{
    bool oneRuns = false;
    bool oneFailed = false;
    for (JsonReader &sub : body.optionalObjects("sub_jobs"_L1)) {
        const ProviderJob::State state = stateOf(sub.optionalText("status"_L1));
        oneRuns = oneRuns || state == ProviderJob::State::Running;
        if (state != ProviderJob::State::Failed)
            continue;
        oneFailed = true;
        const QString why = firstText(sub, {"fail_reason"_L1, "message"_L1, "error_code"_L1});
        if (!why.isEmpty())
            job.failures.append({.message = why});
    }
    if (job.state == ProviderJob::State::Running || oneRuns)
        job.state = ProviderJob::State::Running;
    else if (oneFailed)
        job.state = ProviderJob::State::Failed;
}

class WorkspaceSnapshots final : public KindContract
{
public:
    const ResourceKind &kind() const override { return m_kind; }
    QList<ApiRequest> listRequests(const Scope &scope) const override;
    QList<ApiRequest> findRequests(const Scope &scope, const QList<ResourceRef> &refs) const override;
    Result<ListPage> readPage(const ApiRequest &request, const HttpReply &reply) const override;
    Result<ApiRequest> deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const override;
    DeleteAnswer readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const override;
    ApiRequest jobRequest(const Scope &scope, const ResourceRef &anyItem, const QString &jobId) const override;
    Result<ProviderJob> readJob(const HttpReply &reply) const override;
    LaneRules laneRules(const QString &origin, const Scope &scope) const override;
    FollowRules followRules() const override;

private:
    ResourceKind m_kind = makeKind();
};

QList<ApiRequest> WorkspaceSnapshots::listRequests(const Scope &scope) const
{
    return {huaweiRead(u"workspace"_s, {u"v2"_s, scope.projectId, u"snapshots"_s},
                       {{u"limit"_s, QString::number(pageSize)}, {u"offset"_s, u"0"_s}}, u"ListSnapshots"_s)};
}

QList<ApiRequest> WorkspaceSnapshots::findRequests(const Scope &scope, const QList<ResourceRef> &refs) const
{
    Q_UNUSED(scope)
    Q_UNUSED(refs)
    return {}; // there is no query by snapshot id
}

Result<ListPage> WorkspaceSnapshots::readPage(const ApiRequest &request, const HttpReply &reply) const
{
    const auto object = readHuaweiObject(reply);
    if (!object)
        return tl::make_unexpected(object.error());
    JsonReader body(*object);
    ListPage page;
    for (JsonReader &row : body.objects("desktop_snapshots"_L1)) {
        page.rows.append(readRow(row));
        body.adopt(row);
    }
    page.total = body.number("total_count"_L1);
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    page.next = nextByOffset(request, page.rows.size(), *page.total);
    return page;
}

Result<ApiRequest> WorkspaceSnapshots::deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const
{
    if (const auto checked = checkBatch(m_kind, refs); !checked)
        return tl::make_unexpected(checked.error());
    ApiRequest request = huaweiDelete(ApiRequest::Method::Post, u"workspace"_s,
                                      {u"v2"_s, scope.projectId, u"snapshots"_s, u"batch-delete"_s},
                                      u"DeleteSnapshots"_s);
    request.body = QJsonDocument(QJsonObject{{u"snapshot_ids"_s, idsOf(refs)}}).toJson(QJsonDocument::Compact);
    return request;
}

DeleteAnswer WorkspaceSnapshots::readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const
{
    return readJobIdAnswer(refs, reply);
}

ApiRequest WorkspaceSnapshots::jobRequest(const Scope &scope, const ResourceRef &anyItem, const QString &jobId) const
{
    Q_UNUSED(anyItem)
    return huaweiRead(u"workspace"_s, {u"v2"_s, scope.projectId, u"workspace-jobs"_s, jobId}, {}, u"ShowJob"_s);
}

Result<ProviderJob> WorkspaceSnapshots::readJob(const HttpReply &reply) const
{
    const auto object = readHuaweiObject(reply);
    if (!object)
        return jobFromError(reply);
    JsonReader body(*object);
    const QString word = body.id("status"_L1);
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    ProviderJob job{.state = stateOf(word)};
    if (const QString why = firstText(body, {"fail_reason"_L1, "job_error_code"_L1});
        !why.isEmpty() && job.state == ProviderJob::State::Failed)
        job.failures.append({.message = why});
    addSubJobs(body, job);
    return job;
}

LaneRules WorkspaceSnapshots::laneRules(const QString &origin, const Scope &scope) const
{
    return {.key = u"huawei.workspace|%1|%2"_s.arg(origin, scope.projectId),
            .maxRequests = 2,
            .maxDeletes = 1,
            .maxProviderJobs = 1,
            .looksExcludeDeletes = true};
}

FollowRules WorkspaceSnapshots::followRules() const
{
    return {.jobFirstPoll = 10s,
            .jobPoll = 15s,
            .firstLook = 1s,
            .lookEvery = 5s,
            .longestLook = 15s,
            .looksToProveAbsence = 2,
            .grace = 0s,
            .lostJobGrace = 10min,
            .deadline = 30min};
}

} // namespace

std::unique_ptr<KindContract> makeWorkspaceSnapshots()
{
    return std::make_unique<WorkspaceSnapshots>();
}

} // namespace Clearsky

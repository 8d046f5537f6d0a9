// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/csbsbackups.h"

#include "app/providers/answer.h"
#include "app/providers/huawei/errorsentences.h"
#include "app/providers/huawei/huaweierrors.h"
#include "app/providers/huawei/huaweikind.h"

#include <QCoreApplication>
#include <QUrl>
#include <QUrlQuery>

#include <limits>

namespace Clearsky {

namespace {

using namespace std::chrono_literals;
using namespace Qt::Literals;
using Role = StateMeaning::Role;
using Tone = StateMeaning::Tone;

constexpr int pageSize = 200; // the default is 1000, the maximum is not documented (api/huawei.md 7.3)
constexpr qint64 mebibyte = 1024 * 1024;
// The constant that says "backups of servers" (api/huawei.md 7.2).
const QString serverBackups = u"fc4d5750-22e7-4798-8a46-f48f62c4c1da"_s;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::CsbsBackups)
};

QString counted(int n)
{
    return n == 1 ? Texts::tr("%1 backup").arg(n) : Texts::tr("%1 backups").arg(n);
}

QList<Column> columns()
{
    using enum Column::Type;
    using enum Column::Place;
    return {column("name", Texts::tr("Name"), Text, 26),
            column("state", Texts::tr("State"), State, 12),
            column("age", Texts::tr("Age"), Age, 8),
            column("size", Texts::tr("Size"), Size, 10),
            filteredAs("source", column("server", Texts::tr("Server"), Text, 18)),
            column("origin", Texts::tr("Made By"), Text, 10),
            column("id", Texts::tr("ID"), Text, 36, Details),
            column("checkpoint", Texts::tr("Checkpoint ID"), Text, 36, Details),
            column("description", Texts::tr("Description"), Text, 30, Details),
            column("serverId", Texts::tr("Server ID"), Text, 36, Details),
            column("zone", Texts::tr("Availability Zone"), Text, 12, Details),
            column("updated", Texts::tr("Last Changed"), Time, 18, Details),
            column("failure", Texts::tr("Last Failure"), Text, 30, Details),
            column("tags", Texts::tr("Tags"), Text, 30, Details)};
}

// Only `available` and `error` may be deleted (api/huawei.md 7.4).
QList<StateMeaning> states()
{
    return {stateMeaning("available", Texts::tr("Available"), Role::Idle, Tone::Good, true),
            stateMeaning("error", Texts::tr("Error"), Role::Idle, Tone::Bad, true),
            stateMeaning("waiting_protect", Texts::tr("Waiting for backup"), Role::Busy, Tone::Busy),
            stateMeaning("protecting", Texts::tr("Backing up"), Role::Busy, Tone::Busy),
            stateMeaning("waiting_restore", Texts::tr("Waiting for restore"), Role::Busy, Tone::Busy),
            stateMeaning("restoring", Texts::tr("Restoring"), Role::Busy, Tone::Busy),
            stateMeaning("waiting_delete", Texts::tr("Waiting for deletion"), Role::Deleting, Tone::Busy),
            stateMeaning("deleting", Texts::tr("Deleting"), Role::Deleting, Tone::Busy),
            stateMeaning("deleted", Texts::tr("Deleted"), Role::Gone, Tone::Neutral)};
}

ResourceKind makeKind()
{
    return {.id = u"huawei.csbs.backup"_s,
            .providerId = u"huawei"_s,
            .title = Texts::tr("CSBS Backups"),
            .icon = u"archive"_s,
            .counted = counted,
            .limitSource =
                Texts::tr("CSBS API reference, Deleting a Backup: one backup per request, five deletions at "
                          "once per user"),
            .consequence = Texts::tr(
                "Cannot be undone. Only these servers' backups are deleted; other backups of the same "
                "checkpoint stay."),
            .idsPerRequest = 1,
            .idPattern = uuidPattern(),
            .columns = columns(),
            .states = states()};
}

/// Why the last operation failed; the members of fail_code are capitalised (api/huawei.md 7.3).
QString failureOf(const JsonReader &extended)
{
    if (const QString reason = extended.optionalText("fail_reason"_L1); !reason.isEmpty())
        return reason;
    return extended.optionalObject("fail_code"_L1).optionalText("Description"_L1);
}

// While a new deletion runs, the mark of an older one still stands there.
QString deleteFailureOf(const QString &state, const JsonReader &extended)
{
    const bool isOver = state.compare("available"_L1, Qt::CaseInsensitive) == 0
        || state.compare("error"_L1, Qt::CaseInsensitive) == 0;
    if (!isOver || extended.optionalText("fail_op"_L1).compare("delete"_L1, Qt::CaseInsensitive) != 0)
        return {};
    const QString reason = failureOf(extended);
    return reason.isEmpty() ? Texts::tr("Its deletion failed") : reason;
}

QVariant sizeOf(const JsonReader &extended)
{
    const auto size = extended.optionalNumber("size"_L1); // in MB
    const bool isPlausible = size && *size >= 0 && *size < std::numeric_limits<qint64>::max() / mebibyte;
    return isPlausible ? QVariant(*size * mebibyte) : QVariant();
}

QString originOf(const JsonReader &extended)
{
    const auto isScheduled = extended.optionalFlag("auto_trigger"_L1);
    if (!isScheduled)
        return {};
    return *isScheduled ? Texts::tr("Policy") : Texts::tr("Hand");
}

Resource readRow(JsonReader &row)
{
    const JsonReader extended = row.optionalObject("extend_info"_L1);
    const JsonTime created = row.optionalTime("created_at"_L1);
    Resource resource{.id = row.id("id"_L1),
                      .scope = row.id("checkpoint_id"_L1),
                      .name = row.optionalText("name"_L1),
                      .state = row.text("status"_L1),
                      .created = created.utc,
                      .createdText = created.text,
                      .raw = row.textWithoutSecrets()};
    resource.deleteFailure = deleteFailureOf(resource.state, extended);
    if (!extended.optionalObjects("os_images_data"_L1).isEmpty())
        resource.caution =
            Texts::tr("An image was made from it: the provider refuses until the image is deleted.");
    resource.cells = {resource.name,
                      resource.state,
                      created.utc,
                      sizeOf(extended),
                      extended.optionalText("resource_name"_L1),
                      originOf(extended),
                      resource.id,
                      resource.scope,
                      row.optionalText("description"_L1),
                      row.optionalText("resource_id"_L1),
                      extended.optionalText("resource_az"_L1),
                      row.optionalTime("updated_at"_L1).utc,
                      failureOf(extended),
                      tagsOf(row)};
    return resource;
}

QStringList itemsPath(const Scope &scope)
{
    return {u"v1"_s, scope.projectId, u"checkpoint_items"_s};
}

/// The marker of a `next` link; only its query is used, whatever host it names (security.md S9).
QString linkedMarker(const JsonReader &body)
{
    for (const JsonReader &link : body.optionalObjects("checkpoint_items_links"_L1)) {
        if (link.optionalText("rel"_L1) == "next"_L1)
            return QUrlQuery(QUrl(link.optionalText("href"_L1)))
                .queryItemValue(u"marker"_s, QUrl::FullyDecoded);
    }
    return {};
}

class CsbsBackups final : public KindContract
{
public:
    const ResourceKind &kind() const override { return m_kind; }
    QList<ApiRequest> listRequests(const Scope &scope) const override;
    QList<ApiRequest> findRequests(const Scope &scope, const QList<ResourceRef> &refs) const override;
    Result<ListPage> readPage(const ApiRequest &request, const HttpReply &reply) const override;
    Result<ApiRequest> deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const override;
    DeleteAnswer readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const override;
    LaneRules laneRules(const QString &origin, const Scope &scope) const override;
    FollowRules followRules() const override;

private:
    [[nodiscard]] static Result<ListPage> readList(const ApiRequest &request, const HttpReply &reply,
                                                   JsonReader body);
    [[nodiscard]] static Result<ListPage> readOne(const QString &id, const HttpReply &reply, JsonReader body);
    [[nodiscard]] static bool asksForOne(const ApiRequest &request) { return !request.context.isEmpty(); }

    ResourceKind m_kind = makeKind();
};

bool isNotThere(const Error &error)
{
    return error.httpStatus == 404 && error.code.compare("CSBS.3001"_L1, Qt::CaseInsensitive) == 0;
}

// Any other 404 says nothing of the backup: this may be the wrong place (engine.md row 25).
Error asPlaceError(Error error)
{
    if (error.kind == Error::Kind::NotFound) {
        error.kind = Error::Kind::WrongEndpoint;
        error.message = huaweiSentence(HuaweiSentence::WrongEndpoint);
    }
    return error;
}

QList<ApiRequest> CsbsBackups::listRequests(const Scope &scope) const
{
    return {huaweiRead(u"csbs"_s, itemsPath(scope),
                       {{u"limit"_s, QString::number(pageSize)}, {u"sort"_s, u"created_at:desc,id:desc"_s}},
                       u"ListCheckpointItems"_s)};
}

QList<ApiRequest> CsbsBackups::findRequests(const Scope &scope, const QList<ResourceRef> &refs) const
{
    QList<ApiRequest> requests;
    for (const ResourceRef &ref : refs) {
        ApiRequest request =
            huaweiRead(u"csbs"_s, itemsPath(scope) + QStringList{ref.id}, {}, u"ShowCheckpointItem"_s);
        request.context = ref.id;
        requests.append(request);
    }
    return requests;
}

Result<ListPage> CsbsBackups::readPage(const ApiRequest &request, const HttpReply &reply) const
{
    const auto object = readHuaweiObject(reply);
    if (object && asksForOne(request))
        return readOne(request.context, reply, *object);
    if (object)
        return readList(request, reply, *object);
    if (asksForOne(request) && isNotThere(object.error()))
        return ListPage{.provedGone = {request.context}};
    return failure(asPlaceError(object.error()));
}

Result<ListPage> CsbsBackups::readOne(const QString &id, const HttpReply &reply, JsonReader body)
{
    JsonReader row = body.object("checkpoint_item"_L1);
    ListPage page{.rows = {readRow(row)}};
    body.adopt(row);
    if (body.ok() && page.rows.first().id.compare(id, Qt::CaseInsensitive) != 0)
        body.complain(u"checkpoint_item is another one"_s);
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    return page;
}

// The answer has no total: a short page is the last one (api/huawei.md 7.3).
Result<ListPage> CsbsBackups::readList(const ApiRequest &request, const HttpReply &reply, JsonReader body)
{
    ListPage page;
    for (JsonReader &row : body.objects("checkpoint_items"_L1)) {
        page.rows.append(readRow(row));
        body.adopt(row);
    }
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    QString marker = linkedMarker(body);
    if (marker.isEmpty() && page.rows.size() >= pageSize)
        marker = page.rows.last().id;
    if (!marker.isEmpty())
        page.next = {withQuery(request, u"marker"_s, marker)};
    return page;
}

// Without checkpoint_items the whole checkpoint would be deleted (api/huawei.md 1.6): it is never left out.
Result<ApiRequest> CsbsBackups::deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const
{
    if (const auto checked = checkBatch(m_kind, refs); !checked)
        return tl::make_unexpected(checked.error());
    if (const auto checked = checkScopes(refs, uuidPattern()); !checked)
        return tl::make_unexpected(checked.error());
    const ResourceRef &ref = refs.first();
    ApiRequest request =
        huaweiDelete(ApiRequest::Method::Delete, u"csbs"_s,
                     {u"v1"_s, scope.projectId, u"providers"_s, serverBackups, u"checkpoints"_s, ref.scope},
                     u"DeleteCheckpointItem"_s);
    request.query = {{u"checkpoint_items"_s, ref.id}};
    return request;
}

DeleteAnswer CsbsBackups::readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const
{
    using enum ItemVerdict::Kind;
    const bool isSuccess = reply.status >= 200 && reply.status < 300;
    if (isSuccess && reply.body.trimmed().isEmpty())
        return {.items = {{.kind = Accepted}}};
    const auto object = readHuaweiObject(reply);
    if (object)
        return {.items = QList<ItemVerdict>(refs.size(), {.kind = Accepted})};
    if (isNotThere(object.error()))
        return {.items = QList<ItemVerdict>(refs.size(), {.kind = AlreadyGone})};
    return {.error = asPlaceError(object.error())};
}

LaneRules CsbsBackups::laneRules(const QString &origin, const Scope &scope) const
{
    return {.key = u"huawei.csbs|%1|%2"_s.arg(origin, scope.userId),
            .maxRequests = 5,
            .maxDeletes = 5,
            .maxItemsInDeletion = 5};
}

FollowRules CsbsBackups::followRules() const
{
    return {.firstLook = 5s,
            .lookEvery = 5s,
            .longestLook = 10s,
            .looksToProveAbsence = 1,
            .grace = 2min,
            .deadline = 35min};
}

} // namespace

std::unique_ptr<KindContract> makeCsbsBackups()
{
    return std::make_unique<CsbsBackups>();
}

} // namespace Clearsky

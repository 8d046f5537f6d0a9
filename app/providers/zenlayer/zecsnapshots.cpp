// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/zenlayer/zecsnapshots.h"

#include "app/providers/jsonreader.h"
#include "app/providers/zenlayer/zenerrors.h"
#include "app/providers/zenlayer/zenrequest.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

const QString service = QStringLiteral("zec");
const QString describeSnapshots = QStringLiteral("DescribeSnapshots");
const QString deleteSnapshots = QStringLiteral("DeleteSnapshots");
const QLatin1String idsKey("snapshotIds");
const QLatin1String pageNumKey("pageNum");
const QLatin1String pageSizeKey("pageSize");

// The vendor's own tools use 100 (api/zenlayer.md 4.1); the default of 20 would make living snapshots look
// deleted.
constexpr int pageSize = 100;
// DeleteSnapshots: "1 to 100 IDs per request" (api/zenlayer.md 5.1).
constexpr int idsPerRequest = 100;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::ZecSnapshots)
};

QString counted(int n)
{
    return n == 1 ? Texts::tr("%1 disk snapshot").arg(n) : Texts::tr("%1 disk snapshots").arg(n);
}

QList<Column> columns()
{
    using enum Column::Type;
    const auto column = [](const char *id, const QString &title, Column::Type type, int width,
                           Column::Place place = Column::Place::Table) {
        return Column{.id = QString::fromLatin1(id), .title = title, .type = type, .place = place, .widthHint = width};
    };
    return {column("name", Texts::tr("Name"), Text, 28),
            column("state", Texts::tr("State"), State, 12),
            column("age", Texts::tr("Age"), Age, 8),
            column("type", Texts::tr("Type"), Text, 9),
            filteredAs("source", column("disk", Texts::tr("Disk"), Text, 20, Column::Place::Details)),
            filteredAs("region", column("zone", Texts::tr("Zone"), Text, 14)),
            column("retention", Texts::tr("Kept Until"), Time, 18),
            column("group", Texts::tr("Resource Group"), Text, 16, Column::Place::Details),
            column("id", Texts::tr("ID"), Text, 20, Column::Place::Details)};
}

// api/zenlayer.md 4.3. NORMAL is the word of the English page, AVAILABLE the one that is sent.
QList<StateMeaning> states()
{
    using Role = StateMeaning::Role;
    using Tone = StateMeaning::Tone;
    const auto state = [](const char *word, const QString &title, Role role, Tone tone) {
        return StateMeaning{.word = QString::fromLatin1(word),
                            .title = title,
                            .role = role,
                            .tone = tone,
                            .deletable = role == Role::Idle};
    };
    return {state("AVAILABLE", Texts::tr("Available"), Role::Idle, Tone::Good),
            state("NORMAL", Texts::tr("Available"), Role::Idle, Tone::Good),
            state("CREATING", Texts::tr("Creating"), Role::Busy, Tone::Busy),
            state("FAILED", Texts::tr("Creation failed"), Role::Idle, Tone::Bad),
            state("ROLLING_BACK", Texts::tr("Rolling back"), Role::Busy, Tone::Busy),
            state("DELETING", Texts::tr("Deleting"), Role::Deleting, Tone::Busy)};
}

ResourceKind makeKind()
{
    return {.id = QStringLiteral("zenlayer.zec.snapshot"),
            .providerId = QStringLiteral("zenlayer"),
            .title = Texts::tr("ZEC Disk Snapshots"),
            .icon = QStringLiteral("camera"),
            .counted = counted,
            .limitSource = Texts::tr("Zenlayer API reference, DeleteSnapshots: 1 to 100 snapshotIds"),
            .consequence =
                Texts::tr("Cannot be undone: Zenlayer has no recycle bin for snapshots. Snapshots made by an "
                          "automatic policy come back with its next run."),
            .idsPerRequest = idsPerRequest,
            .idPattern = QRegularExpression(
                QRegularExpression::anchoredPattern(QStringLiteral("[0-9A-Za-z_-]{1,64}"))),
            .columns = columns(),
            .states = states()};
}

Error malformed(const QString &fact, const HttpReply &reply)
{
    Error error = readZenError(reply);
    error.kind = Error::Kind::Malformed;
    error.message =
        Texts::tr("Zenlayer's answer is not what its documentation says, so it proves nothing. Try again; if "
                  "it stays so, report it with the details.");
    error.detail = fact;
    return error;
}

// The member `response` of a success, or what is wrong. Every status but 200 is a failure
// (api/zenlayer.md 8.1).
Result<JsonReader> readEnvelope(const HttpReply &reply)
{
    if (reply.status != 200)
        return failure(readZenError(reply));
    const auto object = JsonReader::parse(reply.body);
    if (!object) {
        const bool isTheirs = reply.body.trimmed().startsWith('{');
        return failure(isTheirs ? malformed(object.error(), reply) : readZenError(reply));
    }
    JsonReader envelope(*object);
    JsonReader response = envelope.object(QLatin1String("response"));
    if (!envelope.ok())
        return failure(malformed(envelope.fact(), reply));
    return response;
}

// The vendor's own driver had to read more than the documented form: a date alone, seconds, milliseconds
// (4.4).
JsonTime timeOf(const JsonReader &row, QLatin1String key)
{
    JsonTime time = row.optionalTime(key);
    if (time.utc.isValid() || time.text.isEmpty())
        return time;
    bool isNumber = false;
    const qint64 number = time.text.toLongLong(&isNumber);
    if (isNumber && time.text.size() == 10)
        time.utc = QDateTime::fromSecsSinceEpoch(number, Qt::UTC);
    else if (isNumber && time.text.size() == 13)
        time.utc = QDateTime::fromMSecsSinceEpoch(number, Qt::UTC);
    else if (const QDate date = QDate::fromString(time.text, QStringLiteral("yyyy-MM-dd")); date.isValid())
        time.utc = QDateTime(date, QTime(0, 0), Qt::UTC);
    return time;
}

QString groupOf(const JsonReader &row)
{
    // Nested in the SDK's model, flat in the printed example (api/zenlayer.md 4.2).
    const QLatin1String nameKey("resourceGroupName");
    const QLatin1String idKey("resourceGroupId");
    const JsonReader nested = row.optionalObject(QLatin1String("resourceGroup"));
    for (const QLatin1String key : {nameKey, idKey}) {
        for (const JsonReader *place : {&nested, &row}) {
            if (const QString text = place->optionalText(key); !text.isEmpty())
                return text;
        }
    }
    return {};
}

QString cautionOf(const Resource &resource, const QString &type, const JsonTime &retention)
{
    if (resource.state.compare(QLatin1String("FAILED"), Qt::CaseInsensitive) == 0)
        return Texts::tr("Its creation failed: the provider may refuse to delete it.");
    if (type.compare(QLatin1String("Auto"), Qt::CaseInsensitive) == 0)
        return Texts::tr("Made by an automatic policy, which goes on making new ones.");
    if (retention.utc.isValid())
        return Texts::tr("The provider removes it by itself when its retention ends.");
    return {};
}

Resource readRow(JsonReader &row)
{
    Resource resource{.id = row.id(QLatin1String("snapshotId")),
                      .name = row.optionalText(QLatin1String("snapshotName")),
                      .state = row.optionalText(QLatin1String("status")),
                      .raw = row.textWithoutSecrets()};
    const JsonTime created = timeOf(row, QLatin1String("createTime"));
    const JsonTime retention = timeOf(row, QLatin1String("retentionTime"));
    const QString type = row.optionalText(QLatin1String("snapshotType"));
    resource.created = created.utc;
    resource.createdText = created.text;
    resource.caution = cautionOf(resource, type, retention);
    resource.cells = {resource.name,
                      resource.state,
                      created.utc,
                      type,
                      row.optionalText(QLatin1String("diskId")),
                      row.optionalText(QLatin1String("zoneId")),
                      retention.utc,
                      groupOf(row),
                      resource.id};
    return resource;
}

/// What a DescribeSnapshots asked for.
struct Question
{
    QSet<QString> ids{}; ///< empty: all
    qint64 pageNum = 1;
    qint64 pageSize = 1;
};

Question questionOf(const ApiRequest &request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    Question question{.pageNum = body.value(pageNumKey).toInteger(1),
                      .pageSize = body.value(pageSizeKey).toInteger(1)};
    const QJsonArray ids = body.value(idsKey).toArray();
    for (const QJsonValue &id : ids)
        question.ids.insert(id.toString());
    return question;
}

// A page that is shorter or longer than its total allows proves nothing (api/zenlayer.md 6.2). Empty:
// consistent.
QString inconsistency(const Question &question, const QList<Resource> &rows, std::optional<qint64> total)
{
    const qint64 count = rows.size();
    if (count > question.pageSize)
        return QStringLiteral("%1 rows on a page of %2").arg(count).arg(question.pageSize);
    if (!question.ids.isEmpty()) {
        if (!total)
            return QStringLiteral("response.totalCount is missing");
        if (*total > question.ids.size())
            return QStringLiteral("%1 snapshots found for %2 ids").arg(*total).arg(question.ids.size());
        for (const Resource &row : rows) {
            if (!question.ids.contains(row.id))
                return QStringLiteral("a snapshot that was not asked for");
        }
    }
    if (!total)
        return {};
    const qint64 before = (question.pageNum - 1) * question.pageSize;
    const qint64 expected = std::clamp<qint64>(*total - before, 0, question.pageSize);
    if (count != expected)
        return QStringLiteral("%1 rows where totalCount promises %2").arg(count).arg(expected);
    return {};
}

ApiRequest pageRequest(qint64 number, int size)
{
    return zenRequest(service, describeSnapshots, {{pageNumKey, number}, {pageSizeKey, size}});
}

QJsonArray idArray(const QList<ResourceRef> &refs)
{
    QJsonArray ids;
    for (const ResourceRef &ref : refs)
        ids.append(ref.id);
    return ids;
}

class ZecSnapshots final : public KindContract
{
public:
    const ResourceKind &kind() const override { return m_kind; }
    QList<ApiRequest> listRequests(const Scope &scope) const override;
    QList<ApiRequest> findRequests(const Scope &scope, const QList<ResourceRef> &refs) const override;
    Result<ListPage> readPage(const ApiRequest &request, const HttpReply &reply) const override;
    std::optional<ApiRequest> visibilityRequest(const Scope &scope) const override;
    Result<ApiRequest> deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const override;
    DeleteAnswer readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const override;
    LaneRules laneRules(const QString &origin, const Scope &scope) const override;
    FollowRules followRules() const override;

private:
    ResourceKind m_kind = makeKind();
};

QList<ApiRequest> ZecSnapshots::listRequests(const Scope &scope) const
{
    Q_UNUSED(scope)
    return {pageRequest(1, pageSize)};
}

QList<ApiRequest> ZecSnapshots::findRequests(const Scope &scope, const QList<ResourceRef> &refs) const
{
    Q_UNUSED(scope)
    if (refs.isEmpty()) // an empty filter may mean "all" (api/zenlayer.md 15.6)
        return {};
    const int size = std::max<int>(pageSize, static_cast<int>(refs.size()));
    return {zenRequest(service, describeSnapshots,
                       {{pageNumKey, 1}, {pageSizeKey, size}, {idsKey, idArray(refs)}})};
}

Result<ListPage> ZecSnapshots::readPage(const ApiRequest &request, const HttpReply &reply) const
{
    auto response = readEnvelope(reply);
    if (!response)
        return tl::make_unexpected(response.error());
    const Question question = questionOf(request);
    ListPage page;
    if (response->has(QLatin1String("totalCount"))) {
        page.total = response->number(QLatin1String("totalCount"));
        if (*page.total < 0)
            response->complain(QStringLiteral("response.totalCount is negative"));
    }
    QList<JsonReader> rows = response->objects(QLatin1String("dataSet"));
    page.rows.reserve(rows.size());
    for (JsonReader &row : rows) {
        page.rows.append(readRow(row));
        response->adopt(row);
    }
    if (const QString fact = inconsistency(question, page.rows, page.total); !fact.isEmpty())
        response->complain(fact);
    if (!response->ok())
        return failure(malformed(response->fact(), reply));

    const bool isWholeList = question.ids.isEmpty() && question.pageSize == pageSize;
    // Without a total only an empty page ends the list: a service that ignored the page size would send short
    // pages.
    const bool isMore =
        page.total ? question.pageNum * question.pageSize < *page.total : !page.rows.isEmpty();
    if (isWholeList && isMore)
        page.next = {pageRequest(question.pageNum + 1, pageSize)};
    return page;
}

std::optional<ApiRequest> ZecSnapshots::visibilityRequest(const Scope &scope) const
{
    Q_UNUSED(scope)
    return pageRequest(1, 1);
}

Result<ApiRequest> ZecSnapshots::deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const
{
    Q_UNUSED(scope)
    if (const auto checked = checkBatch(m_kind, refs); !checked)
        return tl::make_unexpected(checked.error());
    return zenRequest(service, deleteSnapshots, {{idsKey, idArray(refs)}});
}

// The ids in the answer are those that could *not* be deleted, without a reason (api/zenlayer.md 5.3).
DeleteAnswer ZecSnapshots::readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const
{
    auto response = readEnvelope(reply);
    if (!response) {
        // Of a single id the provider speaks by id; of a batch it does not say which.
        if (refs.size() == 1 && response.error().code == QLatin1String("INVALID_DISK_SNAPSHOT_NOT_FOUND"))
            return {.items = {{.kind = ItemVerdict::Kind::AlreadyGone, .reason = response.error().message}}};
        return {.error = response.error()};
    }
    const QStringList listed = response->texts(idsKey);
    const QSet<QString> failed(listed.cbegin(), listed.cend());
    DeleteAnswer answer;
    qsizetype found = 0;
    for (const ResourceRef &ref : refs) {
        if (failed.contains(ref.id)) {
            ++found;
            answer.items.append({.kind = ItemVerdict::Kind::RefusedById,
                                 .reason = Texts::tr("The provider did not delete it and gave no reason")});
        } else {
            answer.items.append({.kind = ItemVerdict::Kind::Accepted});
        }
    }
    if (found != failed.size())
        response->complain(QStringLiteral("response.snapshotIds names a snapshot that was not asked for"));
    if (!response->ok())
        return {.error = malformed(response->fact(), reply)};
    return answer;
}

LaneRules ZecSnapshots::laneRules(const QString &origin, const Scope &scope) const
{
    return {
        .key = QStringLiteral("zenlayer|") + origin + u'|' + scope.userId, .maxRequests = 2, .maxDeletes = 1};
}

FollowRules ZecSnapshots::followRules() const
{
    return {.firstLook = 3s,
            .lookEvery = 3s,
            .longestLook = 30s,
            .looksToProveAbsence = 1,
            .grace = 30s,
            .deadline = 20min};
}

} // namespace

std::unique_ptr<KindContract> makeZecSnapshots()
{
    return std::make_unique<ZecSnapshots>();
}

} // namespace Clearsky

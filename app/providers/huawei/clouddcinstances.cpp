// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/clouddcinstances.h"

#include "app/providers/answer.h"
#include "app/providers/huawei/clouddcrow.h"
#include "app/providers/huawei/huaweierrors.h"
#include "app/providers/huawei/huaweikind.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QUrl>
#include <QUrlQuery>

namespace Clearsky {

namespace {

using namespace std::chrono_literals;
using namespace Qt::Literals;

// 10–1000; left out, it is 10 or 1000, the page contradicts itself (api/huawei.md 6.2): always sent.
constexpr int pageSize = 200;
constexpr int smallestPageSize = 10;
// Batch Deleting Instances: at most 50 in instance_id_set (1.6).
constexpr int idsPerRequest = 50;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::CloudDcInstances)
};

QString counted(int n)
{
    return n == 1 ? Texts::tr("%1 CloudDC instance").arg(n) : Texts::tr("%1 CloudDC instances").arg(n);
}

ResourceKind makeKind()
{
    return {.id = u"huawei.clouddc.instance"_s,
            .providerId = u"huawei"_s,
            .title = Texts::tr("CloudDC Instances"),
            .icon = u"server"_s,
            .counted = counted,
            .limitSource = Texts::tr("CloudDC API reference, Batch Deleting Instances: at most 50 ids in "
                                     "instance_id_set"),
            .consequence = Texts::tr("Cannot be undone: the installed system is uninstalled and its data is lost. The "
                                     "physical servers stay and can be installed again."),
            .idsPerRequest = idsPerRequest,
            .idPattern = uuidPattern(),
            .columns = cloudDcColumns(),
            .states = cloudDcStates()};
}

ApiRequest listRequest(const Scope &scope, int limit)
{
    return huaweiRead(u"clouddc"_s, {u"v1"_s, scope.projectId, u"instances"_s},
                      {{u"limit"_s, QString::number(limit)}}, u"ListInstances"_s);
}

// The page calls next_marker an address, the SDK a cursor (api/huawei.md 6.2).
QString markerOf(const QString &nextMarker)
{
    if (!nextMarker.contains(u'/') && !nextMarker.contains(u"marker="_s))
        return nextMarker;
    const QString query = nextMarker.contains(u'?') ? nextMarker.section(u'?', 1) : nextMarker;
    return QUrlQuery(query).queryItemValue(u"marker"_s, QUrl::FullyDecoded);
}

// The ids that stand in brackets in the message: "… [a, b] not found".
QStringList idsInBrackets(const QString &message)
{
    static const QRegularExpression brackets(u"\\[([^\\]]*)\\]"_s);
    static const QRegularExpression separators(u"[\\s,;'\"]+"_s);
    QStringList ids;
    auto matches = brackets.globalMatch(message);
    while (matches.hasNext())
        ids += matches.next().captured(1).split(separators, Qt::SkipEmptyParts);
    return ids;
}

// 404 iMetal.0200 names the ids that the provider does not have (api/huawei.md 6.4).
QStringList unknownIds(const Error &error, const QStringList &asked)
{
    QStringList unknown;
    if (error.code.compare("iMetal.0200"_L1, Qt::CaseInsensitive) != 0)
        return unknown;
    const QStringList named = idsInBrackets(error.detail);
    for (const QString &id : asked) {
        if (named.contains(id, Qt::CaseInsensitive))
            unknown.append(id);
    }
    return unknown;
}

QStringList idList(const QList<ResourceRef> &refs)
{
    QStringList ids;
    for (const ResourceRef &ref : refs)
        ids.append(ref.id);
    return ids;
}

class CloudDcInstances final : public KindContract
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
    [[nodiscard]] static Result<ListPage> pageFromError(const ApiRequest &request, const Error &error);

    ResourceKind m_kind = makeKind();
};

QList<ApiRequest> CloudDcInstances::listRequests(const Scope &scope) const
{
    return {listRequest(scope, pageSize)};
}

QList<ApiRequest> CloudDcInstances::findRequests(const Scope &scope, const QList<ResourceRef> &refs) const
{
    return {withQuery(listRequest(scope, pageSize), u"instance_id"_s, idList(refs).join(u','))};
}

std::optional<ApiRequest> CloudDcInstances::visibilityRequest(const Scope &scope) const
{
    return listRequest(scope, smallestPageSize);
}

// Asked by id, the provider may say which of them it does not have; the others are asked again.
Result<ListPage> CloudDcInstances::pageFromError(const ApiRequest &request, const Error &error)
{
    QStringList asked = queryValue(request, u"instance_id"_s).split(u',', Qt::SkipEmptyParts);
    const QStringList unknown = unknownIds(error, asked);
    if (unknown.isEmpty())
        return failure(error);
    for (const QString &id : unknown)
        asked.removeAll(id);
    ListPage page{.provedGone = unknown};
    if (!asked.isEmpty())
        page.inner = {withQuery(request, u"instance_id"_s, asked.join(u','))};
    return page;
}

Result<ListPage> CloudDcInstances::readPage(const ApiRequest &request, const HttpReply &reply) const
{
    const auto object = readHuaweiObject(reply);
    if (!object)
        return pageFromError(request, object.error());
    JsonReader body(*object);
    ListPage page;
    for (JsonReader &row : body.objects("instances"_L1)) {
        page.rows.append(readCloudDcRow(row));
        body.adopt(row);
    }
    // Whether the count knows of the filter is not documented.
    if (queryValue(request, u"instance_id"_s).isEmpty())
        page.total = body.number("count"_L1);
    JsonReader info = body.object("page_info"_L1);
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    const QString next = markerOf(info.optionalText("next_marker"_L1));
    const bool isLast = next.isEmpty() || page.rows.isEmpty() || info.optionalNumber("current_count"_L1) == 0
        || next == queryValue(request, u"marker"_s);
    if (!isLast)
        page.next = {withQuery(request, u"marker"_s, next)};
    return page;
}

Result<ApiRequest> CloudDcInstances::deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const
{
    if (const auto checked = checkBatch(m_kind, refs); !checked)
        return tl::make_unexpected(checked.error());
    ApiRequest request = huaweiDelete(ApiRequest::Method::Post, u"clouddc"_s,
                                      {u"v1"_s, scope.projectId, u"instances"_s, u"batch-delete"_s},
                                      u"DeleteInstances"_s);
    request.contentType = "application/json;charset=UTF-8";
    request.body = QJsonDocument(QJsonObject{{u"instance_id_set"_s, idsOf(refs)}}).toJson(QJsonDocument::Compact);
    return request;
}

// The answer lists what was accepted; what it leaves out was not, and nobody says why (api/huawei.md 6.4).
DeleteAnswer CloudDcInstances::readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const
{
    using enum ItemVerdict::Kind;
    const QStringList asked = idList(refs);
    const auto object = readHuaweiObject(reply);
    if (!object) {
        const QStringList unknown = unknownIds(object.error(), asked);
        if (unknown.isEmpty())
            return {.error = object.error()};
        DeleteAnswer answer;
        for (const QString &id : asked)
            answer.items.append({.kind = unknown.contains(id) ? AlreadyGone : Unknown});
        return answer;
    }
    JsonReader body(*object);
    QSet<QString> accepted;
    QString stranger;
    for (JsonReader &row : body.objects("instances"_L1)) {
        const QString id = row.id("id"_L1);
        body.adopt(row);
        if (row.ok() && !asked.contains(id))
            stranger = id.left(64);
        accepted.insert(id);
    }
    if (!body.ok())
        return {.error = malformedAnswer(reply, body.fact())};
    DeleteAnswer answer{.stranger = stranger};
    for (const QString &id : asked)
        answer.items.append({.kind = accepted.contains(id) ? Accepted : Unknown});
    return answer;
}

LaneRules CloudDcInstances::laneRules(const QString &origin, const Scope &scope) const
{
    return {.key = u"huawei.clouddc|%1|%2"_s.arg(origin, scope.projectId), .maxRequests = 2, .maxDeletes = 1};
}

FollowRules CloudDcInstances::followRules() const
{
    return {.firstLook = 15s,
            .lookEvery = 15s,
            .longestLook = 15s,
            .looksToProveAbsence = 2,
            .grace = 2min,
            .deadline = 60min};
}

} // namespace

std::unique_ptr<KindContract> makeCloudDcInstances()
{
    return std::make_unique<CloudDcInstances>();
}

} // namespace Clearsky

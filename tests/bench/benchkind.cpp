// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchkind.h"

namespace Clearsky {

QList<ApiRequest> BenchKind::listRequests(const Scope &scope) const
{
    Q_UNUSED(scope)
    return {testRequest({QStringLiteral("list")})};
}

QList<ApiRequest> BenchKind::findRequests(const Scope &scope, const QList<ResourceRef> &refs) const
{
    Q_UNUSED(scope)
    Q_UNUSED(refs)
    return {testRequest({QStringLiteral("find")})};
}

Result<ListPage> BenchKind::readPage(const ApiRequest &request, const HttpReply &reply) const
{
    Q_UNUSED(request)
    Q_UNUSED(reply)
    return ListPage{};
}

QByteArray BenchKind::body(const QStringList &ids)
{
    return "{\"ids\":[\"" + ids.join(QStringLiteral("\",\"")).toLatin1() + "\"]}";
}

Result<ApiRequest> BenchKind::deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const
{
    Q_UNUSED(scope)
    if (const Result<void> checked = checkBatch(m_kind, refs); !checked)
        return failure(checked.error());
    QStringList ids;
    for (const ResourceRef &ref : refs)
        ids.append(ref.id);
    ApiRequest request = testRequest({QStringLiteral("delete")}, ApiRequest::Method::Post);
    request.body = body(ids);
    return request;
}

DeleteAnswer BenchKind::readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const
{
    if (reply.status != 200)
        return {.error = TestProvider().readError(reply)};
    return {.items = QList<ItemVerdict>(refs.size(), {.kind = ItemVerdict::Kind::AlreadyGone})};
}

LaneRules BenchKind::laneRules(const QString &origin, const Scope &scope) const
{
    return {.key = origin + scope.userId, .maxRequests = 6, .maxDeletes = 6, .paced = false, .looksBeforeDelete = false};
}

FollowRules BenchKind::followRules() const
{
    using namespace std::chrono_literals;
    return {.firstLook = 1s, .lookEvery = 1s, .longestLook = 5s, .grace = 30s, .deadline = 10min};
}

QList<Resource> BenchKind::resources(int count)
{
    QList<Resource> resources;
    resources.reserve(count);
    for (int i = 0; i < count; ++i) {
        const QString number = QStringLiteral("%1").arg(i, 12, 16, QLatin1Char('0'));
        resources.append({.id = QStringLiteral("0a1b2c3d-0000-4000-8000-") + number,
                          .name = QStringLiteral("disk-snapshot-of-%1").arg(number),
                          .state = QStringLiteral("idle")});
    }
    return resources;
}

} // namespace Clearsky

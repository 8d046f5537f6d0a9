// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/plannedrequests.h"

namespace Clearsky {

namespace {

void describe(PlannedRequest &planned, const OutgoingRequest &request)
{
    planned.method = QString::fromLatin1(methodName(request.method));
    planned.url = QString::fromLatin1(request.url.toEncoded());
    planned.path = request.url.path(QUrl::FullyEncoded);
    if (request.url.hasQuery())
        planned.path += u'?' + request.url.query(QUrl::FullyEncoded);
    for (const auto &[name, value] : request.headers) {
        planned.headers.append(QString::fromLatin1(name + ": " + value));
        // The path alone does not tell what such a request does.
        if (name.endsWith("-Action"))
            planned.action = request.action;
    }
    planned.body = request.body;
}

} // namespace

QList<PlannedRequest> plannedRequests(const DeletePlan &plan, const ResourceKind &kind,
                                      const std::function<Result<OutgoingRequest>(const QList<ResourceRef> &)> &build)
{
    QList<PlannedRequest> requests;
    requests.reserve(plan.batches.size());
    for (const PlanBatch &batch : plan.batches) {
        QList<ResourceRef> refs;
        refs.reserve(batch.items.size());
        for (const qsizetype item : batch.items)
            refs.append(plan.willDelete.at(item).ref);
        PlannedRequest planned{.items = static_cast<int>(refs.size()),
                               .limit = kind.idsPerRequest,
                               .limitSource = kind.limitSource};
        if (const auto request = build(refs))
            describe(planned, *request);
        else
            planned.problem = request.error().message;
        requests.append(planned);
    }
    return requests;
}

} // namespace Clearsky

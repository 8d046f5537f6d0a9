// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/sampledata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

QString sampleName(int number)
{
    switch (number % 12) {
    case 3: return u"<b>prod</b> & <img src=x>"_s;
    case 5: return u"invoice\u202Egnp.exe"_s;
    case 7: return u"🗄 晴空 backup %1"_s.arg(number);
    case 9: return u"=SUM(A1:A9)"_s;
    case 11: return QString(255, u'w');
    default: return u"nightly-finance-%1"_s.arg(2024000 + number * 37);
    }
}

ResourceKind makeKind()
{
    using Role = StateMeaning::Role;
    using Tone = StateMeaning::Tone;
    ResourceKind kind;
    kind.id = u"sample.snapshot"_s;
    kind.providerId = u"zenlayer"_s;
    kind.title = u"Sample Snapshots"_s;
    kind.icon = u"camera"_s;
    kind.counted = [](int n) { return n == 1 ? u"1 disk snapshot"_s : u"%1 disk snapshots"_s.arg(n); };
    kind.limitSource = u"API reference, DeleteSnapshots: 1 to 100 ids"_s;
    kind.consequence = u"Cannot be undone. The disks stay; they can no longer be restored to these points."_s;
    kind.idsPerRequest = 100;
    kind.idPattern = QRegularExpression(u"^[0-9]{1,20}$"_s);
    kind.states = {{u"AVAILABLE"_s, u"Available"_s, Role::Idle, Tone::Good, true},
                   {u"CREATING"_s, u"Creating"_s, Role::Busy, Tone::Busy, false},
                   {u"DELETING"_s, u"Deleting"_s, Role::Deleting, Tone::Warning, false}};
    return kind;
}

} // namespace

const ResourceKind &sampleKind()
{
    static const ResourceKind kind = makeKind();
    return kind;
}

Account sampleAccount()
{
    return {.id = u"5b0a2d7e-0000-4000-8000-000000000001"_s,
            .name = u"prod-eu"_s,
            .providerId = u"zenlayer"_s,
            .environment = Environment::Production};
}

Resource sampleResource(int number, const QDateTime &now)
{
    return {.id = QString::number(1'234'567'890'123'400'000 + number),
            .name = sampleName(number),
            .state = u"AVAILABLE"_s,
            .created = now.addSecs(-qint64(number + 1) * 90'000)};
}

DeletePlan samplePlan(const SampleCounts &counts, const QDateTime &now)
{
    PlanInput input{.account = sampleAccount(),
                    .origin = u"https://console.example.com"_s,
                    .projectId = u"0a1b2c3d4e5f60718293a4b5c6d7e8f9"_s,
                    .listedAt = now.addSecs(-120),
                    .now = now};
    const int all = counts.willDelete + counts.hidden + counts.blocked;
    for (int i = 0; i < all; ++i) {
        Resource resource = sampleResource(i, now);
        if (i >= counts.willDelete + counts.hidden)
            resource.state = i % 2 == 0 ? u"CREATING"_s : u"DELETING"_s;
        else if (i >= counts.willDelete)
            input.hidden.insert(resource.key());
        input.marked.append(resource);
    }
    return makeDeletePlan(input, sampleKind());
}

QList<PlannedRequest> sampleRequests(const DeletePlan &plan)
{
    QList<PlannedRequest> requests;
    for (const PlanBatch &batch : plan.batches) {
        QJsonArray ids;
        for (const qsizetype item : batch.items)
            ids.append(plan.willDelete.at(item).ref.id);
        const QJsonObject body{{u"snapshotIds"_s, ids}};
        requests.append({.method = u"POST"_s,
                         .url = u"https://console.example.com/api/v2/zec"_s,
                         .path = u"/api/v2/zec"_s,
                         .action = u"DeleteSnapshots"_s,
                         .headers = {u"X-ZC-Action: DeleteSnapshots"_s},
                         .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
                         .items = static_cast<int>(batch.items.size()),
                         .limit = sampleKind().idsPerRequest,
                         .limitSource = sampleKind().limitSource});
    }
    return requests;
}

} // namespace Clearsky

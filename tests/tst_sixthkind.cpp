// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/jsonreader.h"
#include "app/providers/huawei/huaweierrors.h"
#include "app/providers/huawei/huaweikind.h"
#include "tests/support/enginefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Clearsky;
using namespace std::chrono_literals;
using namespace Qt::Literals;

namespace {

const QString widgetKind = u"huawei.demo.widget"_s;

QString counted(int n)
{
    return n == 1 ? u"%1 widget"_s.arg(n) : u"%1 widgets"_s.arg(n);
}

/// A kind that Clearsky does not know: all that is needed for one more is in this class.
class Widgets final : public KindContract
{
public:
    const ResourceKind &kind() const override { return m_kind; }

    QList<ApiRequest> listRequests(const Scope &scope) const override
    {
        return {huaweiRead(u"demo"_s, {u"v1"_s, scope.projectId, u"widgets"_s}, {}, u"ListWidgets"_s)};
    }

    QList<ApiRequest> findRequests(const Scope &scope, const QList<ResourceRef> &refs) const override
    {
        QStringList ids;
        for (const ResourceRef &ref : refs)
            ids.append(ref.id);
        return {withQuery(listRequests(scope).first(), u"ids"_s, ids.join(u','))};
    }

    Result<ListPage> readPage(const ApiRequest &, const HttpReply &reply) const override
    {
        const auto object = readHuaweiObject(reply);
        if (!object)
            return failure(object.error());
        JsonReader body(*object);
        ListPage page;
        for (JsonReader &row : body.objects("widgets"_L1)) {
            Resource resource{.id = row.id("id"_L1), .name = row.text("name"_L1), .state = row.text("state"_L1)};
            resource.cells = {resource.name, resource.state};
            page.rows.append(resource);
        }
        page.total = body.number("total"_L1);
        return page;
    }

    Result<ApiRequest> deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const override
    {
        if (const auto checked = checkBatch(m_kind, refs); !checked)
            return failure(checked.error());
        ApiRequest request = huaweiDelete(ApiRequest::Method::Post, u"demo"_s,
                                          {u"v1"_s, scope.projectId, u"widgets"_s, u"delete"_s}, u"DeleteWidgets"_s);
        request.body = QJsonDocument(QJsonObject{{u"ids"_s, idsOf(refs)}}).toJson(QJsonDocument::Compact);
        return request;
    }

    DeleteAnswer readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const override
    {
        const auto object = readHuaweiObject(reply);
        if (!object)
            return {.error = object.error()};
        return {.items = QList<ItemVerdict>(refs.size(), {.kind = ItemVerdict::Kind::Accepted})};
    }

    LaneRules laneRules(const QString &origin, const Scope &scope) const override
    {
        return {.key = u"demo|%1|%2"_s.arg(origin, scope.projectId)};
    }

    FollowRules followRules() const override
    {
        return {.firstLook = 1s, .lookEvery = 2s, .longestLook = 5s, .grace = 30s, .deadline = 10min};
    }

private:
    ResourceKind m_kind{.id = widgetKind,
                        .providerId = u"huawei"_s,
                        .title = u"Widgets"_s,
                        .icon = u"boxes"_s,
                        .counted = counted,
                        .idsPerRequest = 7,
                        .idPattern = wordPattern(36),
                        .columns = {column("name", u"Name"_s, Column::Type::Text, 20),
                                    column("state", u"State"_s, Column::Type::State, 10)},
                        .states = {stateMeaning("idle", u"Idle"_s, StateMeaning::Role::Idle, StateMeaning::Tone::Good, true),
                                   stateMeaning("going", u"Going"_s, StateMeaning::Role::Deleting, StateMeaning::Tone::Busy)}};
};

/// The provider's side of it.
class WidgetService final : public PracticeService
{
public:
    QString kindId() const override { return widgetKind; }

    void seed(int count, PracticeRandom &, PracticeWorld &world) override
    {
        for (int i = 0; i < count; ++i)
            world.add({.kindId = widgetKind, .id = u"widget-%1"_s.arg(i), .name = u"w%1"_s.arg(i), .state = u"idle"_s});
    }

    std::optional<PracticeCall> recognise(const PracticeRequest &request, const PracticeWorld &) const override
    {
        if (request.path.endsWith("/widgets"))
            return PracticeCall{.operation = PracticeOperation::List};
        if (!request.path.endsWith("/widgets/delete"))
            return std::nullopt;
        PracticeCall call{.operation = PracticeOperation::Delete};
        for (const QJsonValue &id : QJsonDocument::fromJson(request.body).object().value("ids"_L1).toArray())
            call.ids.append(id.toString());
        return call;
    }

    PracticeReply answer(const PracticeCall &call, const PracticeRequest &request, PracticeWorld &world) override
    {
        if (call.operation == PracticeOperation::List)
            return list(request, world);
        for (const QString &id : call.ids) {
            world.beginDeletion(widgetKind, id,
                                {{.atMs = world.now(), .state = u"going"_s}, {.atMs = world.now() + world.delay(20s), .gone = true}},
                                u"user"_s);
        }
        return PracticeReply::json(200, {});
    }

private:
    static PracticeReply list(const PracticeRequest &request, const PracticeWorld &world)
    {
        const QStringList only = request.queryValue(u"ids"_s).split(u',', Qt::SkipEmptyParts);
        QJsonArray rows;
        for (const PracticeResource *widget : world.listed(widgetKind)) {
            if (only.isEmpty() || only.contains(widget->id))
                rows.append(QJsonObject{{u"id"_s, widget->id}, {u"name"_s, widget->name}, {u"state"_s, world.stateOf(*widget)}});
        }
        return PracticeReply::json(200, {{u"widgets"_s, rows}, {u"total"_s, rows.size()}});
    }
};

} // namespace

/// One class and one registration are enough for a sixth kind: list, plan, lanes, looks and journal work with it as they
/// are.
class TestSixthKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKindOfOneFileIsListedPlannedDeletedAndProved()
    {
        EngineFixture fixture({.count = 30,
                               .onlyKind = widgetKind,
                               .addKind = [](Registry &registry) { registry.add(std::make_unique<Widgets>()); },
                               .addService = [](PracticeCloud &cloud) { cloud.addService(std::make_unique<WidgetService>()); }});
        QVERIFY(fixture.stack->open());
        const Account account = fixture.addAccount(u"Practice"_s);
        const QList<Resource> rows = fixture.stack->list(account, widgetKind);
        QCOMPARE(rows.size(), 30);

        const DeletePlan plan = fixture.plan(account, widgetKind, rows.first(17));
        QVERIFY(fixture.stack->run(plan));
        QCOMPARE(fixture.deletes(widgetKind).size(), 3); // 7 + 7 + 3
        QCOMPARE(fixture.violation(plan), QString());
        QCOMPARE(fixture.untruth(plan.id), QString());
        QCOMPARE(fixture.stack->engine.job(plan.id)->count(ItemState::Deleted), 17);
        QCOMPARE(fixture.cloud->resources(widgetKind).size(), 13);
    }
};

QTEST_GUILESS_MAIN(TestSixthKind)
#include "tst_sixthkind.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deleteplan.h"
#include "models/marks.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

QString groupOfScope(const QString &scope)
{
    return scope.section(u'/', 0, 0);
}

ResourceKind kindWith(int limit, bool grouped)
{
    ResourceKind kind;
    kind.id = u"test.kind"_s;
    kind.idsPerRequest = limit;
    kind.idPattern = QRegularExpression(u"^[a-z0-9-]+$"_s);
    kind.states = {{.word = u"ready"_s, .title = u"Ready"_s, .role = StateMeaning::Role::Idle, .deletable = true},
                   {.word = u"busy"_s, .title = u"Busy"_s, .role = StateMeaning::Role::Busy}};
    if (grouped)
        kind.batchGroup = groupOfScope;
    return kind;
}

Resource row(const QString &id, const QString &state = u"ready"_s, const QString &scope = {})
{
    return {.id = id, .scope = scope, .name = u"name of "_s + id, .state = state};
}

struct Case
{
    PlanInput input{};
    ResourceKind kind{};
};

Case randomCase(quint32 seed)
{
    QRandomGenerator random(seed);
    Case result;
    result.kind = kindWith(random.bounded(1, 12), random.bounded(2) == 1);
    result.input.account = {.id = u"account"_s, .name = u"zen-lab"_s, .environment = Environment::Test};
    result.input.includeHidden = random.bounded(2) == 1;
    result.input.now = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    const int count = random.bounded(0, 80);
    for (int i = 0; i < count; ++i) {
        const QString scope = u"%1/%2"_s.arg(QString::number(random.bounded(4)), random.bounded(2) ? u"app"_s : u"task"_s);
        const QStringList states{u"ready"_s, u"READY"_s, u"busy"_s, u"strange"_s};
        QString id = QString::number(random.bounded(60)); // often twice
        if (random.bounded(20) == 0)
            id = u"../"_s + id;
        result.input.marked.append(row(id, states.at(random.bounded(4)), scope));
        if (random.bounded(4) == 0)
            result.input.hidden.insert(result.input.marked.last().key());
    }
    return result;
}

QList<ResourceKey> keysOf(const QList<PlanItem> &items)
{
    QList<ResourceKey> keys;
    for (const PlanItem &item : items)
        keys.append(item.ref.key());
    return keys;
}

QSet<ResourceKey> setOf(const QList<ResourceKey> &keys)
{
    return {keys.cbegin(), keys.cend()};
}

} // namespace

class TestDeletePlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMarkStandsInExactlyOneGroup();
    void batchesHoldEveryItemOnceWithinTheLimit();
    void batchesNeverMixGroups();
    void hiddenMarksAreLeftOutUntilIncluded();
    void blockedRowsSayWhy_data();
    void blockedRowsSayWhy();
    void numberOfRequestsIsTheSmallestPossible_data();
    void numberOfRequestsIsTheSmallestPossible();
    void hashCoversEverythingThatIsSent_data();
    void hashCoversEverythingThatIsSent();
    void hashIgnoresWhatIsNotSent();
    void planKeepsOrderAndFingerprints();
    void marksReportOnlyRealChanges();
    void forgettingMarksIsAnnounced();
    void toggleMarksAllBeforeItUnmarksAll();
};

void TestDeletePlan::everyMarkStandsInExactlyOneGroup()
{
    for (quint32 seed = 1; seed <= 400; ++seed) {
        const Case c = randomCase(seed);
        const DeletePlan plan = makeDeletePlan(c.input, c.kind);
        QSet<ResourceKey> marked;
        for (const Resource &resource : c.input.marked)
            marked.insert(resource.key());
        const QList<ResourceKey> all = keysOf(plan.willDelete) + keysOf(plan.hidden) + keysOf(plan.blocked);
        QCOMPARE(all.size(), marked.size());
        QCOMPARE(setOf(all), marked);
        if (c.input.includeHidden)
            QVERIFY(plan.hidden.isEmpty());
        else
            QVERIFY(!setOf(keysOf(plan.willDelete)).intersects(c.input.hidden));
        for (const PlanItem &item : plan.willDelete)
            QVERIFY(item.reason.isEmpty());
        for (const PlanItem &item : plan.blocked)
            QVERIFY(!item.reason.isEmpty());
    }
}

void TestDeletePlan::batchesHoldEveryItemOnceWithinTheLimit()
{
    for (quint32 seed = 1; seed <= 400; ++seed) {
        const Case c = randomCase(seed);
        const DeletePlan plan = makeDeletePlan(c.input, c.kind);
        QList<bool> seen(plan.willDelete.size(), false);
        for (const PlanBatch &batch : plan.batches) {
            QVERIFY(!batch.items.isEmpty());
            QVERIFY(batch.items.size() <= c.kind.idsPerRequest);
            for (qsizetype i : batch.items) {
                QVERIFY(i >= 0 && i < seen.size());
                QVERIFY2(!seen.at(i), "an item stands in two requests");
                seen[i] = true;
            }
        }
        QVERIFY(!seen.contains(false));
    }
}

void TestDeletePlan::batchesNeverMixGroups()
{
    for (quint32 seed = 1; seed <= 400; ++seed) {
        const Case c = randomCase(seed);
        const DeletePlan plan = makeDeletePlan(c.input, c.kind);
        QStringList order;
        for (const PlanBatch &batch : plan.batches) {
            for (qsizetype i : batch.items) {
                const QString scope = plan.willDelete.at(i).ref.scope;
                QCOMPARE(c.kind.batchGroup ? groupOfScope(scope) : QString(), batch.group);
            }
            if (order.isEmpty() || order.last() != batch.group)
                order.append(batch.group);
        }
        QVERIFY2(QSet<QString>(order.cbegin(), order.cend()).size() == order.size(), "a group is torn apart");
    }
}

void TestDeletePlan::hiddenMarksAreLeftOutUntilIncluded()
{
    PlanInput input;
    input.marked = {row(u"a"_s), row(u"b"_s), row(u"c"_s, u"busy"_s)};
    input.hidden = {input.marked.at(1).key(), input.marked.at(2).key()};
    DeletePlan plan = makeDeletePlan(input, kindWith(100, false));
    QCOMPARE(plan.willDelete.size(), 1);
    QCOMPARE(plan.hidden.size(), 2);
    input.includeHidden = true;
    plan = makeDeletePlan(input, kindWith(100, false));
    QCOMPARE(plan.willDelete.size(), 2);
    QCOMPARE(plan.hidden.size(), 0);
    QCOMPARE(plan.blocked.size(), 1);
}

void TestDeletePlan::blockedRowsSayWhy_data()
{
    QTest::addColumn<Resource>("resource");
    QTest::addColumn<QString>("part");
    QTest::newRow("state") << row(u"a"_s, u"busy"_s) << u"Busy"_s;
    QTest::newRow("unknown state") << row(u"a"_s, u"odd"_s) << u"odd"_s;
    QTest::newRow("id") << row(u"../../x"_s) << u"id"_s;
    Resource attached = row(u"a"_s);
    attached.obstacle = u"Attached to vm-7"_s;
    QTest::newRow("obstacle") << attached << u"vm-7"_s;
}

void TestDeletePlan::blockedRowsSayWhy()
{
    QFETCH(Resource, resource);
    QFETCH(QString, part);
    PlanInput input;
    input.marked = {resource};
    const DeletePlan plan = makeDeletePlan(input, kindWith(100, false));
    QCOMPARE(plan.willDelete.size(), 0);
    QCOMPARE(plan.blocked.size(), 1);
    QVERIFY(plan.batches.isEmpty());
    QVERIFY2(plan.blocked.first().reason.contains(part), qPrintable(plan.blocked.first().reason));
}

void TestDeletePlan::numberOfRequestsIsTheSmallestPossible_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("requests");
    for (const int limit : {1, 50, 100}) {
        for (const int count : {1, limit - 1, limit, limit + 1, 3 * limit + 7}) {
            if (count > 0)
                QTest::addRow("%d of %d", count, limit) << limit << count << (count + limit - 1) / limit;
        }
    }
}

void TestDeletePlan::numberOfRequestsIsTheSmallestPossible()
{
    QFETCH(int, limit);
    QFETCH(int, count);
    QFETCH(int, requests);
    PlanInput input;
    for (int i = 0; i < count; ++i)
        input.marked.append(row(QString::number(i), u"ready"_s, i % 3 ? u"one/app"_s : u"one/task"_s));
    QCOMPARE(makeDeletePlan(input, kindWith(limit, true)).batches.size(), requests);
}

void TestDeletePlan::hashCoversEverythingThatIsSent_data()
{
    QTest::addColumn<int>("change");
    int change = 0;
    for (const char *name : {"account", "origin", "project", "kind", "scope", "id", "order", "fewer"})
        QTest::newRow(name) << change++;
}

void TestDeletePlan::hashCoversEverythingThatIsSent()
{
    QFETCH(int, change);
    PlanInput input;
    input.account.id = u"a1"_s;
    input.origin = u"https://one.example"_s;
    input.projectId = u"p1"_s;
    input.marked = {row(u"a"_s), row(u"b"_s), row(u"c"_s)};
    ResourceKind kind = kindWith(100, false);
    const QByteArray before = makeDeletePlan(input, kind).sha256;
    QCOMPARE(before.size(), 64);
    switch (change) {
    case 0: input.account.id = u"a2"_s; break;
    case 1: input.origin = u"https://two.example"_s; break;
    case 2: input.projectId = u"p2"_s; break;
    case 3: kind.id = u"other"_s; break;
    case 4: input.marked[0].scope = u"s"_s; break;
    case 5: input.marked[0].id = u"aa"_s; break;
    case 6: input.marked.swapItemsAt(0, 1); break;
    default: input.marked.removeLast(); break;
    }
    QVERIFY(makeDeletePlan(input, kind).sha256 != before);
}

void TestDeletePlan::hashIgnoresWhatIsNotSent()
{
    PlanInput input;
    input.marked = {row(u"a"_s), row(u"b"_s, u"busy"_s)};
    const ResourceKind kind = kindWith(100, false);
    const DeletePlan before = makeDeletePlan(input, kind);
    input.marked[1].id = u"z"_s;
    input.account.name = u"renamed"_s;
    const DeletePlan after = makeDeletePlan(input, kind);
    QCOMPARE(after.sha256, before.sha256);
    QCOMPARE(planHash(before), before.sha256);
    QVERIFY(after.id != before.id);
}

void TestDeletePlan::planKeepsOrderAndFingerprints()
{
    PlanInput input;
    input.account = {.id = u"acc"_s, .name = u"prod-eu"_s, .environment = Environment::Production};
    input.now = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    input.validity = std::chrono::minutes(5);
    for (const QString &id : {u"c"_s, u"a"_s, u"b"_s})
        input.marked.append(row(id));
    const DeletePlan plan = makeDeletePlan(input, kindWith(2, false));
    QCOMPARE(plan.environment, Environment::Production);
    QCOMPARE(plan.expiresAt, input.now.addSecs(300));
    for (qsizetype i = 0; i < 3; ++i) {
        QCOMPARE(plan.willDelete.at(i).ref.id, input.marked.at(i).id);
        QCOMPARE(plan.willDelete.at(i).ref.accountId, u"acc"_s);
        QCOMPARE(plan.willDelete.at(i).fingerprint, fingerprintOf(input.marked.at(i)));
    }
    QCOMPARE(plan.batches.at(0).items, (QList<qsizetype>{0, 1}));
    QCOMPARE(plan.batches.at(1).items, QList<qsizetype>{2});
}

void TestDeletePlan::marksReportOnlyRealChanges()
{
    const ResourceKind kind;
    ResourceStore store(kind);
    store.upsert({{.id = u"a"_s, .scope = u"s"_s}, {.id = u"b"_s, .scope = u"s"_s}});
    Marks marks(store);
    QSignalSpy changed(&marks, &Marks::changed);
    const ResourceKey a{u"s"_s, u"a"_s};
    const ResourceKey b{u"s"_s, u"b"_s};
    marks.setMarked({a, a, b, {u"s"_s, u"nobody"_s}}, true);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.takeFirst().at(0).value<std::vector<Slot>>(), (std::vector<Slot>{store.find(a), store.find(b)}));
    marks.setMarked({a}, true);
    QCOMPARE(changed.size(), 0);
    QVERIFY(!marks.isMarked({u"other"_s, u"a"_s}));
    marks.clear();
    QCOMPARE(changed.size(), 1);
    QVERIFY(marks.isEmpty());
    marks.clear();
    QCOMPARE(changed.size(), 1);
}

void TestDeletePlan::forgettingMarksIsAnnounced()
{
    const ResourceKind kind;
    ResourceStore store(kind);
    const std::vector<Slot> rows = store.upsert({{.id = u"a"_s}, {.id = u"b"_s}, {.id = u"x"_s}}).all;
    Marks marks(store);
    QSignalSpy forgotten(&marks, &Marks::forgotten);
    marks.setMarked(std::span(rows).first(2), true);
    marks.forget(std::span(rows).last(1));
    QCOMPARE(forgotten.size(), 0);
    marks.forget(std::vector<Slot>{rows.at(0), rows.at(2)});
    QCOMPARE(forgotten.size(), 1);
    QCOMPARE(forgotten.first().at(0).value<qsizetype>(), 1);
    QCOMPARE(marks.count(), 1);
}

void TestDeletePlan::toggleMarksAllBeforeItUnmarksAll()
{
    const ResourceKind kind;
    ResourceStore store(kind);
    const std::vector<Slot> both = store.upsert({{.id = u"a"_s}, {.id = u"b"_s}}).all;
    Marks marks(store);
    marks.setMarked(std::span(both).first(1), true);
    marks.toggle(both);
    QCOMPARE(marks.count(), 2);
    marks.toggle(both);
    QCOMPARE(marks.count(), 0);
}

QTEST_GUILESS_MAIN(TestDeletePlan)
#include "tst_deleteplan.moc"

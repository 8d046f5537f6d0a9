// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/practicehuaweifixture.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace ClearskyTest;
using namespace std::chrono_literals;

namespace {

const QString kind = u"huawei.csbs.backup"_s;
const QString provider = u"fc4d5750-22e7-4798-8a46-f48f62c4c1da"_s;

QString path(const HuaweiFixture &cloud, const QString &rest)
{
    return u"/v1/"_s + cloud.mainProject() + rest;
}

HuaweiFixture::Answer removeAs(HuaweiFixture &cloud, int user, const QString &checkpoint, const QString &item,
                               const QString &providerId = provider)
{
    QString target = path(cloud, u"/providers/"_s + providerId + u"/checkpoints/"_s + checkpoint);
    if (!item.isNull())
        target += u"?checkpoint_items="_s + item;
    return cloud.as(user, "DELETE", target);
}

HuaweiFixture::Answer remove(HuaweiFixture &cloud, const QString &item)
{
    return removeAs(cloud, 0, cloud.world.find(kind, item)->scope, item);
}

bool hasImage(const HuaweiFixture &cloud, const QString &id)
{
    const QJsonValue info = cloud.world.find(kind, id)->data.value("extend_info"_L1);
    return !info["os_images_data"_L1].toArray().isEmpty();
}

QStringList available(const HuaweiFixture &cloud, qsizetype count = 1000)
{
    QStringList ids = cloud.ids(kind, cloud.mainProject(), {u"available"_s});
    ids.removeIf([&](const QString &id) { return hasImage(cloud, id); });
    return ids.mid(0, count);
}

HuaweiFixture::Answer show(HuaweiFixture &cloud, const QString &id)
{
    return cloud.get(path(cloud, u"/checkpoint_items/"_s + id));
}

QString statusOf(HuaweiFixture &cloud, const QString &id)
{
    return show(cloud, id).body.value("checkpoint_item"_L1)["status"_L1].toString();
}

QStringList idsOf(const HuaweiFixture::Answer &answer)
{
    QStringList ids;
    for (const QJsonValue &each : answer.body.value("checkpoint_items"_L1).toArray())
        ids.append(each["id"_L1].toString());
    return ids;
}

/// A checkpoint of which all of several items may be deleted.
QStringList sharedCheckpoint(const HuaweiFixture &cloud)
{
    const QStringList fine = available(cloud);
    for (const QString &id : fine) {
        QStringList siblings;
        bool allFine = true;
        for (const PracticeResource &each : cloud.world.all(kind)) {
            if (each.scope == cloud.world.find(kind, id)->scope) {
                siblings.append(each.id);
                allFine = allFine && fine.contains(each.id);
            }
        }
        if (siblings.size() > 1 && allFine)
            return siblings;
    }
    return {};
}

} // namespace

class TestPracticeCsbs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesFollowTheLastId();
    void aMarkerMayBeGone();
    void linksAreInTheSubProjectOnly();
    void listRefusesBadParameters_data();
    void listRefusesBadParameters();
    void countsWhatItLists();
    void deletesOneItemOfACheckpoint();
    void withoutTheItemTheCheckpointGoes_data();
    void withoutTheItemTheCheckpointGoes();
    void swappedIdsAreUnknown();
    void anotherProviderIsRefused();
    void passesThroughItsStates();
    void fiveAreDeletedAtOnceForAUser();
    void failuresReturnWithAReason();
    void someReadDeletedForAMoment();
    void busyBackupsAreRefused();
    void backupsWithAnImageAreRefused();
    void readersMayNotDelete();
    void closedProjectsAreToldSo();
    void seedHasSharedAndSingleCheckpoints();
    void someBackupsHaveTags();
};

void TestPracticeCsbs::pagesFollowTheLastId()
{
    HuaweiFixture cloud(330);
    QStringList ids;
    QString marker;
    for (int page = 0; page < 3; ++page) {
        const QString query = u"/checkpoint_items?limit=100"_s
            + (marker.isEmpty() ? QString() : QString(u"&marker="_s + marker))
            + u"&sort=created_at%3Adesc%2Cid%3Adesc"_s;
        const auto answer = cloud.get(path(cloud, query));
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.body.contains("checkpoint_items_links"_L1));
        ids += idsOf(answer);
        marker = ids.last();
    }
    QCOMPARE(ids.size(), 275);
    QCOMPARE(QSet<QString>(ids.cbegin(), ids.cend()).size(), 275);
    for (qsizetype i = 1; i < ids.size(); ++i)
        QVERIFY(cloud.world.find(kind, ids.at(i))->createdMs
                <= cloud.world.find(kind, ids.at(i - 1))->createdMs);
    const QJsonValue item = show(cloud, ids.first()).body.value("checkpoint_item"_L1);
    static const QRegularExpression time(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}$"_s);
    QVERIFY(time.match(item["created_at"_L1].toString()).hasMatch());
}

void TestPracticeCsbs::aMarkerMayBeGone()
{
    HuaweiFixture cloud(100);
    const QStringList before = idsOf(cloud.get(path(cloud, u"/checkpoint_items?limit=20"_s)));
    cloud.world.vanish(kind, before.last());
    const auto after = cloud.get(path(cloud, u"/checkpoint_items?limit=20&marker="_s + before.last()));
    QCOMPARE(idsOf(after).size(), 20);
    QVERIFY(!before.contains(idsOf(after).first()));
}

void TestPracticeCsbs::linksAreInTheSubProjectOnly()
{
    HuaweiFixture cloud(330);
    const auto answer = cloud.get(u"/v1/"_s + cloud.subProject() + u"/checkpoint_items?limit=20"_s);
    const QJsonValue link = answer.body.value("checkpoint_items_links"_L1)[0];
    QCOMPARE(link["rel"_L1].toString(), u"next"_s);
    QVERIFY(link["href"_L1].toString().contains(u"marker="_s + idsOf(answer).last()));
    const auto last = cloud.get(u"/v1/"_s + cloud.subProject() + u"/checkpoint_items?limit=200"_s);
    QVERIFY(!last.body.contains("checkpoint_items_links"_L1));
}

void TestPracticeCsbs::listRefusesBadParameters_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("limit") << u"limit=0"_s;
    QTest::newRow("marker") << u"marker=unknown"_s;
    QTest::newRow("sort key") << u"sort=size"_s;
    QTest::newRow("sort direction") << u"sort=name%3Aup"_s;
}

void TestPracticeCsbs::listRefusesBadParameters()
{
    QFETCH(const QString, query);
    HuaweiFixture cloud;
    QCOMPARE(cloud.get(path(cloud, u"/checkpoint_items?"_s + query)).code(), u"CSBS.9001"_s);
}

void TestPracticeCsbs::countsWhatItLists()
{
    HuaweiFixture cloud(330);
    QCOMPARE(cloud.get(path(cloud, u"/checkpoint_items/count"_s)).body.value("count"_L1).toInt(), 275);
    const QString filter = u"status=available"_s;
    const auto list = cloud.get(path(cloud, u"/checkpoint_items?"_s + filter));
    const auto count = cloud.get(path(cloud, u"/checkpoint_items/count?"_s + filter));
    QCOMPARE(idsOf(list).size(), count.body.value("count"_L1).toInt());
}

void TestPracticeCsbs::deletesOneItemOfACheckpoint()
{
    HuaweiFixture cloud(330);
    const QStringList siblings = sharedCheckpoint(cloud);
    QVERIFY(siblings.size() > 1);
    const auto answer = remove(cloud, siblings.first());
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.raw, QByteArray("{}"));
    cloud.advance(10s);
    QVERIFY(!cloud.world.findLiving(kind, siblings.first()));
    QVERIFY(cloud.world.findLiving(kind, siblings.last()));
}

void TestPracticeCsbs::withoutTheItemTheCheckpointGoes_data()
{
    QTest::addColumn<QString>("item");
    QTest::newRow("absent") << QString();
    QTest::newRow("empty") << u""_s;
}

void TestPracticeCsbs::withoutTheItemTheCheckpointGoes()
{
    QFETCH(const QString, item);
    HuaweiFixture cloud(330);
    const QStringList siblings = sharedCheckpoint(cloud);
    const QString checkpoint = cloud.world.find(kind, siblings.first())->scope;
    QCOMPARE(removeAs(cloud, 0, checkpoint, item).status, 200);
    cloud.advance(10s);
    for (const QString &id : siblings)
        QVERIFY(!cloud.world.findLiving(kind, id));
}

void TestPracticeCsbs::swappedIdsAreUnknown()
{
    HuaweiFixture cloud(100);
    const QString item = available(cloud, 1).first();
    const QString checkpoint = cloud.world.find(kind, item)->scope;
    QCOMPARE(removeAs(cloud, 0, item, checkpoint).code(), u"CSBS.3001"_s);
    QCOMPARE(show(cloud, checkpoint).code(), u"CSBS.3001"_s);
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());
}

void TestPracticeCsbs::anotherProviderIsRefused()
{
    HuaweiFixture cloud(100);
    const QString item = available(cloud, 1).first();
    const auto answer = removeAs(cloud, 0, cloud.world.find(kind, item)->scope, item,
                                 u"eb9ebbdc-5e55-4a87-bf16-1eabf0c8cfc9"_s);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), u"CSBS.9001"_s);
}

void TestPracticeCsbs::passesThroughItsStates()
{
    HuaweiFixture cloud(100);
    const QString item = available(cloud, 1).first();
    QCOMPARE(remove(cloud, item).status, 200);
    QStringList seen;
    while (show(cloud, item).status == 200 && seen.size() < 10) {
        if (seen.isEmpty() || seen.last() != statusOf(cloud, item))
            seen.append(statusOf(cloud, item));
        cloud.advance(50ms);
    }
    QCOMPARE(seen.mid(0, 3), QStringList({u"available"_s, u"waiting_delete"_s, u"deleting"_s}));
    QCOMPARE(show(cloud, item).code(), u"CSBS.3001"_s);
    QCOMPARE(remove(cloud, item).code(), u"CSBS.3001"_s);
}

void TestPracticeCsbs::fiveAreDeletedAtOnceForAUser()
{
    HuaweiFixture cloud(330);
    const QStringList ids = available(cloud, 12);
    for (const QString &id : ids)
        QCOMPARE(remove(cloud, id).status, 200);
    bool queued = false;
    for (int i = 0; i < 400 && !cloud.world.inDeletion(kind).isEmpty(); ++i) {
        cloud.advance(50ms);
        int deleting = 0;
        for (const QString &id : ids) {
            const PracticeResource *item = cloud.world.findLiving(kind, id);
            deleting += item && item->stateAt(cloud.nowMs) == u"deleting"_s ? 1 : 0;
            queued = queued || (item && deleting == 5 && item->stateAt(cloud.nowMs) == u"waiting_delete"_s);
        }
        QVERIFY(deleting <= 5);
    }
    QVERIFY(queued);
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());
    QCOMPARE(cloud.world.maxima().itemsInDeletionByUser.value(kind + u'|' + cloud.user(0).id), 12);
    for (const QString &id : ids)
        QVERIFY(!cloud.world.findLiving(kind, id));
}

void TestPracticeCsbs::failuresReturnWithAReason()
{
    HuaweiFixture cloud(330);
    const QStringList ids = available(cloud, 8);
    QSet<QString> states;
    cloud.world.setEffects({.failing = {ids.cbegin(), ids.cend()}});
    for (const QString &id : ids) {
        QCOMPARE(remove(cloud, id).status, 200);
        cloud.advance(10s);
        const QJsonValue item = show(cloud, id).body.value("checkpoint_item"_L1);
        states.insert(item["status"_L1].toString());
        QCOMPARE(item["extend_info"_L1]["fail_op"_L1].toString(), u"delete"_s);
        QVERIFY(!item["extend_info"_L1]["fail_code"_L1]["Description"_L1].toString().isEmpty());
    }
    QCOMPARE(states, QSet<QString>({u"available"_s, u"error"_s}));
    cloud.world.setEffects({});
    QCOMPARE(remove(cloud, ids.first()).status, 200);
    cloud.advance(10s);
    QVERIFY(!cloud.world.findLiving(kind, ids.first()));
}

void TestPracticeCsbs::someReadDeletedForAMoment()
{
    HuaweiFixture cloud(330);
    int lingering = 0;
    for (const QString &id : available(cloud, 12)) {
        QCOMPARE(remove(cloud, id).status, 200);
        while (cloud.world.findLiving(kind, id))
            cloud.advance(50ms);
        lingering += statusOf(cloud, id) == u"deleted"_s ? 1 : 0;
        QVERIFY(!idsOf(cloud.get(path(cloud, u"/checkpoint_items"_s))).contains(id));
        cloud.advance(2s);
        QCOMPARE(show(cloud, id).status, 404);
    }
    QVERIFY(lingering > 0 && lingering < 12);
}

void TestPracticeCsbs::busyBackupsAreRefused()
{
    HuaweiFixture cloud(330);
    const QStringList busy = cloud.ids(kind, cloud.mainProject(),
                                       {u"waiting_protect"_s, u"protecting"_s, u"waiting_restore"_s,
                                        u"restoring"_s, u"waiting_delete"_s, u"deleting"_s});
    QVERIFY(busy.size() > 5);
    for (const QString &id : busy) {
        const auto answer = remove(cloud, id);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.code(), u"CSBS.2003"_s);
    }
    const QString item = available(cloud, 1).first();
    QCOMPARE(remove(cloud, item).status, 200);
    QCOMPARE(statusOf(cloud, item), u"available"_s);
    QCOMPARE(remove(cloud, item).code(), u"CSBS.2003"_s);
}

void TestPracticeCsbs::backupsWithAnImageAreRefused()
{
    HuaweiFixture cloud(330);
    QStringList ids = cloud.ids(kind, cloud.mainProject(), {u"available"_s});
    ids.removeIf([&](const QString &id) { return !hasImage(cloud, id); });
    QVERIFY(!ids.isEmpty());
    QCOMPARE(remove(cloud, ids.first()).code(), u"CSBS.8007"_s);
}

void TestPracticeCsbs::readersMayNotDelete()
{
    HuaweiFixture cloud(100);
    const QString item = available(cloud, 1).first();
    const auto answer = removeAs(cloud, 2, cloud.world.find(kind, item)->scope, item);
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.body.value("forbidden"_L1)["code"_L1].toInt(), 403);
}

void TestPracticeCsbs::closedProjectsAreToldSo()
{
    HuaweiFixture cloud(10, {.csbsOpen = false});
    QCOMPARE(cloud.get(path(cloud, u"/checkpoint_items"_s)).code(), u"BackupService.4008"_s);
}

/// Within the limits of the contract: keys of 36 characters at most, values of 43 (api/huawei.md 7.3).
void TestPracticeCsbs::someBackupsHaveTags()
{
    HuaweiFixture cloud(200);
    QSet<QString> seen;
    int without = 0;
    for (const PracticeResource &backup : cloud.world.all(kind)) {
        const QJsonArray tags = backup.data.value("tags"_L1).toArray();
        without += tags.isEmpty() ? 1 : 0;
        for (const QJsonValue &tag : tags) {
            const QString key = tag["key"_L1].toString();
            const QString value = tag["value"_L1].toString();
            QVERIFY(!key.isEmpty() && key.size() <= 36 && !value.isEmpty() && value.size() <= 43);
            seen.insert(key + u'=' + value);
        }
    }
    QVERIFY(without > 0);
    QVERIFY2(seen.contains(u"env=dev"_s) && seen.contains(u"owner=web"_s), qPrintable(QStringList(seen.values()).join(u' ')));
}

void TestPracticeCsbs::seedHasSharedAndSingleCheckpoints()
{
    HuaweiFixture cloud(330);
    QHash<QString, int> sizes;
    for (const PracticeResource &each : cloud.world.all(kind))
        ++sizes[each.scope];
    int single = 0;
    int shared = 0;
    for (const int size : std::as_const(sizes)) {
        single += size == 1 ? 1 : 0;
        shared += size > 1 ? 1 : 0;
        QVERIFY(size <= 4);
    }
    QVERIFY(single > 30);
    QVERIFY(shared > 30);
}

QTEST_GUILESS_MAIN(TestPracticeCsbs)
#include "tst_practicecsbs.moc"

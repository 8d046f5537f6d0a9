// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/practicehuaweifixture.h"

#include <QSet>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>

using namespace ClearskyTest;
using namespace std::chrono_literals;

namespace {

const QString kind = u"huawei.clouddc.instance"_s;

QString path(const HuaweiFixture &cloud, const QString &rest = {})
{
    return u"/v1/"_s + cloud.mainProject() + u"/instances"_s + rest;
}

QStringList running(const HuaweiFixture &cloud, qsizetype count)
{
    return cloud.ids(kind, cloud.mainProject(), {u"running"_s}).mid(0, count);
}

HuaweiFixture::Answer remove(HuaweiFixture &cloud, const QStringList &ids)
{
    return cloud.post(path(cloud, u"/batch-delete"_s),
                      {{u"instance_id_set"_s, QJsonArray::fromStringList(ids)}});
}

QStringList idsOf(const HuaweiFixture::Answer &answer)
{
    QStringList ids;
    for (const QJsonValue &each : answer.body.value("instances"_L1).toArray())
        ids.append(each["id"_L1].toString());
    return ids;
}

QJsonObject status(HuaweiFixture &cloud, const QString &id)
{
    return cloud.get(path(cloud, u'/' + id + u"/status"_s)).body;
}

/// A running instance that speaks the words of a generation.
QString runningOf(const HuaweiFixture &cloud, int generation)
{
    for (const QString &id : running(cloud, 1000)) {
        if (cloud.world.find(kind, id)->data.value("generation"_L1).toInt() == generation)
            return id;
    }
    return {};
}

} // namespace

class TestPracticeCloudDc final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSmallLimitCountsAsTen_data();
    void aSmallLimitCountsAsTen();
    void pagesFollowMarkersOfBothForms();
    void filtersByIds();
    void acceptsWhatCanBeDeleted();
    void leavesOutWhatIsInAWrongState();
    void namesUnknownIdsInBrackets();
    void refusesBadIdLists_data();
    void refusesBadIdLists();
    void endsInTheWordsOfItsGeneration_data();
    void endsInTheWordsOfItsGeneration();
    void failuresAreMarked_data();
    void failuresAreMarked();
    void terminatedRecordsStayForAWhile();
    void whatOthersRemovedIsUnknown();
    void readersMayNotDelete();
    void seedSpeaksThreeVocabularies();
};

void TestPracticeCloudDc::aSmallLimitCountsAsTen_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("rows");
    QTest::newRow("absent") << QString() << 10;
    QTest::newRow("3") << u"?limit=3"_s << 10;
    QTest::newRow("0") << u"?limit=0"_s << 10;
    QTest::newRow("12") << u"?limit=12"_s << 12;
    QTest::newRow("1000") << u"?limit=1000"_s << 117;
    QTest::newRow("1001") << u"?limit=1001"_s << 0;
    QTest::newRow("text") << u"?limit=ten"_s << 0;
    QTest::newRow("foreign marker") << u"?limit=10&marker=x"_s << 0;
}

void TestPracticeCloudDc::aSmallLimitCountsAsTen()
{
    QFETCH(const QString, query);
    QFETCH(const int, rows);
    HuaweiFixture cloud(140);
    const auto answer = cloud.get(path(cloud, query));
    QCOMPARE(answer.status, rows == 0 ? 400 : 200);
    QCOMPARE(idsOf(answer).size(), rows);
}

void TestPracticeCloudDc::pagesFollowMarkersOfBothForms()
{
    HuaweiFixture cloud(140);
    QSet<QString> ids;
    QString query = u"?limit=20"_s;
    bool sawUrl = false;
    bool sawCursor = false;
    for (int page = 0; page < 6; ++page) {
        const auto answer = cloud.get(path(cloud, query));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.value("count"_L1).toInt(), 117);
        const QStringList rows = idsOf(answer);
        QCOMPARE(answer.body.value("page_info"_L1)["current_count"_L1].toInt(), rows.size());
        ids.unite({rows.cbegin(), rows.cend()});
        QString next = answer.body.value("page_info"_L1)["next_marker"_L1].toString();
        QCOMPARE(next.isEmpty(), page == 5);
        const bool url = next.startsWith(u"https:"_s);
        sawUrl = sawUrl || url;
        sawCursor = sawCursor || (!url && !next.isEmpty());
        if (url)
            next = QUrlQuery(QUrl(next)).queryItemValue(u"marker"_s, QUrl::FullyDecoded);
        query = u"?limit=20&marker="_s + QString::fromLatin1(QUrl::toPercentEncoding(next));
    }
    QCOMPARE(ids.size(), 117);
    QVERIFY(sawUrl && sawCursor);
}

void TestPracticeCloudDc::filtersByIds()
{
    HuaweiFixture cloud(140);
    const QStringList ids = running(cloud, 12);
    const QString encoded = ids.join(u"%2C"_s);
    QCOMPARE(idsOf(cloud.get(path(cloud, u"?instance_id="_s + encoded + u"&limit=100"_s))), ids);
    QCOMPARE(idsOf(cloud.get(path(cloud, u"?instance_id="_s + encoded))).size(), 10);
    const QStringList many(101, ids.first());
    QCOMPARE(cloud.get(path(cloud, u"?instance_id="_s + many.join(u"%2C"_s))).code(), u"iMetal.0001"_s);
    QCOMPARE(cloud.get(path(cloud, u"?instance_id=a&server_id=b"_s)).status, 400);
    QVERIFY(idsOf(cloud.get(path(cloud, u"?instance_id=unknown"_s))).isEmpty());
    QVERIFY(!idsOf(cloud.get(path(cloud, u"?instance_state=stopped"_s))).isEmpty());
}

void TestPracticeCloudDc::acceptsWhatCanBeDeleted()
{
    HuaweiFixture cloud(140);
    const QStringList ids = running(cloud, 50);
    QCOMPARE(ids.size(), 50);
    const auto answer = remove(cloud, ids);
    QCOMPARE(answer.status, 202);
    QCOMPARE(idsOf(answer), ids);
    for (const QString &id : ids)
        QCOMPARE(status(cloud, id).value("state"_L1).toString(), u"shutting-down"_s);
    cloud.advance(15s);
    for (const QString &id : ids)
        QVERIFY(!cloud.world.findLiving(kind, id));
}

void TestPracticeCloudDc::leavesOutWhatIsInAWrongState()
{
    HuaweiFixture cloud(140);
    const QStringList busy = cloud.ids(
        kind, cloud.mainProject(),
        {u"stopping"_s, u"reinstalling"_s, u"shutting-down"_s, u"modifyIping"_s, u"switch-installing"_s});
    QVERIFY(!busy.isEmpty());
    const QStringList fine = running(cloud, 2);
    const auto answer = remove(cloud, {fine.at(0), busy.first(), fine.at(1)});
    QCOMPARE(answer.status, 202);
    QCOMPARE(idsOf(answer), fine);
    const auto again = remove(cloud, fine);
    QCOMPARE(again.status, 202);
    QVERIFY(idsOf(again).isEmpty());
}

void TestPracticeCloudDc::namesUnknownIdsInBrackets()
{
    HuaweiFixture cloud(140);
    const QString foreign = cloud.ids(kind, cloud.subProject(), {u"running"_s}).first();
    const auto answer = remove(cloud, {running(cloud, 1).first(), u"unknown-1"_s, foreign});
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.code(), u"iMetal.0200"_s);
    QVERIFY(answer.body.value("error_msg"_L1).toString().endsWith(u"[unknown-1, "_s + foreign + u"]."_s));
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());
}

void TestPracticeCloudDc::refusesBadIdLists_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QByteArray many = R"({"instance_id_set":["0")";
    for (int i = 1; i <= 50; ++i)
        many += ",\"" + QByteArray::number(i) + '"';
    QTest::newRow("no body") << QByteArray() << u"iMetal.0002"_s;
    QTest::newRow("absent") << QByteArray("{}") << u"iMetal.0002"_s;
    QTest::newRow("empty") << QByteArray(R"({"instance_id_set":[]})") << u"iMetal.0002"_s;
    QTest::newRow("twice") << QByteArray(R"({"instance_id_set":["a","a"]})") << u"iMetal.0001"_s;
    QTest::newRow("51") << QByteArray(many + "]}") << u"iMetal.0001"_s;
}

void TestPracticeCloudDc::refusesBadIdLists()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, code);
    HuaweiFixture cloud;
    const auto answer = cloud.as(0, "POST", path(cloud, u"/batch-delete"_s), body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), code);
}

void TestPracticeCloudDc::endsInTheWordsOfItsGeneration_data()
{
    QTest::addColumn<int>("generation");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("operation");
    QTest::newRow("first") << 0 << u"teminated"_s << QString();
    QTest::newRow("later") << 1 << u"terminated"_s << QString();
    QTest::newRow("today") << 2 << u"terminated"_s << u"uninstall-succeed"_s;
}

void TestPracticeCloudDc::endsInTheWordsOfItsGeneration()
{
    QFETCH(const int, generation);
    QFETCH(const QString, word);
    QFETCH(const QString, operation);
    HuaweiFixture cloud(140);
    const QString id = runningOf(cloud, generation);
    QCOMPARE(remove(cloud, {id}).status, 202);
    QCOMPARE(status(cloud, id).value("operation_state"_L1).toString(),
             operation.isEmpty() ? QString() : u"uninstall-processing"_s);
    cloud.advance(15s);
    QCOMPARE(status(cloud, id).value("state"_L1).toString(), word);
    QCOMPARE(status(cloud, id).value("operation_state"_L1).toString(), operation);
}

void TestPracticeCloudDc::failuresAreMarked_data()
{
    QTest::addColumn<int>("generation");
    QTest::addColumn<QString>("word");
    QTest::newRow("first") << 0 << u"failed"_s;
    QTest::newRow("today") << 2 << u"error"_s;
}

void TestPracticeCloudDc::failuresAreMarked()
{
    QFETCH(const int, generation);
    QFETCH(const QString, word);
    HuaweiFixture cloud(140);
    const QString id = runningOf(cloud, generation);
    cloud.world.setEffects({.failing = {id}});
    QCOMPARE(remove(cloud, {id}).status, 202);
    cloud.world.setEffects({});
    cloud.advance(15s);
    const QJsonObject failed = status(cloud, id);
    QCOMPARE(failed.value("state"_L1).toString(), word);
    QCOMPARE(failed.value("error"_L1)["error_type"_L1].toString(), u"delete_instance_error"_s);
    QVERIFY(cloud.world.findLiving(kind, id));
    QVERIFY(cloud.world.inDeletion(kind).isEmpty());

    QCOMPARE(idsOf(remove(cloud, {id})), QStringList{id});
    QVERIFY(!status(cloud, id).contains("error"_L1));
    cloud.advance(15s);
    QVERIFY(!cloud.world.findLiving(kind, id));
}

void TestPracticeCloudDc::terminatedRecordsStayForAWhile()
{
    HuaweiFixture cloud(140);
    const QString id = running(cloud, 1).first();
    QCOMPARE(remove(cloud, {id}).status, 202);
    cloud.advance(20s);
    QCOMPARE(idsOf(cloud.get(path(cloud, u"?instance_id="_s + id))), QStringList{id});
    QVERIFY(idsOf(remove(cloud, {id})).isEmpty());
    cloud.advance(100s);
    QVERIFY(idsOf(cloud.get(path(cloud, u"?instance_id="_s + id))).isEmpty());
    const auto gone = cloud.get(path(cloud, u'/' + id + u"/status"_s));
    QCOMPARE(gone.status, 404);
    QCOMPARE(gone.code(), u"iMetal.0200"_s);
}

void TestPracticeCloudDc::whatOthersRemovedIsUnknown()
{
    HuaweiFixture cloud(140);
    const QString id = running(cloud, 1).first();
    cloud.world.vanish(kind, id);
    QCOMPARE(remove(cloud, {id}).code(), u"iMetal.0200"_s);
    QVERIFY(idsOf(cloud.get(path(cloud, u"?instance_id="_s + id))).isEmpty());
}

void TestPracticeCloudDc::readersMayNotDelete()
{
    HuaweiFixture cloud(140);
    const QByteArray body = "{\"instance_id_set\":[\"" + running(cloud, 1).first().toLatin1() + "\"]}";
    const auto answer = cloud.as(2, "POST", path(cloud, u"/batch-delete"_s), body);
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.code(), u"iMetal.0004"_s);
}

void TestPracticeCloudDc::seedSpeaksThreeVocabularies()
{
    HuaweiFixture cloud(420);
    QSet<QString> states;
    int withOperation = 0;
    for (const QJsonValue &row :
         cloud.get(path(cloud, u"?limit=1000"_s)).body.value("instances"_L1).toArray()) {
        states.insert(row["state"_L1].toString());
        withOperation += row.toObject().contains("operation_state"_L1) ? 1 : 0;
        QVERIFY(!row.toObject().contains("generation"_L1));
    }
    for (const QString &word : {u"teminated"_s, u"terminated"_s, u"failed"_s, u"error"_s, u"stopping"_s,
                                u"reinstalling"_s, u"modifyIping"_s, u"switch-installing"_s, u"pending"_s})
        QVERIFY2(states.contains(word), qPrintable(word));
    QVERIFY(withOperation > 100 && withOperation < 130);
}

QTEST_GUILESS_MAIN(TestPracticeCloudDc)
#include "tst_practiceclouddc.moc"

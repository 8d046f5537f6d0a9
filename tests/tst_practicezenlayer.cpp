// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/practiceclient.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Clearsky;

namespace {

const QString kind = u"zenlayer.zec.snapshot"_s;
constexpr qint64 vectorTimeMs = 1767225600000;

QByteArray sha256(const QByteArray &data)
{
    return QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
}

QByteArray body(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray idsBody(const QStringList &ids)
{
    return body({{u"snapshotIds"_s, QJsonArray::fromStringList(ids)}});
}

/// A careful client by hand, so that every part can be made wrong.
struct Client
{
    explicit Client(const PracticeCloud &cloud, qint64 nowMs)
        : http("127.0.0.1", cloud.port()), keys(cloud.keys()), timestamp(QByteArray::number(nowMs / 1000)),
          host("127.0.0.1:" + QByteArray::number(cloud.port()))
    {
        http.set_keep_alive(true);
        http.set_tcp_nodelay(true);
    }

    PracticeAnswer call(const QByteArray &action, const QByteArray &content = "{}")
    {
        const QByteArray canonical = "POST\n/\n\ncontent-type:" + contentType + "\nhost:" + host
            + "\n\ncontent-type;host\n" + sha256(content);
        const QByteArray toSign = "ZC2-HMAC-SHA256\n" + timestamp + '\n' + sha256(canonical);
        const QByteArray signature = QMessageAuthenticationCode::hash(toSign, keys.zenlayerPassword.toUtf8(),
                                                                      QCryptographicHash::Sha256)
                                         .toHex();
        return send(action, content, signature);
    }

    PracticeAnswer send(const QByteArray &action, const QByteArray &content, const QByteArray &signature)
    {
        const QByteArray authorization = "ZC2-HMAC-SHA256 Credential=" + keys.zenlayerKeyId.toUtf8()
            + ", SignedHeaders=content-type;host, Signature=" + signature;
        const httplib::Headers headers{{"Host", host.toStdString()},
                                       {"Authorization", authorization.toStdString()},
                                       {"X-ZC-Action", action.toStdString()},
                                       {"X-ZC-Version", version.toStdString()},
                                       {"X-ZC-Timestamp", timestamp.toStdString()},
                                       {"X-ZC-Signature-Method", "ZC2-HMAC-SHA256"}};
        return practiceAnswer(
            http.Post(path.toStdString(), headers, content.toStdString(), contentType.toStdString()));
    }

    PracticeAnswer sendWithToken(const QByteArray &token, const QByteArray &action)
    {
        const httplib::Headers headers{{"Authorization", "Bearer " + token.toStdString()},
                                       {"X-ZC-Action", action.toStdString()},
                                       {"X-ZC-Version", version.toStdString()}};
        return practiceAnswer(http.Post(path.toStdString(), headers, "{}", "application/json"));
    }

    httplib::Client http;
    PracticeKeys keys;
    QByteArray timestamp;
    QByteArray host;
    QByteArray path = "/api/v2/zec";
    QByteArray version = "2025-09-01";
    QByteArray contentType = "application/json";
};

QStringList idsOf(const QJsonArray &array)
{
    QStringList ids;
    for (const QJsonValue &value : array)
        ids.append(value.isObject() ? value.toObject().value("snapshotId"_L1).toString() : value.toString());
    return ids;
}

QJsonArray rowsOf(const PracticeAnswer &answer)
{
    return answer.json().value("response"_L1).toObject().value("dataSet"_L1).toArray();
}

int totalOf(const PracticeAnswer &answer)
{
    return answer.json().value("response"_L1).toObject().value("totalCount"_L1).toInt(-1);
}

QStringList failedOf(const PracticeAnswer &answer)
{
    return idsOf(answer.json().value("response"_L1).toObject().value("snapshotIds"_L1).toArray());
}

} // namespace

class PracticeZenlayerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void publishedSignaturesAreAccepted_data();
    void publishedSignaturesAreAccepted();
    void anotherSignatureIsRefused();
    void clockWindowIsFiveMinutes_data();
    void clockWindowIsFiveMinutes();
    void movedServerClockExpiresSignaturesAndShowsInDate();
    void tokenOpensWithoutTimestamp();
    void malformedCallsGetTheirCode_data();
    void malformedCallsGetTheirCode();
    void pageSizeIsTwentyUnlessAsked();
    void pagesCoverEverySnapshotOnce();
    void rowsAreAsOddAsTheRealOnes();
    void filtersCombine();
    void lookByIdsKeepsToThePageSize();
    void zonesGroupsAndDisksAreFound();
    void deletesUpToAHundred_data();
    void deletesUpToAHundred();
    void wrongDeleteRequestsCarryNothingOut_data();
    void wrongDeleteRequestsCarryNothingOut();
    void aLoneBadIdIsRefused_data();
    void aLoneBadIdIsRefused();
    void batchListsWhatFailed();
    void strictBatchesAreRefusedWhole();
    void deletionGoesThroughItsStates();
    void deletingTwiceChangesNothing();
    void retentionEndsASnapshotByItself();

private:
    QString firstIn(const QString &state, int skip = 0) const;
    QStringList deletable(int count) const;

    std::unique_ptr<PracticeTime> m_time;
    std::unique_ptr<PracticeCloud> m_cloud;
    std::unique_ptr<Client> m_client;
};

void PracticeZenlayerTest::init()
{
    m_client.reset();
    m_cloud.reset();
    m_time = std::make_unique<PracticeTime>();
    PracticeKeys keys = PracticeKeys::make(1);
    keys.zenlayerKeyId = u"CLEARSKYTESTKEY1"_s;
    keys.zenlayerPassword = u"clearsky-test-password-0123456789"_s;
    m_cloud = std::make_unique<PracticeCloud>(
        PracticeOptions{.seed = 7, .speed = 1, .timeSource = m_time->source(), .keys = keys});
    const auto started = m_cloud->start();
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
    m_client = std::make_unique<Client>(*m_cloud, m_time->nowMs);
}

QString PracticeZenlayerTest::firstIn(const QString &state, int skip) const
{
    for (const PracticeResource &snapshot : m_cloud->resources(kind)) {
        if (snapshot.state == state && skip-- == 0)
            return snapshot.id;
    }
    return {};
}

QStringList PracticeZenlayerTest::deletable(int count) const
{
    QStringList ids;
    for (int i = 0; i < count; ++i)
        ids.append(firstIn(u"AVAILABLE"_s, i));
    return ids;
}

void PracticeZenlayerTest::publishedSignaturesAreAccepted_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<qint64>("timeMs");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("V2 list") << QByteArray("DescribeSnapshots") << QByteArray("/api/v2/zec")
                             << QByteArray("2025-09-01") << vectorTimeMs
                             << QByteArray(R"({"pageNum":1,"pageSize":100,"zoneId":"asia-east-1a"})")
                             << QByteArray(
                                    "2bd1b8408eca138ed9550fdfb0e6e4f10ab228f690f8a4f92d6f25a99d8d58f7");
    QTest::newRow("V3 delete") << QByteArray("DeleteSnapshots") << QByteArray("/api/v2/zec")
                               << QByteArray("2025-09-01")
                               << vectorTimeMs
            + 60000 << QByteArray(R"({"snapshotIds":["1740266497441398001","1740266497441398002"]})")
                               << QByteArray(
                                      "187f27fe93c1c9426a686213de0bf26e9edb8284e36e33bac9adc216bad07f75");
    QTest::newRow("V4 zones") << QByteArray("DescribeZones") << QByteArray("/api/v2/zec")
                              << QByteArray("2025-09-01") << vectorTimeMs << QByteArray("{}")
                              << QByteArray(
                                     "5f187d3d25da1fffc6c7ef2c0afd387f40b7a698c843b375c481b33417f08567");
    QTest::newRow("V4 groups") << QByteArray("DescribeResourceGroups") << QByteArray("/api/v2/user")
                               << QByteArray("2024-05-29") << vectorTimeMs << QByteArray("{}")
                               << QByteArray(
                                      "5f187d3d25da1fffc6c7ef2c0afd387f40b7a698c843b375c481b33417f08567");
}

void PracticeZenlayerTest::publishedSignaturesAreAccepted()
{
    QFETCH(QByteArray, action);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, version);
    QFETCH(qint64, timeMs);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, signature);
    m_time->nowMs = timeMs;
    m_client->host = "console.zenlayer.com";
    m_client->path = path;
    m_client->version = version;
    m_client->timestamp = QByteArray::number(timeMs / 1000);
    const auto answer = m_client->send(action, content, signature);
    QCOMPARE(answer.status, 200);
    const QString requestId = answer.text(u"requestId"_s);
    QVERIFY(
        QRegularExpression(u"^T[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$"_s).match(requestId).hasMatch());
    QCOMPARE(answer.json().value("response"_L1).toObject().value("requestId"_L1).toString(), requestId);
}

void PracticeZenlayerTest::anotherSignatureIsRefused()
{
    const QByteArray wrong = "ce9b0571" + QByteArray(56, '0');
    const auto answer = m_client->send("DescribeZones", "{}", wrong);
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.text(u"code"_s), u"AUTHFAILURE_SIGNATURE_FAILURE"_s);
    QVERIFY(!answer.json().contains("response"_L1));

    m_client->keys.zenlayerKeyId = u"SOMEBODYELSE"_s;
    QCOMPARE(m_client->call("DescribeZones").text(u"code"_s), u"AUTHFAILURE_SIGNATURE_FAILURE"_s);
    m_client->keys = m_cloud->keys();
    m_client->keys.zenlayerPassword += u'\n';
    QCOMPARE(m_client->call("DescribeZones").text(u"code"_s), u"AUTHFAILURE_SIGNATURE_FAILURE"_s);
    QCOMPARE(m_cloud->requests().last().signIn, m_cloud->keys().zenlayerMember);
}

void PracticeZenlayerTest::clockWindowIsFiveMinutes_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("status");
    QTest::newRow("five minutes behind") << -300 << 200;
    QTest::newRow("more than five behind") << -301 << 401;
    QTest::newRow("five minutes ahead") << 300 << 200;
    QTest::newRow("more than five ahead") << 301 << 401;
}

void PracticeZenlayerTest::clockWindowIsFiveMinutes()
{
    QFETCH(int, seconds);
    QFETCH(int, status);
    m_client->timestamp = QByteArray::number(m_time->nowMs / 1000 + seconds);
    const auto answer = m_client->call("DescribeZones");
    QCOMPARE(answer.status, status);
    if (status == 401)
        QCOMPARE(answer.text(u"code"_s), u"AUTHFAILURE_SIGNATURE_EXPIRED"_s);
}

void PracticeZenlayerTest::movedServerClockExpiresSignaturesAndShowsInDate()
{
    QCOMPARE(m_client->call("DescribeZones").date, QByteArray("Thu, 01 Jan 2026 00:00:00 GMT"));
    m_cloud->moveClock(20min);
    const auto answer = m_client->call("DescribeZones");
    QCOMPARE(answer.text(u"code"_s), u"AUTHFAILURE_SIGNATURE_EXPIRED"_s);
    QCOMPARE(answer.date, QByteArray("Thu, 01 Jan 2026 00:20:00 GMT"));
}

void PracticeZenlayerTest::tokenOpensWithoutTimestamp()
{
    QCOMPARE(m_client->sendWithToken(m_cloud->keys().zenlayerToken.toUtf8(), "DescribeZones").status, 200);
    const auto refused = m_client->sendWithToken("something else", "DescribeZones");
    QCOMPARE(refused.status, 401);
    QVERIFY(refused.text(u"code"_s).startsWith("AUTHFAILURE_"_L1));
}

void PracticeZenlayerTest::malformedCallsGetTheirCode_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const QByteArray list = "DescribeSnapshots";
    QTest::newRow("unknown action") << QByteArray("DropSnapshots") << QByteArray("{}") << 401
                                    << u"AUTHFAILURE_UNAUTHORIZED_OPERATION"_s;
    QTest::newRow("no object") << list << QByteArray("[]") << 400 << u"INVALID_PARAMETER_TYPE"_s;
    QTest::newRow("broken JSON") << list << QByteArray("{\"pageSize\":") << 400
                                 << u"INVALID_PARAMETER_TYPE"_s;
    QTest::newRow("page size as text")
        << list << QByteArray(R"({"pageSize":"20"})") << 400 << u"INVALID_PARAMETER_TYPE"_s;
    QTest::newRow("page size nought")
        << list << QByteArray(R"({"pageSize":0})") << 400 << u"INVALID_PARAMETER_LESS_MINIMUM"_s;
    QTest::newRow("page size huge") << list << QByteArray(R"({"pageSize":1001})") << 400
                                    << u"INVALID_PARAMETER_EXCEED_MAXIMUM"_s;
    QTest::newRow("null filter") << list << QByteArray(R"({"zoneId":null})") << 400
                                 << u"INVALID_PARAMETER_TYPE"_s;
    QTest::newRow("documented but nonexistent state")
        << list << QByteArray(R"({"status":"NORMAL"})") << 400 << u"INVALID_PARAMETER_VALUE"_s;
    QTest::newRow("unknown group") << list << QByteArray(R"({"resourceGroupId":"rg-0"})") << 404
                                   << u"OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND"_s;
    QTest::newRow("number as id") << list << QByteArray(R"({"snapshotIds":[1740266497441398001]})") << 400
                                  << u"INVALID_PARAMETER_TYPE"_s;
}

void PracticeZenlayerTest::malformedCallsGetTheirCode()
{
    QFETCH(QByteArray, action);
    QFETCH(QByteArray, content);
    QFETCH(int, status);
    QFETCH(QString, code);
    const auto answer = m_client->call(action, content);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.text(u"code"_s), code);
    QVERIFY(!answer.text(u"requestId"_s).isEmpty());
}

void PracticeZenlayerTest::pageSizeIsTwentyUnlessAsked()
{
    const auto answer = m_client->call("DescribeSnapshots");
    QCOMPARE(rowsOf(answer).size(), 20);
    QCOMPARE(totalOf(answer), 620);
    QCOMPARE(rowsOf(m_client->call("DescribeSnapshots", R"({"pageSize":100,"pageNum":7})")).size(), 20);
    QCOMPARE(rowsOf(m_client->call("DescribeSnapshots", R"({"pageSize":100,"pageNum":8})")).size(), 0);
}

void PracticeZenlayerTest::pagesCoverEverySnapshotOnce()
{
    QStringList seen;
    for (int page = 1; page <= 7; ++page)
        seen += idsOf(
            rowsOf(m_client->call("DescribeSnapshots", body({{u"pageNum"_s, page}, {u"pageSize"_s, 100}}))));
    QStringList truth;
    for (const PracticeResource &snapshot : m_cloud->resources(kind))
        truth.append(snapshot.id);
    seen.sort();
    truth.sort();
    QCOMPARE(seen.size(), 620);
    QCOMPARE(seen, truth);
}

void PracticeZenlayerTest::rowsAreAsOddAsTheRealOnes()
{
    const QJsonArray rows = rowsOf(m_client->call("DescribeSnapshots", R"({"pageSize":1000})"));
    QSet<QString> states, times;
    int nested = 0, flat = 0, withoutGroup = 0, withoutType = 0, longest = 0;
    const QRegularExpression id(u"^[1-9][0-9]{18}$"_s);
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        QVERIFY(id.match(row.value("snapshotId"_L1).toString()).hasMatch());
        states.insert(row.value("status"_L1).toString());
        times.insert(row.value("createTime"_L1).toString().replace(QRegularExpression(u"[0-9]"_s), u"9"_s));
        const bool isFlat = row.contains("resourceGroupId"_L1);
        const bool isNested = row.value("resourceGroup"_L1).isObject();
        flat += isFlat;
        nested += isNested;
        withoutGroup += !isFlat && !isNested;
        withoutType += !row.contains("snapshotType"_L1);
        longest = std::max(longest, int(row.value("snapshotName"_L1).toString().size()));
    }
    for (const QString &state : {u"AVAILABLE"_s, u"CREATING"_s, u"FAILED"_s, u"ROLLING_BACK"_s, u"NORMAL"_s})
        QVERIFY2(states.contains(state), qPrintable(state));
    QCOMPARE(times.size(), 7);
    QVERIFY(nested > flat && flat > 0 && withoutGroup > 0 && withoutType > 0);
    QCOMPARE(longest, 255);
}

void PracticeZenlayerTest::filtersCombine()
{
    const QJsonArray rows = rowsOf(m_client->call(
        "DescribeSnapshots",
        R"({"zoneId":"asia-east-1a","status":"AVAILABLE","snapshotType":"Manual","pageSize":1000})"));
    QVERIFY(rows.size() > 5 && rows.size() < 300);
    for (const QJsonValue &row : rows) {
        QCOMPARE(row.toObject().value("zoneId"_L1).toString(), u"asia-east-1a"_s);
        QCOMPARE(row.toObject().value("status"_L1).toString(), u"AVAILABLE"_s);
    }
    const QString name = m_cloud->resources(kind).first().name;
    const auto found =
        m_client->call("DescribeSnapshots", body({{u"snapshotName"_s, QString(u'^' + name + u'$')}}));
    QCOMPARE(totalOf(found), 1);
}

void PracticeZenlayerTest::lookByIdsKeepsToThePageSize()
{
    const QStringList ids = deletable(100);
    QJsonObject query{{u"snapshotIds"_s, QJsonArray::fromStringList(ids)}};
    const auto small = m_client->call("DescribeSnapshots", body(query));
    QCOMPARE(rowsOf(small).size(), 20);
    QCOMPARE(totalOf(small), 100);
    query.insert(u"pageSize"_s, 100);
    QCOMPARE(rowsOf(m_client->call("DescribeSnapshots", body(query))).size(), 100);

    query.insert(u"snapshotIds"_s, QJsonArray::fromStringList(deletable(101)));
    QCOMPARE(m_client->call("DescribeSnapshots", body(query)).text(u"code"_s),
             u"INVALID_PARAMETER_EXCEED_LENGTH"_s);
    QCOMPARE(totalOf(m_client->call("DescribeSnapshots", R"({"snapshotIds":[]})")), 620);
}

void PracticeZenlayerTest::zonesGroupsAndDisksAreFound()
{
    const QJsonObject zones = m_client->call("DescribeZones").json().value("response"_L1).toObject();
    QVERIFY(zones.value("zoneSet"_L1).toArray().size() >= 4);

    const QJsonObject row =
        rowsOf(m_client->call("DescribeSnapshots", R"({"pageSize":1})")).first().toObject();
    const auto disks = m_client->call("DescribeDisks",
                                      body({{u"diskIds"_s, QJsonArray{row.value("diskId"_L1).toString()}}}));
    QCOMPARE(rowsOf(disks).size(), 1);
    QVERIFY(rowsOf(disks).first().toObject().value("diskSize"_L1).toInt() > 0);
    QVERIFY(rowsOf(disks).first().toObject().contains("resourceGroupName"_L1));

    m_client->path = "/api/v2/user";
    m_client->version = "2024-05-29";
    const QJsonObject groups =
        m_client->call("DescribeResourceGroups").json().value("response"_L1).toObject();
    QCOMPARE(groups.value("resourceGroups"_L1).toArray().size(), 3);
    QVERIFY(groups.value("resourceGroups"_L1).toArray().first().toObject().contains("name"_L1));
}

void PracticeZenlayerTest::deletesUpToAHundred_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one") << 1;
    QTest::newRow("ninety-nine") << 99;
    QTest::newRow("hundred") << 100;
}

void PracticeZenlayerTest::deletesUpToAHundred()
{
    QFETCH(int, count);
    const QStringList ids = deletable(count);
    const auto answer = m_client->call("DeleteSnapshots", idsBody(ids));
    QCOMPARE(answer.status, 200);
    QCOMPARE(failedOf(answer), QStringList());
    m_time->pass(2min);
    for (const QString &id : ids)
        QVERIFY(!m_cloud->exists(kind, {}, id));
    QCOMPARE(m_cloud->resources(kind).size(), 620 - count);
    QCOMPARE(m_cloud->requests().last().ids, ids);
    QVERIFY(m_cloud->requests().last().isDelete());
    QCOMPARE(m_cloud->maxima().itemsInDeletion.value(kind), count);
}

void PracticeZenlayerTest::wrongDeleteRequestsCarryNothingOut_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("code");
    QTest::newRow("missing") << QByteArray("{}") << u"MISSING_PARAMETER"_s;
    QTest::newRow("empty") << QByteArray(R"({"snapshotIds":[]})") << u"INVALID_PARAMETER_LESS_LENGTH"_s;
    QTest::newRow("not a list") << QByteArray(R"({"snapshotIds":"1"})") << u"INVALID_PARAMETER_TYPE"_s;
    QTest::newRow("number") << QByteArray(R"({"snapshotIds":[1]})") << u"INVALID_PARAMETER_TYPE"_s;
    QTest::newRow("twice") << QByteArray(R"({"snapshotIds":["11","11"]})") << u"INVALID_PARAMETER_VALUE"_s;
    QTest::newRow("malformed") << QByteArray(R"({"snapshotIds":["../1"]})")
                               << u"INVALID_PARAMETER_PATTERN_ERROR"_s;
    QTest::newRow("over the limit") << QByteArray() << u"INVALID_PARAMETER_EXCEED_LENGTH"_s;
}

void PracticeZenlayerTest::wrongDeleteRequestsCarryNothingOut()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, code);
    const auto answer =
        m_client->call("DeleteSnapshots", content.isNull() ? idsBody(deletable(101)) : content);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.text(u"code"_s), code);
    m_time->pass(10min);
    QCOMPARE(m_cloud->resources(kind).size(), 620);
}

void PracticeZenlayerTest::aLoneBadIdIsRefused_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown") << QString() << 404 << u"INVALID_DISK_SNAPSHOT_NOT_FOUND"_s;
    for (const char *state : {"CREATING", "FAILED", "ROLLING_BACK", "ARCHIVING"})
        QTest::newRow(state) << QString::fromLatin1(state) << 400
                             << u"OPERATION_DENIED_DISK_SNAPSHOT_STATUS"_s;
}

void PracticeZenlayerTest::aLoneBadIdIsRefused()
{
    QFETCH(QString, state);
    QFETCH(int, status);
    QFETCH(QString, code);
    const QString id = state.isEmpty() ? u"1740266497441398001"_s : firstIn(state);
    QVERIFY(!id.isEmpty());
    const auto answer = m_client->call("DeleteSnapshots", idsBody({id}));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.text(u"code"_s), code);
    m_time->pass(10min);
    QCOMPARE(m_cloud->resources(kind).size(), 620);
}

void PracticeZenlayerTest::batchListsWhatFailed()
{
    const QStringList good = deletable(3);
    const QString vanished = deletable(4).last();
    m_cloud->vanish(kind, {vanished});
    const QStringList bad{vanished, firstIn(u"CREATING"_s), u"1740266497441398001"_s};
    const QString normal = firstIn(u"NORMAL"_s);
    const auto answer = m_client->call("DeleteSnapshots", idsBody(good + bad + QStringList{normal}));
    QCOMPARE(answer.status, 200);
    QCOMPARE(failedOf(answer), bad);
    m_time->pass(2min);
    QCOMPARE(m_cloud->resources(kind).size(), 620 - 5);
    QVERIFY(!m_cloud->exists(kind, {}, normal));
    QVERIFY(m_cloud->exists(kind, {}, bad.at(1)));
}

void PracticeZenlayerTest::strictBatchesAreRefusedWhole()
{
    m_cloud->setFault(
        {.kindId = kind, .operation = PracticeOperation::Delete, .effects = {.refuseWhole = true}});
    const QStringList ids = deletable(3);
    const auto unknown =
        m_client->call("DeleteSnapshots", idsBody(ids + QStringList{u"1740266497441398001"_s}));
    QCOMPARE(unknown.status, 404);
    const auto denied = m_client->call("DeleteSnapshots", idsBody(ids + QStringList{firstIn(u"CREATING"_s)}));
    QCOMPARE(denied.text(u"code"_s), u"OPERATION_DENIED_DISK_SNAPSHOT_STATUS"_s);
    m_time->pass(10min);
    QCOMPARE(m_cloud->resources(kind).size(), 620);
    QCOMPARE(m_client->call("DeleteSnapshots", idsBody(ids)).status, 401); // ten minutes later
    m_client->timestamp = QByteArray::number(m_time->nowMs / 1000);
    QCOMPARE(m_client->call("DeleteSnapshots", idsBody(ids)).status, 200);
}

void PracticeZenlayerTest::deletionGoesThroughItsStates()
{
    const QStringList ids = deletable(50);
    QCOMPARE(m_client->call("DeleteSnapshots", idsBody(ids)).status, 200);
    const auto statesNow = [&] {
        QSet<QString> states;
        for (const PracticeResource &snapshot : m_cloud->resources(kind)) {
            if (ids.contains(snapshot.id))
                states.insert(snapshot.state);
        }
        return states;
    };
    QVERIFY(statesNow().contains(u"AVAILABLE"_s));
    m_time->pass(7s);
    QCOMPARE(statesNow(), QSet<QString>{u"DELETING"_s});
    m_time->pass(30s);
    const auto half = m_cloud->resources(kind).size();
    QVERIFY(half < 620 && half > 570);
    m_time->pass(60s);
    QCOMPARE(m_cloud->resources(kind).size(), 570);
}

void PracticeZenlayerTest::deletingTwiceChangesNothing()
{
    const QStringList ids = deletable(2);
    QCOMPARE(failedOf(m_client->call("DeleteSnapshots", idsBody(ids))), QStringList());
    m_time->pass(7s);
    QCOMPARE(failedOf(m_client->call("DeleteSnapshots", idsBody(ids))), ids);
    m_time->pass(2min);
    const auto late = m_client->call("DeleteSnapshots", idsBody({ids.first()}));
    QCOMPARE(late.status, 404);
}

void PracticeZenlayerTest::retentionEndsASnapshotByItself()
{
    const auto before = m_cloud->resources(kind).size();
    m_time->pass(24h * 365);
    const auto after = m_cloud->resources(kind).size();
    QVERIFY(after < before && after > before / 2);
}

QTEST_GUILESS_MAIN(PracticeZenlayerTest)
#include "tst_practicezenlayer.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/zenlayer/zecsnapshots.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Clearsky;
using namespace std::chrono_literals;
using Verdict = ItemVerdict::Kind;

namespace {

const auto contract = makeZecSnapshots();
const Scope scope{.userId = QStringLiteral("KEY")};

QString idOf(int i)
{
    return QString::number(1740266497441398001 + i);
}

QList<ResourceRef> refsOf(int count, int first = 0)
{
    QList<ResourceRef> refs;
    for (int i = 0; i < count; ++i)
        refs.append({.accountId = QStringLiteral("a"), .kindId = contract->kind().id, .id = idOf(first + i)});
    return refs;
}

HttpReply answer(const QByteArray &response)
{
    return {.status = 200, .body = R"({"requestId":"T1","response":)" + response + '}'};
}

QByteArray rows(int count, int first = 0)
{
    QByteArrayList list;
    for (int i = 0; i < count; ++i)
        list.append(R"({"snapshotId":")" + idOf(first + i).toLatin1() + R"(","status":"AVAILABLE"})");
    return '[' + list.join(',') + ']';
}

HttpReply page(int count, const QByteArray &total, int first = 0)
{
    return answer(R"({"requestId":"T1","totalCount":)" + total + R"(,"dataSet":)" + rows(count, first) + '}');
}

ApiRequest listPage(int number)
{
    ApiRequest request = contract->listRequests(scope).first();
    QJsonObject body = QJsonDocument::fromJson(request.body).object();
    body.insert(QStringLiteral("pageNum"), number);
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

QByteArray headerOf(const ApiRequest &request, const QByteArray &name)
{
    for (const auto &[key, value] : request.headers) {
        if (key == name)
            return value;
    }
    return {};
}

QVariant cell(const Resource &row, const char *column)
{
    return row.cells.value(contract->kind().columnIndex(QString::fromLatin1(column)));
}

} // namespace

class TestZecSnapshots final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsAreExactlyTheDocumentedOnes()
    {
        const ApiRequest list = contract->listRequests(scope).first();
        QCOMPARE(list.method, ApiRequest::Method::Post);
        QCOMPARE(list.service, QStringLiteral("zec"));
        QCOMPARE(list.body, QByteArray(R"({"pageNum":1,"pageSize":100})"));
        QCOMPARE(list.contentType, QByteArray("application/json"));
        QCOMPARE(headerOf(list, "X-ZC-Action"), QByteArray("DescribeSnapshots"));
        QCOMPARE(headerOf(list, "X-ZC-Version"), QByteArray("2025-09-01"));
        QVERIFY(headerOf(list, "X-ZC-Request-Client").startsWith("Clearsky-"));
        QVERIFY(list.read && list.query.isEmpty() && list.pathSegments.isEmpty());

        const auto deletion = contract->deleteRequest(scope, refsOf(2));
        QVERIFY(deletion);
        QCOMPARE(deletion->body, QByteArray(R"({"snapshotIds":["1740266497441398001","1740266497441398002"]})"));
        QCOMPARE(headerOf(*deletion, "X-ZC-Action"), QByteArray("DeleteSnapshots"));
        QVERIFY(!deletion->read);

        const auto find = contract->findRequests(scope, refsOf(1));
        QCOMPARE(find.size(), 1);
        QCOMPARE(find.first().body, QByteArray(R"({"pageNum":1,"pageSize":100,"snapshotIds":["1740266497441398001"]})"));
        QVERIFY(find.first().read);
        QCOMPARE(contract->visibilityRequest(scope)->body, QByteArray(R"({"pageNum":1,"pageSize":1})"));
    }

    void aQuestionWithoutIdsIsNeverAsked() { QVERIFY(contract->findRequests(scope, {}).isEmpty()); }

    void aFullBatchIsAskedForOnOnePage()
    {
        const auto find = contract->findRequests(scope, refsOf(100));
        QCOMPARE(find.size(), 1);
        const QJsonObject body = QJsonDocument::fromJson(find.first().body).object();
        QCOMPARE(body.value(QStringLiteral("snapshotIds")).toArray().size(), 100);
        QVERIFY(body.value(QStringLiteral("pageSize")).toInt() >= 100);
    }

    void deletionsSendExactlyTheirIds_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 99, 100, 101, 307})
            QTest::addRow("%d", count) << count;
    }

    void deletionsSendExactlyTheirIds()
    {
        QFETCH(const int, count);
        const auto refs = refsOf(count);
        const auto request = contract->deleteRequest(scope, refs);
        QCOMPARE(request.has_value(), count >= 1 && count <= 100);
        if (!request)
            return;
        const QJsonArray sent = QJsonDocument::fromJson(request->body).object().value(QStringLiteral("snapshotIds")).toArray();
        QCOMPARE(sent.size(), count);
        for (qsizetype i = 0; i < count; ++i)
            QCOMPARE(sent.at(i).toString(), refs.at(i).id);
    }

    void aRowIsReadWithAllItsCells()
    {
        const auto read = contract->readPage(contract->listRequests(scope).first(), answer(R"({"totalCount":1,"dataSet":[{
            "snapshotId":"1740266497441398001","snapshotName":"nightly-db","zoneId":"asia-east-1a","status":"AVAILABLE",
            "snapshotType":"Auto","retentionTime":"2026-02-01T00:00:00Z","diskId":"1740266497441397000",
            "createTime":"2026-01-01T00:00:00Z","diskAbility":true,"newField":{"a":[1]},
            "resourceGroup":{"resourceGroupId":"rg-1","resourceGroupName":"Default"}}]})"));
        QVERIFY(read);
        const Resource &row = read->rows.first();
        QCOMPARE(row.id, QStringLiteral("1740266497441398001"));
        QCOMPARE(row.name, QStringLiteral("nightly-db"));
        QCOMPARE(row.created, QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC));
        QCOMPARE(cell(row, "type"), QVariant(QStringLiteral("Auto")));
        QCOMPARE(cell(row, "disk"), QVariant(QStringLiteral("1740266497441397000")));
        QCOMPARE(cell(row, "zone"), QVariant(QStringLiteral("asia-east-1a")));
        QCOMPARE(cell(row, "retention").toDateTime(), QDateTime(QDate(2026, 2, 1), QTime(0, 0), Qt::UTC));
        QCOMPARE(cell(row, "group"), QVariant(QStringLiteral("Default")));
        QCOMPARE(row.cells.size(), contract->kind().columns.size());
        QVERIFY(!row.caution.isEmpty()); // the policy makes new ones
        QVERIFY(row.raw.contains("newField"));
    }

    void resourceGroupsAreNestedOrFlat_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QString>("group");
        QTest::newRow("nested") << QByteArray(R"(,"resourceGroup":{"resourceGroupId":"r","resourceGroupName":"N"})") << "N";
        QTest::newRow("flat") << QByteArray(R"(,"resourceGroupId":"r","resourceGroupName":"F")") << "F";
        QTest::newRow("id only") << QByteArray(R"(,"resourceGroup":{"resourceGroupId":"r"})") << "r";
        QTest::newRow("absent") << QByteArray() << "";
        QTest::newRow("null") << QByteArray(R"(,"resourceGroup":null)") << "";
        QTest::newRow("wrong type") << QByteArray(R"(,"resourceGroup":[1])") << "";
    }

    void resourceGroupsAreNestedOrFlat()
    {
        QFETCH(const QByteArray, member);
        const auto read = contract->readPage(contract->listRequests(scope).first(),
                                             answer(R"({"totalCount":1,"dataSet":[{"snapshotId":"1")" + member + "}]}"));
        QVERIFY(read);
        QTEST(cell(read->rows.first(), "group").toString(), "group");
    }

    void timesComeInManyForms_data()
    {
        QTest::addColumn<QByteArray>("time");
        QTest::addColumn<qint64>("seconds"); // -1: unreadable, the text is kept
        QTest::newRow("documented") << QByteArray(R"("2025-07-02T09:51:00Z")") << Q_INT64_C(1751449860);
        QTest::newRow("fraction") << QByteArray(R"("2025-07-02T09:51:00.250Z")") << Q_INT64_C(1751449860);
        QTest::newRow("no zone") << QByteArray(R"("2025-07-02T09:51:00")") << Q_INT64_C(1751449860);
        QTest::newRow("blank for T") << QByteArray(R"("2025-07-02 09:51:00")") << Q_INT64_C(1751449860);
        QTest::newRow("date alone") << QByteArray(R"("2025-07-02")") << Q_INT64_C(1751414400);
        QTest::newRow("seconds") << QByteArray("1751449860") << Q_INT64_C(1751449860);
        QTest::newRow("milliseconds") << QByteArray("1751449860000") << Q_INT64_C(1751449860);
        QTest::newRow("seconds as text") << QByteArray(R"("1751449860")") << Q_INT64_C(1751449860);
        QTest::newRow("milliseconds as text") << QByteArray(R"("1751449860000")") << Q_INT64_C(1751449860);
        QTest::newRow("words") << QByteArray(R"("yesterday")") << Q_INT64_C(-1);
        QTest::newRow("no such day") << QByteArray(R"("2025-02-31T00:00:00Z")") << Q_INT64_C(-1);
    }

    void timesComeInManyForms()
    {
        QFETCH(const QByteArray, time);
        QFETCH(const qint64, seconds);
        const auto read = contract->readPage(
            contract->listRequests(scope).first(),
            answer(R"({"totalCount":1,"dataSet":[{"snapshotId":"1","createTime":)" + time + "}]}"));
        QVERIFY(read);
        const Resource &row = read->rows.first();
        QCOMPARE(row.created.isValid(), seconds >= 0);
        if (seconds >= 0)
            QCOMPARE(row.created.toSecsSinceEpoch(), seconds);
        else
            QCOMPARE(row.createdText, QString::fromLatin1(time.mid(1, time.size() - 2)));
    }

    void statesSayWhatMayBeDeleted_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("deletable");
        QTest::newRow("AVAILABLE") << "AVAILABLE" << true;
        QTest::newRow("NORMAL") << "NORMAL" << true;
        QTest::newRow("FAILED") << "FAILED" << true;
        QTest::newRow("CREATING") << "CREATING" << false;
        QTest::newRow("ROLLING_BACK") << "ROLLING_BACK" << false;
        QTest::newRow("DELETING") << "DELETING" << false;
        QTest::newRow("of the future") << "ARCHIVED" << false;
        QTest::newRow("none") << "" << false;
    }

    void statesSayWhatMayBeDeleted()
    {
        QFETCH(const QString, word);
        const auto read = contract->readPage(
            contract->listRequests(scope).first(),
            answer(R"({"totalCount":1,"dataSet":[{"snapshotId":"1","status":")" + word.toLatin1() + R"("}]})"));
        QVERIFY(read);
        const bool isDeletable = contract->kind().blockedReason(read->rows.first()).isEmpty();
        QTEST(isDeletable, "deletable");
        QCOMPARE(contract->kind().meaningOf(word).role == StateMeaning::Role::Deleting, word == QStringLiteral("DELETING"));
        QCOMPARE(!read->rows.first().caution.isEmpty(), word == QStringLiteral("FAILED"));
    }

    void listsGoOnUntilTheTotalIsReached_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArray>("total");
        QTest::addColumn<bool>("isMore");
        QTest::newRow("empty") << 1 << 0 << QByteArray("0") << false;
        QTest::newRow("20 of 20") << 1 << 20 << QByteArray("20") << false;
        QTest::newRow("100 of 100") << 1 << 100 << QByteArray("100") << false;
        QTest::newRow("100 of 101") << 1 << 100 << QByteArray("101") << true;
        QTest::newRow("last of 101") << 2 << 1 << QByteArray("101") << false;
        QTest::newRow("tenth of 1000") << 10 << 100 << QByteArray("1000") << false;
        QTest::newRow("no total, rows") << 1 << 20 << QByteArray("null") << true;
        QTest::newRow("no total, no rows") << 2 << 0 << QByteArray("null") << false;
    }

    void listsGoOnUntilTheTotalIsReached()
    {
        QFETCH(const int, number);
        QFETCH(const int, count);
        QFETCH(const QByteArray, total);
        QFETCH(const bool, isMore);
        const auto read = contract->readPage(listPage(number), page(count, total));
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->rows.size(), count);
        QCOMPARE(read->next.size(), isMore ? 1 : 0);
        if (isMore)
            QCOMPARE(read->next.first(), listPage(number + 1));
        QCOMPARE(read->total.has_value(), total != "null");
    }

    void pagesThatContradictTheirTotalProveNothing_data()
    {
        QTest::addColumn<ApiRequest>("request");
        QTest::addColumn<HttpReply>("reply");
        const ApiRequest list = contract->listRequests(scope).first();
        const ApiRequest find = contract->findRequests(scope, refsOf(100)).first();
        QTest::newRow("page size ignored: 20 of 100 ids") << find << page(20, "100");
        QTest::newRow("page size ignored in a list") << list << page(20, "350");
        QTest::newRow("unexpectedly empty") << list << page(0, "350");
        QTest::newRow("more rows than the page holds") << list << page(101, "101");
        QTest::newRow("more rows than the total") << list << page(5, "4");
        QTest::newRow("negative total") << list << page(0, "-1");
        QTest::newRow("total is text") << list << page(1, "\"1\"");
        QTest::newRow("total is broken") << list << page(1, "1.5");
        QTest::newRow("filter ignored") << find << page(100, "3412");
        QTest::newRow("find without total") << find << page(0, "null");
        QTest::newRow("find brings a stranger") << contract->findRequests(scope, refsOf(1)).first() << page(1, "1", 7);
        QTest::newRow("find brings too many") << contract->findRequests(scope, refsOf(1)).first() << page(2, "2");
    }

    void pagesThatContradictTheirTotalProveNothing()
    {
        QFETCH(const ApiRequest, request);
        QFETCH(const HttpReply, reply);
        const auto read = contract->readPage(request, reply);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Malformed);
        QVERIFY(!read.error().message.isEmpty() && !read.error().detail.isEmpty());
    }

    void pagesOfAnotherShapeProveNothing_data()
    {
        QTest::addColumn<HttpReply>("reply");
        const auto raw = [](const QByteArray &body) { return HttpReply{.status = 200, .body = body}; };
        QTest::newRow("empty body") << raw({});
        QTest::newRow("null") << raw("null");
        QTest::newRow("html") << raw("<html></html>");
        QTest::newRow("array") << raw("[]");
        QTest::newRow("no response") << raw(R"({"requestId":"T1"})");
        QTest::newRow("flat error with 200") << raw(R"({"requestId":"T1","code":"X","message":"m"})");
        QTest::newRow("response null") << answer("null");
        QTest::newRow("response a list") << answer("[]");
        QTest::newRow("dataSet absent") << answer(R"({"totalCount":0})");
        QTest::newRow("dataSet null") << answer(R"({"totalCount":0,"dataSet":null})");
        QTest::newRow("dataSet an object") << answer(R"({"totalCount":0,"dataSet":{}})");
        QTest::newRow("row a number") << answer(R"({"totalCount":1,"dataSet":[1]})");
        QTest::newRow("id a number") << answer(R"({"totalCount":1,"dataSet":[{"snapshotId":1740266497441398001}]})");
        QTest::newRow("id absent") << answer(R"({"totalCount":1,"dataSet":[{"snapshotName":"x"}]})");
        QTest::newRow("id empty") << answer(R"({"totalCount":1,"dataSet":[{"snapshotId":""}]})");
        QTest::newRow("key twice") << answer(R"({"totalCount":1,"totalCount":0,"dataSet":[]})");
        QTest::newRow("cut") << raw(page(3, "3").body.left(80));
        QTest::newRow("bad UTF-8") << answer("{\"totalCount\":0,\"dataSet\":[],\"x\":\"\xff\"}");
        QTest::newRow("too deep") << answer(R"({"totalCount":0,"dataSet":[],"x":)" + QByteArray(200, '[') + QByteArray(200, ']')
                                            + '}');
    }

    void pagesOfAnotherShapeProveNothing()
    {
        QFETCH(const HttpReply, reply);
        const auto read = contract->readPage(contract->listRequests(scope).first(), reply);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Malformed);
        const DeleteAnswer deletion = contract->readDeleteAnswer(refsOf(2), reply);
        QVERIFY(deletion.error && deletion.items.isEmpty());
        QCOMPARE(effectOf(deletion.error->kind), Effect::Unknown);
    }

    void everyCutOfAnAnswerProvesNothing()
    {
        const HttpReply whole = page(2, "2");
        const HttpReply deletion = answer(R"({"requestId":"T1","snapshotIds":[]})");
        for (qsizetype size = 0; size < whole.body.size(); ++size)
            QVERIFY(!contract->readPage(contract->listRequests(scope).first(), {.status = 200, .body = whole.body.left(size)}));
        for (qsizetype size = 0; size < deletion.body.size(); ++size)
            QVERIFY(contract->readDeleteAnswer(refsOf(1), {.status = 200, .body = deletion.body.left(size)}).error);
    }

    void theIdsInTheAnswerAreTheFailures_data()
    {
        QTest::addColumn<QByteArray>("listed");
        QTest::addColumn<QList<int>>("verdicts"); // empty: the whole request is in doubt
        const int yes = static_cast<int>(Verdict::Accepted);
        const int no = static_cast<int>(Verdict::RefusedById);
        QTest::newRow("none") << QByteArray("[]") << QList<int>{yes, yes, yes};
        QTest::newRow("one") << QByteArray(R"(["1740266497441398002"])") << QList<int>{yes, no, yes};
        QTest::newRow("one, twice") << QByteArray(R"(["1740266497441398002","1740266497441398002"])")
                                    << QList<int>{yes, no, yes};
        QTest::newRow("all") << QByteArray(R"(["1740266497441398003","1740266497441398001","1740266497441398002"])")
                             << QList<int>{no, no, no};
        QTest::newRow("a stranger") << QByteArray(R"(["1740266497441398002","99"])") << QList<int>{};
        QTest::newRow("null") << QByteArray("null") << QList<int>{};
        QTest::newRow("numbers") << QByteArray("[1740266497441398002]") << QList<int>{};
        QTest::newRow("a text") << QByteArray(R"("1740266497441398002")") << QList<int>{};
        QTest::newRow("an object") << QByteArray("{}") << QList<int>{};
    }

    void theIdsInTheAnswerAreTheFailures()
    {
        QFETCH(const QByteArray, listed);
        QFETCH(const QList<int>, verdicts);
        const DeleteAnswer deletion
            = contract->readDeleteAnswer(refsOf(3), answer(R"({"requestId":"T1","snapshotIds":)" + listed + '}'));
        QCOMPARE(deletion.items.size(), verdicts.size());
        for (qsizetype i = 0; i < verdicts.size(); ++i)
            QCOMPARE(static_cast<int>(deletion.items.at(i).kind), verdicts.at(i));
        QCOMPARE(deletion.error.has_value(), verdicts.isEmpty());
        if (deletion.error)
            QCOMPARE(effectOf(deletion.error->kind), Effect::Unknown);
    }

    void aMissingListIsInDoubt()
    {
        const DeleteAnswer deletion = contract->readDeleteAnswer(refsOf(3), answer(R"({"requestId":"T1"})"));
        QVERIFY(deletion.error);
        QCOMPARE(deletion.error->kind, Error::Kind::Malformed);
    }

    void notFoundIsCertainForOneIdAndAmbiguousForABatch()
    {
        const HttpReply reply{.status = 404, .body = R"({"requestId":"T1","code":"INVALID_DISK_SNAPSHOT_NOT_FOUND","message":"m"})"};
        const DeleteAnswer one = contract->readDeleteAnswer(refsOf(1), reply);
        QVERIFY(!one.error);
        QCOMPARE(one.items.first().kind, Verdict::AlreadyGone);
        const DeleteAnswer batch = contract->readDeleteAnswer(refsOf(2), reply);
        QVERIFY(batch.error && batch.items.isEmpty());
        QCOMPARE(batch.error->kind, Error::Kind::NotFound);
        const DeleteAnswer gateway = contract->readDeleteAnswer(refsOf(1), {.status = 404, .body = "<html></html>"});
        QVERIFY(gateway.error);
        QCOMPARE(gateway.error->kind, Error::Kind::WrongEndpoint);
    }

    void randomAnswersAreAcceptedOnlyWhenTheReferenceSaysSo()
    {
        QRandomGenerator random(20260101);
        const auto refs = refsOf(4);
        const QByteArray good = answer(R"({"requestId":"T1","snapshotIds":["1740266497441398002"]})").body;
        for (int round = 0; round < 20000; ++round) {
            QByteArray body = good;
            for (int change = random.bounded(1, 4); change > 0; --change)
                body[random.bounded(int(body.size()))] = static_cast<char>(random.bounded(32, 127));
            const DeleteAnswer deletion = contract->readDeleteAnswer(refs, {.status = 200, .body = body});
            if (deletion.error)
                continue;
            const QJsonValue listed
                = QJsonDocument::fromJson(body).object().value(QStringLiteral("response")).toObject().value(QStringLiteral("snapshotIds"));
            QVERIFY(listed.isArray());
            QCOMPARE(deletion.items.size(), refs.size());
            for (qsizetype i = 0; i < refs.size(); ++i) {
                const bool isListed = listed.toArray().contains(QJsonValue(refs.at(i).id));
                QCOMPARE(deletion.items.at(i).kind, isListed ? Verdict::RefusedById : Verdict::Accepted);
            }
        }
    }

    void theLaneBelongsToOriginAndKey()
    {
        const LaneRules rules = contract->laneRules(QStringLiteral("practice:"), scope);
        QCOMPARE(rules.maxRequests, 2);
        QCOMPARE(rules.maxDeletes, 1);
        QVERIFY(rules.key != contract->laneRules(QStringLiteral("practice:"), {.userId = QStringLiteral("OTHER")}).key);
        const FollowRules follow = contract->followRules();
        QCOMPARE(follow.grace, std::chrono::milliseconds(30s));
        QCOMPARE(follow.deadline, std::chrono::milliseconds(20min));
        QCOMPARE(follow.firstLook, std::chrono::milliseconds(3s));
        QCOMPARE(follow.jobFirstPoll, std::chrono::milliseconds(0));
        const ApiRequest gated = inLane(contract->visibilityRequest(scope).value_or(ApiRequest()), rules);
        QCOMPARE(gated.gate, rules.key);
        QCOMPARE(gated.gateLimit, 2);
        QVERIFY(gated.gateSingleWrite);
    }
};

QTEST_GUILESS_MAIN(TestZecSnapshots)
#include "tst_zecsnapshots.moc"

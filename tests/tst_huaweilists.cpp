// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/huaweikind.h"
#include "tests/huaweifixture.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Clearsky;
using namespace Clearsky::HuaweiFixture;
using namespace Qt::Literals;

namespace {

QString queryOf(const ApiRequest &request)
{
    QStringList parts;
    for (const auto &[name, value] : request.query)
        parts.append(name + u'=' + value);
    parts.sort();
    return parts.join(u'&');
}

ApiRequest firstList(const QString &service)
{
    return contractOf(service)->listRequests(scope).first();
}

/// The request for the applications of ROMA's instance i-1.
ApiRequest romaList(bool apps)
{
    const auto page = contractOf(u"roma"_s)->readPage(
        firstList(u"roma"_s),
        replyOf(200, R"({"instances":[{"id":"i-1","name":"shop floor","status":"RUNNING"}],"total":1})"));
    return page ? page->inner.value(apps ? 0 : 1) : ApiRequest();
}

/// A request of the kind that lists resources.
ApiRequest rowList(const QString &service)
{
    return service == "roma"_L1 ? romaList(true) : firstList(service);
}

Resource rowFrom(const QString &service, const QByteArray &row)
{
    const auto page = contractOf(service)->readPage(rowList(service), replyOf(200, listOf(service, row)));
    return page && page->rows.size() == 1 ? page->rows.first() : Resource();
}

} // namespace

class TestHuaweiLists final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindDescribesItself_data();
    void everyKindDescribesItself();
    void theDocumentedRowIsRead_data();
    void theDocumentedRowIsRead();
    void whatIsNoWholePageIsAnError_data();
    void whatIsNoWholePageIsAnError();
    void noSecretReachesARow_data();
    void noSecretReachesARow();
    void pagesFollowByOffset();
    void cloudDcPagesFollowByMarker_data();
    void cloudDcPagesFollowByMarker();
    void csbsPagesFollowByLinkOrLastId();
    void romaListsRunningInstancesOnly();
    void romaTasksAreRead();
    void tagsAreReadAndKeptApart();
    void romaRolesDecide_data();
    void romaRolesDecide();
    void cloudDcSpeaksThreeGenerations_data();
    void cloudDcSpeaksThreeGenerations();
    void cloudDcAskedByIdNamesWhatIsGone();
    void aCsbsItemIsLookedAtAlone_data();
    void aCsbsItemIsLookedAtAlone();
    void aFailedDeletionLeavesItsMark();
};

void TestHuaweiLists::everyKindDescribesItself_data()
{
    QTest::addColumn<QString>("service");
    for (const QString &service : services)
        QTest::newRow(qPrintable(service)) << service;
}

void TestHuaweiLists::everyKindDescribesItself()
{
    QFETCH(QString, service);
    const auto contract = contractOf(service);
    const ResourceKind &kind = contract->kind();
    QVERIFY(kind.id.startsWith("huawei."_L1));
    QVERIFY(!kind.title.isEmpty() && !kind.limitSource.isEmpty() && !kind.consequence.isEmpty());
    QCOMPARE(kind.columns.value(0).id, u"name"_s);
    QCOMPARE(kind.columns.value(1).type, Column::Type::State);
    QCOMPARE(kind.columns.value(2).type, Column::Type::Age);
    QCOMPARE(kind.columns.at(kind.columnIndex(u"id"_s)).place, Column::Place::Details);
    QVERIFY(kind.counted(1) != kind.counted(2));
    for (const StateMeaning &state : kind.states) {
        QVERIFY(!state.title.isEmpty());
        QCOMPARE(state.deletable, state.role == StateMeaning::Role::Idle);
    }
    const QHash<QString, int> limits{
        {u"workspace"_s, 100}, {u"roma"_s, 100}, {u"clouddc"_s, 50}, {u"csbs"_s, 1}};
    QCOMPARE(kind.idsPerRequest, limits.value(service));
    const ApiRequest first = contract->listRequests(scope).first();
    QCOMPARE(first.service, service);
    QVERIFY(first.read);
    QVERIFY(!queryValue(first, u"limit"_s).isEmpty());
}

void TestHuaweiLists::theDocumentedRowIsRead_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QStringList>("expected"); // scope, id, name, state, created
    const QString created = u"2026-01-02T03:04:05Z"_s;
    QTest::newRow("workspace") << u"workspace"_s
                               << QStringList{u""_s, u"s-1"_s, u"before update"_s, u"create_success"_s,
                                              created};
    QTest::newRow("roma") << u"roma"_s
                          << QStringList{u"i-1/app"_s, u"a-1"_s, u"orders"_s, u"application"_s,
                                         u"2023-11-14T22:13:20Z"_s};
    QTest::newRow("clouddc") << u"clouddc"_s
                             << QStringList{u""_s, u"0198170e-4ca7-7ee4-89a7-fa631843920b"_s, u"node"_s,
                                            u"running"_s, created};
    QTest::newRow("csbs") << u"csbs"_s
                          << QStringList{u"f672a1bb-6912-446a-816c-72792c5263e0"_s,
                                         u"90c1d5fa-1b9f-4aeb-b2f4-81c806e98190"_s, u"weekly"_s,
                                         u"available"_s, created};
}

void TestHuaweiLists::theDocumentedRowIsRead()
{
    QFETCH(QString, service);
    QFETCH(QStringList, expected);
    const auto contract = contractOf(service);
    const Resource row = rowFrom(service, rowOf(service));
    QCOMPARE((QStringList{row.scope, row.id, row.name, row.state, row.created.toString(Qt::ISODate)}),
             expected);
    QCOMPARE(row.created.timeSpec(), Qt::UTC);
    QCOMPARE(contract->kind().blockedReason(row), QString());
    QCOMPARE(row.cells.size(), contract->kind().columns.size());
    QCOMPARE(row.cells.at(0).toString(), row.name);
    QCOMPARE(row.cells.at(1).toString(), row.state);
    QCOMPARE(row.cells.at(2).toDateTime(), row.created);
    QCOMPARE(row.cells.at(contract->kind().columnIndex(u"id"_s)).toString(), row.id);
    QVERIFY(contract->deleteRequest(scope, {refOf(*contract, row.id, row.scope)}));
    if (service == "csbs"_L1)
        QCOMPARE(row.cells.at(contract->kind().columnIndex(u"size"_s)).toLongLong(), qint64(1) << 30);
}

void TestHuaweiLists::whatIsNoWholePageIsAnError_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QByteArray>("body");
    for (const QString &service : services) {
        const auto row = [&service](const char *name, const QByteArray &body) {
            QTest::addRow("%s: %s", qPrintable(service), name) << service << body;
        };
        const QByteArray whole = listOf(service, rowOf(service));
        const QByteArray id = idMemberOf(service);
        row("empty", {});
        row("HTML", "<!doctype html><html></html>");
        row("null", "null");
        row("empty object", "{}");
        row("cut", whole.left(whole.size() - 3));
        row("a key twice", whole.chopped(1) + R"(,"x":1,"x":2})");
        row("deep", R"({"x":)" + QByteArray(100, '[') + QByteArray(100, ']') + ',' + whole.mid(1));
        row("a row that is none", listOf(service, "7"));
        row("id missing", listOf(service, changedRow(service, id, {})));
        row("id a number", listOf(service, changedRow(service, id, "9007199254740993")));
        row("id empty", listOf(service, changedRow(service, id, "\"\"")));
        row("id null", listOf(service, changedRow(service, id, "null")));
        if (service != "roma"_L1) {
            const QByteArray state = service == "clouddc"_L1 ? "state" : "status";
            row("state a number", listOf(service, changedRow(service, state, "1")));
            row("state missing", listOf(service, changedRow(service, state, {})));
        }
        if (service != "csbs"_L1) {
            row("total a text", listOf(service, rowOf(service), "\"1\""));
            row("total null", listOf(service, rowOf(service), "null"));
            row("total 2^63", listOf(service, rowOf(service), "9223372036854775808"));
        } else {
            row("checkpoint missing", listOf(service, changedRow(service, "checkpoint_id", {})));
        }
    }
}

void TestHuaweiLists::whatIsNoWholePageIsAnError()
{
    QFETCH(QString, service);
    QFETCH(QByteArray, body);
    const auto page = contractOf(service)->readPage(rowList(service), replyOf(200, body));
    QVERIFY(!page);
    QCOMPARE(page.error().kind, Error::Kind::Malformed);
    QVERIFY(!page.error().message.isEmpty());
    QVERIFY(page.error().detail.size() < 4096);
}

void TestHuaweiLists::noSecretReachesARow_data()
{
    everyKindDescribesItself_data();
}

void TestHuaweiLists::noSecretReachesARow()
{
    QFETCH(QString, service);
    const Resource row = rowFrom(service, rowOf(service));
    QVERIFY(!row.raw.isEmpty());
    QVERIFY(!row.raw.contains("canary"));
    for (const QVariant &cell : row.cells)
        QVERIFY(!cell.toString().contains("canary"_L1));
}

void TestHuaweiLists::pagesFollowByOffset()
{
    const auto contract = contractOf(u"workspace"_s);
    const ApiRequest first = firstList(u"workspace"_s);
    const int limit = queryValue(first, u"limit"_s).toInt();
    const auto page =
        contract->readPage(first, replyOf(200, listOf(u"workspace"_s, manyRows(u"workspace"_s, 3), "700")));
    QVERIFY(page);
    QCOMPARE(page->total, std::optional<qint64>(700));
    QCOMPARE(page->next.size(), 1);
    // By what came, not by what was asked for.
    QCOMPARE(queryOf(page->next.first()), u"limit=%1&offset=3"_s.arg(limit));
    const auto last =
        contract->readPage(withQuery(first, u"offset"_s, u"697"_s),
                           replyOf(200, listOf(u"workspace"_s, manyRows(u"workspace"_s, 3), "700")));
    QVERIFY(last && last->next.isEmpty());
    const auto empty = contract->readPage(first, replyOf(200, listOf(u"workspace"_s, {}, "700")));
    QVERIFY(empty && empty->next.isEmpty());
}

void TestHuaweiLists::cloudDcPagesFollowByMarker_data()
{
    QTest::addColumn<QByteArray>("info");
    QTest::addColumn<QString>("marker"); // empty: the last page
    QTest::newRow("a cursor") << QByteArray(R"({"next_marker":"c-2","current_count":1})") << u"c-2"_s;
    QTest::newRow("an address") << QByteArray(
        R"({"next_marker":"https://evil.example/v1/p/instances?limit=10&marker=c%2B2"})")
                                << u"c+2"_s;
    QTest::newRow("a path") << QByteArray(R"({"next_marker":"/v1/p/instances?marker=c-2&limit=10"})")
                            << u"c-2"_s;
    QTest::newRow("a query") << QByteArray(R"({"next_marker":"limit=10&marker=c-2"})") << u"c-2"_s;
    QTest::newRow("an address without marker")
        << QByteArray(R"({"next_marker":"https://x/v1/p?limit=1"})") << u""_s;
    QTest::newRow("null") << QByteArray(R"({"next_marker":null})") << u""_s;
    QTest::newRow("empty") << QByteArray(R"({"next_marker":""})") << u""_s;
    QTest::newRow("not there") << QByteArray("{}") << u""_s;
    QTest::newRow("nothing came") << QByteArray(R"({"next_marker":"c-2","current_count":0})") << u""_s;
    QTest::newRow("the same again") << QByteArray(R"({"next_marker":"c-1"})") << u""_s;
}

void TestHuaweiLists::cloudDcPagesFollowByMarker()
{
    QFETCH(QByteArray, info);
    QFETCH(QString, marker);
    const ApiRequest request = withQuery(firstList(u"clouddc"_s), u"marker"_s, u"c-1"_s);
    const auto page =
        contractOf(u"clouddc"_s)
            ->readPage(
                request,
                replyOf(200, R"({"instances":[)" + cloudDcRow + R"(],"count":9,"page_info":)" + info + '}'));
    QVERIFY(page);
    QCOMPARE(page->next.isEmpty() ? QString() : queryValue(page->next.first(), u"marker"_s), marker);
    if (!page->next.isEmpty())
        QCOMPARE(page->next.first().pathSegments, request.pathSegments);
}

void TestHuaweiLists::csbsPagesFollowByLinkOrLastId()
{
    const auto contract = contractOf(u"csbs"_s);
    const ApiRequest first = firstList(u"csbs"_s);
    const int limit = queryValue(first, u"limit"_s).toInt();
    const auto full = contract->readPage(first, replyOf(200, listOf(u"csbs"_s, manyRows(u"csbs"_s, limit))));
    QVERIFY(full);
    QVERIFY(!full->total);
    QCOMPARE(full->next.size(), 1);
    QCOMPARE(queryValue(full->next.first(), u"marker"_s), uuid(limit - 1));
    const auto brief =
        contract->readPage(first, replyOf(200, listOf(u"csbs"_s, manyRows(u"csbs"_s, limit - 1))));
    QVERIFY(brief && brief->next.isEmpty());
    const auto linked = contract->readPage(
        first,
        replyOf(
            200,
            R"({"checkpoint_items":[)" + csbsRow
                + R"(],"checkpoint_items_links":[{"rel":"next",)"
                  R"("href":"https://evil.example/v1/other/checkpoint_items?marker=m-1&all_tenants=1"}]})"));
    QVERIFY(linked && linked->next.size() == 1);
    QCOMPARE(queryValue(linked->next.first(), u"marker"_s), u"m-1"_s);
    QCOMPARE(queryValue(linked->next.first(), u"all_tenants"_s), QString());
    QCOMPARE(linked->next.first().pathSegments, first.pathSegments);
}

void TestHuaweiLists::romaListsRunningInstancesOnly()
{
    const auto contract = contractOf(u"roma"_s);
    const ApiRequest first = firstList(u"roma"_s);
    const auto page = contract->readPage(
        first,
        replyOf(200,
                R"({"instances":[{"id":"i-1","name":"a","status":"RUNNING"},{"id":"i-2","status":"FROZEN"},)"
                R"({"id":"i-3","status":"DELETE_FALIED"},{"id":"i-4","status":"running"}],"total":6})"));
    QVERIFY(page);
    QVERIFY(page->rows.isEmpty());
    QVERIFY(!page->total);
    QStringList asked;
    for (const ApiRequest &request : page->inner)
        asked.append(request.pathSegments.mid(2).join(u'/') + u' ' + queryValue(request, u"offset"_s));
    QCOMPARE(asked,
             (QStringList{u"instances/i-1/apps 0"_s, u"fdi/instances/i-1/tasks 0"_s,
                          u"instances/i-4/apps 0"_s, u"fdi/instances/i-4/tasks 0"_s, u"instances 4"_s}));
    // A frozen instance is not listed: its assets' part is never read, so nothing proves them gone.
    const auto apps = contract->readPage(page->inner.first(), replyOf(200, listOf(u"roma"_s, appRow)));
    QVERIFY(apps);
    QCOMPARE(apps->part, contract->partOf(refOf(*contract, u"a-1"_s, u"i-1/app"_s)));
    QVERIFY(apps->part != contract->partOf(refOf(*contract, u"a-1"_s, u"i-1/task"_s)));
    QVERIFY(page->part != contract->partOf(refOf(*contract, u"a-1"_s, u"i-2/app"_s)));
    for (const char *id : {R"("../x")", R"("a/b")", "5", R"("")"}) {
        const auto bad = contract->readPage(
            first,
            replyOf(200, QByteArray(R"({"instances":[{"status":"RUNNING","id":)") + id + R"(}],"total":1})"));
        QVERIFY(!bad);
        QCOMPARE(bad.error().kind, Error::Kind::Malformed);
    }
}

void TestHuaweiLists::tagsAreReadAndKeptApart()
{
    for (const QString &service : {u"clouddc"_s, u"csbs"_s}) {
        const qsizetype column = contractOf(service)->kind().columnIndex(u"tags"_s);
        QCOMPARE(rowFrom(service, rowOf(service)).cells.at(column).toString(), QString());
        QJsonObject row = QJsonDocument::fromJson(rowOf(service)).object();
        row[u"tags"_s] = QJsonArray{QJsonObject{{u"key"_s, u"env"_s}, {u"value"_s, u"dev, keep=yes"_s}}, 7,
                                    QJsonObject{{u"key"_s, u"owner"_s}}};
        const Resource tagged = rowFrom(service, QJsonDocument(row).toJson());
        QCOMPARE(tagged.cells.at(column).toString(), u"env=dev; keep=yes, owner="_s);
    }
}

void TestHuaweiLists::romaTasksAreRead()
{
    const auto contract = contractOf(u"roma"_s);
    const auto page =
        contract->readPage(romaList(false), replyOf(200, R"({"entities":[)" + taskRow + R"(],"total":3})"));
    QVERIFY(page);
    QCOMPARE(page->part, u"i-1/task"_s);
    const Resource &row = page->rows.first();
    QCOMPARE(row.scope, u"i-1/task"_s);
    QCOMPARE(contract->kind().meaningOf(row.state).title, u"Running"_s);
    QVERIFY(!row.caution.isEmpty());
    QCOMPARE(row.cells.at(contract->kind().columnIndex(u"instance"_s)).toString(), u"shop floor"_s);
    QCOMPARE(row.created.toString(Qt::ISODate), u"2026-01-02T03:04:05Z"_s);
    QCOMPARE(queryValue(page->next.value(0), u"offset"_s), u"1"_s);
}

void TestHuaweiLists::romaRolesDecide_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<bool>("blocked");
    QTest::newRow("owner") << QByteArray(R"("owner":true,"roles":["read"])") << false;
    QTest::newRow("delete") << QByteArray(R"("owner":false,"roles":["read","delete"])") << false;
    QTest::newRow("admin in one text") << QByteArray(R"("owner":false,"roles":"read, admin")") << false;
    QTest::newRow("one text in a list")
        << QByteArray(R"("owner":false,"roles":["read,access,delete"])") << false;
    QTest::newRow("read only") << QByteArray(R"("owner":false,"roles":["read","access"])") << true;
    QTest::newRow("no roles") << QByteArray(R"("owner":false,"roles":[])") << true;
    QTest::newRow("nothing said") << QByteArray(R"("remark":"x")") << false;
}

void TestHuaweiLists::romaRolesDecide()
{
    QFETCH(QByteArray, members);
    QFETCH(bool, blocked);
    const Resource row = rowFrom(u"roma"_s, R"({"id":"a-1","name":"n",)" + members + '}');
    QCOMPARE(row.id, u"a-1"_s);
    QCOMPARE(!contractOf(u"roma"_s)->kind().blockedReason(row).isEmpty(), blocked);
}

void TestHuaweiLists::cloudDcSpeaksThreeGenerations_data()
{
    using Role = StateMeaning::Role;
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<int>("role");
    const auto row = [](const char *state, const char *operation, Role role) {
        QTest::addRow("%s %s", state, operation) << QByteArray(state) << QByteArray(operation) << int(role);
    };
    for (const char *word : {"pending", "running", "stopped", "failed", "error"})
        row(word, "", Role::Idle);
    for (const char *word : {"stopping", "reinstalling", "modifyIping", "switch-installing"})
        row(word, "", Role::Busy);
    row("shutting-down", "", Role::Deleting);
    row("terminated", "", Role::Gone);
    row("teminated", "", Role::Gone);
    row("TERMINATED", "uninstall-succeed", Role::Gone);
    row("terminated", "uninstall-processing", Role::Gone);
    row("running", "uninstall-processing", Role::Deleting);
    row("running", "reinstall-processing", Role::Busy);
    row("stopped", "switch-install-processing", Role::Busy);
    row("running", "modify-ip-processing", Role::Busy);
    row("running", "install-succeed", Role::Idle);
    row("pending", "install-processing", Role::Idle);
    row("error", "uninstall-failed", Role::Idle);
    row("hibernating", "", Role::Unknown);
}

void TestHuaweiLists::cloudDcSpeaksThreeGenerations()
{
    QFETCH(QByteArray, state);
    QFETCH(QByteArray, operation);
    QFETCH(int, role);
    QByteArray text = changedRow(u"clouddc"_s, "state", '"' + state + '"');
    if (!operation.isEmpty())
        text.insert(1, R"("operation_state":")" + operation + R"(",)");
    const Resource row = rowFrom(u"clouddc"_s, text);
    const StateMeaning meaning = contractOf(u"clouddc"_s)->kind().meaningOf(row.state);
    QCOMPARE(int(meaning.role), role);
    QCOMPARE(meaning.deletable, meaning.role == StateMeaning::Role::Idle);
}

void TestHuaweiLists::cloudDcAskedByIdNamesWhatIsGone()
{
    const auto contract = contractOf(u"clouddc"_s);
    QList<ResourceRef> refs;
    for (int n = 1; n <= 3; ++n)
        refs.append(refOf(*contract, uuid(n)));
    const QList<ApiRequest> finds = contract->findRequests(scope, refs);
    QCOMPARE(finds.size(), 1);
    QCOMPARE(queryValue(finds.first(), u"instance_id"_s),
             QStringList({uuid(1), uuid(2), uuid(3)}).join(u','));
    QVERIFY(queryValue(finds.first(), u"limit"_s).toInt() >= 50);
    const auto page = contract->readPage(finds.first(),
                                         replyOf(404,
                                                 R"({"error_code":"iMetal.0200","error_msg":"instances [)"
                                                     + uuid(2).toLatin1() + R"(] are not found"})"));
    QVERIFY(page);
    QCOMPARE(page->provedGone, QStringList{uuid(2)});
    QCOMPARE(queryValue(page->inner.value(0), u"instance_id"_s), QStringList({uuid(1), uuid(3)}).join(u','));
    const QByteArrayList others{
        R"({"error_code":"APIGW.0101","error_msg":"[)" + uuid(2).toLatin1() + R"(]"})",
        QByteArray(R"({"error_code":"iMetal.0200","error_msg":"some"})"), QByteArray()};
    for (const QByteArray &body : others) {
        QVERIFY(!contract->readPage(finds.first(), replyOf(404, body)));
    }
    QVERIFY(!contract->readPage(firstList(u"clouddc"_s),
                                replyOf(404, R"({"error_code":"iMetal.0200","error_msg":"[x]"})")));
}

void TestHuaweiLists::aCsbsItemIsLookedAtAlone_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("outcome"); // "row", "gone", or the error's kind
    const QByteArray item = R"({"checkpoint_item":)" + csbsRow + '}';
    const QByteArray other =
        R"({"checkpoint_item":)" + changedRow(u"csbs"_s, "id", '"' + uuid(1).toLatin1() + '"') + '}';
    QTest::newRow("there") << 200 << item << u"row"_s;
    QTest::newRow("another one") << 200 << other << u"malformed"_s;
    QTest::newRow("empty object") << 200 << QByteArray("{}") << u"malformed"_s;
    QTest::newRow("gone") << 404 << QByteArray(R"({"error_code":"CSBS.3001","error_msg":"m"})") << u"gone"_s;
    QTest::newRow("another code") << 404 << QByteArray(R"({"error_code":"CSBS.6040","error_msg":"m"})")
                                  << u"wrong_endpoint"_s;
    QTest::newRow("the gateway's") << 404 << QByteArray(R"({"error_code":"APIG.0101","error_msg":"m"})")
                                   << u"wrong_endpoint"_s;
    QTest::newRow("no JSON") << 404 << QByteArray("<html>") << u"wrong_endpoint"_s;
    QTest::newRow("state not known now")
        << 500 << QByteArray(R"({"error_code":"CSBS.8008","error_msg":"m"})") << u"provider_fault"_s;
}

void TestHuaweiLists::aCsbsItemIsLookedAtAlone()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, outcome);
    const auto contract = contractOf(u"csbs"_s);
    const QString id = u"90c1d5fa-1b9f-4aeb-b2f4-81c806e98190"_s;
    const QList<ApiRequest> finds = contract->findRequests(scope, {refOf(*contract, id, uuid(9))});
    QCOMPARE(finds.size(), 1);
    QCOMPARE(finds.first().pathSegments.last(), id);
    const auto page = contract->readPage(finds.first(), replyOf(status, body));
    QString found = page ? QString() : errorKindName(page.error().kind);
    if (page && page->rows.size() == 1 && page->rows.first().id == id)
        found = u"row"_s;
    else if (page && page->rows.isEmpty() && page->provedGone == QStringList{id})
        found = u"gone"_s;
    QCOMPARE(found, outcome);
}

void TestHuaweiLists::aFailedDeletionLeavesItsMark()
{
    const auto csbs = [](const QByteArray &status, const QByteArray &info) {
        QByteArray text = changedRow(u"csbs"_s, "extend_info", info);
        text.replace("available", status);
        return rowFrom(u"csbs"_s, text).deleteFailure;
    };
    QCOMPARE(csbs("available", R"({"fail_op":"delete","fail_reason":"disk busy"})"), u"disk busy"_s);
    QCOMPARE(csbs("error", R"({"fail_op":"delete","fail_code":{"Code":7,"Description":"lost"}})"), u"lost"_s);
    QVERIFY(!csbs("available", R"({"fail_op":"delete"})").isEmpty());
    QCOMPARE(csbs("available", R"({"fail_op":"backup","fail_reason":"x"})"), QString());
    QCOMPARE(csbs("deleting", R"({"fail_op":"delete","fail_reason":"x"})"), QString());

    const auto cloudDc = [](const QByteArray &members) {
        QByteArray text = cloudDcRow;
        return rowFrom(u"clouddc"_s, text.insert(1, members + ',')).deleteFailure;
    };
    QVERIFY(cloudDc(R"("error":{"error_type":"delete_instance_error","error_code":"E1","error_msg":"stuck"})")
                .contains(u"stuck"_s));
    QVERIFY(!cloudDc(R"("operation_state":"uninstall-failed")").isEmpty());
    QCOMPARE(cloudDc(R"("error":{"error_type":"reinstall_error","error_msg":"x"})"), QString());
}

QTEST_GUILESS_MAIN(TestHuaweiLists)
#include "tst_huaweilists.moc"

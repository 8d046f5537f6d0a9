// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/huaweifixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Clearsky;
using namespace Clearsky::HuaweiFixture;
using namespace Qt::Literals;

namespace {

/// "POST workspace v2/…/batch-delete?a=b {…}", as one line to compare with.
QString lineOf(const ApiRequest &request)
{
    QStringList query;
    for (const auto &[name, value] : request.query)
        query.append(name + u'=' + value);
    QString line = QString::fromLatin1(methodName(request.method)) + u' ' + request.service + u' '
        + request.pathSegments.join(u'/');
    line.replace(project, u"P"_s);
    if (!query.isEmpty())
        line += u'?' + query.join(u'&');
    line += u' ' + QString::fromUtf8(request.body);
    return line.trimmed();
}

QString verdictName(ItemVerdict::Kind kind)
{
    switch (kind) {
    case ItemVerdict::Kind::Accepted:
        return u"accepted"_s;
    case ItemVerdict::Kind::AlreadyGone:
        return u"gone"_s;
    case ItemVerdict::Kind::Refused:
        return u"refused"_s;
    case ItemVerdict::Kind::RefusedById:
        return u"refused by id"_s;
    case ItemVerdict::Kind::Unknown:
        return u"unknown"_s;
    }
    return {};
}

/// "accepted unknown", or "error malformed".
QString wordsOf(const DeleteAnswer &answer)
{
    if (answer.error)
        return u"error "_s + errorKindName(answer.error->kind)
            + (answer.items.isEmpty() ? u""_s : u" and items"_s);
    QStringList words;
    for (const ItemVerdict &item : answer.items)
        words.append(verdictName(item.kind));
    if (!answer.stranger.isEmpty())
        words.append(u"and a stranger"_s);
    return words.join(u", "_s);
}

/// The ids of a request as the provider would read them, each with its kind of asset for ROMA.
QSet<QString> idsIn(const QString &service, const ApiRequest &request)
{
    QSet<QString> ids;
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const auto take = [&](const QString &key, const QString &prefix) {
        for (const QJsonValue &value : body.value(key).toArray())
            ids.insert(prefix
                       + (value.isString() ? value.toString() : value.toObject().value("id"_L1).toString()));
    };
    if (service == "workspace"_L1)
        take(u"snapshot_ids"_s, {});
    if (service == "clouddc"_L1)
        take(u"instance_id_set"_s, {});
    if (service == "roma"_L1) {
        take(u"apps"_s, u"app:"_s);
        take(u"tasks"_s, u"task:"_s);
    }
    if (service == "csbs"_L1) {
        for (const auto &[name, value] : request.query)
            ids.insert(name == "checkpoint_items"_L1 ? value : u"?"_s);
    }
    return ids;
}

QString nameInRequest(const QString &service, const ResourceRef &ref)
{
    return service == "roma"_L1 ? QString(ref.scope.section(u'/', 1) + u':' + ref.id) : ref.id;
}

void answer(const QString &service, const char *name, int status, const QByteArray &body,
            const QString &words)
{
    QTest::addRow("%s: %s", qPrintable(service), name) << service << status << body << words;
}

QByteArray bothAccepted()
{
    return R"({"instances":[{"id":")" + uuid(1).toLatin1() + R"("},{"id":")" + uuid(2).toLatin1() + R"("}]})";
}

void jobAnswers(const QString &service)
{
    answer(service, "a job", 200, R"({"job_id":"ff8080828c"})", u"accepted, accepted"_s);
    answer(service, "job_id a number", 200, R"({"job_id":17})", u"error malformed"_s);
    answer(service, "job_id empty", 200, R"({"job_id":""})", u"error malformed"_s);
    answer(service, "job_id null", 200, R"({"job_id":null})", u"error malformed"_s);
    answer(service, "job_id a path", 200, R"({"job_id":"../../v3/users"})", u"error malformed"_s);
    answer(service, "job_id missing", 200, "{}", u"error malformed"_s);
    answer(service, "job_id twice", 200, R"({"job_id":"a","job_id":"b"})", u"error malformed"_s);
    answer(service, "HTML", 200, "<html>ok</html>", u"error malformed"_s);
    answer(service, "nothing", 200, "", u"error malformed"_s);
    answer(service, "null", 200, "null", u"error malformed"_s);
    answer(service, "cut", 200, R"({"job_id":"ff80)", u"error malformed"_s);
    answer(service, "nested without end", 200, R"({"job_id":)" + QByteArray(1'000'000, '['),
           u"error malformed"_s);
    answer(service, "bad UTF-8", 200, "{\"job_id\":\"\xff\"}", u"error malformed"_s);
    answer(service, "not ready", 500, "x", u"error provider_fault"_s);
    answer(service, "wrong place", 404, R"({"error_code":"APIGW.0101","error_msg":"no"})",
           u"error wrong_endpoint"_s);
    answer(service, "wrong host", 404, "<html>", u"error wrong_endpoint"_s);
}

void cloudDcAnswers()
{
    const QString service = u"clouddc"_s;
    const QByteArray one = uuid(1).toLatin1();
    const QByteArray three = uuid(3).toLatin1();
    answer(service, "all", 202, bothAccepted(), u"accepted, accepted"_s);
    answer(service, "one left out", 202, R"({"instances":[{"id":")" + one + R"("}]})",
           u"accepted, unknown"_s);
    answer(service, "none", 202, R"({"instances":[]})", u"unknown, unknown"_s);
    answer(service, "another one", 202,
           R"({"instances":[{"id":")" + one + R"("},{"id":")" + three + R"("}]})",
           u"accepted, unknown, and a stranger"_s);
    answer(service, "an id that is a number", 202, R"({"instances":[{"id":1}]})", u"error malformed"_s);
    answer(service, "no list", 202, R"({"instances":null})", u"error malformed"_s);
    answer(service, "no member", 202, "{}", u"error malformed"_s);
    answer(service, "one unknown", 404,
           R"({"error_code":"iMetal.0200","error_msg":"instances [)" + uuid(2).toLatin1()
               + R"(] not found"})",
           u"unknown, gone"_s);
    answer(service, "both unknown", 404,
           R"({"error_code":"iMetal.0200","error_msg":"[')" + one + "', '" + uuid(2).toLatin1()
               + R"('] not found"})",
           u"gone, gone"_s);
    answer(service, "foreign ids unknown", 404,
           R"({"error_code":"iMetal.0200","error_msg":"instances [)" + three + R"(] not found"})",
           u"error not_found"_s);
    answer(service, "nobody named", 404, R"({"error_code":"iMetal.0200","error_msg":"not found"})",
           u"error not_found"_s);
    answer(service, "servers named", 404, R"({"error_code":"iMetal.0100","error_msg":"[)" + one + R"(]"})",
           u"error not_found"_s);
    answer(service, "too many", 429, "slow down", u"error throttled"_s);
}

} // namespace

Q_DECLARE_METATYPE(Clearsky::ProviderJob::State)

class TestHuaweiContracts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRequestIsTheDocumentedOne_data();
    void theRequestIsTheDocumentedOne();
    void anyBatchOutsideTheContractIsRefused_data();
    void anyBatchOutsideTheContractIsRefused();
    void aRequestNamesTheRefsAndNothingElse_data();
    void aRequestNamesTheRefsAndNothingElse();
    void anAnswerIsWhatItSays_data();
    void anAnswerIsWhatItSays();
    void aJobIsWhatItSays_data();
    void aJobIsWhatItSays();
    void aFailedJobNamesWhatFailed();
    void lanesAreSharedAsDocumented();
};

void TestHuaweiContracts::theRequestIsTheDocumentedOne_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("form");
    QTest::addColumn<QStringList>("scopes");
    QTest::addColumn<QString>("line");
    QTest::newRow("Workspace")
        << u"workspace"_s << u""_s << QStringList{{}, {}}
        << u"POST workspace v2/P/snapshots/batch-delete {\"snapshot_ids\":[\"%1\",\"%2\"]}"_s;
    QTest::newRow("CloudDC")
        << u"clouddc"_s << u""_s << QStringList{{}, {}}
        << u"POST clouddc v1/P/instances/batch-delete {\"instance_id_set\":[\"%1\",\"%2\"]}"_s;
    QTest::newRow("CSBS")
        << u"csbs"_s << u""_s << QStringList{uuid(9)}
        << QString(u"DELETE csbs v1/P/providers/fc4d5750-22e7-4798-8a46-f48f62c4c1da/checkpoints/"_s + uuid(9)
                   + u"?checkpoint_items=%1"_s);
    const QString roma = u"POST roma v2/P/instances/i-1/assets/delete "_s;
    const QStringList mixed{u"i-1/app"_s, u"i-1/task"_s};
    QTest::newRow("ROMA") << u"roma"_s << u""_s << mixed
                          << QString(roma + u"{\"apps\":[{\"id\":\"%1\"}],\"tasks\":[{\"id\":\"%2\"}]}"_s);
    QTest::newRow("ROMA, said to be current")
        << u"roma"_s << u"current"_s << mixed
        << QString(roma + u"{\"apps\":[{\"id\":\"%1\"}],\"tasks\":[{\"id\":\"%2\"}]}"_s);
    QTest::newRow("ROMA, legacy") << u"roma"_s << u"legacy"_s << mixed
                                  << QString(roma
                                             + u"{\"apps\":[\"%1\"],\"tasks\":[{\"task_id\":\"%2\"}]}"_s);
    QTest::newRow("ROMA, applications only")
        << u"roma"_s << u""_s << QStringList{u"i-1/app"_s}
        << QString(roma + u"{\"apps\":[{\"id\":\"%1\"}],\"tasks\":[]}"_s);
    QTest::newRow("ROMA, tasks only") << u"roma"_s << u""_s << QStringList{u"i-1/task"_s}
                                      << QString(roma + u"{\"apps\":[],\"tasks\":[{\"id\":\"%1\"}]}"_s);
}

void TestHuaweiContracts::theRequestIsTheDocumentedOne()
{
    QFETCH(QString, service);
    QFETCH(QString, form);
    QFETCH(QStringList, scopes);
    QFETCH(QString, line);
    const auto contract = contractOf(service);
    QList<ResourceRef> refs;
    for (const QString &each : std::as_const(scopes)) {
        refs.append(refOf(*contract, uuid(static_cast<int>(refs.size()) + 1), each));
        line.replace(u'%' + QString::number(refs.size()), refs.last().id);
    }
    Scope withForm = scope;
    withForm.romaRequestForm = form;
    const auto request = contract->deleteRequest(withForm, refs);
    QVERIFY(request);
    QCOMPARE(lineOf(*request), line);
    QVERIFY(!request->read);
    const bool hasCharset = service == "clouddc"_L1 || service == "roma"_L1;
    QCOMPARE(request->contentType,
             QByteArray(hasCharset ? "application/json;charset=UTF-8" : "application/json"));
}

void TestHuaweiContracts::anyBatchOutsideTheContractIsRefused_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QList<ResourceRef>>("refs");
    for (const QString &service : services) {
        const auto contract = contractOf(service);
        const QString parent = parentOf(service, 1);
        const auto row = [&](const char *name, const QList<ResourceRef> &refs) {
            QTest::addRow("%s: %s", qPrintable(service), name) << service << refs;
        };
        const ResourceRef good = refOf(*contract, uuid(1), parent);
        row("no ids", {});
        QList<ResourceRef> many;
        for (int n = 0; n <= contract->kind().idsPerRequest; ++n)
            many.append(refOf(*contract, uuid(n), parent));
        row("one too many", many);
        row("one id twice", {good, good});
        for (const QString &id :
             {u""_s, u"."_s, u".."_s, u"*"_s, u"a/b"_s, u"a,b"_s, u"../v3"_s, u"%2e"_s, u"a\n"_s,
              QString(uuid(1) + u'\n'), QString(uuid(1) + u','), QString(u'a').repeated(10'000)})
            row(qPrintable(u"id "_s + id.left(40).trimmed()), {refOf(*contract, id, parent)});
        ResourceRef foreign = good;
        foreign.kindId = u"huawei.other"_s;
        row("another kind", {foreign});
    }
    const auto roma = contractOf(u"roma"_s);
    QTest::newRow("roma: two instances")
        << u"roma"_s
        << QList<ResourceRef>{refOf(*roma, uuid(1), u"i-1/app"_s), refOf(*roma, uuid(2), u"i-2/app"_s)};
    for (const QString &each :
         {u""_s, u"i-1"_s, u"i-1/"_s, u"/app"_s, u"i-1/apps"_s, u"i-1/app/x"_s, u"../app"_s})
        QTest::addRow("roma: scope %s", qPrintable(each))
            << u"roma"_s << QList<ResourceRef>{refOf(*roma, uuid(1), each)};
    const auto csbs = contractOf(u"csbs"_s);
    for (const QString &each : {u""_s, u"."_s, u"checkpoint"_s, QString(uuid(1) + u"/x"_s)})
        QTest::addRow("csbs: scope %s", qPrintable(each))
            << u"csbs"_s << QList<ResourceRef>{refOf(*csbs, uuid(1), each)};
}

void TestHuaweiContracts::anyBatchOutsideTheContractIsRefused()
{
    QFETCH(QString, service);
    QFETCH(QList<ResourceRef>, refs);
    const auto request = contractOf(service)->deleteRequest(scope, refs);
    QVERIFY(!request);
    QCOMPARE(request.error().kind, Error::Kind::Configuration);
    QVERIFY(!request.error().message.isEmpty());
}

void TestHuaweiContracts::aRequestNamesTheRefsAndNothingElse_data()
{
    QTest::addColumn<QString>("service");
    for (const QString &service : services)
        QTest::newRow(qPrintable(service)) << service;
}

void TestHuaweiContracts::aRequestNamesTheRefsAndNothingElse()
{
    QFETCH(QString, service);
    const auto contract = contractOf(service);
    QRandomGenerator random(20260901);
    for (int run = 0; run < 200; ++run) {
        const int count = 1 + random.bounded(contract->kind().idsPerRequest);
        QList<ResourceRef> refs;
        QSet<QString> expected;
        for (int n = 0; n < count; ++n) {
            quint32 parts[4];
            random.fillRange(parts);
            const QString id = QUuid(parts[0], quint16(parts[1]), quint16(parts[2]), 1, 2, 3, 4, 5, 6, 7, 8)
                                   .toString(QUuid::WithoutBraces);
            refs.append(refOf(*contract, id, parentOf(service, random.bounded(100))));
            expected.insert(nameInRequest(service, refs.last()));
        }
        const auto request = contract->deleteRequest(scope, refs);
        QVERIFY(request);
        QCOMPARE(idsIn(service, *request), expected);
        QCOMPARE(expected.size(), count);
    }
}

void TestHuaweiContracts::anAnswerIsWhatItSays_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    jobAnswers(u"workspace"_s);
    jobAnswers(u"roma"_s);
    const QString workspace = u"workspace"_s;
    answer(workspace, "200 with an error code", 200, R"({"error_code":"WKS.0001","error_msg":"m"})",
           u"error invalid"_s);
    answer(workspace, "not found, as 500", 500, R"({"error_code":"WKS.0202","error_msg":"m"})",
           u"error not_found"_s);
    answer(workspace, "busy", 409, R"({"error_code":"WKS.9","error_msg":"m"})", u"error conflict"_s);
    const QString roma = u"roma"_s;
    answer(roma, "busy, as 400", 400, R"({"error_code":"ROMA.10012","error_msg":"m"})", u"error conflict"_s);
    answer(roma, "token, as 400", 400, R"({"error_code":"ROMA.1002","error_msg":"m"})",
           u"error session_expired"_s);
    answer(roma, "no such instance, as 500", 500, R"({"error_code":"ROMA.00110002","error_msg":"m"})",
           u"error not_found"_s);
    cloudDcAnswers();
    const QString csbs = u"csbs"_s;
    answer(csbs, "200 {}", 200, "{}", u"accepted"_s);
    answer(csbs, "204", 204, "", u"accepted"_s);
    answer(csbs, "HTML", 200, "<html>ok</html>", u"error malformed"_s);
    answer(csbs, "null", 200, "null", u"error malformed"_s);
    answer(csbs, "200 with an error code", 200, R"({"error_code":"CSBS.9999","error_msg":"m"})",
           u"error provider_fault"_s);
    answer(csbs, "gone", 404, R"({"error_code":"CSBS.3001","error_msg":"m"})", u"gone"_s);
    answer(csbs, "3001 but not 404", 400, R"({"error_code":"CSBS.3001","error_msg":"m"})",
           u"error wrong_endpoint"_s);
    answer(csbs, "another 404", 404, R"({"error_code":"CSBS.3000","error_msg":"m"})",
           u"error wrong_endpoint"_s);
    answer(csbs, "the gateway's 404", 404, R"({"error_code":"APIG.0101","error_msg":"m"})",
           u"error wrong_endpoint"_s);
    answer(csbs, "no JSON", 404, "not found", u"error wrong_endpoint"_s);
    answer(csbs, "busy", 400, R"({"error_code":"CSBS.2003","error_msg":"m"})", u"error conflict"_s);
    answer(csbs, "closed", 400, R"({"error_code":"BackupService.4008","error_msg":"m"})",
           u"error service_not_active"_s);
}

void TestHuaweiContracts::anAnswerIsWhatItSays()
{
    QFETCH(QString, service);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    const auto contract = contractOf(service);
    QList<ResourceRef> refs{refOf(*contract, uuid(1), parentOf(service, 1))};
    if (service != "csbs"_L1)
        refs.append(refOf(*contract, uuid(2), parentOf(service, 2)));
    const DeleteAnswer read = contract->readDeleteAnswer(refs, replyOf(status, body));
    QCOMPARE(wordsOf(read), words);
    const bool hasJob =
        words.startsWith("accepted"_L1) && (service == "workspace"_L1 || service == "roma"_L1);
    QCOMPARE(read.providerJobId, hasJob ? u"ff8080828c"_s : QString());
}

void TestHuaweiContracts::aJobIsWhatItSays_data()
{
    using enum ProviderJob::State;
    QTest::addColumn<QString>("service");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("state"); // -1: an error
    const auto row = [](const char *name, const QString &service, int status, const QByteArray &body,
                        int state) {
        QTest::addRow("%s: %s", qPrintable(service), name) << service << status << body << state;
    };
    for (const char *word : {"SUCCESS", "COMPLETE", "COMPLETED", "success"})
        row(word, u"workspace"_s, 200, QByteArray(R"({"status":")") + word + R"("})", int(Succeeded));
    for (const char *word : {"SUCCEEDED", "Success", "Finished", "finished"})
        row(word, u"roma"_s, 200, QByteArray(R"({"status":")") + word + R"("})", int(Succeeded));
    for (const QString &service : {u"workspace"_s, u"roma"_s}) {
        for (const char *word : {"FAIL", "FAILED", "Failed"})
            row(word, service, 200, QByteArray(R"({"status":")") + word + R"("})", int(Failed));
        for (const char *word : {"INIT", "WAITING", "RUNNING", "Running", "PARTIAL"})
            row(word, service, 200, QByteArray(R"({"status":")") + word + R"("})", int(Running));
        row("empty status", service, 200, R"({"status":""})", -1);
        row("no status", service, 200, "{}", -1);
        row("status a number", service, 200, R"({"status":1})", -1);
        row("HTML", service, 200, "<html>", -1);
        row("unknown job", service, 404, R"({"error_code":"X.1","error_msg":"m"})", int(NotKnown));
        row("wrong place", service, 404, R"({"error_code":"APIGW.0101","error_msg":"m"})", -1);
        row("fault", service, 500, "x", -1);
    }
    row("unknown job, as 500", u"workspace"_s, 500, R"({"error_code":"WKS.0202","error_msg":"m"})",
        int(NotKnown));
    row("one sub-job failed", u"workspace"_s, 200,
        R"({"status":"COMPLETE","sub_jobs":[{"status":"SUCCESS"},{"status":"FAIL"}]})", int(Failed));
    row("one sub-job runs", u"workspace"_s, 200,
        R"({"status":"COMPLETE","sub_jobs":[{"status":"SUCCESS"},{"status":"WAITING"}]})", int(Running));
    row("all sub-jobs done, the job not", u"workspace"_s, 200,
        R"({"status":"RUNNING","sub_jobs":[{"status":"SUCCESS"}]})", int(Running));
}

void TestHuaweiContracts::aJobIsWhatItSays()
{
    QFETCH(QString, service);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, state);
    const auto job = contractOf(service)->readJob(replyOf(status, body));
    QCOMPARE(job ? int(job->state) : -1, state);
}

void TestHuaweiContracts::aFailedJobNamesWhatFailed()
{
    const auto workspace =
        contractOf(u"workspace"_s)
            ->readJob(replyOf(
                200,
                R"({"status":"FAIL","fail_reason":"quota","sub_jobs":[{"status":"FAILED","fail_reason":"in use"},)"
                R"({"status":"FAILED","message":"older word"}]})"));
    QVERIFY(workspace);
    QCOMPARE(workspace->failures.size(), 3);
    QCOMPARE(workspace->failures.at(0).message, u"quota"_s);
    QCOMPARE(workspace->failures.at(1).message, u"in use"_s);
    QCOMPARE(workspace->failures.at(2).message, u"older word"_s);
    for (const QByteArray key : {"reason", "reasons"}) {
        const auto roma = contractOf(u"roma"_s)->readJob(
            replyOf(200,
                    R"({"status":"FAILED",")" + key
                        + R"(":[{"resource_type":"application","resource_name":"shop","error_code":"ROMA.1",)"
                          R"("error_msg":"has APIs"},{"resource_type":"task","resource_name":"nightly"}]})"));
        QVERIFY(roma);
        QCOMPARE(roma->failures.size(), 2);
        QCOMPARE(roma->failures.at(0).part, u"app"_s);
        QCOMPARE(roma->failures.at(0).name, u"shop"_s);
        QVERIFY(roma->failures.at(0).message.contains(u"has APIs"_s));
        QCOMPARE(roma->failures.at(1).part, u"task"_s);
    }
}

// engine.md 5.5: by project for Workspace and CloudDC, by user for ROMA and CSBS.
void TestHuaweiContracts::lanesAreSharedAsDocumented()
{
    Scope otherProject = scope;
    otherProject.projectId = u"other"_s;
    Scope otherUser = scope;
    otherUser.userId = u"other"_s;
    const QString origin = u"https://x"_s;
    for (const QString &service : services) {
        const auto contract = contractOf(service);
        const QString key = contract->laneRules(origin, scope).key;
        const bool byUser = service == "roma"_L1 || service == "csbs"_L1;
        QCOMPARE(contract->laneRules(origin, otherProject).key == key, byUser);
        QCOMPARE(contract->laneRules(origin, otherUser).key == key, !byUser);
        QVERIFY(contract->laneRules(u"https://y"_s, scope).key != key);
        QCOMPARE(contract->followRules().jobFirstPoll.count() > 0,
                 service == "workspace"_L1 || service == "roma"_L1);
    }
    QCOMPARE(contractOf(u"csbs"_s)->laneRules(origin, scope).maxItemsInDeletion, 5);
    QCOMPARE(contractOf(u"roma"_s)->laneRules(origin, scope).maxProviderJobs, 1);
    QCOMPARE(contractOf(u"workspace"_s)->laneRules(origin, scope).maxProviderJobs, 1);
    QCOMPARE(contractOf(u"clouddc"_s)->laneRules(origin, scope).maxRequests, 2);
}

QTEST_GUILESS_MAIN(TestHuaweiContracts)
#include "tst_huaweicontracts.moc"

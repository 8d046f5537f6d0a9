// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sentencehelpers.h"

#include <QJsonDocument>
#include <QScopeGuard>

namespace Clearsky {

namespace {

using namespace std::chrono_literals;
using namespace Qt::Literals;

// Everything that comes after "{": 33 MiB, paced, without a length.
QString listedEndlessly(SentenceStage &stage, const KindContract &contract)
{
    ScriptedServer server([](const RawRequest &, const Exchange &exchange) {
        exchange.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        exchange.drip('{' + QByteArray(33 * 1024 * 1024, ' '), 1024 * 1024, 5ms);
    });
    return listedAt(stage, contract, server.url().toString());
}

QString listedEmpty(SentenceStage &, const KindContract &contract)
{
    SentenceStage empty(0);
    return listed(empty, contract);
}

// Every list at the top of the answer, or in Zenlayer's envelope, goes.
QByteArray withoutLists(const QByteArray &body)
{
    QJsonObject object = QJsonDocument::fromJson(body).object();
    QJsonObject inner = object.value("response"_L1).toObject();
    for (QJsonObject *each : {&object, &inner}) {
        const QStringList keys = each->keys();
        for (const QString &key : keys) {
            if (each->value(key).isArray())
                each->remove(key);
        }
    }
    if (object.contains("response"_L1))
        object.insert("response"_L1, inner);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString listedUnknownState(SentenceStage &stage, const KindContract &contract)
{
    const auto good = stage.list(stage.attempt(contract));
    if (!good)
        return good.error().message;
    QHash<QString, QString> states;
    for (const Resource &row : good->rows)
        states.insert(row.id, row.state);
    stage.changeRows(contract, [states](QJsonObject &row, const QString &id) {
        for (auto member = row.begin(); member != row.end(); ++member) {
            if (member->toString() == states.value(id))
                *member = u"SLEEPWALKING"_s;
            else if (member->isDouble() && QString::number(member->toInteger()) == states.value(id))
                *member = 77;
        }
    });
    const auto rows = stage.list(stage.attempt(contract));
    if (!rows)
        return rows.error().message;
    for (const Resource &row : rows->rows) {
        if (row.state != states.value(row.id))
            return u'(' + contract.kind().blockedReason(row) + u')';
    }
    return u"no state was changed"_s;
}

QString listedWithoutIds(SentenceStage &stage, const KindContract &contract)
{
    stage.changeRows(contract, [](QJsonObject &row, const QString &id) {
        const QStringList keys = row.keys();
        for (const QString &key : keys) {
            if (row.value(key).toString() == id)
                row.remove(key);
        }
    });
    return listed(stage, contract);
}

QString checked(SentenceStage &stage, const KindContract &contract)
{
    return stage.check(stage.attempt(contract));
}

QString checkedAt(SentenceStage &stage, const KindContract &contract, const QString &endpoint)
{
    Attempt attempt = stage.attempt(contract);
    attempt.setEndpoint(endpoint);
    return stage.check(attempt);
}

bool isOneOfItsProvider(const KindContract &contract)
{
    return isWorkspace(contract) || isZenlayer(contract);
}

} // namespace

const QList<BadCase> &badAnswers()
{
    static const QList<BadCase> cases{
        {"truncated JSON",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.faultAll({.kind = Fault::Kind::Rewrite,
                             .rewrite = [](const QByteArray &body) { return body.left(body.size() / 2); }});
             return listed(stage, contract);
         },
         always},
        {"empty object instead of a list",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(200, "{}");
             return listed(stage, contract);
         },
         always},
        {"answer without its list",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.faultAll({.kind = Fault::Kind::Rewrite, .rewrite = withoutLists});
             return listed(stage, contract);
         },
         always},
        {"list that is truly empty", listedEmpty, always},
        {"unknown state", listedUnknownState, always},
        {"rows without an id", listedWithoutIds, always},
        {"answer over 32 MiB, announced",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(
                 "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 33554433\r\n\r\n{");
             return listed(stage, contract);
         },
         always},
        {"answer over 32 MiB, paced", listedEndlessly, always},
        {"throttled for ever",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 429, "APIGW.0308", "REQUEST_LIMIT_EXCEEDED");
         },
         always},
        {"throttled for ever, with a hint",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 429, "APIGW.0308", "REQUEST_LIMIT_EXCEEDED",
                               {"Retry-After: 90"});
         },
         always},
        {"fault at the provider",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 500, "SYS.0500", "INTERNAL_SERVER_ERROR");
         },
         always},
        {"gateway cannot reach the service",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(502, webPage);
             return listed(stage, contract);
         },
         always},
        {"service unavailable",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 503, "APIGW.0605", "SERVICE_TEMPORARY_UNAVAILABLE",
                               {"Retry-After: 5"});
         },
         always},
        {"request found invalid",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 400, "APIGW.0106", "INVALID_PARAMETER_VALUE");
         },
         always},
        {"service not active: Workspace",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 403, "WKS.00010099", "");
         },
         isWorkspace},
        {"service not active: CSBS",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 400, "BackupService.4008", "");
         },
         isCsbs},
        {"blocked by a security policy",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(451, webPage);
             return listed(stage, contract);
         },
         isZenlayer},
        {"edge network wants a browser",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(403, webPage, {"cf-mitigated: challenge"});
             return listed(stage, contract);
         },
         isZenlayer},
    };
    return cases;
}

const QList<BadCase> &badChecks()
{
    static const QList<BadCase> cases{
        {"Test Connection: all is well", checked, isOneOfItsProvider},
        {"Test Connection: wrong secret of the key",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.setSecret(u"n0t-the-s3cret"_s);
             return stage.check(attempt);
         },
         isOneOfItsProvider},
        {"Test Connection: wrong password or token",
         [](SentenceStage &, const KindContract &contract) {
             SentenceStage stage(0); // one that the wrong passwords may lock
             Attempt attempt = stage.attemptWithoutKey(contract);
             attempt.setSecret(u"n0t-the-s3cret"_s);
             return stage.check(attempt);
         },
         isOneOfItsProvider},
        {"Test Connection: region without a project",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.account.projectId.clear();
             attempt.account.region = u"eu-north-9"_s;
             return stage.check(attempt);
         },
         isWorkspace},
        {"Test Connection: password for a project of somebody else",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attemptWithoutKey(contract);
             attempt.account.projectId = u"0123456789abcdef0123456789abcdef"_s;
             return stage.check(attempt);
         },
         isWorkspace},
        {"Test Connection: key for a project of somebody else",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.account.projectId = u"0123456789abcdef0123456789abcdef"_s;
             return stage.check(attempt);
         },
         isWorkspace},
        {"Test Connection: clock 20 minutes behind",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.cloud.moveClock(20min);
             const auto back = qScopeGuard([&] { stage.cloud.moveClock(-20min); });
             return checked(stage, contract);
         },
         isOneOfItsProvider},
        {"Test Connection: endpoint with a path",
         [](SentenceStage &stage, const KindContract &contract) {
             return checkedAt(stage, contract, u"https://cloud.example.com/api"_s);
         },
         isOneOfItsProvider},
        {"Test Connection: host name not found",
         [](SentenceStage &stage, const KindContract &contract) {
             return checkedAt(stage, contract, u"https://clearsky.invalid"_s);
         },
         isOneOfItsProvider},
        {"Test Connection: certificate not trusted",
         [](SentenceStage &stage, const KindContract &contract) {
             return checkedAt(stage, contract, stage.tls.url().toString());
         },
         isOneOfItsProvider},
        {"Test Connection: wrong endpoint",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(404, webPage);
             return checked(stage, contract);
         },
         isOneOfItsProvider},
        {"Test Connection: web page instead of an answer",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(200, webPage);
             return checked(stage, contract);
         },
         isOneOfItsProvider},
    };
    return cases;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sentencehelpers.h"

#include <QScopeGuard>

namespace Clearsky {

namespace {

using namespace std::chrono_literals;
using namespace Qt::Literals;

QString clockOff(SentenceStage &stage, const KindContract &contract, std::chrono::minutes by)
{
    stage.cloud.moveClock(by);
    const auto back = qScopeGuard([&] { stage.cloud.moveClock(-by); });
    return messageOf(stage.askOnce(stage.attempt(contract)));
}

} // namespace

const QList<BadCase> &badSignIns()
{
    static const QList<BadCase> cases{
        {"wrong access key id",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.account.accessKeyId = u"NOSUCHKEY"_s;
             return listed(stage, attempt);
         },
         always},
        {"wrong secret of the key",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.setSecret(u"n0t-the-s3cret"_s);
             return listed(stage, attempt);
         },
         always},
        {"wrong secret of the key, project not known yet",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.setSecret(u"n0t-the-s3cret"_s);
             attempt.account.projectId.clear();
             return listed(stage, attempt);
         },
         isHuawei},
        {"wrong password or token",
         [](SentenceStage &, const KindContract &contract) {
             SentenceStage stage(0); // one that the wrong passwords may lock
             Attempt attempt = stage.attemptWithoutKey(contract);
             attempt.setSecret(u"n0t-the-s3cret"_s);
             return listed(stage, attempt);
         },
         always},
        {"no secret at all",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.credentials = {};
             return listed(stage, attempt);
         },
         always},
        {"no password or token at all",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attemptWithoutKey(contract);
             attempt.credentials = {};
             return listed(stage, attempt);
         },
         always},
        {"sign-in answered by a web page",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(200, webPage);
             return listed(stage, stage.attemptWithoutKey(contract));
         },
         isHuawei},
        {"sign-in answered by an empty object",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(201, "{}");
             return listed(stage, stage.attemptWithoutKey(contract));
         },
         isHuawei},
        {"sign-in where no IAM is",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(404, webPage);
             return listed(stage, stage.attemptWithoutKey(contract));
         },
         isHuawei},
        {"user locked",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(401, R"({"error_code":"IAM.0061","error_msg":"locked"})");
             return listed(stage, stage.attemptWithoutKey(contract));
         },
         isHuawei},
        {"key expired or blocked",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 401, "IAM.1105", "");
         },
         isHuawei},
        {"session refused for good",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 401, "APIGW.0307", "AUTHFAILURE_TOKEN_EXPIRED");
         },
         always},
        {"region without a project",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.account.projectId.clear();
             attempt.account.region = u"eu-north-9"_s;
             return listed(stage, attempt);
         },
         isHuawei},
        {"several projects of one name",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.account.projectId.clear();
             const QByteArray name = attempt.account.region.toUtf8();
             stage.answerAll(200,
                             R"({"projects":[{"id":"1","name":")" + name + R"("},{"id":"2","name":")" + name
                                 + R"("}]})");
             return listed(stage, attempt);
         },
         isHuawei},
        {"project of somebody else",
         [](SentenceStage &stage, const KindContract &contract) {
             Attempt attempt = stage.attempt(contract);
             attempt.account.projectId = u"0123456789abcdef0123456789abcdef"_s;
             return listed(stage, attempt);
         },
         isHuawei},
        {"clock 20 minutes ahead",
         [](SentenceStage &stage, const KindContract &contract) { return clockOff(stage, contract, -20min); },
         always},
        {"clock 20 minutes behind",
         [](SentenceStage &stage, const KindContract &contract) { return clockOff(stage, contract, 20min); },
         always},
        {"clock 20 minutes behind, corrected while listing",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.cloud.moveClock(20min);
             const auto back = qScopeGuard([&] { stage.cloud.moveClock(-20min); });
             return listed(stage, contract);
         },
         always},
        {"not permitted",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, isZenlayer(contract) ? 401 : 403, "APIGW.0302",
                               "AUTHFAILURE_UNAUTHORIZED_OPERATION");
         },
         always},
    };
    return cases;
}

const QList<BadCase> &badPlaces()
{
    static const QList<BadCase> cases{
        {"wrong endpoint: gateway says 0101",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedWith(stage, contract, 404, "APIGW.0101", "");
         },
         isHuawei},
        {"wrong endpoint: not found, a web page",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(404, webPage, {"Content-Type: text/html"});
             return listed(stage, contract);
         },
         always},
        {"wrong endpoint: another HTTP service",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(404, R"({"status":"no such route"})");
             return listed(stage, contract);
         },
         always},
        {"endpoint with credentials",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedAt(stage, contract, u"https://somebody:n0t-the-s3cret@cloud.example.com"_s);
         },
         always},
        {"endpoint with a path",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedAt(stage, contract, u"https://cloud.example.com/api/v2/zec"_s);
         },
         always},
        {"endpoint without https",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedAt(stage, contract, u"http://cloud.example.com"_s);
         },
         always},
        {"host refuses the connection",
         [](SentenceStage &stage, const KindContract &contract) {
             QTcpServer closed;
             closed.listen(QHostAddress::LocalHost);
             const QString url = u"http://127.0.0.1:%1"_s.arg(closed.serverPort());
             closed.close();
             return listedAt(stage, contract, url);
         },
         always},
        {"host name not found",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedAt(stage, contract, u"https://clearsky.invalid"_s);
         },
         always},
        {"certificate not trusted",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedAt(stage, contract, stage.tls.url().toString());
         },
         always},
        {"https where plain http is spoken",
         [](SentenceStage &stage, const KindContract &contract) {
             return listedAt(stage, contract, u"https://127.0.0.1:%1"_s.arg(stage.cloud.port()));
         },
         always},
        {"no answer",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.faultAll({.kind = Fault::Kind::Silence});
             Attempt attempt = stage.attempt(contract);
             attempt.deadlines.idle = 200ms;
             return listed(stage, attempt);
         },
         always},
        {"answer cut off on the way",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.faultAll({.kind = Fault::Kind::CutAnswer, .bytes = 250});
             return listed(stage, contract);
         },
         always},
        {"redirect",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.faultAll({.kind = Fault::Kind::Redirect,
                             .status = 302,
                             .target = QUrl(u"https://login.example.com/"_s)});
             return listed(stage, contract);
         },
         always},
        {"web page instead of an answer",
         [](SentenceStage &stage, const KindContract &contract) {
             stage.answerAll(200, webPage, {"Content-Type: text/html"});
             return listed(stage, contract);
         },
         always},
    };
    return cases;
}

} // namespace Clearsky

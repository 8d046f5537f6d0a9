// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/huaweierrors.h"

#include "app/providers/answer.h"
#include "app/providers/huawei/errorbody.h"
#include "app/providers/huawei/errorsentences.h"
#include "app/providers/jsonreader.h"

#include <QRegularExpression>

#include <cstdlib>

namespace Clearsky {

namespace {

using namespace std::chrono_literals;
using namespace Qt::Literals;
using Kind = Error::Kind;
using Sentence = HuaweiSentence;

struct Rule
{
    const char *code;  ///< `gw.` stands for the gateway's prefixes APIGW. and APIG.
    int status;        ///< 0: whatever the HTTP status
    Kind kind;
    Sentence sentence;
};

// The first rule that matches counts. Numbers in comments: sections of api/huawei.md.
constexpr Rule rules[] = {
    // 1.3: the gateway, before a service is reached
    {"gw.0101", 0, Kind::WrongEndpoint, Sentence::WrongEndpoint},
    {"gw.0106", 0, Kind::Invalid, Sentence::Invalid},
    {"gw.0201", 494, Kind::Invalid, Sentence::TokenTooLong},
    {"gw.0302", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"gw.0303", 0, Kind::SignInRefused, Sentence::SignInRefused},
    {"gw.0304", 0, Kind::SignInRefused, Sentence::SignInRefused},
    {"gw.0305", 0, Kind::SignInRefused, Sentence::SignInRefused},
    {"gw.0306", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"gw.0307", 0, Kind::SessionExpired, Sentence::SessionExpired},
    {"gw.0308", 0, Kind::Throttled, Sentence::Throttled},
    {"gw.0310", 0, Kind::NotPermitted, Sentence::ProjectUnavailable},
    {"gw.0802", 0, Kind::NotPermitted, Sentence::NotPermitted},
    // 5.5: ROMA's own use of the same prefix
    {"gw.1002", 0, Kind::SessionExpired, Sentence::SessionExpired},
    {"gw.1005", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"gw.3030", 0, Kind::NotFound, Sentence::NotFound},
    // 2.2: IAM
    {"IAM.0001", 0, Kind::SessionExpired, Sentence::SessionExpired},
    {"IAM.0002", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"IAM.0003", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"IAM.0004", 0, Kind::NotFound, Sentence::NotFound},
    {"IAM.0011", 0, Kind::Invalid, Sentence::Invalid},
    {"IAM.0012", 0, Kind::Throttled, Sentence::Throttled},
    {"IAM.0061", 0, Kind::SignInRefused, Sentence::UserLocked},
    {"IAM.0062", 0, Kind::SignInRefused, Sentence::SignInRefused},
    {"IAM.0066", 0, Kind::SessionExpired, Sentence::SessionExpired},
    {"IAM.0067", 0, Kind::SessionExpired, Sentence::SessionExpired},
    {"IAM.0080", 0, Kind::SignInRefused, Sentence::UserDisabled},
    {"IAM.0081", 0, Kind::SignInRefused, Sentence::UserDisabled},
    {"IAM.0082", 0, Kind::SignInRefused, Sentence::UserDisabled},
    {"IAM.0083", 0, Kind::SignInRefused, Sentence::UserDisabled},
    {"IAM.1104", 0, Kind::SignInRefused, Sentence::KeyUnusable},
    {"IAM.1105", 0, Kind::SignInRefused, Sentence::KeyUnusable},
    {"IAM.1106", 0, Kind::SignInRefused, Sentence::KeyUnusable},
    {"IAM.1107", 0, Kind::SignInRefused, Sentence::KeyUnusable},
    {"IAM.1108", 0, Kind::SignInRefused, Sentence::KeyUnusable},
    {"IAM.1109", 0, Kind::NotPermitted, Sentence::ProjectUnavailable},
    {"1101", 0, Kind::SignInRefused, Sentence::SignInRefused},
    {"1102", 0, Kind::SignInRefused, Sentence::SignInRefused},
    {"1103", 0, Kind::SignInRefused, Sentence::SignInRefused},
    // 4.5: Workspace
    {"WKS.0001", 0, Kind::Invalid, Sentence::Invalid},
    {"WKS.00010099", 0, Kind::ServiceNotActive, Sentence::WorkspaceNotActive},
    {"WKS.00170117", 0, Kind::ServiceNotActive, Sentence::WorkspaceNotActive},
    {"WKS.00170312", 0, Kind::ServiceNotActive, Sentence::WorkspaceNotActive},
    {"WKS.0202", 0, Kind::NotFound, Sentence::NotFound},
    {"WKS.00000003", 0, Kind::ProviderFault, Sentence::ProviderFault},
    // 5.5: ROMA says much with HTTP 400, and "no such instance" with HTTP 500
    {"ROMA.1000", 0, Kind::SessionExpired, Sentence::SessionExpired},
    {"ROMA.1002", 0, Kind::SessionExpired, Sentence::SessionExpired},
    {"ROMA.1006", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"ROMA.1007", 0, Kind::WrongEndpoint, Sentence::WrongEndpoint},
    {"ROMA.10010", 0, Kind::Conflict, Sentence::RomaBusy},
    {"ROMA.10012", 0, Kind::Conflict, Sentence::RomaBusy},
    {"ROMA.12001", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"ROMA.12002", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"ROMA.13000", 0, Kind::Invalid, Sentence::RomaForm},
    {"ROMA.13001", 0, Kind::Invalid, Sentence::RomaForm},
    {"SCB.00000000", 0, Kind::Invalid, Sentence::RomaForm},
    {"ROMA.00012000", 401, Kind::SessionExpired, Sentence::SessionExpired},
    {"ROMA.00012000", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"ROMA.00013000", 0, Kind::Invalid, Sentence::Invalid},
    {"ROMA.00110001", 0, Kind::Invalid, Sentence::Invalid},
    {"ROMA.00110006", 0, Kind::NotFound, Sentence::NotFound},
    {"ROMA.00110002", 0, Kind::NotFound, Sentence::NotFound},
    {"ROMA.00011000", 0, Kind::ProviderFault, Sentence::ProviderFault},
    {"FDI.3002", 0, Kind::Invalid, Sentence::Invalid},
    {"FDI.3081", 0, Kind::NotFound, Sentence::NotFound},
    {"FDI.9999", 0, Kind::ProviderFault, Sentence::ProviderFault},
    // 6.5: CloudDC
    {"iMetal.0001", 0, Kind::Invalid, Sentence::Invalid},
    {"iMetal.0002", 0, Kind::Invalid, Sentence::Invalid},
    {"iMetal.0003", 0, Kind::SessionExpired, Sentence::SessionExpired},
    {"iMetal.0004", 0, Kind::NotPermitted, Sentence::NotPermitted},
    {"iMetal.0005", 0, Kind::Throttled, Sentence::Throttled},
    {"iMetal.0099", 0, Kind::ProviderFault, Sentence::ProviderFault},
    {"iMetal.0100", 0, Kind::NotFound, Sentence::NotFound},
    {"iMetal.0101", 0, Kind::Conflict, Sentence::Conflict},
    {"iMetal.0102", 0, Kind::Invalid, Sentence::Invalid},
    {"iMetal.0110", 0, Kind::Invalid, Sentence::Invalid},
    {"iMetal.0200", 0, Kind::NotFound, Sentence::NotFound},
    {"iMetal.0201", 0, Kind::WrongState, Sentence::WrongState},
    // 7.5: CSBS
    {"CSBS.3001", 0, Kind::NotFound, Sentence::NotFound},
    {"CSBS.2003", 0, Kind::Conflict, Sentence::Conflict},
    {"CSBS.2004", 0, Kind::Conflict, Sentence::Conflict},
    {"CSBS.8007", 0, Kind::WrongState, Sentence::BackupHasImage},
    {"CSBS.1001", 0, Kind::Conflict, Sentence::Conflict},
    {"CSBS.6030", 0, Kind::Conflict, Sentence::Conflict},
    {"CSBS.6031", 0, Kind::Conflict, Sentence::Conflict},
    {"CSBS.9001", 0, Kind::Invalid, Sentence::Invalid},
    {"CSBS.9009", 403, Kind::NotPermitted, Sentence::NotVerified},
    {"CSBS.9009", 0, Kind::Invalid, Sentence::Invalid},
    {"CSBS.9998", 0, Kind::ProviderFault, Sentence::ProviderFault},
    {"CSBS.9999", 0, Kind::ProviderFault, Sentence::ProviderFault},
    {"CSBS.3000", 0, Kind::NotFound, Sentence::NotFound},
    {"CSBS.6040", 0, Kind::NotFound, Sentence::NotFound},
    {"CSBS.7001", 0, Kind::NotFound, Sentence::NotFound},
    {"CSBS.8008", 0, Kind::ProviderFault, Sentence::ProviderFault},
    {"BackupService.4008", 0, Kind::ServiceNotActive, Sentence::CsbsClosed},
};

struct Judgement
{
    Kind kind = Kind::ProviderFault;
    Sentence sentence = Sentence::ProviderFault;
};

bool isGatewayCode(const QString &code)
{
    return code.startsWith("APIGW."_L1, Qt::CaseInsensitive) || code.startsWith("APIG."_L1, Qt::CaseInsensitive);
}

QString tableCode(const QString &code)
{
    return isGatewayCode(code) ? QString("gw."_L1 + code.section(u'.', 1)) : code;
}

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption).match(text).hasMatch();
}

std::optional<std::chrono::seconds> measuredAhead(const HttpReply &reply)
{
    if (!reply.date.isValid() || !reply.receivedAt.isValid())
        return {};
    return std::chrono::seconds(reply.date.secsTo(reply.receivedAt));
}

// 0301 covers bad signatures, unknown keys, a wrong clock and broken tokens; only the words tell them apart.
Judgement judgeAuthentication(const HttpReply &reply, const QString &message)
{
    const bool blamesSignature = matches(message, u"signature|sign fail|aksk|ak/sk|\\bak\\b|access ?key"_s);
    if (!blamesSignature && matches(message, u"token"_s))
        return {Kind::SessionExpired, Sentence::SessionExpired};
    const auto ahead = measuredAhead(reply);
    const bool blamesClock
        = matches(message, u"signature.*expired|expired.*signature|clock|time ?skew|timestamp|time difference|15 ?min"_s);
    if (blamesClock || (ahead && std::chrono::abs(*ahead) > 15min))
        return {Kind::ClockSkew, Sentence::ClockSkew};
    return {Kind::SignInRefused, blamesSignature ? Sentence::KeyRefused : Sentence::SignInRefused};
}

Judgement judgeStatus(const HttpReply &reply, const ErrorBody &body)
{
    switch (reply.status) {
    case 401: return {Kind::SessionExpired, Sentence::SessionExpired};
    case 403: return {Kind::NotPermitted, Sentence::NotPermitted};
    case 404:
        // A host that does not speak for the service knows nothing of the resource.
        return body.code.isEmpty() ? Judgement{Kind::WrongEndpoint, Sentence::WrongEndpoint}
                                   : Judgement{Kind::NotFound, Sentence::NotFound};
    case 407: return {Kind::ProxySignIn, Sentence::ProxySignIn};
    case 408: return {};
    case 409: return {Kind::Conflict, Sentence::Conflict};
    case 429: return {Kind::Throttled, Sentence::Throttled};
    case 494: return {Kind::Invalid, Sentence::TokenTooLong};
    case 503:
        if (isGatewayCode(body.code) || !reply.header("Retry-After").isEmpty())
            return {Kind::Unavailable, Sentence::Unavailable};
        return {};
    default: break;
    }
    if (reply.status >= 300 && reply.status < 400)
        return {Kind::Redirected, Sentence::Redirected};
    if (reply.status >= 400 && reply.status < 500)
        return {Kind::Invalid, Sentence::Invalid};
    return {};
}

Judgement judge(const HttpReply &reply, const ErrorBody &body)
{
    // 429 is throttling whatever its body says.
    if (reply.status == 429)
        return {Kind::Throttled, Sentence::Throttled};
    const QString code = tableCode(body.code);
    if (code.compare("gw.0301"_L1, Qt::CaseInsensitive) == 0)
        return judgeAuthentication(reply, body.message);
    for (const Rule &rule : rules) {
        if (code.compare(QLatin1String(rule.code), Qt::CaseInsensitive) == 0
            && (rule.status == 0 || rule.status == reply.status))
            return {rule.kind, rule.sentence};
    }
    // 6.5: all codes from 0201 on speak of the state of instances.
    if (reply.status == 400 && matches(code, u"^iMetal\\.02\\d\\d$"_s))
        return {Kind::WrongState, Sentence::WrongState};
    return judgeStatus(reply, body);
}

// 1.4: "limit:N,time:1 minute": nothing shorter than that helps.
std::optional<std::chrono::milliseconds> waitOf(const HttpReply &reply, const Judgement &judgement,
                                                const ErrorBody &body)
{
    if (const auto hint = retryAfterOf(reply))
        return hint;
    if (judgement.kind == Kind::Throttled && matches(body.detail, u"\\b1 ?minute"_s))
        return 60s;
    return {};
}

Error makeError(const HttpReply &reply, const ErrorBody &body)
{
    const Judgement judgement = judge(reply, body);
    const QString message = judgement.kind == Kind::ClockSkew
        ? clockSentence(measuredAhead(reply))
        : huaweiSentence(judgement.sentence);
    return {.kind = judgement.kind,
            .message = message,
            .detail = body.detail,
            .code = body.code.isEmpty() ? QString::number(reply.status) : body.code,
            .httpStatus = reply.status,
            .requestId = reply.requestId.isEmpty() ? body.requestId : reply.requestId,
            .encodedAuthorization = body.encodedAuthorization,
            .retryAfter = waitOf(reply, judgement, body)};
}

bool isSuccess(const HttpReply &reply)
{
    return reply.status >= 200 && reply.status < 300;
}

// Only at the top: rows may carry error codes of their own.
bool hasErrorCode(const JsonReader &object)
{
    return !object.optionalText("error_code"_L1).isEmpty() || !object.optionalText("errorCode"_L1).isEmpty();
}

} // namespace

Error readHuaweiError(const HttpReply &reply)
{
    if (!isSuccess(reply))
        return makeError(reply, readErrorBody(reply.body));
    const auto object = readHuaweiObject(reply);
    return object ? malformedAnswer(reply, u"something is missing"_s) : object.error();
}

Result<JsonReader> readHuaweiObject(const HttpReply &reply)
{
    if (!isSuccess(reply))
        return failure(readHuaweiError(reply));
    const auto object = JsonReader::parse(reply.body);
    if (!object)
        return failure(malformedAnswer(reply, object.error()));
    if (hasErrorCode(*object))
        return failure(makeError(reply, readErrorBody(reply.body)));
    return *object;
}

} // namespace Clearsky

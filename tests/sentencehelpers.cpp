// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sentencehelpers.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace Clearsky {

using namespace Qt::Literals;

bool always(const KindContract &)
{
    return true;
}
bool isHuawei(const KindContract &contract)
{
    return contract.kind().providerId == "huawei"_L1;
}
bool isZenlayer(const KindContract &contract)
{
    return contract.kind().providerId == "zenlayer"_L1;
}
bool isWorkspace(const KindContract &contract)
{
    return contract.kind().id.startsWith("huawei.workspace"_L1);
}
bool isCsbs(const KindContract &contract)
{
    return contract.kind().id.startsWith("huawei.csbs"_L1);
}

QString listed(SentenceStage &stage, const Attempt &attempt)
{
    return messageOf(stage.list(attempt));
}

QString listed(SentenceStage &stage, const KindContract &contract)
{
    return listed(stage, stage.attempt(contract));
}

QString listedWith(SentenceStage &stage, const KindContract &contract, int status, const char *huaweiCode,
                   const char *zenlayerCode, const QList<QByteArray> &headers)
{
    const QJsonObject error = isZenlayer(contract)
        ? QJsonObject{{u"requestId"_s, u"T1"_s},
                      {u"code"_s, QLatin1String(zenlayerCode)},
                      {u"message"_s, u"words"_s}}
        : QJsonObject{{u"error_code"_s, QLatin1String(huaweiCode)}, {u"error_msg"_s, u"words"_s}};
    stage.answerAll(status, QJsonDocument(error).toJson(), headers);
    return listed(stage, contract);
}

QString listedAt(SentenceStage &stage, const KindContract &contract, const QString &endpoint)
{
    Attempt attempt = stage.attempt(contract);
    attempt.setEndpoint(endpoint);
    return listed(stage, attempt);
}

const QList<BadCase> &badCases()
{
    static const QList<BadCase> all = badSignIns() + badPlaces() + badAnswers() + badChecks();
    return all;
}

QString styleFault(const QString &sentence)
{
    static const QRegularExpression shouting(u"!|\\berror\\b|\\bfailed\\b|(?<!\\.)\\binvalid\\b|  "_s,
                                             QRegularExpression::CaseInsensitiveOption);
    if (sentence.isEmpty())
        return u"empty"_s;
    if (shouting.match(sentence).hasMatch())
        return u"shouts or is jargon"_s;
    return {};
}

} // namespace Clearsky

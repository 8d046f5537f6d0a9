// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practicefaults.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

constexpr std::array<std::pair<PracticeOperation, const char *>, 6> operationNames{{
    {PracticeOperation::SignIn, "signIn"},
    {PracticeOperation::List, "list"},
    {PracticeOperation::Get, "get"},
    {PracticeOperation::Delete, "delete"},
    {PracticeOperation::Job, "job"},
    {PracticeOperation::Other, "other"},
}};

std::optional<PracticeOperation> operationFromName(const QString &name)
{
    for (const auto &[operation, text] : operationNames) {
        if (name == QLatin1StringView(text))
            return operation;
    }
    return std::nullopt;
}

bool matches(const PracticeFault &fault, const PracticeCall &call)
{
    return (fault.kindId.isEmpty() || fault.kindId == call.kindId)
        && (!fault.operation || *fault.operation == call.operation);
}

void merge(PracticeEffects &into, const PracticeEffects &from)
{
    into.stuck = into.stuck || from.stuck;
    into.refuseWhole = into.refuseWhole || from.refuseWhole;
    into.failing.unite(from.failing);
    into.failFirst = std::max(into.failFirst, from.failFirst);
    into.staleMs = std::max(into.staleMs, from.staleMs);
    into.hideMs = std::max(into.hideMs, from.hideMs);
    if (from.backForMs > into.backForMs) {
        into.backAfterMs = from.backAfterMs;
        into.backForMs = from.backForMs;
    }
}

Error wrongMember(const QString &name)
{
    return {
        .kind = Error::Kind::Configuration,
        .message =
            QCoreApplication::translate("Clearsky::PracticeFault", "Not a member of a fault: %1").arg(name)};
}

QList<QPair<QByteArray, QByteArray>> readHeaders(const QJsonObject &object)
{
    QList<QPair<QByteArray, QByteArray>> headers;
    for (auto it = object.begin(); it != object.end(); ++it)
        headers.append({it.key().toUtf8(), it->toString().toUtf8()});
    return headers;
}

bool readText(const QString &name, const QJsonValue &value, PracticeFault &fault)
{
    if (name == "kind"_L1)
        fault.kindId = value.toString();
    else if (name == "body"_L1)
        fault.body = value.toString().toUtf8();
    else if (name == "contentType"_L1)
        fault.contentType = value.toString().toUtf8();
    else if (name == "operation"_L1)
        return bool(fault.operation = operationFromName(value.toString()));
    else
        return false;
    return value.isString();
}

bool readNumber(const QString &name, const QJsonValue &value, PracticeFault &fault)
{
    const qint64 number = value.toInteger(-1);
    if (name == "first"_L1)
        fault.first = int(number);
    else if (name == "times"_L1)
        fault.times = int(number);
    else if (name == "status"_L1)
        fault.status = int(number);
    else if (name == "delayMs"_L1)
        fault.delay = std::chrono::milliseconds(number);
    else if (name == "failFirst"_L1)
        fault.effects.failFirst = int(number);
    else if (name == "staleMs"_L1)
        fault.effects.staleMs = number;
    else if (name == "backAfterMs"_L1)
        fault.effects.backAfterMs = number;
    else if (name == "backForMs"_L1)
        fault.effects.backForMs = number;
    else if (name == "hideMs"_L1)
        fault.effects.hideMs = number;
    else
        return false;
    return number >= 0;
}

bool readRest(const QString &name, const QJsonValue &value, PracticeFault &fault)
{
    if (name == "headers"_L1) {
        fault.headers = readHeaders(value.toObject());
        return value.isObject();
    }
    if (name == "failing"_L1) {
        for (const QJsonValue &id : value.toArray())
            fault.effects.failing.insert(id.toString());
        return value.isArray();
    }
    if (name == "afterActing"_L1)
        fault.afterActing = value.toBool();
    else if (name == "stuck"_L1)
        fault.effects.stuck = value.toBool();
    else if (name == "refuseWhole"_L1)
        fault.effects.refuseWhole = value.toBool();
    else
        return false;
    return value.isBool();
}

} // namespace

PracticeVerdict PracticeFaultBook::judge(const PracticeCall &call)
{
    PracticeVerdict verdict;
    for (Entry &entry : m_entries) {
        const PracticeFault &fault = entry.fault;
        if (!matches(fault, call))
            continue;
        ++entry.matched;
        if (entry.matched < fault.first || (fault.times > 0 && entry.matched >= fault.first + fault.times))
            continue;
        if (fault.status != 0 && !verdict.reply) {
            verdict.reply = PracticeReply{.status = fault.status,
                                          .body = fault.body,
                                          .contentType = fault.contentType,
                                          .headers = fault.headers};
            verdict.afterActing = fault.afterActing;
        }
        verdict.delay = std::max(verdict.delay, fault.delay);
        merge(verdict.effects, fault.effects);
    }
    return verdict;
}

QString practiceOperationName(PracticeOperation operation)
{
    for (const auto &[known, text] : operationNames) {
        if (known == operation)
            return QString::fromLatin1(text);
    }
    return {};
}

Result<PracticeFault> practiceFaultFromJson(const QJsonObject &object)
{
    PracticeFault fault;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!readText(it.key(), *it, fault) && !readNumber(it.key(), *it, fault)
            && !readRest(it.key(), *it, fault))
            return failure(wrongMember(it.key()));
    }
    return fault;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/errorbody.h"

#include "app/providers/answer.h"
#include "app/providers/jsonreader.h"
#include "app/providers/jsonsecrets.h"

#include <optional>

namespace Clearsky {

namespace {

using namespace Qt::Literals;

constexpr int deepestError = 4;

struct Names
{
    QLatin1String code;
    QLatin1String message;
};

// The order matters: "code" is the least telling of the three.
constexpr Names shapes[] = {
    {QLatin1String("error_code"), QLatin1String("error_msg")},
    {QLatin1String("errorCode"), QLatin1String("errorMsg")},
    {QLatin1String("code"), QLatin1String("message")},
};

// IAM's codes are numbers, all others are texts.
QString codeText(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString().trimmed();
}

std::optional<ErrorBody> find(const QJsonObject &object, int depth)
{
    for (const Names &names : shapes) {
        const QString code = codeText(object.value(names.code));
        if (!code.isEmpty())
            return ErrorBody{.code = code, .message = object.value(names.message).toString(), .isJson = true};
    }
    if (depth >= deepestError)
        return {};
    for (const QJsonValue &member : object) {
        if (auto inner = find(member.toObject(), depth + 1))
            return inner;
    }
    return {};
}

QString withExplanations(const QString &message, const QJsonObject &object)
{
    QStringList parts{message};
    for (const QLatin1String key : {"error_detail"_L1, "error_details"_L1, "suggestion"_L1}) {
        const QJsonValue value = object.value(key);
        const QString text = value.isString() ? value.toString()
            : value.isObject() ? QString::fromUtf8(jsonWithoutSecrets(value.toObject()))
                               : QString();
        if (!text.isEmpty() && !parts.contains(text))
            parts.append(text);
    }
    parts.removeAll(QString());
    return parts.join(u'\n').left(4096);
}

} // namespace

ErrorBody readErrorBody(const QByteArray &body)
{
    const auto object = JsonReader::parse(body);
    if (!object)
        return {.detail = excerptOf(body)};
    ErrorBody error = find(object->raw(), 0).value_or(ErrorBody{.isJson = true});
    error.detail = withExplanations(error.message, object->raw());
    if (error.detail.isEmpty())
        error.detail = excerptOf(body);
    error.requestId = object->optionalText("request_id"_L1);
    error.encodedAuthorization = object->optionalText("encoded_authorization_message"_L1);
    return error;
}

} // namespace Clearsky

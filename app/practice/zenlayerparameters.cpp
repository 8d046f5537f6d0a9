// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/zenlayerparameters.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

const QString wrongType = u"INVALID_PARAMETER_TYPE"_s;

} // namespace

ZenlayerParameters::ZenlayerParameters(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isObject())
        m_object = document.object();
    else
        refuse(400, wrongType, u"The body has to be a JSON object."_s);
}

QString ZenlayerParameters::text(const QString &name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isUndefined() && !value.isString())
        refuse(400, wrongType, u"%1 has to be a string."_s.arg(name));
    return value.toString();
}

QString ZenlayerParameters::oneOf(const QString &name, const QStringList &allowed)
{
    const QString value = text(name);
    if (has(name) && !allowed.contains(value))
        refuse(400, u"INVALID_PARAMETER_VALUE"_s, u"%1 has an unknown value."_s.arg(name));
    return value;
}

int ZenlayerParameters::number(const QString &name, int least, int most, int fallback)
{
    const QJsonValue value = m_object.value(name);
    if (value.isUndefined())
        return fallback;
    const double number = value.toDouble(std::nan(""));
    if (std::isnan(number) || number != std::floor(number))
        refuse(400, wrongType, u"%1 has to be an integer."_s.arg(name));
    else if (number < least)
        refuse(400, u"INVALID_PARAMETER_LESS_MINIMUM"_s, u"%1 is below %2."_s.arg(name).arg(least));
    else if (number > most)
        refuse(400, u"INVALID_PARAMETER_EXCEED_MAXIMUM"_s, u"%1 is above %2."_s.arg(name).arg(most));
    else
        return int(number);
    return fallback;
}

QStringList ZenlayerParameters::texts(const QString &name, int most)
{
    const QJsonValue value = m_object.value(name);
    if (value.isUndefined())
        return {};
    if (!value.isArray())
        refuse(400, wrongType, u"%1 has to be an array."_s.arg(name));
    QStringList result;
    for (const QJsonValue &element : value.toArray()) {
        if (!element.isString())
            refuse(400, wrongType, u"%1 has to hold strings."_s.arg(name));
        result.append(element.toString());
    }
    if (result.size() > most)
        refuse(400, u"INVALID_PARAMETER_EXCEED_LENGTH"_s,
               u"%1 holds more than %2 elements."_s.arg(name).arg(most));
    return result;
}

void ZenlayerParameters::refuse(int status, const QString &code, const QString &message)
{
    if (!m_refusal)
        m_refusal = ZenlayerRefusal{status, code, message};
}

} // namespace Clearsky

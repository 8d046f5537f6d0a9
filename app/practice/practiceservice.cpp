// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practiceservice.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

QString decoded(const QByteArray &raw)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(raw));
}

} // namespace

QByteArray PracticeRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value.trimmed();
    }
    return {};
}

QStringList PracticeRequest::pathSegments() const
{
    QStringList segments;
    const QByteArray relative = path.startsWith('/') ? path.mid(1) : path;
    for (const QByteArray &segment : relative.split('/'))
        segments.append(decoded(segment));
    return segments;
}

QList<QPair<QString, QString>> PracticeRequest::queryItems() const
{
    QList<QPair<QString, QString>> items;
    if (query.isEmpty())
        return items;
    for (const QByteArray &item : query.split('&')) {
        const qsizetype equals = item.indexOf('=');
        const QByteArray name = equals < 0 ? item : item.left(equals);
        const QByteArray value = equals < 0 ? QByteArray("") : item.mid(equals + 1);
        items.append({decoded(name), decoded(value)});
    }
    return items;
}

QString PracticeRequest::queryValue(const QString &name) const
{
    if (query.isEmpty())
        return {};
    for (const auto &[key, value] : queryItems()) {
        if (key == name)
            return value.isNull() ? u""_s : value;
    }
    return {};
}

PracticeReply PracticeReply::json(int status, const QJsonObject &object)
{
    return {.status = status, .body = QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

void PracticeService::seed(int, PracticeRandom &, PracticeWorld &)
{
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/celltext.h"

#include "models/displaytext.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace Clearsky {

QString cellText(const ResourceKind &kind, qsizetype column, const Resource &resource, const QDateTime &now)
{
    return valueText(kind, column, resource.cells.value(column), resource.createdText, now);
}

QString flagText(bool flag)
{
    return flag ? QCoreApplication::translate("CellText", "Yes") : QCoreApplication::translate("CellText", "No");
}

QString valueText(const ResourceKind &kind, qsizetype column, const QVariant &value, const QString &createdText,
                  const QDateTime &now)
{
    switch (kind.columns.at(column).type) {
    case Column::Type::Text:
        return visibleText(value.toString());
    case Column::Type::Number:
        return value.isValid() && !value.isNull() ? countText(value.toLongLong()) : QString();
    case Column::Type::Size:
        return value.isValid() && !value.isNull() ? sizeText(value.toLongLong()) : QString();
    case Column::Type::Age:
        return value.toDateTime().isValid() ? ageText(value.toDateTime(), now) : visibleText(createdText);
    case Column::Type::Time:
        return value.toDateTime().toUTC().toString(QStringLiteral("yyyy-MM-dd"));
    case Column::Type::State:
        return visibleText(kind.meaningOf(value.toString()).title);
    case Column::Type::Flag:
        return value.isValid() && !value.isNull() ? flagText(value.toBool()) : QString();
    }
    return {};
}

QString cellHint(const ResourceKind &kind, qsizetype column, const Resource &resource)
{
    const QVariant value = resource.cells.value(column);
    switch (kind.columns.at(column).type) {
    case Column::Type::Age:
    case Column::Type::Time:
        return timeText(value.toDateTime());
    case Column::Type::State: {
        if (!resource.deleteFailure.isEmpty()) {
            return QCoreApplication::translate("CellText", "The last deletion failed: %1")
                .arg(visibleText(resource.deleteFailure));
        }
        return visibleText(value.toString());
    }
    default:
        return {};
    }
}

QString rowSummary(const ResourceKind &kind, const Resource &resource, const QDateTime &now)
{
    QStringList parts;
    if (resource.name.isEmpty())
        parts.append(visibleText(resource.id));
    for (qsizetype column = 0; column < kind.columns.size(); ++column) {
        const QString text = cellText(kind, column, resource, now);
        if (kind.columns.at(column).place == Column::Place::Table && !text.isEmpty())
            parts.append(text);
    }
    return parts.join(u", ");
}

QString rawText(const Resource &resource)
{
    const QJsonDocument document = QJsonDocument::fromJson(resource.raw);
    return visibleLines(QString::fromUtf8(document.isNull() ? resource.raw : document.toJson()));
}

} // namespace Clearsky

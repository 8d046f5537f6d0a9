// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/resourcekind.h"

#include <QCoreApplication>

namespace Clearsky {

Column filteredAs(const char *filterName, Column column)
{
    column.filterName = QString::fromLatin1(filterName);
    return column;
}

StateMeaning ResourceKind::meaningOf(const QString &word) const
{
    for (const StateMeaning &meaning : states) {
        if (meaning.word.compare(word, Qt::CaseInsensitive) == 0)
            return meaning;
    }
    return {.word = word, .title = word};
}

QString ResourceKind::blockedReason(const Resource &resource) const
{
    if (!idPattern.match(resource.id).hasMatch())
        return QCoreApplication::translate("ResourceKind", "Its id is not of the form that the provider documents");
    if (!resource.obstacle.isEmpty())
        return resource.obstacle;
    const StateMeaning meaning = meaningOf(resource.state);
    if (meaning.deletable)
        return {};
    if (meaning.role == StateMeaning::Role::Unknown)
        return QCoreApplication::translate("ResourceKind",
                                           "Its state \"%1\" is not known to Clearsky; look at it in the provider's console")
            .arg(resource.state);
    return QCoreApplication::translate("ResourceKind", "Its state is %1").arg(meaning.title);
}

qsizetype ResourceKind::columnIndex(const QString &columnId) const
{
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (columns.at(i).id == columnId)
            return i;
    }
    return -1;
}

} // namespace Clearsky

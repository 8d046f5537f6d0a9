// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/retrygroups.h"

#include "models/displaytext.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace Clearsky {

namespace {

constexpr qsizetype longestReason = 90;

bool isToRetry(const JobItem &item)
{
    const bool gone = item.state == ItemState::Deleted || item.state == ItemState::AlreadyGone;
    return item.ended && (!gone || item.reappeared);
}

QString stateText(ItemState state)
{
    switch (state) {
    case ItemState::Refused: return QCoreApplication::translate("Clearsky::RetryGroup", "%1 refused");
    case ItemState::Failed: return QCoreApplication::translate("Clearsky::RetryGroup", "%1 failed");
    case ItemState::Unknown: return QCoreApplication::translate("Clearsky::RetryGroup", "%1 not verified");
    case ItemState::Skipped: return QCoreApplication::translate("Clearsky::RetryGroup", "%1 skipped");
    case ItemState::NotAttempted: return QCoreApplication::translate("Clearsky::RetryGroup", "%1 not attempted");
    default: return QCoreApplication::translate("Clearsky::RetryGroup", "%1 reappeared");
    }
}

} // namespace

QString RetryGroup::title() const
{
    const QString counted = stateText(state).arg(countText(items.size()));
    if (reason.isEmpty())
        return counted;
    QString shown = visibleText(reason);
    if (shown.size() > longestReason)
        shown = shown.left(longestReason - 1) + u'…';
    return QCoreApplication::translate("Clearsky::RetryGroup", "%1: %2", "12 refused: reason").arg(counted, shown);
}

QList<RetryGroup> retryGroups(const QList<JobItem> &items)
{
    QList<RetryGroup> groups;
    QHash<std::pair<int, QString>, qsizetype> places;
    for (const JobItem &item : items) {
        if (!isToRetry(item))
            continue;
        const std::pair<int, QString> key(static_cast<int>(item.state), item.reason);
        auto place = places.constFind(key);
        if (place == places.constEnd()) {
            place = places.insert(key, groups.size());
            groups.append({.state = item.state, .reason = item.reason});
        }
        groups[*place].items.append(item.ref);
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const RetryGroup &a, const RetryGroup &b) { return a.items.size() > b.items.size(); });
    return groups;
}

} // namespace Clearsky

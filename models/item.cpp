// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/item.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

struct StateRow
{
    ItemState state;
    const char *id;
    const char *title;
};

constexpr StateRow states[] = {
    {ItemState::Pending, "pending", QT_TRANSLATE_NOOP("ItemState", "Pending")},
    {ItemState::Sending, "sending", QT_TRANSLATE_NOOP("ItemState", "Sending")},
    {ItemState::Accepted, "accepted", QT_TRANSLATE_NOOP("ItemState", "Accepted")},
    {ItemState::Deleted, "deleted", QT_TRANSLATE_NOOP("ItemState", "Deleted")},
    {ItemState::AlreadyGone, "already_gone", QT_TRANSLATE_NOOP("ItemState", "Already gone")},
    {ItemState::Refused, "refused", QT_TRANSLATE_NOOP("ItemState", "Refused")},
    {ItemState::Failed, "failed", QT_TRANSLATE_NOOP("ItemState", "Failed")},
    {ItemState::Unknown, "unknown", QT_TRANSLATE_NOOP("ItemState", "Unknown")},
    {ItemState::Skipped, "skipped", QT_TRANSLATE_NOOP("ItemState", "Skipped")},
    {ItemState::NotAttempted, "not_attempted", QT_TRANSLATE_NOOP("ItemState", "Not attempted")},
};

} // namespace

QList<ItemState> allItemStates()
{
    QList<ItemState> all;
    for (const StateRow &row : states)
        all.append(row.state);
    return all;
}

QString itemStateId(ItemState state)
{
    return QLatin1String(states[static_cast<size_t>(state)].id);
}

std::optional<ItemState> itemStateFromId(const QString &id)
{
    for (const StateRow &row : states) {
        if (id == QLatin1String(row.id))
            return row.state;
    }
    return {};
}

QString itemStateTitle(ItemState state)
{
    return QCoreApplication::translate("ItemState", states[static_cast<size_t>(state)].title);
}

} // namespace Clearsky

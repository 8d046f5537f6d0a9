// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/haltingstore.h"

#include "app/jobs/journaldatabase.h"

#include <QSemaphore>

namespace Clearsky {

namespace {

using Moment = HaltingStore::Moment;

bool holdsProof(const JournalChanges &changes)
{
    return std::any_of(changes.items.cbegin(), changes.items.cend(), [](const ItemChange &change) {
        return change.item.state == ItemState::Deleted || change.item.state == ItemState::AlreadyGone;
    });
}

bool isBefore(Moment moment)
{
    return moment == Moment::BeforePlan || moment == Moment::BeforeOutcome || moment == Moment::BeforeProof;
}

} // namespace

HaltingStore::HaltingStore(const QString &path, Moment moment, std::function<void()> reached)
    : m_file(std::make_unique<JournalDatabase>(path))
    , m_moment(moment)
    , m_reached(std::move(reached))
{
}

Result<void> HaltingStore::write(const QList<JournalChanges> &changes)
{
    const bool isNow = isMoment(changes);
    if (isNow && isBefore(m_moment))
        halt();
    const Result<void> written = m_file->write(changes);
    if (isNow)
        halt();
    return written;
}

bool HaltingStore::isMoment(const QList<JournalChanges> &changes) const
{
    return std::any_of(changes.cbegin(), changes.cend(), [this](const JournalChanges &each) {
        switch (m_moment) {
        case Moment::Never:
            return false;
        case Moment::BeforePlan:
        case Moment::AfterPlan:
            return each.newJob.has_value();
        case Moment::AfterIntent:
            return each.intent.has_value();
        case Moment::BeforeOutcome:
        case Moment::AfterOutcome:
            return each.outcome.has_value();
        case Moment::BeforeProof:
        case Moment::AfterProof:
            return holdsProof(each);
        }
        return false;
    });
}

void HaltingStore::halt() const
{
    m_reached();
    QSemaphore never;
    never.acquire();
}

HaltingStore::Moment haltingMoment(const QString &name)
{
    static const QHash<QString, Moment> moments{{QStringLiteral("before-plan"), Moment::BeforePlan},
                                                {QStringLiteral("after-plan"), Moment::AfterPlan},
                                                {QStringLiteral("after-intent"), Moment::AfterIntent},
                                                {QStringLiteral("before-outcome"), Moment::BeforeOutcome},
                                                {QStringLiteral("after-outcome"), Moment::AfterOutcome},
                                                {QStringLiteral("before-proof"), Moment::BeforeProof},
                                                {QStringLiteral("after-proof"), Moment::AfterProof}};
    return moments.value(name, Moment::Never);
}

} // namespace Clearsky

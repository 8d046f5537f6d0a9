// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/itemjudge.h"

#include <QCoreApplication>

#include <algorithm>

namespace Clearsky {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::ItemJudge)
};

/// What the provider's own job says about this item: its name among the failures, or a job that failed as a whole.
QString jobFailureOf(const Follow &follow, const JobItem &item)
{
    if (!follow.ended)
        return {};
    QString whole;
    for (const ProviderJob::Failure &failure : follow.ended->failures) {
        if (failure.name.isEmpty())
            whole = failure.message;
        else if (failure.name == item.ref.name && (failure.part.isEmpty() || item.ref.scope.endsWith(u'/' + failure.part)))
            return failure.message;
    }
    if (follow.ended->state != ProviderJob::State::Failed)
        return {};
    return whole.isEmpty() ? Texts::tr("The provider's job failed") : whole;
}

} // namespace

bool ItemJudge::judge(const Follow &follow, int position, const LookOutcome &looked, JournalChanges &changes) const
{
    const ResourceKey key = m_job.item(position).ref.key();
    const Resource *row = looked.row(key);
    if (follow.onlyOnce)
        judgeAgain(position, looked, changes);
    else if (!row || looked.saysGone(key))
        judgeAbsent(follow, position, looked, changes);
    else
        return judgePresent(follow, position, *row, changes);
    return false;
}

bool ItemJudge::waitsForAgreement(const Follow &follow, int position) const
{
    const ItemTrack &track = m_job.track(position);
    // To see what was accepted once more decides nothing, however often.
    const bool presenceDecides = m_job.item(position).state == ItemState::Unknown
        || (!jobFailureOf(follow, m_job.item(position)).isEmpty() && isOnlyItem(follow));
    return track.absent.looks > 0 || (presenceDecides && track.present.looks > 0 && track.present.looks < looksThatAgree);
}

/// An item that was Deleted: a later look must not find it (engine.md row 34).
void ItemJudge::judgeAgain(int position, const LookOutcome &looked, JournalChanges &changes) const
{
    const JobItem &item = m_job.item(position);
    if (!looked.row(item.ref.key()) || looked.saysGone(item.ref.key()) || item.reappeared)
        return;
    changes.items.append(m_job.edited(position, [](JobItem &edited) {
        edited.reappeared = true;
        edited.reason = Texts::tr("A later look found it again");
    }));
}

void ItemJudge::judgeAbsent(const Follow &follow, int position, const LookOutcome &looked, JournalChanges &changes) const
{
    const ResourceKey key = m_job.item(position).ref.key();
    ItemTrack &track = m_job.track(position);
    track.present = {};
    track.absent.add(m_clock.now(), scaled(betweenAgreeingLooks));
    track.wasAbsent = true;
    const bool isProved = looked.saysGone(key) || track.absent.looks >= looked.looksNeeded(m_rules.looksToProveAbsence);
    if (!isProved || follow.jobNeverEnded)
        return;
    if (const std::optional<Proof> proof = looked.proofOfAbsence(key, track.absent.looks))
        changes.items.append(m_job.provedGone(position, *proof));
}

bool ItemJudge::judgePresent(const Follow &follow, int position, const Resource &row, JournalChanges &changes) const
{
    const JobItem &item = m_job.item(position);
    ItemTrack &track = m_job.track(position);
    track.absent = {};
    const StateMeaning meaning = m_job.contract().kind().meaningOf(row.state);
    if (meaning.role == StateMeaning::Role::Deleting) {
        track.present = {};
        if (!item.noResend)
            changes.items.append(m_job.edited(position, [](JobItem &edited) { edited.noResend = true; }));
        return false;
    }
    const bool isMarked = !row.deleteFailure.isEmpty() && row.deleteFailure != item.failureBefore;
    const QString failure = failureOf(follow, position, row);
    if (!failure.isEmpty() && (isMarked || isNamedAlone(follow, position))) {
        changes.items.append(m_job.moved(position, ItemState::Failed, failure));
        return false;
    }
    // A job that failed as a whole says it of some only: a list that is behind shows the others as well.
    const bool isTrueOfSome = !failure.isEmpty() && !isOnlyItem(follow);
    if (!looksAgreeOnPresence(follow, position, isTrueOfSome ? milliseconds(listMayBeBehind) : track.presenceApart()))
        return false;
    if (!failure.isEmpty())
        changes.items.append(m_job.moved(position, ItemState::Failed, failure));
    return failure.isEmpty() && item.state == ItemState::Unknown && judgeUntouched(position, meaning, changes);
}

/// Counts a look that found the item, once it may count.
bool ItemJudge::looksAgreeOnPresence(const Follow &follow, int position, milliseconds apart) const
{
    ItemTrack &track = m_job.track(position);
    const milliseconds now = m_clock.now();
    const bool lostJob = follow.phase == Follow::Phase::LostJob;
    const bool graceOver = follow.ended || now - follow.since >= scaled(lostJob ? m_rules.lostJobGrace : m_rules.grace);
    if (!graceOver)
        return false;
    track.present.add(now, scaled(apart));
    return track.present.looks >= looksThatAgree;
}

/// Two looks agree that nothing happened to an item whose outcome was open.
bool ItemJudge::judgeUntouched(int position, const StateMeaning &meaning, JournalChanges &changes) const
{
    const JobItem &item = m_job.item(position);
    if (item.refusedById) {
        const QString reason = meaning.deletable ? Texts::tr("The provider refused it without a reason")
                                                 : Texts::tr("The provider refused it: its state is %1").arg(meaning.title);
        changes.items.append(m_job.moved(position, ItemState::Refused, reason));
        changes.items.last().item.noResend = true;
        return false;
    }
    if (item.ended || !mayResend(item.noResend, item.unknownSends))
        return false;
    changes.items.append(
        m_job.moved(position, ItemState::Pending, Texts::tr("Its answer was lost; a look found it untouched")));
    return true;
}

/// Whether the provider's job names this item and no other of its request as failed.
bool ItemJudge::isNamedAlone(const Follow &follow, int position) const
{
    const QString &name = m_job.item(position).ref.name;
    if (!follow.ended || name.isEmpty())
        return false;
    const QList<ProviderJob::Failure> &failures = follow.ended->failures;
    return itemsOf(follow, [&name](const JobItem &item) { return item.ref.name == name; }) == 1
        && std::any_of(failures.cbegin(), failures.cend(), [&name](const ProviderJob::Failure &each) { return each.name == name; });
}

bool ItemJudge::isOnlyItem(const Follow &follow) const
{
    return follow.items.size() == 1 && itemsOf(follow, [](const JobItem &) { return true; }) == 1;
}

/// How many items of the same request are so.
int ItemJudge::itemsOf(const Follow &follow, const std::function<bool(const JobItem &)> &areSo) const
{
    int count = 0;
    for (int i = 0; i < m_job.itemCount(); ++i)
        count += m_job.item(i).requestNumber == follow.requestNumber && areSo(m_job.item(i)) ? 1 : 0;
    return count;
}

/// Marks of a failed deletion that were not there before it was sent.
QString ItemJudge::failureOf(const Follow &follow, int position, const Resource &row) const
{
    const QString failure = jobFailureOf(follow, m_job.item(position));
    if (failure.isEmpty() && row.deleteFailure != m_job.item(position).failureBefore)
        return row.deleteFailure;
    return failure;
}

milliseconds ItemJudge::scaled(milliseconds time) const
{
    return m_job.connection ? m_job.connection->timing().scaled(time) : time;
}

} // namespace Clearsky

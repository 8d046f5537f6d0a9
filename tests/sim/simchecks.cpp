// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simulation.h"

namespace Clearsky {

using namespace Qt::Literals;
using std::chrono::milliseconds;

namespace {

bool saysGone(ItemState state)
{
    return state == ItemState::Deleted || state == ItemState::AlreadyGone;
}

bool saysThere(ItemState state)
{
    return state == ItemState::Refused || state == ItemState::Failed;
}

} // namespace

bool Simulation::crashes()
{
    if (m_crashed)
        return true;
    SimDice dice = m_script.ask();
    if (m_calm || m_crashes >= m_profile.mostCrashes || !dice.chance(m_profile.crashRate) || !m_script.allow())
        return false;
    m_crashed = true;
    return true;
}

SimJournal::Verdict Simulation::askDisk()
{
    using enum SimJournal::Verdict;
    SimDice dice = m_script.ask();
    if (m_crashed)
        return CrashBefore;
    if (!m_calm && dice.chance(m_profile.diskRate) && m_script.mishaps() < m_profile.mostMishaps && m_script.allow())
        return Refuse;
    const bool before = dice.chance(0.5);
    if (crashes())
        return before ? CrashBefore : CrashAfter;
    return Write;
}

/// Every change on its way to the disk: whether it may be made, and whether it is true (engine.md R6, R9, R13).
void Simulation::watchDisk(const JournalChanges &changes, const StoredJob *before)
{
    if (!before)
        return;
    if (changes.intent) {
        QStringList ids;
        for (const ItemChange &change : changes.items)
            ids.append(change.item.ref.id);
        m_ledger.intend(before->summary.kindId, ids);
        m_trace.add(u"%1 intent %2 of %3"_s.arg(m_clock.now().count()).arg(changes.intent->record.number).arg(changes.jobId));
    }
    for (const ItemChange &change : changes.items)
        watchItem(change, before->items.at(change.position), changes);
}

void Simulation::watchItem(const ItemChange &change, const JobItem &before, const JournalChanges &changes)
{
    const JobItem &item = change.item;
    const QString id = item.ref.id;
    if (item.state == before.state && item.ended == before.ended)
        return;
    m_trace.add(u"%1 %2 %3>%4 %5"_s.arg(m_clock.now().count()).arg(id, itemStateId(before.state), itemStateId(item.state), item.reason));
    if (item.state != before.state && !canMove(before.state, item.state))
        m_ledger.fail(u"5.0"_s, u"%1 moves from %2 to %3"_s.arg(id, itemStateId(before.state), itemStateId(item.state)));
    if (before.state == ItemState::Unknown && item.state == ItemState::Pending && (before.noResend || before.unknownSends >= 2))
        m_ledger.fail(u"R6"_s, u"%1 is to be sent again"_s.arg(id));
    if (before.state == ItemState::Sending && item.state == ItemState::Pending) {
        if (!changes.outcome || !m_ledger.lastWasRefused(item.ref.kindId, id))
            m_ledger.fail(u"R13"_s, u"%1 may have been carried out, and waits as if it had not"_s.arg(id));
    }
    if (item.ended && item.state == ItemState::Unknown && item.unknownSends < 2
        && m_ledger.sinceLastEnd(item.ref.kindId, id) < m_ground.registry.contract(item.ref.kindId)->followRules().deadline)
        m_ledger.fail(u"5.4"_s, u"%1 is given up before its deadline"_s.arg(id));
    if (item.state == before.state)
        return;
    const bool there = m_provider.cloud().exists(item.ref.kindId, item.ref.scope, id);
    if ((saysGone(item.state) && there) || (saysThere(item.state) && !there))
        m_ledger.fail(u"R9"_s, u"%1 is called %2 and is %3 (%4)"_s.arg(id, itemStateId(item.state),
                                                                     there ? u"there"_s : u"gone"_s, item.reason));
    if (item.state == ItemState::Deleted && item.proof.isEmpty())
        m_ledger.fail(u"R9"_s, u"%1 is called deleted without a proof"_s.arg(id));
}

/// What people see is on the disk (engine.md R13).
void Simulation::onItems(const QString &jobId, const QList<int> &positions)
{
    if (m_crashed)
        return;
    const StoredJob *stored = m_disk.find(jobId);
    const QList<JobItem> &items = m_life->engine.items(jobId);
    for (const int position : positions) {
        const JobItem &shown = items.at(position);
        if (!shown.ended)
            continue;
        const JobItem *kept = stored ? &stored->items.at(position) : nullptr;
        if (!kept || !kept->ended || (kept->state != shown.state && shown.state != ItemState::Unknown))
            m_ledger.fail(u"R13"_s, u"%1 is shown as %2 before that is on the disk"_s.arg(shown.ref.id, itemStateId(shown.state)));
        m_shown[jobId].insert(position, shown.state);
    }
}

/// Counts add up, progress does not fall, and is whole only at the end (engine.md R12).
void Simulation::onJob(const QString &jobId)
{
    if (m_crashed)
        return;
    const JobSummary &summary = *m_life->engine.job(jobId);
    int sum = 0;
    for (const int count : summary.counts)
        sum += count;
    double &before = m_progress[jobId];
    if (sum != summary.total)
        m_ledger.fail(u"R12"_s, u"%1 items are counted of %2"_s.arg(sum).arg(summary.total));
    if (summary.progress < before)
        m_ledger.fail(u"R12"_s, u"progress falls from %1 to %2"_s.arg(before).arg(summary.progress));
    if ((summary.progress >= 1.0) != (summary.ended == summary.total))
        m_ledger.fail(u"R12"_s, u"progress is %1 with %2 of %3 ended"_s.arg(summary.progress).arg(summary.ended).arg(summary.total));
    before = summary.progress;
}

/// After a restart every end that people have seen is still there (engine.md R13), and no job is lost.
void Simulation::onReopened()
{
    for (auto job = m_shown.cbegin(); job != m_shown.cend(); ++job) {
        const QList<JobItem> &items = m_life->engine.items(job.key());
        for (auto shown = job->cbegin(); shown != job->cend(); ++shown) {
            const bool kept = items.size() > shown.key() && items.at(shown.key()).state == shown.value();
            if (!kept && shown.value() != ItemState::Unknown)
                m_ledger.fail(u"R13"_s, u"the shown end of item %1 of %2 is lost"_s.arg(shown.key()).arg(job.key()));
        }
    }
    for (PlannedJob &job : m_jobs)
        job.started = job.started && m_life->engine.job(job.plan.id);
    for (qsizetype i = 0; i < m_jobs.size(); ++i) {
        if (!m_calm && !m_jobs.at(i).started) { // its plan never reached the disk: the person confirms it again
            later(milliseconds(1000), [this, i] { startJob(i); });
        }
    }
}

/// All has ended; the end is the truth (engine.md R9, R14).
void Simulation::checkEnd()
{
    for (const PlannedJob &job : std::as_const(m_jobs)) {
        const StoredJob *stored = m_disk.find(job.plan.id);
        if (!stored || stored->items.size() != job.plan.willDelete.size()) {
            m_ledger.fail(u"R14"_s, u"%1 is lost"_s.arg(job.plan.id));
            continue;
        }
        for (const JobItem &item : stored->items) {
            const bool there = m_provider.cloud().exists(item.ref.kindId, item.ref.scope, item.ref.id);
            if (item.state == ItemState::Unknown && m_script.mishaps() == 0)
                m_ledger.fail(u"R14"_s, u"%1 stays unknown though nothing went wrong: %2"_s.arg(item.ref.id, item.reason));
            if (!item.ended)
                m_ledger.fail(u"R14"_s, u"%1 is %2 at the end"_s.arg(item.ref.id, itemStateId(item.state)));
            else if ((saysGone(item.state) && there) || (saysThere(item.state) && !there))
                m_ledger.fail(u"R9"_s, u"%1 ended as %2 and is %3"_s.arg(item.ref.id, itemStateId(item.state), there ? u"there"_s : u"gone"_s));
        }
    }
}

} // namespace Clearsky

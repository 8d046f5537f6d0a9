// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practiceworld.h"

#include "app/practice/practicerandom.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

QString pair(const QString &kindId, const QString &other)
{
    return kindId + u'|' + other;
}

void raise(QHash<QString, int> &maxima, const QString &key, qsizetype value)
{
    int &highest = maxima[key];
    highest = std::max(highest, int(value));
}

} // namespace

PracticeWorld::PracticeWorld(std::function<qint64()> time, double speed, PracticeKeys keys)
    : m_time(std::move(time)), m_speed(speed), m_keys(std::move(keys)), m_nowMs(m_time()),
      m_firstStartMs(m_nowMs)
{
}

qint64 PracticeWorld::delay(std::chrono::milliseconds real) const
{
    return qint64(double(real.count()) / m_speed);
}

qint64 PracticeWorld::delay(const QString &id, std::chrono::milliseconds least,
                            std::chrono::milliseconds most) const
{
    const double share = double(practiceHash(id) % 1000) / 999;
    return qint64((double(least.count()) + share * double((most - least).count())) / m_speed);
}

void PracticeWorld::add(PracticeResource resource)
{
    Table &table = m_tables[resource.kindId];
    const PracticeResource &row = table.rows.emplace_back(std::move(resource));
    table.index.insert(row.id, table.rows.size() - 1);
    if (m_keeping) {
        table.whole.insert(row.id);
        note(row);
    }
}

const PracticeResource *PracticeWorld::find(const QString &kindId, const QString &id) const
{
    const auto table = m_tables.constFind(kindId);
    if (table == m_tables.constEnd())
        return nullptr;
    const auto at = table->index.constFind(id);
    return at == table->index.constEnd() ? nullptr : &table->rows.at(*at);
}

const PracticeResource *PracticeWorld::findLiving(const QString &kindId, const QString &id) const
{
    const PracticeResource *found = find(kindId, id);
    return found && !found->goneAt(m_nowMs) ? found : nullptr;
}

PracticeResource *PracticeWorld::resource(const QString &kindId, const QString &id)
{
    const auto table = m_tables.find(kindId);
    if (table == m_tables.end())
        return nullptr;
    const auto at = table->index.constFind(id);
    return at == table->index.constEnd() ? nullptr : &table->rows[*at];
}

QList<const PracticeResource *> PracticeWorld::listed(const QString &kindId, const QString &projectId) const
{
    QList<const PracticeResource *> result;
    for (const PracticeResource &row : all(kindId)) {
        if ((projectId.isEmpty() || row.projectId == projectId) && isListed(row))
            result.append(&row);
    }
    return result;
}

bool PracticeWorld::isListed(const PracticeResource &resource) const
{
    const qint64 gone = resource.goneSince();
    if (gone == practiceNever || gone > m_nowMs) {
        const qint64 accepted = resource.deleteAcceptedMs;
        return accepted == practiceNever || m_nowMs >= accepted + m_effects.hideMs;
    }
    const qint64 since = m_nowMs - gone;
    if (since < m_effects.staleMs)
        return true;
    return since >= m_effects.backAfterMs && since < m_effects.backAfterMs + m_effects.backForMs;
}

const QList<PracticeResource> &PracticeWorld::all(const QString &kindId) const
{
    static const QList<PracticeResource> none;
    const auto table = m_tables.constFind(kindId);
    return table == m_tables.constEnd() ? none : table->rows;
}

QStringList PracticeWorld::kindIds() const
{
    QStringList ids = m_tables.keys();
    ids.sort();
    return ids;
}

void PracticeWorld::beginDeletion(const QString &kindId, const QString &id, QList<PracticeStep> steps,
                                  const QString &userId)
{
    PracticeResource *row = resource(kindId, id);
    if (!row || steps.isEmpty())
        return;
    if (m_effects.stuck)
        steps.removeLast();
    replaceSteps(*row, std::move(steps));
    row->deleteAcceptedMs = m_nowMs;
    row->deletedBy = userId;
    row->stuck = m_effects.stuck;
    note(*row);
    m_deletionsToCount.insert({kindId, userId});
}

void PracticeWorld::replaceSteps(PracticeResource &resource, QList<PracticeStep> steps)
{
    const QJsonObject present = resource.dataAt(m_nowMs);
    if (present != resource.data) {
        resource.data = present;
        m_tables[resource.kindId].whole.insert(resource.id);
    }
    resource.state = resource.stateAt(m_nowMs);
    resource.steps = std::move(steps);
}

void PracticeWorld::schedule(const QString &kindId, const QString &id, QList<PracticeStep> steps)
{
    if (PracticeResource *row = resource(kindId, id)) {
        replaceSteps(*row, std::move(steps));
        note(*row);
    }
}

void PracticeWorld::setState(const QString &kindId, const QString &id, const QString &state)
{
    if (PracticeResource *row = resource(kindId, id)) {
        row->steps.clear();
        row->state = state;
        row->deleteAcceptedMs = practiceNever;
        row->stuck = false;
        note(*row);
    }
}

void PracticeWorld::vanish(const QString &kindId, const QString &id)
{
    PracticeResource *row = resource(kindId, id);
    if (!row || row->goneAt(m_nowMs))
        return;
    row->steps.removeIf([this](const PracticeStep &step) { return step.atMs > m_nowMs; });
    row->steps.append({.atMs = m_nowMs, .gone = true});
    note(*row);
}

QSet<QString> PracticeWorld::mustFail(const QStringList &ids) const
{
    QSet<QString> result;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        if (i < m_effects.failFirst || m_effects.failing.contains(ids.at(i)))
            result.insert(ids.at(i));
    }
    return result;
}

QList<const PracticeResource *> PracticeWorld::inDeletion(const QString &kindId, const QString &userId) const
{
    QList<const PracticeResource *> result;
    for (const PracticeResource &row : all(kindId)) {
        if (row.inDeletionAt(m_nowMs) && (userId.isEmpty() || row.deletedBy == userId))
            result.append(&row);
    }
    return result;
}

void PracticeWorld::addJob(PracticeJob job)
{
    if (m_effects.stuck)
        job.endsMs = practiceNever;
    const QString key = pair(job.kindId, job.id);
    m_jobs.insert(key, job);
    if (m_keeping)
        m_dirtyJobs.append(key);
    countJobs(job);
}

const PracticeJob *PracticeWorld::job(const QString &kindId, const QString &id) const
{
    const auto found = m_jobs.constFind(pair(kindId, id));
    return found == m_jobs.constEnd() ? nullptr : &found.value();
}

QList<const PracticeJob *> PracticeWorld::runningJobs(const QString &kindId, const QString &projectId,
                                                      const QString &userId) const
{
    QList<const PracticeJob *> result;
    for (const PracticeJob &job : m_jobs) {
        if (job.kindId == kindId && job.runningAt(m_nowMs)
            && (projectId.isEmpty() || job.projectId == projectId)
            && (userId.isEmpty() || job.userId == userId))
            result.append(&job);
    }
    return result;
}

QString PracticeWorld::newUuid() const
{
    if (m_idSource)
        return m_idSource();
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

void PracticeWorld::beginKeeping()
{
    m_keeping = true;
}

void PracticeWorld::applyKept(const QJsonObject &change)
{
    if (const QJsonValue kept = change.value("job"_L1); kept.isObject()) {
        const PracticeJob job = practiceJobFromJson(kept.toObject());
        m_jobs.insert(pair(job.kindId, job.id), job);
        return;
    }
    const QJsonObject kept = change.value("resource"_L1).toObject();
    const QString kindId = kept.value("kind"_L1).toString();
    const QString id = kept.value("id"_L1).toString();
    if (PracticeResource *row = resource(kindId, id)) {
        readJson(kept, *row);
        m_tables[kindId].changed.insert(id);
        if (kept.contains("data"_L1))
            m_tables[kindId].whole.insert(id);
    } else if (kept.contains("data"_L1)) {
        PracticeResource made;
        readJson(kept, made);
        add(std::move(made));
        m_tables[kindId].whole.insert(id);
        m_tables[kindId].changed.insert(id);
    }
}

QList<QJsonObject> PracticeWorld::takeChanges()
{
    QList<QJsonObject> changes;
    for (const auto &[kindId, id] : std::as_const(m_dirty)) {
        if (const PracticeResource *row = find(kindId, id))
            changes.append(changeOf(m_tables[kindId], *row));
    }
    for (const QString &key : std::as_const(m_dirtyJobs))
        changes.append({{u"job"_s, toJson(m_jobs.value(key))}});
    m_dirty.clear();
    m_dirtyJobs.clear();
    for (const auto &[kindId, userId] : std::as_const(m_deletionsToCount))
        countDeletions(kindId, userId);
    m_deletionsToCount.clear();
    return changes;
}

QList<QJsonObject> PracticeWorld::changesSinceSeed() const
{
    QList<QJsonObject> changes;
    for (const Table &table : m_tables) {
        for (const PracticeResource &row : table.rows) {
            if (table.changed.contains(row.id))
                changes.append(changeOf(table, row));
        }
    }
    for (const PracticeJob &job : m_jobs)
        changes.append({{u"job"_s, toJson(job)}});
    return changes;
}

QJsonObject PracticeWorld::changeOf(const Table &table, const PracticeResource &resource) const
{
    return {{u"resource"_s, toJson(resource, table.whole.contains(resource.id))}};
}

void PracticeWorld::note(const PracticeResource &resource)
{
    if (!m_keeping)
        return;
    m_tables[resource.kindId].changed.insert(resource.id);
    m_dirty.append({resource.kindId, resource.id});
}

void PracticeWorld::countDeletions(const QString &kindId, const QString &userId)
{
    raise(m_maxima.itemsInDeletion, kindId, inDeletion(kindId).size());
    raise(m_maxima.itemsInDeletionByUser, pair(kindId, userId), inDeletion(kindId, userId).size());
}

void PracticeWorld::countJobs(const PracticeJob &job)
{
    raise(m_maxima.jobsByProject, pair(job.kindId, job.projectId),
          runningJobs(job.kindId, job.projectId).size());
    raise(m_maxima.jobsByUser, pair(job.kindId, job.userId), runningJobs(job.kindId, {}, job.userId).size());
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practicekeys.h"
#include "app/practice/practiceresource.h"

#include <QHash>
#include <QSet>

#include <chrono>
#include <functional>

namespace Clearsky {

/// What the faults that are set do to the request being answered (practicefaults.h). The world's own
/// functions look at it; a service only has to ask PracticeWorld::mustFail().
struct PracticeEffects
{
    bool stuck = false;      ///< deletions and jobs accepted now never end
    QSet<QString> failing{}; ///< these ids fail to be deleted …
    int failFirst = 0;       ///< … and so do the first n of the request
    bool refuseWhole =
        false; ///< one id that cannot be deleted makes the whole request fail, nothing is carried out
    qint64 staleMs = 0;     ///< lists still show what has been gone for less than this
    qint64 backAfterMs = 0; ///< lists show what is gone again after this long …
    qint64 backForMs = 0;   ///< … for this long
    qint64 hideMs = 0;      ///< lists hide what was accepted for deletion for this long, then tell the truth
};

/// The highest numbers seen since the last reset. Keys: a kind id, or "kind id|project", or "kind id|user".
struct PracticeMaxima
{
    QHash<QString, int> requests{};         ///< in flight, by kind
    QHash<QString, int> requestsBySignIn{}; ///< in flight, by kind and user
    QHash<QString, int> deletes{};          ///< delete requests in flight, by kind
    QHash<QString, int> jobsByProject{};    ///< running jobs
    QHash<QString, int> jobsByUser{};
    QHash<QString, int> itemsInDeletion{}; ///< accepted and not ended, by kind
    QHash<QString, int> itemsInDeletionByUser{};
};

/// The truth of the practice cloud: resources and jobs, as a function of time. Not thread-safe: whoever holds
/// a reference during PracticeService calls has it alone. Nothing ever runs by itself; time is read when a
/// request arrives and stands still until it is answered.
class PracticeWorld
{
public:
    /// `time` gives milliseconds since 1970 UTC.
    PracticeWorld(std::function<qint64()> time, double speed, PracticeKeys keys);

    [[nodiscard]] qint64 now() const { return m_nowMs; }
    /// The server's calendar: for clock windows, token expiry and dates in answers. Differs from now() by
    /// moveClock().
    [[nodiscard]] qint64 calendar() const { return m_nowMs + m_skewMs; }
    /// When this cloud was first started; ages count from here, so that they are kept over restarts.
    [[nodiscard]] qint64 firstStart() const { return m_firstStartMs; }
    /// A provider's delay, divided by the speed.
    [[nodiscard]] qint64 delay(std::chrono::milliseconds real) const;
    /// A delay between two bounds that depends on the id alone, divided by the speed.
    [[nodiscard]] qint64 delay(const QString &id, std::chrono::milliseconds least,
                               std::chrono::milliseconds most) const;
    [[nodiscard]] const PracticeKeys &keys() const { return m_keys; }

    // Resources. Pointers are valid until the next add().
    void add(PracticeResource resource);
    [[nodiscard]] const PracticeResource *find(const QString &kindId,
                                               const QString &id) const; ///< also when gone
    [[nodiscard]] const PracticeResource *findLiving(const QString &kindId, const QString &id) const;
    /// What a list shows now, in a stable order; an empty project means all. Eventually consistent when a
    /// fault says so.
    [[nodiscard]] QList<const PracticeResource *> listed(const QString &kindId,
                                                         const QString &projectId = {}) const;
    [[nodiscard]] bool isListed(const PracticeResource &resource) const;
    [[nodiscard]] QString stateOf(const PracticeResource &resource) const
    {
        return resource.stateAt(m_nowMs);
    }
    [[nodiscard]] QJsonObject dataOf(const PracticeResource &resource) const
    {
        return resource.dataAt(m_nowMs);
    }
    /// Every resource of the kind, the gone ones too.
    [[nodiscard]] const QList<PracticeResource> &all(const QString &kindId) const;
    [[nodiscard]] QStringList kindIds() const;

    /// Accepts a deletion: the steps (times by now() and delay()) say how it goes on and how it ends, well
    /// (`gone`) or badly (a state at rest again). A stuck fault takes the ending away. Counts as one item in
    /// deletion of `userId`.
    void beginDeletion(const QString &kindId, const QString &id, QList<PracticeStep> steps,
                       const QString &userId);
    /// Lays steps over a resource without a deletion.
    void schedule(const QString &kindId, const QString &id, QList<PracticeStep> steps);
    void setState(const QString &kindId, const QString &id, const QString &state);
    void vanish(const QString &kindId, const QString &id); ///< removed by somebody else, now
    /// Those of a delete request's ids that a fault wants to fail: the service refuses them, or lets their
    /// deletion end badly, as its provider would.
    [[nodiscard]] QSet<QString> mustFail(const QStringList &ids) const;
    /// Where it is not established whether one bad id spoils its batch: whether it does now.
    [[nodiscard]] bool refusesWhole() const { return m_effects.refuseWhole; }
    /// Resources of a kind whose deletion is accepted and has not ended; an empty user means all.
    [[nodiscard]] QList<const PracticeResource *> inDeletion(const QString &kindId,
                                                             const QString &userId = {}) const;

    // Jobs
    void addJob(PracticeJob job); ///< a stuck fault makes it hang
    [[nodiscard]] const PracticeJob *job(const QString &kindId, const QString &id) const;
    /// Jobs of a kind that run now; an empty project or user means any.
    [[nodiscard]] QList<const PracticeJob *> runningJobs(const QString &kindId, const QString &projectId = {},
                                                         const QString &userId = {}) const;
    /// A new id that no resource or job has: a UUID.
    [[nodiscard]] QString newUuid() const;

    // For the cloud itself.
    void refresh() { m_nowMs = m_time(); }
    void setFirstStart(qint64 ms) { m_firstStartMs = ms; }
    void setIdSource(std::function<QString()> source) { m_idSource = std::move(source); }
    void moveCalendar(qint64 ms) { m_skewMs += ms; }
    void setEffects(PracticeEffects effects) { m_effects = std::move(effects); }
    void beginKeeping(); ///< what changes from here on is told by takeChanges()
    void applyKept(const QJsonObject &change);
    [[nodiscard]] QList<QJsonObject> takeChanges();
    [[nodiscard]] QList<QJsonObject> changesSinceSeed() const; ///< enough to get from the seed to the present
    [[nodiscard]] PracticeMaxima &maxima() { return m_maxima; }

private:
    struct Table
    {
        QList<PracticeResource> rows{};
        QHash<QString, qsizetype> index{};
        QSet<QString> changed{}; ///< since the seed
        QSet<QString> whole{};   ///< not, or no longer, as the seed makes them: kept whole
    };

    PracticeResource *resource(const QString &kindId, const QString &id);
    void replaceSteps(PracticeResource &resource, QList<PracticeStep> steps);
    void note(const PracticeResource &resource);
    void countDeletions(const QString &kindId, const QString &userId);
    void countJobs(const PracticeJob &job);
    [[nodiscard]] QJsonObject changeOf(const Table &table, const PracticeResource &resource) const;

    std::function<qint64()> m_time;
    std::function<QString()> m_idSource{};
    double m_speed = 1;
    PracticeKeys m_keys;
    qint64 m_nowMs = 0;
    qint64 m_skewMs = 0;
    qint64 m_firstStartMs = 0;
    QHash<QString, Table> m_tables{};
    QHash<QString, PracticeJob> m_jobs{}; ///< by "kind id|id"
    PracticeEffects m_effects{};
    PracticeMaxima m_maxima{};
    bool m_keeping = false;
    QList<QPair<QString, QString>> m_dirty{}; ///< kind and id
    QStringList m_dirtyJobs{};
    QSet<QPair<QString, QString>> m_deletionsToCount{}; ///< kind and user
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace Clearsky {

/// Numbers that follow from a seed alone.
class SimDice
{
public:
    explicit SimDice(quint64 seed) : m_state(seed) { }

    quint64 next()
    {
        quint64 z = (m_state += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    double real() { return static_cast<double>(next() >> 11) * 0x1.0p-53; } ///< [0, 1)
    int between(int least, int most) { return least + static_cast<int>(next() % static_cast<quint64>(most - least + 1)); }
    bool chance(double probability) { return real() < probability; }

private:
    quint64 m_state;
};

/// Everything that can go wrong. One that happens to a request is chosen when it leaves.
enum class Mishap {
    None,
    NotSent,           ///< the connection is refused
    LostBefore,        ///< the request never arrives, and nobody says so
    LostAfter,         ///< carried out, the answer is lost
    ActsLater,         ///< carried out some time after the client has given up
    FaultBefore,       ///< 500, not carried out
    FaultAfter,        ///< 500 or 504, carried out
    Throttled,         ///< 429
    ThrottledWithHint, ///< 429 with Retry-After
    Unavailable,       ///< 503 with Retry-After
    SessionEnded,      ///< 401
    Forbidden,         ///< 403
    WrongPlace,        ///< 404 of a gateway
    Invalid,           ///< 400
    Garbage,           ///< carried out, answered with a page of HTML
    Cut,               ///< carried out, the answer's JSON is cut
    WrongShape,        ///< carried out, answered with another object
    Redirected,        ///< carried out, answered with a redirect
    Slow,              ///< the answer comes at the last moment
    Vanish,            ///< delete: somebody else was faster with one of its items
    FailSome,          ///< delete: some of its items are refused, or fail later
    RefuseWhole,       ///< delete: one bad item spoils the batch
    Stuck,             ///< delete: what is accepted never ends
    Stale,             ///< list: still shows what is gone
    Back,              ///< list: shows again what was gone
    Hidden,            ///< list: does not show what is being deleted
    Blind,             ///< list: whole and empty, as for a key without rights
    Short,             ///< list: a row is missing, the total says so
};
inline constexpr int mishapCount = static_cast<int>(Mishap::Short) + 1;
[[nodiscard]] QString mishapName(Mishap mishap);

/// How rough a run is.
struct SimProfile
{
    double mishapRate = 0;             ///< per request
    double crashRate = 0;              ///< per commit and per moment of a request
    double diskRate = 0;               ///< commits that the disk refuses
    double stopRate = 0;               ///< jobs that are stopped
    int mostMishaps = 0;               ///< then all is well
    int mostCrashes = 0;
    QList<Mishap> forDeletes{};
    QList<Mishap> forReads{};
    QList<Mishap> forSignIn{};
};
[[nodiscard]] SimProfile makeProfile(SimDice dice);
/// 429 to half of all requests, 500 to a tenth, a twentieth without an answer; half of the latter two were carried out.
[[nodiscard]] SimProfile overloadedProfile();

/// Decides what goes wrong when. Every mishap has a number; those over the limit do not happen. Up to there runs with
/// different limits are the same run.
class SimScript
{
public:
    SimScript(quint64 seed, int limit) : m_seed(seed), m_limit(limit) { }

    /// Fresh dice for each question, so that no answer depends on how many were rolled before.
    [[nodiscard]] SimDice ask() { return SimDice(SimDice(m_seed ^ (++m_questions * 0xd1b54a32d192ed03u)).next()); }
    /// Whether the mishap that the dice want may happen; counts it.
    [[nodiscard]] bool allow() { return m_mishaps < m_limit && ++m_mishaps > 0; }
    [[nodiscard]] int mishaps() const { return m_mishaps; }

private:
    quint64 m_seed;
    quint64 m_questions = 0;
    int m_limit;
    int m_mishaps = 0;
};

/// What happened, as a number that two equal runs share, and as text when somebody wants to read it.
class SimTrace
{
public:
    explicit SimTrace(bool keep) : m_keep(keep) { }

    void add(const QString &line);
    [[nodiscard]] quint64 digest() const { return m_digest; }
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] const QStringList &lines() const { return m_lines; }

private:
    bool m_keep;
    quint64 m_digest = 0xcbf29ce484222325u;
    qint64 m_size = 0;
    QStringList m_lines;
};

} // namespace Clearsky

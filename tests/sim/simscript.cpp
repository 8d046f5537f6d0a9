// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simscript.h"

#include <array>
#include <limits>

namespace Clearsky {

namespace {

constexpr std::array<const char *, mishapCount> names{
    "none",         "not sent",   "lost before", "lost after",   "acts later", "500 before", "500 after",
    "429",          "429 + hint", "503 + hint",  "401",          "403",        "404",        "400",
    "garbage",      "cut",        "wrong shape", "redirected",   "slow",       "vanish",     "fail some",
    "refuse whole", "stuck",      "stale",      "back",        "hidden",       "blind",      "short"};

/// Some of them: runs in which a few kinds of mishaps meet often find more than runs with a little of everything.
QList<Mishap> someOf(SimDice &dice, Mishap first, Mishap last, const QList<Mishap> &more)
{
    QList<Mishap> all;
    for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i)
        all.append(static_cast<Mishap>(i));
    all += more;
    const double share = dice.chance(0.3) ? 1.0 : 0.25;
    QList<Mishap> chosen;
    for (const Mishap mishap : std::as_const(all)) {
        if (dice.chance(share))
            chosen.append(mishap);
    }
    return chosen;
}

} // namespace

QString mishapName(Mishap mishap)
{
    return QString::fromLatin1(names.at(static_cast<size_t>(mishap)));
}

SimProfile makeProfile(SimDice dice)
{
    constexpr std::array rates{0.0, 0.03, 0.1, 0.25, 0.5};
    constexpr std::array crashRates{0.0, 0.0, 0.01, 0.03, 0.1};
    SimProfile profile;
    profile.mishapRate = rates.at(dice.next() % rates.size());
    profile.crashRate = crashRates.at(dice.next() % crashRates.size());
    profile.diskRate = dice.chance(0.1) ? 0.05 : 0;
    profile.stopRate = dice.chance(0.3) ? 0.5 : 0;
    profile.mostMishaps = dice.between(1, 40);
    profile.mostCrashes = dice.between(1, 4);
    profile.forDeletes = someOf(dice, Mishap::NotSent, Mishap::Slow, {Mishap::Vanish, Mishap::FailSome, Mishap::RefuseWhole, Mishap::Stuck});
    profile.forReads = someOf(dice, Mishap::NotSent, Mishap::Slow,
                              {Mishap::Stale, Mishap::Back, Mishap::Hidden, Mishap::Blind, Mishap::Short});
    profile.forSignIn = someOf(dice, Mishap::NotSent, Mishap::Slow, {});
    return profile;
}

SimProfile overloadedProfile()
{
    QList<Mishap> mishaps(16, Mishap::Throttled);
    mishaps += QList<Mishap>(4, Mishap::ThrottledWithHint);
    mishaps += {Mishap::FaultBefore, Mishap::FaultBefore, Mishap::FaultAfter, Mishap::FaultAfter, Mishap::LostBefore, Mishap::LostAfter};
    return {.mishapRate = 0.65,
            .mostMishaps = std::numeric_limits<int>::max(),
            .forDeletes = mishaps,
            .forReads = mishaps,
            .forSignIn = mishaps};
}

void SimTrace::add(const QString &line)
{
    for (const QChar c : line)
        m_digest = (m_digest ^ c.unicode()) * 0x100000001b3u;
    m_digest = (m_digest ^ u'\n') * 0x100000001b3u;
    ++m_size;
    if (m_keep)
        m_lines.append(line);
}

} // namespace Clearsky

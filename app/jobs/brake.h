// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/retrypolicy.h"
#include "app/timing.h"

namespace Clearsky {

/// What holds a lane back (engine.md 5.3 and R8): waits that the provider or a failure asks for, and the circuit that opens
/// when outcome after outcome stays unknown. Pure: the caller says what time it is, and makes the probe reads.
class Brake final
{
public:
    using Time = std::chrono::milliseconds;

    Brake(Timing timing, RandomSource random);

    /// Until when nothing is sent; in the past: now.
    [[nodiscard]] Time pausedUntil() const { return m_pausedUntil; }
    [[nodiscard]] const QString &reason() const { return m_reason; }
    /// Deletes in flight that are allowed at most while it is not known that the trouble is over; 0: none.
    [[nodiscard]] int mostInFlight(int usual) const;
    /// The provider's hint is for reads, too; an answer to a request that had left before does not take it back.
    [[nodiscard]] bool holdsReads(Time now) const { return now < m_throttledUntil; }
    /// The circuit is open, and its next probe is due.
    [[nodiscard]] bool wantsProbe(Time now) const { return m_circuit == Circuit::Open && now >= m_pausedUntil; }

    void pause(Time until, const QString &reason);
    /// The provider throttles. Answers to requests that left before the last such answer count with it. True: it is news.
    bool throttled(const Error &error, Time now);
    /// Throttled for so long without an answer that only a person can tell whether to go on.
    [[nodiscard]] bool isThrottledForTooLong(Time now) const;
    void probing();
    void probed(bool good, Time now);
    /// A delete was answered. What is answered during a wait had left before it, and does not end the trouble.
    void answered(Time now);
    /// The outcome of a delete stays unknown. False: the provider speaks differently, a person has to look.
    [[nodiscard]] bool unknown(const Error &error, Time now);
    void reset();

private:
    enum class Circuit {
        Closed,
        Open,    ///< nothing is sent; a probe read is due at m_pausedUntil
        Probing,
        HalfOpen ///< one delete may try
    };

    void open(Time now);

    Timing m_timing;
    RandomSource m_random;
    Time m_pausedUntil{0};
    QString m_reason;
    int m_throttledInRow = 0;
    Time m_throttledSince{0};
    Time m_throttledUntil{0};
    Circuit m_circuit = Circuit::Closed;
    int m_unknownInRow = 0;
    int m_malformedInRow = 0;
};

} // namespace Clearsky

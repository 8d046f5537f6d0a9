// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/wire.h"
#include "app/practice/practicecloud.h"
#include "app/providers/registry.h"
#include "tests/sim/simlanes.h"
#include "tests/sim/simledger.h"
#include "tests/support/fakeclock.h"

#include <QPointer>

namespace Clearsky {

/// The provider and all that lies between it and the client: the practice cloud, asked in process, on a virtual clock, with
/// mishaps. What has left goes on when the client dies.
class SimProvider final : public Wire
{
    Q_DISABLE_COPY_MOVE(SimProvider)

public:
    struct Counts
    {
        int requests = 0;
        int deletes = 0;
        int looks = 0;
        int polls = 0;
        QMap<QString, int> mishaps{};
    };

    SimProvider(PracticeOptions options, FakeClock &clock, SimScript &script, SimProfile profile, SimLedger &ledger,
                SimTrace &trace, const Registry &registry);
    ~SimProvider() override;

    [[nodiscard]] WireCall *exchange(const AccountNetwork::Line &line, const OutgoingRequest &request,
                                     QObject *parent) override;

    /// Nothing goes wrong while it is calm.
    void setCalm(bool calm) { m_calm = calm; }
    /// Asked at each moment of a request; true: the client's computer stops now.
    void setCrash(std::function<bool()> crash) { m_crash = std::move(crash); }
    /// The client is gone: nobody hears what was on its way.
    void hangUp();
    /// A person asked to go on in spite of what the provider said.
    void forgetHints() { m_lanes.forget(); }
    [[nodiscard]] bool isIdle() const { return m_flights.empty(); }
    [[nodiscard]] PracticeCloud &cloud() { return m_cloud; }
    [[nodiscard]] const Counts &counts() const { return m_counts; }

private:
    class Call;
    struct Flight;

    void begin(Call *call, const OutgoingRequest &request);
    void abandon(int number);
    void act(int number);
    void end(int number);
    void settle(Flight &flight);
    void choose(Flight &flight);
    void applyEffects(Flight &flight);
    void distort(Flight &flight);
    [[nodiscard]] bool showsOthers(const Flight &flight) const;
    void checkLimits(const Flight &flight);
    [[nodiscard]] Result<HttpReply> outcomeOf(const Flight &flight) const;
    [[nodiscard]] bool mayHappen(Mishap mishap, const Flight &flight) const;
    [[nodiscard]] bool clientStops() { return m_crash && m_crash(); }

    FakeClock &m_clock;
    SimScript &m_script;
    SimProfile m_profile;
    SimLedger &m_ledger;
    SimTrace &m_trace;
    const Registry &m_registry;
    PracticeCloud m_cloud;
    std::function<bool()> m_crash{};
    std::map<int, std::unique_ptr<Flight>> m_flights;
    QHash<QString, std::chrono::milliseconds> m_blindUntil; ///< by kind
    QSet<QByteArray> m_lied;                                ///< paths of lists that hid something the last time
    SimLanes m_lanes;
    int m_lastFlight = 0;
    bool m_calm = false;
    Counts m_counts;
};

} // namespace Clearsky

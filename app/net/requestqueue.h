// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/signer.h"
#include "app/net/wire.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <chrono>
#include <memory>

namespace Clearsky {

/// Hands requests of all accounts over to the wire: at most six at once per account and origin, requests that
/// are not reads first, gates respected, signed at the moment of hand-over. There is one in the program; it
/// outlives its jobs.
class RequestQueue final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestQueue)

public:
    explicit RequestQueue(Clock &clock, HttpDeadlines deadlines = {}, QObject *parent = nullptr);
    /// On another wire, which outlives the queue.
    RequestQueue(Clock &clock, Wire &wire, QObject *parent = nullptr);
    ~RequestQueue() override;

    /// A job that sends `request` to `base` once it is its turn; the caller connects and starts it. `signer`
    /// null: sent without sign-in headers. Results and errors as HttpCall; Configuration when it cannot be
    /// built; what the signer says when it cannot be signed. Cancelled while it waits, or withdrawn before
    /// anything of it may have left: Kind::Cancelled, and nothing was sent.
    [[nodiscard]] ResultJob<HttpReply> *request(std::shared_ptr<AccountNetwork> network,
                                                std::shared_ptr<const Signer> signer, const QUrl &base,
                                                const ApiRequest &request, QObject *parent);

    /// Hands over nothing of this gate for so long.
    void hold(const QString &gate, std::chrono::milliseconds wait);
    [[nodiscard]] qsizetype waiting() const { return m_waiting.size(); }

private:
    class Call;
    struct GateUse
    {
        int all = 0;
        int writes = 0;
    };

    void enqueue(Call *call);
    void remove(Call *call);
    void take(const Call &call);
    void release(const Call &call);
    [[nodiscard]] bool isHeld(const QString &gate) const;
    void wakeForHeld();
    void handOverLater();
    void handOverAll();
    [[nodiscard]] Call *nextReady(bool read) const;
    [[nodiscard]] bool mayHandOver(const Call &call) const;

    Clock &m_clock;
    std::unique_ptr<Wire> m_network;
    Wire &m_wire;
    QList<Call *> m_waiting;
    QHash<QString, GateUse> m_gates;
    QHash<QString, std::chrono::milliseconds> m_heldUntil;
    std::unique_ptr<Clock::Timer> m_wake;
    bool m_handOverPending = false;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/requestqueue.h"

#include "app/net/requestbuilder.h"
#include "app/net/withdrawal.h"

#include <QPointer>

#include <algorithm>
#include <optional>

namespace Clearsky {

class RequestQueue::Call final : public ResultJob<HttpReply>
{
    Q_DISABLE_COPY_MOVE(Call)

public:
    Call(RequestQueue &queue, std::shared_ptr<AccountNetwork> network, std::shared_ptr<const Signer> signer,
         const QUrl &base, ApiRequest request, QObject *parent)
        : ResultJob(parent), m_queue(&queue), m_network(std::move(network)), m_signer(std::move(signer)),
          m_base(base), m_request(std::move(request)), m_origin(AccountNetwork::originOf(base))
    {
        if (!m_request.withdrawal)
            return;
        connect(m_request.withdrawal.get(), &Withdrawal::made, this, [this] {
            if (!m_http || !m_http->mayHaveLeft())
                cancel();
        });
    }
    ~Call() override { leave(); }

    [[nodiscard]] const ApiRequest &request() const { return m_request; }
    [[nodiscard]] bool hasRoom() const { return m_network->hasRoom(m_origin); }

    // The clock may have moved and the token may be another one since the request was queued: signed here,
    // not before.
    void handOver(Clock &clock, Wire &wire)
    {
        if (m_signer) {
            if (const auto isSigned = m_signer->sign(m_outgoing, clock.wallTime()); !isSigned) {
                finishWith(tl::make_unexpected(isSigned.error()));
                return;
            }
        }
        m_line = m_network->begin(m_origin, m_request.read, clock.now());
        m_queue->take(*this);
        m_http = wire.exchange(*m_line, m_outgoing, this);
        connect(m_http, &AsyncJob::finished, this, [this] {
            auto result = m_http->result();
            m_http = nullptr;
            leave();
            finishWith(std::move(result));
        });
        m_http->start();
    }

protected:
    void run() override
    {
        auto outgoing = buildRequest(m_base, m_request);
        if (!outgoing) {
            finishWith(tl::make_unexpected(outgoing.error()));
            return;
        }
        m_outgoing = *std::move(outgoing);
        m_queue->enqueue(this);
    }

    // What was handed over may have left: then the wire says what the cancellation means.
    void abort() override
    {
        if (m_http) {
            disconnect(m_http, nullptr, this, nullptr);
            m_http->cancel();
            m_cancelled = m_http->result();
            m_http = nullptr;
        }
        leave();
    }
    void setCancelled() override
    {
        if (m_cancelled)
            setResult(*std::move(m_cancelled));
        else
            ResultJob::setCancelled();
    }

private:
    void leave()
    {
        if (!m_queue)
            return;
        m_queue->remove(this);
        if (m_http)
            delete m_http.data(); // it aborts while its manager still lives
        if (m_line) {
            m_queue->release(*this);
            m_network->finish(*m_line, m_queue->m_clock.now());
            m_line.reset();
            m_queue->handOverLater();
        }
    }

    QPointer<RequestQueue> m_queue;
    std::shared_ptr<AccountNetwork> m_network;
    std::shared_ptr<const Signer> m_signer;
    QUrl m_base;
    ApiRequest m_request;
    QString m_origin;
    OutgoingRequest m_outgoing;
    std::optional<AccountNetwork::Line> m_line;
    QPointer<WireCall> m_http;
    std::optional<Result<HttpReply>> m_cancelled;
};

RequestQueue::RequestQueue(Clock &clock, HttpDeadlines deadlines, QObject *parent)
    : QObject(parent), m_clock(clock), m_network(std::make_unique<HttpWire>(clock, deadlines)), m_wire(*m_network)
{
}

RequestQueue::RequestQueue(Clock &clock, Wire &wire, QObject *parent) : QObject(parent), m_clock(clock), m_wire(wire)
{
}

RequestQueue::~RequestQueue() = default;

ResultJob<HttpReply> *RequestQueue::request(std::shared_ptr<AccountNetwork> network,
                                            std::shared_ptr<const Signer> signer, const QUrl &base,
                                            const ApiRequest &request, QObject *parent)
{
    return new Call(*this, std::move(network), std::move(signer), base, request, parent);
}

void RequestQueue::enqueue(Call *call)
{
    m_waiting.append(call);
    handOverLater();
}

void RequestQueue::remove(Call *call)
{
    m_waiting.removeOne(call);
}

void RequestQueue::take(const Call &call)
{
    if (call.request().gate.isEmpty())
        return;
    GateUse &use = m_gates[call.request().gate];
    ++use.all;
    use.writes += call.request().read ? 0 : 1;
}

void RequestQueue::release(const Call &call)
{
    if (call.request().gate.isEmpty())
        return;
    GateUse &use = m_gates[call.request().gate];
    --use.all;
    use.writes -= call.request().read ? 0 : 1;
    if (use.all == 0)
        m_gates.remove(call.request().gate);
}

void RequestQueue::hold(const QString &gate, std::chrono::milliseconds wait)
{
    std::chrono::milliseconds &held = m_heldUntil[gate];
    held = std::max(held, m_clock.now() + wait);
    wakeForHeld();
}

bool RequestQueue::isHeld(const QString &gate) const
{
    const auto held = m_heldUntil.constFind(gate);
    return held != m_heldUntil.cend() && m_clock.now() < *held;
}

void RequestQueue::wakeForHeld()
{
    m_heldUntil.removeIf([now = m_clock.now()](const auto &held) { return held.value() <= now; });
    const auto next = std::min_element(m_heldUntil.cbegin(), m_heldUntil.cend());
    if (next == m_heldUntil.cend())
        return;
    m_wake = m_clock.callAfter(*next - m_clock.now(), [this] {
        handOverLater();
        wakeForHeld();
    });
}

// From the event loop, once for all that was asked for in one turn: so that a write overtakes reads asked for
// before.
void RequestQueue::handOverLater()
{
    if (m_handOverPending)
        return;
    m_handOverPending = true;
    QMetaObject::invokeMethod(this, &RequestQueue::handOverAll, Qt::QueuedConnection);
}

void RequestQueue::handOverAll()
{
    m_handOverPending = false;
    for (const bool read : {false, true}) {
        while (Call *call = nextReady(read)) {
            m_waiting.removeOne(call);
            call->handOver(m_clock, m_wire);
        }
    }
}

RequestQueue::Call *RequestQueue::nextReady(bool read) const
{
    const auto found = std::find_if(m_waiting.cbegin(), m_waiting.cend(), [this, read](const Call *call) {
        return call->request().read == read && mayHandOver(*call);
    });
    return found == m_waiting.cend() ? nullptr : *found;
}

bool RequestQueue::mayHandOver(const Call &call) const
{
    if (!call.hasRoom())
        return false;
    const ApiRequest &request = call.request();
    if (request.gate.isEmpty())
        return true;
    if (isHeld(request.gate))
        return false;
    const GateUse use = m_gates.value(request.gate);
    const bool isFull = request.gateLimit > 0 && use.all >= request.gateLimit;
    const bool writeIsBarred = request.gateSingleWrite && !request.read && use.writes > 0;
    return !isFull && !writeIsBarred;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/asyncjob.h"
#include "app/clock.h"
#include "app/net/accountnetwork.h"
#include "app/net/httpmessage.h"

namespace Clearsky {

/// One exchange on the wire; results and errors are those of HttpCall.
class WireCall : public ResultJob<HttpReply>
{
    Q_OBJECT

public:
    using ResultJob::ResultJob;

    /// Whether the server may have received anything of it; false only when it is proved that it has not.
    [[nodiscard]] virtual bool mayHaveLeft() const = 0;
};

/// Where the RequestQueue hands its requests over: the network, or a simulated one.
class Wire
{
public:
    virtual ~Wire() = default;

    /// `request` is signed. The caller starts the call, which uses the line until it has ended or is destroyed.
    [[nodiscard]] virtual WireCall *exchange(const AccountNetwork::Line &line, const OutgoingRequest &request,
                                             QObject *parent) = 0;
};

/// How long a call may take. Never scaled: a practice cloud is as near as the provider is.
struct HttpDeadlines
{
    std::chrono::milliseconds connect{10'000}; ///< until the connection stands
    std::chrono::milliseconds idle{30'000};    ///< without any byte
    std::chrono::milliseconds total{120'000};  ///< from hand-over to the last byte
};

/// The network: every exchange is an HttpCall.
class HttpWire final : public Wire
{
public:
    explicit HttpWire(Clock &clock, HttpDeadlines deadlines = {});

    [[nodiscard]] WireCall *exchange(const AccountNetwork::Line &line, const OutgoingRequest &request,
                                     QObject *parent) override;

private:
    Clock &m_clock;
    HttpDeadlines m_deadlines;
};

} // namespace Clearsky

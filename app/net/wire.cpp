// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/wire.h"

#include "app/net/httpcall.h"

namespace Clearsky {

HttpWire::HttpWire(Clock &clock, HttpDeadlines deadlines) : m_clock(clock), m_deadlines(deadlines)
{
}

WireCall *HttpWire::exchange(const AccountNetwork::Line &line, const OutgoingRequest &request, QObject *parent)
{
    return new HttpCall(*line.manager, m_clock, request, m_deadlines, line.fresh, parent);
}

} // namespace Clearsky

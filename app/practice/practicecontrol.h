// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practicecloud.h"
#include "app/practice/practiceserver.h"

namespace Clearsky {

/// The practice cloud's truth and faults as JSON over HTTP on the loopback address, for clients that are not
/// C++:
///
/// GET /truth[?kind=…], GET and DELETE /requests, GET and DELETE /maxima, POST /faults (one fault, see
/// practiceFaultFromJson), DELETE /faults, POST /clock {"ms"}, POST /vanish {"kind", "ids"},
/// POST /state {"kind", "id", "state"}, DELETE /sessions.
///
/// Serves no keys. Requests that a web page makes (with an Origin header) are refused.
class PracticeControl
{
public:
    explicit PracticeControl(PracticeCloud &cloud);

    [[nodiscard]] Result<void> start(quint16 port) { return m_server->start(port); } ///< after the cloud's
    void stop() { m_server->stop(); }                                                ///< before the cloud's
    [[nodiscard]] quint16 port() const { return m_server->port(); }

private:
    [[nodiscard]] PracticeReply answer(const PracticeRequest &request);
    [[nodiscard]] PracticeReply read(const PracticeRequest &request);
    [[nodiscard]] PracticeReply change(const PracticeRequest &request);
    [[nodiscard]] PracticeReply clear(const PracticeRequest &request);

    PracticeCloud &m_cloud;
    std::unique_ptr<PracticeServer> m_server;
};

} // namespace Clearsky

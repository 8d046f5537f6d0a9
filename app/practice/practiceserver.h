// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practiceservice.h"
#include "models/result.h"

#include <functional>
#include <memory>

namespace Clearsky {

/// An HTTP server on the loopback address, a thread per connection. Knows nothing of clouds.
class PracticeServer
{
public:
    /// Called from many threads at once.
    using Handler = std::function<PracticeReply(const PracticeRequest &)>;

    PracticeServer() = default;
    PracticeServer(const PracticeServer &) = delete;
    PracticeServer &operator=(const PracticeServer &) = delete;
    virtual ~PracticeServer() = default;

    [[nodiscard]] virtual Result<void> start(quint16 port) = 0; ///< 0: any free port
    /// Hangs up on everybody and waits for the handlers under way.
    virtual void stop() = 0;
    [[nodiscard]] virtual quint16 port() const = 0;
};

[[nodiscard]] std::unique_ptr<PracticeServer> makePracticeServer(PracticeServer::Handler handler);

} // namespace Clearsky

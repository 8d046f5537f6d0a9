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

    explicit PracticeServer(Handler handler);
    PracticeServer(const PracticeServer &) = delete;
    PracticeServer &operator=(const PracticeServer &) = delete;
    ~PracticeServer();

    [[nodiscard]] Result<void> start(quint16 port); ///< 0: any free port
    /// Hangs up on everybody and waits for the handlers under way.
    void stop();
    [[nodiscard]] quint16 port() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Clearsky

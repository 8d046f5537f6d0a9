// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

#include <chrono>
#include <utility>

namespace Clearsky {

/// A job that was resumed three times in ten minutes without progress waits (engine.md 5.5): what stopped it three times
/// stops it a fourth time, and a person has to look first.
class ResumeGuard final
{
public:
    /// Whether the job may be resumed now; `ended` is how many of its items have ended. Notes the resumption.
    [[nodiscard]] bool admit(std::chrono::milliseconds now, int ended)
    {
        if (std::exchange(m_ended, ended) != ended)
            m_resumed.clear();
        m_resumed.removeIf([now](std::chrono::milliseconds at) { return now - at >= window; });
        if (m_resumed.size() >= mostResumptions)
            return false;
        m_resumed.append(now);
        return true;
    }

private:
    static constexpr std::chrono::minutes window{10};
    static constexpr qsizetype mostResumptions = 3;

    QList<std::chrono::milliseconds> m_resumed{};
    int m_ended = -1;
};

} // namespace Clearsky

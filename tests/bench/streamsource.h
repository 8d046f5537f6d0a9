// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/listsource.h"

#include <atomic>
#include <semaphore>
#include <thread>

namespace Clearsky {

/// The rows of a bench, page by page as fast as its reader takes them. A thread makes them, so that the window's thread
/// does what it does for a page that came over the wire, and nothing else.
class StreamSource final : public ListSource
{
    Q_OBJECT

public:
    static constexpr int pageRows = 500;

    explicit StreamSource(int rows) : m_rows(rows) {}
    ~StreamSource() override;

    /// The next lists hold every n-th of the rows only.
    void setEvery(int every) { m_every = every; }

    void load() override;
    void cancel() override {}
    [[nodiscard]] bool isLoading() const override { return m_loading; }
    [[nodiscard]] QString origin() const override { return QStringLiteral("https://bench.example"); }
    [[nodiscard]] QString projectId() const override { return {}; }

private:
    void produce();
    void end();

    int m_rows;
    int m_every = 1;
    bool m_loading = false;
    std::atomic<bool> m_stop{false};
    std::counting_semaphore<4> m_room{2}; ///< pages on their way
    std::thread m_thread{};
};

} // namespace Clearsky

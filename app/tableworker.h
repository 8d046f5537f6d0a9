// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/arrangement.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace Clearsky {

/// Arranges in a thread of its own, one task at a time. The thread begins with the first task and ends with the worker.
class TableWorker final : public Arranger
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TableWorker)

public:
    explicit TableWorker(QObject *parent = nullptr);
    ~TableWorker() override;

    void request(ArrangeTask task) override;

private:
    void work();
    [[nodiscard]] std::optional<ArrangeTask> nextTask();
    void tell(const std::shared_ptr<const Arrangement> &arrangement);

    std::mutex m_mutex{};
    std::condition_variable m_wake{};
    std::optional<ArrangeTask> m_next{};
    StopFlag m_stop{false};
    bool m_quit = false;
    quint64 m_newest = 0; ///< of the thread that asks
    std::thread m_thread{};
};

} // namespace Clearsky

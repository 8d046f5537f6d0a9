// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/tableworker.h"

namespace Clearsky {

TableWorker::TableWorker(QObject *parent)
    : Arranger(parent)
{
}

TableWorker::~TableWorker()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_quit = true;
        m_stop = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void TableWorker::request(ArrangeTask task)
{
    m_newest = task.number;
    {
        const std::scoped_lock lock(m_mutex);
        m_next = std::move(task);
        m_stop = true;
    }
    m_wake.notify_one();
    if (!m_thread.joinable())
        m_thread = std::thread(&TableWorker::work, this);
}

std::optional<ArrangeTask> TableWorker::nextTask()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_quit || m_next; });
    if (m_quit)
        return {};
    m_stop = false;
    return std::exchange(m_next, {});
}

void TableWorker::work()
{
    while (const auto task = nextTask()) {
        if (const auto arrangement = arrange(*task, m_stop))
            QMetaObject::invokeMethod(this, [this, arrangement] { tell(arrangement); }, Qt::QueuedConnection);
    }
}

void TableWorker::tell(const std::shared_ptr<const Arrangement> &arrangement)
{
    if (arrangement->task == m_newest)
        Q_EMIT arranged(arrangement);
}

} // namespace Clearsky

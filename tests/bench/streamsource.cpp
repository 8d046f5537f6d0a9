// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/streamsource.h"

#include "tests/bench/benchrows.h"

#include <QTimer>

namespace Clearsky {

StreamSource::~StreamSource()
{
    m_stop = true;
    m_room.release(2);
    if (m_thread.joinable())
        m_thread.join();
}

void StreamSource::load()
{
    if (m_loading)
        return;
    m_loading = true;
    Q_EMIT started();
    m_thread = std::thread(&StreamSource::produce, this);
}

void StreamSource::produce()
{
    BenchRows rows;
    const int kept = m_rows / m_every;
    QList<Resource> page;
    for (int i = 0; i < m_rows && !m_stop; ++i) {
        Resource row = rows.next();
        if (i % m_every == 0)
            page.append(std::move(row));
        if (page.size() < pageRows && i + 1 < m_rows)
            continue;
        m_room.acquire();
        // Each in a turn of its own: pages of a provider never come all in one.
        QMetaObject::invokeMethod(this, [this, kept, next = std::exchange(page, {})] {
            QTimer::singleShot(0, this, [this, kept, next] {
                Q_EMIT pageRead(next, kept);
                m_room.release();
            });
        }, Qt::QueuedConnection);
    }
    m_room.acquire();
    m_room.acquire();
    QMetaObject::invokeMethod(this, &StreamSource::end, Qt::QueuedConnection);
}

void StreamSource::end()
{
    m_thread.join();
    m_room.release(2);
    m_loading = false;
    Q_EMIT loaded();
}

} // namespace Clearsky

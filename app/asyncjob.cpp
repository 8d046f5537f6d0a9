// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/asyncjob.h"

namespace Clearsky {

AsyncJob::AsyncJob(QObject *parent)
    : QObject(parent)
{
}

void AsyncJob::start()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_finished)
                run();
        },
        Qt::QueuedConnection);
}

void AsyncJob::cancel()
{
    if (m_finished)
        return;
    abort();
    setCancelled();
    finish();
}

void AsyncJob::finish()
{
    m_finished = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            Q_EMIT finished();
            deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace Clearsky

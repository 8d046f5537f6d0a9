// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journal.h"

#include "app/jobs/journaldatabase.h"

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr auto retryAfter = 2s;

} // namespace

Journal::Journal(QString path, Clock &clock, QObject *parent)
    : Journal(std::make_unique<JournalDatabase>(std::move(path)), Worker::OwnThread, clock, parent)
{
}

Journal::Journal(std::unique_ptr<JournalStore> store, Worker worker, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_worker(new QObject)
    , m_store(std::move(store))
{
    if (worker == Worker::EventLoop) {
        m_worker->setParent(this);
        return;
    }
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("journal"));
    m_thread.start();
}

Journal::~Journal()
{
    // What waits is written before the file is let go: an outcome that is known must not be lost by quitting.
    QList<JournalChanges> rest;
    for (size_t i = m_writing; i < m_waiting.size(); ++i)
        rest.append(std::move(m_waiting.at(i).changes));
    QMetaObject::invokeMethod(
        m_worker,
        [this, rest] {
            if (!rest.isEmpty())
                static_cast<void>(m_store->write(rest));
            m_store->close();
        },
        m_thread.isRunning() ? Qt::BlockingQueuedConnection : Qt::DirectConnection);
    m_thread.quit();
    m_thread.wait();
}

void Journal::open(QObject *context, Opened opened)
{
    const auto work = [this, context = QPointer(context), opened = std::move(opened)] {
        Result<QList<StoredJob>> jobs = m_store->open();
        const auto answer = [context, opened, jobs = std::move(jobs)] {
            if (context)
                opened(jobs);
        };
        QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_worker, work, Qt::QueuedConnection);
}

void Journal::commit(JournalChanges changes, QObject *context, Durable durable)
{
    m_waiting.push_back({std::move(changes), context, std::move(durable)});
    if (m_waiting.size() == 1)
        QMetaObject::invokeMethod(this, &Journal::writeNext, Qt::QueuedConnection); // others of this turn join
}

void Journal::writeNext()
{
    m_retry.reset();
    if (m_writing > 0 || m_waiting.empty())
        return;
    m_writing = m_waiting.size();
    QList<JournalChanges> changes;
    for (const Waiting &waiting : m_waiting)
        changes.append(waiting.changes);
    const auto work = [this, changes = std::move(changes)] {
        const Result<void> written = m_store->write(changes);
        QMetaObject::invokeMethod(this, [this, written] { onWritten(written); }, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_worker, work, Qt::QueuedConnection);
}

void Journal::onWritten(const Result<void> &written)
{
    const size_t count = std::exchange(m_writing, 0);
    if (!written) {
        m_troubled = true;
        m_retry = m_clock.callAfter(retryAfter, [this] { writeNext(); });
        Q_EMIT troubled(written.error());
        return;
    }
    std::vector<Waiting> done;
    for (size_t i = 0; i < count; ++i) {
        done.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    if (!m_waiting.empty())
        QMetaObject::invokeMethod(this, &Journal::writeNext, Qt::QueuedConnection);
    if (std::exchange(m_troubled, false))
        Q_EMIT recovered();
    for (const Waiting &waiting : done) {
        if (waiting.context && waiting.durable)
            waiting.durable();
    }
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journal.h"

#include "app/jobs/journaldatabase.h"

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr auto retryAfter = 2s;
// Two full batches. Requests that waited for one large commit would be sent together, answered together and wait together
// again: so who comes first does not wait for the others, unless the disk is behind already.
constexpr qsizetype itemsTogether = 200;
constexpr auto checkAfter = 5s; // well after the first paint

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
    QList<QList<JournalChanges>> rest(2);
    for (size_t i = m_writing; i < m_waiting.size(); ++i)
        rest[i < m_failed ? 0 : 1].append(std::move(m_waiting.at(i).changes));
    QMetaObject::invokeMethod(
        m_worker,
        [this, rest] {
            for (const QList<JournalChanges> &changes : rest)
                writeOrKeep(changes);
            m_store->close();
        },
        m_thread.isRunning() ? Qt::BlockingQueuedConnection : Qt::DirectConnection);
    m_thread.quit();
    m_thread.wait();
}

/// The last chance, in the worker's thread.
void Journal::writeOrKeep(const QList<JournalChanges> &changes)
{
    if (changes.isEmpty() || m_store->write(changes))
        return;
    for (const JournalChanges &each : changes) {
        if (each.outcome)
            static_cast<void>(m_store->writeAside(each));
    }
}

template<typename T>
void Journal::onWorker(std::function<T()> work, std::function<void(const T &)> done)
{
    const auto step = [this, work = std::move(work), done = std::move(done)] {
        const auto answer = [done, result = work()] { done(result); };
        QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_worker, step, Qt::QueuedConnection);
}

void Journal::open(QObject *context, Opened opened)
{
    onWorker<Result<JournalContents>>(
        [this] { return m_store->open(); },
        [this, context = QPointer(context), opened = std::move(opened)](const Result<JournalContents> &contents) {
            if (contents)
                m_check = m_clock.callAfter(checkAfter, [this] { checkFile(); });
            if (context)
                opened(contents);
        });
}

void Journal::readItems(int jobNumber, int from, QObject *context, std::function<void(const Result<QList<JobItem>> &)> read)
{
    onWorker<Result<QList<JobItem>>>([this, jobNumber, from] { return m_store->readItems(jobNumber, from); },
                                     [context = QPointer(context), read = std::move(read)](const Result<QList<JobItem>> &items) {
                                         if (context)
                                             read(items);
                                     });
}

void Journal::checkFile()
{
    onWorker<Result<void>>([this] { return m_store->check(); },
                           [this](const Result<void> &checked) {
                               if (!checked)
                                   setTrouble(checked.error());
                           });
}

void Journal::commit(JournalChanges changes, QObject *context, Durable durable)
{
    m_waiting.push_back({std::move(changes), context, std::move(durable)});
    if (m_trouble)
        writeAside();
    else if (m_waiting.size() == 1)
        QMetaObject::invokeMethod(this, &Journal::writeNext, Qt::QueuedConnection); // others of this turn join
}

void Journal::writeNext()
{
    m_retry.reset();
    if (m_writing > 0 || m_waiting.empty())
        return;
    m_writing = m_failed > 0 ? m_failed : writtenTogether();
    QList<JournalChanges> changes;
    for (size_t i = 0; i < m_writing; ++i)
        changes.append(m_waiting.at(i).changes);
    onWorker<Result<void>>([this, changes = std::move(changes)] { return m_store->write(changes); },
                           [this](const Result<void> &written) { onWritten(written); });
}

/// How many of those that wait share the next commit.
size_t Journal::writtenTogether() const
{
    if (m_isBehind)
        return m_waiting.size();
    qsizetype room = itemsTogether;
    size_t count = 0;
    do {
        room -= m_waiting.at(count++).changes.items.size();
    } while (count < m_waiting.size() && m_waiting.at(count).changes.items.size() <= room);
    return count;
}

void Journal::onWritten(const Result<void> &written)
{
    const size_t count = std::exchange(m_writing, 0);
    if (!written) {
        m_failed = count;
        m_retry = m_clock.callAfter(retryAfter, [this] { writeNext(); });
        setTrouble(written.error());
        writeAside();
        return;
    }
    m_failed = 0;
    std::vector<Waiting> done;
    for (size_t i = 0; i < count; ++i) {
        done.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    m_isBehind = !m_waiting.empty();
    if (m_isBehind)
        QMetaObject::invokeMethod(this, &Journal::writeNext, Qt::QueuedConnection);
    if (std::exchange(m_trouble, {})) {
        m_asideFails = false;
        Q_EMIT recovered();
    }
    for (const Waiting &waiting : done) {
        if (waiting.context && waiting.durable)
            waiting.durable();
    }
}

/// An outcome that is known is not to be lost with this process.
void Journal::writeAside()
{
    QList<JournalChanges> outcomes;
    for (Waiting &waiting : m_waiting) {
        if (waiting.changes.outcome && !std::exchange(waiting.aside, true))
            outcomes.append(waiting.changes);
    }
    if (outcomes.isEmpty())
        return;
    onWorker<bool>(
        [this, outcomes] {
            return std::all_of(outcomes.cbegin(), outcomes.cend(),
                               [this](const JournalChanges &changes) { return m_store->writeAside(changes).has_value(); });
        },
        [this](const bool &written) {
            if (written || !m_trouble || std::exchange(m_asideFails, true))
                return;
            Error error = *m_trouble;
            error.message += u' ' + tr("Outcomes are kept in memory only: leave Clearsky running until then.");
            Q_EMIT troubled(error);
        });
}

void Journal::setTrouble(const Error &error)
{
    const bool isNews = !m_trouble || m_trouble->message != error.message;
    m_trouble = error;
    if (isNews)
        Q_EMIT troubled(error);
}

} // namespace Clearsky

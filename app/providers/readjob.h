// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "app/net/retrypolicy.h"
#include "app/providers/connection.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <functional>

namespace Clearsky {

/// Sends a read until its answer is good, or there is no hope: the part of ReadJob that does not depend on the result.
class RepeatedRead final : public ResultJob<HttpReply>
{
    Q_OBJECT

public:
    /// Takes what is wrong with an answer; nothing: it is good.
    using Judged = std::function<void(const std::optional<Error> &)>;
    /// Judges an answer, at once or later, but not after this job has ended.
    using Judge = std::function<void(const HttpReply &, const Judged &)>;

    RepeatedRead(Connection &connection, ApiRequest request, Judge judge, QObject *parent);
    ~RepeatedRead() override;

protected:
    void run() override;
    void abort() override;

private:
    void onAnswer();
    void onError(const Error &error);
    [[nodiscard]] bool isPatient(const RetryRule &rule);

    QPointer<Connection> m_connection;
    ApiRequest m_request;
    Judge m_judge;
    RandomSource m_random;
    QPointer<ResultJob<HttpReply>> m_call;
    std::unique_ptr<Clock::Timer> m_timer;
    int m_failures = 0;
    int m_signIns = 0;
    int m_throttled = 0;
    std::chrono::milliseconds m_throttledSince{};
};

/// Sends a read and reads its answer; tries again as engine.md 5.3 says of reads (readRetryRule()): 3 attempts with
/// growing, jittered waits for what may pass, once more after a new sign-in when the session has expired or after the
/// clock's difference was measured, after the provider's hint when throttled, for at most 5 minutes. Waits are counted in
/// the connection's Timing. This is the one retry layer for reads.
template<typename T>
class ReadJob final : public ResultJob<T>
{
public:
    using Reader = std::function<Result<T>(const HttpReply &)>;
    /// Where the reader works. In a thread it must not touch what others use; this job's end waits for it.
    enum class Where { Here, InThread };

    ReadJob(Connection &connection, ApiRequest request, Reader reader, QObject *parent = nullptr,
            Where where = Where::Here)
        : ResultJob<T>(parent)
        , m_reader(std::move(reader))
    {
        m_read = new RepeatedRead(
            connection, std::move(request),
            [this, where](const HttpReply &reply, const RepeatedRead::Judged &judged) {
                if (where == Where::Here)
                    take(m_reader(reply), judged);
                else
                    readInThread(reply, judged);
            },
            this);
        QObject::connect(m_read, &AsyncJob::finished, this, [this] {
            if (m_read->result())
                this->finishWith(*std::move(m_value));
            else
                this->finishWith(tl::make_unexpected(m_read->result().error()));
        });
    }
    ~ReadJob() override { letGo(); }

protected:
    void run() override { m_read->start(); }
    void abort() override
    {
        letGo();
        QObject::disconnect(m_read, nullptr, this, nullptr);
        m_read->cancel();
    }

private:
    void take(Result<T> value, const RepeatedRead::Judged &judged)
    {
        m_value = std::move(value);
        judged(*m_value ? std::nullopt : std::optional(m_value->error()));
    }

    void readInThread(const HttpReply &reply, const RepeatedRead::Judged &judged)
    {
        const auto promise = std::make_shared<QPromise<Result<T>>>();
        m_reading = std::make_unique<QFutureWatcher<Result<T>>>();
        QObject::connect(m_reading.get(), &QFutureWatcherBase::finished, this, [this, judged] {
            Result<T> value = m_reading->future().takeResult();
            m_reading.release()->deleteLater(); // it is what speaks
            take(std::move(value), judged);
        });
        promise->start();
        m_reading->setFuture(promise->future());
        QThreadPool::globalInstance()->start([promise, reply, reader = m_reader] {
            promise->addResult(reader(reply));
            promise->finish();
        });
    }

    void letGo()
    {
        if (!m_reading)
            return;
        m_reading->disconnect(this);
        m_reading->waitForFinished();
        m_reading.reset();
    }

    Reader m_reader;
    std::optional<Result<T>> m_value;
    RepeatedRead *m_read = nullptr;
    std::unique_ptr<QFutureWatcher<Result<T>>> m_reading; ///< while a thread reads
};

} // namespace Clearsky

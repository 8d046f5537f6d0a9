// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "app/net/retrypolicy.h"
#include "app/providers/connection.h"

#include <functional>

namespace Clearsky {

/// Sends a read until its answer is good, or there is no hope: the part of ReadJob that does not depend on the result.
class RepeatedRead final : public ResultJob<HttpReply>
{
    Q_OBJECT

public:
    /// What is wrong with an answer; nothing: it is good.
    using Judge = std::function<std::optional<Error>(const HttpReply &)>;

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

    ReadJob(Connection &connection, ApiRequest request, Reader reader, QObject *parent = nullptr)
        : ResultJob<T>(parent)
        , m_reader(std::move(reader))
    {
        m_read = new RepeatedRead(
            connection, std::move(request),
            [this](const HttpReply &reply) -> std::optional<Error> {
                m_value = m_reader(reply);
                return *m_value ? std::nullopt : std::optional(m_value->error());
            },
            this);
        QObject::connect(m_read, &AsyncJob::finished, this, [this] {
            if (m_read->result())
                this->finishWith(*std::move(m_value));
            else
                this->finishWith(tl::make_unexpected(m_read->result().error()));
        });
    }

protected:
    void run() override { m_read->start(); }
    void abort() override
    {
        QObject::disconnect(m_read, nullptr, this, nullptr);
        m_read->cancel();
    }

private:
    Reader m_reader;
    std::optional<Result<T>> m_value;
    RepeatedRead *m_read = nullptr;
};

} // namespace Clearsky

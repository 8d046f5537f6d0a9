// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QObject>

#include <optional>

namespace Clearsky {

/// One asynchronous operation. Construct it on the heap, connect finished(), call start(), which returns at once: the
/// work begins from the event loop. finished() is emitted exactly once, from the event loop, after which the job
/// deletes itself. cancel() ends it with Error::Kind::Cancelled, also from the event loop. Destroying a running job
/// cancels it silently.
class AsyncJob : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AsyncJob)

public:
    explicit AsyncJob(QObject *parent = nullptr);

    void start();
    void cancel();

Q_SIGNALS:
    void finished();

protected:
    virtual void run() = 0;
    /// Lets go of whatever is running. finished() follows by itself.
    virtual void abort() { }
    /// Stores the cancellation as the result.
    virtual void setCancelled() = 0;
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// Ends the job. The result is set before; nothing of the job is touched after.
    void finish();

private:
    bool m_finished = false;
};

/// An AsyncJob with a result, which is read in the slot connected to finished().
template<typename T>
class ResultJob : public AsyncJob
{
public:
    using AsyncJob::AsyncJob;

    [[nodiscard]] const Result<T> &result() const { return *m_result; }

protected:
    void finishWith(Result<T> result)
    {
        if (isFinished())
            return;
        m_result = std::move(result);
        finish();
    }
    /// For setCancelled() alone: what the job ends with when it was cancelled.
    void setResult(Result<T> result) { m_result = std::move(result); }
    void setCancelled() override { m_result = failure({.kind = Error::Kind::Cancelled}); }

private:
    std::optional<Result<T>> m_result;
};

} // namespace Clearsky

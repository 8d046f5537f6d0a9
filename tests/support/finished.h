// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/asyncjob.h"

#include <QSignalSpy>

#include <memory>
#include <optional>

namespace Clearsky {

/// Keeps a job's result beyond its end, and counts how often it ended.
template <typename T> struct Outcome
{
    std::optional<Result<T>> result{};
    int times = 0;
};

/// Starts the job; the outcome is filled when it ends.
template <typename T> [[nodiscard]] std::shared_ptr<Outcome<T>> started(ResultJob<T> *job)
{
    auto outcome = std::make_shared<Outcome<T>>();
    QObject::connect(job, &AsyncJob::finished, job, [job, outcome] {
        outcome->result = job->result();
        ++outcome->times;
    });
    job->start();
    return outcome;
}

/// Starts the job and waits, at most 10 s, until it has ended; without an end the error's detail is "never
/// ended".
template <typename T> [[nodiscard]] Result<T> finishedResult(ResultJob<T> *job)
{
    QSignalSpy spy(job, &AsyncJob::finished);
    const auto outcome = started(job);
    if (!spy.wait(10'000)) {
        delete job; // before what it runs on
        return failure({.kind = Error::Kind::Configuration, .detail = QStringLiteral("never ended")});
    }
    return *outcome->result;
}

} // namespace Clearsky

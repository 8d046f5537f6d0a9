// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/asyncjob.h"

#include <QSignalSpy>

#include <optional>

namespace Clearsky {

/// Starts the job and waits up to `patience` for its result. No result in time is Error::Kind::NoAnswer.
template <typename T>
Result<T> resultOf(ResultJob<T> *job, std::chrono::milliseconds patience = std::chrono::seconds(10))
{
    std::optional<Result<T>> result;
    QSignalSpy finished(job, &AsyncJob::finished);
    QObject context;
    QObject::connect(job, &AsyncJob::finished, &context, [job, &result] { result.emplace(job->result()); });
    job->start();
    finished.wait(static_cast<int>(patience.count()));
    if (result)
        return *result;
    return failure({.kind = Error::Kind::NoAnswer, .message = QStringLiteral("the job did not finish")});
}

} // namespace Clearsky

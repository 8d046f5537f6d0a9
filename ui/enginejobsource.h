// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/jobsource.h"

namespace Clearsky {

class JobEngine;

/// The running program's jobs. The engine outlives it.
class EngineJobSource final : public JobSource
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EngineJobSource)

public:
    explicit EngineJobSource(JobEngine &engine, QObject *parent = nullptr);

    [[nodiscard]] QStringList jobIds() const override;
    [[nodiscard]] const JobSummary *job(const QString &jobId) const override;
    [[nodiscard]] JobOutlook outlook(const QString &jobId) const override;
    [[nodiscard]] const QList<JobItem> &items(const QString &jobId) const override;
    [[nodiscard]] const QList<RequestRecord> &requests(const QString &jobId) const override;

    void undo(const QString &jobId) override;
    void stop(const QString &jobId) override;
    void pause(const QString &jobId) override;
    void resume(const QString &jobId) override;
    void verifyAgain(const QString &jobId) override;

private:
    JobEngine &m_engine;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/jobsource.h"

namespace Clearsky {

/// One job, whose items a bench ends batch by batch.
class BenchJobs final : public JobSource
{
    Q_OBJECT

public:
    /// Begins the job with so many items.
    void start(const Account &account, const QString &kindId, int items);
    /// The next so many items are deleted.
    void end(int items);

    [[nodiscard]] QStringList jobIds() const override;
    [[nodiscard]] const JobSummary *job(const QString &jobId) const override;
    [[nodiscard]] JobOutlook outlook(const QString &) const override { return {}; }
    [[nodiscard]] const QList<JobItem> &items(const QString &) const override { return m_items; }
    [[nodiscard]] const QList<RequestRecord> &requests(const QString &) const override { return m_requests; }
    void undo(const QString &) override {}
    void stop(const QString &) override {}
    void pause(const QString &) override {}
    void resume(const QString &) override {}
    void verifyAgain(const QString &) override {}

private:
    JobSummary m_job{};
    QList<JobItem> m_items{};
    QList<RequestRecord> m_requests{};
};

} // namespace Clearsky

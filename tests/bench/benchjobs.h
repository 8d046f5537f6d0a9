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
    /// A job of so many items, which nobody sees before start().
    void prepare(const Account &account, const QString &kindId, int items);
    void start();
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
    JobSummary m_prepared{};
    JobSummary m_job{};
    QList<JobItem> m_items{};
    QList<RequestRecord> m_requests{};
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practicecloud.h"
#include "models/job.h"

#include <QProcess>

namespace Clearsky {

/// How many times as fast the driver's clock runs; its cloud has to keep up.
inline constexpr double driverSpeed = 400;

/// What a driver does besides carrying out its jobs.
struct DriverOptions
{
    QString origin{};          ///< of the cloud, or of a proxy before it; empty: the cloud's own
    QString halt{};            ///< stands still at this moment: see haltingMoment()
    bool looksOnly = false;    ///< ends when what was under way has been looked at; starts and resumes nothing
    double speed = driverSpeed;
};

/// The program of jobdriver.cpp, on a practice cloud of this process. It can be killed and started again on its folder.
class DriverProcess final : public QProcess
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DriverProcess)

public:
    /// Starts at once. One job of `count` items for each kind that has none yet in the folder.
    DriverProcess(const QString &program, const QString &folder, int count, const QStringList &kindIds,
                  const PracticeCloud &cloud, const DriverOptions &options = {});

    [[nodiscard]] const QByteArray &output(); ///< all that it has printed so far
    [[nodiscard]] bool hasHalted() { return output().contains("halted"); }
    /// The items of all jobs, once it has ended by itself.
    [[nodiscard]] QList<JobItem> items();
    /// The items of all jobs as the journal had them when it was opened.
    [[nodiscard]] QList<JobItem> itemsAtStart();
    /// The ids of all items that it has shown as deleted.
    [[nodiscard]] QSet<QString> shownDeleted();

private:
    QByteArray m_output;
};

} // namespace Clearsky

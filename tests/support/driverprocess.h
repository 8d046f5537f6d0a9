// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practicecloud.h"
#include "models/job.h"

#include <QProcess>

namespace Clearsky {

/// How many times as fast the driver's clock runs; its cloud has to keep up.
inline constexpr double driverSpeed = 400;

/// The program of jobdriver.cpp, on a practice cloud of this process. It can be killed and started again on its folder.
class DriverProcess final : public QProcess
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DriverProcess)

public:
    /// Starts at once. One job of `count` items for each kind that has none yet in the folder.
    DriverProcess(const QString &program, const QString &folder, int count, const QStringList &kindIds,
                  const PracticeCloud &cloud);

    [[nodiscard]] const QByteArray &output(); ///< all that it has printed so far
    /// The items of all jobs, once it has ended by itself.
    [[nodiscard]] QList<JobItem> items();

private:
    QByteArray m_output;
};

} // namespace Clearsky

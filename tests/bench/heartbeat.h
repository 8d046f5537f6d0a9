// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace Clearsky {

/// How long the event loop lets a timer of 16 ms wait, phase by phase. Runs under the application's exec(). The processor's
/// time tells what the thread does itself from what it waits for because the computer has other work.
class Heartbeat final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Heartbeat)

public:
    struct Phase
    {
        QString name{};
        double longest = 0; ///< milliseconds between two beats
        double busiest = 0; ///< milliseconds of the processor's time for this thread between two beats
        double lasted = 0;  ///< milliseconds
    };

    explicit Heartbeat(QObject *parent = nullptr);

    /// Call it at a beat: the interval that follows is the phase's first.
    void beginPhase(const QString &name);
    void stop();
    [[nodiscard]] const QList<Phase> &phases() const { return m_phases; }

Q_SIGNALS:
    void beat();

private:
    void onTimer();

    QTimer m_timer{};
    QElapsedTimer m_sinceBeat{};
    double m_cpuTime = 0;
    QList<Phase> m_phases{};
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QJsonArray>
#include <QList>
#include <QString>

#include <algorithm>

namespace Clearsky {

/// One line of what a bench says: a goal, our figure, that of the peer of the same run, and what is asked of them.
struct BenchLine
{
    QString goal{};   ///< "P2"
    QString what{};
    double ours = 0;
    QString unit{};
    QString peerName{};
    double peer = 0;
    double ratio = 0;
    double bar = 0;
    bool isUpper = true; ///< the ratio shall be at most the bar; otherwise at least
};

/// Prints lines as they come and keeps them.
class BenchReport
{
public:
    void begin();
    void add(const BenchLine &line);
    /// A line that cannot be measured here, and why: "not installed". It is not short.
    void skip(const QString &goal, const QString &what, const QString &peerName, const QString &why);
    [[nodiscard]] bool isGood() const { return m_short == 0; }
    [[nodiscard]] QJsonArray json() const { return m_json; }

private:
    QJsonArray m_json{};
    int m_short = 0;
};

/// Milliseconds that `work` takes.
template<typename Work>
double milliseconds(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

template<typename Measure>
double medianOf(int runs, Measure measure)
{
    QList<double> values;
    for (int i = 0; i < runs; ++i)
        values.append(measure());
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchreport.h"

#include <QJsonObject>

#include <cstdio>

namespace Clearsky {

namespace {

QString column(const QString &text, int width)
{
    return text.size() >= width ? text + u' ' : text.leftJustified(width);
}

QString figure(double value, const QString &unit)
{
    return QString::number(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0) + (unit.isEmpty() ? QString() : u' ' + unit);
}

void say(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stdout);
    std::fflush(stdout);
}

} // namespace

void BenchReport::begin()
{
    say(column(QStringLiteral("goal"), 5) + column(QStringLiteral("what"), 52) + column(QStringLiteral("ours"), 12)
        + column(QStringLiteral("peer"), 42) + column(QStringLiteral("ratio"), 9) + column(QStringLiteral("bar"), 9));
}

void BenchReport::add(const BenchLine &line)
{
    const bool good = line.isUpper ? line.ratio <= line.bar : line.ratio >= line.bar;
    m_short += good ? 0 : 1;
    const QString bar = (line.isUpper ? QStringLiteral("<= ") : QStringLiteral(">= ")) + QString::number(line.bar);
    const QString verdict = good ? QStringLiteral("ok") : QStringLiteral("short");
    say(column(line.goal, 5) + column(line.what, 52) + column(figure(line.ours, line.unit), 12)
        + column(line.peerName + u' ' + figure(line.peer, line.unit), 42)
        + column(QString::number(line.ratio, 'f', 3), 9) + column(bar, 9) + verdict);
    m_json.append(QJsonObject{{QStringLiteral("goal"), line.goal}, {QStringLiteral("what"), line.what},
                              {QStringLiteral("ours"), line.ours}, {QStringLiteral("unit"), line.unit},
                              {QStringLiteral("peerName"), line.peerName}, {QStringLiteral("peer"), line.peer},
                              {QStringLiteral("ratio"), line.ratio}, {QStringLiteral("bar"), bar},
                              {QStringLiteral("verdict"), verdict}});
}

void BenchReport::skip(const QString &goal, const QString &what, const QString &peerName, const QString &why)
{
    say(column(goal, 5) + column(what, 52) + column({}, 12) + column(peerName, 42) + why);
    m_json.append(QJsonObject{{QStringLiteral("goal"), goal}, {QStringLiteral("what"), what},
                              {QStringLiteral("peerName"), peerName}, {QStringLiteral("verdict"), why}});
}

} // namespace Clearsky

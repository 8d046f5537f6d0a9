// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/joboutlook.h"

#include <QCoreApplication>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::JobOutlook)
};

QString secondText(const QDateTime &time)
{
    return time.toLocalTime().toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

QString estimateText(const JobOutlook &outlook)
{
    if (outlook.kind == JobOutlook::Kind::None)
        return {};
    if (outlook.kind == JobOutlook::Kind::Stalled)
        return Texts::tr("waiting, no estimate");
    if (outlook.longest > 2min) {
        const auto from = std::max<qint64>(1, std::chrono::floor<std::chrono::minutes>(outlook.shortest).count());
        const auto to = std::chrono::ceil<std::chrono::minutes>(outlook.longest).count();
        return Texts::tr("about %1–%2 min").arg(from).arg(to);
    }
    // In steps of five seconds: more would only flicker.
    const auto steps = [](std::chrono::milliseconds time) { return std::chrono::ceil<std::chrono::seconds>(time).count() / 5 * 5; };
    return Texts::tr("about %1–%2 s").arg(std::max<qint64>(1, steps(outlook.shortest))).arg(steps(outlook.longest) + 5);
}

QString heartbeatText(const JobOutlook &outlook, const QDateTime &now)
{
    if (!outlook.sinceLastAnswer)
        return {};
    const QString last = secondText(now.addMSecs(-outlook.sinceLastAnswer->count()));
    if (!outlook.untilNextRequest)
        return Texts::tr("Last answer %1.").arg(last);
    return Texts::tr("Last answer %1, next request %2.").arg(last, secondText(now.addMSecs(outlook.untilNextRequest->count())));
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/answer.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Clearsky {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype longestExcerpt = 2048;

} // namespace

QString excerptOf(const QByteArray &body)
{
    return QString::fromUtf8(body.left(longestExcerpt)).trimmed();
}

bool looksLikeHtml(const QByteArray &body)
{
    const QByteArray start = body.left(256).trimmed().toLower();
    return start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head")
        || start.startsWith("<body");
}

std::optional<std::chrono::milliseconds> retryAfterOf(const HttpReply &reply)
{
    const QByteArray value = reply.header("Retry-After").trimmed();
    if (value.isEmpty())
        return {};
    bool isNumber = false;
    qint64 seconds = value.toLongLong(&isNumber);
    if (!isNumber) {
        QDateTime until = QLocale::c().toDateTime(QString::fromLatin1(value),
                                                  QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
        until.setTimeSpec(Qt::UTC);
        const QDateTime now = reply.date.isValid() ? reply.date : reply.receivedAt;
        if (!until.isValid() || !now.isValid())
            return {};
        seconds = now.secsTo(until);
    }
    return std::chrono::seconds(std::clamp<qint64>(seconds, 0, std::chrono::seconds(24h).count()));
}

Error malformedAnswer(const HttpReply &reply, const QString &fact)
{
    const bool isPage = looksLikeHtml(reply.body);
    const QString message = isPage
        ? QCoreApplication::translate("Answer",
                                      "A web page came back instead of the provider's answer. Check the endpoint in the "
                                      "account; if this network has a sign-in page of its own, sign in there with a web "
                                      "browser and try again.")
        : QCoreApplication::translate("Answer",
                                      "The answer is not what the provider's documentation says, so it proves nothing. "
                                      "Try again; if it stays so, report it with the details.");
    const QString excerpt = excerptOf(reply.body);
    return {.kind = Error::Kind::Malformed,
            .message = message,
            .detail = excerpt.isEmpty() ? fact : QString(fact + QLatin1Char('\n') + excerpt),
            .httpStatus = reply.status,
            .requestId = reply.requestId};
}

} // namespace Clearsky

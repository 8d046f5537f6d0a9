// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practicecloud.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>

// httplib.h defines no macro that disturbs Qt, but brings the system's socket headers along: only tests
// include it.
#include <httplib.h>

namespace Clearsky {

/// A clock that the test moves; may be read from any thread.
struct PracticeTime
{
    std::atomic<qint64> nowMs{1767225600000}; ///< 2026-01-01T00:00:00Z

    [[nodiscard]] std::function<qint64()> source()
    {
        return [this] { return nowMs.load(); };
    }
    void pass(std::chrono::milliseconds time) { nowMs += time.count(); }
};

/// An answer as a plain HTTP client sees it; status 0: there was none.
struct PracticeAnswer
{
    int status = 0;
    QByteArray body{};
    QByteArray contentType{};
    QByteArray date{};

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QString text(const QString &member) const { return json().value(member).toString(); }
};

inline PracticeAnswer practiceAnswer(const httplib::Result &result)
{
    if (!result)
        return {};
    return {.status = result->status,
            .body = QByteArray::fromStdString(result->body),
            .contentType = QByteArray::fromStdString(result->get_header_value("Content-Type")),
            .date = QByteArray::fromStdString(result->get_header_value("Date"))};
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>

#include <optional>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace Clearsky {

/// One request as a server read it, byte for byte.
struct RawRequest
{
    QByteArray method{};
    QByteArray target{}; ///< path and query as sent
    QList<QPair<QByteArray, QByteArray>> headers{};
    QByteArray body{};
    QByteArray bytes{}; ///< the whole request
    int connection = 0; ///< which connection of the server brought it, from 1

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    [[nodiscard]] QByteArray path() const { return target.split('?').first(); }
};

/// The first request in the buffer, once it is there as a whole (bodies have a Content-Length).
[[nodiscard]] std::optional<RawRequest> firstRequest(const QByteArray &buffer);

/// True when the buffer holds an answer with a Content-Length as a whole.
[[nodiscard]] bool isWholeAnswer(const QByteArray &buffer);

/// An HTTP/1.1 answer with a Content-Length.
[[nodiscard]] QByteArray httpAnswer(int status, const QByteArray &body = "{}",
                                    const QList<QByteArray> &headerLines = {});

/// Ends a connection with RST instead of FIN.
void resetConnection(QTcpSocket &socket);

} // namespace Clearsky

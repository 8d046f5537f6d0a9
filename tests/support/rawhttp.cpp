// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/rawhttp.h"

#include <QTcpSocket>

#include <algorithm>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace Clearsky {

QByteArray RawRequest::header(const QByteArray &name) const
{
    const auto found = std::find_if(headers.cbegin(), headers.cend(), [&name](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.cend() ? QByteArray() : found->second;
}

namespace {

// The message's head is read as a request's: of an answer only the headers are used.
std::optional<RawRequest> readHead(const QByteArray &buffer, qsizetype headEnd)
{
    if (headEnd < 0)
        return std::nullopt;
    RawRequest request;
    const QList<QByteArray> lines = buffer.left(headEnd).split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    return request;
}

} // namespace

std::optional<RawRequest> firstRequest(const QByteArray &buffer)
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    auto request = readHead(buffer, headEnd);
    if (!request)
        return std::nullopt;
    const qsizetype length = request->header("Content-Length").toLongLong();
    const qsizetype size = headEnd + 4 + length;
    if (buffer.size() < size)
        return std::nullopt;
    request->body = buffer.mid(headEnd + 4, length);
    request->bytes = buffer.left(size);
    return request;
}

bool isWholeAnswer(const QByteArray &buffer)
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    const auto head = readHead(buffer, headEnd);
    const QByteArray length = head ? head->header("Content-Length") : QByteArray();
    return !length.isEmpty() && buffer.size() >= headEnd + 4 + length.toLongLong();
}

QByteArray httpAnswer(int status, const QByteArray &body, const QList<QByteArray> &headerLines)
{
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n";
    answer += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const QByteArray &line : headerLines)
        answer += line + "\r\n";
    return answer + "\r\n" + body;
}

void resetConnection(QTcpSocket &socket)
{
#ifdef Q_OS_WIN
    const auto descriptor = static_cast<SOCKET>(socket.socketDescriptor());
#else
    const auto descriptor = static_cast<int>(socket.socketDescriptor());
#endif
    linger wait{};
    wait.l_onoff = 1;
    wait.l_linger = 0;
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&wait), sizeof wait);
    socket.abort();
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/faultproxy.h"

#include <QTimer>

#include <algorithm>

namespace Clearsky {

namespace {

// The target is asked to close after its answer: its end is then known without reading HTTP. An answer that will be
// rewritten must come plainly.
QByteArray withConnectionClose(const RawRequest &request, bool plainly)
{
    QByteArray bytes = request.method + ' ' + request.target + " HTTP/1.1\r\n";
    for (const auto &[name, value] : request.headers) {
        const bool isUnwanted = name.compare("Connection", Qt::CaseInsensitive) == 0
            || (plainly && name.compare("Accept-Encoding", Qt::CaseInsensitive) == 0);
        if (!isUnwanted)
            bytes += name + ": " + value + "\r\n";
    }
    return bytes + "Connection: close\r\n\r\n" + request.body;
}

QByteArray withoutConnectionHeader(const QByteArray &answer)
{
    const qsizetype headEnd = answer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return answer;
    QByteArray head = answer.left(headEnd + 2);
    const qsizetype begin = head.toLower().indexOf("\r\nconnection:");
    if (begin >= 0)
        head.remove(begin, head.indexOf("\r\n", begin + 2) - begin);
    return head + answer.mid(headEnd + 2);
}

QByteArray withoutChunks(const QByteArray &chunked)
{
    QByteArray body;
    qsizetype at = 0;
    while (at < chunked.size()) {
        const qsizetype lineEnd = chunked.indexOf("\r\n", at);
        const qsizetype size = chunked.mid(at, lineEnd - at).toLongLong(nullptr, 16);
        if (lineEnd < 0 || size <= 0)
            break;
        body += chunked.mid(lineEnd + 2, size);
        at = lineEnd + 2 + size + 2;
    }
    return body;
}

QByteArray rewritten(const QByteArray &answer, const std::function<QByteArray(const QByteArray &)> &rewrite)
{
    const qsizetype headEnd = answer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return answer;
    QByteArray head = answer.left(headEnd + 2);
    const bool isChunked = head.toLower().contains("\r\ntransfer-encoding: chunked");
    for (const char *name : {"\r\ncontent-length:", "\r\ntransfer-encoding:"}) {
        const qsizetype begin = head.toLower().indexOf(name);
        if (begin >= 0)
            head.remove(begin, head.indexOf("\r\n", begin + 2) - begin);
    }
    const QByteArray sent = answer.mid(headEnd + 4);
    const QByteArray body = rewrite(isChunked ? withoutChunks(sent) : sent);
    return head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

FaultProxy::FaultProxy(quint16 targetPort, QObject *parent) : QTcpServer(parent), m_targetPort(targetPort)
{
    connect(this, &QTcpServer::newConnection, this, &FaultProxy::onNewConnection);
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port on loopback");
}

QUrl FaultProxy::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort()));
}

void FaultProxy::onNewConnection()
{
    while (QTcpSocket *client = nextPendingConnection()) {
        connect(client, &QTcpSocket::readyRead, this, [this, client] { onReadyRead(client); });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
}

void FaultProxy::onReadyRead(QTcpSocket *client)
{
    const auto request = firstRequest(client->peek(client->bytesAvailable()));
    if (!request)
        return;
    const Fault fault = !m_script.isEmpty() ? m_script.takeFirst()
        : m_chooser                         ? m_chooser(*request)
                                            : Fault{};
    m_requests.append(*request);
    ++m_counts[fault.kind];
    apply(fault, *request, client);
}

void FaultProxy::dropIdleConnections()
{
    const auto clients = findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    for (QTcpSocket *client : clients) {
        const bool isClient = client->localPort() == serverPort() || client->peerPort() != m_targetPort;
        if (isClient && client->bytesAvailable() == 0)
            client->disconnectFromHost();
    }
}

void FaultProxy::apply(const Fault &fault, const RawRequest &request, QTcpSocket *client)
{
    switch (fault.kind) {
    case Fault::Kind::DropBeforeReading:
        end(fault, client);
        return;
    case Fault::Kind::CutRequest:
        client->skip(std::min<qint64>(fault.bytes, request.bytes.size()));
        end(fault, client);
        return;
    case Fault::Kind::Swallow:
        client->skip(request.bytes.size());
        return;
    case Fault::Kind::Status:
        client->skip(request.bytes.size());
        client->write(httpAnswer(fault.status, fault.payload));
        return;
    case Fault::Kind::Redirect:
        client->skip(request.bytes.size());
        client->write(httpAnswer(fault.status, {}, {"Location: " + fault.target.toEncoded()}));
        return;
    default:
        client->skip(request.bytes.size());
        forward(fault, request, client);
    }
}

void FaultProxy::forward(const Fault &fault, const RawRequest &request, QTcpSocket *client)
{
    ++m_forwarded;
    // Parent is the proxy: the target carries the request out even if the client goes away.
    auto *target = new QTcpSocket(this);
    const bool isRewritten = fault.kind == Fault::Kind::Rewrite;
    connect(target, &QTcpSocket::connected, target,
            [target, bytes = withConnectionClose(request, isRewritten)] { target->write(bytes); });
    connect(target, &QTcpSocket::readyRead, target, [target] {
        if (isWholeAnswer(target->peek(target->bytesAvailable())))
            target->disconnectFromHost();
    });
    connect(target, &QTcpSocket::disconnected, this, [this, target, fault, client = QPointer(client)] {
        if (client)
            answer(fault, withoutConnectionHeader(target->readAll()), client);
        target->deleteLater();
    });
    connect(target, &QTcpSocket::errorOccurred, target, [target, client = QPointer(client)](auto error) {
        if (error == QAbstractSocket::ConnectionRefusedError && client)
            client->abort();
        if (target->state() == QAbstractSocket::UnconnectedState)
            target->deleteLater();
    });
    target->connectToHost(QHostAddress::LocalHost, m_targetPort);
}

void FaultProxy::answer(const Fault &fault, const QByteArray &bytes, QTcpSocket *client)
{
    switch (fault.kind) {
    case Fault::Kind::LostAnswer:
        end(fault, client);
        return;
    case Fault::Kind::CutAnswer:
        client->write(bytes.left(fault.bytes));
        end(fault, client);
        return;
    case Fault::Kind::StallAnswer:
        client->write(bytes.left(fault.bytes));
        client->flush();
        ++m_stalled;
        return;
    case Fault::Kind::Garbage:
        client->write(fault.payload);
        end(fault, client);
        return;
    case Fault::Kind::Drip:
        Exchange(client).drip(bytes, std::max<qsizetype>(fault.bytes, 1), fault.wait);
        return;
    case Fault::Kind::Delay:
        QTimer::singleShot(fault.wait, client, [client, bytes] { client->write(bytes); });
        return;
    case Fault::Kind::Silence:
        return;
    case Fault::Kind::Twice:
        client->write(bytes + bytes);
        return;
    case Fault::Kind::Rewrite:
        client->write(rewritten(bytes, fault.rewrite));
        return;
    default:
        client->write(bytes);
    }
}

void FaultProxy::end(const Fault &fault, QTcpSocket *client)
{
    client->flush();
    if (fault.reset)
        resetConnection(*client);
    else
        client->disconnectFromHost();
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/scriptedserver.h"

#include <QTimer>

#include <memory>

namespace Clearsky {

void Exchange::send(const QByteArray &bytes) const
{
    if (isOpen())
        m_socket->write(bytes);
}

void Exchange::close() const
{
    if (isOpen())
        m_socket->disconnectFromHost();
}

void Exchange::reset() const
{
    if (!isOpen())
        return;
    m_socket->flush();
    resetConnection(*m_socket);
}

void Exchange::drip(const QByteArray &bytes, qsizetype piece, std::chrono::milliseconds interval) const
{
    if (!isOpen())
        return;
    auto *timer = new QTimer(m_socket);
    const auto rest = std::make_shared<QByteArray>(bytes);
    QObject::connect(timer, &QTimer::timeout, m_socket, [exchange = *this, timer, rest, piece] {
        exchange.send(rest->left(piece));
        rest->remove(0, piece);
        if (rest->isEmpty())
            timer->deleteLater();
    });
    timer->start(interval);
}

ScriptedServer::ScriptedServer(Script script, QObject *parent)
    : QTcpServer(parent), m_script(std::move(script))
{
    connect(this, &QTcpServer::newConnection, this, &ScriptedServer::onNewConnection);
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port on loopback");
}

QUrl ScriptedServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort()));
}

void ScriptedServer::closeConnections()
{
    const auto sockets = m_buffers.keys();
    for (QTcpSocket *socket : sockets)
        socket->disconnectFromHost();
}

void ScriptedServer::onNewConnection()
{
    while (QTcpSocket *socket = nextPendingConnection()) {
        const int connection = ++m_connections;
        m_buffers.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket, connection] { onReadyRead(socket, connection); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_buffers.remove(socket);
            socket->deleteLater();
        });
    }
}

void ScriptedServer::onReadyRead(QTcpSocket *socket, int connection)
{
    m_buffers[socket] += socket->readAll();
    // The script may end the connection.
    while (m_buffers.contains(socket)) {
        auto request = firstRequest(m_buffers.value(socket));
        if (!request)
            return;
        m_buffers[socket].remove(0, request->bytes.size());
        request->connection = connection;
        m_requests.append(*request);
        const Exchange exchange(socket);
        if (m_script)
            m_script(*request, exchange);
        else
            exchange.send(httpAnswer(200));
    }
}

} // namespace Clearsky

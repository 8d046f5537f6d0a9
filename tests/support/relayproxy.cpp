// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/relayproxy.h"

#include <QTcpSocket>
#include <QUrl>

namespace Clearsky {

namespace {

void relay(QTcpSocket *from, QTcpSocket *to)
{
    const auto pass = [from, to] { to->write(from->readAll()); };
    QObject::connect(from, &QTcpSocket::readyRead, to, pass);
    QObject::connect(from, &QTcpSocket::disconnected, to, [to, pass] {
        pass();
        to->disconnectFromHost();
    });
    pass();
}

} // namespace

RelayProxy::RelayProxy(QObject *parent)
    : QTcpServer(parent)
{
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = nextPendingConnection())
            connect(client, &QTcpSocket::readyRead, this, [this, client] { onFirstBytes(client); });
    });
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port on loopback");
}

QNetworkProxy RelayProxy::proxy() const
{
    return QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), serverPort());
}

void RelayProxy::onFirstBytes(QTcpSocket *client)
{
    const QByteArray head = client->peek(client->bytesAvailable());
    const qsizetype headEnd = head.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    disconnect(client, &QTcpSocket::readyRead, this, nullptr);
    const QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
    const bool isTunnel = words.value(0) == "CONNECT";
    const quint16 port = isTunnel ? words.value(1).split(':').last().toUShort()
                                  : static_cast<quint16>(QUrl(QString::fromLatin1(words.value(1))).port(80));
    auto *target = new QTcpSocket(client);
    connect(target, &QTcpSocket::connected, client, [this, client, target, isTunnel, headEnd] {
        ++m_relayed;
        if (isTunnel) {
            client->skip(headEnd + 4);
            client->write("HTTP/1.1 200 Tunnel\r\n\r\n");
        }
        relay(client, target);
        relay(target, client);
    });
    connect(target, &QTcpSocket::errorOccurred, client, [client] { client->disconnectFromHost(); });
    target->connectToHost(QHostAddress::LocalHost, port);
}

} // namespace Clearsky

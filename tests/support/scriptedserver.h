// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/rawhttp.h"

#include <QHash>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <chrono>
#include <functional>

namespace Clearsky {

/// A connection while it is being answered; the script may keep it and answer later. Calls after its end do
/// nothing.
class Exchange
{
public:
    explicit Exchange(QTcpSocket *socket) : m_socket(socket) { }

    void send(const QByteArray &bytes) const;
    void close() const; ///< FIN after what was sent
    void reset() const; ///< RST
    /// One piece every `interval`, until the bytes are used up; the connection stays open.
    void drip(const QByteArray &bytes, qsizetype piece, std::chrono::milliseconds interval) const;
    [[nodiscard]] bool isOpen() const
    {
        return m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
    }

private:
    QPointer<QTcpSocket> m_socket;
};

/// A tiny HTTP server on loopback: records every request and lets a script answer it, byte by byte if need
/// be.
class ScriptedServer final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptedServer)

public:
    using Script = std::function<void(const RawRequest &, const Exchange &)>;

    /// Listens at once on a free port. Without a script every answer is 200 `{}`.
    explicit ScriptedServer(Script script = {}, QObject *parent = nullptr);

    void setScript(Script script) { m_script = std::move(script); }
    [[nodiscard]] QUrl url() const; ///< http://127.0.0.1:port
    [[nodiscard]] const QList<RawRequest> &requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; }
    /// Ends all open connections with FIN, as servers do with idle ones.
    void closeConnections();

private:
    void onNewConnection();
    void onReadyRead(QTcpSocket *socket, int connection);

    Script m_script;
    QList<RawRequest> m_requests;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    int m_connections = 0;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkProxy>
#include <QTcpServer>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace Clearsky {

/// An HTTP proxy on loopback that relays bytes: a tunnel for CONNECT, the request itself for absolute addresses. What one
/// side ends, it ends on the other.
class RelayProxy final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RelayProxy)

public:
    explicit RelayProxy(QObject *parent = nullptr);

    [[nodiscard]] QNetworkProxy proxy() const;
    [[nodiscard]] int relayed() const { return m_relayed; } ///< connections made to targets

private:
    void onFirstBytes(QTcpSocket *client);

    int m_relayed = 0;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/rawhttp.h"

#include <QSslCertificate>
#include <QSslServer>
#include <QUrl>

#include <functional>

namespace Clearsky {

/// An HTTPS server on loopback with a self-signed certificate for 127.0.0.1. Its key is public, being in
/// these sources: trust the certificate in one test's own configuration only.
class TlsServer final : public QSslServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TlsServer)

public:
    explicit TlsServer(QObject *parent = nullptr);

    [[nodiscard]] QUrl url() const; ///< https://127.0.0.1:port
    [[nodiscard]] static QSslCertificate certificate();
    [[nodiscard]] int requests() const { return m_requests; }
    /// What to do with a request instead of answering 200 `{}`.
    void setScript(std::function<void(QTcpSocket &)> script) { m_script = std::move(script); }

private:
    std::function<void(QTcpSocket &)> m_script;
    int m_requests = 0;
};

} // namespace Clearsky

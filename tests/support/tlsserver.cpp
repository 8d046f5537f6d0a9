// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/tlsserver.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpSocket>

#include <memory>

namespace Clearsky {

namespace {

// An EC key (P-256) that guards nothing, and its certificate, valid 2020 to 2120; both DER in base64.
constexpr auto keyText =
    "MHcCAQEEIF9WaJ2acdZ13+xdS53c+ogLTHMj5/2VHxjsfP3NRXutoAoGCCqGSM49AwEHoUQDQgAEQ4zE6SIGBBDq"
    "Gb1IBrGSSdchxJnmbULtGy5uodBwP8+K14ZQa9wm/ik5HqcScxhhD9CaXRfZYySTdTtzlnnVOQ==";
constexpr auto certificateText =
    "MIIBczCCARigAwIBAgIBATAKBggqhkjOPQQDAjAfMR0wGwYDVQQDDBRDbGVhcnNreSB0ZXN0IHNlcnZlcjAgFw0yMD"
    "AxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowHzEdMBsGA1UEAwwUQ2xlYXJza3kgdGVzdCBzZXJ2ZXIwWTATBgcq"
    "hkjOPQIBBggqhkjOPQMBBwNCAARDjMTpIgYEEOoZvUgGsZJJ1yHEmeZtQu0bLm6h0HA/z4rXhlBr3Cb+KTkepxJzGG"
    "EP0JpdF9ljJJN1O3OWedU5o0MwQTAPBgNVHREECDAGhwR/AAABMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFFc1"
    "mV01fgsSyt/HISAqh3Eluw4zMAoGCCqGSM49BAMCA0kAMEYCIQCZIdWTg+IemTZbevHEYhzlqJkNvEtpqLNWzeIiV5"
    "gH8gIhAP6igDPE4yVKbcsRcqrBnZ0C0M1x1+GvpIm5w9mUo/KV";

} // namespace

TlsServer::TlsServer(QObject *parent) : QSslServer(parent)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(QByteArray::fromBase64(keyText), QSsl::Ec, QSsl::Der));
    configuration.setLocalCertificate(certificate());
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // of clients
    setSslConfiguration(configuration);
    connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            const auto buffer = std::make_shared<QByteArray>();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] {
                *buffer += socket->readAll();
                while (const auto request = firstRequest(*buffer)) {
                    buffer->remove(0, request->bytes.size());
                    ++m_requests;
                    if (m_script)
                        m_script(*socket);
                    else
                        socket->write(httpAnswer(200));
                }
            });
        }
    });
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port on loopback");
}

QUrl TlsServer::url() const
{
    return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(serverPort()));
}

QSslCertificate TlsServer::certificate()
{
    return QSslCertificate(QByteArray::fromBase64(certificateText), QSsl::Der);
}

} // namespace Clearsky

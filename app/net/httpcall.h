// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpfailure.h"
#include "app/net/wire.h"

#include <QNetworkReply>
#include <QPointer>

#include <chrono>
#include <memory>

QT_FORWARD_DECLARE_CLASS(QNetworkAccessManager)

namespace Clearsky {

class OnceBody;

/// One exchange on the wire: no retry, no redirect, no cookie, HTTP/1.1. A request that is not a read leaves
/// at most once, even where Qt would send it again (engine.md 1.1).
///
/// The result is an HttpReply for every whole answer but 3xx and 407, whatever its status. Otherwise an Error
/// whose kind says what may have reached the server: NotSent, Certificate and ProxySignIn only when it is
/// proved that nothing did; TooLarge, Redirected and NoAnswer when it may have. A cancelled call that may
/// have left and is not a read ends with NoAnswer, too. Messages are translated and name the host.
class HttpCall final : public WireCall
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpCall)

public:
    static constexpr qint64 maxBody = 32 * 1024 * 1024;

    /// `request` is signed; `network` outlives the call. `freshNetwork`: the manager cannot hold a connection
    /// to this origin yet, so the connect deadline counts from the start and a failed TLS handshake proves
    /// that nothing left.
    HttpCall(QNetworkAccessManager &network, Clock &clock, OutgoingRequest request,
             HttpDeadlines deadlines = {}, bool freshNetwork = false, QObject *parent = nullptr);
    ~HttpCall() override;

    [[nodiscard]] bool mayHaveLeft() const override;

protected:
    void run() override;
    void abort() override;
    void setCancelled() override;

private:
    void send();
    void watchReply();
    void watchDeadlines();
    void onProgress();
    void onMetaData();
    void takeBody();
    void onReplyFinished();
    void succeed();
    void endWith(Error::Kind kind, QNetworkReply::NetworkError error, const QString &detail);
    void release();
    void log(const QString &outcome, const QString &requestId) const;
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] bool isWhole(int status) const;
    [[nodiscard]] WireEvidence evidence(QNetworkReply::NetworkError error) const;
    [[nodiscard]] HttpReply reply() const;
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

    QNetworkAccessManager &m_network;
    Clock &m_clock;
    OutgoingRequest m_request;
    HttpDeadlines m_deadlines;
    bool m_freshNetwork;

    std::unique_ptr<QNetworkReply> m_reply;
    QPointer<OnceBody> m_onceBody;
    std::unique_ptr<Clock::Timer> m_timer;
    std::chrono::milliseconds m_start{};
    std::chrono::milliseconds m_lastByte{};
    bool m_sawTraffic = false;
    bool m_encrypted = false;
    bool m_certificateRefused = false;
    int m_connects = 0;
    bool m_leftUnfinished = false; ///< cancelled, and may have left
    QByteArray m_body;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <memory>

namespace Clearsky {

class Withdrawal;

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

/// One request as a provider describes it: decoded, not signed, without the account's host.
struct ApiRequest
{
    enum class Method { Get, Post, Delete };

    Method method = Method::Get;
    QString service{};          ///< "workspace", "roma", "clouddc", "csbs", "iam", "zec", "user"
    QStringList pathSegments{}; ///< decoded, appended to the base's path; "", "." and ".." are refused
    QList<QPair<QString, QString>> query{}; ///< decoded; sorted when sent
    QByteArray body{};
    QByteArray contentType = "application/json"; ///< sent when not empty, with every method
    HttpHeaders headers{};                       ///< further headers, for example X-Project-Id or X-ZC-Action
    QString action{};  ///< Zenlayer's action, otherwise a short label; for the log, not sent by itself
    QString context{}; ///< for the contract that reads the answer; neither sent nor logged
    bool read = true;  ///< false: changes something, so it must never reach the wire twice
    QString gate{};    ///< requests with the same gate share gateLimit over all accounts; empty: none
    int gateLimit = 0; ///< handed over at once through the gate; 0: no limit
    bool gateSingleWrite = false; ///< at most one request that is not a read at once through the gate
    std::shared_ptr<Withdrawal> withdrawal{}; ///< takes it back while nothing of it may have left; null: nobody will

    friend bool operator==(const ApiRequest &, const ApiRequest &) = default;
};

/// One request as it goes on the wire. The URL's encoded path and query are the very bytes that are sent.
struct OutgoingRequest
{
    ApiRequest::Method method = ApiRequest::Method::Get;
    QUrl url{};
    HttpHeaders headers{}; ///< without Host, Content-Length, User-Agent, Accept-Encoding, Connection
    QByteArray body{};
    bool read = true;
    QString service{};
    QString action{};
    QString logLabel{}; ///< nothing secret: goes to the log

    friend bool operator==(const OutgoingRequest &, const OutgoingRequest &) = default;
};

/// A whole HTTP answer with any status but 3xx.
struct HttpReply
{
    int status = 0;
    HttpHeaders headers{};  ///< in the order received; repeated headers are joined with ", "
    QByteArray body{};      ///< decompressed
    QString requestId{};    ///< X-Request-Id or X-IAM-Trace-Id (api/huawei.md 1.1); may be empty
    QDateTime date{};       ///< the server's clock; invalid when it did not say
    QDateTime receivedAt{}; ///< our calendar when it arrived, to compare with; invalid: not noted
    std::chrono::milliseconds elapsed{}; ///< from hand-over to the last byte

    /// The value of the first header of that name, whatever its case; empty when there is none.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;

    friend bool operator==(const HttpReply &, const HttpReply &) = default;
};

[[nodiscard]] QByteArray methodName(ApiRequest::Method method); ///< "GET", "POST", "DELETE"
/// The Host header that is sent for the URL: lower case, with the port only when it is not the scheme's own.
[[nodiscard]] QByteArray hostHeader(const QUrl &url);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpcall.h"

#include "app/net/oncebody.h"
#include "app/net/requestbuilder.h"

#include <QLocale>
#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <algorithm>

namespace Clearsky {

Q_LOGGING_CATEGORY(lcHttp, "clearsky.http", QtInfoMsg)

namespace {

constexpr qint64 readBuffer = 1024 * 1024;

QNetworkRequest toNetworkRequest(const OutgoingRequest &outgoing)
{
    QNetworkRequest request(outgoing.url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    for (const auto &[name, value] : outgoing.headers)
        request.setRawHeader(name, value);
    return request;
}

Result<void> checkAll(const OutgoingRequest &request)
{
    for (const auto &[name, value] : request.headers) {
        if (auto checked = checkHeader(name, value); !checked)
            return checked;
    }
    QUrl base = request.url;
    base.setPath({});
    base.setQuery(QString());
    return checkBase(base);
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

// Qt turns a status of 400 and more into an error; that is no failure of the wire.
bool isErrorOfStatus(QNetworkReply::NetworkError error, int status)
{
    switch (error) {
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolFailure:
        return false;
    default:
        return status >= 400 && error >= QNetworkReply::ContentAccessDenied;
    }
}

// An object or array that is not closed was cut. Other text is for the reader to judge.
bool looksClosed(const QByteArray &body)
{
    int depth = 0;
    bool isString = false;
    bool isEscaped = false;
    for (const char c : body) {
        if (isString) {
            isString = isEscaped || c != '"';
            isEscaped = !isEscaped && c == '\\';
        } else if (c == '"') {
            isString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return !isString && depth == 0;
}

bool isJsonText(const QByteArray &body)
{
    const QByteArrayView text = QByteArrayView(body).trimmed();
    return text.startsWith('{') || text.startsWith('[');
}

// A whole web page is a proxy's or portal's answer, and is told as such; nobody takes it for the service's.
bool isClosedPage(const QByteArray &body)
{
    return body.right(64).trimmed().toLower().endsWith("</html>");
}

// With the port when it is not the usual one: it may be what is wrong.
QString shownHost(const QUrl &url)
{
    return QString::fromLatin1(hostHeader(url));
}

// An id from outside goes to the log: only what an id consists of.
QString cleanedId(const QByteArray &id)
{
    QString cleaned;
    for (const char c : id.left(128)) {
        if (c > 0x20 && c < 0x7f)
            cleaned += QLatin1Char(c);
    }
    return cleaned;
}

} // namespace

HttpCall::HttpCall(QNetworkAccessManager &network, Clock &clock, OutgoingRequest request,
                   HttpDeadlines deadlines, bool freshNetwork, QObject *parent)
    : WireCall(parent), m_network(network), m_clock(clock), m_request(std::move(request)),
      m_deadlines(deadlines), m_freshNetwork(freshNetwork)
{
}

HttpCall::~HttpCall()
{
    release();
}

void HttpCall::run()
{
    m_start = m_clock.now();
    m_lastByte = m_start;
    // The signer added headers after the builder had looked.
    if (const auto checked = checkAll(m_request); !checked) {
        finishWith(tl::make_unexpected(checked.error()));
        return;
    }
    send();
    m_reply->setReadBufferSize(readBuffer);
    watchReply();
    watchDeadlines();
}

void HttpCall::send()
{
    QNetworkRequest request = toNetworkRequest(m_request);
    const QByteArray method = methodName(m_request.method);
    if (m_request.read) {
        m_reply.reset(m_request.method == ApiRequest::Method::Get
                          ? m_network.get(request)
                          : m_network.sendCustomRequest(request, method, m_request.body));
        return;
    }
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
    auto *body = new OnceBody(m_request.body);
    m_onceBody = body;
    m_reply.reset(m_request.method == ApiRequest::Method::Post
                      ? m_network.post(request, body)
                      : m_network.sendCustomRequest(request, method, body));
    body->setParent(m_reply.get());
}

void HttpCall::watchReply()
{
    QNetworkReply *reply = m_reply.get();
    connect(reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        ++m_connects;
        watchDeadlines();
    });
    connect(reply, &QNetworkReply::encrypted, this, [this] {
        m_encrypted = true;
        onProgress();
    });
    connect(reply, &QNetworkReply::requestSent, this, &HttpCall::onProgress);
    connect(reply, &QNetworkReply::uploadProgress, this, &HttpCall::onProgress);
    connect(reply, &QNetworkReply::sslErrors, this, [this] { m_certificateRefused = true; });
    connect(reply, &QNetworkReply::metaDataChanged, this, &HttpCall::onMetaData);
    connect(reply, &QNetworkReply::readyRead, this, [this] {
        onProgress();
        takeBody();
    });
    connect(reply, &QNetworkReply::finished, this, &HttpCall::onReplyFinished);
}

bool HttpCall::isConnected() const
{
    if (m_sawTraffic || (m_onceBody && m_onceBody->taken() > 0))
        return true;
    if (m_connects == 0)
        return !m_freshNetwork;
    // Qt shows nothing of a request without a body until it is answered.
    return m_request.url.scheme() == QLatin1String("http") && m_request.body.isEmpty();
}

void HttpCall::watchDeadlines()
{
    const bool connected = isConnected();
    const auto now = m_clock.now();
    const auto totalEnd = m_start + m_deadlines.total;
    const auto nextEnd = connected ? m_lastByte + m_deadlines.idle : m_start + m_deadlines.connect;
    const auto due = std::min(totalEnd, nextEnd);
    if (now < due) {
        m_timer = m_clock.callAfter(due - now, [this] { watchDeadlines(); });
        return;
    }
    const QLatin1String which(due == totalEnd ? "whole exchange" : connected ? "silence" : "connecting");
    endWith(kindOf(evidence(QNetworkReply::NoError)), QNetworkReply::TimeoutError,
            QStringLiteral("deadline: %1, %2 ms").arg(which).arg(elapsed().count()));
}

void HttpCall::onProgress()
{
    const bool isFirst = !m_sawTraffic;
    m_sawTraffic = true;
    m_lastByte = m_clock.now();
    // Later deadlines are found by the running timer; the first progress may bring them nearer.
    if (isFirst)
        watchDeadlines();
}

void HttpCall::onMetaData()
{
    onProgress();
    if (m_reply && m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > maxBody)
        endWith(Error::Kind::TooLarge, QNetworkReply::NoError, QStringLiteral("announced by Content-Length"));
}

void HttpCall::takeBody()
{
    if (!m_reply)
        return;
    m_body += m_reply->readAll();
    if (m_body.size() > maxBody)
        endWith(Error::Kind::TooLarge, QNetworkReply::NoError,
                QStringLiteral("%1 bytes read").arg(m_body.size()));
}

void HttpCall::onReplyFinished()
{
    takeBody();
    if (!m_reply)
        return;
    const auto error = m_reply->error();
    const int status = statusOf(*m_reply);
    if (status >= 300 && status < 400) {
        const QUrl target = m_reply->header(QNetworkRequest::LocationHeader).toUrl();
        endWith(Error::Kind::Redirected, error, QStringLiteral("to %1").arg(target.host()));
    } else if (status == 407 && m_request.url.scheme() == QLatin1String("http")) {
        endWith(Error::Kind::ProxySignIn, error, m_reply->errorString());
    } else if (isWhole(status)) {
        succeed();
    } else {
        endWith(kindOf(evidence(error)), error,
                error == QNetworkReply::NoError ? QStringLiteral("the answer was cut")
                                                : m_reply->errorString());
    }
}

// NoError is not proof of a whole answer (engine.md 1.6).
bool HttpCall::isWhole(int status) const
{
    if (status < 200)
        return false;
    const QByteArray length = m_reply->rawHeader("Content-Length");
    if (!length.isEmpty() && !m_reply->hasRawHeader("Content-Encoding"))
        return length == QByteArray::number(m_body.size());
    const auto error = m_reply->error();
    if (error != QNetworkReply::NoError && !isErrorOfStatus(error, status))
        return false;
    if (status == 204)
        return true;
    if (isJsonText(m_body))
        return looksClosed(m_body);
    if (m_reply->hasRawHeader("Content-Encoding") && isClosedPage(m_body))
        return true;
    // Measured: Qt unpacks a cut gzip body without an error, too. Of a refusal the status counts.
    const bool isDelimited =
        m_reply->hasRawHeader("Transfer-Encoding") && !m_reply->hasRawHeader("Content-Encoding");
    return isDelimited || status >= 400;
}

WireEvidence HttpCall::evidence(QNetworkReply::NetworkError error) const
{
    return {.error = error,
            .answered = m_reply && statusOf(*m_reply) != 0,
            .hasBody = !m_request.body.isEmpty() && m_onceBody,
            .bytesTaken = m_onceBody ? m_onceBody->taken() : 0,
            .encrypted = m_encrypted,
            .certificateRefused = m_certificateRefused,
            .onlyTlsConnection =
                m_freshNetwork && m_connects == 1 && m_request.url.scheme() == QLatin1String("https")};
}

HttpReply HttpCall::reply() const
{
    HttpReply reply{
        .status = statusOf(*m_reply), .body = m_body, .receivedAt = m_clock.wallTime(), .elapsed = elapsed()};
    reply.headers = m_reply->rawHeaderPairs();
    const QByteArray id = reply.header("X-Request-Id");
    reply.requestId = cleanedId(id.isEmpty() ? reply.header("X-IAM-Trace-Id") : id);
    reply.date = QLocale::c().toDateTime(QString::fromLatin1(reply.header("Date")),
                                         QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    reply.date.setTimeSpec(Qt::UTC);
    return reply;
}

std::chrono::milliseconds HttpCall::elapsed() const
{
    return m_clock.now() - m_start;
}

void HttpCall::succeed()
{
    HttpReply answer = reply();
    log(QString::number(answer.status), answer.requestId);
    release();
    finishWith(std::move(answer));
}

void HttpCall::endWith(Error::Kind kind, QNetworkReply::NetworkError error, const QString &detail)
{
    const HttpReply answer = reply();
    log(QStringLiteral("%1 %2 %3").arg(answer.status).arg(errorKindName(kind)).arg(int(error)),
        answer.requestId);
    release();
    finishWith(failure({.kind = kind,
                        .message = messageFor(kind, error, shownHost(m_request.url)),
                        .detail = detail,
                        .httpStatus = answer.status,
                        .requestId = answer.requestId}));
}

// Host, label, outcome, duration, request id. Never a body, a header or a query: they may hold secrets.
void HttpCall::log(const QString &outcome, const QString &requestId) const
{
    qCInfo(lcHttp).noquote() << m_request.url.host() << m_request.logLabel << outcome
                             << QStringLiteral("%1 ms").arg(elapsed().count())
                             << (requestId.isEmpty() ? QStringLiteral("-") : requestId);
}

bool HttpCall::mayHaveLeft() const
{
    return isFinished() || (m_reply && kindOf(evidence(QNetworkReply::NoError)) == Error::Kind::NoAnswer);
}

void HttpCall::abort()
{
    if (!m_reply)
        return;
    m_leftUnfinished = !m_request.read && mayHaveLeft();
    log(QStringLiteral("cancelled"), {});
    release();
}

void HttpCall::setCancelled()
{
    const auto kind = m_leftUnfinished ? Error::Kind::NoAnswer : Error::Kind::Cancelled;
    setResult(
        failure({.kind = kind,
                 .message = m_leftUnfinished ? messageFor(kind, QNetworkReply::NoError, shownHost(m_request.url))
                                          : QString(),
                 .detail = QStringLiteral("cancelled")}));
}

void HttpCall::release()
{
    m_timer.reset();
    if (!m_reply)
        return;
    disconnect(m_reply.get(), nullptr, this, nullptr);
    m_reply->abort();
    m_reply.release()->deleteLater();
}

} // namespace Clearsky

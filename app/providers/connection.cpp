// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/connection.h"

#include "app/net/requestqueue.h"
#include "app/net/withdrawal.h"

#include <QHash>
#include <QUrl>

#include <algorithm>
#include <functional>
#include <vector>

namespace Clearsky {

namespace {

// A request whose sign-in failed was not sent, whatever the sign-in's own requests may have done: nobody has to look.
Error asNotSent(Error error)
{
    using enum Error::Kind;
    switch (error.kind) {
    case SessionExpired:
    case NotPermitted:
    case WrongState:
    case Invalid:
    case Conflict:
    case NotFound:
        error.kind = SignInRefused;
        break;
    default:
        if (effectOf(error.kind) == Effect::Unknown)
            error.kind = NotSent;
        break;
    }
    return error;
}

} // namespace

class Connection::Private final : public QObject, public Transport
{
public:
    using SignedIn = std::function<void(const std::optional<Error> &)>;

    Private(Account theAccount, const Provider &theProvider, RequestQueue &theQueue, Clock &theClock, Timing theTiming,
            QString theOrigin, RandomSource theRandom)
        : account(std::move(theAccount))
        , provider(theProvider)
        , queue(theQueue)
        , ourClock(theClock)
        , timing(theTiming)
        , origin(std::move(theOrigin))
        , random(std::move(theRandom))
    {
    }

    ResultJob<HttpReply> *send(const QUrl &base, const ApiRequest &request,
                               std::shared_ptr<const Signer> signer) override
    {
        return queue.request(network, std::move(signer), base, request, this);
    }
    Clock &clock() override { return ourClock; }

    [[nodiscard]] bool isSignedIn() const { return isScopeKnown && authenticator->isReady(); }
    /// Calls back when signed in, or with what went wrong; not at all when `context` goes first.
    void whenSignedIn(QObject *context, SignedIn callback);
    void onSignInEnded(const Result<Identity> &identity);
    /// The provider's, taken apart and checked once: the account does not change.
    [[nodiscard]] Result<QUrl> baseUrl(const QString &service);
    void keepQuiet(const QString &gate, const Error &error);
    /// What an answer says of the session; the error that it is, if it is one.
    [[nodiscard]] std::optional<Error> judge(HttpReply &reply, const ApiRequest &request, int theSession);

    Account account;
    const Provider &provider;
    RequestQueue &queue;
    Clock &ourClock;
    Timing timing;
    QString origin;
    RandomSource random;
    std::shared_ptr<AccountNetwork> network = std::make_shared<AccountNetwork>();
    std::unique_ptr<Authenticator> authenticator{};
    Scope scope{};
    bool isScopeKnown = false;
    std::chrono::seconds clockOffset{0};
    int session = 0; ///< counts sign-ins: an answer to a request of an older one says nothing of this one

private:
    QPointer<ResultJob<Identity>> m_signIn;
    std::vector<std::pair<QPointer<QObject>, SignedIn>> m_waiting;
    QHash<QString, QUrl> m_baseUrls;
};

/// After a hint nothing of the gate leaves, not even what was asked for before (engine.md R8).
void Connection::Private::keepQuiet(const QString &gate, const Error &error)
{
    if (error.retryAfter && !gate.isEmpty())
        queue.hold(gate, timing.scaled(std::min(*error.retryAfter, longestHint)));
}

Result<QUrl> Connection::Private::baseUrl(const QString &service)
{
    if (const auto known = m_baseUrls.constFind(service); known != m_baseUrls.cend())
        return *known;
    Result<QUrl> base = provider.baseUrl(account, service);
    if (base)
        m_baseUrls.insert(service, *base);
    return base;
}

void Connection::Private::whenSignedIn(QObject *context, SignedIn callback)
{
    if (isSignedIn()) {
        callback({});
        return;
    }
    m_waiting.emplace_back(context, std::move(callback));
    if (m_signIn)
        return;
    m_signIn = authenticator->signIn();
    m_signIn->setParent(this);
    connect(m_signIn, &AsyncJob::finished, this, [this] { onSignInEnded(m_signIn->result()); });
    m_signIn->start();
}

void Connection::Private::onSignInEnded(const Result<Identity> &identity)
{
    std::optional<Error> error;
    if (identity) {
        ++session;
        isScopeKnown = true;
        scope = {.projectId = identity->projectId,
                 .region = account.region,
                 .userId = identity->userId,
                 .romaRequestForm = account.romaRequestForm};
    } else {
        error = identity.error();
    }
    m_signIn = nullptr;
    // A callback may end with this object: nothing of it is touched any more.
    const auto waiting = std::move(m_waiting);
    m_waiting.clear();
    for (const auto &[context, callback] : waiting) {
        if (context)
            callback(error);
    }
}

std::optional<Error> Connection::Private::judge(HttpReply &reply, const ApiRequest &request, int theSession)
{
    if (!request.read || reply.status >= 400)
        reply.requestId = provider.requestId(reply);
    if (reply.status < 400)
        return {};
    const Error error = provider.readError(reply);
    if (error.kind == Error::Kind::SessionExpired && theSession == session)
        authenticator->invalidate();
    if (error.kind == Error::Kind::ClockSkew && reply.date.isValid()) {
        clockOffset = std::chrono::seconds(reply.receivedAt.secsTo(reply.date));
        authenticator->setClockOffset(clockOffset);
    }
    return error;
}

namespace {

template<typename T>
Result<T> cancelledResult()
{
    return failure({.kind = Error::Kind::Cancelled});
}

} // namespace

class Connection::SignIn final : public ResultJob<Scope>
{
public:
    explicit SignIn(Connection &connection)
        : m_connection(&connection)
    {
    }

protected:
    void run() override
    {
        if (!m_connection) {
            finishWith(cancelledResult<Scope>());
            return;
        }
        connect(m_connection, &QObject::destroyed, this, [this] { finishWith(cancelledResult<Scope>()); });
        m_connection->d->whenSignedIn(this, [this](const std::optional<Error> &error) {
            if (error)
                finishWith(failure(*error));
            else
                finishWith(m_connection->d->scope);
        });
    }

private:
    QPointer<Connection> m_connection;
};

class Connection::Send final : public ResultJob<HttpReply>
{
public:
    Send(Connection &connection, ApiRequest request)
        : m_connection(&connection)
        , m_request(std::move(request))
    {
        if (!m_request.withdrawal)
            return;
        connect(m_request.withdrawal.get(), &Withdrawal::made, this, [this] {
            if (!m_call) // otherwise the call knows whether anything may have left
                cancel();
        });
    }

protected:
    void run() override
    {
        if (!m_connection) {
            finishWith(cancelledResult<HttpReply>());
            return;
        }
        connect(m_connection, &QObject::destroyed, this, [this] {
            if (!m_call)
                finishWith(cancelledResult<HttpReply>());
        });
        m_connection->d->whenSignedIn(this, [this](const std::optional<Error> &error) {
            if (error)
                finishWith(failure(asNotSent(*error)));
            else
                handOver();
        });
    }

    void abort() override
    {
        if (!m_call)
            return;
        disconnect(m_call, nullptr, this, nullptr);
        m_call->cancel();
        m_cancelled = m_call->result();
    }
    // What was handed over may have left: then the wire says what the cancellation means.
    void setCancelled() override
    {
        if (m_cancelled)
            setResult(*std::move(m_cancelled));
        else
            ResultJob::setCancelled();
    }

private:
    void handOver()
    {
        if (isFinished())
            return;
        Private &d = *m_connection->d;
        const auto base = d.baseUrl(m_request.service);
        if (!base) {
            finishWith(tl::make_unexpected(base.error()));
            return;
        }
        m_session = d.session;
        // Its parent is this job: what was handed over goes on without the connection.
        m_call = d.queue.request(d.network, d.authenticator->signer(), *base, m_request, this);
        connect(m_call, &AsyncJob::finished, this, &Send::onAnswer);
        m_call->start();
    }

    void onAnswer()
    {
        Result<HttpReply> result = m_call->result();
        std::optional<Error> error;
        if (result && m_connection)
            error = m_connection->d->judge(*result, m_request, m_session);
        const bool isThrottled = error
            && (error->kind == Error::Kind::Throttled || (error->kind == Error::Kind::Unavailable && error->retryAfter));
        if (isThrottled) {
            m_connection->d->keepQuiet(m_request.gate, *error);
            Q_EMIT m_connection->throttled(m_request.gate, *error);
        }
        finishWith(std::move(result));
    }

    QPointer<Connection> m_connection;
    ApiRequest m_request;
    QPointer<ResultJob<HttpReply>> m_call;
    std::optional<Result<HttpReply>> m_cancelled;
    int m_session = 0;
};

Connection::Connection(Account account, const Provider &provider, const Credentials &credentials, RequestQueue &queue,
                       Clock &clock, Timing timing, QString origin, RandomSource random, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(account), provider, queue, clock, timing, std::move(origin),
                                  std::move(random)))
{
    d->authenticator = provider.makeAuthenticator(d->account, credentials, *d);
}

Connection::~Connection() = default;

const Account &Connection::account() const
{
    return d->account;
}

const Provider &Connection::provider() const
{
    return d->provider;
}

Timing Connection::timing() const
{
    return d->timing;
}

Clock &Connection::clock() const
{
    return d->ourClock;
}

const RandomSource &Connection::random() const
{
    return d->random;
}

QString Connection::origin() const
{
    return d->origin;
}

const Scope &Connection::scope() const
{
    return d->scope;
}

bool Connection::isSignedIn() const
{
    return d->isSignedIn();
}

ResultJob<Scope> *Connection::signIn()
{
    return new SignIn(*this);
}

ResultJob<HttpReply> *Connection::send(const ApiRequest &request)
{
    return new Send(*this, request);
}

std::chrono::seconds Connection::clockOffset() const
{
    return d->clockOffset;
}

} // namespace Clearsky

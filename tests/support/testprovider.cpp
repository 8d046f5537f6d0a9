// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/testprovider.h"

namespace Clearsky {

namespace {

class TokenSigner final : public Signer
{
public:
    explicit TokenSigner(QByteArray token) : m_token(std::move(token)) { }
    Result<void> sign(OutgoingRequest &request, const QDateTime &now) const override
    {
        Q_UNUSED(now)
        request.headers.append({"X-Token", m_token});
        return {};
    }

private:
    QByteArray m_token;
};

class TokenAuthenticator final : public Authenticator
{
public:
    TokenAuthenticator(QUrl base, Transport &transport, const Provider &provider)
        : m_base(std::move(base)), m_transport(transport), m_provider(provider)
    {
    }

    bool isReady() const override { return m_signer != nullptr; }
    ResultJob<Identity> *signIn() override;
    void invalidate() override { m_signer = nullptr; }
    std::shared_ptr<const Signer> signer() const override { return m_signer; }

private:
    class SignInJob;

    QUrl m_base;
    Transport &m_transport;
    const Provider &m_provider;
    std::shared_ptr<const Signer> m_signer;
};

class TokenAuthenticator::SignInJob final : public ResultJob<Identity>
{
public:
    explicit SignInJob(TokenAuthenticator &authenticator) : m_authenticator(authenticator) { }

protected:
    void run() override
    {
        auto *call = m_authenticator.m_transport.send(
            m_authenticator.m_base, testRequest({QStringLiteral("auth")}, ApiRequest::Method::Post), nullptr);
        connect(call, &AsyncJob::finished, this, [this, call] { onAnswer(call->result()); });
        call->start();
    }

private:
    void onAnswer(const Result<HttpReply> &answer)
    {
        if (!answer) {
            finishWith(tl::make_unexpected(answer.error()));
        } else if (answer->status != 200) {
            finishWith(failure(m_authenticator.m_provider.readError(*answer)));
        } else {
            m_authenticator.m_signer = std::make_shared<TokenSigner>(answer->body);
            finishWith(
                Identity{.userId = QStringLiteral("user-1"), .projectId = QStringLiteral("project-1")});
        }
    }

    TokenAuthenticator &m_authenticator;
};

ResultJob<Identity> *TokenAuthenticator::signIn()
{
    return new SignInJob(*this);
}

} // namespace

Result<QUrl> TestProvider::baseUrl(const Account &account, const QString &service) const
{
    Q_UNUSED(service)
    return QUrl(account.serviceEndpoint);
}

std::unique_ptr<Authenticator> TestProvider::makeAuthenticator(const Account &account,
                                                               const Credentials &credentials,
                                                               Transport &transport) const
{
    Q_UNUSED(credentials)
    return std::make_unique<TokenAuthenticator>(QUrl(account.serviceEndpoint), transport, *this);
}

QList<Provider::CheckStep> TestProvider::checkSteps(const Scope &scope) const
{
    Q_UNUSED(scope)
    return {{.title = QStringLiteral("First"), .request = testRequest({QStringLiteral("first")})},
            {.title = QStringLiteral("Second"), .request = testRequest({QStringLiteral("second")})}};
}

Error TestProvider::readError(const HttpReply &reply) const
{
    Error error{
        .kind = Error::Kind::Malformed, .message = QStringLiteral("test"), .httpStatus = reply.status};
    const QByteArray hint = reply.header("Retry-After");
    if (!hint.isEmpty())
        error.retryAfter = std::chrono::seconds(hint.toInt());
    switch (reply.status) {
    case 400:
        error.kind = Error::Kind::Invalid;
        break;
    case 401:
        error.kind = Error::Kind::SessionExpired;
        break;
    case 403:
        error.kind = Error::Kind::SignInRefused;
        break;
    case 404:
        error.kind = Error::Kind::WrongEndpoint;
        break;
    case 429:
        error.kind = Error::Kind::Throttled;
        break;
    case 480:
        error.kind = Error::Kind::ClockSkew;
        break;
    default:
        if (reply.status >= 500)
            error.kind = Error::Kind::ProviderFault;
        break;
    }
    return error;
}

TestContract::TestContract(bool canFind)
    : m_kind{.id = QStringLiteral("test.thing"),
             .providerId = QStringLiteral("test"),
             .idsPerRequest = 3,
             .idPattern = QRegularExpression(QRegularExpression::anchoredPattern(QStringLiteral("\\d+")))},
      m_canFind(canFind)
{
}

QList<ApiRequest> TestContract::listRequests(const Scope &scope) const
{
    Q_UNUSED(scope)
    QList<ApiRequest> requests;
    for (const QString &path : listPaths)
        requests.append(testRequest({QStringLiteral("list"), path}));
    return requests;
}

QList<ApiRequest> TestContract::findRequests(const Scope &scope, const QList<ResourceRef> &refs) const
{
    Q_UNUSED(scope)
    if (!m_canFind)
        return {};
    QStringList ids;
    for (const ResourceRef &ref : refs)
        ids.append(ref.id);
    return {testRequest({QStringLiteral("find"), ids.join(u'-')})};
}

Result<ListPage> TestContract::readPage(const ApiRequest &request, const HttpReply &reply) const
{
    Q_UNUSED(request)
    if (onRead)
        onRead();
    const QStringList fields = QString::fromUtf8(reply.body).split(u'|');
    if (reply.status != 200 || fields.size() != 4)
        return failure(TestProvider().readError(reply));
    ListPage page{.part = fields.at(3)};
    const QStringList ids = fields.at(0).split(u',', Qt::SkipEmptyParts);
    for (const QString &id : ids)
        page.rows.append({.id = id, .name = id});
    if (!fields.at(1).isEmpty())
        page.total = fields.at(1).toLongLong();
    const QStringList next = fields.at(2).split(u',', Qt::SkipEmptyParts);
    for (const QString &path : next)
        page.next.append(testRequest({QStringLiteral("list"), path}));
    return page;
}

Result<ApiRequest> TestContract::deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const
{
    Q_UNUSED(scope) Q_UNUSED(refs) return testRequest({QStringLiteral("delete")}, ApiRequest::Method::Post);
}

DeleteAnswer TestContract::readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const
{
    Q_UNUSED(refs) Q_UNUSED(reply) return {};
}

LaneRules TestContract::laneRules(const QString &origin, const Scope &scope) const
{
    return {.key = origin + scope.userId, .maxRequests = 1, .maxDeletes = 1};
}

ApiRequest testRequest(const QStringList &path, ApiRequest::Method method)
{
    return {.method = method,
            .service = QStringLiteral("test"),
            .pathSegments = path,
            .body = method == ApiRequest::Method::Post ? QByteArray("{}") : QByteArray(),
            .read = method == ApiRequest::Method::Get};
}

Account testAccount(const QUrl &server)
{
    return {.id = QStringLiteral("account-1"),
            .name = QStringLiteral("test"),
            .providerId = QStringLiteral("test"),
            .serviceEndpoint = server.toString()};
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/iamauthenticator.h"

#include "app/clock.h"
#include "app/net/requestbuilder.h"
#include "app/providers/answer.h"
#include "app/providers/huawei/errorsentences.h"
#include "app/providers/huawei/huaweierrors.h"
#include "app/providers/huawei/signincall.h"
#include "app/providers/jsonreader.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Clearsky {

namespace {

using namespace std::chrono_literals;
using namespace Qt::Literals;

// api/huawei.md 2.2: tokens live 24 hours and are renewed in their last one.
constexpr std::chrono::milliseconds usualLife = 24h;
constexpr std::chrono::milliseconds lastPart = 1h;
constexpr std::chrono::milliseconds refusalRemembered = 30s;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::IamAuthenticator)
};

bool haveSameOrigin(const QUrl &one, const QUrl &other)
{
    const int ownPort = one.scheme() == "http"_L1 ? 80 : 443;
    return one.scheme() == other.scheme() && one.host().compare(other.host(), Qt::CaseInsensitive) == 0
        && one.port(ownPort) == other.port(ownPort);
}

/// Puts a token into requests to the origins it belongs to.
class TokenSigner final : public Signer
{
public:
    TokenSigner(Secret token, QList<QUrl> origins)
        : m_token(std::move(token))
        , m_origins(std::move(origins))
    {
    }

    Result<void> sign(OutgoingRequest &request, const QDateTime &now) const override
    {
        Q_UNUSED(now)
        const bool isOurs = std::any_of(m_origins.cbegin(), m_origins.cend(), [&request](const QUrl &origin) {
            return haveSameOrigin(origin, request.url);
        });
        if (!isOurs) {
            return failure({.kind = Error::Kind::Configuration,
                            .message = Texts::tr("The address does not belong to the account, so the sign-in was not "
                                                 "sent there. Check the endpoints in the account."),
                            .detail = request.url.host()});
        }
        const QByteArray token = m_token.reveal();
        if (const auto checked = checkHeader("X-Auth-Token", token); !checked)
            return tl::make_unexpected(checked.error());
        request.headers.append({"X-Auth-Token", token});
        return {};
    }

private:
    Secret m_token;
    QList<QUrl> m_origins;
};

struct TokenAnswer
{
    Secret token{};
    std::chrono::milliseconds life = usualLife;
    Identity identity{};
};

// What was refused, in the words of a password sign-in.
Error asSignInError(Error error)
{
    switch (error.kind) {
    case Error::Kind::SessionExpired:
    case Error::Kind::SignInRefused:
        error.kind = Error::Kind::SignInRefused;
        if (error.code != "IAM.0061"_L1) {
            error.message = Texts::tr("The provider refused the sign-in: account name, user name or password is wrong, or "
                                      "the user is locked or needs a second factor. Check them in the account, or sign "
                                      "in with an access key.");
        }
        break;
    case Error::Kind::NotFound:
    case Error::Kind::NotPermitted:
        error.kind = Error::Kind::NotPermitted;
        error.message = huaweiSentence(HuaweiSentence::ProjectUnavailable);
        break;
    default:
        break;
    }
    return error;
}

std::chrono::milliseconds lifeOf(const JsonReader &token, const HttpReply &reply)
{
    const QDateTime end = token.optionalTime("expires_at"_L1).utc;
    const QDateTime issued = token.optionalTime("issued_at"_L1).utc;
    const QDateTime start = issued.isValid() ? issued : reply.date;
    if (!end.isValid() || !start.isValid())
        return usualLife;
    return std::clamp<std::chrono::milliseconds>(std::chrono::milliseconds(start.msecsTo(end)), 1s, usualLife);
}

Result<TokenAnswer> readTokenAnswer(const HttpReply &reply)
{
    const auto object = readHuaweiObject(reply);
    if (!object)
        return failure(asSignInError(object.error()));
    // The token stands in a header (api/huawei.md 2.2); the body only describes it.
    const QByteArray token = reply.header("X-Subject-Token");
    JsonReader body(*object);
    JsonReader description = body.object("token"_L1);
    JsonReader project = description.object("project"_L1);
    JsonReader user = description.object("user"_L1);
    TokenAnswer answer{.token = Secret(token), .life = lifeOf(description, reply)};
    answer.identity = {.userId = user.id("id"_L1),
                       .projectId = project.id("id"_L1),
                       .projectName = project.optionalText("name"_L1)};
    for (const JsonReader &inner : {user, project, description})
        body.adopt(inner);
    if (token.isEmpty())
        body.complain(u"the header X-Subject-Token is missing"_s);
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    if (const auto checked = checkHeader("X-Auth-Token", token); !checked)
        return tl::make_unexpected(checked.error());
    return answer;
}

} // namespace

struct IamAuthenticator::Session
{
    Account account{};
    Secret password{};
    Transport &transport;
    Result<QUrl> iam;
    QList<QUrl> origins{};
    std::shared_ptr<const Signer> signer{};
    std::chrono::milliseconds renewAt{0};
    std::optional<Error> refusal{};
    std::chrono::milliseconds refusedAt{0};

    [[nodiscard]] ApiRequest tokenRequest() const;
    void take(const Result<TokenAnswer> &answer);
};

ApiRequest IamAuthenticator::Session::tokenRequest() const
{
    const QJsonObject user{{u"name"_s, account.userName},
                           {u"password"_s, QString::fromUtf8(password.reveal())},
                           {u"domain"_s, QJsonObject{{u"name"_s, account.accountName}}}};
    // The region's own project is named like the region.
    const QJsonObject project = account.projectId.isEmpty() ? QJsonObject{{u"name"_s, account.region}}
                                                            : QJsonObject{{u"id"_s, account.projectId}};
    const QJsonObject identity{{u"methods"_s, QJsonArray{u"password"_s}},
                               {u"password"_s, QJsonObject{{u"user"_s, user}}}};
    const QJsonObject auth{{u"identity"_s, identity}, {u"scope"_s, QJsonObject{{u"project"_s, project}}}};
    return {.method = ApiRequest::Method::Post,
            .service = u"iam"_s,
            .pathSegments = {u"v3"_s, u"auth"_s, u"tokens"_s},
            .query = {{u"nocatalog"_s, u"true"_s}},
            .body = QJsonDocument(QJsonObject{{u"auth"_s, auth}}).toJson(QJsonDocument::Compact),
            .action = u"CreateToken"_s,
            // Sent once: a wrong password that the network repeats counts twice.
            .read = false};
}

void IamAuthenticator::Session::take(const Result<TokenAnswer> &answer)
{
    const std::chrono::milliseconds now = transport.clock().now();
    if (!answer) {
        if (answer.error().kind == Error::Kind::SignInRefused) {
            refusal = answer.error();
            refusedAt = now;
        }
        return;
    }
    refusal.reset();
    signer = std::make_shared<TokenSigner>(answer->token, origins);
    renewAt = now + answer->life - std::min(lastPart, answer->life / 2);
}

class IamAuthenticator::Job final : public SignInCall
{
public:
    explicit Job(std::shared_ptr<Session> session)
        : m_session(std::move(session))
    {
    }

protected:
    void run() override
    {
        if (!m_session->iam) {
            finishWith(tl::make_unexpected(m_session->iam.error()));
            return;
        }
        // Never sent: it would count as a wrong password.
        if (m_session->password.isEmpty()) {
            finishWith(failure({.kind = Error::Kind::Configuration,
                                .message = Texts::tr("The Password is missing. Enter it in the account.")}));
            return;
        }
        if (m_session->refusal && m_session->transport.clock().now() - m_session->refusedAt < refusalRemembered) {
            finishWith(failure(*m_session->refusal));
            return;
        }
        await(m_session->transport.send(*m_session->iam, m_session->tokenRequest(), nullptr));
    }

    void onAnswer(const HttpReply &reply) override
    {
        const auto answer = readTokenAnswer(reply);
        m_session->take(answer);
        if (answer)
            finishWith(answer->identity);
        else
            finishWith(tl::make_unexpected(answer.error()));
    }

private:
    std::shared_ptr<Session> m_session;
};

IamAuthenticator::IamAuthenticator(const Account &account, const Credentials &credentials, Transport &transport,
                                   const Result<QUrl> &iam, const QList<QUrl> &origins)
    : m_session(std::make_shared<Session>(Session{.account = account,
                                                  .password = credentials.value(CredentialField::password),
                                                  .transport = transport,
                                                  .iam = iam,
                                                  .origins = origins}))
{
}

IamAuthenticator::~IamAuthenticator() = default;

bool IamAuthenticator::isReady() const
{
    return m_session->signer && m_session->transport.clock().now() < m_session->renewAt;
}

ResultJob<Identity> *IamAuthenticator::signIn()
{
    return new Job(m_session);
}

void IamAuthenticator::invalidate()
{
    m_session->signer.reset();
}

std::shared_ptr<const Signer> IamAuthenticator::signer() const
{
    return m_session->signer;
}

} // namespace Clearsky

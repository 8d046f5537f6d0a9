// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/zenlayer/zenprovider.h"

#include "app/accounts/endpoint.h"
#include "app/providers/zenlayer/zc2signer.h"
#include "app/providers/zenlayer/zenerrors.h"
#include "app/providers/zenlayer/zenrequest.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonObject>

namespace Clearsky {

namespace {

struct ZenTexts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::ZenProvider)
};

const QString accessKeyMethod = QStringLiteral("accessKey");
const QString tokenMethod = QStringLiteral("token");

// Signing in takes no request: what is entered signs every request.
class ZenSignIn final : public ResultJob<Identity>
{
public:
    explicit ZenSignIn(Identity identity) : m_identity(std::move(identity)) { }

protected:
    void run() override { finishWith(m_identity); }

private:
    Identity m_identity;
};

class KeyAuthenticator final : public Authenticator
{
public:
    KeyAuthenticator(const QString &keyId, const Secret &password)
        : m_keyId(keyId.trimmed()), m_signer(std::make_shared<Zc2Signer>(m_keyId, password))
    {
    }

    bool isReady() const override { return true; }
    ResultJob<Identity> *signIn() override { return new ZenSignIn({.userId = m_keyId}); }
    void invalidate() override { }
    void setClockOffset(std::chrono::seconds offset) override { m_signer->setClockOffset(offset); }
    std::shared_ptr<const Signer> signer() const override { return m_signer; }

private:
    QString m_keyId;
    std::shared_ptr<Zc2Signer> m_signer;
};

class TokenAuthenticator final : public Authenticator
{
public:
    explicit TokenAuthenticator(const Secret &token)
        : m_signer(std::make_shared<BearerSigner>(token))
          // Accounts with the same token share a lane, so they need a name for it that does not give it away.
          ,
          m_userId(QStringLiteral("token-")
                   + QString::fromLatin1(
                       QCryptographicHash::hash(token.reveal().trimmed(), QCryptographicHash::Sha256)
                           .toHex()
                           .left(12)))
    {
    }

    bool isReady() const override { return true; }
    ResultJob<Identity> *signIn() override { return new ZenSignIn({.userId = m_userId}); }
    void invalidate() override { }
    std::shared_ptr<const Signer> signer() const override { return m_signer; }

private:
    std::shared_ptr<BearerSigner> m_signer;
    QString m_userId;
};

} // namespace

QString ZenProvider::id() const
{
    return zenlayerProviderId;
}

QString ZenProvider::title() const
{
    return QStringLiteral("Zenlayer");
}

QList<SignInMethod> ZenProvider::signInMethods() const
{
    return {
        {.id = accessKeyMethod,
         .title = ZenTexts::tr("Access key"),
         .fields = {{.id = QStringLiteral("accessKeyId"), .title = ZenTexts::tr("Access Key ID")},
                    {.id = CredentialField::accessKeyPassword,
                     .title = ZenTexts::tr("Access Key Password"),
                     .secret = true}}},
        {.id = tokenMethod,
         .title = ZenTexts::tr("Token"),
         .fields = {
             {.id = CredentialField::accessToken, .title = ZenTexts::tr("Access Token"), .secret = true}}}};
}

Result<QUrl> ZenProvider::baseUrl(const Account &account, const QString &service) const
{
    const QString endpoint = account.serviceEndpoint.isEmpty()
        ? QStringLiteral("https://console.zenlayer.com")
        : account.serviceEndpoint;
    auto base = expandEndpoint(endpoint, service, account.region);
    if (base)
        base->setPath(QStringLiteral("/api/v2/") + service);
    return base;
}

std::unique_ptr<Authenticator> ZenProvider::makeAuthenticator(const Account &account,
                                                              const Credentials &credentials,
                                                              Transport &transport) const
{
    Q_UNUSED(transport)
    if (account.signInMethod == tokenMethod)
        return std::make_unique<TokenAuthenticator>(credentials.value(CredentialField::accessToken));
    return std::make_unique<KeyAuthenticator>(account.accessKeyId,
                                              credentials.value(CredentialField::accessKeyPassword));
}

QList<Provider::CheckStep> ZenProvider::checkSteps(const Scope &scope) const
{
    Q_UNUSED(scope)
    const QString zec = QStringLiteral("zec");
    const QJsonObject onePage{{QStringLiteral("pageNum"), 1}, {QStringLiteral("pageSize"), 1}};
    return {{.title = ZenTexts::tr("Zones may be listed"),
             .request = zenRequest(zec, QStringLiteral("DescribeZones"), {})},
            {.title = ZenTexts::tr("ZEC disk snapshots may be listed"),
             .request = zenRequest(zec, QStringLiteral("DescribeSnapshots"), onePage)}};
}

Error ZenProvider::readError(const HttpReply &reply) const
{
    return readZenError(reply);
}

QString ZenProvider::requestId(const HttpReply &reply) const
{
    return reply.requestId.isEmpty() ? zenRequestId(reply.body) : reply.requestId;
}

} // namespace Clearsky

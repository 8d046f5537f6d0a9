// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/secret.h"
#include "app/asyncjob.h"
#include "app/net/httpmessage.h"
#include "app/net/signer.h"
#include "app/providers/kindcontract.h"
#include "models/account.h"

#include <QUrl>

#include <memory>

namespace Clearsky {

class Clock;

/// One field of a sign-in form. `id` is an Account member ("accessKeyId", "accountName", "userName") or, when secret, a key
/// of Credentials (the ids in namespace CredentialField).
struct SignInField
{
    QString id{};
    QString title{};   ///< translated; the accessible name in design/names.md
    bool secret = false;
    bool required = true;
};

struct SignInMethod
{
    QString id{};      ///< Account::signInMethod: "accessKey", "password", "token"
    QString title{};   ///< translated: "Access key"
    QList<SignInField> fields{};
};

/// What signing in told.
struct Identity
{
    QString userId{};      ///< as Scope::userId
    QString projectId{};   ///< empty for providers without projects
    QString projectName{};
};

/// Sends one request to `base` signed by `signer` (null: unsigned), without retry. The caller starts the job; it ends
/// with Kind::Cancelled when the transport goes first.
class Transport
{
public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual ResultJob<HttpReply> *send(const QUrl &base, const ApiRequest &request,
                                                     std::shared_ptr<const Signer> signer) = 0;
    [[nodiscard]] virtual Clock &clock() = 0;
};

/// Keeps one account signed in at one provider. Connection sees to it that one sign-in runs at a time.
class Authenticator
{
public:
    virtual ~Authenticator() = default;

    /// Whether requests can be signed now without signIn(). False before the first sign-in, when a token is about to
    /// expire, and after invalidate().
    [[nodiscard]] virtual bool isReady() const = 0;
    /// Signs in: fetches a token, discovers the project. The caller starts the job, which deletes itself. Called again
    /// only after the job before has ended.
    [[nodiscard]] virtual ResultJob<Identity> *signIn() = 0;
    /// The provider says that the session has ended.
    virtual void invalidate() = 0;
    /// What the provider's clock is ahead of ours, measured, kept in memory; added to the time of signatures.
    virtual void setClockOffset(std::chrono::seconds offset) { Q_UNUSED(offset) }
    /// Not null once isReady(). A request keeps the signer it was sent with.
    [[nodiscard]] virtual std::shared_ptr<const Signer> signer() const = 0;
};

/// A cloud provider: how to sign in and where its services are. Its kinds are registered beside it.
class Provider
{
public:
    virtual ~Provider() = default;

    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QList<SignInMethod> signInMethods() const = 0;
    [[nodiscard]] virtual QStringList regions() const = 0;   ///< empty: the provider has none
    [[nodiscard]] virtual bool hasProjects() const = 0;
    /// Where `service` lives for this account: scheme, host, port and the fixed start of the path.
    [[nodiscard]] virtual Result<QUrl> baseUrl(const Account &account, const QString &service) const = 0;
    [[nodiscard]] virtual std::unique_ptr<Authenticator> makeAuthenticator(const Account &account,
                                                                           const Credentials &credentials,
                                                                           Transport &transport) const = 0;
    /// Cheap reads that show, one by one, that an account works; a step's error names what is wrong.
    struct CheckStep
    {
        QString title{};   ///< translated: "Project", "Workspace snapshots may be listed"
        ApiRequest request{};
    };
    [[nodiscard]] virtual QList<CheckStep> checkSteps(const Scope &scope) const = 0;
    /// Reads an answer that is not a success. Also judges a 2xx that is not the service's (HTML): Malformed.
    [[nodiscard]] virtual Error readError(const HttpReply &reply) const = 0;
    /// The provider's correlation id of an answer, for providers that send it in the body.
    [[nodiscard]] virtual QString requestId(const HttpReply &reply) const { return reply.requestId; }
};

} // namespace Clearsky

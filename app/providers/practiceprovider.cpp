// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/practiceprovider.h"

#include "app/providers/answer.h"
#include "app/providers/registry.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

Error nothingOfItsOwn()
{
    return {.kind = Error::Kind::Configuration,
            .message = QCoreApplication::translate("Clearsky::PracticeProvider",
                                                   "The practice cloud is reached through the providers it imitates.")};
}

class NoSignIn final : public ResultJob<Identity>
{
protected:
    void run() override { finishWith(failure(nothingOfItsOwn())); }
};

class NoAuthenticator final : public Authenticator
{
public:
    bool isReady() const override { return false; }
    ResultJob<Identity> *signIn() override { return new NoSignIn; }
    void invalidate() override { }
    std::shared_ptr<const Signer> signer() const override { return {}; }
};

} // namespace

QString PracticeProvider::id() const
{
    return practiceProviderId;
}

QString PracticeProvider::title() const
{
    return QCoreApplication::translate("Clearsky::PracticeProvider", "Practice cloud");
}

Result<QUrl> PracticeProvider::baseUrl(const Account &account, const QString &service) const
{
    Q_UNUSED(account)
    Q_UNUSED(service)
    return failure(nothingOfItsOwn());
}

std::unique_ptr<Authenticator> PracticeProvider::makeAuthenticator(const Account &account,
                                                                   const Credentials &credentials,
                                                                   Transport &transport) const
{
    Q_UNUSED(account)
    Q_UNUSED(credentials)
    Q_UNUSED(transport)
    return std::make_unique<NoAuthenticator>();
}

QList<Provider::CheckStep> PracticeProvider::checkSteps(const Scope &scope) const
{
    Q_UNUSED(scope)
    return {};
}

Error PracticeProvider::readError(const HttpReply &reply) const
{
    return malformedAnswer(reply, QStringLiteral("the practice cloud has no answers of its own"));
}

} // namespace Clearsky

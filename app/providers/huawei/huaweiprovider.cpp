// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/huaweiprovider.h"

#include "app/accounts/endpoint.h"
#include "app/providers/huawei/errorbody.h"
#include "app/providers/huawei/huaweierrors.h"
#include "app/providers/huawei/huaweiregions.h"
#include "app/providers/huawei/iamauthenticator.h"
#include "app/providers/huawei/keyauthenticator.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

using namespace Qt::Literals;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::HuaweiProvider)
};

const QStringList services{u"iam"_s, u"workspace"_s, u"roma"_s, u"clouddc"_s, u"csbs"_s};

ApiRequest probe(const QString &service, const QStringList &path, const QString &limit)
{
    return {.service = service, .pathSegments = path, .query = {{u"limit"_s, limit}}, .action = u"Check"_s};
}

} // namespace

QString HuaweiProvider::id() const
{
    return huaweiProviderId;
}

QString HuaweiProvider::title() const
{
    return Texts::tr("Huawei Cloud");
}

QList<SignInMethod> HuaweiProvider::signInMethods() const
{
    return {{.id = u"accessKey"_s,
             .title = Texts::tr("Access key"),
             .fields = {{.id = u"accessKeyId"_s, .title = Texts::tr("Access Key ID")},
                        {.id = CredentialField::secretAccessKey,
                         .title = Texts::tr("Secret Access Key"),
                         .secret = true}}},
            {.id = u"password"_s,
             .title = Texts::tr("Password"),
             .fields = {{.id = u"accountName"_s, .title = Texts::tr("Account Name")},
                        {.id = u"userName"_s, .title = Texts::tr("User Name")},
                        {.id = CredentialField::password, .title = Texts::tr("Password"), .secret = true}}}};
}

QStringList HuaweiProvider::regions() const
{
    return huaweiRegions();
}

Result<QUrl> HuaweiProvider::baseUrl(const Account &account, const QString &service) const
{
    const QString &entered = service == "iam"_L1 ? account.iamEndpoint : account.serviceEndpoint;
    return expandEndpoint(entered.isEmpty() ? huaweiEndpoint(service, account.region) : entered, service,
                          account.region);
}

std::unique_ptr<Authenticator> HuaweiProvider::makeAuthenticator(const Account &account,
                                                                 const Credentials &credentials,
                                                                 Transport &transport) const
{
    const auto iam = baseUrl(account, u"iam"_s);
    if (account.signInMethod != "password"_L1)
        return std::make_unique<KeyAuthenticator>(account, credentials, transport, iam);
    QList<QUrl> origins;
    for (const QString &service : services) {
        if (const auto base = baseUrl(account, service))
            origins.append(*base);
    }
    return std::make_unique<IamAuthenticator>(account, credentials, transport, iam, origins);
}

QList<Provider::CheckStep> HuaweiProvider::checkSteps(const Scope &scope) const
{
    const QList<CheckStep> all{
        {.title = Texts::tr("Workspace snapshots may be listed"),
         .request = probe(u"workspace"_s, {u"v2"_s, scope.projectId, u"snapshots"_s}, u"1"_s)},
        {.title = Texts::tr("ROMA Connect instances may be listed"),
         .request = probe(u"roma"_s, {u"v2"_s, scope.projectId, u"instances"_s}, u"1"_s)},
        // Values below 10 count as 10 (api/huawei.md 6.2).
        {.title = Texts::tr("CloudDC instances may be listed"),
         .request = probe(u"clouddc"_s, {u"v1"_s, scope.projectId, u"instances"_s}, u"10"_s)},
        {.title = Texts::tr("CSBS backups may be listed"),
         .request = probe(u"csbs"_s, {u"v1"_s, scope.projectId, u"checkpoint_items"_s}, u"1"_s)}};
    QList<CheckStep> steps;
    for (const CheckStep &step : all) {
        if (mayOffer(scope.region, step.request.service))
            steps.append(step);
    }
    return steps;
}

Error HuaweiProvider::readError(const HttpReply &reply) const
{
    return readHuaweiError(reply);
}

QString HuaweiProvider::requestId(const HttpReply &reply) const
{
    return reply.requestId.isEmpty() ? readErrorBody(reply.body).requestId : reply.requestId;
}

} // namespace Clearsky

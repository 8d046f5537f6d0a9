// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practicehost.h"

#include "app/practice/practicecloud.h"

namespace Clearsky {

class PracticeHost::Private
{
public:
    std::unique_ptr<PracticeCloud> own{};
    const PracticeCloud *cloud = nullptr; ///< null: not started
    QUrl url{};
    double speed = 1;
};

PracticeHost::PracticeHost(const QString &folder, double speed) : d(std::make_unique<Private>())
{
    d->speed = speed;
    d->own = std::make_unique<PracticeCloud>(PracticeOptions{.speed = speed, .dataDir = folder});
}

PracticeHost::PracticeHost(const PracticeCloud &cloud, const QUrl &url, double speed)
    : d(std::make_unique<Private>())
{
    d->cloud = &cloud;
    d->url = url;
    d->speed = speed;
}

PracticeHost::~PracticeHost() = default;

Result<void> PracticeHost::start()
{
    if (d->cloud)
        return {};
    if (const auto started = d->own->start(); !started)
        return started;
    d->cloud = d->own.get();
    d->url = QUrl(d->own->origin());
    return {};
}

double PracticeHost::speed() const
{
    return d->speed;
}

Account PracticeHost::effectiveAccount(const Account &account, const QString &providerId) const
{
    Q_ASSERT(d->cloud);
    const PracticeKeys keys = d->cloud->keys();
    Account effective = account;
    effective.providerId = providerId;
    effective.signInMethod = QStringLiteral("accessKey");
    effective.serviceEndpoint = d->url.toString();
    effective.iamEndpoint = effective.serviceEndpoint;
    if (providerId == QLatin1String("zenlayer")) {
        effective.accessKeyId = keys.zenlayerKeyId;
        return effective;
    }
    effective.accessKeyId = keys.users.value(0).accessKey;
    effective.region = keys.region;
    if (effective.projectId.isEmpty())
        effective.projectId = keys.projects.value(0).id;
    return effective;
}

Credentials PracticeHost::credentials(const QString &providerId) const
{
    Q_ASSERT(d->cloud);
    const PracticeKeys keys = d->cloud->keys();
    Credentials credentials;
    if (providerId == QLatin1String("zenlayer"))
        credentials.set(CredentialField::accessKeyPassword, Secret::fromText(keys.zenlayerPassword));
    else
        credentials.set(CredentialField::secretAccessKey, Secret::fromText(keys.users.value(0).secretKey));
    return credentials;
}

} // namespace Clearsky

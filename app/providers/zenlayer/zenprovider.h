// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/provider.h"

namespace Clearsky {

inline const QString zenlayerProviderId = QStringLiteral("zenlayer");

/// Zenlayer Cloud: one host for the whole world, neither regions nor projects; signed with a key or a token,
/// so there is nothing to fetch when signing in.
class ZenProvider final : public Provider
{
public:
    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<SignInMethod> signInMethods() const override;
    [[nodiscard]] QStringList regions() const override { return {}; }
    [[nodiscard]] bool hasProjects() const override { return false; }
    [[nodiscard]] Result<QUrl> baseUrl(const Account &account, const QString &service) const override;
    [[nodiscard]] std::unique_ptr<Authenticator> makeAuthenticator(const Account &account,
                                                                   const Credentials &credentials,
                                                                   Transport &transport) const override;
    [[nodiscard]] QList<CheckStep> checkSteps(const Scope &scope) const override;
    [[nodiscard]] Error readError(const HttpReply &reply) const override;
    [[nodiscard]] QString requestId(const HttpReply &reply) const override;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/provider.h"

namespace Clearsky {

/// What the wizard shows for the practice cloud. Nothing is ever sent in its name: a practice account is an account at
/// each of the providers the cloud imitates (PracticeHost::effectiveAccount).
class PracticeProvider final : public Provider
{
public:
    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<SignInMethod> signInMethods() const override { return {}; }
    [[nodiscard]] QStringList regions() const override { return {}; }
    [[nodiscard]] bool hasProjects() const override { return false; }
    [[nodiscard]] Result<QUrl> baseUrl(const Account &account, const QString &service) const override;
    [[nodiscard]] std::unique_ptr<Authenticator> makeAuthenticator(const Account &account,
                                                                   const Credentials &credentials,
                                                                   Transport &transport) const override;
    [[nodiscard]] QList<CheckStep> checkSteps(const Scope &scope) const override;
    [[nodiscard]] Error readError(const HttpReply &reply) const override;
};

} // namespace Clearsky

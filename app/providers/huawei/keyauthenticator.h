// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/provider.h"

namespace Clearsky {

class SdkSigner;

/// Signs every request with an access key. Signing in finds the region's project when the account names none.
class KeyAuthenticator final : public Authenticator
{
public:
    /// `iam` may be the Error that the endpoint is; a project cannot be found then.
    KeyAuthenticator(const Account &account, const Credentials &credentials, Transport &transport,
                     const Result<QUrl> &iam);
    ~KeyAuthenticator() override;

    [[nodiscard]] bool isReady() const override;
    [[nodiscard]] ResultJob<Identity> *signIn() override;
    void invalidate() override;
    void setClockOffset(std::chrono::seconds offset) override;
    [[nodiscard]] std::shared_ptr<const Signer> signer() const override;

private:
    class Job;
    struct Session;
    std::shared_ptr<Session> m_session;
};

} // namespace Clearsky

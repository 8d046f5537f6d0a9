// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/provider.h"

namespace Clearsky {

/// Signs in with account name, user name and password at IAM and sends the token that IAM gives, to the account's own
/// origins only. Ready until an hour before the token's end. A refused password is not sent again within half a minute,
/// whoever asks: wrong passwords lock the user.
class IamAuthenticator final : public Authenticator
{
public:
    /// `iam` may be the Error that the endpoint is; signing in then ends with it.
    IamAuthenticator(const Account &account, const Credentials &credentials, Transport &transport,
                     const Result<QUrl> &iam, const QList<QUrl> &origins);
    ~IamAuthenticator() override;

    [[nodiscard]] bool isReady() const override;
    [[nodiscard]] ResultJob<Identity> *signIn() override;
    void invalidate() override;
    [[nodiscard]] std::shared_ptr<const Signer> signer() const override;

private:
    class Job;
    struct Session;
    std::shared_ptr<Session> m_session;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/secret.h"
#include "app/net/signer.h"

#include <chrono>

namespace Clearsky {

/// Signs with an access key as api/huawei.md section 3 says: SDK-HMAC-SHA256. Adds X-Sdk-Date, X-Project-Id (not for IAM),
/// X-Security-Token (with a temporary key) and Authorization; signs those of content-type, host, x-project-id, x-sdk-date
/// and x-security-token that are there.
class SdkSigner final : public Signer
{
public:
    /// `securityToken` belongs to a temporary key; empty otherwise.
    SdkSigner(QString accessKeyId, Secret secretAccessKey, Secret securityToken = {});

    void setProjectId(const QString &projectId) { m_projectId = projectId; }
    /// Added to our calendar's time: what the provider's clock is ahead of ours.
    void setClockOffset(std::chrono::seconds offset) { m_clockOffset = offset; }

    [[nodiscard]] Result<void> sign(OutgoingRequest &request, const QDateTime &now) const override;

private:
    QString m_accessKeyId;
    Secret m_secretAccessKey;
    Secret m_securityToken;
    QString m_projectId;
    std::chrono::seconds m_clockOffset{0};
};

} // namespace Clearsky

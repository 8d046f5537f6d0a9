// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/secret.h"
#include "app/net/signer.h"

#include <chrono>

namespace Clearsky {

/// Signs with ZC2-HMAC-SHA256: body, content type, host and second are covered, path and action are not; the
/// password is the key as it is (api/zenlayer.md 3.2).
class Zc2Signer final : public Signer
{
public:
    /// Both are trimmed, as the vendor's clients do: they are pasted with line feeds.
    Zc2Signer(const QString &keyId, const Secret &password);

    /// What the provider's clock is ahead of ours; added to the time of every signature.
    void setClockOffset(std::chrono::seconds offset) { m_clockOffset = offset; }
    [[nodiscard]] Result<void> sign(OutgoingRequest &request, const QDateTime &now) const override;

    /// The text whose hash is signed, for tests of each step.
    [[nodiscard]] static QByteArray canonicalRequest(const QByteArray &contentType, const QByteArray &host,
                                                     const QByteArray &body);
    [[nodiscard]] static QByteArray stringToSign(qint64 timestamp, const QByteArray &canonicalRequest);

private:
    QByteArray m_keyId;
    Secret m_password;
    std::chrono::seconds m_clockOffset{0};
};

/// Sends an access token as it is, without timestamp (api/zenlayer.md 3.1).
class BearerSigner final : public Signer
{
public:
    explicit BearerSigner(const Secret &token);

    [[nodiscard]] Result<void> sign(OutgoingRequest &request, const QDateTime &now) const override;

private:
    Secret m_token;
};

} // namespace Clearsky

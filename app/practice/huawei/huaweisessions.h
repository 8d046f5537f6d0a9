// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace Clearsky {

struct PracticeKeys;
struct PracticeUser;

/// A temporary key pair; useless without its security token.
struct HuaweiTemporaryKey
{
    QByteArray accessKey{};
    QByteArray secretKey{};
    QByteArray securityToken{};
    QString userId{};
    qint64 expiresMs = 0; ///< by the server's calendar
};

struct HuaweiToken
{
    QByteArray text{};
    QString userId{};
    QString projectId{}; ///< empty: scoped to the account
    qint64 issuedMs = 0;
    qint64 expiresMs = 0;
};

/// Issues and remembers tokens and temporary keys, and counts wrong passwords. Nothing of it outlives the
/// program. All times are the server's calendar in milliseconds since 1970 UTC.
class HuaweiSessions final
{
public:
    enum class SignIn { Ok, Wrong, Locked };

    /// The fifth wrong password in a row locks the user until unlock().
    [[nodiscard]] SignIn checkPassword(const PracticeKeys &keys, const QString &userName,
                                       const QString &password);
    void unlock() { m_wrongPasswords.clear(); }

    [[nodiscard]] HuaweiToken issueToken(const QString &userId, const QString &projectId, qint64 nowMs,
                                         qint64 lifetimeMs);
    /// The token if it was issued here and is still good.
    [[nodiscard]] std::optional<HuaweiToken> token(const QByteArray &text, qint64 nowMs) const;
    /// Whose token this is or was; empty when it was never issued here.
    [[nodiscard]] QString ownerOfToken(const QByteArray &text) const;
    /// From now on all tokens issued so far are refused as expired.
    void expireTokens();
    [[nodiscard]] int tokensIssued() const { return m_tokensIssued; }

    [[nodiscard]] HuaweiTemporaryKey issueKey(const QString &userId, qint64 nowMs, qint64 lifetimeMs);
    [[nodiscard]] std::optional<HuaweiTemporaryKey> temporaryKey(const QByteArray &accessKey) const;

private:
    QHash<QByteArray, HuaweiToken> m_tokens{};
    QHash<QByteArray, HuaweiTemporaryKey> m_keys{};
    QHash<QString, int> m_wrongPasswords{};
    int m_tokensIssued = 0;
};

} // namespace Clearsky

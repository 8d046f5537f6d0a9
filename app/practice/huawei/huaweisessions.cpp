// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/huaweisessions.h"

#include "app/practice/practicekeys.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Clearsky {

namespace {

constexpr int wrongPasswordsAllowed = 5;
constexpr QByteArrayView upperCase("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
constexpr QByteArrayView mixedCase("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

QByteArray secretText(qsizetype length, QByteArrayView alphabet)
{
    QByteArray text;
    text.reserve(length);
    while (text.size() < length)
        text += alphabet.at(QRandomGenerator::system()->bounded(int(alphabet.size())));
    return text;
}

} // namespace

HuaweiSessions::SignIn HuaweiSessions::checkPassword(const PracticeKeys &keys, const QString &userName,
                                                     const QString &password)
{
    int &wrong = m_wrongPasswords[userName];
    if (wrong >= wrongPasswordsAllowed)
        return SignIn::Locked;
    const bool right = std::any_of(keys.users.cbegin(), keys.users.cend(), [&](const PracticeUser &user) {
        return user.name == userName && user.password == password;
    });
    wrong = right ? 0 : wrong + 1;
    return right ? SignIn::Ok : SignIn::Wrong;
}

HuaweiToken HuaweiSessions::issueToken(const QString &userId, const QString &projectId, qint64 nowMs,
                                       qint64 lifetimeMs)
{
    // The real ones are long encoded blobs too: a client that puts one into a table or a log shows it.
    const HuaweiToken token{.text = "MIIF" + secretText(1500, mixedCase),
                            .userId = userId,
                            .projectId = projectId,
                            .issuedMs = nowMs,
                            .expiresMs = nowMs + lifetimeMs};
    m_tokens.insert(token.text, token);
    ++m_tokensIssued;
    return token;
}

std::optional<HuaweiToken> HuaweiSessions::token(const QByteArray &text, qint64 nowMs) const
{
    const auto found = m_tokens.constFind(text);
    if (found == m_tokens.cend() || found->expiresMs <= nowMs)
        return std::nullopt;
    return *found;
}

QString HuaweiSessions::ownerOfToken(const QByteArray &text) const
{
    return m_tokens.value(text).userId;
}

void HuaweiSessions::expireTokens()
{
    for (HuaweiToken &token : m_tokens)
        token.expiresMs = 0;
}

HuaweiTemporaryKey HuaweiSessions::issueKey(const QString &userId, qint64 nowMs, qint64 lifetimeMs)
{
    const HuaweiTemporaryKey key{.accessKey = secretText(20, upperCase),
                                 .secretKey = secretText(40, mixedCase),
                                 .securityToken = "gQpj" + secretText(400, mixedCase),
                                 .userId = userId,
                                 .expiresMs = nowMs + lifetimeMs};
    m_keys.insert(key.accessKey, key);
    return key;
}

std::optional<HuaweiTemporaryKey> HuaweiSessions::temporaryKey(const QByteArray &accessKey) const
{
    const auto found = m_keys.constFind(accessKey);
    return found == m_keys.cend() ? std::nullopt : std::optional(*found);
}

} // namespace Clearsky

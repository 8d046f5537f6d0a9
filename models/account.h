// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace Clearsky {

/// How much an account matters. Unknown is treated as Production.
enum class Environment { Production, Staging, Test, Unknown };

/// One sign-in to one provider: one region and one project (Huawei Cloud), or one key (Zenlayer).
/// Holds nothing secret; secrets are in the SecretStore under `id`.
struct Account
{
    QString id{};               ///< UUID without braces; also the key in the keychain
    QString name{};             ///< shown; unique, at most 64 characters
    QString providerId{};       ///< "huawei", "zenlayer" or "practice"
    Environment environment = Environment::Unknown;
    QString signInMethod{};     ///< id of the provider's SignInMethod: "accessKey", "password", "token"
    QString accessKeyId{};      ///< with an access key
    QString accountName{};      ///< with a password: the IAM domain
    QString userName{};         ///< with a password: the IAM user
    QString region{};
    QString projectId{};        ///< empty: the region's own project, discovered at sign-in
    QString iamEndpoint{};      ///< empty: the provider's table
    QString serviceEndpoint{};  ///< empty: the provider's table; may contain {service} and {region}
    QString romaRequestForm{};  ///< "current" (also when empty) or "legacy"

    friend bool operator==(const Account &, const Account &) = default;
};

[[nodiscard]] QString environmentId(Environment environment); ///< stable: "production", "staging", …
[[nodiscard]] Environment environmentFromId(const QString &id);
[[nodiscard]] QString environmentTitle(Environment environment); ///< translated
[[nodiscard]] QList<Environment> allEnvironments();

} // namespace Clearsky

Q_DECLARE_METATYPE(Clearsky::Account)

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/accountjson.h"

namespace Clearsky {

namespace {

struct TextMember
{
    const char *key;
    QString Account::*member;
    bool required;
};

// The names in the file; they never change.
constexpr TextMember textMembers[] = {
    {"id", &Account::id, true},
    {"name", &Account::name, true},
    {"provider", &Account::providerId, true},
    {"signInMethod", &Account::signInMethod, false},
    {"accessKeyId", &Account::accessKeyId, false},
    {"accountName", &Account::accountName, false},
    {"userName", &Account::userName, false},
    {"region", &Account::region, false},
    {"projectId", &Account::projectId, false},
    {"iamEndpoint", &Account::iamEndpoint, false},
    {"serviceEndpoint", &Account::serviceEndpoint, false},
    {"romaRequestForm", &Account::romaRequestForm, false},
};
constexpr QLatin1String environmentKey("environment");

} // namespace

Result<Account> accountFromJson(const QJsonObject &object)
{
    Account account;
    for (const TextMember &row : textMembers) {
        const QJsonValue value = object.value(QLatin1String(row.key));
        const bool missing = value.isUndefined() || value.toString().isEmpty();
        if ((!value.isUndefined() && !value.isString()) || (row.required && missing)) {
            return failure(
                {.kind = Error::Kind::Storage,
                 .message =
                     QStringLiteral("an account without a proper \"%1\"").arg(QLatin1String(row.key))});
        }
        account.*row.member = value.toString();
    }
    account.environment = environmentFromId(object.value(environmentKey).toString());
    return account;
}

QJsonObject accountToJson(const Account &account, QJsonObject object)
{
    for (const TextMember &row : textMembers) {
        const QString &text = account.*row.member;
        if (text.isEmpty())
            object.remove(QLatin1String(row.key));
        else
            object.insert(QLatin1String(row.key), text);
    }
    object.insert(environmentKey, environmentId(account.environment));
    return object;
}

} // namespace Clearsky

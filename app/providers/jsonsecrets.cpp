// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/jsonsecrets.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <string_view>

namespace Clearsky {

namespace {

constexpr std::array<std::string_view, 7> words{"passw", "adminpass", "admin_pass", "secret",
                                                "token", "user_data", "private_key"};

/// Whether a word begins with this byte, in either case: most do not, and every name of every row is looked at.
constexpr std::array<bool, 256> beginsWord = [] {
    std::array<bool, 256> begins{};
    for (const std::string_view word : words)
        begins[static_cast<uchar>(word.front())] = begins[static_cast<uchar>(word.front() - 'a' + 'A')] = true;
    return begins;
}();

bool isSameLetter(char letter, char given)
{
    return letter == given || (given >= 'A' && given <= 'Z' && letter == given - 'A' + 'a');
}

QJsonValue withoutSecrets(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray kept;
        for (const QJsonValue &element : value.toArray())
            kept.append(withoutSecrets(element));
        return kept;
    }
    if (!value.isObject())
        return value;
    QJsonObject kept = value.toObject();
    for (auto it = kept.begin(); it != kept.end();) {
        if (nameTellsSecret(it.key().toUtf8())) {
            it = kept.erase(it);
            continue;
        }
        if (it->isObject() || it->isArray())
            *it = withoutSecrets(*it);
        ++it;
    }
    return kept;
}

} // namespace

bool nameTellsSecret(QByteArrayView name)
{
    for (auto at = name.begin(); at != name.end(); ++at) {
        const auto isHere = [at, left = static_cast<size_t>(name.end() - at)](std::string_view word) {
            return word.size() <= left && std::equal(word.begin(), word.end(), at, isSameLetter);
        };
        if (beginsWord[static_cast<uchar>(*at)] && std::any_of(words.begin(), words.end(), isHere))
            return true;
    }
    return false;
}

QByteArray jsonWithoutSecrets(QJsonObject object, const QStringList &topLevelNames)
{
    for (const QString &name : topLevelNames)
        object.remove(name);
    return QJsonDocument(withoutSecrets(object).toObject()).toJson(QJsonDocument::Compact);
}

} // namespace Clearsky

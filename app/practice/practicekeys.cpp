// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practicekeys.h"

#include "app/practice/practicerandom.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

QString secret(int length, const QString &alphabet)
{
    QString text;
    for (int i = 0; i < length; ++i)
        text.append(alphabet.at(QRandomGenerator::system()->bounded(int(alphabet.size()))));
    return text;
}

} // namespace

PracticeKeys PracticeKeys::make(quint64 seed)
{
    const QString upper = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"_s;
    const QString mixed = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"_s;
    PracticeRandom random(seed ^ practiceHash(u"practice keys"_s));

    PracticeKeys keys;
    keys.region = u"ap-southeast-3"_s;
    keys.accountId = random.hex(32);
    keys.accountName = u"practice-account"_s;
    for (const QString &name : {u"practice-operator"_s, u"practice-colleague"_s, u"practice-auditor"_s}) {
        keys.users.append({.id = random.hex(32),
                           .name = name,
                           .password = secret(20, mixed),
                           .accessKey = secret(20, upper),
                           .secretKey = secret(40, mixed)});
    }
    keys.temporaryAccessKey = secret(20, upper);
    keys.temporarySecretKey = secret(40, mixed);
    keys.securityToken = secret(120, mixed);
    keys.projects = {{.id = random.hex(32), .name = keys.region},
                     {.id = random.hex(32), .name = keys.region + u"_practice"},
                     {.id = random.hex(32), .name = keys.region + u"_retired", .enabled = false}};
    keys.zenlayerMember = random.digits(12);
    keys.zenlayerKeyId = secret(20, upper);
    keys.zenlayerPassword = secret(32, mixed);
    keys.zenlayerToken = secret(48, mixed);
    return keys;
}

} // namespace Clearsky

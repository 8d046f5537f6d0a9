// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace Clearsky {

struct PracticeProject
{
    QString id{};
    QString name{};
    bool enabled = true;
};

/// An IAM user of the practice cloud's Huawei side, with its password and its access key.
struct PracticeUser
{
    QString id{};
    QString name{};
    QString password{};
    QString accessKey{};
    QString secretKey{};
};

/// What opens the practice cloud. Ids and names depend on the seed and stay the same; everything secret is
/// made anew at every start and is never stored. Never log it.
struct PracticeKeys
{
    QString region{};
    QString accountId{}; ///< the IAM domain
    QString accountName{};
    /// The first is the one a practice account uses and has every project; the second has the sub-project only; the
    /// third may read the region's own project and delete nothing.
    QList<PracticeUser> users{};
    QString temporaryAccessKey{}; ///< a temporary key of the first user
    QString temporarySecretKey{};
    QString securityToken{};
    QList<PracticeProject>
        projects{}; ///< first the region's own (named as the region), then a sub-project, then a disabled one
    QString zenlayerMember{}; ///< id of the member the Zenlayer key and token belong to
    QString zenlayerKeyId{};
    QString zenlayerPassword{};
    QString zenlayerToken{};

    [[nodiscard]] static PracticeKeys make(quint64 seed);
};

} // namespace Clearsky

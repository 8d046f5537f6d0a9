// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/secret.h"
#include "models/account.h"
#include "models/result.h"

#include <QUrl>

#include <memory>

namespace Clearsky {

class PracticeCloud;

/// The practice cloud inside the program. Started on first use; its truth is kept in a folder of its own, its
/// keys are made at start and stay in memory. Accounts name it by the constant origin `practice:`.
class PracticeHost final
{
    Q_DISABLE_COPY_MOVE(PracticeHost)

public:
    PracticeHost(const QString &folder, double speed);
    /// A cloud that runs already and outlives the host, reached at `url` (itself, or a proxy before it).
    PracticeHost(const PracticeCloud &cloud, const QUrl &url, double speed);
    ~PracticeHost();

    /// Starts the server unless it runs.
    [[nodiscard]] Result<void> start();
    [[nodiscard]] double speed() const;
    /// The account as the given provider sees it: endpoints, region, project and sign-in of the practice
    /// cloud. A project of the account's own stays. Only after start().
    [[nodiscard]] Account effectiveAccount(const Account &account, const QString &providerId) const;
    [[nodiscard]] Credentials credentials(const QString &providerId) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Clearsky

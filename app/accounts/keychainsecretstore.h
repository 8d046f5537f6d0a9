// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/secretstore.h"
#include "app/clock.h"

namespace Clearsky {

/// Keeps secrets in the system's keychain: one entry per account, service
/// `io.github.clearsky_desktop.Clearsky`, key = account id, value = a JSON object of the fields. Never falls
/// back to a file. Each conversation with the keychain has a deadline of 2 minutes on the clock, because a
/// password dialog may stand open; an answer after that is ignored.
class KeychainSecretStore final : public SecretStore
{
public:
    static constexpr std::chrono::minutes deadline{2};

    explicit KeychainSecretStore(Clock &clock);

    [[nodiscard]] ResultJob<Credentials> *read(const QString &accountId) override;
    [[nodiscard]] ResultJob<SecretPlace> *write(const QString &accountId,
                                                const Credentials &credentials) override;
    [[nodiscard]] ResultJob<void> *remove(const QString &accountId) override;
    [[nodiscard]] ResultJob<SecretPlace> *probe() override;

private:
    Clock &m_clock;
};

} // namespace Clearsky

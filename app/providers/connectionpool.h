// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/connection.h"
#include "app/providers/registry.h"

namespace Clearsky {

class AccountStore;
class PracticeHost;
class SecretStore;

/// Opens connections: finds the account, reads its secrets once, and keeps the Connection until the account changes.
class ConnectionPool final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectionPool)

public:
    /// `practice` may be null: then practice accounts cannot be opened.
    ConnectionPool(const Registry &registry, AccountStore &accounts, SecretStore &secrets, RequestQueue &queue, Clock &clock,
                   PracticeHost *practice, RandomSource random = systemRandom(), QObject *parent = nullptr);
    ~ConnectionPool() override;

    /// Ends with a connection for this kind's requests, not necessarily signed in. It stays valid until forget().
    [[nodiscard]] ResultJob<QPointer<Connection>> *open(const QString &accountId, const QString &kindId);
    /// A connection to an account that is not stored (yet): for Test Connection. The caller owns it. Null: the provider is
    /// unknown, or the practice cloud does not start.
    [[nodiscard]] std::unique_ptr<Connection> openUnsaved(const Account &account, const Credentials &credentials);
    /// Drops the account's connections: it was changed or removed.
    void forget(const QString &accountId);

private:
    class Open;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Clearsky

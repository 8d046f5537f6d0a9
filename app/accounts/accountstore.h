// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/account.h"
#include "models/result.h"

#include <QJsonObject>
#include <QList>
#include <QObject>

namespace Clearsky {

class Clock;

/// The user's accounts, kept in accounts.json (0600, replaced at once or not at all). Holds no secrets.
/// Members of the file that this version does not know survive a rewrite.
class AccountStore final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountStore)

public:
    static constexpr int formatVersion = 1;
    static constexpr int longestName = 64;

    AccountStore(QString path, const Clock &clock, QObject *parent = nullptr);

    /// Reads the file; call it once, before anything else. No file means no accounts. A damaged file is moved
    /// aside, never overwritten: the error says where it is now, and the store is empty and usable. A file
    /// that cannot be read or comes from a newer Clearsky is left alone: the error says so, and the store is
    /// read-only.
    [[nodiscard]] Result<void> load();

    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    [[nodiscard]] const QList<Account> &accounts() const { return m_accounts; }
    [[nodiscard]] const Account *
    account(const QString &id) const; ///< null: unknown; valid until the next change

    /// Whether the account may be called so: not empty, at most 64 characters, not the name of another one
    /// than `id`.
    [[nodiscard]] Result<void> checkName(const QString &name, const QString &id = {}) const;

    /// The file is written first; the signal comes when that succeeded. An empty id gets a new one.
    [[nodiscard]] Result<Account> add(Account account);
    [[nodiscard]] Result<void> update(const Account &account);
    [[nodiscard]] Result<void> remove(const QString &id);

    [[nodiscard]] static QString makeId();

Q_SIGNALS:
    void added(const Clearsky::Account &account);
    void updated(const Clearsky::Account &account);
    void removed(const QString &id);

private:
    [[nodiscard]] Result<void> read(const QByteArray &bytes);
    [[nodiscard]] tl::unexpected<Error> moveAside(const QString &detail);
    [[nodiscard]] Result<void> replace(const QList<Account> &accounts);
    [[nodiscard]] Result<void> checkWritable() const;
    [[nodiscard]] qsizetype indexOf(const QString &id) const;

    QString m_path;
    const Clock &m_clock;
    QList<Account> m_accounts;
    QJsonObject m_document;
    bool m_readOnly = false;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/account.h"

#include <QAbstractItemModel>
#include <QList>

#include <memory>
#include <optional>
#include <vector>

namespace Clearsky {

struct ResourceKind;

/// Accounts with the kinds of their provider below them, in the order given; the practice account shows every
/// kind. Column 0 has names, column 1 the number of resources in a kind's list, right-aligned, empty while it
/// is not known. The kinds outlive the model. Changes keep the indexes of what stays.
class AccountTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountTreeModel)

public:
    enum Column { NameColumn, CountColumn, ColumnCount };
    enum Role {
        AccountIdRole = Qt::UserRole + 100, ///< QString, of both levels
        KindIdRole,                         ///< QString, empty for an account
        EnvironmentRole, ///< int(Environment), of an account: the badge to draw; invalid for a kind
        IconNameRole,    ///< QString, name of an icon under resources/icons; of a kind
        StatusRole,      ///< int(Status), of a kind
    };
    enum class Status {
        Idle,
        Loading, ///< its list is on the way
        Problem, ///< its list could not be loaded; the tooltip says why
    };

    /// Accounts with this provider show every kind.
    static inline const QString practiceProviderId = QStringLiteral("practice");

    explicit AccountTreeModel(QList<const ResourceKind *> kinds, QObject *parent = nullptr);
    ~AccountTreeModel() override;

    void setAccounts(const QList<Account> &accounts);
    void addAccount(const Account &account);
    void
    updateAccount(const Account &account); ///< a new provider replaces its kinds; unknown ids are ignored
    void removeAccount(const QString &accountId);
    void setCount(const QString &accountId, const QString &kindId, std::optional<qint64> count);
    void setStatus(const QString &accountId, const QString &kindId, Status status,
                   const QString &sentence = {});

    /// The account's row, or that of one of its kinds; invalid when there is none.
    [[nodiscard]] QModelIndex indexOf(const QString &accountId, const QString &kindId = {}) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct KindRow
    {
        const ResourceKind *kind = nullptr;
        std::optional<qint64> count{};
        Status status = Status::Idle;
        QString sentence{};
    };
    struct AccountRow
    {
        Account account{};
        std::vector<KindRow> kinds{};
    };

    [[nodiscard]] static QString statusText(const KindRow &kind);
    [[nodiscard]] std::unique_ptr<AccountRow> makeRow(const Account &account) const;
    [[nodiscard]] std::vector<KindRow> kindsOf(const QString &providerId) const;
    [[nodiscard]] int rowOf(const QString &accountId) const; ///< -1: none
    [[nodiscard]] KindRow *kindRow(const QModelIndex &index) const;
    [[nodiscard]] QVariant accountData(const AccountRow &row, int column, int role) const;
    [[nodiscard]] QVariant kindData(const AccountRow &row, const KindRow &kind, int column, int role) const;

    QList<const ResourceKind *> m_kinds;
    std::vector<std::unique_ptr<AccountRow>> m_rows; // a kind's index points at its account's row
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/accounttreemodel.h"

#include "models/displaytext.h"
#include "models/resourcekind.h"

#include <algorithm>

namespace Clearsky {

namespace {

// A tooltip that begins with a tag is rich text: so make it one, with everything in it escaped.
QString tipOf(const QString &sentence)
{
    return sentence.isEmpty() ? QString()
                              : QStringLiteral("<qt>%1</qt>").arg(visibleText(sentence).toHtmlEscaped());
}

} // namespace

AccountTreeModel::AccountTreeModel(QList<const ResourceKind *> kinds, QObject *parent)
    : QAbstractItemModel(parent), m_kinds(std::move(kinds))
{
}

AccountTreeModel::~AccountTreeModel() = default;

void AccountTreeModel::setAccounts(const QList<Account> &accounts)
{
    beginResetModel();
    m_rows.clear();
    for (const Account &account : accounts)
        m_rows.push_back(makeRow(account));
    endResetModel();
}

void AccountTreeModel::addAccount(const Account &account)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_rows.push_back(makeRow(account));
    endInsertRows();
}

void AccountTreeModel::updateAccount(const Account &account)
{
    const int row = rowOf(account.id);
    if (row < 0)
        return;
    AccountRow &changed = *m_rows[static_cast<size_t>(row)];
    const bool sameProvider = changed.account.providerId == account.providerId;
    changed.account = account;
    const QModelIndex parent = index(row, NameColumn);
    Q_EMIT dataChanged(parent, index(row, CountColumn));
    if (sameProvider)
        return;
    if (!changed.kinds.empty()) {
        beginRemoveRows(parent, 0, static_cast<int>(changed.kinds.size()) - 1);
        changed.kinds.clear();
        endRemoveRows();
    }
    std::vector<KindRow> kinds = kindsOf(account.providerId);
    if (kinds.empty())
        return;
    beginInsertRows(parent, 0, static_cast<int>(kinds.size()) - 1);
    changed.kinds = std::move(kinds);
    endInsertRows();
}

void AccountTreeModel::removeAccount(const QString &accountId)
{
    const int row = rowOf(accountId);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void AccountTreeModel::setCount(const QString &accountId, const QString &kindId, std::optional<qint64> count)
{
    const QModelIndex name = indexOf(accountId, kindId);
    KindRow *row = kindRow(name);
    if (row == nullptr || row->count == count)
        return;
    row->count = count;
    const QModelIndex changed = name.siblingAtColumn(CountColumn);
    Q_EMIT dataChanged(changed, changed, {Qt::DisplayRole});
}

void AccountTreeModel::setStatus(const QString &accountId, const QString &kindId, Status status,
                                 const QString &sentence)
{
    const QModelIndex name = indexOf(accountId, kindId);
    KindRow *row = kindRow(name);
    if (row == nullptr || (row->status == status && row->sentence == sentence))
        return;
    row->status = status;
    row->sentence = sentence;
    Q_EMIT dataChanged(name, name.siblingAtColumn(CountColumn),
                       {StatusRole, Qt::ToolTipRole, Qt::AccessibleDescriptionRole});
}

QModelIndex AccountTreeModel::indexOf(const QString &accountId, const QString &kindId) const
{
    const int row = rowOf(accountId);
    if (row < 0 || kindId.isEmpty())
        return row < 0 ? QModelIndex() : index(row, NameColumn);
    const std::vector<KindRow> &kinds = m_rows[static_cast<size_t>(row)]->kinds;
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [&kindId](const KindRow &kind) { return kind.kind->id == kindId; });
    if (found == kinds.end())
        return {};
    return index(static_cast<int>(std::distance(kinds.begin(), found)), NameColumn, index(row, NameColumn));
}

QModelIndex AccountTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column);
    return createIndex(row, column, m_rows[static_cast<size_t>(parent.row())].get());
}

QModelIndex AccountTreeModel::parent(const QModelIndex &child) const
{
    const auto *account = static_cast<const AccountRow *>(child.constInternalPointer());
    if (!child.isValid() || account == nullptr)
        return {};
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [account](const auto &row) { return row.get() == account; });
    Q_ASSERT(found != m_rows.end());
    return createIndex(static_cast<int>(std::distance(m_rows.begin(), found)), NameColumn);
}

int AccountTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    if (parent.column() != NameColumn || parent.constInternalPointer() != nullptr)
        return 0;
    return static_cast<int>(m_rows[static_cast<size_t>(parent.row())]->kinds.size());
}

int AccountTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant AccountTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == CountColumn)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (const KindRow *kind = kindRow(index))
        return kindData(*static_cast<const AccountRow *>(index.constInternalPointer()), *kind, index.column(),
                        role);
    return accountData(*m_rows[static_cast<size_t>(index.row())], index.column(), role);
}

QVariant AccountTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == CountColumn)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Account") : tr("Resources");
}

QVariant AccountTreeModel::accountData(const AccountRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return column == NameColumn ? visibleText(row.account.name) : QString();
    case Qt::AccessibleDescriptionRole:
        if (column != NameColumn)
            return {};
        return tr("Environment: %1").arg(environmentTitle(row.account.environment));
    case AccountIdRole:
        return row.account.id;
    case KindIdRole:
        return QString();
    case EnvironmentRole:
        return static_cast<int>(row.account.environment);
    default:
        return {};
    }
}

QVariant AccountTreeModel::kindData(const AccountRow &row, const KindRow &kind, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (column == CountColumn)
            return kind.count ? countText(*kind.count) : QString();
        return kind.kind->title;
    case Qt::ToolTipRole:
        return tipOf(statusText(kind));
    case Qt::AccessibleDescriptionRole:
        return statusText(kind);
    case AccountIdRole:
        return row.account.id;
    case KindIdRole:
        return kind.kind->id;
    case IconNameRole:
        return kind.kind->icon;
    case StatusRole:
        return static_cast<int>(kind.status);
    default:
        return {};
    }
}

QString AccountTreeModel::statusText(const KindRow &kind)
{
    switch (kind.status) {
    case Status::Loading:
        return tr("Loading the list");
    case Status::Problem:
        return kind.sentence;
    case Status::Idle:
        break;
    }
    return {};
}

std::unique_ptr<AccountTreeModel::AccountRow> AccountTreeModel::makeRow(const Account &account) const
{
    return std::make_unique<AccountRow>(AccountRow{.account = account, .kinds = kindsOf(account.providerId)});
}

std::vector<AccountTreeModel::KindRow> AccountTreeModel::kindsOf(const QString &providerId) const
{
    std::vector<KindRow> rows;
    for (const ResourceKind *kind : m_kinds) {
        if (kind->providerId == providerId || providerId == practiceProviderId)
            rows.push_back({.kind = kind});
    }
    return rows;
}

int AccountTreeModel::rowOf(const QString &accountId) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&accountId](const auto &row) { return row->account.id == accountId; });
    return found == m_rows.end() ? -1 : static_cast<int>(std::distance(m_rows.begin(), found));
}

AccountTreeModel::KindRow *AccountTreeModel::kindRow(const QModelIndex &index) const
{
    auto *account = static_cast<AccountRow *>(index.internalPointer());
    if (!index.isValid() || account == nullptr)
        return nullptr;
    return &account->kinds[static_cast<size_t>(index.row())];
}

} // namespace Clearsky

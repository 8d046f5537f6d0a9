// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/accounttreemodel.h"

#include <QWidget>

class QPushButton;
class QTreeView;

namespace Clearsky {

/// The accounts with their kinds, and the button that adds one. Follows the *selection*, which is what assistive
/// technology changes, not the current item.
class AccountTree final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountTree)

public:
    explicit AccountTree(AccountTreeModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QTreeView &view() { return *m_view; }
    void select(const QString &accountId, const QString &kindId);
    [[nodiscard]] QString selectedAccount() const; ///< empty: none
    [[nodiscard]] QString selectedKind() const;    ///< empty: none, or an account is selected
    /// On the first run the page in the middle offers the same.
    void setAddButtonVisible(bool visible);

Q_SIGNALS:
    void selectionChanged();
    void addRequested();
    void contextMenuRequested(const QPoint &globalPosition);

private:
    void build();

    AccountTreeModel &m_model;
    QTreeView *m_view = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/tablelayout.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace Clearsky {

/// Which columns a list shows and in which order. Nothing changes before it is accepted; choices() then tells. The name
/// stays first and shown. `kind` outlives the dialog.
class ColumnDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ColumnDialog)

public:
    ColumnDialog(const ResourceKind &kind, const ColumnChoices &choices, QWidget *parent);

    [[nodiscard]] ColumnChoices choices() const;

private:
    void build();
    void fill(const ColumnChoices &choices);
    void find(const QString &text);
    /// To the next place among those that are found.
    void move(int step);
    [[nodiscard]] int targetOf(int row, int step) const;
    void updateButtons();

    const ResourceKind &m_kind;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
};

} // namespace Clearsky

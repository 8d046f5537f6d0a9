// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAccessible>
#include <QStringList>
#include <QWidget>

class QAbstractItemModel;
class QAbstractItemView;
class QModelIndex;

namespace Clearsky {

/// A window as assistive technology knows it: controls have a role and a name, and only visible ones count.
class Accessible
{
public:
    explicit Accessible(const QWidget &window) : m_window(window) {}

    /// Null: there is none, or more than one.
    [[nodiscard]] QWidget *control(QAccessible::Role role, const QString &name) const;
    [[nodiscard]] bool hasButton(const QString &name) const;
    [[nodiscard]] bool canPress(const QString &name) const;
    /// The table or tree of this name; null: none.
    [[nodiscard]] QAbstractItemView *table(const QString &name) const;
    [[nodiscard]] QAbstractItemView *tree(const QString &name) const;
    /// The text of the visible label that is described so.
    [[nodiscard]] QString status(const QString &description) const;

    // These are false when there is no such control or it is disabled.
    [[nodiscard]] bool press(const QString &button) const;
    [[nodiscard]] bool type(const QString &field, const QString &text) const;
    /// The menu item of this name, without its mnemonic.
    [[nodiscard]] bool trigger(const QString &menuItem) const;
    /// Selects the item of the tree as assistive technology does: the selection, not the current item.
    [[nodiscard]] bool choose(const QString &treeName, const QStringList &path) const;

    /// What keeps a control from being found: no name, or one that another visible control of its role has. One line
    /// for each.
    [[nodiscard]] QStringList faults() const;
    /// How many controls faults() looks at.
    [[nodiscard]] qsizetype controlCount() const { return controls().size(); }
    /// Labels whose text may be read as markup; Qt has empty ones of its own.
    [[nodiscard]] QStringList richLabels() const;

private:
    [[nodiscard]] QList<QWidget *> controls() const;

    const QWidget &m_window;
};

/// The name that assistive technology reads for the item.
[[nodiscard]] QString spoken(const QModelIndex &index);
/// What the column with this heading shows, from top to bottom; empty when there is no such column.
[[nodiscard]] QStringList columnTexts(const QAbstractItemModel &model, const QString &heading);

} // namespace Clearsky

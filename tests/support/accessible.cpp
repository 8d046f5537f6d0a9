// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/accessible.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace Clearsky {

namespace {

/// The views are made of widgets that stand for nothing of their own, and so are other controls.
bool isPartOfAnother(const QWidget &widget)
{
    for (const QWidget *parent = widget.parentWidget(); parent && !parent->isWindow(); parent = parent->parentWidget()) {
        if (qobject_cast<const QAbstractItemView *>(parent) || qobject_cast<const QLineEdit *>(parent)
            || qobject_cast<const QComboBox *>(parent))
            return true;
    }
    return false;
}

bool isInteractive(QAccessible::Role role)
{
    static const QList<QAccessible::Role> roles{
        QAccessible::Button,   QAccessible::ButtonMenu, QAccessible::ButtonDropDown, QAccessible::CheckBox,
        QAccessible::ComboBox, QAccessible::EditableText, QAccessible::List,         QAccessible::PageTabList,
        QAccessible::RadioButton, QAccessible::SpinBox, QAccessible::Table,          QAccessible::Tree};
    return roles.contains(role);
}

QString visibleName(const QAction &action)
{
    return action.text().remove(u'&');
}

} // namespace

QWidget *Accessible::control(QAccessible::Role role, const QString &name) const
{
    QWidget *found = nullptr;
    const QList<QWidget *> all = controls();
    for (QWidget *widget : all) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (face->role() != role || face->text(QAccessible::Name) != name)
            continue;
        if (found)
            return nullptr;
        found = widget;
    }
    return found;
}

bool Accessible::hasButton(const QString &name) const
{
    return control(QAccessible::Button, name) != nullptr;
}

bool Accessible::canPress(const QString &name) const
{
    const QWidget *button = control(QAccessible::Button, name);
    return button && button->isEnabled();
}

QAbstractItemView *Accessible::table(const QString &name) const
{
    return qobject_cast<QAbstractItemView *>(control(QAccessible::Table, name));
}

QAbstractItemView *Accessible::tree(const QString &name) const
{
    return qobject_cast<QAbstractItemView *>(control(QAccessible::Tree, name));
}

QString Accessible::status(const QString &description) const
{
    const QList<QLabel *> labels = m_window.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && label->accessibleDescription() == description)
            return label->text();
    }
    return {};
}

bool Accessible::press(const QString &button) const
{
    QWidget *widget = control(QAccessible::Button, button);
    if (!widget || !widget->isEnabled())
        return false;
    QTest::mouseClick(widget, Qt::LeftButton);
    return true;
}

bool Accessible::type(const QString &field, const QString &text) const
{
    auto *line = qobject_cast<QLineEdit *>(control(QAccessible::EditableText, field));
    if (!line || !line->isEnabled())
        return false;
    line->selectAll();
    if (text.isEmpty())
        QTest::keyClick(line, Qt::Key_Delete);
    else
        QTest::keyClicks(line, text);
    return line->text() == text;
}

bool Accessible::trigger(const QString &menuItem) const
{
    const QList<QAction *> actions = m_window.findChildren<QAction *>();
    for (QAction *action : actions) {
        if (visibleName(*action) == menuItem && action->isVisible() && action->isEnabled()) {
            action->trigger();
            return true;
        }
    }
    return false;
}

bool Accessible::choose(const QString &treeName, const QStringList &path) const
{
    QAbstractItemView *view = tree(treeName);
    if (!view)
        return false;
    QModelIndex at;
    for (const QString &part : path) {
        QModelIndex next;
        for (int row = 0; row < view->model()->rowCount(at) && !next.isValid(); ++row) {
            const QModelIndex index = view->model()->index(row, 0, at);
            if (index.data().toString() == part)
                next = index;
        }
        if (!next.isValid())
            return false;
        at = next;
    }
    view->selectionModel()->select(at, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    return true;
}

QList<QWidget *> Accessible::controls() const
{
    QList<QWidget *> found;
    const QList<QWidget *> widgets = m_window.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || isPartOfAnother(*widget))
            continue;
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (face && isInteractive(face->role()))
            found.append(widget);
    }
    return found;
}

QStringList Accessible::faults() const
{
    QStringList faults;
    QSet<std::pair<QString, int>> seen;
    const QList<QWidget *> all = controls();
    for (QWidget *widget : all) {
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        const QString name = face->text(QAccessible::Name);
        const QString what = QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        if (name.isEmpty())
            faults.append(QStringLiteral("%1 has no name").arg(what));
        else if (seen.contains({name, face->role()}))
            faults.append(QStringLiteral("%1 is not the only one called %2").arg(what, name));
        seen.insert({name, face->role()});
    }
    return faults;
}

QStringList Accessible::richLabels() const
{
    QStringList rich;
    const QList<QLabel *> labels = m_window.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->textFormat() != Qt::PlainText && !label->text().isEmpty())
            rich.append(label->objectName() + u": " + label->text());
    }
    return rich;
}

QString spoken(const QModelIndex &index)
{
    const QString text = index.data(Qt::AccessibleTextRole).toString();
    return text.isEmpty() ? index.data().toString() : text;
}

QStringList columnTexts(const QAbstractItemModel &model, const QString &heading)
{
    QStringList texts;
    for (int column = 0; column < model.columnCount(); ++column) {
        if (model.headerData(column, Qt::Horizontal).toString() != heading)
            continue;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(spoken(model.index(row, column)));
        return texts;
    }
    return texts;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAccessible>
#include <QLabel>

namespace Clearsky {

/// The one widget below `root` that assistive technology would call `name`; null: none, or more than one.
template<typename W>
[[nodiscard]] W *named(const QWidget &root, const QString &name)
{
    W *found = nullptr;
    const QList<W *> all = root.findChildren<W *>();
    for (W *widget : all) {
        if (widget->accessibleName() != name)
            continue;
        if (found)
            return nullptr;
        found = widget;
    }
    return found;
}

/// All widgets below `root` that are described as `description`, such as status labels.
template<typename W>
[[nodiscard]] QList<W *> described(const QWidget &root, const QString &description)
{
    QList<W *> found = root.findChildren<W *>();
    found.removeIf([&description](W *widget) { return widget->accessibleDescription() != description; });
    return found;
}

[[nodiscard]] inline QString labelText(const QWidget &root, const QString &objectName)
{
    const auto *label = root.findChild<QLabel *>(objectName);
    return label ? label->text() : QString();
}

[[nodiscard]] inline QString allLabelText(const QWidget &root)
{
    QStringList all;
    const QList<QLabel *> labels = root.findChildren<QLabel *>();
    for (const QLabel *label : labels)
        all.append(label->text());
    return all.join(u'\n');
}

/// What assistive technology hears of the control.
[[nodiscard]] inline QString spokenName(QWidget *widget)
{
    return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
}

} // namespace Clearsky

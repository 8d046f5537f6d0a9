// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusConnection>
#include <QList>
#include <QString>

#include <optional>

namespace Clearsky {

/// Finds and uses the controls of programs of this session by role and name over AT-SPI, as a screen reader does. All calls
/// wait for their answer; a program that dies meanwhile answers nothing.
class SpiClient
{
public:
    /// Connects to the session's accessibility bus, which is started when needed.
    SpiClient();

    [[nodiscard]] bool isConnected() const { return m_bus.isConnected(); }
    /// Names of the push buttons that are showing and enabled.
    [[nodiscard]] QStringList buttons() const;
    [[nodiscard]] bool press(const QString &button) const;
    /// How far the progress bars of this name prefix are, from 0 to 1; none: there is no such bar.
    [[nodiscard]] QList<double> progress(const QString &prefix) const;

private:
    enum class Role : uint { ProgressBar = 42, PushButton = 43, Table = 55, Tree = 65, TreeTable = 66 }; // AtspiRole
    struct Control
    {
        QString service{};
        QString path{};
    };

    [[nodiscard]] QVariant ask(const Control &control, const char *interface, const char *method,
                               const QVariantList &arguments = {}) const;
    [[nodiscard]] QVariant property(const Control &control, const char *interface, const char *name) const;
    [[nodiscard]] QList<Control> childrenOf(const Control &control) const;
    [[nodiscard]] QList<Control> all(Role role) const;
    void collect(const Control &from, Role role, QList<Control> &found) const;
    [[nodiscard]] QString nameOf(const Control &control) const;
    [[nodiscard]] bool isUsable(const Control &control) const;

    QDBusConnection m_bus;
};

} // namespace Clearsky

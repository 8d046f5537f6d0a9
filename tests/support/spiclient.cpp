// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/spiclient.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>

namespace Clearsky {

namespace {

constexpr int patience = 3000; // milliseconds
const char accessible[] = "org.a11y.atspi.Accessible";

QString busAddress()
{
    const QDBusMessage answer = QDBusConnection::sessionBus().call(
        QDBusMessage::createMethodCall(QStringLiteral("org.a11y.Bus"), QStringLiteral("/org/a11y/bus"),
                                       QStringLiteral("org.a11y.Bus"), QStringLiteral("GetAddress")));
    return answer.arguments().value(0).toString();
}

} // namespace

SpiClient::SpiClient()
    : m_bus(QDBusConnection::connectToBus(busAddress(), QStringLiteral("a11y")))
{
}

QStringList SpiClient::buttons() const
{
    QStringList names;
    const QList<Control> found = all(Role::PushButton);
    for (const Control &button : found) {
        if (isUsable(button))
            names.append(nameOf(button));
    }
    return names;
}

bool SpiClient::press(const QString &button) const
{
    const QList<Control> found = all(Role::PushButton);
    for (const Control &control : found) {
        if (nameOf(control) == button && isUsable(control))
            return ask(control, "org.a11y.atspi.Action", "DoAction", {0}).toBool();
    }
    return false;
}

QList<double> SpiClient::progress(const QString &prefix) const
{
    constexpr char value[] = "org.a11y.atspi.Value";
    QList<double> progress;
    const QList<Control> found = all(Role::ProgressBar);
    for (const Control &bar : found) {
        const double most = property(bar, value, "MaximumValue").toDouble();
        if (most > 0 && nameOf(bar).startsWith(prefix))
            progress.append(property(bar, value, "CurrentValue").toDouble() / most);
    }
    return progress;
}

QVariant SpiClient::ask(const Control &control, const char *interface, const char *method,
                        const QVariantList &arguments) const
{
    QDBusMessage call = QDBusMessage::createMethodCall(control.service, control.path, QString::fromLatin1(interface),
                                                       QString::fromLatin1(method));
    call.setArguments(arguments);
    return m_bus.call(call, QDBus::Block, patience).arguments().value(0);
}

QVariant SpiClient::property(const Control &control, const char *interface, const char *name) const
{
    return ask(control, "org.freedesktop.DBus.Properties", "Get", {QString::fromLatin1(interface), QString::fromLatin1(name)})
        .value<QDBusVariant>()
        .variant();
}

QList<SpiClient::Control> SpiClient::childrenOf(const Control &control) const
{
    QList<Control> children;
    const QVariant answer = ask(control, accessible, "GetChildren");
    if (!answer.canConvert<QDBusArgument>())
        return children;
    const auto list = answer.value<QDBusArgument>();
    list.beginArray();
    while (!list.atEnd()) {
        Control child;
        QDBusObjectPath path;
        list.beginStructure();
        list >> child.service >> path;
        list.endStructure();
        child.path = path.path();
        children.append(child);
    }
    list.endArray();
    return children;
}

QList<SpiClient::Control> SpiClient::all(Role role) const
{
    QList<Control> found;
    const QList<Control> programs =
        childrenOf({QStringLiteral("org.a11y.atspi.Registry"), QStringLiteral("/org/a11y/atspi/accessible/root")});
    for (const Control &program : programs)
        collect(program, role, found);
    return found;
}

void SpiClient::collect(const Control &from, Role role, QList<Control> &found) const
{
    const uint own = ask(from, accessible, "GetRole").toUInt();
    if (own == uint(role))
        found.append(from);
    // What tables and trees hold are no controls, and there may be thousands.
    if (own == uint(Role::Table) || own == uint(Role::Tree) || own == uint(Role::TreeTable))
        return;
    const QList<Control> children = childrenOf(from);
    for (const Control &child : children)
        collect(child, role, found);
}

QString SpiClient::nameOf(const Control &control) const
{
    return property(control, accessible, "Name").toString();
}

bool SpiClient::isUsable(const Control &control) const
{
    constexpr uint sensitive = 1U << 24U; // AtspiStateType
    constexpr uint showing = 1U << 25U;
    const QVariant answer = ask(control, accessible, "GetState");
    if (!answer.canConvert<QDBusArgument>())
        return false;
    QList<uint> states;
    answer.value<QDBusArgument>() >> states;
    return (states.value(0) & sensitive) != 0 && (states.value(0) & showing) != 0;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settings.h"

#include "app/datafolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>

namespace Clearsky {

// Every setting there is.
const Settings::Row Settings::rows[] = {
    {Key::Appearance, "appearance", "system"},
    {Key::LastAccount, "session/account", ""},
    {Key::LastKind, "session/kind", ""},
    {Key::Layout, "layout", ""}, // a group with one entry for each part of the windows
};

QString appearanceId(Appearance appearance)
{
    switch (appearance) {
    case Appearance::Light:
        return QStringLiteral("light");
    case Appearance::Dark:
        return QStringLiteral("dark");
    case Appearance::System:
        break;
    }
    return QStringLiteral("system");
}

std::optional<Appearance> appearanceFromId(const QString &id)
{
    for (const Appearance appearance : {Appearance::System, Appearance::Light, Appearance::Dark}) {
        if (appearanceId(appearance) == id)
            return appearance;
    }
    return std::nullopt;
}

Settings::Settings(const QString &path) : m_settings(std::make_unique<QSettings>(path, QSettings::IniFormat))
{
    // QSettings replaces the file and keeps its permissions. When this fails, save() will say so.
    (void)ensurePrivateFile(path);
}

Settings::~Settings() = default;

Appearance Settings::appearance() const
{
    return appearanceFromId(text(Key::Appearance)).value_or(Appearance::System);
}

void Settings::setAppearance(Appearance appearance)
{
    setText(Key::Appearance, appearanceId(appearance));
}

QString Settings::lastAccount() const
{
    return text(Key::LastAccount);
}

QString Settings::lastKind() const
{
    return text(Key::LastKind);
}

void Settings::setLast(const QString &accountId, const QString &kindId)
{
    setText(Key::LastAccount, accountId);
    setText(Key::LastKind, kindId);
}

QByteArray Settings::layout(const QString &part) const
{
    const QVariant value = m_settings->value(name(Key::Layout) + QLatin1Char('/') + part);
    return value.typeId() == QMetaType::QByteArray ? value.toByteArray() : QByteArray();
}

void Settings::setLayout(const QString &part, const QByteArray &state)
{
    m_settings->setValue(name(Key::Layout) + QLatin1Char('/') + part, state);
}

Result<void> Settings::save()
{
    m_settings->sync();
    if (m_settings->status() != QSettings::AccessError)
        return {};
    return failure({.kind = Error::Kind::Storage,
                    .message = QCoreApplication::translate(
                                   "Settings",
                                   "The settings %1 cannot be written. Check its permissions and the free "
                                   "space on the disk.")
                                   .arg(QDir::toNativeSeparators(m_settings->fileName()))});
}

QString Settings::name(Key key) const
{
    return QLatin1String(rows[static_cast<size_t>(key)].name);
}

QString Settings::text(Key key) const
{
    const Row &row = rows[static_cast<size_t>(key)];
    Q_ASSERT(row.key == key);
    return m_settings->value(QLatin1String(row.name), QLatin1String(row.defaultValue)).toString();
}

void Settings::setText(Key key, const QString &text)
{
    if (m_settings->value(name(key)).toString() != text) // else the file would be written at each start
        m_settings->setValue(name(key), text);
}

} // namespace Clearsky

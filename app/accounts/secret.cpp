// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/secret.h"

#include <QDebug>

#include <utility>

namespace Clearsky {

Secret::Secret(QByteArray bytes) : m_bytes(std::move(bytes))
{
}

Secret Secret::fromText(const QString &text)
{
    return Secret(text.toUtf8());
}

Secret &Secret::operator=(Secret other) noexcept
{
    // The old bytes leave with `other` and are wiped there.
    m_bytes.swap(other.m_bytes);
    return *this;
}

Secret::~Secret()
{
    wipe(m_bytes);
}

void wipe(QByteArray &bytes)
{
    if (!bytes.isDetached())
        return;
    // volatile: a compiler may drop plain writes to memory that is about to be freed.
    volatile char *data = bytes.data();
    for (qsizetype i = 0; i < bytes.size(); ++i)
        data[i] = '\0';
}

QDebug operator<<(QDebug debug, const Secret &)
{
    const QDebugStateSaver saver(debug);
    debug.noquote() << QStringLiteral("•••");
    return debug;
}

void Credentials::set(const QString &fieldId, Secret secret)
{
    if (secret.isEmpty())
        m_secrets.remove(fieldId);
    else
        m_secrets.insert(fieldId, std::move(secret));
}

Secret Credentials::value(const QString &fieldId) const
{
    return m_secrets.value(fieldId);
}

QDebug operator<<(QDebug debug, const Credentials &credentials)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "Credentials(" << credentials.fieldIds().join(QStringLiteral(", ")) << ')';
    return debug;
}

} // namespace Clearsky

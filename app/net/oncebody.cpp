// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/oncebody.h"

#include <algorithm>
#include <cstring>

namespace Clearsky {

OnceBody::OnceBody(QByteArray body, QObject *parent) : QIODevice(parent), m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OnceBody::bytesAvailable() const
{
    return m_body.size() - m_taken + QIODevice::bytesAvailable();
}

bool OnceBody::atEnd() const
{
    return m_taken == m_body.size();
}

bool OnceBody::seek(qint64 position)
{
    Q_UNUSED(position)
    return false;
}

qint64 OnceBody::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min(maxSize, m_body.size() - m_taken);
    if (size <= 0)
        return atEnd() ? -1 : 0;
    std::memcpy(data, m_body.constData() + m_taken, static_cast<size_t>(size));
    m_taken += size;
    return size;
}

qint64 OnceBody::writeData(const char *data, qint64 maxSize)
{
    Q_UNUSED(data)
    Q_UNUSED(maxSize)
    return -1;
}

} // namespace Clearsky

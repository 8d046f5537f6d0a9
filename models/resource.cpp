// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/resource.h"

#include <QCryptographicHash>

namespace Clearsky {

QString fingerprintOf(const Resource &resource)
{
    const QString created = resource.created.isValid() ? resource.created.toUTC().toString(Qt::ISODateWithMs)
                                                       : resource.createdText;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &part : {resource.scope, resource.id, created, resource.name, resource.state}) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    return QString::fromLatin1(hash.result().toHex().left(32));
}

} // namespace Clearsky

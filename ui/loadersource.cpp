// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/loadersource.h"

namespace Clearsky {

LoaderSource::LoaderSource(ConnectionPool &connections, const KindContract &contract, const QString &accountId,
                           QObject *parent)
    : ListSource(parent)
    , m_loader(connections, contract, accountId)
{
    connect(&m_loader, &ListLoader::started, this, &ListSource::started);
    connect(&m_loader, &ListLoader::pageRead, this, &ListSource::pageRead);
    connect(&m_loader, &ListLoader::loaded, this, &ListSource::loaded);
    connect(&m_loader, &ListLoader::failed, this, &ListSource::failed);
}

} // namespace Clearsky

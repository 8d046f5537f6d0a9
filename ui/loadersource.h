// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/listloader.h"
#include "ui/listsource.h"

namespace Clearsky {

/// The rows of a real account.
class LoaderSource final : public ListSource
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LoaderSource)

public:
    LoaderSource(ConnectionPool &connections, const KindContract &contract, const QString &accountId,
                 QObject *parent = nullptr);

    void load() override { m_loader.load(); }
    void cancel() override { m_loader.cancel(); }
    [[nodiscard]] bool isLoading() const override { return m_loader.isLoading(); }
    [[nodiscard]] QString origin() const override { return m_loader.origin(); }
    [[nodiscard]] QString projectId() const override { return m_loader.projectId(); }
    [[nodiscard]] Result<OutgoingRequest> outgoingDeleteRequest(const QList<ResourceRef> &refs) const override
    {
        return m_loader.outgoingDeleteRequest(refs);
    }

private:
    ListLoader m_loader;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/resource.h"
#include "models/result.h"

#include <QObject>

namespace Clearsky {

/// Where a page's rows come from. Between started() and loaded() or failed() there is one load; no signal is emitted from
/// within load() or cancel() except started().
class ListSource : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListSource)

public:
    explicit ListSource(QObject *parent = nullptr)
        : QObject(parent)
    {
    }

    virtual void load() = 0;   ///< does nothing while loading
    virtual void cancel() = 0; ///< ends with failed(Cancelled)
    [[nodiscard]] virtual bool isLoading() const = 0;
    /// What plans need to know of the place the list came from; empty before the first load.
    [[nodiscard]] virtual QString origin() const = 0;
    [[nodiscard]] virtual QString projectId() const = 0;

    /// The request that would delete these, as it would be sent: for the plan page.
    [[nodiscard]] virtual Result<OutgoingRequest> outgoingDeleteRequest(const QList<ResourceRef> &refs) const
    {
        Q_UNUSED(refs)
        return failure({.kind = Error::Kind::Configuration, .message = tr("This list cannot tell its requests")});
    }

Q_SIGNALS:
    void started();
    void pageRead(const QList<Clearsky::Resource> &rows, qint64 expected); ///< -1: not known how many there are
    void loaded(); ///< the list is complete
    void failed(const Clearsky::Error &error);
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/connectionpool.h"
#include "app/providers/listing.h"

namespace Clearsky {

/// Loads the list of one kind of one account for a window, as often as asked. Signals come from the event loop; between
/// started() and loaded() or failed() there is one load.
class ListLoader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListLoader)

public:
    ListLoader(ConnectionPool &connections, const KindContract &contract, QString accountId, QObject *parent = nullptr);

    void load();     ///< does nothing while loading
    void cancel();   ///< ends with failed(Cancelled)
    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// What plans need to know of the place the list came from; empty before the first load.
    [[nodiscard]] QString origin() const;
    [[nodiscard]] QString projectId() const;
    /// The request that would delete these, as it would be sent: for the plan page. Null scope before the first load.
    [[nodiscard]] Result<ApiRequest> deleteRequest(const QList<ResourceRef> &refs) const;
    /// The same on the account's host: the exact URL, headers and body, unsigned. An error before the first load.
    [[nodiscard]] Result<OutgoingRequest> outgoingDeleteRequest(const QList<ResourceRef> &refs) const;
    [[nodiscard]] LaneRules laneRules() const;

Q_SIGNALS:
    void started();
    /// New rows; `expected` is -1 when the provider does not say how many there are.
    void pageRead(const QList<Clearsky::Resource> &rows, qint64 expected);
    void loaded(qint64 total);   ///< the list is complete
    void failed(const Clearsky::Error &error);

private:
    void onOpened(const Result<QPointer<Connection>> &opened);
    void list();
    void end(const Result<ListOutcome> &outcome);

    ConnectionPool &m_connections;
    const KindContract &m_contract;
    QString m_accountId;
    QPointer<Connection> m_connection;
    QPointer<AsyncJob> m_running;
    qint64 m_total = 0; ///< rows of this load so far
    bool m_loading = false;
};

} // namespace Clearsky

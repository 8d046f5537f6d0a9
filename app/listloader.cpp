// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/listloader.h"

#include "app/net/requestbuilder.h"

namespace Clearsky {

ListLoader::ListLoader(ConnectionPool &connections, const KindContract &contract, QString accountId, QObject *parent)
    : QObject(parent)
    , m_connections(connections)
    , m_contract(contract)
    , m_accountId(std::move(accountId))
{
}

void ListLoader::load()
{
    if (m_loading)
        return;
    m_loading = true;
    Q_EMIT started();
    auto *opening = m_connections.open(m_accountId, m_contract.kind().id);
    m_running = opening;
    connect(opening, &AsyncJob::finished, this, [this, opening] { onOpened(opening->result()); });
    opening->start();
}

void ListLoader::cancel()
{
    if (m_running)
        m_running->cancel();
}

QString ListLoader::origin() const
{
    return m_connection ? m_connection->origin() : QString();
}

QString ListLoader::projectId() const
{
    return m_connection ? m_connection->scope().projectId : QString();
}

Result<ApiRequest> ListLoader::deleteRequest(const QList<ResourceRef> &refs) const
{
    return m_contract.deleteRequest(m_connection ? m_connection->scope() : Scope(), refs);
}

Result<OutgoingRequest> ListLoader::outgoingDeleteRequest(const QList<ResourceRef> &refs) const
{
    if (!m_connection)
        return failure({.kind = Error::Kind::Configuration, .message = tr("The list was not loaded yet. Refresh it.")});
    const auto request = deleteRequest(refs);
    if (!request)
        return failure(request.error());
    const auto base = m_connection->provider().baseUrl(m_connection->account(), request->service);
    return base ? buildRequest(*base, *request) : failure(base.error());
}

LaneRules ListLoader::laneRules() const
{
    return m_contract.laneRules(origin(), m_connection ? m_connection->scope() : Scope());
}

void ListLoader::onOpened(const Result<QPointer<Connection>> &opened)
{
    if (!opened) {
        end(failure(opened.error()));
        return;
    }
    m_connection = *opened;
    auto *signingIn = m_connection->signIn();
    m_running = signingIn;
    connect(signingIn, &AsyncJob::finished, this, [this, signingIn] {
        if (signingIn->result() && m_connection)
            list();
        else
            end(failure(signingIn->result() ? Error{.kind = Error::Kind::Cancelled} : signingIn->result().error()));
    });
    signingIn->start();
}

void ListLoader::list()
{
    auto *listing = new Listing(*m_connection, m_contract, this, Listing::Rows::Streamed);
    m_running = listing;
    m_total = 0;
    connect(listing, &Listing::pageRead, this, [this](const QList<Resource> &rows, qint64 expected) {
        m_total += rows.size();
        Q_EMIT pageRead(rows, expected);
    });
    connect(listing, &AsyncJob::finished, this, [this, listing] { end(listing->result()); });
    listing->start();
}

void ListLoader::end(const Result<ListOutcome> &outcome)
{
    m_loading = false;
    if (outcome)
        Q_EMIT loaded(m_total);
    else
        Q_EMIT failed(outcome.error());
}

} // namespace Clearsky

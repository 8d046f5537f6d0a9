// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/look.h"

#include "app/providers/readjob.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace Clearsky {

const Resource *LookOutcome::row(const ResourceKey &key) const
{
    const auto row = m_rows.constFind(key);
    return row == m_rows.constEnd() ? nullptr : &*row;
}

bool LookOutcome::saysGone(const ResourceKey &key) const
{
    if (const Resource *resource = row(key))
        return m_kind->meaningOf(resource->state).role == StateMeaning::Role::Gone;
    return m_provedGone.contains(key.id);
}

std::optional<Proof> LookOutcome::proofOfAbsence(const ResourceKey &key, int looks) const
{
    if (const Resource *resource = row(key)) {
        if (!saysGone(key))
            return {};
        return Proof(QStringLiteral("state %1").arg(resource->state));
    }
    if (m_provedGone.contains(key.id))
        return Proof(QStringLiteral("not found by id"));
    return Proof(QStringLiteral("absent %1×, %2 rows on %3 pages, sha256 %4")
                     .arg(looks)
                     .arg(m_rows.size())
                     .arg(m_pages)
                     .arg(QString::fromLatin1(evidence().left(16))));
}

int LookOutcome::looksNeeded(int usual) const
{
    const bool foundNothing = m_rows.isEmpty() && m_provedGone.isEmpty();
    return foundNothing ? std::max(usual, 2) : usual;
}

QSet<ResourceKey> LookOutcome::keys() const
{
    return {m_rows.keyBegin(), m_rows.keyEnd()};
}

QByteArray LookOutcome::evidence() const
{
    QStringList lines;
    for (const Resource &row : m_rows)
        lines.append(row.scope + u'\t' + row.id + u'\t' + row.state);
    for (const QString &id : m_provedGone)
        lines.append(u'-' + id);
    lines.sort();
    return QCryptographicHash::hash(lines.join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex();
}

Look::Look(Connection &connection, const KindContract &contract, QList<ResourceRef> refs, Expect expect, QObject *parent)
    : ResultJob(parent)
    , m_connection(&connection)
    , m_contract(contract)
    , m_refs(std::move(refs))
    , m_expect(std::move(expect))
{
    m_outcome.m_kind = &contract.kind();
}

void Look::run()
{
    if (!hasConnection())
        return;
    auto *listing = new Listing(*m_connection, m_contract, m_refs, this);
    m_running = listing;
    connect(listing, &AsyncJob::finished, this, [this, listing] { onListed(listing->result()); });
    listing->start();
}

void Look::abort()
{
    delete m_running;
}

/// The account may be changed at any moment; what was seen is then not judged.
bool Look::hasConnection()
{
    if (!m_connection)
        finishWith(failure({.kind = Error::Kind::Cancelled}));
    return m_connection;
}

void Look::onListed(const Result<ListOutcome> &listed)
{
    if (!listed) {
        finishWith(failure(listed.error()));
        return;
    }
    if (!hasConnection())
        return;
    m_outcome.m_pages = listed->pages;
    m_outcome.m_provedGone = {listed->provedGone.cbegin(), listed->provedGone.cend()};
    for (const Resource &row : listed->rows)
        m_outcome.m_rows.insert(row.key(), row);

    if (isUnexpectedlyEmpty()) {
        finishWith(failure(unbelievable()));
        return;
    }
    const bool allVanished = m_outcome.m_rows.isEmpty() && m_outcome.m_provedGone.isEmpty();
    const std::optional<ApiRequest> visibility = m_contract.visibilityRequest(m_connection->scope());
    if (allVanished && visibility)
        checkVisibility(*visibility);
    else
        finishWith(m_outcome);
}

// A key that has just lost its rights sees nothing either: the provider must still show that it shows something.
void Look::checkVisibility(const ApiRequest &request)
{
    auto *read = new ReadJob<ListPage>(
        *m_connection, inLane(request, m_contract.laneRules(m_connection->origin(), m_connection->scope())),
        [this, request](const HttpReply &reply) { return m_contract.readPage(request, reply); }, this);
    m_running = read;
    connect(read, &AsyncJob::finished, this, [this, read] {
        const Result<ListPage> &page = read->result();
        if (!page)
            finishWith(failure(page.error()));
        else if (const LookExpectations expected = m_expect();
                 page->total.value_or(0) == 0 && expected.listedTotal > expected.accountedFor)
            finishWith(failure(unbelievable()));
        else
            finishWith(m_outcome);
    });
    read->start();
}

/// For kinds that are looked at by the whole list; each part of it (ROMA: an instance's apps, its tasks) counts by itself.
bool Look::isUnexpectedlyEmpty() const
{
    if (!m_contract.findRequests(m_connection->scope(), m_refs).isEmpty())
        return false;
    QSet<QString> scopesSeen;
    for (const Resource &row : m_outcome.m_rows)
        scopesSeen.insert(row.scope);
    QSet<QString> emptyScopes;
    for (const ResourceRef &ref : m_refs) {
        if (!scopesSeen.contains(ref.scope))
            emptyScopes.insert(ref.scope);
    }
    if (emptyScopes.isEmpty())
        return false;
    const LookExpectations expected = m_expect();
    if (m_outcome.m_rows.isEmpty() && expected.listedTotal > expected.accountedFor)
        return true;
    return emptyScopes.intersects(expected.partsWithOthers);
}

Error Look::unbelievable() const
{
    return {.kind = Error::Kind::Malformed,
            .message = QCoreApplication::translate("Look", "The provider's list is unexpectedly empty. Nothing is concluded "
                                                           "from it; Clearsky looks again.")};
}

} // namespace Clearsky

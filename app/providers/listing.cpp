// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/listing.h"

#include "app/providers/readjob.h"

#include <QCoreApplication>
#include <QSet>
#include <QThreadPool>

#include <algorithm>
#include <deque>

namespace Clearsky {

namespace {

// A million rows of the smallest page; a list beyond it is a cursor that never ends.
constexpr int mostPages = 100'000;

struct Step
{
    ApiRequest request{};
    int root = 0; ///< which of the first requests it goes back to: parts are told apart by it, too
};

struct Page
{
    ListPage page{};       ///< without the rows that an earlier page had
    bool isRepeat = false; ///< of earlier rows only
};

/// The rows that were read. Used by one thread at a time: the next page is asked for after this one was read.
using Seen = QSet<ResourceKey>;

Result<Page> readPage(const KindContract &contract, const ApiRequest &request, const HttpReply &reply, Seen &seen)
{
    return contract.readPage(request, reply).map([&seen](ListPage page) {
        const bool hadRows = !page.rows.isEmpty();
        page.rows.removeIf([&seen](const Resource &row) {
            const qsizetype before = seen.size();
            seen.insert(row.key());
            return seen.size() == before;
        });
        const bool isRepeat = hadRows && page.rows.isEmpty();
        return Page{.page = std::move(page), .isRepeat = isRepeat};
    });
}

struct Part
{
    qint64 rows = 0;
    std::optional<qint64> total{};
};

QByteArray questionOf(const ApiRequest &request)
{
    QByteArray text = request.service.toUtf8() + '\n' + request.pathSegments.join(u'\n').toUtf8() + '\n'
        + request.action.toUtf8() + '\n' + request.body;
    for (const auto &[name, value] : request.query)
        text += '\n' + name.toUtf8() + '=' + value.toUtf8();
    return text;
}

// As few batches as the contract allows: of one group, none longer than a request may be.
QList<QList<ResourceRef>> batchesOf(const ResourceKind &kind, const QList<ResourceRef> &refs)
{
    QList<QList<ResourceRef>> batches;
    QHash<QString, qsizetype> open;
    for (const ResourceRef &ref : refs) {
        const QString group = kind.batchGroup ? kind.batchGroup(ref.scope) : QString();
        const auto found = open.constFind(group);
        if (found == open.constEnd() || batches.at(*found).size() >= kind.idsPerRequest) {
            open.insert(group, batches.size());
            batches.append(QList<ResourceRef>{ref});
        } else {
            batches[*found].append(ref);
        }
    }
    return batches;
}

} // namespace

class Listing::Private
{
public:
    Private(Listing &owner, Connection &theConnection, const KindContract &theContract,
            std::optional<QList<ResourceRef>> theRefs, Rows theRows)
        : q(owner)
        , connection(&theConnection)
        , contract(theContract)
        , refs(std::move(theRefs))
        , rows(theRows)
    {
    }
    ~Private()
    {
        if (rows == Rows::Streamed) // to free a million keys takes longer than a window may stand still
            QThreadPool::globalInstance()->start([freed = std::move(seen)] { });
    }

    void signIn();
    void begin(const Scope &scope);
    void next();
    void onPage(const Result<Page> &page, int root);
    void take(const Page &read, int root);
    void ask(const QList<ApiRequest> &requests, int root);
    [[nodiscard]] QList<ApiRequest> firstRequests(const Scope &scope);
    [[nodiscard]] qint64 expected() const;
    void end();
    [[nodiscard]] bool hasReadTheParts() const;
    void fail(const QString &fact);

    Listing &q;
    QPointer<Connection> connection;
    const KindContract &contract;
    std::optional<QList<ResourceRef>> refs;
    Rows rows;
    LaneRules lane{};
    std::deque<Step> steps{};
    QSet<QByteArray> asked{};
    std::shared_ptr<Seen> seen = std::make_shared<Seen>();
    QHash<QString, Part> parts{};
    QSet<QString> partNames{};
    bool isWholeList = true;
    ListOutcome outcome{};
    QPointer<AsyncJob> running{};
};

void Listing::Private::signIn()
{
    if (!connection) {
        q.finishWith(failure({.kind = Error::Kind::Cancelled}));
        return;
    }
    ResultJob<Scope> *job = connection->signIn();
    job->setParent(&q);
    running = job;
    connect(job, &AsyncJob::finished, &q, [this, job] {
        if (job->result())
            begin(*job->result());
        else
            q.finishWith(tl::make_unexpected(job->result().error()));
    });
    job->start();
}

QList<ApiRequest> Listing::Private::firstRequests(const Scope &scope)
{
    isWholeList = true;
    if (!refs)
        return contract.listRequests(scope);
    QList<ApiRequest> requests;
    const auto batches = batchesOf(contract.kind(), *refs);
    for (const QList<ResourceRef> &batch : batches) {
        const QList<ApiRequest> finds = contract.findRequests(scope, batch);
        if (finds.isEmpty())
            return contract.listRequests(scope);
        requests += finds;
    }
    isWholeList = false;
    return requests;
}

void Listing::Private::begin(const Scope &scope)
{
    if (!connection || (refs && refs->isEmpty())) {
        q.finishWith(failure({.kind = connection ? Error::Kind::Configuration : Error::Kind::Cancelled}));
        return;
    }
    lane = contract.laneRules(connection->origin(), scope);
    const QList<ApiRequest> requests = firstRequests(scope);
    for (const ApiRequest &request : requests) {
        asked.insert(questionOf(request));
        steps.push_back({.request = request, .root = static_cast<int>(steps.size())});
    }
    next();
}

void Listing::Private::next()
{
    if (steps.empty()) {
        end();
        return;
    }
    if (!connection) {
        q.finishWith(failure({.kind = Error::Kind::Cancelled}));
        return;
    }
    const Step step = steps.front();
    steps.pop_front();
    using Read = ReadJob<Page>;
    auto *read = new Read(
        *connection, inLane(step.request, lane),
        [&contract = contract, request = step.request, known = std::weak_ptr(seen)](const HttpReply &reply) {
            const auto lives = known.lock();
            return lives ? readPage(contract, request, reply, *lives) : failure({.kind = Error::Kind::Cancelled});
        },
        &q, rows == Rows::Streamed ? Read::Where::InThread : Read::Where::Here);
    running = read;
    connect(read, &AsyncJob::finished, &q, [this, read, root = step.root] { onPage(read->result(), root); });
    read->start();
}

void Listing::Private::onPage(const Result<Page> &page, int root)
{
    if (!page)
        q.finishWith(tl::make_unexpected(page.error()));
    else if (++outcome.pages > mostPages)
        fail(QStringLiteral("more than %1 pages").arg(mostPages));
    else
        take(*page, root);
}

void Listing::Private::take(const Page &read, int root)
{
    const ListPage &page = read.page;
    Part &part = parts[QString::number(root) + u'/' + page.part];
    if (page.total) {
        if (part.total && *part.total != *page.total) {
            fail(QStringLiteral("the total changed from %1 to %2").arg(*part.total).arg(*page.total));
            return;
        }
        part.total = page.total;
    }
    part.rows += page.rows.size();
    if (rows == Rows::Kept)
        outcome.rows += page.rows;
    outcome.provedGone += page.provedGone;

    partNames.insert(page.part);
    ask(read.isRepeat ? page.inner : page.next + page.inner, root);
    const QPointer<Listing> guard(&q);
    Q_EMIT q.pageRead(page.rows, expected());
    if (guard && !q.isFinished())
        next();
}

// Before all that waits, in their order, each once.
void Listing::Private::ask(const QList<ApiRequest> &requests, int root)
{
    for (auto it = requests.crbegin(); it != requests.crend(); ++it) {
        const QByteArray question = questionOf(*it);
        if (asked.contains(question))
            continue;
        asked.insert(question);
        steps.push_front({.request = *it, .root = root});
    }
}

qint64 Listing::Private::expected() const
{
    qint64 sum = -1;
    for (const Part &part : parts) {
        if (part.total)
            sum = std::max<qint64>(sum, 0) + *part.total;
    }
    return sum;
}

void Listing::Private::end()
{
    for (const Part &part : std::as_const(parts)) {
        if (part.total && *part.total != part.rows) {
            fail(QStringLiteral("%1 rows where %2 were promised").arg(part.rows).arg(*part.total));
            return;
        }
    }
    if (refs && isWholeList && !hasReadTheParts()) {
        q.finishWith(failure({.kind = Error::Kind::Malformed,
                              .message = Listing::tr("The provider does not list the place where some of the resources "
                                                     "are, so nothing is known of them. Look for it in the provider's "
                                                     "console, then refresh the list."),
                              .detail = QStringLiteral("a part of the list is missing")}));
        return;
    }
    q.finishWith(std::move(outcome));
}

bool Listing::Private::hasReadTheParts() const
{
    return std::all_of(refs->cbegin(), refs->cend(),
                       [this](const ResourceRef &ref) { return partNames.contains(contract.partOf(ref)); });
}

void Listing::Private::fail(const QString &fact)
{
    q.finishWith(failure({.kind = Error::Kind::Malformed,
                          .message = Listing::tr("The list changed while it was read, so it may not be complete. Refresh it."),
                          .detail = fact}));
}

Listing::Listing(Connection &connection, const KindContract &contract, QObject *parent, Rows rows)
    : ResultJob(parent)
    , d(std::make_unique<Private>(*this, connection, contract, std::nullopt, rows))
{
}

Listing::Listing(Connection &connection, const KindContract &contract, const QList<ResourceRef> &refs, QObject *parent)
    : ResultJob(parent)
    , d(std::make_unique<Private>(*this, connection, contract, refs, Rows::Kept))
{
}

Listing::~Listing() = default;

void Listing::run()
{
    d->signIn();
}

void Listing::abort()
{
    if (!d->running)
        return;
    disconnect(d->running, nullptr, this, nullptr);
    d->running->cancel();
}

} // namespace Clearsky

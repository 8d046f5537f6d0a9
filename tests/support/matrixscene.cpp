// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/matrixscene.h"

#include "tests/support/waiting.h"

#include <QElapsedTimer>

namespace Clearsky {

namespace {

int itemsOf(const MatrixScene::Options &options)
{
    if (options.items > 0)
        return options.items;
    const int limit = makeRegistry().contract(options.kindId)->kind().idsPerRequest;
    return limit == 1 ? 7 : limit; // as many as would be in flight at once, and two more
}

QString witnessKind(const QString &kindId)
{
    return kindId == u"huawei.csbs.backup" ? QStringLiteral("zenlayer.zec.snapshot") : QStringLiteral("huawei.csbs.backup");
}

EngineFixture::Options fixtureFor(const MatrixScene::Options &options)
{
    EngineFixture::Options fixture{.count = 2 * itemsOf(options) + 30, .onlyKind = options.kindId, .proxy = true};
    if (options.secondLane)
        fixture.counts = {{witnessKind(options.kindId), 12}};
    fixture.deadlines = options.deadlines;
    return fixture;
}

} // namespace

MatrixScene::MatrixScene(const Options &options)
    : fixture(fixtureFor(options))
{
    if (!fixture.stack->open())
        qFatal("the journal does not open");
    account = fixture.addAccount(QStringLiteral("Practice"));
    QList<Resource> rows = fixture.stack->deletable(account, options.kindId, 1000);
    if (const auto &group = fixture.stack->registry.contract(options.kindId)->kind().batchGroup; options.oneGroup && group) {
        const QString first = group(rows.first().scope);
        rows.removeIf([&](const Resource &row) { return group(row.scope) != first; });
    }
    plan = fixture.plan(account, options.kindId, rows.first(std::min<qsizetype>(rows.size(), itemsOf(options))));
    if (plan.willDelete.size() != itemsOf(options))
        qFatal("%d of %d resources", int(plan.willDelete.size()), itemsOf(options));
    if (options.secondLane) {
        const QString other = witnessKind(options.kindId);
        m_witness = fixture.plan(account, other, fixture.stack->deletable(account, other, 2));
    }
    fixture.cloud->clearRequests();
    QObject::connect(&engine(), &JobEngine::itemsChanged, &engine(), [this](const QString &id, const QList<int> &positions) {
        for (const int position : positions) {
            if (id != plan.id)
                continue;
            const ItemState state = items().at(position).state;
            if (QList<ItemState> &seen = m_histories[position]; seen.isEmpty() || seen.last() != state)
                seen.append(state);
        }
    });
}

MatrixScene::~MatrixScene() = default;

QStringList MatrixScene::ids() const
{
    QStringList ids;
    for (const PlanItem &item : plan.willDelete)
        ids.append(item.ref.id);
    return ids;
}

DeletePlan MatrixScene::planOfOthers(int count)
{
    QList<Resource> rows = fixture.stack->deletable(account, plan.kindId, 1000);
    const QStringList taken = ids();
    rows.removeIf([&taken](const Resource &row) { return taken.contains(row.id); });
    return fixture.plan(account, plan.kindId, rows.first(std::min<qsizetype>(count, rows.size())));
}

bool MatrixScene::isDelete(const RawRequest &request) const
{
    if (plan.kindId == u"zenlayer.zec.snapshot")
        return request.header("X-ZC-Action") == "DeleteSnapshots";
    if (plan.kindId == u"huawei.csbs.backup")
        return request.method == "DELETE";
    if (plan.kindId == u"huawei.roma.asset")
        return request.path().endsWith("/assets/delete");
    return request.path().endsWith(plan.kindId == u"huawei.clouddc.instance" ? "/instances/batch-delete"
                                                                             : "/snapshots/batch-delete");
}

void MatrixScene::onDelete(std::function<Fault(int, const RawRequest &)> chooser)
{
    fixture.proxy->chooseFault([this, chooser = std::move(chooser), number = 0](const RawRequest &request) mutable {
        return isDelete(request) ? chooser(++number, request) : Fault{};
    });
}

void MatrixScene::onFirstDelete(const Fault &fault)
{
    onDelete([fault](int number, const RawRequest &) { return number == 1 ? fault : Fault{}; });
}

void MatrixScene::onLook(const Fault &fault)
{
    onLook([fault](int) { return fault; });
}

void MatrixScene::onLook(std::function<Fault(int)> chooser)
{
    fixture.proxy->chooseFault([this, chooser = std::move(chooser), number = 0](const RawRequest &request) mutable {
        return isLook(request) ? chooser(++number) : Fault{};
    });
}

PracticeCall MatrixScene::recognised(const RawRequest &request) const
{
    const QByteArrayList parts = request.target.split('?');
    return fixture.cloud->recognise({.method = request.method,
                                     .path = parts.first(),
                                     .query = parts.value(1),
                                     .headers = request.headers,
                                     .body = request.body});
}

bool MatrixScene::isLook(const RawRequest &request) const
{
    const PracticeCall call = recognised(request);
    return call.kindId == plan.kindId
        && (call.operation == PracticeOperation::List || call.operation == PracticeOperation::Get);
}

void MatrixScene::answerDeletes(int status, const QByteArray &body, int times,
                                const QList<QPair<QByteArray, QByteArray>> &headers)
{
    fixture.cloud->setFault({.kindId = plan.kindId,
                             .operation = PracticeOperation::Delete,
                             .times = times,
                             .status = status,
                             .body = body,
                             .headers = headers});
}

void MatrixScene::start()
{
    engine().start(plan);
    if (m_witness)
        engine().start(*m_witness);
}

bool MatrixScene::finish()
{
    return fixture.stack->waitForEnd(plan.id) && (!m_witness || fixture.stack->waitForEnd(m_witness->id));
}

bool MatrixScene::run()
{
    start();
    return finish();
}

bool MatrixScene::waitFor(JobState state)
{
    return waitUntil([&] { return engine().job(plan.id) && job().state == state; });
}

void MatrixScene::letTimePass(std::chrono::milliseconds providersTime)
{
    const auto due = fixture.stack->clock.now() + Timing(fixture.host->speed()).scaled(providersTime);
    static_cast<void>(waitUntil([&] { return fixture.stack->clock.now() >= due; }));
}

bool MatrixScene::wasEver(ItemState state) const
{
    return std::any_of(m_histories.cbegin(), m_histories.cend(),
                       [state](const QList<ItemState> &seen) { return seen.contains(state); });
}

int MatrixScene::arrivedDeletes() const
{
    const QList<RawRequest> &arrived = fixture.proxy->requests();
    return static_cast<int>(
        std::count_if(arrived.cbegin(), arrived.cend(), [this](const RawRequest &request) { return isDelete(request); }));
}

QList<int> MatrixScene::positionsOfFirstDelete() const
{
    for (const RawRequest &request : fixture.proxy->requests()) {
        if (!isDelete(request))
            continue;
        const QStringList named = recognised(request).ids;
        QList<int> positions;
        for (int i = 0; i < items().size(); ++i) {
            if (named.contains(items().at(i).ref.id))
                positions.append(i);
        }
        return positions;
    }
    return {};
}

int MatrixScene::intents() const
{
    const QList<RequestRecord> &records = fixture.stack->engine.requests(plan.id);
    return static_cast<int>(std::count_if(records.cbegin(), records.cend(), [](const RequestRecord &record) {
        return record.purpose == RequestRecord::Purpose::Delete;
    }));
}

QString MatrixScene::broken() const
{
    if (const QString sentence = fixture.untruth(plan.id); !sentence.isEmpty())
        return QStringLiteral("R9: ") + sentence;
    if (const QString sentence = fixture.violation(plan, true); !sentence.isEmpty())
        return QStringLiteral("R1, R2: ") + sentence;
    if (arrivedDeletes() > intents())
        return QStringLiteral("R5: %1 requests for %2 intents").arg(arrivedDeletes()).arg(intents());
    if (const QString sentence = resentWithoutLook(); !sentence.isEmpty())
        return QStringLiteral("R6: ") + sentence;
    int sum = 0;
    for (const ItemState state : allItemStates())
        sum += job().count(state);
    if (sum != plan.willDelete.size())
        return QStringLiteral("R12: the counts do not add up");
    return witnessed();
}

QString MatrixScene::resentWithoutLook() const
{
    QHash<QString, bool> lookedAtSince; // ids whose last send may have been carried out
    const QList<PracticeLogEntry> log = fixture.cloud->requests();
    for (const PracticeLogEntry &entry : log) {
        if (entry.kindId != plan.kindId)
            continue;
        if (entry.operation == PracticeOperation::List || entry.operation == PracticeOperation::Get) {
            for (bool &looked : lookedAtSince)
                looked = true;
        }
        for (const QString &id : entry.isDelete() ? entry.ids : QStringList()) {
            if (lookedAtSince.contains(id) && !lookedAtSince.value(id))
                return id + QStringLiteral(" was sent again without a look");
            const bool wasRefused = (entry.status >= 400 && entry.status < 500) || entry.status == 503;
            if (wasRefused)
                lookedAtSince.remove(id);
            else
                lookedAtSince.insert(id, false);
        }
    }
    return {};
}

QString MatrixScene::witnessed() const
{
    if (!m_witness)
        return {};
    const JobSummary &other = *fixture.stack->engine.job(m_witness->id);
    if (other.count(ItemState::Deleted) != m_witness->willDelete.size())
        return QStringLiteral("R21: the other lane suffered");
    return fixture.untruth(m_witness->id);
}

} // namespace Clearsky

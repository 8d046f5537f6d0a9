// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practicecloud.h"

#include "app/practice/huawei/huaweigateway.h"
#include "app/practice/practiceserver.h"
#include "app/practice/practiceservices.h"
#include "app/practice/practicestore.h"

#include <QDateTime>
#include <QLocale>

#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

constexpr qsizetype longestLog = 200000;

qint64 systemTime()
{
    return QDateTime::currentMSecsSinceEpoch();
}

PracticeReply notKept()
{
    return {.status = 500, .body = "The practice cloud cannot write its truth.", .contentType = "text/plain"};
}

QByteArray httpDate(qint64 ms)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

bool hasHeader(const PracticeReply &reply, const QByteArray &name)
{
    for (const auto &header : reply.headers) {
        if (header.first.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

class PracticeCloud::Private
{
public:
    PracticeReply handle(PracticeRequest request);
    [[nodiscard]] std::pair<PracticeService *, PracticeCall> recognise(const PracticeRequest &request) const;
    PracticeReply act(PracticeService *service, const PracticeCall &call, const PracticeRequest &request,
                      const PracticeVerdict &verdict);
    bool keepChanges();
    Result<void> makeWorld();
    qint64 enter(const PracticeCall &call, const PracticeRequest &request);
    void leave(const PracticeCall &call, qint64 entry, int status);
    void dropLog(qsizetype count);
    PracticeWorld &present();

    PracticeOptions options{};
    PracticeServices services{};
    PracticeFaultBook faults{};
    PracticeStore store{};
    std::unique_ptr<PracticeWorld> world{};
    std::unique_ptr<PracticeServer> server{};
    QList<PracticeLogEntry> log{};
    qint64 logDropped = 0; ///< entries are numbered from the start, also those no longer there
    QHash<QString, int> inFlight{}; ///< same keys as PracticeMaxima::requests and requestsBySignIn
    QHash<QString, int> deletesInFlight{};
    bool stopping = false;
    mutable std::mutex mutex{};
    std::condition_variable stopped{};
};

PracticeReply PracticeCloud::Private::handle(PracticeRequest request)
{
    std::unique_lock lock(mutex);
    world->refresh();
    request.arrivedMs = world->calendar();

    const auto [service, call] = recognise(request);
    const qint64 entry = enter(call, request);
    const PracticeVerdict verdict = faults.judge(call);
    PracticeReply reply = act(service, call, request, verdict);
    if (!hasHeader(reply, "Date"))
        reply.headers.append({"Date", httpDate(world->calendar())});
    if (verdict.delay.count() > 0)
        stopped.wait_for(lock, verdict.delay, [this] { return stopping; });
    leave(call, entry, reply.status);
    return reply;
}

std::pair<PracticeService *, PracticeCall> PracticeCloud::Private::recognise(const PracticeRequest &request) const
{
    for (const auto &service : services) {
        if (auto call = service->recognise(request, *world)) {
            if (call->kindId.isEmpty())
                call->kindId = service->kindId();
            return {service.get(), *std::move(call)};
        }
    }
    return {};
}

PracticeReply PracticeCloud::Private::act(PracticeService *service, const PracticeCall &call,
                                          const PracticeRequest &request, const PracticeVerdict &verdict)
{
    if (verdict.reply && !verdict.afterActing)
        return *verdict.reply;
    if (!service)
        return verdict.reply.value_or(huaweiNotPublished());
    world->setEffects(verdict.effects);
    const PracticeReply reply = service->answer(call, request, *world);
    world->setEffects({});
    if (!keepChanges())
        return notKept();
    return verdict.reply.value_or(reply);
}

bool PracticeCloud::Private::keepChanges()
{
    return store.append(world->takeChanges()).has_value();
}

/// The entry's number in the log.
qint64 PracticeCloud::Private::enter(const PracticeCall &call, const PracticeRequest &request)
{
    if (log.size() >= longestLog)
        dropLog(longestLog / 2);
    log.append({.atMs = world->now(),
                .kindId = call.kindId,
                .method = request.method,
                .path = request.path,
                .operation = call.operation,
                .action = call.action,
                .ids = call.ids,
                .signIn = call.signIn,
                .projectId = call.projectId});
    PracticeMaxima &maxima = world->maxima();
    const auto raise = [](QHash<QString, int> &counts, QHash<QString, int> &highest, const QString &key) {
        const int count = ++counts[key];
        highest[key] = std::max(highest.value(key), count);
    };
    raise(inFlight, maxima.requests, call.kindId);
    raise(inFlight, maxima.requestsBySignIn, call.kindId + u'|' + call.signIn);
    if (call.operation == PracticeOperation::Delete)
        raise(deletesInFlight, maxima.deletes, call.kindId);
    return logDropped + log.size() - 1;
}

void PracticeCloud::Private::leave(const PracticeCall &call, qint64 entry, int status)
{
    --inFlight[call.kindId];
    --inFlight[call.kindId + u'|' + call.signIn];
    if (call.operation == PracticeOperation::Delete)
        --deletesInFlight[call.kindId];
    if (entry >= logDropped)
        log[entry - logDropped].status = status;
}

void PracticeCloud::Private::dropLog(qsizetype count)
{
    log.remove(0, count);
    logDropped += count;
}

Result<void> PracticeCloud::Private::makeWorld()
{
    const auto time = options.timeSource ? options.timeSource : std::function<qint64()>(systemTime);
    PracticeOrigin origin{.seed = options.seed, .firstStartMs = time()};
    for (const auto &service : services)
        origin.counts.insert(service->kindId(),
                             options.counts.value(service->kindId(), service->defaultCount()));
    if (!options.dataDir.isEmpty()) {
        const auto kept = store.open(options.dataDir, origin);
        if (!kept)
            return failure(kept.error());
        origin = *kept;
    }
    world = std::make_unique<PracticeWorld>(time, options.speed,
                                            options.keys ? *options.keys : PracticeKeys::make(origin.seed));
    world->setFirstStart(origin.firstStartMs);
    world->setIdSource(options.idSource);
    for (const auto &service : services) {
        PracticeRandom random(origin.seed ^ practiceHash(service->kindId()));
        service->seed(origin.counts.value(service->kindId(), service->defaultCount()), random, *world);
    }
    world->beginKeeping();
    const QList<QJsonObject> changes = store.takeKept();
    for (const QJsonObject &change : changes)
        world->applyKept(change);
    const QList<QJsonObject> enough = world->changesSinceSeed();
    (void)world->takeChanges();
    constexpr qsizetype worthIt = 1000;
    if (changes.size() > 2 * enough.size() + worthIt)
        return store.rewrite(origin, enough);
    return {};
}

PracticeWorld &PracticeCloud::Private::present()
{
    world->refresh();
    return *world;
}

PracticeCloud::PracticeCloud(PracticeOptions options) : d(std::make_unique<Private>())
{
    d->options = std::move(options);
    d->services = makePracticeServices(d->options.huawei);
}

PracticeCloud::~PracticeCloud()
{
    stop();
}

void PracticeCloud::addService(std::unique_ptr<PracticeService> service)
{
    d->services.insert(d->services.begin(), std::move(service));
}

Result<void> PracticeCloud::open()
{
    stop();
    const std::lock_guard lock(d->mutex);
    d->stopping = false;
    return d->makeWorld();
}

PracticeCall PracticeCloud::recognise(const PracticeRequest &request) const
{
    const std::lock_guard lock(d->mutex);
    return d->recognise(request).second;
}

PracticeReply PracticeCloud::answer(const PracticeRequest &request)
{
    return d->handle(request);
}

Result<void> PracticeCloud::start()
{
    if (const auto made = open(); !made)
        return made;
    d->server = makePracticeServer(
        [this](const PracticeRequest &request) { return d->handle(request); });
    return d->server->start(d->options.port);
}

void PracticeCloud::stop()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->stopped.notify_all();
    d->server.reset();
    d->store.close();
}

quint16 PracticeCloud::port() const
{
    return d->server ? d->server->port() : quint16(0);
}

QString PracticeCloud::origin() const
{
    return u"http://127.0.0.1:"_s + QString::number(port());
}

PracticeKeys PracticeCloud::keys() const
{
    const std::lock_guard lock(d->mutex);
    return d->world ? d->world->keys() : PracticeKeys{};
}

QStringList PracticeCloud::kindIds() const
{
    const std::lock_guard lock(d->mutex);
    return d->world->kindIds();
}

QList<PracticeResource> PracticeCloud::resources(const QString &kindId) const
{
    const std::lock_guard lock(d->mutex);
    const PracticeWorld &world = d->present();
    QList<PracticeResource> result;
    for (const PracticeResource &row : world.all(kindId)) {
        if (row.goneAt(world.now()))
            continue;
        PracticeResource &shown = result.emplace_back(row);
        shown.state = world.stateOf(row);
        shown.data = world.dataOf(row);
    }
    return result;
}

bool PracticeCloud::exists(const QString &kindId, const QString &scope, const QString &id) const
{
    const std::lock_guard lock(d->mutex);
    const PracticeResource *found = d->present().findLiving(kindId, id);
    return found && found->scope == scope;
}

void PracticeCloud::add(const PracticeResource &resource)
{
    const std::lock_guard lock(d->mutex);
    d->present().add(resource);
    (void)d->keepChanges();
}

void PracticeCloud::vanish(const QString &kindId, const QStringList &ids)
{
    const std::lock_guard lock(d->mutex);
    PracticeWorld &world = d->present();
    for (const QString &id : ids)
        world.vanish(kindId, id);
    (void)d->keepChanges();
}

void PracticeCloud::setState(const QString &kindId, const QString &id, const QString &state)
{
    const std::lock_guard lock(d->mutex);
    d->present().setState(kindId, id, state);
    (void)d->keepChanges();
}

QList<PracticeLogEntry> PracticeCloud::requests() const
{
    const std::lock_guard lock(d->mutex);
    return d->log;
}

void PracticeCloud::clearRequests()
{
    const std::lock_guard lock(d->mutex);
    d->dropLog(d->log.size());
}

PracticeMaxima PracticeCloud::maxima() const
{
    const std::lock_guard lock(d->mutex);
    return d->world->maxima();
}

void PracticeCloud::resetMaxima()
{
    const std::lock_guard lock(d->mutex);
    d->world->maxima() = {};
}

void PracticeCloud::setFault(PracticeFault fault)
{
    const std::lock_guard lock(d->mutex);
    d->faults.set(std::move(fault));
}

void PracticeCloud::clearFaults()
{
    const std::lock_guard lock(d->mutex);
    d->faults.clear();
}

void PracticeCloud::endSessions()
{
    const std::lock_guard lock(d->mutex);
    for (const auto &service : d->services)
        service->endSessions();
}

void PracticeCloud::moveClock(std::chrono::milliseconds by)
{
    const std::lock_guard lock(d->mutex);
    d->world->moveCalendar(by.count());
}

} // namespace Clearsky

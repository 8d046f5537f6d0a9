// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sim/simprovider.h"

#include "tests/sim/simdistort.h"

#include <QUrl>

namespace Clearsky {

using namespace std::chrono_literals;
using namespace Qt::Literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds patience = 30s; ///< a client without any answer gives up (HttpDeadlines::idle)

PracticeRequest practiceRequest(const OutgoingRequest &request)
{
    PracticeRequest out{.method = methodName(request.method),
                        .path = request.url.path(QUrl::FullyEncoded).toLatin1(),
                        .query = request.url.query(QUrl::FullyEncoded).toLatin1(),
                        .headers = request.headers,
                        .body = request.body};
    out.headers.append({"Host", hostHeader(request.url)});
    out.headers.append({"Content-Length", QByteArray::number(request.body.size())});
    return out;
}

bool isRead(const PracticeCall &call)
{
    return call.operation == PracticeOperation::List || call.operation == PracticeOperation::Get;
}

/// Kinds whose looks ask by id, and for the list when they find nothing at all: both must be blind, or neither.
bool isSeenThroughByList(const QString &kindId)
{
    return kindId == "zenlayer.zec.snapshot"_L1 || kindId == "huawei.clouddc.instance"_L1;
}

/// CloudDC is asked for some by a filter of its list.
bool asksForAll(const PracticeRequest &request, const PracticeCall &call)
{
    return call.operation == PracticeOperation::List && !request.query.contains("instance_id=");
}

} // namespace

/// One request under way. It begins, the provider acts, the answer comes back; each may be missing.
struct SimProvider::Flight
{
    int number = 0;
    PracticeRequest request{};
    PracticeCall call{};
    LaneRules lane{};
    milliseconds leftAt{0};
    QPointer<Call> client{};
    SimDice dice{0};
    Mishap mishap = Mishap::None;
    bool isWrite = false;
    bool acts = true;
    bool acted = false;
    bool ended = false; ///< nobody waits for it
    milliseconds actedAt{0};
    PracticeReply reply{};
    bool distorted = false; ///< the answer is not what the provider said
    std::unique_ptr<Clock::Timer> actTimer{};
    std::unique_ptr<Clock::Timer> endTimer{};
};

class SimProvider::Call final : public WireCall
{
public:
    Call(SimProvider &provider, OutgoingRequest request, QObject *parent)
        : WireCall(parent)
        , m_provider(provider)
        , m_request(std::move(request))
    {
    }

    ~Call() override
    {
        if (!isFinished() && m_number > 0)
            m_provider.abandon(m_number); // deleted: its connection is closed
    }

    bool mayHaveLeft() const override { return m_left || isFinished(); }
    void setNumber(int number) { m_number = number; }
    void setLeft() { m_left = true; }
    void end(Result<HttpReply> result) { finishWith(std::move(result)); }

protected:
    void run() override { m_provider.begin(this, m_request); }
    void abort() override
    {
        if (m_number > 0)
            m_provider.abandon(m_number);
    }
    void setCancelled() override
    {
        const bool unknown = m_left && !m_request.read;
        setResult(failure({.kind = unknown ? Error::Kind::NoAnswer : Error::Kind::Cancelled}));
    }

private:
    SimProvider &m_provider;
    OutgoingRequest m_request;
    int m_number = 0;
    bool m_left = false;
};

SimProvider::SimProvider(PracticeOptions options, FakeClock &clock, SimScript &script, SimProfile profile, SimLedger &ledger,
                         SimTrace &trace, const Registry &registry)
    : m_clock(clock)
    , m_script(script)
    , m_profile(std::move(profile))
    , m_ledger(ledger)
    , m_trace(trace)
    , m_registry(registry)
    , m_cloud(std::move(options))
{
    if (!m_cloud.open())
        qFatal("the practice cloud cannot be made");
}

SimProvider::~SimProvider() = default;

WireCall *SimProvider::exchange(const AccountNetwork::Line &line, const OutgoingRequest &request, QObject *parent)
{
    Q_UNUSED(line)
    return new Call(*this, request, parent);
}

void SimProvider::begin(Call *call, const OutgoingRequest &request)
{
    if (clientStops())
        return;
    const int number = ++m_lastFlight;
    Flight &flight = *m_flights.emplace(number, std::make_unique<Flight>()).first->second;
    flight.number = number;
    flight.request = practiceRequest(request);
    flight.call = m_cloud.recognise(flight.request);
    flight.client = call;
    flight.isWrite = flight.call.operation == PracticeOperation::Delete;
    flight.leftAt = m_clock.now();
    const KindContract *contract = m_registry.contract(flight.call.kindId);
    if (contract)
        flight.lane = contract->laneRules(u"practice:"_s, {.projectId = flight.call.projectId, .userId = flight.call.signIn});
    call->setNumber(number);
    choose(flight);
    m_trace.add(u"%1 #%2 > %3 %4 %5 [%6]"_s.arg(m_clock.now().count()).arg(number).arg(flight.call.kindId, flight.call.action,
                flight.call.ids.join(u','), mishapName(flight.mishap)));
    ++m_counts.requests;
    m_counts.looks += isRead(flight.call) ? 1 : 0;
    m_counts.polls += flight.call.operation == PracticeOperation::Job ? 1 : 0;
    m_counts.deletes += flight.isWrite ? 1 : 0;
    if (flight.mishap != Mishap::None)
        ++m_counts.mishaps[mishapName(flight.mishap)];
    if (flight.mishap != Mishap::NotSent)
        call->setLeft();
    if (flight.isWrite) {
        m_ledger.leave(flight.call.kindId, flight.call.ids, contract ? contract->kind().idsPerRequest : 0);
    }
    checkLimits(flight);
}

/// What goes wrong with it, and when things happen.
void SimProvider::choose(Flight &flight)
{
    flight.dice = m_script.ask();
    const auto operation = flight.call.operation;
    const QList<Mishap> &list = flight.isWrite ? m_profile.forDeletes
        : isRead(flight.call) || operation == PracticeOperation::Job ? m_profile.forReads
                                                                     : m_profile.forSignIn;
    const bool wanted = flight.dice.chance(m_profile.mishapRate);
    const quint64 which = flight.dice.next();
    if (!m_calm && wanted && !list.isEmpty() && m_script.mishaps() < m_profile.mostMishaps) {
        const Mishap mishap = list.at(static_cast<qsizetype>(which % static_cast<quint64>(list.size())));
        if (mayHappen(mishap, flight) && m_script.allow())
            flight.mishap = mishap;
    }
    milliseconds toAct(flight.dice.between(2, 200));
    milliseconds back(flight.dice.chance(0.1) ? flight.dice.between(200, 5000) : flight.dice.between(2, 200));
    switch (flight.mishap) {
    case Mishap::NotSent:
        flight.acts = false;
        break;
    case Mishap::LostBefore:
        flight.acts = false;
        back = patience;
        break;
    case Mishap::LostAfter:
        back = flight.dice.chance(0.5) ? back : patience;
        break;
    case Mishap::ActsLater:
        toAct = patience + milliseconds(flight.dice.between(1, 20'000));
        back = patience - toAct;
        break;
    case Mishap::Slow:
        back = milliseconds(flight.dice.between(10'000, 110'000));
        break;
    case Mishap::FaultBefore:
    case Mishap::Throttled:
    case Mishap::ThrottledWithHint:
    case Mishap::Unavailable:
    case Mishap::SessionEnded:
    case Mishap::Forbidden:
    case Mishap::WrongPlace:
    case Mishap::Invalid:
        flight.acts = false;
        break;
    default:
        break;
    }
    const int number = flight.number;
    if (flight.acts)
        flight.actTimer = m_clock.callAfter(toAct, [this, number] { act(number); });
    flight.endTimer = m_clock.callAfter(toAct + back, [this, number] { end(number); });
}

bool SimProvider::mayHappen(Mishap mishap, const Flight &flight) const
{
    const PracticeCall &call = flight.call;
    const bool isList = isRead(call);
    const bool paged = call.kindId == "huawei.workspace.snapshot"_L1 || call.kindId == "huawei.roma.asset"_L1;
    switch (mishap) {
    case Mishap::Hidden: // twice in a row, and nobody could tell it from the truth
        return isList && paged && !m_lied.contains(flight.request.path);
    case Mishap::Short:
    case Mishap::Blind:
        return isList && (paged || call.kindId == "zenlayer.zec.snapshot"_L1);
    case Mishap::Stale:
    case Mishap::Back:
        return isList;
    default:
        return true;
    }
}

void SimProvider::applyEffects(Flight &flight)
{
    PracticeFault fault{.times = 1};
    SimDice &dice = flight.dice;
    switch (flight.mishap) {
    case Mishap::Vanish:
        if (!flight.call.ids.isEmpty())
            m_cloud.vanish(flight.call.kindId, {flight.call.ids.at(dice.between(0, static_cast<int>(flight.call.ids.size()) - 1))});
        return;
    case Mishap::FailSome:
        fault.effects.failFirst = dice.between(1, std::max(1, static_cast<int>(flight.call.ids.size())));
        break;
    case Mishap::RefuseWhole:
        fault.effects.failFirst = 1;
        fault.effects.refuseWhole = true;
        break;
    case Mishap::Stuck:
        fault.effects.stuck = true;
        break;
    case Mishap::Stale:
        fault.effects.staleMs = dice.between(1'000, 120'000);
        break;
    case Mishap::Back:
        fault.effects.backAfterMs = dice.between(1'000, 30'000);
        fault.effects.backForMs = dice.between(1'000, 60'000);
        break;
    case Mishap::Hidden:
        fault.effects.hideMs = 600'000;
        break;
    default:
        return;
    }
    m_cloud.setFault(fault);
}

void SimProvider::act(int number)
{
    Flight &flight = *m_flights.at(number);
    flight.actTimer.reset();
    applyEffects(flight);
    flight.reply = m_cloud.answer(flight.request);
    m_cloud.clearFaults();
    m_cloud.clearRequests();
    flight.acted = true;
    flight.actedAt = m_clock.now();
    distort(flight);
    m_trace.add(u"%1 #%2 acts, %3"_s.arg(m_clock.now().count()).arg(number).arg(flight.reply.status));
    if (flight.ended)
        m_flights.erase(number);
    else
        static_cast<void>(clientStops());
}

/// Whether its answer shows something that is in no plan. Nobody could tell a list without any from the truth, where all
/// that it had was sent (engine.md R11).
bool SimProvider::showsOthers(const Flight &flight) const
{
    const QList<PracticeResource> all = m_cloud.resources(flight.call.kindId);
    return std::any_of(all.cbegin(), all.cend(), [&](const PracticeResource &each) {
        return flight.reply.body.contains(each.id.toUtf8()) && !m_ledger.isPlanned(each.kindId, each.id);
    });
}

void SimProvider::distort(Flight &flight)
{
    const QString &kindId = flight.call.kindId;
    if (!isRead(flight.call) || flight.reply.status != 200)
        return;
    if (flight.mishap == Mishap::Blind)
        m_blindUntil[kindId] = m_clock.now() + (isSeenThroughByList(kindId) ? 30min : milliseconds(flight.dice.between(1, 120'000)));
    // A key that has lost its rights sees nothing until it has them again; a look is not cut in two by that.
    const bool blind = (m_clock.now() < m_blindUntil.value(kindId, 0ms) || flight.mishap == Mishap::Blind)
        && (isSeenThroughByList(kindId) || showsOthers(flight));
    if (blind)
        flight.reply.body = emptied(flight.reply.body);
    else if (flight.mishap == Mishap::Short)
        flight.reply.body = shortened(flight.reply.body);
    flight.distorted = blind || flight.mishap == Mishap::Short;
    if (flight.mishap == Mishap::Hidden)
        m_lied.insert(flight.request.path);
}

void SimProvider::end(int number)
{
    const auto found = m_flights.find(number);
    Flight &flight = *found->second;
    flight.endTimer.reset();
    if (!flight.ended) {
        if (clientStops())
            return;
        const Result<HttpReply> outcome = outcomeOf(flight);
        settle(flight);
        m_lanes.hear(flight.lane.key, flight.isWrite, outcome, m_clock.now());
        m_trace.add(u"%1 #%2 < %3"_s.arg(m_clock.now().count()).arg(number).arg(
            outcome ? QString::number(outcome->status) : errorKindName(outcome.error().kind)));
        if (flight.client)
            flight.client->end(outcome);
    }
    if (!flight.actTimer)
        m_flights.erase(number);
}

/// Nobody waits for it any more.
void SimProvider::settle(Flight &flight)
{
    flight.ended = true;
    const Result<HttpReply> outcome = flight.client ? outcomeOf(flight)
                                                    : failure({.kind = Error::Kind::NoAnswer});
    if (flight.isWrite) {
        const int status = outcome ? outcome->status : 0;
        const bool hinted = outcome && status == 503 && !outcome->header("Retry-After").isEmpty();
        // Workspace's other way of saying that it knows none of the ids (api/huawei.md 4.5).
        const bool notFound = outcome && status == 500 && outcome->body.contains("WKS.0202");
        const bool refused = notFound || (status >= 400 && status < 500 && status != 408);
        const bool notSent = flight.mishap == Mishap::NotSent; // also when it was taken back before that was known
        m_ledger.end(flight.call.kindId, flight.call.ids,
                     refused || hinted || notSent ? SimLedger::End::NotCarriedOut : SimLedger::End::Open);
    } else if (outcome && outcome->status == 200 && flight.acted && isRead(flight.call) && outcome->body == flight.reply.body) {
        if (!flight.distorted)
            m_ledger.see(flight.call.kindId, flight.reply.body, flight.actedAt);
        if (flight.mishap != Mishap::Hidden)
            m_lied.remove(flight.request.path);
        if (flight.distorted && asksForAll(flight.request, flight.call) && isSeenThroughByList(flight.call.kindId))
            m_blindUntil.remove(flight.call.kindId);
    }
}

void SimProvider::abandon(int number)
{
    const auto found = m_flights.find(number);
    if (found == m_flights.end() || found->second->ended)
        return;
    Flight &flight = *found->second;
    flight.client = nullptr;
    settle(flight);
    flight.endTimer.reset();
    if (!flight.actTimer)
        m_flights.erase(number);
}

void SimProvider::hangUp()
{
    std::vector<int> numbers;
    for (const auto &[number, flight] : m_flights)
        numbers.push_back(number);
    for (const int number : numbers)
        abandon(number);
    m_lanes.forget();
}

Result<HttpReply> SimProvider::outcomeOf(const Flight &flight) const
{
    HttpReply reply{.headers = flight.reply.headers, .receivedAt = m_clock.wallTime(), .elapsed = 50ms};
    switch (flight.mishap) {
    case Mishap::NotSent:
        return failure({.kind = Error::Kind::NotSent, .message = u"refused"_s});
    case Mishap::LostBefore:
    case Mishap::LostAfter:
    case Mishap::ActsLater:
        return failure({.kind = Error::Kind::NoAnswer, .message = u"lost"_s});
    case Mishap::Redirected:
        return failure({.kind = Error::Kind::Redirected, .message = u"elsewhere"_s, .httpStatus = 302});
    default:
        break;
    }
    if (const std::optional<HttpReply> made = replyOf(flight.mishap, flight.dice))
        return *made;
    reply.status = flight.reply.status;
    reply.body = flight.mishap == Mishap::Cut ? flight.reply.body.chopped(1 + flight.reply.body.size() / 3) : flight.reply.body;
    if (flight.mishap == Mishap::Cut && flight.reply.body.isEmpty())
        return failure({.kind = Error::Kind::NoAnswer, .message = u"cut"_s});
    return reply;
}

/// What the lane promises of requests in flight, as the provider counts them (engine.md R7), and of silence (R8).
void SimProvider::checkLimits(const Flight &flight)
{
    if (flight.lane.key.isEmpty())
        return;
    int requests = 0;
    int deletes = 0;
    std::optional<milliseconds> otherDelete;
    for (const auto &[number, other] : m_flights) {
        if (other->lane.key != flight.lane.key || other->ended)
            continue;
        ++requests;
        deletes += other->isWrite ? 1 : 0;
        if (other->isWrite && number != flight.number)
            otherDelete = other->leftAt;
    }
    if (requests > flight.lane.maxRequests || deletes > flight.lane.maxDeletes)
        m_ledger.fail(u"R7"_s, u"%1 requests, %2 deletes in flight in %3"_s.arg(requests).arg(deletes).arg(flight.lane.key));
    if (const auto complaint = m_lanes.complaint(flight.lane.key, flight.isWrite, otherDelete, m_clock.now()))
        m_ledger.fail(u"R8"_s, *complaint);
}

} // namespace Clearsky

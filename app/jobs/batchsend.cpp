// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/batchsend.h"

#include <QCryptographicHash>
#include <QUrl>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestExcerpt = 2048;

QString pathOf(const ApiRequest &request)
{
    QString path;
    for (const QString &segment : request.pathSegments)
        path += u'/' + segment;
    QStringList pairs;
    for (const auto &[name, value] : request.query)
        pairs.append(name + u'=' + value);
    if (!request.action.isEmpty() && path.isEmpty())
        path = request.action;
    return pairs.isEmpty() ? path : path + u'?' + pairs.join(u'&');
}

} // namespace

BatchSend::BatchSend(JobRun &job, SendBatch batch, LaneRules lane, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_job(job)
    , m_batch(std::move(batch))
    , m_lane(std::move(lane))
    , m_clock(clock)
{
}

void BatchSend::start()
{
    m_startedAt = m_clock.now();
    if (!m_lane.looksBeforeDelete) {
        writeIntent();
        return;
    }
    const LookOutcome *recent = m_job.recentList(m_batch.items);
    if (m_lane.looksExcludeDeletes && recent && !m_batch.needsFreshLook) {
        check(*recent);
        return;
    }
    m_look = new Look(*m_job.connection, m_job.contract(), m_job.refs(m_batch.items),
                      [this] { return m_job.expectations(); }, this);
    connect(m_look, &AsyncJob::finished, this, [this] { onLooked(m_look->result()); });
    m_look->start();
}

void BatchSend::withdraw()
{
    m_withdrawal->make();
    if (!m_look)
        return;
    delete m_look;
    finish(End::Withdrawn);
}

bool BatchSend::mayStart() const
{
    return !m_withdrawal->isMade() && m_job.maySend && !m_job.stopRequested() && m_job.connection;
}

void BatchSend::onLooked(const Result<LookOutcome> &looked)
{
    m_look = nullptr;
    if (!looked) {
        m_outcome.error = looked.error();
        finish(mayStart() ? End::NotChecked : End::Withdrawn);
        return;
    }
    if (m_lane.looksExcludeDeletes)
        m_job.rememberList(*looked, m_batch.items);
    m_batch.needsFreshLook = false;
    check(*looked);
}

void BatchSend::check(const LookOutcome &looked)
{
    JournalChanges changes;
    for (const int position : std::as_const(m_batch.items)) {
        if (m_job.item(position).state == ItemState::Pending)
            checkItem(position, looked, changes);
    }
    if (!changes.items.isEmpty())
        m_job.commit(std::move(changes));
    m_batch.items.removeIf([this](int position) {
        return m_job.item(position).state != ItemState::Pending || m_outcome.recheck.contains(position);
    });
    if (!mayStart())
        finish(End::Withdrawn);
    else if (m_batch.items.isEmpty())
        finish(End::NothingLeft);
    else
        writeIntent();
}

/// Only what is exactly as it was in the plan is sent (engine.md R4).
void BatchSend::checkItem(int position, const LookOutcome &looked, JournalChanges &changes)
{
    const JobItem &item = m_job.item(position);
    const ResourceKey key = item.ref.key();
    ItemTrack &track = m_job.track(position);
    const Resource *row = looked.row(key);
    if (row && !looked.saysGone(key)) {
        checkPresent(position, *row, changes);
        return;
    }
    track.absent.add(m_clock.now(), scaled(betweenAgreeingLooks));
    track.wasAbsent = true;
    track.present = {};
    const int needed = looked.looksNeeded(m_job.contract().followRules().looksToProveAbsence);
    const bool proved = looked.saysGone(key) || track.absent.looks >= needed;
    if (!proved)
        m_outcome.recheck.append(position);
    else if (const std::optional<Proof> proof = looked.proofOfAbsence(key, track.absent.looks))
        changes.items.append(m_job.provedGone(position, *proof));
}

std::chrono::milliseconds BatchSend::scaled(std::chrono::milliseconds time) const
{
    return m_job.connection->timing().scaled(time);
}

void BatchSend::checkPresent(int position, const Resource &row, JournalChanges &changes)
{
    ItemTrack &track = m_job.track(position);
    track.absent = {};
    track.deleteFailure = row.deleteFailure;
    const StateMeaning meaning = m_job.contract().kind().meaningOf(row.state);
    const bool hasChanged = fingerprintOf(row) != m_job.item(position).fingerprint;
    if (hasChanged && m_batch.isolation && !meaning.deletable && meaning.role != StateMeaning::Role::Deleting) {
        changes.items.append(
            m_job.moved(position, ItemState::Refused, tr("The provider refused it: its state is %1").arg(meaning.title)));
    } else if (hasChanged) {
        changes.items.append(m_job.moved(position, ItemState::Skipped,
                                         tr("Left out: it changed since the plan was made (now %1)").arg(meaning.title)));
    } else if (!m_batch.refuseAs.isEmpty()) {
        // A list that is behind may show what the provider rightly does not know any more.
        track.present.add(m_clock.now(), scaled(track.presenceApart()));
        if (track.present.looks >= looksThatAgree)
            changes.items.append(m_job.moved(position, ItemState::Refused, m_batch.refuseAs));
        else
            m_outcome.recheck.append(position);
    }
}

void BatchSend::writeIntent()
{
    // The last check before a request is signed: the contract refuses lists that are empty, too long or not the plan's.
    const Result<ApiRequest> request = m_job.contract().deleteRequest(m_job.connection->scope(), m_job.refs(m_batch.items));
    if (!request) {
        m_outcome.error = request.error();
        finish(End::NotChecked);
        return;
    }
    m_request = inLane(*request, m_lane);
    m_request.read = false;
    m_request.withdrawal = m_withdrawal;
    m_record = {.number = ++m_job.lastRequestNumber,
                .at = m_clock.wallTime(),
                .method = QString::fromLatin1(methodName(m_request.method)),
                .path = pathOf(m_request),
                .items = static_cast<int>(m_batch.items.size())};
    m_outcome.requestNumber = m_record.number;
    JournalChanges changes;
    changes.intent = RequestIntent{.record = m_record,
                                   .lane = m_lane.key,
                                   .bodySha256 = QCryptographicHash::hash(m_request.body, QCryptographicHash::Sha256).toHex()};
    for (const int position : std::as_const(m_batch.items)) {
        ItemChange change = m_job.moved(position, ItemState::Sending);
        ItemTrack &track = m_job.track(position);
        change.item.requestNumber = m_record.number;
        change.item.failureBefore = track.deleteFailure;
        changes.items.append(change);
        track.absent = track.present = {}; // what was seen before tells nothing of after
        track.wasAbsent = false;
    }
    m_job.commit(std::move(changes), this, [this] { send(); });
}

void BatchSend::send()
{
    if (!mayStart()) {
        takeBack();
        return;
    }
    Q_EMIT sending();
    m_job.forecast.sent(m_clock.now());
    ResultJob<HttpReply> *call = m_job.connection->send(m_request);
    connect(call, &AsyncJob::finished, this, [this, call] {
        const Result<HttpReply> &replied = call->result();
        if (!replied && replied.error().kind == Error::Kind::Cancelled)
            takeBack();
        else
            onReplied(replied);
    });
    call->start();
}

/// Its intent is written, and nothing of it has left.
void BatchSend::takeBack()
{
    JournalChanges changes;
    m_record.outcome = m_job.stopRequested() ? tr("not sent: stopped") : tr("not sent: taken back");
    changes.outcome = RequestOutcome{.record = m_record, .errorClass = errorKindName(Error::Kind::Cancelled)};
    for (const int position : std::as_const(m_batch.items))
        changes.items.append(m_job.moved(position, ItemState::Pending));
    m_job.commit(std::move(changes), this, [this] { finish(End::Withdrawn); });
}

void BatchSend::onReplied(const Result<HttpReply> &replied)
{
    m_job.forecast.answered(m_clock.now(), m_clock.now() - m_startedAt);
    DeleteAnswer answer;
    JournalChanges changes;
    changes.outcome = RequestOutcome{};
    if (replied) {
        answer = m_job.contract().readDeleteAnswer(m_job.refs(m_batch.items), *replied);
        m_record.httpStatus = replied->status;
        m_record.requestId = replied->requestId;
        m_record.elapsed = replied->elapsed;
    } else {
        answer.error = replied.error();
    }
    const bool isWhole = answer.items.size() == m_batch.items.size();
    // The answer to another request, come late or twice, says nothing about this one (engine.md row 36).
    const bool isAnothers = m_job.knowsProviderJob(answer.providerJobId);
    if (!answer.error && (!isWhole || isAnothers))
        answer.error = Error{.kind = Error::Kind::Malformed, .message = tr("The provider's answer cannot be read")};
    if (answer.error) {
        const Error &error = *answer.error;
        m_outcome.error = error;
        m_record.code = error.code;
        m_record.httpStatus = error.httpStatus > 0 ? error.httpStatus : m_record.httpStatus;
        m_record.requestId = error.requestId.isEmpty() ? m_record.requestId : error.requestId;
        m_record.encodedAuthorization = error.encodedAuthorization;
        changes.outcome->errorClass = errorKindName(error.kind);
        changes.outcome->answerExcerpt = error.detail.left(longestExcerpt);
        judgeFailure(error, changes);
        m_record.outcome = error.message;
    } else {
        m_outcome.providerJobId = changes.outcome->providerJobId = answer.providerJobId;
        m_outcome.stranger = answer.stranger;
        judgeItems(answer, changes);
        m_record.outcome = summaryOf(changes);
    }
    changes.outcome->record = m_record;
    // Whoever is next need not wait for the disk: his intent is written after this outcome, mostly with the same commit.
    m_job.commit(std::move(changes));
    finish(answer.error ? End::Failed : End::Answered);
}

void BatchSend::judgeItems(const DeleteAnswer &answer, JournalChanges &changes)
{
    using Verdict = ItemVerdict::Kind;
    for (qsizetype i = 0; i < m_batch.items.size(); ++i) {
        const int position = m_batch.items.at(i);
        const ItemVerdict &verdict = answer.items.at(i);
        switch (verdict.kind) {
        case Verdict::Accepted:
            changes.items.append(m_job.moved(position, ItemState::Accepted));
            m_outcome.toFollow.append(position);
            break;
        case Verdict::AlreadyGone:
            changes.items.append(m_job.moved(position, ItemState::AlreadyGone, verdict.reason));
            changes.items.last().item.proof = QStringLiteral("the provider's answer by id");
            break;
        case Verdict::Refused:
            changes.items.append(m_job.moved(position, ItemState::Refused, verdict.reason));
            break;
        case Verdict::RefusedById:
            changes.items.append(m_job.moved(position, ItemState::Unknown,
                                             tr("The provider named it as not deleted; a look finds out why")));
            changes.items.last().item.noResend = true;
            changes.items.last().item.refusedById = true;
            m_outcome.toFollow.append(position);
            break;
        case Verdict::Unknown:
            changes.items.append(m_job.moved(position, ItemState::Unknown, tr("The answer does not tell what became of it")));
            ++changes.items.last().item.unknownSends;
            m_outcome.toFollow.append(position);
            break;
        }
    }
}

void BatchSend::judgeFailure(const Error &error, JournalChanges &changes)
{
    const Effect effect = effectOf(error.kind);
    m_outcome.batch = m_batch;
    if (effect == Effect::Unknown)
        m_outcome.batch.items.clear();
    for (const int position : std::as_const(m_batch.items)) {
        if (effect == Effect::Unknown) {
            ItemChange change = m_job.moved(position, ItemState::Unknown, error.message);
            ++change.item.unknownSends;
            changes.items.append(change);
            m_outcome.toFollow.append(position);
        } else {
            changes.items.append(m_job.moved(position, ItemState::Pending, error.message));
        }
    }
}

QString BatchSend::summaryOf(const JournalChanges &changes) const
{
    QHash<ItemState, int> counts;
    for (const ItemChange &change : changes.items)
        ++counts[change.item.state];
    QStringList parts;
    for (const ItemState state : allItemStates()) {
        if (counts.contains(state))
            parts.append(tr("%1: %2").arg(itemStateTitle(state)).arg(counts.value(state)));
    }
    return parts.join(QStringLiteral(" · "));
}

void BatchSend::finish(End end)
{
    m_outcome.end = end;
    if (end == End::Withdrawn || end == End::NotChecked)
        m_outcome.batch = m_batch;
    Q_EMIT finished();
}

} // namespace Clearsky

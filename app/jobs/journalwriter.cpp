// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journalwriter.h"

#include "app/jobs/journalconnection.h"
#include "app/jobs/journalschema.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

QVariant timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toUTC().toString(Qt::ISODateWithMs)) : QVariant(QMetaType::fromType<QString>());
}

QVariant textOrNull(const QString &value)
{
    return value.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(value);
}

/// An empty QString that is null would be written as NULL.
QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

QVariant bytesOrNull(const QByteArray &hex)
{
    return hex.isEmpty() ? QVariant(QMetaType::fromType<QByteArray>()) : QVariant(QByteArray::fromHex(hex));
}

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

bool areWrittenAlike(const JobItem &a, const JobItem &b)
{
    return a.state == b.state && a.requestNumber == b.requestNumber && a.reason == b.reason && a.proof == b.proof
        && a.noResend == b.noResend && a.refusedById == b.refusedById && a.failureBefore == b.failureBefore
        && a.unknownSends == b.unknownSends && a.reappeared == b.reappeared && a.ended == b.ended;
}

} // namespace

JournalWriter::JournalWriter(JournalConnection &connection)
    : m_connection(connection)
{
}

Result<void> JournalWriter::load()
{
    m_numbers.clear();
    m_phrases.clear();
    m_newPhrases.clear();
    return m_connection.rows(QStringLiteral("SELECT id, uuid FROM job"))
        .map([this](QSqlQuery rows) {
            while (rows.next())
                m_numbers.insert(rows.value(1).toString(), rows.value(0).toLongLong());
        })
        .and_then([this] { return m_connection.rows(QStringLiteral("SELECT id, words FROM phrase")); })
        .map([this](QSqlQuery rows) {
            while (rows.next())
                m_phrases.insert(unpackedId(rows.value(1)), rows.value(0).toLongLong());
        });
}

void JournalWriter::ended(bool durable)
{
    for (const QString &words : std::as_const(m_newPhrases)) {
        if (!durable)
            m_phrases.remove(words);
    }
    m_newPhrases.clear();
}

Result<void> JournalWriter::write(const JournalChanges &changes)
{
    if (changes.newJob) {
        if (Result<void> done = writeNewJob(*changes.newJob); !done)
            return done;
    }
    const Result<qint64> job = numberOf(changes.jobId);
    if (!job)
        return failure(job.error());
    Result<void> done;
    if (changes.summary)
        done = writeSummary(*job, *changes.summary);
    if (done && changes.partsWithOthers)
        done = writePartsWithOthers(*job, *changes.partsWithOthers);
    if (done && changes.intent)
        done = writeIntent(*job, *changes.intent, changes.items);
    if (done && changes.outcome)
        done = writeOutcome(*job, *changes.outcome);
    if (done && changes.look && !changes.items.isEmpty()) // what decided nothing is evidence of nothing
        done = writeLook(*job, *changes.look);
    if (done)
        done = writeItems(*job, changes.items);
    if (done && !changes.event.isEmpty())
        done = writeEvent(*job, changes.event);
    return done;
}

Result<void> JournalWriter::writeNewJob(const StoredJob &job)
{
    const JobSummary &summary = job.summary;
    Result<void> done = m_connection.run(
        QStringLiteral("INSERT INTO job(id, uuid, account, account_name, environment, origin, project, kind, plan_sha256, n_items,"
                       " listed_total, created_at, expires_at, state, ended_at, damaged, parts_with_others)"
                       " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        {summary.number, summary.id, text(summary.accountId), text(summary.accountName), environmentId(summary.environment),
         text(job.origin), text(summary.projectId), summary.kindId, QString::fromLatin1(job.planSha256), summary.total,
         job.listedTotal, text(summary.createdAt.toUTC().toString(Qt::ISODateWithMs)),
         text(job.expiresAt.toUTC().toString(Qt::ISODateWithMs)), jobStateId(summary.state), timeOrNull(summary.endedAt),
         int(summary.recordDamaged), textOfList(job.partsWithOthers)});
    m_numbers.insert(summary.id, summary.number);
    for (int i = 0; done && i < job.items.size(); ++i)
        done = writeNewItem(summary.number, i, job.items.at(i));
    return done;
}

Result<void> JournalWriter::writeNewItem(qint64 job, int position, const JobItem &item)
{
    return runWithPhrases(QStringLiteral("INSERT INTO item(job, pos, rid, shown_name, fingerprint, state, request, no_resend,"
                                         " unknown_sends, reappeared, refused_by_id, ended_at, scope, reason, proof,"
                                         " failure_before) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
                          {job, position, packedId(item.ref.id), text(item.ref.name), text(item.fingerprint), itemStateId(item.state),
                           item.requestNumber, int(item.noResend), item.unknownSends, int(item.reappeared), int(item.refusedById),
                           item.ended ? QVariant(now() / 1000) : QVariant(QMetaType::fromType<qint64>())},
                          {item.ref.scope, item.reason, item.proof, item.failureBefore});
}

Result<void> JournalWriter::writeSummary(qint64 job, const JobSummary &summary)
{
    return m_connection.run(
        QStringLiteral("UPDATE job SET state=?, stop_requested=?, note=?, ended_at=? WHERE id=?"),
        {jobStateId(summary.state), int(summary.stopRequested), text(summary.note), timeOrNull(summary.endedAt), job});
}

Result<void> JournalWriter::writePartsWithOthers(qint64 job, const QStringList &parts)
{
    return m_connection.run(QStringLiteral("UPDATE job SET parts_with_others=? WHERE id=?"), {textOfList(parts), job});
}

Result<void> JournalWriter::writeIntent(qint64 job, const RequestIntent &intent, const QList<ItemChange> &items)
{
    const RequestRecord &record = intent.record;
    QVariant only(QMetaType::fromType<int>());
    QString path = record.path;
    if (record.items == 1 && items.size() == 1) {
        only = items.first().position;
        path = pathTemplate(path, items.first().item.ref);
    }
    return runWithPhrases(QStringLiteral("INSERT INTO request(job, seq, n_items, body_sha256, item, intent_at, lane, method, path)"
                                         " VALUES(?,?,?,?,?,?,?,?,?)"),
                          {job, record.number, record.items, bytesOrNull(intent.bodySha256), only,
                           record.at.toMSecsSinceEpoch()},
                          {intent.lane, record.method, path});
}

Result<void> JournalWriter::writeOutcome(qint64 job, const RequestOutcome &outcome)
{
    const RequestRecord &record = outcome.record;
    const Result<qint64> words = phrase(record.outcome);
    if (!words)
        return failure(words.error());
    return m_connection.run(
        QStringLiteral("UPDATE request SET done_at=?, http=?, error_class=?, code=?, provider_request_id=?, provider_job_id=?,"
                       " elapsed_ms=?, outcome=?, encoded_authorization=?, answer_excerpt=? WHERE job=? AND seq=?"),
        {now(), record.httpStatus, textOrNull(outcome.errorClass), textOrNull(record.code), textOrNull(record.requestId),
         textOrNull(outcome.providerJobId), qint64(record.elapsed.count()), *words, textOrNull(record.encodedAuthorization),
         textOrNull(outcome.answerExcerpt), job, record.number});
}

Result<void> JournalWriter::writeLook(qint64 job, const LookRecord &look)
{
    return m_connection.run(
        QStringLiteral("INSERT INTO look(job, at, kind, complete, pages, found, evidence_sha256) VALUES(?,?,?,?,?,?,?)"),
        {job, look.at.toMSecsSinceEpoch(), look.kind, int(look.complete), look.pages, look.found,
         QByteArray::fromHex(look.evidenceSha256)});
}

/// The items of one request change alike: neighbours are written by one statement.
Result<void> JournalWriter::writeItems(qint64 job, const QList<ItemChange> &changes)
{
    for (qsizetype first = 0; first < changes.size();) {
        qsizetype last = first;
        while (last + 1 < changes.size() && changes.at(last + 1).position == changes.at(last).position + 1
               && areWrittenAlike(changes.at(last + 1).item, changes.at(first).item))
            ++last;
        if (Result<void> done = writeRun(job, changes.at(first), changes.at(last).position); !done)
            return done;
        first = last + 1;
    }
    return {};
}

Result<void> JournalWriter::writeRun(qint64 job, const ItemChange &change, int lastPosition)
{
    const JobItem &item = change.item;
    const Result<qint64> reason = phrase(item.reason);
    const Result<qint64> proof = phrase(item.proof);
    const Result<qint64> failureBefore = phrase(item.failureBefore);
    for (const Result<qint64> *each : {&reason, &proof, &failureBefore}) {
        if (!*each)
            return failure(each->error());
    }
    return m_connection.run(
        QStringLiteral("UPDATE item SET state=?, request=?, reason=?, proof=?, no_resend=?, unknown_sends=?, reappeared=?,"
                       " refused_by_id=?, failure_before=?, ended_at=CASE WHEN ? THEN coalesce(ended_at, ?) END WHERE job=? AND pos BETWEEN ? AND ?"),
        {itemStateId(item.state), item.requestNumber, *reason, *proof, int(item.noResend), item.unknownSends,
         int(item.reappeared), int(item.refusedById), *failureBefore, int(item.ended), now() / 1000, job, change.position, lastPosition});
}

Result<void> JournalWriter::writeEvent(qint64 job, const QString &event)
{
    return m_connection.run(QStringLiteral("INSERT INTO event(job, at, what) VALUES(?,?,?)"),
                            {job, timeOrNull(QDateTime::currentDateTimeUtc()), event});
}

Result<qint64> JournalWriter::numberOf(const QString &jobId)
{
    const auto number = m_numbers.constFind(jobId);
    if (number != m_numbers.constEnd())
        return *number;
    Error error = journalError(QCoreApplication::translate("Journal", "The journal does not know this job"));
    error.detail = jobId;
    return failure(error);
}

Result<void> JournalWriter::runWithPhrases(const QString &sql, QVariantList values, const QStringList &words)
{
    for (const QString &each : words) {
        const Result<qint64> id = phrase(each);
        if (!id)
            return failure(id.error());
        values.append(*id);
    }
    return m_connection.run(sql, values);
}

Result<qint64> JournalWriter::phrase(const QString &words)
{
    if (words.isEmpty())
        return 0;
    if (const auto known = m_phrases.constFind(words); known != m_phrases.constEnd())
        return *known;
    return m_connection.run(QStringLiteral("INSERT INTO phrase(words) VALUES(?)"), {packedId(words)})
        .and_then([this] { return m_connection.value(QStringLiteral("SELECT last_insert_rowid()")); })
        .map([this, &words](const QVariant &id) {
            m_phrases.insert(words, id.toLongLong());
            m_newPhrases.append(words);
            return id.toLongLong();
        });
}

} // namespace Clearsky

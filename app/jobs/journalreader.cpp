// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journalreader.h"

#include "app/jobs/journalconnection.h"
#include "app/jobs/journalschema.h"

#include <QCoreApplication>
#include <QSqlError>

#include <map>

namespace Clearsky {

namespace {

QDateTime timeOf(const QVariant &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}

constexpr int itemsAtOnce = 20000;

/// An item's state as a number: its place among allItemStates(), or one beyond.
QString stateNumber()
{
    const QList<ItemState> states = allItemStates();
    QString number = QStringLiteral("CASE state");
    for (qsizetype i = 0; i < states.size(); ++i)
        number += QStringLiteral(" WHEN '%1' THEN %2").arg(itemStateId(states.at(i))).arg(i);
    return number + QStringLiteral(" ELSE %1 END").arg(states.size());
}

class Reader
{
public:
    Reader(JournalConnection &connection, JournalReading reading)
        : m_connection(connection)
        , m_reading(reading)
    {
    }

    Result<QList<StoredJob>> read()
    {
        const bool isStart = m_reading == JournalReading::Start;
        const QString largeJobs = QStringLiteral("(SELECT id FROM job WHERE n_items > %1)").arg(largestJobAtStart);
        Result<void> done = readPhrases().and_then([this] { return readJobs(QStringLiteral("1")); });
        if (done && isStart)
            done = readCounts(QStringLiteral("job IN ") + largeJobs);
        if (done)
            done = readItems(isStart ? QStringLiteral("job NOT IN ") + largeJobs : QStringLiteral("1"));
        if (done)
            done = readRequests();
        if (!done && m_reading != JournalReading::Salvage)
            return failure(done.error());
        QList<StoredJob> list;
        for (auto &[number, job] : m_jobs)
            list.append(std::move(job));
        return list;
    }

    Result<QList<JobItem>> readItemsOf(int jobNumber, int from)
    {
        const QString items = QStringLiteral("job = %1 AND pos BETWEEN %2 AND %3").arg(jobNumber).arg(from).arg(from + itemsAtOnce - 1);
        return readPhrases()
            .and_then([&] { return readJobs(QStringLiteral("id = %1").arg(jobNumber)); })
            .and_then([&] { return readItems(items); })
            .map([&] { return m_jobs[jobNumber].items; });
    }

private:
    using TakeRow = void (Reader::*)(const QSqlQuery &);

    Result<void> forEachRow(const QString &sql, TakeRow take)
    {
        Result<QSqlQuery> rows = m_connection.rows(sql);
        if (!rows)
            return failure(rows.error());
        while (rows->next())
            (this->*take)(*rows);
        const QSqlError error = rows->lastError(); // the file may be unreadable further on
        const bool whole = error.type() == QSqlError::NoError || m_reading == JournalReading::Salvage;
        return whole ? Result<void>() : failure(journalError(error.nativeErrorCode(), error.text()));
    }

    Result<void> readPhrases() { return forEachRow(QStringLiteral("SELECT id, words FROM phrase"), &Reader::takePhrase); }
    Result<void> readJobs(const QString &which)
    {
        return forEachRow(QStringLiteral("SELECT id, uuid, account, account_name, environment, origin, project, kind, plan_sha256,"
                                         " n_items, listed_total, created_at, expires_at, state, stop_requested, note, ended_at,"
                                         " damaged, parts_with_others FROM job WHERE ")
                              + which,
                          &Reader::takeJob);
    }
    Result<void> readCounts(const QString &which)
    {
        QString columns;
        for (const ItemState state : allItemStates())
            columns += QStringLiteral(", sum(state = '%1')").arg(itemStateId(state));
        return forEachRow(QStringLiteral("SELECT job, sum(ended_at IS NOT NULL)%1 FROM item WHERE %2 GROUP BY job").arg(columns, which),
                          &Reader::takeCounts);
    }
    Result<void> readItems(const QString &which)
    {
        // There may be a million of them. What costs is the number of columns, and text, which is converted twice.
        const QString sql = QStringLiteral("SELECT job, scope, rid, CAST(shown_name AS BLOB), CAST(fingerprint AS BLOB),"
                                           " request, reason, proof, %1 | (no_resend << 4) | (reappeared << 5)"
                                           " | ((ended_at IS NOT NULL) << 6) | (refused_by_id << 7)"
                                           " | (unknown_sends << 8), failure_before FROM item WHERE %2"
                                           " ORDER BY job, pos");
        return forEachRow(sql.arg(stateNumber(), which), &Reader::takeItem);
    }
    Result<void> readRequests()
    {
        return forEachRow(QStringLiteral("SELECT request.job, seq, n_items, method, path, rid, item.scope, intent_at, http, code,"
                                         " provider_request_id, provider_job_id, elapsed_ms, outcome, encoded_authorization"
                                         " FROM request LEFT JOIN item ON item.job = request.job AND pos = request.item"
                                         " ORDER BY request.job, seq"),
                          &Reader::takeRequest);
    }

    void takePhrase(const QSqlQuery &row) { m_phrases.insert(row.value(0).toLongLong(), unpackedId(row.value(1))); }
    void takeJob(const QSqlQuery &row);
    void takeCounts(const QSqlQuery &row);
    void takeItem(const QSqlQuery &row);
    void takeRequest(const QSqlQuery &row);

    [[nodiscard]] QString phrase(const QVariant &id) const { return m_phrases.value(id.toLongLong()); }
    StoredJob *jobOf(const QSqlQuery &row)
    {
        const auto job = m_jobs.find(row.value(0).toLongLong());
        return job == m_jobs.end() ? nullptr : &job->second; // a damaged file may have lost it
    }

    JournalConnection &m_connection;
    JournalReading m_reading;
    const QList<ItemState> m_states = allItemStates();
    QHash<qint64, QString> m_phrases;
    std::map<qint64, StoredJob> m_jobs;
};

void Reader::takeJob(const QSqlQuery &row)
{
    StoredJob job;
    job.summary.number = row.value(0).toInt();
    job.summary.id = row.value(1).toString();
    job.summary.accountId = row.value(2).toString();
    job.summary.accountName = row.value(3).toString();
    job.summary.environment = environmentFromId(row.value(4).toString());
    job.origin = row.value(5).toString();
    job.summary.projectId = row.value(6).toString();
    job.summary.kindId = row.value(7).toString();
    job.planSha256 = row.value(8).toByteArray();
    job.summary.total = row.value(9).toInt();
    job.listedTotal = row.value(10).toLongLong();
    job.summary.createdAt = timeOf(row.value(11));
    job.expiresAt = timeOf(row.value(12));
    job.summary.state = jobStateFromId(row.value(13).toString()).value_or(JobState::Interrupted);
    job.summary.stopRequested = row.value(14).toBool();
    job.summary.note = row.value(15).toString();
    job.summary.endedAt = timeOf(row.value(16));
    job.summary.recordDamaged = row.value(17).toBool();
    job.partsWithOthers = listFromText(row.value(18).toString());
    m_jobs.insert_or_assign(job.summary.number, job);
}

void Reader::takeCounts(const QSqlQuery &row)
{
    StoredJob *job = jobOf(row);
    if (!job)
        return;
    job->summary.ended = row.value(1).toInt();
    for (qsizetype i = 0; i < m_states.size(); ++i)
        job->summary.counts.at(static_cast<size_t>(m_states.at(i))) = row.value(static_cast<int>(2 + i)).toInt();
}

void Reader::takeItem(const QSqlQuery &row)
{
    StoredJob *job = jobOf(row);
    if (!job)
        return;
    const qint64 facts = row.value(8).toLongLong();
    const qsizetype state = facts & 0xf;
    JobItem &item = job->items.emplaceBack();
    item.ref = {.accountId = job->summary.accountId,
                .kindId = job->summary.kindId,
                .scope = phrase(row.value(1)),
                .id = unpackedId(row.value(2)),
                .name = QString::fromUtf8(row.value(3).toByteArray())};
    item.fingerprint = QString::fromUtf8(row.value(4).toByteArray());
    item.state = m_states.value(state, ItemState::Unknown);
    item.requestNumber = row.value(5).toInt();
    item.reason = phrase(row.value(6));
    item.proof = phrase(row.value(7));
    item.noResend = facts >> 4 & 1;
    item.reappeared = facts >> 5 & 1;
    item.ended = facts >> 6 & 1;
    item.refusedById = facts >> 7 & 1;
    item.unknownSends = static_cast<int>(facts >> 8);
    item.failureBefore = phrase(row.value(9));
}

void Reader::takeRequest(const QSqlQuery &row)
{
    StoredJob *job = jobOf(row);
    if (!job)
        return;
    RequestRecord record;
    record.number = row.value(1).toInt();
    record.items = row.value(2).toInt();
    record.method = phrase(row.value(3));
    record.path = phrase(row.value(4));
    if (const QVariant only = row.value(5); !only.isNull())
        record.path = pathOfTemplate(record.path, {.scope = phrase(row.value(6)), .id = unpackedId(only)});
    record.at = QDateTime::fromMSecsSinceEpoch(row.value(7).toLongLong(), Qt::UTC);
    record.httpStatus = row.value(8).toInt();
    record.code = row.value(9).toString();
    record.requestId = row.value(10).toString();
    if (const QString providerJob = row.value(11).toString(); !providerJob.isEmpty())
        job->providerJobs.insert(record.number, providerJob);
    record.elapsed = std::chrono::milliseconds(row.value(12).toLongLong());
    record.outcome = phrase(row.value(13));
    record.encodedAuthorization = row.value(14).toString();
    job->requests.append(record);
}

} // namespace

Result<QList<StoredJob>> readJournal(JournalConnection &connection, JournalReading reading)
{
    return Reader(connection, reading).read();
}

Result<QList<JobItem>> readItemsOf(JournalConnection &connection, int jobNumber, int from)
{
    return Reader(connection, JournalReading::Whole).readItemsOf(jobNumber, from);
}

QList<StoredJob> asDamagedRecords(const QList<StoredJob> &salvaged)
{
    QList<StoredJob> records;
    for (StoredJob job : salvaged) {
        if (job.items.isEmpty() || job.summary.id.isEmpty())
            continue;
        job.summary.recordDamaged = true;
        job.summary.total = static_cast<int>(job.items.size());
        if (!isEnd(job.summary.state))
            job.summary.state = JobState::FinishedWithProblems;
        job.requests.clear();
        job.providerJobs.clear();
        for (JobItem &item : job.items) {
            if (item.ended && (item.state != ItemState::Deleted || !item.proof.isEmpty()))
                continue;
            item.state = ItemState::Unknown;
            item.ended = true;
            item.noResend = true;
            item.reason = QCoreApplication::translate("Journal", "Its record is damaged: look before you delete");
        }
        records.append(job);
    }
    return records;
}

} // namespace Clearsky

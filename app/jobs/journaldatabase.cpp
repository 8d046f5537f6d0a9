// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journaldatabase.h"

#include "app/jobs/journalschema.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlError>
#include <QUuid>

namespace Clearsky {

namespace {

Error storageError(const QString &message, const QString &detail = {})
{
    return {.kind = Error::Kind::Storage, .message = message, .detail = detail};
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Journal", text);
}

QVariant timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toUTC().toString(Qt::ISODateWithMs)) : QVariant(QMetaType::fromType<QString>());
}

/// An empty QString that is null would be written as NULL.
QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

QString nowText()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
}

} // namespace

JournalDatabase::JournalDatabase(QString path)
    : m_path(std::move(path))
    , m_connectionName(QUuid::createUuid().toString())
{
}

JournalDatabase::~JournalDatabase()
{
    close();
}

void JournalDatabase::close()
{
    if (!m_database.isValid())
        return;
    m_prepared.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connectionName);
}

Result<QList<StoredJob>> JournalDatabase::open()
{
    return prepareFile()
        .and_then([this] { return configure(); })
        .and_then([this] { return checkVersion(); })
        .and_then([this] { return readJobs(); });
}

Result<void> JournalDatabase::prepareFile()
{
    // SQLite gives its side files the permissions of the main file.
    QFile file(m_path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return failure(storageError(tr("The journal cannot be created, so nothing can be deleted. Check that the data folder "
                                       "may be written to, then start Clearsky again."),
                                    file.errorString()));
    file.close();
    QFile::setPermissions(m_path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);

    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connectionName);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=500"));
    if (!m_database.open())
        return failure(errorOf(m_database.lastError()));
    return {};
}

Result<void> JournalDatabase::configure()
{
    // EXCLUSIVE comes before WAL: no shared-memory file, and nobody else can open the journal meanwhile.
    for (const char *pragma : {"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                               "PRAGMA foreign_keys = ON", "PRAGMA wal_autocheckpoint = 1000",
                               "PRAGMA journal_size_limit = 67108864", "PRAGMA fullfsync = 1",
                               "PRAGMA checkpoint_fullfsync = 1", "BEGIN EXCLUSIVE", "COMMIT"}) {
        if (Result<void> done = run(QLatin1String(pragma)); !done)
            return done;
    }
    return {};
}

Result<void> JournalDatabase::checkVersion()
{
    QSqlQuery query(m_database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return failure(errorOf(query.lastError()));
    const int version = query.value(0).toInt();
    query.finish();
    if (version > journalSchemaVersion) {
        return failure(storageError(tr("The journal was written by a newer Clearsky. Nothing is sent from this one, and the "
                                       "journal is left as it is. Start the newer Clearsky, or use another data folder.")));
    }
    if (version == journalSchemaVersion)
        return {};
    Result<void> done = run(QStringLiteral("BEGIN IMMEDIATE"));
    for (const QString &statement : journalSchema()) {
        if (done)
            done = run(statement);
    }
    return done ? run(QStringLiteral("COMMIT")) : done;
}

Result<QList<StoredJob>> JournalDatabase::readJobs()
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT id, uuid, account, account_name, environment, origin, project, kind, plan_sha256,"
                                   " n_items, listed_total, created_at, expires_at, state, stop_requested, note, ended_at"
                                   " FROM job ORDER BY id")))
        return failure(errorOf(query.lastError()));
    QHash<qint64, StoredJob> jobs;
    while (query.next()) {
        StoredJob job;
        job.summary.number = query.value(0).toInt();
        job.summary.id = query.value(1).toString();
        job.summary.accountId = query.value(2).toString();
        job.summary.accountName = query.value(3).toString();
        job.summary.environment = environmentFromId(query.value(4).toString());
        job.origin = query.value(5).toString();
        job.summary.projectId = query.value(6).toString();
        job.summary.kindId = query.value(7).toString();
        job.planSha256 = query.value(8).toByteArray();
        job.summary.total = query.value(9).toInt();
        job.listedTotal = query.value(10).toLongLong();
        job.summary.createdAt = QDateTime::fromString(query.value(11).toString(), Qt::ISODateWithMs);
        job.expiresAt = QDateTime::fromString(query.value(12).toString(), Qt::ISODateWithMs);
        job.summary.state = jobStateFromId(query.value(13).toString()).value_or(JobState::Interrupted);
        job.summary.stopRequested = query.value(14).toBool();
        job.summary.note = query.value(15).toString();
        job.summary.endedAt = QDateTime::fromString(query.value(16).toString(), Qt::ISODateWithMs);
        m_numbers.insert(job.summary.id, job.summary.number);
        jobs.insert(job.summary.number, job);
    }
    if (Result<void> read = readItems(jobs).and_then([&] { return readRequests(jobs); }); !read)
        return failure(read.error());
    QList<StoredJob> list = jobs.values();
    std::sort(list.begin(), list.end(),
              [](const StoredJob &a, const StoredJob &b) { return a.summary.number < b.summary.number; });
    return list;
}

Result<void> JournalDatabase::readItems(QHash<qint64, StoredJob> &jobs)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT job, kind, scope, rid, shown_name, fingerprint, state, request, reason, proof,"
                                   " no_resend, unknown_sends, reappeared, ended_at IS NOT NULL FROM item ORDER BY job, pos")))
        return failure(errorOf(query.lastError()));
    while (query.next()) {
        StoredJob &job = jobs[query.value(0).toLongLong()];
        JobItem item;
        item.ref = {.accountId = job.summary.accountId,
                    .kindId = query.value(1).toString(),
                    .scope = query.value(2).toString(),
                    .id = query.value(3).toString(),
                    .name = query.value(4).toString()};
        item.fingerprint = query.value(5).toString();
        item.state = itemStateFromId(query.value(6).toString()).value_or(ItemState::Unknown);
        item.requestNumber = query.value(7).toInt();
        item.reason = query.value(8).toString();
        item.proof = query.value(9).toString();
        item.noResend = query.value(10).toBool();
        item.unknownSends = query.value(11).toInt();
        item.reappeared = query.value(12).toBool();
        item.ended = query.value(13).toBool();
        job.items.append(item);
    }
    return {};
}

Result<void> JournalDatabase::readRequests(QHash<qint64, StoredJob> &jobs)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT job, seq, n_items, method, path, intent_at, http, code, provider_request_id,"
                                   " provider_job_id, elapsed_ms, outcome, encoded_authorization FROM request ORDER BY job, seq")))
        return failure(errorOf(query.lastError()));
    while (query.next()) {
        StoredJob &job = jobs[query.value(0).toLongLong()];
        RequestRecord record;
        record.number = query.value(1).toInt();
        record.items = query.value(2).toInt();
        record.method = query.value(3).toString();
        record.path = query.value(4).toString();
        record.at = QDateTime::fromString(query.value(5).toString(), Qt::ISODateWithMs);
        record.httpStatus = query.value(6).toInt();
        record.code = query.value(7).toString();
        record.requestId = query.value(8).toString();
        if (const QString providerJob = query.value(9).toString(); !providerJob.isEmpty())
            job.providerJobs.insert(record.number, providerJob);
        record.elapsed = std::chrono::milliseconds(query.value(10).toLongLong());
        record.outcome = query.value(11).toString();
        record.encodedAuthorization = query.value(12).toString();
        job.requests.append(record);
    }
    return {};
}

Result<void> JournalDatabase::write(const QList<JournalChanges> &changes)
{
    Result<void> done = run(QStringLiteral("BEGIN IMMEDIATE"));
    if (!done)
        return done;
    for (const JournalChanges &one : changes) {
        done = writeOne(one);
        if (!done)
            break;
    }
    if (done)
        done = run(QStringLiteral("COMMIT"));
    if (!done)
        static_cast<void>(run(QStringLiteral("ROLLBACK")));
    return done;
}

Result<void> JournalDatabase::writeOne(const JournalChanges &changes)
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
    if (done && changes.intent)
        done = writeIntent(*job, *changes.intent);
    if (done && changes.outcome)
        done = writeOutcome(*job, *changes.outcome);
    if (done && changes.look)
        done = writeLook(*job, *changes.look);
    for (const ItemChange &item : changes.items) {
        if (done)
            done = writeItem(*job, item);
    }
    if (done && !changes.event.isEmpty())
        done = writeEvent(*job, changes.event);
    return done;
}

Result<void> JournalDatabase::writeNewJob(const StoredJob &job)
{
    const JobSummary &summary = job.summary;
    Result<void> done = run(
        QStringLiteral("INSERT INTO job(id, uuid, account, account_name, environment, origin, project, kind, plan_sha256, n_items,"
                       " listed_total, created_at, expires_at, state) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        {summary.number, summary.id, text(summary.accountId), text(summary.accountName), environmentId(summary.environment),
         text(job.origin), text(summary.projectId), summary.kindId, QString::fromLatin1(job.planSha256), summary.total,
         job.listedTotal, summary.createdAt.toUTC().toString(Qt::ISODateWithMs),
         text(job.expiresAt.toUTC().toString(Qt::ISODateWithMs)), jobStateId(summary.state)});
    m_numbers.insert(summary.id, summary.number);
    for (int i = 0; done && i < job.items.size(); ++i) {
        const JobItem &item = job.items.at(i);
        done = run(QStringLiteral("INSERT INTO item(job, pos, kind, scope, rid, shown_name, fingerprint, state)"
                                  " VALUES(?,?,?,?,?,?,?,?)"),
                   {summary.number, i, item.ref.kindId, text(item.ref.scope), item.ref.id, text(item.ref.name),
                    text(item.fingerprint), itemStateId(item.state)});
    }
    return done;
}

Result<void> JournalDatabase::writeSummary(qint64 job, const JobSummary &summary)
{
    return run(QStringLiteral("UPDATE job SET state=?, stop_requested=?, note=?, ended_at=? WHERE id=?"),
               {jobStateId(summary.state), int(summary.stopRequested), text(summary.note), timeOrNull(summary.endedAt), job});
}

Result<void> JournalDatabase::writeIntent(qint64 job, const RequestIntent &intent)
{
    return run(QStringLiteral("INSERT INTO request(job, seq, n_items, body_sha256, lane, method, path, intent_at)"
                              " VALUES(?,?,?,?,?,?,?,?)"),
               {job, intent.record.number, intent.record.items, QString::fromLatin1(intent.bodySha256), text(intent.lane),
                intent.record.method, text(intent.record.path), timeOrNull(intent.record.at)});
}

Result<void> JournalDatabase::writeOutcome(qint64 job, const RequestOutcome &outcome)
{
    const RequestRecord &record = outcome.record;
    return run(QStringLiteral("UPDATE request SET done_at=?, http=?, error_class=?, code=?, provider_request_id=?,"
                              " provider_job_id=?, elapsed_ms=?, outcome=?, encoded_authorization=?, answer_excerpt=?"
                              " WHERE job=? AND seq=?"),
               {nowText(), record.httpStatus, text(outcome.errorClass), text(record.code), text(record.requestId),
                text(outcome.providerJobId), qint64(record.elapsed.count()), text(record.outcome),
                text(record.encodedAuthorization), text(outcome.answerExcerpt), job, record.number});
}

Result<void> JournalDatabase::writeLook(qint64 job, const LookRecord &look)
{
    return run(QStringLiteral("INSERT INTO look(job, at, kind, complete, pages, found, evidence_sha256) VALUES(?,?,?,?,?,?,?)"),
               {job, timeOrNull(look.at), look.kind, int(look.complete), look.pages, look.found,
                QString::fromLatin1(look.evidenceSha256)});
}

Result<void> JournalDatabase::writeItem(qint64 job, const ItemChange &change)
{
    const JobItem &item = change.item;
    return run(QStringLiteral("UPDATE item SET state=?, request=?, reason=?, proof=?, no_resend=?, unknown_sends=?, reappeared=?,"
                              " ended_at=CASE WHEN ? THEN coalesce(ended_at, ?) END, updated_at=? WHERE job=? AND pos=?"),
               {itemStateId(item.state), item.requestNumber, text(item.reason), text(item.proof), int(item.noResend),
                item.unknownSends, int(item.reappeared), int(item.ended), nowText(), nowText(), job, change.position});
}

Result<void> JournalDatabase::writeEvent(qint64 job, const QString &event)
{
    return run(QStringLiteral("INSERT INTO event(job, at, what) VALUES(?,?,?)"), {job, nowText(), event});
}

Result<void> JournalDatabase::run(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failure(errorOf(query.lastError()));
    return {};
}

Result<void> JournalDatabase::run(const QString &sql, const QVariantList &values)
{
    auto prepared = m_prepared.find(sql);
    if (prepared == m_prepared.end()) {
        QSqlQuery query(m_database);
        if (!query.prepare(sql))
            return failure(errorOf(query.lastError()));
        prepared = m_prepared.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = prepared->second;
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values.at(i));
    if (!query.exec())
        return failure(errorOf(query.lastError()));
    query.finish();
    return {};
}

Result<qint64> JournalDatabase::numberOf(const QString &jobId)
{
    const auto number = m_numbers.constFind(jobId);
    if (number == m_numbers.constEnd())
        return failure(storageError(tr("The journal does not know this job"), jobId));
    return *number;
}

Error JournalDatabase::errorOf(const QSqlError &error) const
{
    const QString code = error.nativeErrorCode();
    const int primary = code.toInt() & 0xff;
    constexpr int busy = 5;
    constexpr int locked = 6;
    constexpr int full = 13;
    constexpr int corrupt = 11;
    constexpr int notADatabase = 26;
    Error result = storageError(tr("The journal cannot be written, so nothing more is sent. Check the disk; Clearsky goes on by itself."),
                                error.text());
    result.code = code;
    if (primary == busy || primary == locked)
        result.message = tr("Another Clearsky is using this data folder. Close it, or start this one with another data folder.");
    else if (primary == full)
        result.message = tr("The disk is full, so nothing more is sent. Make room; Clearsky goes on by itself.");
    else if (primary == corrupt || primary == notADatabase)
        result.message = tr("The journal is damaged. It is left as it is and nothing is sent. Move the file aside to start a new "
                            "one, and look at the provider's lists before you delete anything.");
    return result;
}

} // namespace Clearsky

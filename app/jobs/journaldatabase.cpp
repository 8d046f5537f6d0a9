// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journaldatabase.h"

#include "app/datafolder.h"
#include "app/jobs/journalfile.h"
#include "app/jobs/journalreader.h"
#include "app/jobs/journalschema.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace Clearsky {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Journal", text);
}

QString newerNotice()
{
    return tr("The journal was written by a newer Clearsky. Its jobs are shown, nothing is sent from this one, and the journal is "
              "left as it is. Start the newer Clearsky, or use another data folder.");
}

/// Of the outcomes in the emergency file, what the journal does not know: their items are still as the intent left them.
QList<JournalChanges> missingIn(const QList<StoredJob> &jobs, const QList<JournalChanges> &lines)
{
    QList<JournalChanges> missing;
    for (JournalChanges line : lines) {
        const auto job = std::find_if(jobs.cbegin(), jobs.cend(),
                                      [&line](const StoredJob &each) { return each.summary.id == line.jobId; });
        if (job == jobs.cend())
            continue;
        QList<ItemChange> items;
        for (const ItemChange &change : std::as_const(line.items)) {
            if (change.position < 0 || change.position >= job->items.size())
                continue;
            JobItem item = job->items.at(change.position);
            if (item.state != ItemState::Sending || item.requestNumber != line.outcome->record.number)
                continue;
            item.state = change.item.state;
            item.ended = change.item.ended;
            item.noResend = item.noResend || change.item.noResend;
            item.refusedById = change.item.refusedById;
            item.unknownSends = change.item.unknownSends;
            item.reason = change.item.reason;
            item.proof = change.item.proof;
            items.append({change.position, item});
        }
        line.items = items;
        if (!items.isEmpty())
            missing.append(line);
    }
    return missing;
}

} // namespace

JournalDatabase::JournalDatabase(QString path)
    : m_path(std::move(path))
    , m_writer(m_connection)
    , m_sideFile(m_path + QStringLiteral(".emergency"))
{
}

JournalDatabase::~JournalDatabase() = default;

void JournalDatabase::close()
{
    m_connection.close();
}

QString JournalDatabase::damageMark() const
{
    return m_path + QStringLiteral(".damaged");
}

Result<JournalContents> JournalDatabase::open()
{
    m_refusal.reset();
    if (const Result<void> file = ensurePrivateFile(m_path); !file)
        return failure(file.error());
    const std::optional<JournalHeader> header = readJournalHeader(m_path);
    if (header && header->applicationId == journalApplicationId && header->version > journalSchemaVersion)
        return openNewer();
    if (QFile::exists(damageMark()))
        return replaceDamaged();
    Result<JournalContents> contents = openOwn();
    if (!contents)
        m_connection.close();
    if (!contents && journalTrouble(contents.error()) == JournalTrouble::Damaged)
        return replaceDamaged();
    return contents;
}

Result<JournalContents> JournalDatabase::openOwn()
{
    if (const Result<void> connected = connect(); !connected)
        return failure(connected.error());
    const JournalReading reading = m_sideFile.hasLines() ? JournalReading::Whole : JournalReading::Start;
    Result<JournalContents> contents =
        readJournal(m_connection, reading).map([](const QList<StoredJob> &jobs) { return JournalContents{.jobs = jobs}; });
    if (!contents)
        return contents;
    if (const Result<void> taken = takeInSideFile(*contents); !taken)
        return failure(taken.error());
    return contents;
}

/// The file is open for this process alone, of the present version, and set up.
Result<void> JournalDatabase::connect()
{
    Result<int> version = m_connection.open(m_path, JournalConnection::Access::ReadWrite).and_then([this] { return takeAlone(); });
    if (!version)
        return failure(version.error());
    return configure()
        .and_then([this, &version] { return bringUpToDate(*version); })
        .and_then([this] { return readMeta(); })
        .and_then([this] { return m_writer.load(); });
}

/// Returns the schema's version. Nothing has been changed so far.
Result<int> JournalDatabase::takeAlone()
{
    // EXCLUSIVE comes before WAL: no shared-memory file, and nobody else can open the journal meanwhile.
    for (const char *statement : {"PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT"}) {
        if (const Result<void> done = m_connection.run(QLatin1String(statement)); !done)
            return failure(done.error());
    }
    const Result<QVariant> version = m_connection.value(QStringLiteral("PRAGMA user_version"));
    const Result<QVariant> application = m_connection.value(QStringLiteral("PRAGMA application_id"));
    if (!version || !application)
        return failure(version ? application.error() : version.error());
    if (version->toInt() > journalSchemaVersion)
        return failure(journalError(newerNotice()));
    const bool isNew = application->toInt() == 0 && version->toInt() == 0;
    if (!isNew && application->toInt() != journalApplicationId) {
        return failure(journalError(tr("%1 is not a journal of Clearsky. It is left as it is and nothing is sent. Move it away, "
                                       "then start Clearsky again.")
                                        .arg(QDir::toNativeSeparators(m_path))));
    }
    return version->toInt();
}

Result<void> JournalDatabase::configure()
{
    const bool remote = isOnNetworkFileSystem(m_path);
    for (const char *pragma : {remote ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL",
                               remote ? "PRAGMA synchronous = EXTRA" : "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
                               "PRAGMA wal_autocheckpoint = 1000", "PRAGMA journal_size_limit = 67108864", "PRAGMA fullfsync = 1",
                               "PRAGMA checkpoint_fullfsync = 1"}) {
        if (Result<void> done = m_connection.run(QLatin1String(pragma)); !done)
            return done;
    }
    return {};
}

Result<void> JournalDatabase::bringUpToDate(int version)
{
    if (version == journalSchemaVersion)
        return {};
    if (version == 0)
        return inTransaction(journalSchema());
    const QString time = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString copy = m_path + QStringLiteral(".version%1-%2").arg(version).arg(time);
    // SQLite makes the copy: opening the file a second time and closing it would give up its locks.
    return ensurePrivateFile(copy)
        .and_then([this, &copy] { return m_connection.run(QStringLiteral("VACUUM INTO ?"), {copy}); })
        .and_then([this, version] { return inTransaction(journalMigration(version)); });
}

/// Afterwards the file's own header says what was done to it, not only its write-ahead log.
Result<void> JournalDatabase::inTransaction(const QStringList &statements)
{
    Result<void> done = m_connection.run(QStringLiteral("BEGIN IMMEDIATE"));
    for (const QString &statement : statements) {
        if (done)
            done = m_connection.run(statement);
    }
    if (done)
        done = m_connection.run(QStringLiteral("COMMIT"));
    if (done)
        return m_connection.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    static_cast<void>(m_connection.run(QStringLiteral("ROLLBACK")));
    return done;
}

Result<void> JournalDatabase::readMeta()
{
    const Result<QVariant> lineage = m_connection.value(QStringLiteral("SELECT lineage FROM meta"));
    const Result<QVariant> commits = m_connection.value(QStringLiteral("SELECT commits FROM meta"));
    if (!lineage || !commits)
        return failure(lineage ? commits.error() : lineage.error());
    m_lineage = lineage->toString();
    m_commits = commits->toLongLong();
    return {};
}

Result<JournalContents> JournalDatabase::openNewer()
{
    m_refusal = journalError(newerNotice());
    JournalContents contents{.readOnly = true, .notice = newerNotice()};
    Result<QList<StoredJob>> jobs =
        m_connection.open(m_path, JournalConnection::Access::ReadOnly).and_then([this] { return readJournal(m_connection); });
    m_connection.close();
    if (jobs)
        contents.jobs = *jobs;
    else if (journalTrouble(jobs.error()) == JournalTrouble::Busy)
        return failure(jobs.error());
    return contents; // tables that cannot be read are the newer version's
}

Result<JournalContents> JournalDatabase::replaceDamaged()
{
    // Damaged or not, it is not moved while another process has it.
    const Result<int> alone = m_connection.open(m_path, JournalConnection::Access::ReadWrite).and_then([this] {
        return takeAlone();
    });
    m_connection.close();
    if (!alone && journalTrouble(alone.error()) == JournalTrouble::Busy)
        return failure(alone.error());
    const Result<QString> aside = moveJournalAside(m_path, QDateTime::currentDateTimeUtc());
    if (!aside)
        return failure(aside.error());
    QFile::remove(damageMark());

    QList<StoredJob> salvaged;
    if (m_connection.open(*aside, JournalConnection::Access::ReadOnly))
        salvaged = asDamagedRecords(readJournal(m_connection, JournalReading::Salvage).value_or(QList<StoredJob>()));
    m_connection.close();

    QList<JournalChanges> records;
    for (const StoredJob &job : std::as_const(salvaged))
        records.append({.jobId = job.summary.id, .newJob = job});
    Result<JournalContents> contents = ensurePrivateFile(m_path)
        .and_then([this] { return connect(); })
        .and_then([&] { return records.isEmpty() ? Result<void>() : write(records); })
        .and_then([this] { return openOwn(); });
    if (contents) {
        const QString saved = QCoreApplication::translate("Journal", "%n job(s) could be read and are shown as damaged records.",
                                                          nullptr, static_cast<int>(salvaged.size()));
        contents->notice = tr("The journal, Clearsky's record of its deletions, was damaged. It was moved aside to %1 and a new "
                              "one was begun. %2 Look at the provider's lists before you delete anything.")
                               .arg(QDir::toNativeSeparators(*aside), saved);
    }
    return contents;
}

/// What came in while the journal refused writes is taken in; the file is then kept under another name.
Result<void> JournalDatabase::takeInSideFile(JournalContents &contents)
{
    if (m_sideFile.hasLines()) {
        const QList<JournalChanges> lines = m_sideFile.read(m_lineage);
        if (const QList<JournalChanges> missing = missingIn(contents.jobs, lines); !missing.isEmpty()) {
            const Result<QList<StoredJob>> jobs =
                write(missing).and_then([this] { return readJournal(m_connection); });
            if (!jobs)
                return failure(jobs.error());
            contents.jobs = *jobs;
        }
        const Result<QString> aside = m_sideFile.setAside(QDateTime::currentDateTimeUtc());
        if (!aside)
            return failure(aside.error());
        if (lines.isEmpty()) {
            contents.notice = tr("The emergency file beside the journal belongs to another journal. Nothing was taken from it; it "
                                 "is kept as %1.")
                                  .arg(QDir::toNativeSeparators(*aside));
        }
    }
    return m_sideFile.prepare();
}

Result<QList<JobItem>> JournalDatabase::readItems(int jobNumber, int from)
{
    return readItemsOf(m_connection, jobNumber, from);
}

Result<void> JournalDatabase::write(const QList<JournalChanges> &changes)
{
    if (m_refusal)
        return failure(*m_refusal);
    if (m_inDoubt) {
        const qint64 known = m_commits;
        if (const Result<void> again = reconnect(); !again) {
            m_commits = known; // what it read is to be compared when it succeeds
            return failure(noteDamage(again.error()));
        }
        m_inDoubt = false;
        if (m_commits > known)
            return {};
    }
    Result<void> done = m_connection.run(QStringLiteral("BEGIN IMMEDIATE"));
    for (const JournalChanges &each : changes) {
        if (done)
            done = m_writer.write(each);
    }
    if (done)
        done = m_connection.run(QStringLiteral("UPDATE meta SET commits = commits + 1"), {});
    if (done)
        done = m_connection.run(QStringLiteral("COMMIT"));
    m_writer.ended(done.has_value());
    if (done) {
        ++m_commits;
        return {};
    }
    static_cast<void>(m_connection.run(QStringLiteral("ROLLBACK")));
    m_inDoubt = journalTrouble(done.error()) == JournalTrouble::Other;
    return failure(noteDamage(done.error()));
}

/// After an I/O error nobody knows which pages reached the disk, and a sync that is asked for again may succeed without
/// having written them (engine.md row 8). So what is known to be durable is moved from the write-ahead log into the file, which
/// empties the log, and the file is opened anew before anything is added.
Result<void> JournalDatabase::reconnect()
{
    if (m_connection.isOpen()) {
        static_cast<void>(m_connection.run(QStringLiteral("ROLLBACK"))); // if that failed too
        if (Result<void> emptied = m_connection.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")); !emptied)
            return emptied;
    }
    return connect();
}

Result<void> JournalDatabase::writeAside(const JournalChanges &changes)
{
    return m_sideFile.append(m_lineage, changes);
}

Result<void> JournalDatabase::check()
{
    if (m_refusal)
        return failure(*m_refusal);
    const Result<QVariant> verdict = m_connection.value(QStringLiteral("PRAGMA quick_check(1)"));
    if (verdict && verdict->toString() == u"ok")
        return {};
    constexpr int corrupt = 11; // SQLITE_CORRUPT
    const Error error = verdict ? journalError(QString::number(corrupt), verdict->toString()) : verdict.error();
    if (journalTrouble(error) != JournalTrouble::Damaged)
        return {}; // busy or unreadable is not damaged; writing will tell
    return failure(noteDamage(error));
}

Error JournalDatabase::noteDamage(const Error &error)
{
    if (!m_refusal && journalTrouble(error) == JournalTrouble::Damaged) {
        m_refusal = error;
        static_cast<void>(ensurePrivateFile(damageMark()));
    }
    return error;
}

} // namespace Clearsky

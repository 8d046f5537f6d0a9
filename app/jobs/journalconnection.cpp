// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journalconnection.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QUuid>

namespace Clearsky {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Journal", text);
}

Error errorOf(const QSqlError &error)
{
    return journalError(error.nativeErrorCode(), error.text());
}

} // namespace

JournalTrouble journalTrouble(const Error &error)
{
    // SQLite's primary result codes, part of its file and programming interface (sqlite.org/rescode.html).
    switch (error.code.toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return JournalTrouble::Busy;
    case 13: // SQLITE_FULL
        return JournalTrouble::Full;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return JournalTrouble::Damaged;
    default:
        return JournalTrouble::Other;
    }
}

Error journalError(const QString &code, const QString &detail)
{
    Error error{.kind = Error::Kind::Storage, .detail = detail, .code = code};
    switch (journalTrouble(error)) {
    case JournalTrouble::Busy:
        error.message = tr("Another Clearsky is using this data folder, so no jobs are shown and nothing is sent. Close it, or "
                           "start this one with another data folder.");
        break;
    case JournalTrouble::Full:
        error.message = tr("The disk is full, so nothing more is sent. Make room; Clearsky goes on by itself.");
        break;
    case JournalTrouble::Damaged:
        error.message = tr("The journal is damaged, so nothing more is sent. Start Clearsky again: it moves the file aside and "
                           "saves what can be read.");
        break;
    case JournalTrouble::Other:
        error.message = tr("The journal cannot be written, so nothing more is sent. Check the disk; Clearsky goes on by itself.");
        break;
    }
    return error;
}

Error journalError(const QString &message)
{
    return {.kind = Error::Kind::Storage, .message = message};
}

JournalConnection::JournalConnection()
    : m_name(QUuid::createUuid().toString())
{
}

JournalConnection::~JournalConnection()
{
    close();
}

Result<void> JournalConnection::open(const QString &path, Access access)
{
    close();
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(access == Access::ReadOnly
                                     ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=500;QSQLITE_OPEN_READONLY")
                                     : QStringLiteral("QSQLITE_BUSY_TIMEOUT=500"));
    if (!m_database.open())
        return failure(errorOf(m_database.lastError()));
    return {};
}

void JournalConnection::close()
{
    if (!m_database.isValid())
        return;
    m_prepared.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> JournalConnection::run(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failure(errorOf(query.lastError()));
    return {};
}

Result<void> JournalConnection::run(const QString &sql, const QVariantList &values)
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
    const bool done = query.exec();
    const Error error = done ? Error() : errorOf(query.lastError());
    query.finish();
    if (!done)
        return failure(error);
    return {};
}

Result<QVariant> JournalConnection::value(const QString &sql)
{
    return rows(sql).map([](QSqlQuery query) { return query.next() ? query.value(0) : QVariant(); });
}

Result<QSqlQuery> JournalConnection::rows(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return failure(errorOf(query.lastError()));
    return query;
}

} // namespace Clearsky

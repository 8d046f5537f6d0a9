// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <map>

namespace Clearsky {

/// What stands between the journal and its file. Code decides on this, people read the message of journalError().
enum class JournalTrouble {
    Busy,    ///< another process has the file
    Full,    ///< the disk is full
    Damaged, ///< the file's content is not what it should be
    Other,   ///< the disk, the memory or the system refuses
};

[[nodiscard]] JournalTrouble journalTrouble(const Error &error);
/// `code` is SQLite's extended result code.
[[nodiscard]] Error journalError(const QString &code, const QString &detail);
/// An error of the journal that SQLite does not know.
[[nodiscard]] Error journalError(const QString &message);

/// One connection to a SQLite file, for one thread at a time. Statements with values are prepared once.
class JournalConnection final
{
    Q_DISABLE_COPY_MOVE(JournalConnection)

public:
    enum class Access { ReadWrite, ReadOnly };

    JournalConnection();
    ~JournalConnection();

    /// The file exists already. Nothing is read or locked yet.
    [[nodiscard]] Result<void> open(const QString &path, Access access);
    void close();
    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }

    [[nodiscard]] Result<void> run(const QString &sql);
    [[nodiscard]] Result<void> run(const QString &sql, const QVariantList &values);
    /// The first column of the first row; an invalid QVariant when there is none.
    [[nodiscard]] Result<QVariant> value(const QString &sql);
    /// For reading rows: positioned before the first.
    [[nodiscard]] Result<QSqlQuery> rows(const QString &sql);

private:
    QString m_name;
    QSqlDatabase m_database;
    std::map<QString, QSqlQuery> m_prepared;
};

} // namespace Clearsky

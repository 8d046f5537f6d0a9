// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QDateTime>

QT_BEGIN_NAMESPACE
class QFileDevice;
QT_END_NAMESPACE

namespace Clearsky {

/// What the first bytes of a journal say, read without SQLite: it would begin to recover and rewrite the file.
struct JournalHeader
{
    int version = 0;       ///< user_version; 0: not made yet
    int applicationId = 0; ///< 0: not made yet
};

/// Nothing when the file is empty or does not begin like a SQLite file. Not for a file that this process has open: closing
/// it again would give up SQLite's locks (sqlite.org/howtocorrupt.html, 2.2).
[[nodiscard]] std::optional<JournalHeader> readJournalHeader(const QString &path);

/// Renames a damaged journal with its write-ahead log to `journal.sqlite.corrupt-<time>`; returns the new path.
[[nodiscard]] Result<QString> moveJournalAside(const QString &path, const QDateTime &now);

/// Whether locks and syncs cannot be trusted on a file system of this type, as QStorageInfo names it.
[[nodiscard]] bool isNetworkFileSystem(const QByteArray &type);
[[nodiscard]] bool isOnNetworkFileSystem(const QString &path);

/// Writes what the system still holds of an open file to its disk.
[[nodiscard]] bool syncToDisk(QFileDevice &file);

} // namespace Clearsky

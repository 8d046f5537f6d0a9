// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journalfile.h"

#include "app/jobs/journalconnection.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace Clearsky {

namespace {

int bigEndian(const QByteArray &bytes, qsizetype at)
{
    quint32 number = 0;
    for (const char byte : bytes.sliced(at, 4))
        number = number << 8 | static_cast<quint8>(byte);
    return static_cast<int>(number);
}

} // namespace

std::optional<JournalHeader> readJournalHeader(const QString &path)
{
    // sqlite.org/fileformat.html, 1.3: the header string, user_version at 60, application_id at 68, big-endian.
    constexpr qint64 headerSize = 100;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray header = file.read(headerSize);
    if (header.size() < headerSize || !header.startsWith("SQLite format 3"))
        return {};
    return JournalHeader{.version = bigEndian(header, 60),
                         .applicationId = bigEndian(header, 68)};
}

Result<QString> moveJournalAside(const QString &path, const QDateTime &now)
{
    const QString stem = path + QStringLiteral(".corrupt-") + now.toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString aside = stem;
    for (int i = 2; QFileInfo::exists(aside); ++i)
        aside = QStringLiteral("%1-%2").arg(stem).arg(i);
    // The log first: left behind alone, it would be taken for the new journal's.
    for (const char *suffix : {"-wal", "-journal", ""}) {
        const QString part = QLatin1String(suffix);
        if (QFileInfo::exists(path + part) && !QFile::rename(path + part, aside + part)) {
            return failure(journalError(
                QCoreApplication::translate("Journal", "The journal %1 is damaged and cannot be moved aside, so nothing is sent. "
                                                       "Move it yourself, then start Clearsky again.")
                    .arg(QDir::toNativeSeparators(path))));
        }
    }
    return aside;
}

bool isNetworkFileSystem(const QByteArray &type)
{
    static const QList<QByteArray> remote{"nfs",  "nfs4",  "cifs",   "smb3",       "smbfs",   "smb2",       "afs",  "afpfs",
                                          "coda", "ncpfs", "webdav", "fuse.sshfs", "9p",      "fuse.davfs", "ceph", "glusterfs",
                                          "davfs", "fuse.glusterfs", "lustre",   "fuse.rclone", "fuse.s3fs"};
    return remote.contains(type.toLower());
}

bool isOnNetworkFileSystem(const QString &path)
{
    return isNetworkFileSystem(QStorageInfo(QFileInfo(path).absolutePath()).fileSystemType());
}

bool syncToDisk(QFileDevice &file)
{
    if (!file.flush())
        return false;
#ifdef Q_OS_WIN
    return _commit(file.handle()) == 0;
#else
    return ::fsync(file.handle()) == 0;
#endif
}

} // namespace Clearsky

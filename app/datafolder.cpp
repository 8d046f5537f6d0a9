// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/datafolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace Clearsky {

namespace {

constexpr QFileDevice::Permissions ownerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions ownerFolder = ownerFile | QFileDevice::ExeOwner;

QString tr(const char *text)
{
    return QCoreApplication::translate("DataFolder", text);
}

tl::unexpected<Error> storageFailure(const QString &message, const QString &detail = {})
{
    return failure({.kind = Error::Kind::Storage, .message = message, .detail = detail});
}

// The system's own call makes the last part of the path narrow from the first moment on; permissions set
// afterwards would leave a gap.
bool makeFolder(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return true;
    if (!QDir().mkpath(info.absolutePath()))
        return false;
#ifdef Q_OS_UNIX
    return ::mkdir(QFile::encodeName(path).constData(), S_IRWXU) == 0;
#else
    return QDir().mkdir(path);
#endif
}

Result<void> preparePrivateFolder(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (!makeFolder(path)) {
        return storageFailure(
            tr("The data folder %1 cannot be created. Choose another one with --data-dir.").arg(shown));
    }
#ifdef Q_OS_UNIX
    if (QFileInfo(path).ownerId() != ::geteuid()) {
        return storageFailure(
            tr("The data folder %1 belongs to another user. Choose another one with --data-dir.").arg(shown));
    }
#endif
    if (!QFile::setPermissions(path, ownerFolder) || !QFileInfo(path).isWritable()) {
        return storageFailure(
            tr("The data folder %1 cannot be written to. Choose another one with --data-dir.").arg(shown));
    }
    return {};
}

} // namespace

DataFolder::DataFolder(QString path) : m_path(std::move(path))
{
}

Result<DataFolder> DataFolder::open(const QString &path)
{
    const QString wanted =
        path.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) : path;
    const QString absolute = QDir::cleanPath(QFileInfo(wanted).absoluteFilePath());
    if (const auto prepared = preparePrivateFolder(absolute); !prepared)
        return failure(prepared.error());
    return DataFolder(absolute);
}

QString DataFolder::accountsFile() const
{
    return m_path + QStringLiteral("/accounts.json");
}

QString DataFolder::settingsFile() const
{
    return m_path + QStringLiteral("/settings.ini");
}

QString DataFolder::journalFile() const
{
    return m_path + QStringLiteral("/journal.sqlite");
}

QString DataFolder::logFile() const
{
    return m_path + QStringLiteral("/clearsky.log");
}

Result<QString> DataFolder::marksFolder() const
{
    return subfolder(QStringLiteral("marks"));
}

Result<QString> DataFolder::practiceFolder() const
{
    return subfolder(QStringLiteral("practice"));
}

Result<QString> DataFolder::subfolder(const QString &name) const
{
    const QString path = m_path + QLatin1Char('/') + name;
    if (const auto prepared = preparePrivateFolder(path); !prepared)
        return failure(prepared.error());
    return path;
}

bool makePrivate(QFileDevice &file)
{
    return file.setPermissions(ownerFile);
}

Result<void> ensurePrivateFile(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (QFileInfo(path).isSymLink()) {
        return storageFailure(
            tr("%1 is a link to another place and is not used. Replace it with a plain file.").arg(shown));
    }
    QFile file(path);
    if (!file.exists() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerFile))
        return {};
    if (!makePrivate(file)) {
        return storageFailure(
            tr("%1 cannot be written to. Check its owner and the free space on the disk.").arg(shown),
            file.errorString());
    }
    return {};
}

Result<void> writePrivateFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    // Permissions before content: nobody else can open it in between.
    if (file.open(QIODevice::WriteOnly) && makePrivate(file) && file.write(bytes) == bytes.size()
        && file.commit())
        return {};
    return storageFailure(tr("%1 cannot be written. Check its permissions and the free space on the disk.")
                              .arg(QDir::toNativeSeparators(path)),
                          file.errorString());
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QString>

QT_BEGIN_NAMESPACE
class QFileDevice;
QT_END_NAMESPACE

namespace Clearsky {

/// The folder with everything Clearsky keeps: accounts, settings, journal, log and the practice cloud. Only
/// its owner may enter it, and each file in it is made for its owner alone, whatever the umask says.
class DataFolder
{
public:
    /// Creates the folder, or narrows the permissions of an existing one. An empty path means the system's
    /// place for application data (QStandardPaths::AppLocalDataLocation). A folder of somebody else is
    /// refused.
    [[nodiscard]] static Result<DataFolder> open(const QString &path);

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString accountsFile() const;
    [[nodiscard]] QString settingsFile() const;
    [[nodiscard]] QString journalFile() const;
    [[nodiscard]] QString logFile() const;
    /// Marks of the lists, created on demand.
    [[nodiscard]] Result<QString> marksFolder() const;
    /// The practice cloud's own folder, created on demand.
    [[nodiscard]] Result<QString> practiceFolder() const;

private:
    explicit DataFolder(QString path);
    [[nodiscard]] Result<QString> subfolder(const QString &name) const;

    QString m_path;
};

/// Leaves reading and writing to the owner alone.
[[nodiscard]] bool makePrivate(QFileDevice &file);
/// Makes sure that the file exists and is its owner's alone, for those that open it by name (QSettings,
/// SQLite). A symbolic link is refused.
[[nodiscard]] Result<void> ensurePrivateFile(const QString &path);
/// Replaces a file at once or not at all; the new one is its owner's alone.
[[nodiscard]] Result<void> writePrivateFile(const QString &path, const QByteArray &bytes);

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QFile>
#include <QHash>
#include <QJsonObject>
#include <QList>

namespace Clearsky {

/// What a kept cloud was made from.
struct PracticeOrigin
{
    quint64 seed = 1;
    qint64 firstStartMs = 0;
    QHash<QString, int> counts{};
};

/// The truth on disk: what the cloud was made from, and one line per change since. A line is written before
/// the answer that tells of it leaves; a line cut off by a crash is dropped.
class PracticeStore
{
public:
    /// Finds the cloud in the folder, or makes the folder with `fresh`. Gives back what the cloud was made
    /// from.
    [[nodiscard]] Result<PracticeOrigin> open(const QString &folder, const PracticeOrigin &fresh);
    /// The kept changes in order; valid after open().
    [[nodiscard]] QList<QJsonObject> takeKept();
    /// Writes again from scratch, when the log has become much longer than it need be.
    [[nodiscard]] Result<void> rewrite(const PracticeOrigin &origin, const QList<QJsonObject> &changes);
    /// After an error the changes are kept in memory and written with the next ones.
    [[nodiscard]] Result<void> append(const QList<QJsonObject> &changes);
    void close();

private:
    [[nodiscard]] Result<void> openForAppending();

    QString m_path{};
    QFile m_file{};
    QList<QJsonObject> m_kept{};
    QByteArray m_pending{}; ///< could not be written yet
};

} // namespace Clearsky

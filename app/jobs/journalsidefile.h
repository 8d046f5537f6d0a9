// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalrecords.h"
#include "models/result.h"

namespace Clearsky {

/// The emergency file beside the journal (engine.md row 8): while the journal cannot be written, outcomes that came in are
/// appended here, one line each, on disk before append() returns. Its space is taken in advance, so that it can be written
/// on a full disk. It holds no secrets and no answers. Never deleted: what was read is renamed.
class JournalSideFile final
{
public:
    explicit JournalSideFile(QString path);

    /// Makes an empty file of its reserved size unless there is one.
    [[nodiscard]] Result<void> prepare() const;
    [[nodiscard]] Result<void> append(const QString &lineage, const JournalChanges &changes) const;
    [[nodiscard]] bool hasLines() const;
    /// The outcomes that belong to this journal, in their order. Lines that are torn or of another journal are left out.
    [[nodiscard]] QList<JournalChanges> read(const QString &lineage) const;
    /// Renames the file; returns its new name.
    [[nodiscard]] Result<QString> setAside(const QDateTime &now) const;

private:
    QString m_path;
};

} // namespace Clearsky

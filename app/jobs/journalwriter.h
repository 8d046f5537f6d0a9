// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalrecords.h"
#include "models/result.h"

#include <QHash>

namespace Clearsky {

class JournalConnection;

/// Puts changes into the journal's tables. Its calls stand inside a transaction of the caller.
class JournalWriter final
{
public:
    explicit JournalWriter(JournalConnection &connection);

    /// Learns what the file already knows. To be called when it was opened, and again when it was opened anew.
    [[nodiscard]] Result<void> load();
    [[nodiscard]] Result<void> write(const JournalChanges &changes);
    /// The transaction is durable, or was rolled back.
    void ended(bool durable);

private:
    [[nodiscard]] Result<void> writeNewJob(const StoredJob &job);
    [[nodiscard]] Result<void> writeNewItem(qint64 job, int position, const JobItem &item);
    [[nodiscard]] Result<void> writeSummary(qint64 job, const JobSummary &summary);
    [[nodiscard]] Result<void> writePartsWithOthers(qint64 job, const QStringList &parts);
    [[nodiscard]] Result<void> writeIntent(qint64 job, const RequestIntent &intent, const QList<ItemChange> &items);
    [[nodiscard]] Result<void> writeOutcome(qint64 job, const RequestOutcome &outcome);
    [[nodiscard]] Result<void> writeLook(qint64 job, const LookRecord &look);
    [[nodiscard]] Result<void> writeItems(qint64 job, const QList<ItemChange> &changes);
    [[nodiscard]] Result<void> writeRun(qint64 job, const ItemChange &change, int lastPosition);
    [[nodiscard]] Result<void> writeEvent(qint64 job, const QString &event);
    [[nodiscard]] Result<qint64> numberOf(const QString &jobId);
    /// Runs a statement whose last values are the ids of these words, in their order.
    [[nodiscard]] Result<void> runWithPhrases(const QString &sql, QVariantList values, const QStringList &words);
    [[nodiscard]] Result<qint64> phrase(const QString &words);

    JournalConnection &m_connection;
    QHash<QString, qint64> m_numbers; ///< job id → row
    QHash<QString, qint64> m_phrases;
    QStringList m_newPhrases;         ///< of the running transaction
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/job.h"

#include <QHash>

namespace Clearsky {

/// A job as the journal keeps it.
struct StoredJob
{
    JobSummary summary{};
    QString origin{};
    QByteArray planSha256{};
    qint64 listedTotal = -1;       ///< rows of the list that the plan was made from
    QDateTime expiresAt{};
    QStringList partsWithOthers{}; ///< scopes whose list, when last seen, showed more than this job had sent or seen gone; sorted
    QList<JobItem> items{};        ///< by position; empty: still to be read, only the summary's counts are known
    QList<RequestRecord> requests{}; ///< delete requests, by number
    QHash<int, QString> providerJobs{}; ///< request number → the provider's job id

    friend bool operator==(const StoredJob &, const StoredJob &) = default;
};

/// What an opened journal holds, and what may be done with it.
struct JournalContents
{
    QList<StoredJob> jobs{};
    bool readOnly = false;         ///< a newer Clearsky wrote it: nothing may be sent or written
    QString notice{};              ///< translated; what the user has to be told, or empty
};

/// An item's new state; everything the journal keeps of it besides what it is.
struct ItemChange
{
    int position = 0;
    JobItem item{};
};

/// The intent to send one delete request: durable before its first byte leaves.
struct RequestIntent
{
    RequestRecord record{};
    QString lane{};
    QByteArray bodySha256{};
};

/// What came of a request.
struct RequestOutcome
{
    RequestRecord record{};
    QString errorClass{};    ///< errorKindName(), or empty
    QString providerJobId{};
    QString answerExcerpt{}; ///< at most 2 KiB of a request's answer that was not a plain success
};

/// A look: the evidence on which items were judged.
struct LookRecord
{
    QDateTime at{};
    QString kind{};          ///< "list", "get" or "job"
    bool complete = false;
    int pages = 0;
    qint64 found = 0;
    QByteArray evidenceSha256{};
};

/// What is written together, in one transaction, about one job.
struct JournalChanges
{
    QString jobId{};
    std::optional<StoredJob> newJob{};
    std::optional<JobSummary> summary{};  ///< state, stop flag, note, end
    std::optional<RequestIntent> intent{};
    std::optional<RequestOutcome> outcome{};
    std::optional<LookRecord> look{};
    std::optional<QStringList> partsWithOthers{};
    QList<ItemChange> items{};
    QString event{};                      ///< for the job's history: "stopped by the user"
};

} // namespace Clearsky

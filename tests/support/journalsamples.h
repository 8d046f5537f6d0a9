// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalrecords.h"

namespace Clearsky {

/// A job of `items` items that nothing was done to yet. Its id is `job-<number>`.
[[nodiscard]] inline StoredJob makeJob(int number, int items)
{
    StoredJob job{.origin = QStringLiteral("practice:"), .planSha256 = "abc", .listedTotal = 12};
    job.summary = {.id = QStringLiteral("job-%1").arg(number),
                   .number = number,
                   .accountId = QStringLiteral("account"),
                   .accountName = QStringLiteral("Practice"),
                   .environment = Environment::Test,
                   .kindId = QStringLiteral("kind"),
                   .projectId = QStringLiteral("project"),
                   .state = JobState::Holding,
                   .total = items,
                   .createdAt = QDateTime::fromString(QStringLiteral("2026-11-21T10:00:00.000Z"), Qt::ISODateWithMs)};
    job.expiresAt = job.summary.createdAt.addSecs(60);
    for (int i = 0; i < items; ++i) {
        job.items.append({.ref = {.accountId = QStringLiteral("account"),
                                  .kindId = QStringLiteral("kind"),
                                  .id = QStringLiteral("id-%1").arg(i),
                                  .name = QStringLiteral("name %1").arg(i)},
                          .fingerprint = QStringLiteral("f%1").arg(i)});
    }
    return job;
}

/// The intent to send these items in request `number`, and its first `items` as Sending.
[[nodiscard]] inline JournalChanges sampleIntent(StoredJob &job, int number, const QList<int> &positions)
{
    JournalChanges changes{.jobId = job.summary.id};
    changes.intent = RequestIntent{.record = {.number = number,
                                              .at = job.summary.createdAt,
                                              .method = QStringLiteral("POST"),
                                              .path = QStringLiteral("/delete"),
                                              .items = static_cast<int>(positions.size())},
                                   .lane = QStringLiteral("lane"),
                                   .bodySha256 = "00ff"};
    for (const int position : positions) {
        job.items[position].state = ItemState::Sending;
        job.items[position].requestNumber = number;
        changes.items.append({position, job.items.at(position)});
    }
    return changes;
}

/// The answer to request `number`: the provider took these items on.
[[nodiscard]] inline JournalChanges sampleOutcome(StoredJob &job, int number, const QList<int> &positions)
{
    JournalChanges changes{.jobId = job.summary.id};
    changes.outcome = RequestOutcome{.record = {.number = number,
                                                .at = job.summary.createdAt,
                                                .method = QStringLiteral("POST"),
                                                .path = QStringLiteral("/delete"),
                                                .items = static_cast<int>(positions.size()),
                                                .httpStatus = 202,
                                                .requestId = QStringLiteral("request-%1").arg(number),
                                                .outcome = QStringLiteral("Accepted")},
                                     .providerJobId = QStringLiteral("provider-job-%1").arg(number)};
    for (const int position : positions) {
        job.items[position].state = ItemState::Accepted;
        job.items[position].noResend = true;
        changes.items.append({position, job.items.at(position)});
    }
    return changes;
}

/// A look proved these items gone.
[[nodiscard]] inline JournalChanges sampleProof(StoredJob &job, const QList<int> &positions)
{
    JournalChanges changes{.jobId = job.summary.id};
    changes.look = LookRecord{.at = job.summary.createdAt,
                              .kind = QStringLiteral("list"),
                              .complete = true,
                              .pages = 1,
                              .evidenceSha256 = "ab12"};
    for (const int position : positions) {
        job.items[position].state = ItemState::Deleted;
        job.items[position].ended = true;
        job.items[position].proof = QStringLiteral("list 2×, 412 rows");
        changes.items.append({position, job.items.at(position)});
    }
    return changes;
}

} // namespace Clearsky

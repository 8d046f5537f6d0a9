// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalrecords.h"
#include "models/result.h"

namespace Clearsky {

/// Where the Journal keeps its records: the SQLite file, or what stands for it in a simulation. All calls come from one
/// thread.
class JournalStore
{
public:
    virtual ~JournalStore() = default;

    /// Opens or creates the store and reads all jobs; fails with Error::Kind::Storage and leaves it as it is. Of a large job
    /// the counts come at once, its items by readItems().
    [[nodiscard]] virtual Result<JournalContents> open() = 0;
    /// The next items of that job from this position on, as many as do not keep a write waiting; empty: there are no more.
    [[nodiscard]] virtual Result<QList<JobItem>> readItems(int jobNumber, int from) = 0;
    /// Makes all of it durable in one transaction, or nothing. After a failure the next call must bring the same changes
    /// again: the failed ones may have become durable all the same, and are then not written twice.
    [[nodiscard]] virtual Result<void> write(const QList<JournalChanges> &changes) = 0;
    /// Keeps the outcome of a request elsewhere while write() fails.
    [[nodiscard]] virtual Result<void> writeAside(const JournalChanges &changes) = 0;
    /// Reads through all of it. After damage was found write() fails.
    [[nodiscard]] virtual Result<void> check() = 0;
    virtual void close() = 0;
};

} // namespace Clearsky

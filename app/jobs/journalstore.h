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

    /// Opens or creates the store and reads all jobs; fails with Error::Kind::Storage and leaves it as it is.
    [[nodiscard]] virtual Result<QList<StoredJob>> open() = 0;
    /// Makes all of it durable in one transaction, or nothing.
    [[nodiscard]] virtual Result<void> write(const QList<JournalChanges> &changes) = 0;
    virtual void close() = 0;
};

} // namespace Clearsky

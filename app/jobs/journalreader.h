// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalrecords.h"
#include "models/result.h"

namespace Clearsky {

class JournalConnection;

enum class JournalReading {
    Start,   ///< as Whole, but jobs of more than largestJobAtStart items come with their counts and without their items
    Whole,   ///< an error ends it
    Salvage, ///< of a damaged file: what can be read before the error
};

constexpr int largestJobAtStart = 20000;

/// All jobs of a journal of the present schema, or of a newer one that still has its tables, oldest first.
[[nodiscard]] Result<QList<StoredJob>> readJournal(JournalConnection &connection, JournalReading reading = JournalReading::Whole);

/// The next items of one job from this position on, as many as are read while nobody has to wait; empty: there are no more.
[[nodiscard]] Result<QList<JobItem>> readItemsOf(JournalConnection &connection, int jobNumber, int from);

/// What a job read from a damaged journal is worth: a list of what it was about. What had not ended is Unknown and is
/// never sent again.
[[nodiscard]] QList<StoredJob> asDamagedRecords(const QList<StoredJob> &salvaged);

} // namespace Clearsky

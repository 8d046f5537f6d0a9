// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/job.h"
#include "models/joboutlook.h"
#include "models/resourcekind.h"

namespace Clearsky {

/// "#14 prod-eu · 412 disk snapshots". `kind` may be null: a kind this version does not know.
[[nodiscard]] QString jobTitle(const JobSummary &job, const ResourceKind *kind);
/// "412 disk snapshots".
[[nodiscard]] QString jobItemsText(const JobSummary &job, const ResourceKind *kind);
/// Where the job stands, in one line: the countdown of the hold, the counts of a running job, the sentence of an
/// interrupted one, the summary of one that has ended.
[[nodiscard]] QString jobStatusText(const JobSummary &job, const QDateTime &now, const JobOutlook &outlook = {});
/// What there is to know besides: why it waits, what a person has to do, the heartbeat. Empty: nothing.
[[nodiscard]] QString jobNoteText(const JobSummary &job, const QDateTime &now = {}, const JobOutlook &outlook = {});
/// Minutes and seconds, rounded up: "0:07".
[[nodiscard]] QString countdownText(std::chrono::milliseconds left);

[[nodiscard]] StateMeaning::Tone jobTone(JobState state);
[[nodiscard]] QString jobIconName(JobState state); ///< under resources/icons
[[nodiscard]] StateMeaning::Tone itemTone(ItemState state);

/// Items whose fate is open after they may have left: Sending, Accepted, and Unknown before its deadline.
[[nodiscard]] int itemsBeingChecked(const JobSummary &job);

} // namespace Clearsky

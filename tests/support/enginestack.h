// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/accountstore.h"
#include "app/jobs/jobengine.h"
#include "app/jobs/journal.h"
#include "app/jobs/journalstore.h"
#include "app/net/requestqueue.h"
#include "app/practicehost.h"
#include "app/providers/connectionpool.h"
#include "models/deleteplan.h"
#include "tests/support/fastclock.h"
#include "tests/support/scriptedsecrets.h"

namespace Clearsky {

/// The engine and everything below it, in a folder, on a clock that runs `clockFactor` times as fast. What is on the wire
/// keeps the computer's own clock.
class EngineStack
{
public:
    EngineStack(const QString &folder, int clockFactor, PracticeHost *host, Registry kinds = makeRegistry(),
                HttpDeadlines deadlines = {}, std::unique_ptr<JournalStore> store = {});
    ~EngineStack();

    /// Where its journal is kept unless it is given another store.
    [[nodiscard]] static QString journalFile(const QString &folder) { return folder + QStringLiteral("/journal.sqlite"); }
    /// Opens the journal; false when it cannot be used.
    [[nodiscard]] bool open();
    /// The whole list as the kind's contract reads it. Empty when it cannot be read.
    [[nodiscard]] QList<Resource> list(const Account &account, const QString &kindId);
    /// The first `count` resources of the list that may be deleted without a caution.
    [[nodiscard]] QList<Resource> deletable(const Account &account, const QString &kindId, int count);
    [[nodiscard]] DeletePlan plan(const Account &account, const QString &kindId, const QList<Resource> &resources,
                                  qint64 listedTotal);
    /// What happens when a person saves an account that was edited.
    void change(const Account &account);
    /// Starts the plan and waits for the job's end; false when it does not come. The job's id is the plan's.
    [[nodiscard]] bool run(const DeletePlan &plan);
    [[nodiscard]] bool waitForEnd(const QString &jobId);

    FastClock clock;
    inline static SystemClock wireClock; ///< what is on the wire may outlive the stack, as it does in a killed program
    Registry registry;
    AccountStore accounts;
    ScriptedSecrets secrets;
    RequestQueue queue;
    ConnectionPool connections;
    Journal journal;
    JobEngine engine;
};

} // namespace Clearsky

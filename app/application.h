// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/datafolder.h"
#include "app/jobs/jobengine.h"
#include "models/account.h"

#include <memory>

namespace Clearsky {

class AccountStore;
class ConnectionPool;
class Connectivity;
class MarkStore;
class PracticeHost;
class Registry;
class SecretStore;
class Settings;

/// Owns everything that does something, in the order in which it is built, and hands out references. Windows get this.
class Application final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Application)

public:
    struct Options
    {
        double practiceSpeed = 20;
        /// For tests; both outlive the application. The clock is that of everything but the wire; null: the computer's.
        Clock *clock = nullptr;
        PracticeHost *practice = nullptr; ///< null: one of its own, in the data folder
    };

    Application(DataFolder folder, Options options);
    ~Application() override;

    // What cannot be read is told by problem(); the rest works.
    void readAccounts();
    /// Opens the journal, in its own thread: jobs appear as they are read.
    void openJobs();
    /// Begins to ask the system whether there is a network.
    void watchNetwork();

    [[nodiscard]] Clock &clock();
    [[nodiscard]] Settings &settings();
    [[nodiscard]] const Registry &registry() const;
    [[nodiscard]] AccountStore &accounts();
    [[nodiscard]] SecretStore &secrets();
    [[nodiscard]] MarkStore &marks();
    [[nodiscard]] ConnectionPool &connections();
    [[nodiscard]] Connectivity &connectivity();
    [[nodiscard]] JobEngine &jobs();

    /// The practice account, added when there is none.
    [[nodiscard]] Result<Account> practiceAccount();
    /// Why this account cannot be edited or removed now, translated; empty: it can.
    [[nodiscard]] QString accountIsBusy(const QString &accountId) const;

Q_SIGNALS:
    /// Something at start that a person must know: damaged accounts, a journal that cannot be used.
    void problem(const Clearsky::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Clearsky

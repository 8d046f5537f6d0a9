// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/accountstore.h"
#include "app/clock.h"
#include "app/markstore.h"
#include "app/settings.h"
#include "tests/bench/benchjobs.h"
#include "ui/dialogs.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"
#include "ui/workbench.h"

#include <QPointer>
#include <QTemporaryDir>

namespace Clearsky {

class ResourcePage;
class StreamSource;

/// The program's own window with one list of bench rows and its jobs: all that the windows do, without network and journal.
class BenchWindow
{
public:
    explicit BenchWindow(int rows);
    ~BenchWindow();
    Q_DISABLE_COPY_MOVE(BenchWindow)

    /// Opens the list, which begins to load.
    void openList();
    [[nodiscard]] ResourcePage &page() const;
    [[nodiscard]] StreamSource &source() const { return *m_source; }
    [[nodiscard]] MainActions &actions() { return m_window.actions(); }
    [[nodiscard]] BenchJobs &jobs() { return m_jobs; }
    /// A job for this list, which comes into its panel when it starts.
    void prepareJob(int items);
    void startJob();
    /// So many items of the job are gone, each another row of the list.
    void endItems(int count);
    /// These rows are proved gone.
    void drop(const QList<ResourceKey> &keys);
    /// Closes the list for good. It is opened anew, and loaded, with its marks of before.
    void reopenList();
    void closeList();

private:
    class NoDialogs final : public Dialogs
    {
        void ask(QWidget *, const Question &, QObject *, std::function<void(bool)> answered) override { answered(false); }
        void showError(QWidget *, const QString &, const Error &) override {}
        void showMessage(QWidget *, const QString &, const QString &) override {}
    };

    [[nodiscard]] Account account() const { return m_accounts.accounts().first(); }

    int m_rows;
    QTemporaryDir m_folder{};
    SystemClock m_clock{};
    Theme m_theme;
    Settings m_settings{m_folder.filePath(QStringLiteral("settings.ini"))};
    AccountStore m_accounts{m_folder.filePath(QStringLiteral("accounts.json")), m_clock};
    MarkStore m_marks{m_folder.filePath(QStringLiteral("marks"))};
    NoDialogs m_dialogs{};
    BenchJobs m_jobs{};
    QPointer<StreamSource> m_source{};
    MainWindow m_window{m_theme, m_settings};
    std::unique_ptr<Workbench> m_workbench{};
    quint32 m_dropped = 0;
};

} // namespace Clearsky

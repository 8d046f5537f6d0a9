// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "models/joblistmodel.h"

#include <QHash>
#include <QSet>
#include <QWidget>

#include <memory>

class QAction;
class QScrollArea;
class QTableView;

namespace Clearsky {

class JobBoard;
class JobRow;
class JobSource;
class PlainLabel;
class Settings;

/// All jobs that are not over, and the newest that are until they are dismissed: one row each, to be undone, stopped,
/// resumed and opened. References outlive the panel.
class JobPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobPanel)

public:
    /// More jobs than these are shown only while they are not over.
    static constexpr qsizetype mostJobs = 20;

    JobPanel(JobSource &jobs, QList<const ResourceKind *> kinds, Clock &clock, Settings &settings,
             QWidget *parent = nullptr);
    ~JobPanel() override;

    /// For menus. Undo (Ctrl+Z) is about the highlighted job, or else the newest that is held; Stop (Ctrl+.) about the
    /// highlighted one and only while the panel has the focus.
    [[nodiscard]] QAction *undoAction() const { return m_undo; }
    [[nodiscard]] QAction *stopAction() const { return m_stop; }
    /// Pause or Resume (Ctrl+Shift+Space), as Stop.
    [[nodiscard]] QAction *pauseAction() const { return m_pause; }

Q_SIGNALS:
    void openRequested(const QString &jobId);
    /// There are jobs to show now, or none any more.
    void emptyChanged(bool empty);

private:
    void buildTable();
    void buildActions();
    void pauseOrResume();
    [[nodiscard]] JobRow *makeRow(const JobSummary &job);
    void reload();
    void onJobChanged(const QString &jobId);
    void showRow(int row);
    void dismiss(const QString &jobId);
    void readDismissed();
    void tick();
    void onCurrentChanged();
    void updateActions();
    [[nodiscard]] QString currentJob() const;
    [[nodiscard]] QString jobToUndo() const;

    JobSource &m_jobs;
    Clock &m_clock;
    Settings &m_settings;
    JobListModel m_model;
    QHash<QString, JobRow *> m_rows{};
    QSet<int> m_dismissed{};   ///< numbers
    std::unique_ptr<Clock::Timer> m_tick{};
    bool m_empty = true;

    QTableView *m_table = nullptr;
    JobBoard *m_board = nullptr;
    QScrollArea *m_scroll = nullptr;
    PlainLabel *m_none = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_pause = nullptr;
};

} // namespace Clearsky

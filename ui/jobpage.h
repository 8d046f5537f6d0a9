// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "models/jobitemsmodel.h"
#include "models/requestlogmodel.h"

#include <QSet>
#include <QWidget>

#include <memory>

class QBoxLayout;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTabWidget;
class QTableView;

namespace Clearsky {

class JobSource;
class PlainLabel;
struct JobSummary;
struct ResourceKind;

/// One job in full: where it stands, each of its items, each of its requests. It is also the job's report once it has
/// ended. References outlive the page; `kind` may be null.
class JobPage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobPage)

public:
    JobPage(JobSource &jobs, QString jobId, const ResourceKind *kind, Clock &clock, QWidget *parent = nullptr);
    ~JobPage() override;

    [[nodiscard]] const QString &jobId() const { return m_jobId; }
    /// For the tab: "Job #14 — 412 disk snapshots".
    [[nodiscard]] QString pageTitle() const;

Q_SIGNALS:
    /// A new plan is wanted of these items, which ended without being gone.
    void retryRequested(const QList<Clearsky::ResourceRef> &items);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildHeader(QBoxLayout &column);
    void addButtons(QBoxLayout &row);
    void buildTabs(QBoxLayout &column);
    [[nodiscard]] QWidget *buildItems();
    [[nodiscard]] QWidget *buildLog();
    QPushButton *addButton(QBoxLayout &row, const QString &objectName, const QString &text);
    void connectSource();
    void updateSummary();
    void updateButtons(const JobSummary &job);
    void fillRetryMenu();
    void updateLogButton();
    void updateTabTexts();
    /// Bursts are shown at most ten times a second.
    void showSoon();
    void showPending();
    void copyAuthorization();

    JobSource &m_jobs;
    QString m_jobId;
    const ResourceKind *m_kind;
    Clock &m_clock;
    JobItemsModel m_items{};
    RequestLogModel m_log{};
    QSet<int> m_pendingItems{};
    QSet<int> m_pendingRows{};
    bool m_summaryPending = false;
    std::unique_ptr<Clock::Timer> m_soon{};
    std::unique_ptr<Clock::Timer> m_tick{};

    PlainLabel *m_state = nullptr;
    PlainLabel *m_summary = nullptr;
    PlainLabel *m_note = nullptr;
    QProgressBar *m_bar = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_resume = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_verifyAgain = nullptr;
    QPushButton *m_retry = nullptr;
    QTabWidget *m_tabs = nullptr;
    QLineEdit *m_filter = nullptr;
    QTableView *m_itemTable = nullptr;
    QTableView *m_logTable = nullptr;
    QPushButton *m_copyAuthorization = nullptr;
};

} // namespace Clearsky

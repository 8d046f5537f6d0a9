// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/job.h"
#include "models/joboutlook.h"

#include <QWidget>

class QAbstractButton;
class QHBoxLayout;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace Clearsky {

class PlainLabel;

/// The part of a job's row that stands beside the table: bar, counts, what it waits for, buttons. All its controls name
/// the job's number.
class JobRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobRow)

public:
    explicit JobRow(const JobSummary &job, QWidget *parent = nullptr);

    void setJob(const JobSummary &job, const QDateTime &now, const JobOutlook &outlook);
    void setSelected(bool selected);

Q_SIGNALS:
    void undoClicked();
    void stopClicked();
    void pauseClicked();
    void resumeClicked();
    void openClicked();
    void dismissClicked();
    /// A control of the row took the focus.
    void focused();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTexts(QHBoxLayout &row);
    void buildButtons(QHBoxLayout &row);
    QPushButton *addButton(QHBoxLayout &row, const QString &objectName, const QString &text, const QString &name);
    QToolButton *addToolButton(QHBoxLayout &row, const QString &objectName, const QString &iconName, const QString &name);
    void watch(QAbstractButton *button, void (JobRow::*clicked)());

    int m_number;
    bool m_selected = false;
    QProgressBar *m_bar = nullptr;
    PlainLabel *m_status = nullptr;
    PlainLabel *m_note = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_resume = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_stopAndVerify = nullptr;
    QToolButton *m_open = nullptr;
    QToolButton *m_dismiss = nullptr;
};

} // namespace Clearsky

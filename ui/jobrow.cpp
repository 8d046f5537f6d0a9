// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/jobrow.h"

#include "models/jobtext.h"
#include "ui/icons.h"
#include "ui/jobbar.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

JobRow::JobRow(const JobSummary &job, QWidget *parent)
    : QWidget(parent)
    , m_number(job.number)
{
    setObjectName(u"jobRow%1"_s.arg(job.number));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space(*this, 2), space(*this, 2), space(*this, 3), space(*this, 2));
    row->setSpacing(space(*this, 2));
    buildTexts(*row);
    buildButtons(*row);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void JobRow::buildTexts(QHBoxLayout &row)
{
    m_bar = makeJobBar(this);
    m_bar->setObjectName(u"jobProgress%1"_s.arg(m_number));
    m_bar->setAccessibleName(tr("Progress of job %1").arg(m_number));
    m_bar->setMaximumWidth(charactersWide(*this, 44)); // so that the bars of all rows are alike
    m_status = new PlainLabel(this);
    m_status->setObjectName(u"jobStatus%1"_s.arg(m_number));
    m_status->setAccessibleDescription(tr("Job Status"));
    m_status->setWordWrap(true);
    m_note = new PlainLabel(this);
    m_note->setObjectName(u"jobNote%1"_s.arg(m_number));
    m_note->setAccessibleDescription(tr("Job Note"));
    m_note->setWordWrap(true);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(space(*this, 1));
    texts->addStretch();
    auto *barLine = new QHBoxLayout;
    barLine->addWidget(m_bar, 1000);
    barLine->addStretch(1);
    texts->addLayout(barLine);
    texts->addWidget(m_status);
    texts->addWidget(m_note);
    texts->addStretch();
    row.addLayout(texts, 1);
}

void JobRow::buildButtons(QHBoxLayout &row)
{
    m_undo = addButton(row, u"undoJob"_s, tr("Undo"), tr("Undo job %1").arg(m_number));
    m_pause = addButton(row, u"pauseJob"_s, tr("Pause"), tr("Pause job %1").arg(m_number));
    m_resume = addButton(row, u"resumeJob"_s, tr("Resume"), tr("Resume job %1").arg(m_number));
    m_stopAndVerify = addButton(row, u"stopAndVerifyJob"_s, tr("Stop and Verify"),
                                tr("Stop and Verify job %1").arg(m_number));
    m_stop = addButton(row, u"stopJob"_s, tr("Stop"), tr("Stop job %1").arg(m_number));
    m_open = addToolButton(row, u"openJob"_s, u"list-checks"_s, tr("Open job %1").arg(m_number));
    m_dismiss = addToolButton(row, u"dismissJob"_s, u"x"_s, tr("Dismiss job %1").arg(m_number));
    watch(m_undo, &JobRow::undoClicked);
    watch(m_pause, &JobRow::pauseClicked);
    watch(m_resume, &JobRow::resumeClicked);
    watch(m_stopAndVerify, &JobRow::stopClicked);
    watch(m_stop, &JobRow::stopClicked);
    watch(m_open, &JobRow::openClicked);
    watch(m_dismiss, &JobRow::dismissClicked);
    setPlainToolTip(m_open, tr("Open job %1: its items and requests").arg(m_number));
    setPlainToolTip(m_dismiss, tr("Take job %1 off this panel; its record stays").arg(m_number));
}

QPushButton *JobRow::addButton(QHBoxLayout &row, const QString &objectName, const QString &text, const QString &name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(objectName + QString::number(m_number));
    button->setAccessibleName(name);
    row.addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

QToolButton *JobRow::addToolButton(QHBoxLayout &row, const QString &objectName, const QString &iconName,
                                   const QString &name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(objectName + QString::number(m_number));
    button->setAccessibleName(name);
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    row.addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

void JobRow::watch(QAbstractButton *button, void (JobRow::*clicked)())
{
    connect(button, &QAbstractButton::clicked, this, clicked);
    button->installEventFilter(this);
}

void JobRow::setJob(const JobSummary &job, const QDateTime &now, const JobOutlook &outlook)
{
    showProgress(*m_bar, job);
    m_bar->setVisible(job.state != JobState::Undone);
    m_status->setText(jobStatusText(job, now, outlook));
    m_note->setText(jobNoteText(job, now, outlook));
    m_note->setVisible(!m_note->text().isEmpty());
    m_note->setColorRole(job.state == JobState::NeedsAttention || job.recordDamaged ? ColorRole::Danger
                                                                                   : ColorRole::Muted);
    const bool interrupted = job.state == JobState::Interrupted;
    m_undo->setVisible(job.canUndo());
    m_pause->setVisible(job.canPause());
    m_resume->setVisible(job.canResume());
    m_stop->setVisible(!interrupted && !isEnd(job.state) && !job.canUndo());
    m_stop->setEnabled(job.canStop());
    m_stopAndVerify->setVisible(interrupted);
    m_stopAndVerify->setEnabled(job.canStop());
    m_dismiss->setVisible(isEnd(job.state));
}

void JobRow::setSelected(bool selected)
{
    if (selected == m_selected)
        return;
    m_selected = selected;
    update();
}

void JobRow::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), semanticColor(palette(), m_selected ? ColorRole::Selection : ColorRole::Base));
    painter.fillRect(QRect(0, height() - 1, width(), 1), mixed(semanticColor(palette(), ColorRole::Line),
                                                               semanticColor(palette(), ColorRole::Base), 0.6));
}

bool JobRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        Q_EMIT focused();
    return QWidget::eventFilter(watched, event);
}

} // namespace Clearsky

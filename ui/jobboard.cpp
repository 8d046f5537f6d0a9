// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/jobboard.h"

#include "models/joblistmodel.h"
#include "ui/jobrow.h"
#include "ui/metrics.h"

#include <QEvent>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace Clearsky {

JobBoard::JobBoard(QTableView *table, QWidget *parent)
    : QWidget(parent)
    , m_table(table)
{
    m_table->setParent(this);
}

void JobBoard::setRows(std::vector<JobRow *> rows)
{
    m_rows = std::move(rows);
    QWidget *before = m_table;
    for (JobRow *row : m_rows) {
        row->setParent(this);
        row->show();
        setTabOrder(before, row);
        before = row;
    }
    arrange();
}

void JobBoard::arrange()
{
    const int iconWidth = space(*this, 9);
    const int tableWidth = std::min(charactersWide(*this, 48) + iconWidth, width() * 2 / 5);
    m_table->setColumnWidth(JobListModel::StateColumn, iconWidth);
    m_table->setColumnWidth(JobListModel::JobColumn, tableWidth - iconWidth);
    const int rowWidth = width() - tableWidth;
    const int lowest = fontMetrics().height() * 3;
    int top = 0;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        JobRow *row = m_rows[i];
        const int height = std::max(lowest, row->heightForWidth(rowWidth));
        m_table->setRowHeight(static_cast<int>(i), height);
        row->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(tableWidth, top, rowWidth, height)));
        top += height;
    }
    m_table->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, tableWidth, top)));
    setMinimumHeight(top);
}

QRect JobBoard::rowRect(int row) const
{
    if (row < 0 || static_cast<size_t>(row) >= m_rows.size())
        return {};
    return m_rows[static_cast<size_t>(row)]->geometry();
}

void JobBoard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void JobBoard::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

} // namespace Clearsky

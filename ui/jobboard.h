// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <vector>

class QTableView;

namespace Clearsky {

class JobRow;

/// Lays out the table of jobs and, beside each of its rows, that job's controls. They stand beside the table because
/// assistive technology does not find widgets inside a table's cells.
class JobBoard final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobBoard)

public:
    explicit JobBoard(QTableView *table, QWidget *parent = nullptr);

    /// In the order of the table's rows.
    void setRows(std::vector<JobRow *> rows);
    /// Call it when a row may need another height.
    void arrange();
    [[nodiscard]] QRect rowRect(int row) const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QTableView *m_table;
    std::vector<JobRow *> m_rows{};
};

} // namespace Clearsky

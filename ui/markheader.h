// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHeaderView>

namespace Clearsky {

class ResourceTableModel;

/// The headings of a list. Above the marks stands a box that tells whether none, some or all of the rows shown are marked,
/// and that marks or unmarks them all. By keyboard: Mark All Matching.
class MarkHeader final : public QHeaderView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MarkHeader)

public:
    explicit MarkHeader(ResourceTableModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void markAllRequested(bool marked);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] Qt::CheckState state() const;
    [[nodiscard]] bool isOnBox(const QMouseEvent &event) const;

    ResourceTableModel &m_model;
    bool m_pressed = false;
};

} // namespace Clearsky

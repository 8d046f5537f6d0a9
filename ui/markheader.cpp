// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/markheader.h"

#include "models/resourcetablemodel.h"
#include "ui/style.h"

#include <QMouseEvent>
#include <QPainter>

namespace Clearsky {

MarkHeader::MarkHeader(ResourceTableModel &model, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_model(model)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    connect(&m_model, &ResourceTableModel::countsChanged, this, [this] { viewport()->update(); });
}

Qt::CheckState MarkHeader::state() const
{
    const qsizetype marked = m_model.marked() - m_model.markedHidden();
    if (marked == 0)
        return Qt::Unchecked;
    return marked == m_model.shown() ? Qt::Checked : Qt::PartiallyChecked;
}

void MarkHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    painter->save();
    QHeaderView::paintSection(painter, rect, logicalIndex);
    painter->restore();
    if (logicalIndex != ResourceTableModel::markColumn)
        return;
    const int side = style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, this);
    const QRect box = QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, {side, side}, rect);
    drawCheckBox(*painter, box, palette(), state(), m_model.isComplete(), false);
}

bool MarkHeader::isOnBox(const QMouseEvent &event) const
{
    const QPoint position = event.position().toPoint();
    return event.button() == Qt::LeftButton && logicalIndexAt(position) == ResourceTableModel::markColumn;
}

void MarkHeader::mousePressEvent(QMouseEvent *event)
{
    m_pressed = isOnBox(*event);
    if (!m_pressed)
        QHeaderView::mousePressEvent(event);
}

void MarkHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressed) {
        QHeaderView::mouseReleaseEvent(event);
        return;
    }
    m_pressed = false;
    // A part of a list is not marked as if it were the whole.
    if (isOnBox(*event) && m_model.isComplete())
        Q_EMIT markAllRequested(state() != Qt::Checked);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/plaintext.h"

#include <QAction>
#include <QEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace Clearsky {

PlainLabel::PlainLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : PlainLabel(parent)
{
    setText(text);
}

void PlainLabel::setText(const QString &text)
{
    QLabel::setText(visibleText(text));
    updateToolTip();
}

void PlainLabel::setLines(const QString &text)
{
    setWordWrap(true);
    QLabel::setText(visibleLines(text));
}

void PlainLabel::setElided(bool elided)
{
    m_elided = elided;
    updateGeometry();
    updateToolTip();
}

void PlainLabel::setColorRole(ColorRole role)
{
    m_role = role;
    applyColor();
}

void PlainLabel::setSelectable(bool selectable)
{
    setTextInteractionFlags(selectable ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                       : Qt::NoTextInteraction);
}

QSize PlainLabel::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    return m_elided ? QSize(std::min(hint.width(), fontMetrics().averageCharWidth() * 6), hint.height()) : hint;
}

void PlainLabel::paintEvent(QPaintEvent *event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    // Drawn by hand, because the whole text must stay what assistive technology reads.
    QPainter painter(this);
    const Qt::Alignment place = QStyle::visualAlignment(layoutDirection(), alignment());
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(place), palette(), isEnabled(), shownText(),
                          foregroundRole());
}

void PlainLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    updateToolTip();
}

void PlainLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColor();
}

QString PlainLabel::shownText() const
{
    return fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
}

void PlainLabel::updateToolTip()
{
    if (m_elided)
        setPlainToolTip(this, shownText() == text() ? QString() : text());
}

void PlainLabel::applyColor()
{
    if (m_role == ColorRole::Text)
        return;
    QPalette colors = palette();
    const QColor color = semanticColor(colors, m_role);
    if (colors.color(QPalette::WindowText) == color)
        return;
    colors = QPalette();
    colors.setColor(QPalette::WindowText, color);
    setPalette(colors);
}

void setPlainToolTip(QWidget *widget, const QString &text)
{
    widget->setToolTip(plainToolTip(text));
}

void setPlainToolTip(QAction *action, const QString &text)
{
    action->setToolTip(plainToolTip(text));
}

} // namespace Clearsky

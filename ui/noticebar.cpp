// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/noticebar.h"

#include "ui/icons.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace Clearsky {

namespace {

QString iconOf(StateMeaning::Tone tone)
{
    switch (tone) {
    case StateMeaning::Tone::Warning: return QStringLiteral("triangle-alert");
    case StateMeaning::Tone::Bad: return QStringLiteral("circle-alert");
    case StateMeaning::Tone::Good: return QStringLiteral("circle-check");
    default: return QStringLiteral("info");
    }
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new PlainLabel(this))
    , m_sentence(new PlainLabel(this))
    , m_first(new QPushButton(this))
    , m_second(new QPushButton(this))
{
    const int unit = fontMetrics().height();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(unit * 3 / 4, unit / 4, unit / 4, unit / 4);
    row->setSpacing(unit / 2);
    row->addWidget(m_icon);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_first);
    row->addWidget(m_second);
    m_sentence->setWordWrap(true);
    connect(m_first, &QPushButton::clicked, this, &NoticeBar::firstClicked);
    connect(m_second, &QPushButton::clicked, this, &NoticeBar::secondClicked);
    hide();
}

void NoticeBar::setNotice(StateMeaning::Tone tone, const QString &sentence, const QString &first, const QString &second)
{
    m_tone = tone;
    m_sentence->setText(sentence);
    m_icon->setPixmap(iconPixmap(iconOf(tone), colorRoleOf(tone), palette(), fontMetrics().height(), devicePixelRatioF()));
    m_first->setText(first);
    m_first->setVisible(!first.isEmpty());
    m_second->setText(second);
    m_second->setVisible(!second.isEmpty());
    setVisible(!sentence.isEmpty());
    update();
}

QString NoticeBar::sentence() const
{
    return m_sentence->text();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ChipColors colors = chipColors(palette(), m_tone);
    painter.setPen(mixed(colors.dot, colors.ground, 0.4));
    painter.setBrush(colors.ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace Clearsky

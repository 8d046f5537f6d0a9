// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/emptystate.h"

#include "ui/icons.h"
#include "ui/plaintext.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

namespace Clearsky {

namespace {

/// An aligned item would not get the height that its width asks for.
QHBoxLayout *centred(QWidget *widget)
{
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(widget, 100);
    row->addStretch(1);
    return row;
}

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new PlainLabel(this))
    , m_sentence(new PlainLabel(this))
    , m_buttonRow(new QHBoxLayout)
    , m_fold(new QToolButton(this))
    , m_details(new QPlainTextEdit(this))
{
    const int unit = fontMetrics().height();
    m_icon->setAlignment(Qt::AlignCenter);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMaximumWidth(30 * unit);
    m_sentence->setObjectName(QStringLiteral("emptyStateSentence"));
    m_fold->setText(tr("Show Details"));
    m_fold->setCheckable(true);
    m_details->setReadOnly(true);
    m_details->setAccessibleName(tr("Error Details"));
    m_details->setFixedHeight(7 * unit);
    m_details->setMaximumWidth(36 * unit);
    m_details->setTabChangesFocus(true);
    connect(m_fold, &QToolButton::toggled, m_details, &QWidget::setVisible);
    m_buttonRow->setSpacing(unit / 2);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(unit * 3 / 4);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addLayout(centred(m_sentence));
    column->addLayout(m_buttonRow);
    column->addWidget(m_fold, 0, Qt::AlignHCenter);
    column->addLayout(centred(m_details));
    column->addStretch(3);
}

void EmptyState::setContent(const QString &iconName, ColorRole iconColor, const QString &sentence,
                            const QString &details, const QList<QAction *> &actions)
{
    m_iconName = iconName;
    m_iconColor = iconColor;
    updateIcon();
    m_sentence->setText(sentence);
    m_details->setPlainText(visibleLines(details));
    m_fold->setVisible(!details.isEmpty());
    m_details->setVisible(!details.isEmpty() && m_fold->isChecked());
    setActions(actions);
}

void EmptyState::setActions(const QList<QAction *> &actions)
{
    // One of them may be why we are called.
    for (QPushButton *button : std::as_const(m_buttons)) {
        button->hide();
        button->setParent(nullptr);
        button->deleteLater();
    }
    m_buttons.clear();
    while (QLayoutItem *item = m_buttonRow->takeAt(0))
        delete item;
    m_buttonRow->addStretch();
    for (QAction *action : actions) {
        auto *button = new QPushButton(this);
        button->setAutoDefault(true); // Return presses it, as in a dialog
        const auto mirror = [button, action] {
            button->setText(action->text());
            button->setIcon(action->icon());
            button->setEnabled(action->isEnabled());
        };
        mirror();
        button->setAccessibleName(action->text().remove(u'&'));
        connect(action, &QAction::changed, button, mirror);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_buttonRow->addWidget(button);
        button->show();
        m_buttons.append(button);
    }
    m_buttonRow->addStretch();
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
}

void EmptyState::updateIcon()
{
    if (m_iconName.isEmpty())
        return;
    const int size = fontMetrics().height() * 5 / 2;
    m_icon->setPixmap(iconPixmap(m_iconName, m_iconColor, palette(), size, devicePixelRatioF()));
}

} // namespace Clearsky

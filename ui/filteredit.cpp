// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/filteredit.h"

#include "ui/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QInputMethodEvent>
#include <QScrollBar>
#include <QStringListModel>
#include <QStyledItemDelegate>
#include <QTextCharFormat>

#include <algorithm>

namespace Clearsky {

namespace {

/// Rows that are easy to hit.
class RoomyDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width() + option.fontMetrics.height(), std::max(24, option.fontMetrics.height() * 7 / 4)};
    }
};

} // namespace

FilterEdit::FilterEdit(Completions completions, QWidget *parent)
    : QLineEdit(parent)
    , m_completions(std::move(completions))
    , m_completer(new QCompleter(this))
    , m_list(new QStringListModel(this))
{
    m_completer->setModel(m_list);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(10);
    m_completer->setWidget(this); // not setCompleter(): that would complete the whole text
    m_completer->popup()->setItemDelegate(new RoomyDelegate(m_completer->popup()));
    m_completer->popup()->setAccessibleName(tr("Completions"));
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FilterEdit::take);
    connect(this, &QLineEdit::textEdited, this, &FilterEdit::offer);
}

void FilterEdit::offer()
{
    m_offered = m_completions(text(), cursorPosition());
    if (m_offered.texts.isEmpty() || !hasFocus()) {
        m_completer->popup()->hide();
        return;
    }
    m_list->setStringList(m_offered.texts);
    QAbstractItemView *popup = m_completer->popup();
    QRect below = cursorRect();
    below.translate(-fontMetrics().horizontalAdvance(text().mid(m_offered.replaced.start, m_offered.replaced.length)), 0);
    below.setBottom(rect().bottom());
    below.setWidth(popup->sizeHintForColumn(0) + popup->verticalScrollBar()->sizeHint().width() + fontMetrics().height());
    m_completer->complete(below);
    popup->setCurrentIndex({});
}

void FilterEdit::take(const QString &completion)
{
    const auto length = static_cast<int>(m_offered.replaced.length);
    setSelection(static_cast<int>(m_offered.replaced.start), length);
    insert(completion);
    // The popup is closing: what comes next is offered when it has closed.
    QMetaObject::invokeMethod(this, &FilterEdit::offer, Qt::QueuedConnection);
}

void FilterEdit::setWrong(std::optional<TextRange> range)
{
    m_wrong = range;
    QList<QInputMethodEvent::Attribute> attributes;
    if (range) {
        QTextCharFormat format;
        const QColor red = semanticColor(palette(), ColorRole::Danger);
        format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        format.setUnderlineColor(red);
        format.setForeground(red);
        attributes.append({QInputMethodEvent::TextFormat, static_cast<int>(range->start) - cursorPosition(),
                           static_cast<int>(range->length), format});
    }
    // The one way to format a part of a line edit: an input method that composes nothing.
    QInputMethodEvent event(QString(), attributes);
    inputMethodEvent(&event);
}

void FilterEdit::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_wrong)
        setWrong(m_wrong);
}

} // namespace Clearsky

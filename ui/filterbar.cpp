// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/filterbar.h"

#include "models/displaytext.h"
#include "ui/filterchip.h"
#include "ui/filteredit.h"
#include "ui/filterhelp.h"
#include "ui/icons.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QBoxLayout>
#include <QCompleter>
#include <QKeyEvent>
#include <QPushButton>
#include <QToolButton>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr auto pauseWhileTyping = 120ms;
constexpr qsizetype manyRows = 5000;

} // namespace

FilterBar::FilterBar(TableFilter &filter, ResourceTableModel &model, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_filter(filter)
    , m_model(model)
    , m_clock(clock)
{
    buildField();
    m_chipRow = new QWidget(this);
    m_chipLayout = new QHBoxLayout(m_chipRow);
    m_chipLayout->setContentsMargins({});
    m_chipLayout->setSpacing(space(*this, 1));
    m_chipLayout->addStretch(1);
    buildMessage();

    auto *top = new QHBoxLayout;
    top->setSpacing(space(*this, 1));
    top->addWidget(m_edit, 1);
    top->addWidget(m_help);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space(*this, 2));
    column->addLayout(top);
    column->addWidget(m_chipRow);
    column->addWidget(m_messageRow);
    connect(&m_filter, &TableFilter::changed, this, &FilterBar::showState);
    connect(&m_model, &ResourceTableModel::countsChanged, this, &FilterBar::announce);
    showState();
}

void FilterBar::buildField()
{
    m_edit = new FilterEdit([this](const QString &text, qsizetype caret) {
        return completionsFor(text, caret, m_filter.fields(), m_model.store().rows());
    }, this);
    m_edit->setObjectName(QStringLiteral("filter"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setPlaceholderText(tr("Filter: text, or state:available age>90d"));
    m_edit->setClearButtonEnabled(true);
    m_edit->addAction(icon(QStringLiteral("search"), ColorRole::Muted), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &FilterBar::onEdited);

    m_help = new QToolButton(this);
    m_help->setIcon(icon(QStringLiteral("circle-help"), ColorRole::Muted));
    m_help->setAccessibleName(tr("Filter Help"));
    m_help->setShortcut(QKeySequence::HelpContents);
    setPlainToolTip(m_help, tr("What can be written into the filter (%1)")
                                .arg(m_help->shortcut().toString(QKeySequence::NativeText)));
    connect(m_help, &QToolButton::clicked, this, [this] {
        m_edit->completer().popup()->hide(); // it would stay behind, and take the keys
        showFilterHelp(*m_help, m_filter.fields());
    });
}

void FilterBar::buildMessage()
{
    m_messageRow = new QWidget(this);
    m_message = new PlainLabel(m_messageRow);
    m_message->setObjectName(QStringLiteral("filterError"));
    m_message->setAccessibleDescription(tr("Filter Error"));
    m_message->setColorRole(ColorRole::Danger);
    m_message->setWordWrap(true);
    m_suggestion = new QPushButton(m_messageRow);
    m_suggestion->setAccessibleName(tr("Use Suggestion"));
    connect(m_suggestion, &QPushButton::clicked, this, &FilterBar::takeSuggestion);
    auto *row = new QHBoxLayout(m_messageRow);
    row->setContentsMargins({});
    row->setSpacing(space(*this, 2));
    row->addWidget(m_message, 1);
    row->addWidget(m_suggestion);
    // What is below stays in its place when chips and sentences take turns.
    row->addStrut(FilterChip(QString()).sizeHint().height());
}

void FilterBar::onEdited()
{
    if (m_model.total() < manyRows)
        apply();
    else
        m_delay = m_clock.callAfter(pauseWhileTyping, [this] { apply(); });
}

void FilterBar::setText(const QString &text)
{
    m_edit->setText(text);
    apply();
}

void FilterBar::apply()
{
    m_delay.reset();
    m_isAnnounced = false;
    m_filter.setText(m_edit->text());
    announce();
    Q_EMIT applied();
}

void FilterBar::showState()
{
    const std::optional<FilterError> &error = m_filter.error();
    m_edit->setWrong(error ? std::optional(error->at) : std::nullopt);
    m_message->setText(error ? error->message : QString());
    const QString suggestion = error ? error->suggestion.trimmed() : QString();
    m_suggestion->setText(tr("Use '%1'").arg(suggestion));
    m_suggestion->setVisible(!suggestion.isEmpty());
    m_messageRow->setVisible(error.has_value());
    showChips();
    m_chipRow->setVisible(!error && !m_chips.isEmpty());
    if (error) {
        m_isAnnounced = false;
        announce();
    }
}

void FilterBar::showChips()
{
    const std::vector<FilterNode> parts = partsOf(m_filter.root());
    QStringList texts;
    for (const FilterNode &part : parts)
        texts.append(textOf(part));
    QStringList shown;
    for (const FilterChip *chip : std::as_const(m_chips))
        shown.append(chip->text());
    if (texts == shown)
        return;
    for (FilterChip *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->deleteLater(); // it may be the one that was clicked
    }
    m_chips.clear();
    QWidget *before = m_help;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        auto *chip = new FilterChip(texts.at(i), m_chipRow);
        connect(chip, &FilterChip::clicked, this, [this, i] { removePart(static_cast<size_t>(i)); });
        m_chipLayout->insertWidget(static_cast<int>(i), chip);
        chip->show();
        setTabOrder(before, chip);
        before = chip;
        m_chips.append(chip);
    }
}

void FilterBar::removePart(size_t part)
{
    const FilterNode rest = withoutPart(m_filter.root(), part);
    setText(rest.isEmpty() ? QString() : textOf(rest));
    const auto next = std::min<qsizetype>(static_cast<qsizetype>(part), m_chips.size() - 1);
    if (next >= 0)
        m_chips.at(next)->setFocus();
    else
        m_edit->setFocus();
}

void FilterBar::takeSuggestion()
{
    if (!m_filter.error() || m_filter.text() != m_edit->text())
        return;
    const FilterError error = *m_filter.error();
    QString text = m_edit->text();
    setText(text.replace(error.at.start, error.at.length, error.suggestion));
    m_edit->setFocus();
}

/// Once for each filter, when its rows are found; without taking the focus or the word from anybody.
void FilterBar::announce()
{
    if (m_isAnnounced || (!m_filter.error() && !m_model.isArranged()))
        return;
    m_isAnnounced = true;
    const QString text = m_filter.error() ? m_filter.error()->message
                                          : tr("%1 of %2 shown").arg(countText(m_model.shown()), countText(m_model.total()));
    if (text == m_edit->accessibleDescription())
        return;
    m_edit->setAccessibleDescription(text);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(m_edit, text);
    QAccessible::updateAccessibility(&event);
#endif
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        if (m_edit->text().isEmpty())
            Q_EMIT left();
        m_edit->clear();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT left();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

} // namespace Clearsky

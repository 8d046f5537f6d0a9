// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/detailspane.h"

#include "models/celltext.h"
#include "ui/icons.h"
#include "ui/plaintext.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>

namespace Clearsky {

DetailsPane::DetailsPane(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
{
    auto *nothing = new PlainLabel(tr("Choose a row to see its details."), this);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    nothing->setMuted();
    nothing->setMargin(fontMetrics().height());
    m_stack->addWidget(nothing);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_stack);
    setMinimumWidth(fontMetrics().averageCharWidth() * 48);
}

/// With the first resource: the window is there without it sooner.
void DetailsPane::buildDetails()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Details"));
    scroll->setWidget(buildContent());
    m_stack->addWidget(scroll);
}

QWidget *DetailsPane::buildContent()
{
    const int unit = fontMetrics().height();
    auto *content = new QWidget(this);
    m_name = new PlainLabel(content);
    m_name->setFont(titleFont(font()));
    m_name->setWordWrap(true);
    m_name->setSelectable(true);
    m_idValue = new PlainLabel(content);
    m_idValue->setSelectable(true);
    m_idValue->setElided(true);
    m_idValue->setMuted();
    auto *copy = new QToolButton(content);
    copy->setIcon(icon(QStringLiteral("copy"), ColorRole::Muted));
    copy->setAutoRaise(true);
    copy->setAccessibleName(tr("Copy ID"));
    setPlainToolTip(copy, tr("Copy ID"));
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_id); });
    auto *idRow = new QHBoxLayout;
    idRow->addWidget(m_idValue, 1);
    idRow->addWidget(copy);
    m_note = new PlainLabel(content);
    m_note->setWordWrap(true);
    m_note->setColorRole(ColorRole::Warn);
    m_rows = new QFormLayout;
    m_rows->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_rows->setHorizontalSpacing(unit);
    m_rows->setVerticalSpacing(unit / 2);
    m_rows->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);

    m_rawFold = new QToolButton(content);
    m_rawFold->setText(tr("Show Raw JSON"));
    m_rawFold->setIcon(icon(QStringLiteral("chevron-right"), ColorRole::Muted));
    m_rawFold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_rawFold->setCheckable(true);
    m_rawFold->setAutoRaise(true);
    m_rawView = new QPlainTextEdit(content);
    m_rawView->setReadOnly(true);
    m_rawView->setTabChangesFocus(true);
    m_rawView->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_rawView->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_rawView->setAccessibleName(tr("Raw JSON"));
    m_rawView->setMinimumHeight(unit * 12);
    m_rawView->hide();
    connect(m_rawFold, &QToolButton::toggled, this, &DetailsPane::showRaw);

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(unit * 3 / 4, unit / 4, unit * 3 / 4, unit * 3 / 4);
    column->setSpacing(unit * 3 / 4);
    column->addWidget(m_name);
    column->addLayout(idRow);
    column->addWidget(m_note);
    column->addLayout(m_rows);
    column->addWidget(m_rawFold, 0, Qt::AlignLeft);
    column->addWidget(m_rawView, 1);
    column->addStretch();
    return content;
}

void DetailsPane::showNothing()
{
    m_id.clear();
    m_stack->setCurrentIndex(0);
}

void DetailsPane::showResource(const ResourceKind &kind, const Resource &resource, const QDateTime &now)
{
    if (m_stack->count() == 1)
        buildDetails();
    rebuildRows(kind);
    m_id = resource.id;
    m_name->setText(resource.name.isEmpty() ? tr("(no name)") : resource.name);
    m_idValue->setText(resource.id);
    m_idValue->setAccessibleDescription(tr("ID"));
    const QString blocked = kind.blockedReason(resource);
    QStringList notes;
    if (!blocked.isEmpty())
        notes.append(tr("Cannot be deleted now: %1").arg(blocked));
    if (!resource.caution.isEmpty())
        notes.append(resource.caution);
    if (!resource.deleteFailure.isEmpty())
        notes.append(tr("The last deletion failed: %1").arg(resource.deleteFailure));
    m_note->setLines(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        if (!m_values.at(i))
            continue;
        const QString text = cellText(kind, i, resource, now);
        const QString hint = cellHint(kind, i, resource);
        if (kind.columns.at(i).type == Column::Type::Time && !hint.isEmpty()) {
            m_values.at(i)->setText(hint);
            continue;
        }
        const bool tellsMore = !hint.isEmpty() && hint.compare(text, Qt::CaseInsensitive) != 0;
        m_values.at(i)->setText(tellsMore ? tr("%1 (%2)").arg(text, hint) : text.isEmpty() ? QStringLiteral("–") : text);
    }
    m_raw = rawText(resource);
    if (m_rawFold->isChecked())
        m_rawView->setPlainText(m_raw);
    m_stack->setCurrentIndex(1);
}

void DetailsPane::rebuildRows(const ResourceKind &kind)
{
    if (m_kindId == kind.id)
        return;
    m_kindId = kind.id;
    m_values.clear();
    while (m_rows->rowCount() > 0)
        m_rows->removeRow(0);

    for (const Column &column : kind.columns) {
        PlainLabel *value = nullptr;
        if (column.id != QLatin1String("name") && column.id != QLatin1String("id")) {
            value = new PlainLabel(this);
            value->setSelectable(true);
            value->setWordWrap(true);
            addRow(column.title, value);
        }
        m_values.append(value);
    }
}

void DetailsPane::addRow(const QString &title, QWidget *value)
{
    auto *label = new PlainLabel(title, this);
    label->setMuted();
    m_rows->addRow(label, value);
}

void DetailsPane::showRaw(bool shown)
{
    m_rawFold->setText(shown ? tr("Hide Raw JSON") : tr("Show Raw JSON"));
    m_rawFold->setIcon(icon(shown ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), ColorRole::Muted));
    m_rawView->setPlainText(shown ? m_raw : QString());
    m_rawView->setVisible(shown);
}

} // namespace Clearsky

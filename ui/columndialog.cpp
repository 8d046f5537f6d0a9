// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/columndialog.h"

#include "ui/icons.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace Clearsky {

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int widthRole = Qt::UserRole + 1;

} // namespace

ColumnDialog::ColumnDialog(const ResourceKind &kind, const ColumnChoices &choices, QWidget *parent)
    : QDialog(parent)
    , m_kind(kind)
{
    setWindowTitle(tr("Columns — Clearsky"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    fill(choices);
    resize(charactersWide(*this, 70), space(*this, 110));
}

void ColumnDialog::build()
{
    m_search = new QLineEdit(this);
    m_search->setAccessibleName(tr("Find Column"));
    m_search->setPlaceholderText(tr("Find a column"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search"), ColorRole::Muted), QLineEdit::LeadingPosition);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Columns"));
    m_up = new QPushButton(tr("Move &Up"), this);
    m_down = new QPushButton(tr("Move &Down"), this);
    auto *reset = new QPushButton(tr("&Reset"), this);
    setPlainToolTip(reset, tr("Back to the columns, order and widths that Clearsky began with"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Apply"));
    connect(m_search, &QLineEdit::textChanged, this, &ColumnDialog::find);
    connect(m_list, &QListWidget::currentRowChanged, this, &ColumnDialog::updateButtons);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(reset, &QPushButton::clicked, this, [this] { fill(standardColumns(m_kind)); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *side = new QVBoxLayout;
    side->addWidget(m_up);
    side->addWidget(m_down);
    side->addStretch(1);
    side->addWidget(reset);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(side);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space(*this, 4), space(*this, 4), space(*this, 4), space(*this, 4));
    column->setSpacing(space(*this, 3));
    column->addWidget(m_search);
    column->addLayout(middle, 1);
    column->addWidget(buttons);
    m_list->setFocus();
}

void ColumnDialog::fill(const ColumnChoices &choices)
{
    m_list->clear();
    for (const ColumnChoice &choice : choices) {
        auto *item = new QListWidgetItem(m_kind.columns.at(m_kind.columnIndex(choice.id)).title, m_list);
        item->setData(idRole, choice.id);
        item->setData(widthRole, choice.width);
        item->setSizeHint({0, fontMetrics().height() * 2});
        item->setCheckState(choice.isShown ? Qt::Checked : Qt::Unchecked);
    }
    QListWidgetItem *name = m_list->item(0);
    name->setFlags(name->flags() & ~Qt::ItemIsUserCheckable);
    name->setText(tr("%1 (always first)", "column").arg(name->text()));
    find(m_search->text());
    m_list->setCurrentRow(0);
    updateButtons();
}

ColumnChoices ColumnDialog::choices() const
{
    ColumnChoices choices;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem &item = *m_list->item(row);
        choices.append({.id = item.data(idRole).toString(), .isShown = item.checkState() == Qt::Checked,
                        .width = item.data(widthRole).toInt()});
    }
    return choices;
}

void ColumnDialog::find(const QString &text)
{
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setHidden(!m_list->item(row)->text().contains(text.trimmed(), Qt::CaseInsensitive));
    if (const QListWidgetItem *current = m_list->currentItem(); !current || current->isHidden()) {
        for (int row = 0; row < m_list->count(); ++row) {
            if (!m_list->item(row)->isHidden()) {
                m_list->setCurrentRow(row);
                break;
            }
        }
    }
    updateButtons();
}

int ColumnDialog::targetOf(int row, int step) const
{
    if (row <= 0 || m_list->item(row)->isHidden())
        return -1;
    int target = row + step;
    while (target > 0 && target < m_list->count() && m_list->item(target)->isHidden())
        target += step;
    return target > 0 && target < m_list->count() ? target : -1;
}

void ColumnDialog::move(int step)
{
    const int target = targetOf(m_list->currentRow(), step);
    if (target < 0)
        return;
    QListWidgetItem *item = m_list->takeItem(m_list->currentRow());
    m_list->insertItem(target, item);
    m_list->setCurrentItem(item);
}

void ColumnDialog::updateButtons()
{
    m_up->setEnabled(targetOf(m_list->currentRow(), -1) > 0);
    m_down->setEnabled(targetOf(m_list->currentRow(), 1) > 0);
}

} // namespace Clearsky

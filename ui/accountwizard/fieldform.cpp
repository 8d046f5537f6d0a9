// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/accountwizard/fieldform.h"

#include "ui/icons.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

FieldForm::FieldForm(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space(*this, 3));
    m_grid->setVerticalSpacing(space(*this, 1));
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnMinimumWidth(0, charactersWide(*this, 22));
}

FieldForm::~FieldForm()
{
    // What was typed is not kept longer than needed. Best effort: what Qt has copied meanwhile is out of reach.
    for (const Field &field : m_fields) {
        field.editor->disconnect(this);
        if (field.secret)
            field.editor->clear();
    }
}

QLineEdit *FieldForm::addText(const QString &objectName, const QString &title, bool required, Check check)
{
    auto *editor = new QLineEdit(this);
    return add(editor, editor, objectName, {.title = title, .required = required, .check = std::move(check)});
}

QLineEdit *FieldForm::addSecret(const QString &objectName, const QString &title, bool required, Check check)
{
    auto *editor = new QLineEdit(this);
    editor->setEchoMode(QLineEdit::Password);
    add(editor, editor, objectName, {.title = title, .required = required, .secret = true, .check = std::move(check)});
    auto *eye = new QToolButton(this);
    eye->setObjectName(objectName + u"Eye"_s);
    eye->setAccessibleName(tr("Show %1").arg(title));
    eye->setIcon(icon(u"eye"_s, ColorRole::Muted));
    eye->setFocusPolicy(Qt::StrongFocus);
    setPlainToolTip(eye, tr("Shown while this button is held"));
    connect(eye, &QToolButton::pressed, editor, [editor] { editor->setEchoMode(QLineEdit::Normal); });
    connect(eye, &QToolButton::released, editor, [editor] { editor->setEchoMode(QLineEdit::Password); });
    const int row = m_grid->rowCount() - 2; // above the row of its error
    m_grid->removeWidget(editor);
    m_grid->addWidget(editor, row, 1);
    m_grid->addWidget(eye, row, 2);
    return editor;
}

QComboBox *FieldForm::addChoice(const QString &objectName, const QString &title)
{
    auto *combo = new QComboBox(this);
    combo->setObjectName(objectName);
    combo->setAccessibleName(title);
    // A combo box is heard as its current text: the description keeps the name.
    combo->setAccessibleDescription(title);
    addRow(title, combo);
    connect(combo, &QComboBox::currentIndexChanged, this, &FieldForm::changed);
    return combo;
}

QComboBox *FieldForm::addEditableChoice(const QString &objectName, const QString &title, bool required, Check check)
{
    auto *combo = new QComboBox(this);
    combo->setEditable(true);
    combo->setInsertPolicy(QComboBox::NoInsert);
    combo->setAccessibleName(title);
    combo->setAccessibleDescription(title);
    add(combo->lineEdit(), combo, objectName, {.title = title, .required = required, .check = std::move(check)});
    combo->setObjectName(objectName);
    combo->lineEdit()->setObjectName(objectName + u"Text"_s);
    return combo;
}

QLineEdit *FieldForm::add(QLineEdit *editor, QWidget *shown, const QString &objectName, Field field)
{
    editor->setObjectName(objectName);
    editor->setAccessibleName(field.title);
    const int row = addRow(field.title, shown);
    field.editor = editor;
    field.error = new PlainLabel(this);
    field.error->setObjectName(objectName + u"Error"_s);
    field.error->setColorRole(ColorRole::Danger);
    field.error->setWordWrap(true);
    field.error->hide();
    m_grid->addWidget(field.error, row + 1, 1, 1, 2);
    m_fields.push_back(std::move(field));
    const size_t index = m_fields.size() - 1;
    connect(editor, &QLineEdit::editingFinished, this, [this, index] { onLeft(index); });
    connect(editor, &QLineEdit::textChanged, this, [this, index] {
        showProblem(m_fields[index]);
        Q_EMIT changed();
    });
    return editor;
}

int FieldForm::addRow(const QString &title, QWidget *editor)
{
    auto *label = new PlainLabel(title, this);
    label->setBuddy(editor);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(editor, row, 1, 1, 2);
    return row;
}

QString FieldForm::value(const QLineEdit *editor) const
{
    const auto field = std::find_if(m_fields.cbegin(), m_fields.cend(),
                                    [editor](const Field &candidate) { return candidate.editor == editor; });
    if (field == m_fields.cend() || !field->check)
        return editor->text().trimmed();
    return field->check(editor->text()).value_or(editor->text().trimmed());
}

QString FieldForm::problemOf(const Field &field)
{
    if (field.editor->text().trimmed().isEmpty())
        return field.required ? tr("%1 is missing. Enter it.").arg(field.title) : QString();
    if (!field.check)
        return {};
    const Result<QString> checked = field.check(field.editor->text());
    return checked ? QString() : checked.error().message;
}

QString FieldForm::problem() const
{
    for (const Field &field : m_fields) {
        const QString problem = problemOf(field);
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

void FieldForm::onLeft(size_t index)
{
    Field &field = m_fields[index];
    field.left = true;
    // What was pasted often brings blanks and a line end along.
    const QString trimmed = field.editor->text().trimmed();
    if (trimmed != field.editor->text())
        field.editor->setText(trimmed);
    showProblem(field);
}

void FieldForm::showProblem(const Field &field)
{
    const bool isEmpty = field.editor->text().trimmed().isEmpty();
    const QString problem = field.left && !isEmpty ? problemOf(field) : QString();
    field.error->setText(problem);
    field.error->setVisible(!problem.isEmpty());
    field.editor->setAccessibleDescription(problem);
}

} // namespace Clearsky

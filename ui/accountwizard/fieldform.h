// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace Clearsky {

class PlainLabel;

/// Labelled fields, each with its own check. What is wrong with a field is said below it once it was left; an empty field
/// is only a reason not to go on.
class FieldForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FieldForm)

public:
    /// Gives the value as it is used (trimmed), or says what is wrong with it.
    using Check = std::function<Result<QString>(const QString &)>;

    explicit FieldForm(QWidget *parent = nullptr);
    ~FieldForm() override;

    /// `title` is the label and the accessible name.
    QLineEdit *addText(const QString &objectName, const QString &title, bool required, Check check);
    /// Never shows what was typed, except while its button is held.
    QLineEdit *addSecret(const QString &objectName, const QString &title, bool required, Check check);
    QComboBox *addChoice(const QString &objectName, const QString &title);
    /// A list whose entries may also be typed over.
    QComboBox *addEditableChoice(const QString &objectName, const QString &title, bool required, Check check);

    /// The value of a text field as its check gives it; as typed when the check refuses it.
    [[nodiscard]] QString value(const QLineEdit *editor) const;
    /// Why the form cannot be used as it is; empty: it can.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void changed();

private:
    struct Field
    {
        QString title{};
        QLineEdit *editor = nullptr;
        PlainLabel *error = nullptr;
        bool required = false;
        bool secret = false;
        bool left = false;
        Check check{};
    };

    QLineEdit *add(QLineEdit *editor, QWidget *shown, const QString &objectName, Field field);
    int addRow(const QString &title, QWidget *editor);
    [[nodiscard]] static QString problemOf(const Field &field);
    void onLeft(size_t index);
    void showProblem(const Field &field);

    QGridLayout *m_grid = nullptr;
    std::vector<Field> m_fields{};
};

} // namespace Clearsky

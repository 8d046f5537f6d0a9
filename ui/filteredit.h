// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/filter/filtercompletion.h"

#include <QLineEdit>

#include <functional>

class QCompleter;
class QStringListModel;

namespace Clearsky {

/// A field that completes the word at the caret and can underline a part of its text.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterEdit)

public:
    using Completions = std::function<FilterCompletions(const QString &text, qsizetype caret)>;

    explicit FilterEdit(Completions completions, QWidget *parent = nullptr);

    /// None: nothing is wrong.
    void setWrong(std::optional<TextRange> range);
    [[nodiscard]] QCompleter &completer() { return *m_completer; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void offer();
    void take(const QString &completion);

    Completions m_completions;
    FilterCompletions m_offered{};
    std::optional<TextRange> m_wrong{};
    QCompleter *m_completer;
    QStringListModel *m_list;
};

} // namespace Clearsky

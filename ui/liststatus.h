// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QWidget>

class QPushButton;

namespace Clearsky {

class PlainLabel;

/// What the line above a list tells.
struct ListFacts
{
    qsizetype shown = 0;
    qsizetype total = 0;
    qsizetype marked = 0;
    qsizetype hiddenMarks = 0;
    bool includesHidden = false;
    qsizetype gone = 0;         ///< shown still, since the last list no longer has them
    qsizetype waiting = 0;      ///< changes that are held back
    bool isComplete = false;
    bool isLoading = false;
    qsizetype loaded = 0;       ///< by the running load
    qint64 expected = -1;       ///< -1: not known
    QDateTime listedAt{};       ///< invalid: never
    QDateTime offlineSince{};   ///< invalid: there is a network, or none is needed
    QDateTime now{};

    /// Older than the 5 minutes after which a plan needs another look.
    [[nodiscard]] bool isStale() const;
};

/// The line above a list: its counts, its age, and a button for what can be done about each.
class ListStatus final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListStatus)

public:
    explicit ListStatus(QWidget *parent = nullptr);

    void setFacts(const ListFacts &facts);

Q_SIGNALS:
    void showHiddenRequested();
    void includeHiddenRequested();
    void applyRequested();
    void stopRequested();

private:
    [[nodiscard]] QPushButton *addButton(const QString &text, const QString &name, const QString &hint);

    PlainLabel *m_warning = nullptr;
    PlainLabel *m_text = nullptr;
    QPushButton *m_showHidden = nullptr;
    QPushButton *m_includeHidden = nullptr;
    QPushButton *m_apply = nullptr;
    QPushButton *m_stop = nullptr;
};

} // namespace Clearsky

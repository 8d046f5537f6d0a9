// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "models/filter/tablefilter.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;
class QToolButton;

namespace Clearsky {

class FilterChip;
class FilterEdit;
class PlainLabel;

/// Where the filter of a list is written: the field, and below it the parts of the filter as chips, or what is wrong with it.
/// Short lists are filtered at each letter, long ones when the user pauses. What it is given outlives it.
class FilterBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterBar)

public:
    FilterBar(TableFilter &filter, ResourceTableModel &model, Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] FilterEdit &field() { return *m_edit; }
    /// At once, without a pause.
    void setText(const QString &text);

Q_SIGNALS:
    /// The text is the filter's now, right or wrong.
    void applied();
    /// The user is done here.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildField();
    void buildMessage();
    void onEdited();
    void apply();
    void showState();
    void showChips();
    void removePart(size_t part);
    void takeSuggestion();
    void announce();

    TableFilter &m_filter;
    ResourceTableModel &m_model;
    Clock &m_clock;
    std::unique_ptr<Clock::Timer> m_delay{};
    FilterEdit *m_edit = nullptr;
    QToolButton *m_help = nullptr;
    QWidget *m_chipRow = nullptr;
    QBoxLayout *m_chipLayout = nullptr;
    QList<FilterChip *> m_chips{};
    QWidget *m_messageRow = nullptr;
    PlainLabel *m_message = nullptr;
    QPushButton *m_suggestion = nullptr;
    bool m_isAnnounced = true;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resourcekind.h"

#include <QFrame>

class QPushButton;

namespace Clearsky {

class PlainLabel;

/// A line above a page's content that stays until it is answered or no longer true: an icon, a sentence, up to two
/// buttons.
class NoticeBar final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoticeBar)

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    /// An empty sentence hides the bar; a button without a text is not shown.
    void setNotice(StateMeaning::Tone tone, const QString &sentence, const QString &first = {},
                   const QString &second = {});
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void firstClicked();
    void secondClicked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StateMeaning::Tone m_tone = StateMeaning::Tone::Warning;
    PlainLabel *m_icon = nullptr;
    PlainLabel *m_sentence = nullptr;
    QPushButton *m_first = nullptr;
    QPushButton *m_second = nullptr;
};

} // namespace Clearsky

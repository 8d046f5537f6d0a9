// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/displaytext.h"
#include "ui/theme.h"

#include <QLabel>

class QAction;

namespace Clearsky {

/// The only kind of label there is: its text is never taken for rich text, and invisible or misleading characters are
/// shown as escapes. With elision on, a text too long for the label ends in an ellipsis and is the label's tooltip.
class PlainLabel final : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlainLabel)

public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);

    /// Hides QLabel's own: use this one.
    void setText(const QString &text);
    void setElided(bool elided);
    /// Colour by meaning; follows a change of theme.
    void setColorRole(ColorRole role);
    void setMuted() { setColorRole(ColorRole::Muted); }
    /// For values of several lines, such as an answer's text: keeps line breaks, wraps.
    void setLines(const QString &text);
    void setSelectable(bool selectable);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateToolTip();
    void applyColor();
    [[nodiscard]] QString shownText() const;

    bool m_elided = false;
    ColorRole m_role = ColorRole::Text;
};

/// `text` as a tooltip that is shown literally, whatever it contains; empty: none.
void setPlainToolTip(QWidget *widget, const QString &text);
void setPlainToolTip(QAction *action, const QString &text);

} // namespace Clearsky

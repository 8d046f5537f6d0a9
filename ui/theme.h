// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/settings.h"
#include "models/account.h"
#include "models/resourcekind.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;

namespace Clearsky {

/// The colours by meaning (design/look.md). Widgets ask for them by palette, so that they follow a change of theme.
enum class ColorRole { Text, Muted, Window, Base, Line, Selection, Accent, Ok, Warn, Danger };
[[nodiscard]] QColor semanticColor(const QPalette &palette, ColorRole role);
[[nodiscard]] QPalette themePalette(bool dark);
[[nodiscard]] bool isDark(const QPalette &palette);

/// A chip: its word stands in `text` on `ground`; both themes keep 4.5:1.
struct ChipColors
{
    QColor dot{};
    QColor text{};
    QColor ground{};
};
[[nodiscard]] ChipColors chipColors(const QPalette &palette, StateMeaning::Tone tone);
[[nodiscard]] ColorRole colorRoleOf(StateMeaning::Tone tone);

/// `share` of `over` laid on `under`, opaque.
[[nodiscard]] QColor mixed(const QColor &over, const QColor &under, double share);
/// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &left, const QColor &right);

[[nodiscard]] QFont titleFont(QFont font);    ///< of a page: 1.3 times as large, semi-bold
[[nodiscard]] QFont headingFont(QFont font);  ///< of a part: the same size, semi-bold

/// An environment is told by shape, word and colour, never by colour alone.
[[nodiscard]] QString environmentShape(Environment environment);   ///< "■", "◆", "●", "?"
[[nodiscard]] QString environmentBadge(Environment environment);   ///< "■ Production"
[[nodiscard]] ColorRole environmentColor(Environment environment);

/// Gives the application its style, palette and style sheet, and keeps them up to date when the system's scheme changes.
class Theme final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Theme)

public:
    explicit Theme(QApplication &application, QObject *parent = nullptr);

    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);

Q_SIGNALS:
    void appearanceChanged(Clearsky::Appearance appearance);

private:
    void apply();
    [[nodiscard]] bool systemIsDark() const;

    QApplication &m_application;
    Appearance m_appearance = Appearance::System;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme.h"

#include "ui/style.h"

#include <QApplication>
#include <QStyleHints>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Colors
{
    QRgb light;
    QRgb dark;
};

// In the order of ColorRole. The only colour literals of the program.
constexpr std::array<Colors, 10> colors{{
    {0xff1b1f24, 0xffe6e8eb}, // text
    {0xff626a73, 0xff98a1ab}, // muted
    {0xfff6f7f9, 0xff1e2126}, // window
    {0xffffffff, 0xff16181c}, // base
    {0xffdde1e6, 0xff2d3138}, // line
    {0xffdbe9fb, 0xff24405f}, // selection
    {0xff0b62c4, 0xff7fb7ff}, // accent
    {0xff1a7f37, 0xff57c975}, // ok
    {0xff9a6700, 0xffe0b341}, // warn
    {0xffb3261e, 0xffff8a80}, // danger
}};

QColor themeColor(ColorRole role, bool dark)
{
    const Colors &pair = colors.at(static_cast<size_t>(role));
    return QColor::fromRgb(dark ? pair.dark : pair.light);
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor semanticColor(const QPalette &palette, ColorRole role)
{
    return themeColor(role, isDark(palette));
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Active, QPalette::Window)) < 0.2;
}

QPalette themePalette(bool dark)
{
    const auto color = [dark](ColorRole role) { return themeColor(role, dark); };
    const QColor faint = mixed(color(ColorRole::Muted), color(ColorRole::Window), 0.7);
    QPalette palette(color(ColorRole::Window));
    palette.setColor(QPalette::Window, color(ColorRole::Window));
    palette.setColor(QPalette::WindowText, color(ColorRole::Text));
    palette.setColor(QPalette::Base, color(ColorRole::Base));
    palette.setColor(QPalette::AlternateBase, color(ColorRole::Window));
    palette.setColor(QPalette::Text, color(ColorRole::Text));
    palette.setColor(QPalette::PlaceholderText, color(ColorRole::Muted));
    palette.setColor(QPalette::Button, color(ColorRole::Base));
    palette.setColor(QPalette::ButtonText, color(ColorRole::Text));
    palette.setColor(QPalette::BrightText, color(ColorRole::Danger));
    palette.setColor(QPalette::ToolTipBase, color(ColorRole::Base));
    palette.setColor(QPalette::ToolTipText, color(ColorRole::Text));
    palette.setColor(QPalette::Highlight, color(ColorRole::Selection));
    palette.setColor(QPalette::HighlightedText, color(ColorRole::Text));
    palette.setColor(QPalette::Link, color(ColorRole::Accent));
    palette.setColor(QPalette::LinkVisited, color(ColorRole::Accent));
    palette.setColor(QPalette::Light, color(ColorRole::Base));
    palette.setColor(QPalette::Midlight, color(ColorRole::Line));
    palette.setColor(QPalette::Mid, color(ColorRole::Line));
    palette.setColor(QPalette::Dark, color(ColorRole::Line));
    palette.setColor(QPalette::Shadow, color(ColorRole::Line));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Base, color(ColorRole::Window));
    palette.setColor(QPalette::Disabled, QPalette::Button, color(ColorRole::Window));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(ColorRole::Line));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, faint);
    return palette;
}

ColorRole colorRoleOf(StateMeaning::Tone tone)
{
    switch (tone) {
    case StateMeaning::Tone::Good: return ColorRole::Ok;
    case StateMeaning::Tone::Busy: return ColorRole::Accent;
    case StateMeaning::Tone::Warning: return ColorRole::Warn;
    case StateMeaning::Tone::Bad: return ColorRole::Danger;
    case StateMeaning::Tone::Neutral: break;
    }
    return ColorRole::Muted;
}

ChipColors chipColors(const QPalette &palette, StateMeaning::Tone tone)
{
    const QColor color = semanticColor(palette, colorRoleOf(tone));
    return {.dot = color,
            .text = mixed(semanticColor(palette, ColorRole::Text), color, 0.15),
            .ground = mixed(color, semanticColor(palette, ColorRole::Base), isDark(palette) ? 0.2 : 0.1)};
}

QColor mixed(const QColor &over, const QColor &under, double share)
{
    const auto channel = [share](float a, float b) { return static_cast<float>(share * a + (1 - share) * b); };
    return QColor::fromRgbF(channel(over.redF(), under.redF()), channel(over.greenF(), under.greenF()),
                            channel(over.blueF(), under.blueF()));
}

double contrastRatio(const QColor &left, const QColor &right)
{
    const auto [dark, bright] = std::minmax({luminance(left), luminance(right)});
    return (bright + 0.05) / (dark + 0.05);
}

QFont titleFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    font.setPointSizeF(font.pointSizeF() * 1.3);
    return font;
}

QFont headingFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QString environmentShape(Environment environment)
{
    switch (environment) {
    case Environment::Production: return u"■"_s;
    case Environment::Staging: return u"◆"_s;
    case Environment::Test: return u"●"_s;
    case Environment::Unknown: break;
    }
    return u"?"_s;
}

QString environmentBadge(Environment environment)
{
    return environmentShape(environment) + u' ' + environmentTitle(environment);
}

ColorRole environmentColor(Environment environment)
{
    switch (environment) {
    case Environment::Staging: return ColorRole::Warn;
    case Environment::Test: return ColorRole::Ok;
    case Environment::Production:
    case Environment::Unknown: break;
    }
    return ColorRole::Danger;
}

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
{
    m_application.setStyle(new Style);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_application.styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::apply);
#endif
    apply();
}

void Theme::setAppearance(Appearance appearance)
{
    if (m_appearance == appearance)
        return;
    m_appearance = appearance;
    apply();
    Q_EMIT appearanceChanged(appearance);
}

void Theme::apply()
{
    const bool dark = m_appearance == Appearance::Dark || (m_appearance == Appearance::System && systemIsDark());
    const QPalette palette = themePalette(dark);
    m_application.setPalette(palette);
    QToolTip::setPalette(palette);
}

bool Theme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return m_application.styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    return false;
#endif
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/style.h"

#include "ui/icons.h"
#include "ui/scrollbarlook.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleOption>
#include <QToolButton>

#include <algorithm>

namespace Clearsky {

namespace {

constexpr qreal radius = 6;

QRectF hairline(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

void drawBox(QPainter &painter, const QRect &rect, const QColor &line, const QBrush &ground, qreal width = 1)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, width));
    painter.setBrush(ground);
    const qreal inset = width / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

QColor fieldLine(const QPalette &palette)
{
    return mixed(semanticColor(palette, ColorRole::Muted), semanticColor(palette, ColorRole::Line), 0.25);
}

void drawField(QPainter &painter, const QStyleOption &option)
{
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const QColor line = focused ? semanticColor(option.palette, ColorRole::Accent) : fieldLine(option.palette);
    drawBox(painter, option.rect, line, option.palette.brush(QPalette::Base), focused ? 2 : 1);
}

bool isDanger(const QWidget *widget)
{
    return widget && widget->property("danger").toBool();
}

void drawButton(QPainter &painter, const QStyleOption &option, const QWidget *widget)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled && option.state.testFlag(QStyle::State_MouseOver);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const bool flat = button && button->features.testFlag(QStyleOptionButton::Flat);
    QColor line = fieldLine(option.palette);
    QColor ground = option.palette.color(enabled ? QPalette::Normal : QPalette::Disabled, QPalette::Button);
    if (enabled && isDanger(widget))
        line = semanticColor(option.palette, ColorRole::Danger);
    if (enabled && button && button->features.testFlag(QStyleOptionButton::DefaultButton))
        line = semanticColor(option.palette, ColorRole::Accent);
    if (down || hover)
        ground = mixed(isDanger(widget) ? line : semanticColor(option.palette, ColorRole::Text), ground, down ? 0.12 : 0.06);
    if (flat && !down && !hover && !focused)
        return;
    if (focused)
        line = isDanger(widget) ? line : semanticColor(option.palette, ColorRole::Accent);
    drawBox(painter, option.rect, line, ground, focused ? 2 : 1);
}

void drawToolPanel(QPainter &painter, const QStyleOption &option)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = option.state.testFlag(QStyle::State_MouseOver);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    if (!enabled || (!down && !hover && !focused))
        return;
    const QColor text = semanticColor(option.palette, ColorRole::Text);
    const QColor ground = mixed(text, semanticColor(option.palette, ColorRole::Window), down ? 0.14 : hover ? 0.07 : 0.0);
    drawBox(painter, option.rect, focused ? semanticColor(option.palette, ColorRole::Accent) : ground, ground,
            focused ? 2 : 1);
}

void drawChevron(QPainter &painter, const QRect &rect, const QPalette &palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(semanticColor(palette, ColorRole::Muted), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = QRectF(rect).center();
    painter.drawPolyline(QPolygonF({c + QPointF(-4, -2), c + QPointF(0, 2), c + QPointF(4, -2)}));
    painter.restore();
}

void drawTabClose(QPainter &painter, const QStyleOption &option)
{
    const bool hover = option.state.testFlag(QStyle::State_Raised) || option.state.testFlag(QStyle::State_MouseOver);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (hover) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(semanticColor(option.palette, ColorRole::Text),
                               semanticColor(option.palette, ColorRole::Window), 0.14));
        painter.drawRoundedRect(option.rect, 4, 4);
    }
    painter.setPen(QPen(semanticColor(option.palette, hover ? ColorRole::Text : ColorRole::Muted), 1.5, Qt::SolidLine,
                        Qt::RoundCap));
    const QPointF c = QRectF(option.rect).center();
    painter.drawLine(c + QPointF(-3.5, -3.5), c + QPointF(3.5, 3.5));
    painter.drawLine(c + QPointF(-3.5, 3.5), c + QPointF(3.5, -3.5));
    painter.restore();
}

void drawProgress(QPainter &painter, const QStyleOptionProgressBar &option, const QWidget *widget)
{
    const int height = std::max(6, option.fontMetrics.height() / 2);
    QRect groove = option.rect;
    groove.setHeight(height);
    groove.moveCenter(option.rect.center());
    const QVariant tone = widget ? widget->property("tone") : QVariant();
    const ColorRole role = tone.isValid() ? colorRoleOf(static_cast<StateMeaning::Tone>(tone.toInt())) : ColorRole::Accent;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QPainterPath clip;
    clip.addRoundedRect(groove, height / 2.0, height / 2.0);
    painter.fillPath(clip, mixed(semanticColor(option.palette, ColorRole::Muted),
                                 semanticColor(option.palette, ColorRole::Window), 0.25));
    painter.setClipPath(clip);
    QRectF bar = groove;
    const bool counting = option.maximum <= option.minimum;
    const double share = counting ? 0.3 : double(option.progress - option.minimum) / (option.maximum - option.minimum);
    bar.setWidth(bar.width() * std::clamp(share, 0.0, 1.0));
    if (counting)
        bar.moveCenter(QRectF(groove).center());
    if (option.direction == Qt::RightToLeft)
        bar.moveRight(groove.right());
    if (bar.width() > 0) {
        painter.setBrush(semanticColor(option.palette, role));
        painter.drawRoundedRect(bar, height / 2.0, height / 2.0);
    }
    painter.restore();
}

void drawHeaderSection(QPainter &painter, const QStyleOption &option)
{
    const QPalette &palette = option.palette;
    QColor ground = palette.color(QPalette::Window);
    if (option.state.testFlag(QStyle::State_MouseOver))
        ground = mixed(semanticColor(palette, ColorRole::Text), ground, 0.05);
    painter.fillRect(option.rect, ground);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     semanticColor(palette, ColorRole::Line));
}

void drawMenuBarItem(QPainter &painter, const QStyleOptionMenuItem &option, bool underlined)
{
    painter.fillRect(option.rect, option.palette.brush(QPalette::Window));
    if (option.state.testFlag(QStyle::State_Selected)) {
        const QColor ground = mixed(semanticColor(option.palette, ColorRole::Text),
                                    semanticColor(option.palette, ColorRole::Window), 0.1);
        drawBox(painter, option.rect.adjusted(0, 1, 0, -1), ground, ground);
    }
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    painter.setPen(option.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextSingleLine
                                      | (underlined ? Qt::TextShowMnemonic : Qt::TextHideMnemonic), option.text);
}

void drawTab(QPainter &painter, const QStyleOptionTab &option)
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QPalette &palette = option.palette;
    QColor ground = semanticColor(palette, ColorRole::Window);
    if (selected)
        ground = semanticColor(palette, ColorRole::Base);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        ground = mixed(semanticColor(palette, ColorRole::Text), ground, 0.05);
    const QRect rect = option.rect;
    painter.fillRect(rect, ground);
    painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), semanticColor(palette, ColorRole::Line));
    if (selected) {
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2),
                         semanticColor(palette, ColorRole::Accent));
    }
}

} // namespace

void drawCheckBox(QPainter &painter, const QRect &rect, const QPalette &palette, Qt::CheckState state, bool enabled,
                  bool focused)
{
    const QColor accent = semanticColor(palette, ColorRole::Accent);
    const QColor muted = semanticColor(palette, ColorRole::Muted);
    const QColor base = semanticColor(palette, ColorRole::Base);
    const QColor ink = enabled ? accent : mixed(muted, base, 0.6);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool filled = state != Qt::Unchecked;
    const qreal width = rect.width() / 12.0;
    const qreal inset = width / 2;
    painter.setPen(QPen(filled || focused ? ink : mixed(muted, base, enabled ? 1.0 : 0.4), width));
    painter.setBrush(filled ? ink : base);
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), rect.width() / 5.0, rect.width() / 5.0);
    painter.setPen(QPen(base, rect.width() / 8.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const auto at = [&rect](double x, double y) {
        return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height());
    };
    if (state == Qt::Checked)
        painter.drawPolyline(QPolygonF({at(0.27, 0.52), at(0.44, 0.68), at(0.74, 0.34)}));
    else if (state == Qt::PartiallyChecked)
        painter.drawLine(at(0.28, 0.5), at(0.72, 0.5));
    painter.restore();
}

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            drawField(*painter, *option);
        else
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        return;
    case PE_FrameLineEdit:
        return;
    case PE_PanelButtonCommand:
        drawButton(*painter, *option, widget);
        return;
    case PE_PanelButtonTool:
        drawToolPanel(*painter, *option);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: {
        const Qt::CheckState state = option->state.testFlag(State_On)         ? Qt::Checked
                                     : option->state.testFlag(State_NoChange) ? Qt::PartiallyChecked
                                                                              : Qt::Unchecked;
        drawCheckBox(*painter, option->rect, option->palette, state, option->state.testFlag(State_Enabled),
                     option->state.testFlag(State_HasFocus));
        return;
    }
    case PE_FrameFocusRect:
        if (qobject_cast<const QPushButton *>(widget) || qobject_cast<const QToolButton *>(widget))
            return; // their panels show it
        if (qstyleoption_cast<const QStyleOptionFocusRect *>(option)) {
            drawBox(*painter, option->rect, semanticColor(option->palette, ColorRole::Accent), Qt::NoBrush, 2);
            return;
        }
        break;
    case PE_IndicatorTabClose:
        drawTabClose(*painter, *option);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, option->palette.brush(QPalette::ToolTipBase));
        [[fallthrough]];
    case PE_Frame:
    case PE_FrameMenu:
        painter->save();
        painter->setPen(semanticColor(option->palette, ColorRole::Line));
        painter->drawRect(hairline(option->rect));
        painter->restore();
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(option->rect, semanticColor(option->palette, ColorRole::Line));
        return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect.adjusted(0, 0, 0, 1 - option->rect.height()),
                          semanticColor(option->palette, ColorRole::Line));
        return;
    case PE_PanelScrollAreaCorner:
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(option->rect.adjusted(0, option->rect.height() - 1, 0, 0),
                          semanticColor(option->palette, ColorRole::Line));
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel:
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            drawProgress(*painter, *bar, widget);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        drawHeaderSection(*painter, *option);
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option); tab && tab->documentMode) {
            drawTab(*painter, *tab);
            return;
        }
        break;
    case CE_ToolBar:
        painter->fillRect(option->rect, option->palette.brush(QPalette::Window));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          semanticColor(option->palette, ColorRole::Line));
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            painter->save();
            drawMenuBarItem(*painter, *item, styleHint(SH_UnderlineShortcut, option, widget, nullptr) != 0);
            painter->restore();
        }
        return;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
            QStyleOptionToolButton shifted = *button; // Fusion puts the icon on the edge, the text on the icon
            const int inset = option->fontMetrics.height() / 4;
            shifted.rect.adjust(inset, 0, -inset, 0);
            shifted.text.prepend(QChar::Space);
            QProxyStyle::drawControl(element, &shifted, painter, widget);
            return;
        }
        break;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, option->palette.brush(QPalette::Window));
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option); button && isDanger(widget)) {
            QStyleOptionButton red = *button;
            red.palette.setColor(QPalette::Active, QPalette::ButtonText, semanticColor(option->palette, ColorRole::Danger));
            red.palette.setColor(QPalette::Inactive, QPalette::ButtonText,
                                 semanticColor(option->palette, ColorRole::Danger));
            QProxyStyle::drawControl(element, &red, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option); bar && control == CC_ScrollBar) {
        drawScrollBar(*painter, *bar);
        return;
    }
    if (control != CC_ComboBox) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    drawField(*painter, *option);
    drawChevron(*painter, proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget), option->palette);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option); bar && control == CC_ScrollBar)
        return scrollBarRect(*bar, part);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

/// Qt would search the icon themes of the system for these, at the start and for milliseconds.
QIcon Style::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    switch (which) {
    case SP_LineEditClearButton:
        return icon(QStringLiteral("x"), ColorRole::Muted);
    case SP_ToolBarHorizontalExtensionButton:
        return icon(QStringLiteral("chevron-right"), ColorRole::Muted);
    case SP_TitleBarNormalButton: // of docks, which have headings of their own
    case SP_TitleBarCloseButton:
        return {};
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 18;
    case PM_DefaultFrameWidth:
        return qobject_cast<const QComboBox *>(widget) ? 4 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_HeaderMargin: // as RowDelegate, so that headings stand above their cells
        return option ? option->fontMetrics.height() / 2 : 8;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
        return 4;
    case PM_ToolBarItemSpacing:
        return 8;
    case PM_DockWidgetSeparatorExtent:
        return 1;
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return scrollHandleLeast;
    case PM_ToolTipLabelFrameWidth:
        return 5;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ButtonDefaultIndicator:
    case PM_ToolBarHandleExtent:
        return 0;
    case PM_TabBarTabHSpace:
        return 28;
    case PM_TabBarTabVSpace:
        return 14;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_Table_GridLineColor:
        return option ? static_cast<int>(semanticColor(option->palette, ColorRole::Line).rgba()) : 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Widget_Animation_Duration:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (!option)
        return result;
    const int line = option->fontMetrics.height();
    switch (type) {
    case CT_PushButton:
        return {std::max(result.width() + line / 2, size.width() + 2 * line), std::max(result.height(), 2 * line)};
    case CT_LineEdit:
    case CT_ComboBox:
        return {result.width(), std::max(result.height(), 2 * line)};
    case CT_ToolButton:
        return {result.width() + line, std::max(result.height(), 2 * line)};
    case CT_HeaderSection:
        return {result.width(), std::max(result.height(), 2 * line)};
    case CT_MenuBarItem:
        return {result.width() + line / 2, line * 7 / 4};
    case CT_MenuItem:
        return {result.width(), std::max(result.height(), line * 3 / 2)};
    default:
        return result;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    switch (element) {
    case SE_LineEditContents: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        return frame && frame->lineWidth > 0 ? rect.adjusted(4, 0, -4, 0) : rect;
    }
    case SE_ProgressBarContents:
    case SE_ProgressBarGroove:
        return option->rect;
    default:
        return rect;
    }
}

} // namespace Clearsky

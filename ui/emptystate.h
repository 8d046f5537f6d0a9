// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace Clearsky {

class PlainLabel;

/// What a pane shows instead of content: an icon, one sentence, one or two actions, centred; an error has its facts behind
/// a fold.
class EmptyState final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyState)

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// The buttons mirror the actions: text, icon, enabled, shown. The actions must outlive the next setContent().
    void setContent(const QString &iconName, ColorRole iconColor, const QString &sentence, const QString &details,
                    const QList<QAction *> &actions);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateIcon();
    void setActions(const QList<QAction *> &actions);

    QString m_iconName{};
    ColorRole m_iconColor = ColorRole::Muted;
    PlainLabel *m_icon = nullptr;
    PlainLabel *m_sentence = nullptr;
    QHBoxLayout *m_buttonRow = nullptr;
    QList<QPushButton *> m_buttons{};
    QToolButton *m_fold = nullptr;
    QPlainTextEdit *m_details = nullptr;
};

} // namespace Clearsky

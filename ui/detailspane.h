// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resourcekind.h"

#include <QWidget>

class QFormLayout;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace Clearsky {

class PlainLabel;

/// What the provider told about one resource: name, id with a button that copies it, every column of its kind, notes, and
/// the raw answer behind a fold. All of it plain text.
class DetailsPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DetailsPane)

public:
    explicit DetailsPane(QWidget *parent = nullptr);

    void showResource(const ResourceKind &kind, const Resource &resource, const QDateTime &now);
    void showNothing();

private:
    void buildDetails();
    [[nodiscard]] QWidget *buildContent();
    void rebuildRows(const ResourceKind &kind);
    void addRow(const QString &title, QWidget *value);
    void showRaw(bool shown);

    QString m_kindId{};
    QString m_id{};
    QString m_raw{};
    QStackedWidget *m_stack = nullptr;
    PlainLabel *m_name = nullptr;
    PlainLabel *m_note = nullptr;
    PlainLabel *m_idValue = nullptr;
    QFormLayout *m_rows = nullptr;
    QList<PlainLabel *> m_values{};     ///< one per column of the kind; null: shown elsewhere
    QToolButton *m_rawFold = nullptr;
    QPlainTextEdit *m_rawView = nullptr;
};

} // namespace Clearsky

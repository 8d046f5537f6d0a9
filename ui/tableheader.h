// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHeaderView>

namespace Clearsky {

class ResourceTableModel;

/// The headings of a list. Above the marks stands a box that tells whether none, some or all of the rows shown are marked,
/// and that marks or unmarks them all; by keyboard: Mark All Matching. The others tell what the list is sorted by, with a
/// number for each of several keys. With the focus Left and Right walk over the headings, Space is a click, the menu key
/// opens the menu.
class TableHeader final : public QHeaderView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TableHeader)

public:
    explicit TableHeader(ResourceTableModel &model, QWidget *parent = nullptr);

    /// The heading that keys act on.
    [[nodiscard]] int currentSection() const { return m_current; }
    /// Room for a heading's text and for what tells its place in the sorting.
    [[nodiscard]] int wishedWidth(int section) const;
    void setSelectionModel(QItemSelectionModel *selection) override;

Q_SIGNALS:
    void markAllRequested(bool marked);
    /// A heading was clicked; `adds`: with Shift.
    void sortingRequested(int section, bool adds);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    [[nodiscard]] Qt::CheckState state() const;
    [[nodiscard]] bool isOnBox(const QMouseEvent &event) const;
    [[nodiscard]] qsizetype sortKey(int section) const;
    [[nodiscard]] QString keyNumber(int section) const;
    [[nodiscard]] int badgeWidth(int section) const;
    void paintBox(QPainter &painter, const QRect &rect) const;
    void paintBadge(QPainter &painter, const QRect &rect, int section) const;
    void setCurrent(int section);
    void walk(int step);
    void activate(bool adds);

    ResourceTableModel &m_model;
    int m_current = 1;
    bool m_pressed = false;
    bool m_adds = false;
};

} // namespace Clearsky

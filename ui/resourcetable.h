// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resource.h"
#include "models/table/rowbits.h"
#include "models/tablelayout.h"

#include <QTableView>

#include <optional>

class QMenu;

namespace Clearsky {

class ResourceTableModel;
class TableHeader;

/// The table of a list page: highlight apart from marks, both by mouse and by keyboard. Space marks or unmarks the
/// highlighted rows, Shift+Space marks from the row marked last to the current one, Delete asks for a plan.
/// Highlight, current row and place survive a change of order; rows do not move while a button is down or the highlight is
/// being extended, or a menu is open.
class ResourceTable final : public QTableView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceTable)

public:
    explicit ResourceTable(ResourceTableModel &model, QWidget *parent = nullptr);

    [[nodiscard]] const ResourceTableModel &listModel() const { return m_model; }
    [[nodiscard]] TableHeader &header() const { return *m_header; }
    [[nodiscard]] QList<ResourceKey> highlightedKeys() const;
    [[nodiscard]] std::optional<ResourceKey> currentKey() const;
    void setCurrentKey(const ResourceKey &key);
    void setHighlightedMarked(bool marked);
    void copyIds() const;
    void copyRows() const;

    /// Which columns are shown, in which order and how wide.
    void setColumns(const ColumnChoices &choices);
    [[nodiscard]] ColumnChoices columns() const;
    /// As setColumns(), but by the user.
    void chooseColumns(const ColumnChoices &choices);
    void chooseSorting(const Sorting &sorting);
    /// Chooses the widths anew, by what the first rows hold, unless the user has chosen them.
    void fitColumns();
    /// Rows stay where they are until the menu is closed.
    void holdWhileOpen(QMenu &menu);

Q_SIGNALS:
    void deletionRequested();
    void highlightChanged();
    /// By the user.
    void columnsChanged();
    void sortingChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setUpDelegates();
    void setUpHeader();
    void onSectionMoved();
    [[nodiscard]] QList<int> shownColumns() const;
    [[nodiscard]] std::vector<int> highlightedRows() const;
    [[nodiscard]] std::vector<Slot> highlightedSlots() const;
    void markRange();
    void updateHold();
    void rememberPlace();
    void restorePlace();
    void copy(const QString &text) const;

    ResourceTableModel &m_model;
    ResourceKey m_anchor{};                   ///< of Shift+Space
    bool m_fitted = true;                     ///< widths are ours to choose
    bool m_arranging = false;                 ///< it is us who change widths and places
    TableHeader *m_header = nullptr;
    int m_openMenus = 0;
    bool m_pointerDown = false;
    bool m_extending = false;                 ///< by keyboard, until Shift is let go
    RowBits m_keptHighlight{};                ///< during a change of order
    bool m_hadHighlight = false;
    std::optional<Slot> m_keptCurrent{};
    int m_keptRow = -1;
    int m_keptColumn = 1;
    int m_keptScroll = 0;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "app/tableworker.h"
#include "models/deleteplan.h"
#include "models/filter/tablefilter.h"
#include "models/resourcetablemodel.h"
#include "ui/autorefresh.h"
#include "ui/listsource.h"

#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QStackedWidget;

namespace Clearsky {

class Connectivity;
class EmptyState;
class FilterBar;
class ListStatus;
class MarkKeeper;
class MarkStore;
class NoticeBar;
class ResourceTable;

/// The list of one kind of one account: filter, status line, table. Owns the list's marks. `kind`, `clock` and `source`
/// outlive the page. A plan is made of the marks, never of the highlight.
class ResourcePage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourcePage)

public:
    ResourcePage(Account account, const ResourceKind &kind, ListSource &source, Clock &clock, QWidget *parent = nullptr);
    ~ResourcePage() override;

    [[nodiscard]] const Account &account() const { return m_account; }
    [[nodiscard]] const ResourceKind &kind() const { return m_kind; }
    [[nodiscard]] const ListSource &source() const { return m_source; }
    [[nodiscard]] ResourceTableModel &model() { return m_model; }
    [[nodiscard]] Marks &marks() { return m_model.marks(); }
    [[nodiscard]] ResourceTable &table() { return *m_table; }
    [[nodiscard]] FilterBar &filterBar() { return *m_filter; }

    /// Brings the marks of the last run back when the list is complete, and keeps those of this one.
    void keepMarksIn(MarkStore &store);
    void flushMarks();
    /// Without a network the list is not read again by itself. `network` outlives the page.
    void pauseWithout(const Connectivity &network);
    void refresh();
    void stopLoading();
    /// Loads the list if that was never tried.
    void ensureLoaded();
    void clearFilter();
    void showHiddenMarks();
    void includeHiddenMarks();

    /// How many rows a plan would be about: marks, without those the filter hides unless they are included.
    [[nodiscard]] qsizetype targetCount() const;
    /// Why no deletion can be planned now, translated; empty: it can.
    [[nodiscard]] QString planObstacle() const;
    [[nodiscard]] PlanInput planInput() const;
    /// Why not all rows that match can be marked now, translated; empty: they can.
    [[nodiscard]] QString markAllObstacle() const;
    /// The resource that details are shown of.
    [[nodiscard]] std::optional<Resource> currentResource() const;
    [[nodiscard]] bool isLoading() const { return m_source.isLoading(); }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void planRequested();
    void currentChanged();
    /// Counts, marks, loading, error: what menus and trees show of the page.
    void stateChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Content { Table, Loading, Empty, NoMatch, Failed };

    void build();
    void buildStatus();
    void connectSource();
    void focusTable();
    void onPage(const QList<Resource> &rows, qint64 expected);
    void onLoaded();
    void refreshUnasked();
    void onFailed(const Error &error);
    void updateView();
    [[nodiscard]] Content content() const;
    void showContent(Content content);
    void showFailure();
    void updateStatus();
    void updateNotice();
    void tick();
    [[nodiscard]] bool isWatched() const;

    Account m_account;
    const ResourceKind &m_kind;
    ListSource &m_source;
    Clock &m_clock;
    TableWorker m_worker{};
    ResourceTableModel m_model;
    TableFilter m_tableFilter;
    AutoRefresh m_autoRefresh;
    const Connectivity *m_network = nullptr;
    std::unique_ptr<Clock::Timer> m_tick{};
    QDateTime m_listedAt{};
    QDateTime m_failedAt{};
    std::optional<Error> m_error{};
    qint64 m_expected = -1;
    qsizetype m_vanishedMarks = 0;
    bool m_tried = false;
    bool m_isUnasked = false;   ///< the running or last load began by itself
    bool m_sawChanging = false; ///< a resource between two states, in the running load
    bool m_includeHidden = false;
    std::optional<Content> m_shownContent{};

    std::unique_ptr<MarkKeeper> m_keeper; ///< goes before the model does
    FilterBar *m_filter = nullptr;
    ListStatus *m_status = nullptr;
    NoticeBar *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    ResourceTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QAction *m_retryAction = nullptr;
    QAction *m_clearFilterAction = nullptr;
    QAction *m_copyErrorAction = nullptr;
};

} // namespace Clearsky

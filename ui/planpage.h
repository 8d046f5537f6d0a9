// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "models/deleteplan.h"
#include "models/plannedrequestmodel.h"

#include <QWidget>

#include <memory>

class QBoxLayout;
class QDialogButtonBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class QTabWidget;
class QTreeView;

namespace Clearsky {

class PlainLabel;
class PlanModel;

/// One plan to be read and confirmed: what goes, what is left out and why, the exact requests. The footer is the
/// confirmation; there is no other. Emits confirmed() or cancelled() at most once; its owner closes it then.
/// `kind` and `clock` outlive the page.
class PlanPage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanPage)

public:
    /// Up to this many items a button is enough; above, the count must be typed.
    static constexpr qsizetype buttonOnly = 5;
    /// A plan of an older list can no longer be confirmed.
    static constexpr std::chrono::minutes oldestList{30};

    /// `region` may be empty.
    PlanPage(DeletePlan plan, const ResourceKind &kind, const QString &region, QList<PlannedRequest> requests,
             Clock &clock, QWidget *parent = nullptr);
    ~PlanPage() override;

    [[nodiscard]] const DeletePlan &plan() const;
    /// Why the plan cannot be confirmed, whatever is typed: the owner knows, for example that the list has changed. Empty:
    /// it can, unless the page itself knows a reason.
    void setObstacle(const QString &reason);
    /// The reason that is in force; empty: it can be confirmed.
    [[nodiscard]] QString obstacle() const;

Q_SIGNALS:
    void confirmed(const Clearsky::DeletePlan &plan);
    void cancelled();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildHeader(QBoxLayout &column, const QString &region);
    void buildTabs(QBoxLayout &column);
    [[nodiscard]] QTreeView *buildTree();
    [[nodiscard]] QWidget *buildRequests();
    void buildFooter(QBoxLayout &column);
    [[nodiscard]] QString countedItems() const;
    [[nodiscard]] QString factsText() const;
    [[nodiscard]] bool countIsTyped() const;
    [[nodiscard]] QString ownObstacle() const;
    void watchTheClock();
    void updateFooter();
    void confirm();
    void cancel();

    const ResourceKind &m_kind;
    Clock &m_clock;
    PlanModel *m_plan = nullptr;
    PlannedRequestModel *m_requests = nullptr;
    QString m_obstacle{};
    bool m_answered = false;
    std::unique_ptr<Clock::Timer> m_expiry{};

    QTabWidget *m_tabs = nullptr;
    QTableView *m_requestTable = nullptr;
    QPlainTextEdit *m_requestText = nullptr;
    PlainLabel *m_hint = nullptr;
    QLineEdit *m_confirmation = nullptr;
    QPushButton *m_delete = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace Clearsky

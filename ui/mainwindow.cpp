// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow.h"

#include "app/settings.h"
#include "models/displaytext.h"
#include "ui/detailspane.h"
#include "ui/icons.h"
#include "ui/mainactions.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenuBar>
#include <QMetaMethod>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int narrow = 1160; // logical pixels: below, the details make room for the table

} // namespace

MainWindow::MainWindow(Theme &theme, Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_actions(new MainActions(this))
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(QIcon(u":/icons/clearsky.svg"_s));
    setMinimumSize(800, 500);
    setDockNestingEnabled(false);
    m_actions->fillMenuBar(*menuBar());
    buildToolBar();
    buildTabs();
    buildDocks();
    m_badge = new PlainLabel(this);
    m_badge->setAccessibleDescription(tr("Account"));
    m_badge->setContentsMargins(fontMetrics().height() / 2, fontMetrics().height() / 4, 0, fontMetrics().height() / 4);
    statusBar()->addWidget(m_badge);
    statusBar()->setSizeGripEnabled(false);
    connectActions();
    setDeleteButton(0, {});
    restoreLayout();
    updateFront();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildToolBar()
{
    QToolBar *bar = addToolBar(tr("Tools"));
    bar->setObjectName(u"toolBar"_s);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int size = fontMetrics().height();
    bar->setIconSize({size, size});
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->addActions({m_actions->refresh, m_actions->markAllMatching, m_actions->clearMarks});
    for (QAction *action : bar->actions())
        bar->widgetForAction(action)->setFocusPolicy(Qt::TabFocus);
    auto *space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    m_delete = new QPushButton(icon(u"trash-2"_s, ColorRole::Danger), {}, bar);
    m_delete->setObjectName(u"delete"_s);
    m_delete->setAccessibleName(tr("Delete…"));
    m_delete->setProperty("danger", true);
    m_delete->setAutoDefault(false);
    m_delete->setFont(headingFont(font()));
    connect(m_delete, &QPushButton::clicked, m_actions->deleteMarked, &QAction::trigger);
    bar->addWidget(m_delete);
}

void MainWindow::buildTabs()
{
    m_lists = new QStackedWidget(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setAccessibleName(tr("Pages"));
    m_tabs->addTab(m_lists, {});
    m_tabs->tabBar()->setTabButton(0, QTabBar::RightSide, nullptr);
    m_tabs->setTabBarAutoHide(true);
    setCentralWidget(m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::updateFront);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, [this](int index) {
        if (index > 0)
            closePage(m_tabs->widget(index));
    });
}

void MainWindow::buildDocks()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_accountsDock = addDock(u"accountsDock"_s, tr("Accounts"), Qt::LeftDockWidgetArea);
    m_detailsDock = addDock(u"detailsDock"_s, tr("Details"), Qt::RightDockWidgetArea);
    m_jobsDock = addDock(u"jobsDock"_s, tr("Jobs"), Qt::BottomDockWidgetArea);
    m_details = new DetailsPane(m_detailsDock);
    m_detailsDock->setWidget(m_details);
    m_jobsDock->hide();
    connectDock(m_accountsDock, m_actions->showAccounts);
    connectDock(m_detailsDock, m_actions->showDetails);
    connectDock(m_jobsDock, m_actions->showJobs);
    const int unit = fontMetrics().averageCharWidth();
    resizeDocks({m_accountsDock, m_detailsDock}, {34 * unit, 38 * unit}, Qt::Horizontal);
}

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
    // Qt's own bar brings buttons that all have the same name.
    auto *heading = new PlainLabel(title, dock);
    heading->setFont(headingFont(font()));
    heading->setContentsMargins(fontMetrics().height() * 3 / 4, fontMetrics().height() / 2, 0, fontMetrics().height() / 2);
    dock->setTitleBarWidget(heading);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::connectDock(QDockWidget *dock, QAction *action)
{
    action->setChecked(!dock->isHidden());
    connect(action, &QAction::triggered, this, [this, dock](bool shown) {
        if (dock == m_detailsDock)
            m_detailsCollapsed = false;
        dock->setVisible(shown);
    });
    connect(dock->toggleViewAction(), &QAction::toggled, action, &QAction::setChecked);
}

void MainWindow::connectActions()
{
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->closeTab, &QAction::triggered, this, [this] {
        if (m_tabs->currentIndex() > 0)
            closePage(m_tabs->currentWidget());
    });
    connect(m_actions->nextPane, &QAction::triggered, this, [this] { cyclePane(1); });
    connect(m_actions->previousPane, &QAction::triggered, this, [this] { cyclePane(-1); });
    connect(m_actions->goToAccounts, &QAction::triggered, this, [this] { focusPane(m_accountsDock); });
    connect(m_actions->goToTable, &QAction::triggered, this, [this] { focusPane(m_tabs); });
    connect(m_actions->goToDetails, &QAction::triggered, this, [this] { focusPane(m_detailsDock); });
    connect(m_actions->goToJobs, &QAction::triggered, this, [this] { focusPane(m_jobsDock); });
    const QList<QAction *> choices = m_actions->appearance->actions();
    for (QAction *choice : choices)
        choice->setChecked(choice->data().toInt() == static_cast<int>(m_theme.appearance()));
    connect(m_actions->appearance, &QActionGroup::triggered, this, [this](QAction *choice) {
        const auto appearance = static_cast<Appearance>(choice->data().toInt());
        m_theme.setAppearance(appearance);
        m_settings.setAppearance(appearance);
    });
}

void MainWindow::setAccountsPanel(QWidget *panel)
{
    m_accountsDock->setWidget(panel);
}

void MainWindow::setJobsPanel(QWidget *panel)
{
    m_jobsDock->setWidget(panel);
}

void MainWindow::setJobsVisible(bool visible)
{
    m_jobsDock->setVisible(visible);
}

void MainWindow::showList(QWidget *page, const PageTitle &title)
{
    if (m_lists->indexOf(page) < 0)
        m_lists->addWidget(page);
    m_lists->setCurrentWidget(page);
    m_tabs->setCurrentIndex(0);
    setPageTitle(page, title);
    updateFront();
    keepFocusVisible();
}

void MainWindow::forgetList(QWidget *page)
{
    m_lists->removeWidget(page);
    m_titles.remove(page);
    updateFront();
}

void MainWindow::setSidesVisible(bool visible)
{
    if (visible == m_sidesVisible)
        return;
    m_sidesVisible = visible;
    if (!visible) {
        for (QDockWidget *dock : {m_accountsDock, m_detailsDock}) {
            if (!dock->isHidden())
                m_sidesHidden.append(dock);
        }
    }
    for (QDockWidget *dock : std::as_const(m_sidesHidden))
        dock->setVisible(visible);
    if (visible)
        m_sidesHidden.clear();
    collapseWhenNarrow();
}

bool MainWindow::isListInFront() const
{
    return m_tabs->currentIndex() == 0;
}

void MainWindow::openPage(QWidget *page, const PageTitle &title)
{
    if (m_tabs->indexOf(page) < 0)
        m_tabs->addTab(page, {});
    setPageTitle(page, title);
    m_tabs->setCurrentWidget(page);
}

void MainWindow::setPageTitle(QWidget *page, const PageTitle &title)
{
    m_titles.insert(page, title);
    const bool isList = m_lists->indexOf(page) >= 0;
    const int tab = isList ? 0 : m_tabs->indexOf(page);
    if (tab >= 0 && (!isList || m_lists->currentWidget() == page)) {
        m_tabs->setTabText(tab, visibleText(title.tab.isEmpty() ? title.page : title.tab, 40).replace(u'&', u"&&"_s));
        m_tabs->setTabIcon(tab, icon(title.iconName, ColorRole::Muted));
    }
    updateFront();
}

void MainWindow::closePage(QWidget *page)
{
    const int tab = m_tabs->indexOf(page);
    if (tab <= 0)
        return;
    m_tabs->removeTab(tab);
    m_titles.remove(page);
    Q_EMIT pageClosed(page);
}

QWidget *MainWindow::pageInFront() const
{
    return isListInFront() ? m_lists->currentWidget() : m_tabs->currentWidget();
}

void MainWindow::updateFront()
{
    const PageTitle title = m_titles.value(pageInFront());
    QStringList parts;
    for (const QString &part : {title.page, title.account, u"Clearsky"_s}) {
        if (!part.isEmpty())
            parts.append(visibleText(part, 80));
    }
    setWindowTitle(parts.join(u" — "));
    m_actions->closeTab->setEnabled(!isListInFront());
    Q_EMIT frontChanged();
}

void MainWindow::setAccountBadge(const QString &accountName, std::optional<Environment> environment)
{
    QStringList parts;
    if (!accountName.isEmpty())
        parts.append(accountName);
    if (environment)
        parts.append(environmentBadge(*environment));
    m_badge->setText(parts.join(u"   "));
}

void MainWindow::setDeleteButton(qsizetype count, const QString &obstacle)
{
    const QString text = count > 0 ? tr("Delete %1 Marked…").arg(countText(count)) : tr("Delete…");
    const bool enabled = obstacle.isEmpty() && count > 0;
    m_delete->setText(text);
    m_delete->setEnabled(enabled);
    const QString hint = enabled ? tr("Review what would be deleted; nothing is sent yet") : obstacle;
    m_delete->setAccessibleDescription(count > 0 ? text + u". "_s + hint : hint);
    m_delete->setStatusTip(hint);
    setPlainToolTip(m_delete, hint);
    m_actions->deleteMarked->setText(u'&' + text);
    m_actions->deleteMarked->setEnabled(enabled);
    m_actions->deleteMarked->setStatusTip(hint);
}

void MainWindow::focusPane(QWidget *pane)
{
    pane->setVisible(true);
    const QList<QWidget *> stops = panes();
    for (QWidget *stop : stops) {
        const bool isFilter = qobject_cast<QLineEdit *>(stop) != nullptr;
        if (pane->isAncestorOf(stop) && !(pane == m_tabs && isFilter)) {
            stop->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

/// Keys go where the user can see it: never to a page that was left, nor to nothing.
void MainWindow::keepFocusVisible()
{
    if (isVisible() && !(focusWidget() && focusWidget()->isVisible()))
        focusPane(m_tabs);
}

/// Where the focus goes in each pane: the first control that takes it; in the middle the filter and the content.
QList<QWidget *> MainWindow::panes() const
{
    const auto firstStop = [](QWidget *inside, auto accept) -> QWidget * {
        const QList<QWidget *> widgets = inside->findChildren<QWidget *>();
        for (QWidget *widget : widgets) {
            if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled() && accept(widget))
                return widget;
        }
        return nullptr;
    };
    const auto any = [](QWidget *) { return true; };
    const auto isFilter = [](QWidget *widget) { return widget->objectName() == u"filter"; };
    const auto isContent = [this](QWidget *widget) {
        return qobject_cast<QLineEdit *>(widget) == nullptr && widget != m_tabs->tabBar();
    };
    QWidget *stack = m_tabs->currentWidget();
    QList<QWidget *> stops{firstStop(m_accountsDock, any), firstStop(stack, isFilter)};
    const QList<QWidget *> views = stack->findChildren<QWidget *>();
    QWidget *content = nullptr;
    for (QWidget *view : views) {
        if (!content && view->isVisible() && view->inherits("QAbstractItemView") && view->isEnabled())
            content = view;
    }
    stops.append(content ? content : firstStop(stack, isContent));
    stops.append(firstStop(m_detailsDock, any));
    stops.append(firstStop(m_jobsDock, any));
    stops.removeAll(nullptr);
    return stops;
}

void MainWindow::cyclePane(int step)
{
    const QList<QWidget *> stops = panes();
    if (stops.isEmpty())
        return;
    const QWidget *focus = focusWidget();
    qsizetype at = stops.indexOf(const_cast<QWidget *>(focus));
    if (at < 0 && focus) {
        for (QDockWidget *dock : {m_accountsDock, m_detailsDock, m_jobsDock}) {
            for (qsizetype i = 0; i < stops.size(); ++i) {
                if (dock->isAncestorOf(focus) && dock->isAncestorOf(stops.at(i)))
                    at = i;
            }
        }
    }
    const qsizetype next = at < 0 ? 0 : (at + step + stops.size()) % stops.size();
    stops.at(next)->setFocus(Qt::TabFocusReason);
}

void MainWindow::restoreLayout()
{
    if (!restoreGeometry(m_settings.layout(u"window"_s)))
        resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    restoreState(m_settings.layout(u"docks"_s));
}

void MainWindow::saveLayout()
{
    m_settings.setLayout(u"window"_s, saveGeometry());
    setSidesVisible(true);
    if (m_detailsCollapsed)
        m_detailsDock->show();
    m_settings.setLayout(u"docks"_s, saveState());
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    collapseWhenNarrow();
}

void MainWindow::collapseWhenNarrow()
{
    if (!m_detailsDock || !m_sidesVisible)
        return;
    if (width() < narrow && !m_detailsDock->isHidden() && !m_detailsCollapsed) {
        m_detailsCollapsed = true;
        m_detailsDock->hide();
    } else if (width() >= narrow && m_detailsCollapsed) {
        m_detailsCollapsed = false;
        m_detailsDock->show();
    }
}

void MainWindow::closeForGood()
{
    m_closing = true;
    close();
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!std::exchange(m_isPainted, true))
        QMetaObject::invokeMethod(this, &MainWindow::painted, Qt::QueuedConnection);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    keepFocusVisible();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing && isSignalConnected(QMetaMethod::fromSignal(&MainWindow::closeRequested))) {
        event->ignore();
        Q_EMIT closeRequested();
        return;
    }
    saveLayout();
    event->accept();
}

} // namespace Clearsky

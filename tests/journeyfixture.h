// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/application.h"
#include "app/practice/practicecloud.h"
#include "app/practicehost.h"
#include "app/providers/registry.h"
#include "tests/support/accessible.h"
#include "tests/support/fastclock.h"
#include "tests/support/waiting.h"
#include "ui/dialogs.h"
#include "ui/mainwindow.h"
#include "ui/shell.h"
#include "ui/theme.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QApplication>
#include <QTabBar>
#include <QTemporaryDir>

namespace Clearsky {

/// The whole program on a practice cloud over real HTTP, as main() puts it together; the cloud and all waits are fast,
/// but for the hold, which lasts 3 s divided by `clockFactor`.
class Journey
{
public:
    static constexpr double cloudSpeed = 400;

    /// The other kinds have one resource each: making them costs time.
    explicit Journey(const QString &kindId, int count = 30, int clockFactor = 3)
        : cloud({.seed = 7, .speed = cloudSpeed, .counts = counts(kindId, count)})
        , clock(clockFactor)
        , theme(*qobject_cast<QApplication *>(QCoreApplication::instance()))
    {
        if (!cloud.start())
            qFatal("the practice cloud does not start");
        host = std::make_unique<PracticeHost>(cloud, QUrl(cloud.origin()), cloudSpeed / clockFactor);
        const Result<DataFolder> data = DataFolder::open(folder.filePath(QStringLiteral("data")));
        if (!data)
            qFatal("the data folder cannot be made");
        application = std::make_unique<Application>(
            *data, Application::Options{.clock = &clock, .practice = host.get()});
        shell = std::make_unique<Shell>(*application, theme, dialogs);
        shell->window().resize(1280, 800);
    }

    [[nodiscard]] QWidget &window() const { return shell->window(); }
    [[nodiscard]] Accessible see() const { return Accessible(shell->window()); }
    [[nodiscard]] QString title() const { return shell->window().windowTitle(); }
    [[nodiscard]] const ResourceKind &kind(const QString &id) const { return application->registry().contract(id)->kind(); }

    /// Opens the list of the kind in the tree and waits until it is loaded.
    [[nodiscard]] bool openList(const QString &kindId)
    {
        if (!see().choose(QStringLiteral("Accounts"), {QStringLiteral("Practice"), kind(kindId).title}))
            return false;
        return waitUntil([&] {
            const QAbstractItemView *list = see().table(QStringLiteral("Resources"));
            return list && list->model()->rowCount() > 0 && !see().hasButton(QStringLiteral("Stop Loading"));
        });
    }
    /// Starts with the practice account and opens the list.
    [[nodiscard]] bool begin(const QString &kindId)
    {
        shell->start(Shell::Opening::Practice);
        return waitUntil([this] { return application->jobs().isOpen(); }) && openList(kindId);
    }
    /// How many requests the plan shows; they stand on its second tab.
    [[nodiscard]] int requestsPlanned() const
    {
        // Qt tells assistive technology a tab bar's current tab instead of its name.
        QTabBar *tabs = nullptr;
        const QList<QTabBar *> bars = window().findChildren<QTabBar *>();
        for (QTabBar *bar : bars) {
            if (bar->isVisible() && bar->accessibleName() == QStringLiteral("Plan Pages"))
                tabs = bar;
        }
        if (!tabs)
            return -1;
        tabs->setCurrentIndex(1);
        const QAbstractItemView *table = see().table(QStringLiteral("Requests"));
        const int rows = table ? table->model()->rowCount() : -1;
        tabs->setCurrentIndex(0);
        return rows;
    }
    /// Types the count if it is asked for, and presses Delete Now.
    [[nodiscard]] bool confirm(qsizetype count)
    {
        const QString field = QStringLiteral("Confirmation");
        if (see().control(QAccessible::EditableText, field) && !see().type(field, QString::number(count)))
            return false;
        return see().press(QStringLiteral("Delete Now"));
    }
    [[nodiscard]] QList<PracticeLogEntry> deletes() const
    {
        QList<PracticeLogEntry> entries = cloud.requests();
        entries.removeIf([](const PracticeLogEntry &entry) { return !entry.isDelete(); });
        return entries;
    }

    QTemporaryDir folder;
    PracticeCloud cloud;
    FastClock clock;
    std::unique_ptr<PracticeHost> host;
    Theme theme;
    MessageDialogs dialogs;
    std::unique_ptr<Application> application;
    std::unique_ptr<Shell> shell;

private:
    [[nodiscard]] static QHash<QString, int> counts(const QString &kindId, int count)
    {
        QHash<QString, int> counts;
        const Registry registry = makeRegistry();
        for (const auto &contract : registry.contracts())
            counts.insert(contract->kind().id, contract->kind().id == kindId ? count : 1);
        return counts;
    }
};

} // namespace Clearsky

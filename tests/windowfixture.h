// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/accountstore.h"
#include "app/settings.h"
#include "tests/support/fakeclock.h"
#include "ui/dialogs.h"
#include "ui/listsource.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"
#include "ui/workbench.h"

#include <QAccessible>
#include <QApplication>
#include <QTemporaryDir>

#include <functional>

namespace Clearsky {

/// A list that a test plays by hand.
class PlayedSource final : public ListSource
{
    Q_OBJECT

public:
    using ListSource::ListSource;

    void load() override
    {
        if (loading)
            return;
        loading = true;
        ++loads;
        Q_EMIT started();
    }
    void cancel() override
    {
        if (loading)
            fail({.kind = Error::Kind::Cancelled});
    }
    [[nodiscard]] bool isLoading() const override { return loading; }
    [[nodiscard]] QString origin() const override { return QStringLiteral("https://zec.example"); }
    [[nodiscard]] QString projectId() const override { return QStringLiteral("p-1"); }

    [[nodiscard]] Result<OutgoingRequest> outgoingDeleteRequest(const QList<ResourceRef> &) const override
    {
        return OutgoingRequest();
    }

    void page(const QList<Resource> &rows, qint64 expected = -1) { Q_EMIT pageRead(rows, expected); }
    void succeed()
    {
        loading = false;
        Q_EMIT loaded();
    }
    void succeed(const QList<Resource> &rows)
    {
        page(rows);
        succeed();
    }
    void fail(const Error &error)
    {
        loading = false;
        Q_EMIT failed(error);
    }

    bool loading = false;
    int loads = 0;
};

/// Answers what the test told it to, and remembers what was asked.
class PlayedDialogs final : public Dialogs
{
public:
    void ask(QWidget *, const Question &question, QObject *, std::function<void(bool)> answered) override
    {
        questions.append(question.text);
        answered(answer);
    }
    void showError(QWidget *, const QString &, const Error &error) override { messages.append(error.message); }
    void showMessage(QWidget *, const QString &, const QString &text) override { messages.append(text); }

    bool answer = false;
    QStringList questions{};
    QStringList messages{};
};

inline ResourceKind snapshotKind(const QString &id = QStringLiteral("zenlayer.zec.snapshot"),
                                 const QString &title = QStringLiteral("ZEC Disk Snapshots"),
                                 const QString &provider = QStringLiteral("zenlayer"),
                                 const QString &iconName = QStringLiteral("camera"))
{
    using enum Column::Type;
    using Role = StateMeaning::Role;
    using Tone = StateMeaning::Tone;
    const auto state = [](const QString &word, const QString &wordShown, Role role, Tone tone) {
        return StateMeaning{.word = word, .title = wordShown, .role = role, .tone = tone, .deletable = role == Role::Idle};
    };
    const auto column = [](const QString &columnId, const QString &columnTitle, Column::Type type, int width) {
        return Column{.id = columnId, .title = columnTitle, .type = type, .widthHint = width};
    };
    ResourceKind kind;
    kind.id = id;
    kind.providerId = provider;
    kind.title = title;
    kind.icon = iconName;
    kind.idsPerRequest = 100;
    kind.idPattern = QRegularExpression(QStringLiteral("^[0-9A-Za-z_-]{1,64}$"));
    kind.columns = {column(QStringLiteral("name"), QStringLiteral("Name"), Text, 28),
                    column(QStringLiteral("state"), QStringLiteral("State"), State, 12),
                    column(QStringLiteral("age"), QStringLiteral("Age"), Age, 8),
                    column(QStringLiteral("type"), QStringLiteral("Type"), Text, 9),
                    column(QStringLiteral("disk"), QStringLiteral("Disk"), Text, 20),
                    column(QStringLiteral("zone"), QStringLiteral("Zone"), Text, 14),
                    column(QStringLiteral("retention"), QStringLiteral("Kept Until"), Time, 18),
                    column(QStringLiteral("group"), QStringLiteral("Resource Group"), Text, 16),
                    column(QStringLiteral("id"), QStringLiteral("ID"), Text, 20)};
    kind.columns.last().place = Column::Place::Details;
    kind.states = {state(QStringLiteral("AVAILABLE"), QStringLiteral("Available"), Role::Idle, Tone::Good),
                   state(QStringLiteral("CREATING"), QStringLiteral("Creating"), Role::Busy, Tone::Busy),
                   state(QStringLiteral("FAILED"), QStringLiteral("Creation failed"), Role::Idle, Tone::Bad),
                   state(QStringLiteral("ROLLING_BACK"), QStringLiteral("Rolling back"), Role::Busy, Tone::Warning)};
    return kind;
}

inline QList<Resource> snapshotRows(int count, const QDateTime &now)
{
    const QStringList stems{QStringLiteral("nightly-finance"), QStringLiteral("pre-upgrade"), QStringLiteral("golden-image"),
                            QStringLiteral("weekly-hr"), QStringLiteral("<b>bold</b> & co"), QStringLiteral("dev-sandbox")};
    const QStringList states{QStringLiteral("AVAILABLE"), QStringLiteral("AVAILABLE"), QStringLiteral("AVAILABLE"),
                             QStringLiteral("FAILED"), QStringLiteral("CREATING"), QStringLiteral("AVAILABLE"),
                             QStringLiteral("ROLLING_BACK"), QStringLiteral("MYSTERY")};
    QList<Resource> rows;
    for (int i = 0; i < count; ++i) {
        Resource row;
        row.id = QStringLiteral("17%1").arg(5930000000000 + i * 7919);
        row.name = QStringLiteral("%1-%2").arg(stems.at(i % 6)).arg(2024000 + i * 37);
        if (i == 3)
            row.name = QStringLiteral("invoice\u202Egpj.exe");
        row.state = states.at((i * 5) % 8);
        row.created = now.addDays(-i).addSecs(-4000);
        row.cells = {row.name, row.state, row.created, i % 2 ? QStringLiteral("Manual") : QStringLiteral("Auto"),
                     QStringLiteral("disk-%1").arg(100 + i % 17), QStringLiteral("asia-east-1a"),
                     i % 5 ? QVariant(QDateTime()) : QVariant(now.addDays(30)), QStringLiteral("default"), row.id};
        row.raw = QByteArrayLiteral("{\"snapshotId\":\"") + row.id.toLatin1() + "\",\"status\":\"" + row.state.toLatin1() + "\"}";
        rows.append(row);
    }
    return rows;
}

/// The main window with accounts and lists that a test plays.
class WindowFixture
{
public:
    explicit WindowFixture(int accountCount = 1)
        : theme(*qobject_cast<QApplication *>(QCoreApplication::instance()))
    {
        static_cast<void>(store.load());
        if (accountCount > 0) {
            static_cast<void>(store.add({.name = QStringLiteral("zen-lab"), .providerId = QStringLiteral("zenlayer"),
                                         .environment = Environment::Test, .signInMethod = QStringLiteral("token")}));
        }
        if (accountCount > 1) {
            static_cast<void>(store.add({.name = QStringLiteral("practice"), .providerId = QStringLiteral("practice"),
                                         .environment = Environment::Production}));
        }
        workbench = std::make_unique<Workbench>(
            window, store, QList<const ResourceKind *>{&kinds[0], &kinds[1], &kinds[2]},
            [this](const Account &, const ResourceKind &kind) {
                auto source = std::make_unique<PlayedSource>();
                sources.insert(kind.id, source.get());
                return source;
            },
            clock, settings, dialogs);
    }

    void show(const QSize &size = {1280, 800})
    {
        window.resize(size);
        window.show();
        workbench->start();
    }
    [[nodiscard]] PlayedSource &source() { return *sources.value(kinds[0].id); }
    [[nodiscard]] Account account() const { return store.accounts().first(); }
    [[nodiscard]] QList<Resource> rows(int count) const { return snapshotRows(count, clock.wallTime()); }

    /// The visible control with this accessible name and role; null: none. Fails the look-up when there are two.
    [[nodiscard]] QWidget *find(const QString &name, QAccessible::Role role) const
    {
        QWidget *found = nullptr;
        const QList<QWidget *> widgets = window.findChildren<QWidget *>();
        for (QWidget *widget : widgets) {
            QAccessibleInterface *face = widget->isVisible() ? QAccessible::queryAccessibleInterface(widget) : nullptr;
            if (!face || face->role() != role || face->text(QAccessible::Name) != name)
                continue;
            if (found)
                return nullptr;
            found = widget;
        }
        return found;
    }
    template<typename Widget>
    [[nodiscard]] Widget *find(const QString &name, QAccessible::Role role) const
    {
        return qobject_cast<Widget *>(find(name, role));
    }

    QTemporaryDir folder{};
    FakeClock clock{};
    Theme theme;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    AccountStore store{folder.filePath(QStringLiteral("accounts.json")), clock};
    PlayedDialogs dialogs{};
    ResourceKind kinds[3] = {snapshotKind(),
                             snapshotKind(QStringLiteral("huawei.workspace.snapshot"), QStringLiteral("Workspace Snapshots"),
                                          QStringLiteral("huawei")),
                             snapshotKind(QStringLiteral("huawei.csbs.backup"), QStringLiteral("CSBS Backups"),
                                          QStringLiteral("huawei"), QStringLiteral("archive"))};
    QHash<QString, PlayedSource *> sources{};
    MainWindow window{theme, settings};
    std::unique_ptr<Workbench> workbench{};
};

} // namespace Clearsky

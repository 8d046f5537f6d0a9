// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/windowfixture.h"

#include "app/application.h"
#include "ui/deleteflow.h"
#include "ui/mainactions.h"
#include "ui/planpage.h"
#include "ui/resourcepage.h"
#include "ui/shell.h"

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// An application of its own data folder and clock, not yet begun.
struct Stage
{
    Stage()
        : application(*DataFolder::open(folder.filePath(u"data"_s)), {.clock = &clock})
    {
    }

    QTemporaryDir folder{};
    FakeClock clock{};
    Application application;
};

} // namespace

/// What happens before the first window is there, and what only afterwards.
class TestStart final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsAreShownAtOnceAndReadWhenThatIsAllowed();
    void theJournalIsOpenedAfterTheWindowIsPainted();
    void aWindowThatIsNotPaintedBeginsAllTheSame();
    void aPlanThatWasThereBeforeTheJournalCanBeConfirmed();
};

void TestStart::listsAreShownAtOnceAndReadWhenThatIsAllowed()
{
    WindowFixture f(2);
    f.workbench->holdLists();
    f.show();
    QVERIFY(f.workbench->currentPage());
    QCOMPARE(f.source().loads, 0);
    f.workbench->openList(f.store.accounts().at(1).id, f.kinds[1].id); // the practice account has all kinds
    QCOMPARE(f.sources.value(f.kinds[1].id)->loads, 0);

    f.workbench->loadLists();
    QCOMPARE(f.sources.value(f.kinds[1].id)->loads, 1);
    QCOMPARE(f.source().loads, 0); // not looked at
    f.workbench->openList(f.account().id, f.kinds[0].id);
    QCOMPARE(f.source().loads, 1);
}

void TestStart::theJournalIsOpenedAfterTheWindowIsPainted()
{
    Stage stage;
    Theme theme(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    PlayedDialogs dialogs;
    Shell shell(stage.application, theme, dialogs);
    QSignalSpy painted(&shell.window(), &MainWindow::painted);
    QSignalSpy opened(&stage.application.jobs(), &JobEngine::opened);
    shell.start(Shell::Opening::AsLastTime);
    QCOMPARE(painted.size(), 0);
    QVERIFY(opened.wait());
    QCOMPARE(painted.size(), 1);
}

void TestStart::aWindowThatIsNotPaintedBeginsAllTheSame()
{
    Stage stage;
    Theme theme(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    PlayedDialogs dialogs;
    Shell shell(stage.application, theme, dialogs);
    QSignalSpy painted(&shell.window(), &MainWindow::painted);
    QSignalSpy opened(&stage.application.jobs(), &JobEngine::opened);
    shell.start(Shell::Opening::AsLastTime);
    shell.window().hide(); // before anything could be painted
    stage.clock.advance(1s);
    QVERIFY(opened.wait());
    QCOMPARE(painted.size(), 0);
}

void TestStart::aPlanThatWasThereBeforeTheJournalCanBeConfirmed()
{
    WindowFixture f;
    f.kinds[0].counted = [](int count) { return u"%1 snapshots"_s.arg(count); };
    Stage stage;
    DeleteFlow flow(f.window, *f.workbench, stage.application.jobs(), {&f.kinds[0], &f.kinds[1], &f.kinds[2]}, f.clock, f.settings,
                    f.dialogs);
    f.show();
    f.source().succeed(f.rows(1));
    f.window.actions().markAllMatching->trigger();
    f.window.actions().deleteMarked->trigger();
    auto *confirm = f.find<QPushButton>(u"Delete Now"_s, QAccessible::Button);
    QVERIFY(confirm);
    QVERIFY(!confirm->isEnabled());

    stage.application.openJobs();
    QTRY_VERIFY(confirm->isEnabled());
}

QTEST_MAIN(TestStart)
#include "tst_start.moc"

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/accountstore.h"
#include "app/application.h"
#include "tests/support/findwidget.h"
#include "ui/accountwizard/accountwizard.h"
#include "ui/dialogs.h"
#include "ui/mainactions.h"
#include "ui/mainwindow.h"
#include "ui/shell.h"
#include "ui/theme.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

template<typename W>
W *openDialog()
{
    const QWidgetList widgets = QApplication::topLevelWidgets();
    for (QWidget *widget : widgets) {
        auto *dialog = qobject_cast<W *>(widget);
        if (dialog && dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

QAbstractButton *buttonOf(const QMessageBox &box, const QString &text)
{
    const QList<QAbstractButton *> buttons = box.buttons();
    for (QAbstractButton *button : buttons) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

} // namespace

/// The windows as the program puts them together.
class TestShell final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void accountsAreAddedEditedAndRemoved();
    void jobActionsAreInTheMenu();

private:
    QTemporaryDir m_folder;
    MessageDialogs m_dialogs;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<Shell> m_shell;
};

void TestShell::init()
{
    m_theme = std::make_unique<Theme>(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    const Result<DataFolder> folder = DataFolder::open(m_folder.filePath(u"data"_s));
    QVERIFY(folder);
    m_application = std::make_unique<Application>(*folder, Application::Options{});
    m_shell = std::make_unique<Shell>(*m_application, *m_theme, m_dialogs);
    m_shell->start(Shell::Opening::AsLastTime);
}

void TestShell::cleanup()
{
    m_shell.reset();
    m_application.reset();
    m_theme.reset();
}

void TestShell::accountsAreAddedEditedAndRemoved()
{
    MainWindow &window = m_shell->window();
    window.actions().addAccount->trigger();
    QTRY_VERIFY(openDialog<AccountWizard>());
    auto *wizard = openDialog<AccountWizard>();
    auto *providers = named<QListWidget>(*wizard, u"Provider"_s);
    providers->setCurrentItem(providers->findItems(u"Practice cloud"_s, Qt::MatchExactly).first());
    named<QPushButton>(*wizard, u"Next"_s)->click();
    named<QLineEdit>(*wizard, u"Display Name"_s)->setText(u"exercise"_s);
    named<QPushButton>(*wizard, u"Finish"_s)->click();
    QTRY_COMPARE(m_application->accounts().accounts().size(), 1);
    QTRY_VERIFY(!openDialog<AccountWizard>());
    // Its first list is open and loads.
    QTRY_VERIFY(window.windowTitle().contains(u"— exercise —"_s));
    const auto *table = named<QTableView>(window, u"Resources"_s);
    QVERIFY(table);
    QTRY_VERIFY(table->model()->rowCount() > 0);

    window.actions().editAccount->trigger();
    QTRY_VERIFY(openDialog<AccountWizard>());
    wizard = openDialog<AccountWizard>();
    named<QLineEdit>(*wizard, u"Display Name"_s)->setText(u"drill"_s);
    named<QPushButton>(*wizard, u"Finish"_s)->click();
    QTRY_COMPARE(m_application->accounts().accounts().first().name, u"drill"_s);

    window.actions().removeAccount->trigger();
    QTRY_VERIFY(openDialog<QMessageBox>());
    auto *box = openDialog<QMessageBox>();
    QVERIFY(box->defaultButton() != buttonOf(*box, u"Remove Account"_s));
    buttonOf(*box, u"Remove Account"_s)->click();
    QTRY_VERIFY(m_application->accounts().accounts().isEmpty());
}

void TestShell::jobActionsAreInTheMenu()
{
    const QList<QAction *> actions = m_shell->window().actions().jobsMenu->actions();
    QStringList texts;
    for (const QAction *action : actions)
        texts.append(action->iconText());
    QVERIFY2(texts.contains(u"Undo Deletion"_s) && texts.contains(u"Stop Job"_s), qPrintable(texts.join(u';')));
}

QTEST_MAIN(TestShell)
#include "tst_shell.moc"

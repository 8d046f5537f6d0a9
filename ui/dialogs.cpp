// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs.h"

#include "models/displaytext.h"
#include "ui/icons.h"

#include <QCoreApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace Clearsky {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Dialogs", text);
}

std::pair<QString, ColorRole> iconOf(QMessageBox::Icon icon)
{
    switch (icon) {
    case QMessageBox::Question: return {QStringLiteral("circle-help"), ColorRole::Accent};
    case QMessageBox::Information: return {QStringLiteral("info"), ColorRole::Accent};
    default: return {QStringLiteral("triangle-alert"), ColorRole::Warn};
    }
}

QMessageBox *makeBox(QWidget *parent, QMessageBox::Icon icon, const QString &title, const QString &text,
                     const QString &explanation)
{
    auto *box = new QMessageBox(icon, visibleText(title), visibleText(text), QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    if (parent)
        box->setWindowModality(Qt::WindowModal);
    // The style's own icons look foreign, and belong to no theme.
    const int size = box->fontMetrics().height() * 2;
    const auto [name, role] = iconOf(icon);
    box->setIconPixmap(iconPixmap(name, role, box->palette(), size, box->devicePixelRatioF()));
    if (!explanation.isEmpty())
        box->setInformativeText(visibleLines(explanation, 4096));
    // setTextFormat() reaches the first label only.
    const QList<QLabel *> labels = box->findChildren<QLabel *>();
    for (QLabel *label : labels)
        label->setTextFormat(Qt::PlainText);
    return box;
}

} // namespace

void MessageDialogs::ask(QWidget *parent, const Question &question, QObject *context,
                         std::function<void(bool confirmed)> answered)
{
    QMessageBox *box = makeBox(parent, question.destructive ? QMessageBox::Warning : QMessageBox::Question,
                               question.title, question.text, question.explanation);
    QPushButton *confirm = box->addButton(question.confirm, question.destructive ? QMessageBox::DestructiveRole
                                                                                 : QMessageBox::AcceptRole);
    confirm->setProperty("danger", question.destructive);
    confirm->setAutoDefault(false);
    QPushButton *cancel = question.cancel.isEmpty() ? box->addButton(QMessageBox::Cancel)
                                                    : box->addButton(question.cancel, QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    QObject::connect(box, &QMessageBox::finished, context, [box, confirm, answered = std::move(answered)] {
        answered(box->clickedButton() == confirm);
    });
    box->open();
}

void MessageDialogs::showError(QWidget *parent, const QString &title, const Error &error)
{
    QMessageBox *box = makeBox(parent, QMessageBox::Warning, title, error.message, {});
    const QString facts = errorFacts(error);
    if (!facts.isEmpty())
        box->setDetailedText(facts);
    box->addButton(QMessageBox::Close);
    box->open();
}

void MessageDialogs::showMessage(QWidget *parent, const QString &title, const QString &text)
{
    QMessageBox *box = makeBox(parent, QMessageBox::Information, title, text, {});
    box->addButton(QMessageBox::Close);
    box->open();
}

QString errorFacts(const Error &error)
{
    QStringList lines;
    if (error.httpStatus > 0)
        lines.append(QStringLiteral("HTTP %1").arg(error.httpStatus));
    if (!error.code.isEmpty())
        lines.append(translated(QT_TRANSLATE_NOOP("Dialogs", "Code: %1")).arg(visibleText(error.code)));
    if (!error.detail.isEmpty())
        lines.append(translated(QT_TRANSLATE_NOOP("Dialogs", "Answer: %1")).arg(visibleLines(error.detail, 4096)));
    if (!error.requestId.isEmpty())
        lines.append(translated(QT_TRANSLATE_NOOP("Dialogs", "Request id: %1")).arg(visibleText(error.requestId)));
    return lines.join(u'\n');
}

} // namespace Clearsky

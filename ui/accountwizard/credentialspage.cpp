// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/accountwizard/credentialspage.h"

#include "app/accounts/endpoint.h"
#include "models/displaytext.h"
#include "ui/accountwizard/fieldform.h"
#include "ui/metrics.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The account's member that a field that is no secret stands for; null: none.
QString *memberOf(Account &account, const QString &fieldId)
{
    if (fieldId == "accessKeyId"_L1)
        return &account.accessKeyId;
    if (fieldId == "accountName"_L1)
        return &account.accountName;
    if (fieldId == "userName"_L1)
        return &account.userName;
    return nullptr;
}

/// Names travel in a body, so any script will do, as long as it can be seen.
Result<QString> checkVisible(const QString &text, const QString &title)
{
    const QString trimmed = text.trimmed();
    if (visibleText(trimmed) == trimmed)
        return trimmed;
    return failure({.message = CredentialsPage::tr("%1 contains a character that cannot be seen. Type it again.").arg(title)});
}

} // namespace

CredentialsPage::CredentialsPage(const Registry &registry, AccountDraft &draft, QWidget *parent)
    : WizardStep(parent)
    , m_registry(registry)
    , m_draft(draft)
    , m_column(new QVBoxLayout(this))
    , m_methodForm(new FieldForm(this))
{
    setTitle(tr("Credentials"));
    setSubTitle(m_draft.isNew()
                    ? tr("With what does Clearsky sign in? Use a key that may list and delete, and nothing else.")
                    : tr("A secret that is left empty stays as it is."));
    m_method = m_methodForm->addChoice(u"signInMethod"_s, tr("Sign-in Method"));
    connect(m_method, &QComboBox::currentIndexChanged, this, &CredentialsPage::showFields);
    m_column->setSpacing(space(*this, 2));
    m_column->addWidget(m_methodForm);
    m_column->addStretch(1);
}

void CredentialsPage::initializePage()
{
    if (m_providerId != m_draft.account.providerId)
        fillMethods();
}

void CredentialsPage::fillMethods()
{
    m_providerId = m_draft.account.providerId;
    const Provider *provider = m_registry.provider(m_providerId);
    m_methods = provider ? provider->signInMethods() : QList<SignInMethod>();
    const QSignalBlocker blocker(m_method);
    m_method->clear();
    for (const SignInMethod &method : std::as_const(m_methods)) {
        m_method->addItem(visibleText(method.title), method.id);
        if (method.id == m_draft.account.signInMethod)
            m_method->setCurrentIndex(m_method->count() - 1);
    }
    showFields();
}

SignInMethod CredentialsPage::chosen() const
{
    return m_methods.value(m_method->currentIndex());
}

void CredentialsPage::showFields()
{
    delete m_fields;
    m_editors.clear();
    m_fields = new FieldForm(this);
    m_column->insertWidget(1, m_fields);
    const SignInMethod method = chosen();
    const bool keepsSecrets = m_draft.before && m_draft.before->signInMethod == method.id;
    for (const SignInField &field : method.fields)
        addField(field, keepsSecrets);
    m_fields->show();
    connect(m_fields, &FieldForm::changed, this, &CredentialsPage::completeChanged);
    Q_EMIT completeChanged();
}

void CredentialsPage::addField(const SignInField &field, bool keepsSecrets)
{
    const QString title = field.title;
    const bool isName = field.id == "accountName"_L1 || field.id == "userName"_L1;
    const FieldForm::Check check = [title, isName](const QString &text) {
        return isName ? checkVisible(text, title) : validateSecretText(text, title);
    };
    if (!field.secret) {
        QLineEdit *editor = m_fields->addText(field.id, title, field.required, check);
        if (const QString *member = memberOf(m_draft.account, field.id))
            editor->setText(*member);
        m_editors.insert(field.id, editor);
        return;
    }
    QLineEdit *editor = m_fields->addSecret(field.id, title, field.required && !keepsSecrets, check);
    if (keepsSecrets)
        editor->setPlaceholderText(tr("Unchanged"));
    m_editors.insert(field.id, editor);
}

QString CredentialsPage::problem() const
{
    if (m_methods.isEmpty())
        return tr("This provider cannot be signed in to.");
    return m_fields ? m_fields->problem() : QString();
}

bool CredentialsPage::validatePage()
{
    const SignInMethod method = chosen();
    Account &account = m_draft.account;
    account.signInMethod = method.id;
    account.accessKeyId.clear();
    account.accountName.clear();
    account.userName.clear();
    m_draft.entered = {};
    for (const SignInField &field : method.fields) {
        const QString value = m_fields->value(m_editors.value(field.id));
        if (field.secret)
            m_draft.entered.set(field.id, Secret::fromText(value));
        else if (QString *member = memberOf(account, field.id))
            *member = value;
    }
    return true;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/accountwizard/accountwizard.h"

#include "models/displaytext.h"
#include "ui/accountwizard/credentialspage.h"
#include "ui/accountwizard/namepage.h"
#include "ui/accountwizard/providerpage.h"
#include "ui/accountwizard/scopepage.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"

#include <QAbstractButton>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

AccountWizard::AccountWizard(const AccountServices &services, std::optional<Account> account, QWidget *parent)
    : QWizard(parent)
    , m_services(services)
{
    if (account) {
        m_draft.account = *account;
        m_draft.before = std::move(account);
    }
    setObjectName(u"accountWizard"_s);
    setWindowTitle(m_draft.isNew() ? tr("Add Account — Clearsky")
                                   : tr("Edit Account — %1 — Clearsky").arg(visibleText(m_draft.account.name)));
    setWizardStyle(QWizard::ModernStyle);
    setTitleFormat(Qt::PlainText);
    setSubTitleFormat(Qt::PlainText);
    setOption(QWizard::NoBackButtonOnStartPage);
    m_namePage = new NamePage(m_services, m_draft, this);
    setPage(Provider, new ProviderPage(m_services.registry, m_draft, this));
    setPage(Credentials, new CredentialsPage(m_services.registry, m_draft, this));
    setPage(Scope, new ScopePage(m_services, m_draft, this));
    setPage(Name, m_namePage);
    const bool practice = m_draft.account.providerId == practiceProviderId;
    setStartId(m_draft.isNew() ? Provider : practice ? Name : Credentials);
    setUpButtons();
    resize(charactersWide(*this, 104), fontMetrics().height() * 34);
}

AccountWizard::~AccountWizard() = default;

void AccountWizard::setUpButtons()
{
    // The texts that QWizard gives them have arrows.
    button(QWizard::NextButton)->setAccessibleName(tr("Next"));
    button(QWizard::BackButton)->setAccessibleName(tr("Back"));
    button(QWizard::FinishButton)->setAccessibleName(tr("Finish"));
    button(QWizard::CancelButton)->setAccessibleName(tr("Cancel"));
    const QList<int> ids = pageIds();
    for (const int id : ids)
        connect(page(id), &QWizardPage::completeChanged, this, &AccountWizard::updateReason);
    connect(this, &QWizard::currentIdChanged, this, &AccountWizard::updateReason);
}

void AccountWizard::updateReason()
{
    const auto *step = qobject_cast<WizardStep *>(currentPage());
    const QString reason = step ? step->problem() : QString();
    for (const QWizard::WizardButton which : {QWizard::NextButton, QWizard::FinishButton}) {
        button(which)->setAccessibleDescription(reason);
        setPlainToolTip(button(which), reason);
    }
}

int AccountWizard::nextId() const
{
    switch (currentId()) {
    case Provider:
        // Asked before the choice is taken over as well, to tell Next from Finish.
        return m_draft.account.providerId == practiceProviderId ? Name : Credentials;
    case Credentials: return Scope;
    case Scope: return Name;
    default: return -1;
    }
}

void AccountWizard::accept()
{
    if (m_saving || !validateCurrentPage())
        return;
    const QString busy = m_busy ? m_busy() : QString();
    if (!busy.isEmpty()) {
        m_namePage->showError(busy);
        return;
    }
    if (m_draft.account.id.isEmpty())
        m_draft.account.id = AccountStore::makeId();
    setSaving(true);
    const bool nothingNew = m_draft.entered.isEmpty() && m_draft.keepsSecrets();
    if (nothingNew || !signInMethodOf(m_services.registry, m_draft.account))
        keepAccount(false);
    else
        keepSecrets();
}

void AccountWizard::reject()
{
    // A secret on its way to the keychain has no account yet: the answer comes within its deadline.
    if (!m_saving)
        QWizard::reject();
}

void AccountWizard::setSaving(bool saving)
{
    m_saving = saving;
    for (const QWizard::WizardButton which : {QWizard::BackButton, QWizard::FinishButton, QWizard::CancelButton})
        button(which)->setEnabled(!saving);
    m_namePage->setEnabled(!saving);
}

void AccountWizard::keepSecrets()
{
    m_namePage->showWaiting();
    completeCredentials(m_services, m_draft, this, [this](const Result<Clearsky::Credentials> &credentials) {
        if (!credentials) {
            fail(credentials.error());
            return;
        }
        ResultJob<SecretPlace> *writing = m_services.secrets.write(m_draft.account.id, *credentials);
        connect(writing, &AsyncJob::finished, this, [this, writing] {
            if (writing->result())
                keepAccount(true);
            else
                fail(writing->result().error());
        });
        writing->start();
    });
}

void AccountWizard::keepAccount(bool secretsWereWritten)
{
    Result<Account> kept = m_draft.account;
    if (m_draft.isNew())
        kept = m_services.accounts.add(m_draft.account);
    else if (const Result<void> updated = m_services.accounts.update(m_draft.account); !updated)
        kept = failure(updated.error());
    if (!kept) {
        // Nobody would ever find the secret again.
        if (m_draft.isNew() && secretsWereWritten)
            m_services.secrets.remove(m_draft.account.id)->start();
        fail(kept.error());
        return;
    }
    // New secrets alone do not change the account, so nobody else tells the connections.
    m_services.connections.forget(kept->id);
    m_saving = false;
    Q_EMIT saved(*kept);
    QWizard::accept();
}

void AccountWizard::fail(const Error &error)
{
    setSaving(false);
    m_namePage->showError(error.message);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/accountwizard/namepage.h"

#include "ui/accountwizard/fieldform.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

NamePage::NamePage(const AccountServices &services, AccountDraft &draft, QWidget *parent)
    : WizardStep(parent)
    , m_services(services)
    , m_draft(draft)
    , m_fields(new FieldForm(this))
    , m_storage(new PlainLabel(this))
    , m_status(new PlainLabel(this))
{
    setTitle(tr("Name"));
    setSubTitle(tr("What is the account called, and how much does it matter?"));
    m_name = m_fields->addText(u"displayName"_s, tr("Display Name"), true, [this](const QString &text) -> Result<QString> {
        if (const auto allowed = m_services.accounts.checkName(text, m_draft.account.id); !allowed)
            return failure(allowed.error());
        return text.trimmed();
    });
    m_environment = m_fields->addChoice(u"environment"_s, tr("Environment"));
    const QList<Environment> environments = allEnvironments();
    for (const Environment environment : environments)
        m_environment->addItem(environmentTitle(environment), static_cast<int>(environment));
    connect(m_fields, &FieldForm::changed, this, &NamePage::completeChanged);
    m_storage->setObjectName(u"secretStorage"_s);
    m_storage->setAccessibleDescription(tr("Secret Storage"));
    m_storage->setWordWrap(true);
    m_status->setObjectName(u"wizardStatus"_s);
    m_status->setAccessibleDescription(tr("Wizard Status"));
    m_status->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space(*this, 3));
    column->addWidget(m_fields);
    column->addWidget(m_storage);
    column->addWidget(m_status);
    column->addStretch(1);
}

void NamePage::initializePage()
{
    const Account &account = m_draft.account;
    if (!m_draft.isNew()) {
        m_name->setText(account.name);
    } else if (m_name->text() == m_suggested) {
        m_suggested = suggestedName();
        m_name->setText(m_suggested);
    }
    const bool practice = account.providerId == practiceProviderId;
    const Environment environment = m_draft.isNew() && practice ? Environment::Test : account.environment;
    m_environment->setCurrentIndex(m_environment->findData(static_cast<int>(environment)));
    m_status->setText({});
    if (practice) {
        m_storage->setColorRole(ColorRole::Muted);
        m_storage->setText(tr("The practice cloud makes its keys anew at each start; nothing secret is kept."));
    } else {
        probeStorage();
    }
}

QString NamePage::suggestedName() const
{
    const Provider *provider = m_services.registry.provider(m_draft.account.providerId);
    if (!provider)
        return {};
    QString base = m_draft.account.providerId == practiceProviderId ? tr("Practice", "name of the practice account")
                                                                    : provider->title();
    if (!m_draft.account.region.isEmpty())
        base += u' ' + m_draft.account.region;
    QString name = base;
    for (int number = 2; !m_services.accounts.checkName(name) && number < 100; ++number)
        name = base + u' ' + QString::number(number);
    return name;
}

void NamePage::probeStorage()
{
    m_storage->setColorRole(ColorRole::Muted);
    m_storage->setText(tr("Looking for a place for the secret…"));
    ResultJob<SecretPlace> *probing = m_services.secrets.probe();
    connect(probing, &AsyncJob::finished, this, [this, probing] {
        if (!probing->result())
            return;
        const SecretPlace &place = *probing->result();
        m_storage->setColorRole(place.kind == SecretPlace::Kind::Keychain ? ColorRole::Muted : ColorRole::Warn);
        m_storage->setText(place.sentence);
    });
    probing->start();
}

QString NamePage::problem() const
{
    return m_fields->problem();
}

bool NamePage::validatePage()
{
    m_draft.account.name = m_fields->value(m_name);
    m_draft.account.environment = static_cast<Environment>(m_environment->currentData().toInt());
    return true;
}

void NamePage::showError(const QString &sentence)
{
    m_status->setColorRole(ColorRole::Danger);
    m_status->setText(sentence);
}

void NamePage::showWaiting()
{
    m_status->setColorRole(ColorRole::Muted);
    m_status->setText(tr("Keeping the secret. The keychain may ask for its password."));
}

} // namespace Clearsky

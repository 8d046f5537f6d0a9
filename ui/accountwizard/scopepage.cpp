// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/accountwizard/scopepage.h"

#include "app/accounts/endpoint.h"
#include "app/providers/connectioncheck.h"
#include "ui/accountwizard/fieldform.h"
#include "ui/delegates/statechipdelegate.h"
#include "ui/icons.h"
#include "ui/metrics.h"
#include "ui/plaintext.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

FieldForm::Check headerCheck(const QString &title)
{
    return [title](const QString &text) { return validateSecretText(text, title); };
}

} // namespace

ScopePage::ScopePage(const AccountServices &services, AccountDraft &draft, QWidget *parent)
    : WizardStep(parent)
    , m_services(services)
    , m_draft(draft)
    , m_column(new QVBoxLayout(this))
{
    setTitle(tr("Scope and test"));
    setSubTitle(tr("Which part of the account? Endpoints stay empty for the public cloud."));
    m_column->setSpacing(space(*this, 2));
    buildTest();
}

ScopePage::~ScopePage()
{
    // Not stopTest(): the wizard's draft, which it asks about, is gone before its pages.
    delete m_check;
}

void ScopePage::buildTest()
{
    m_test = new QPushButton(tr("Test Connection"), this);
    m_test->setObjectName(u"testConnection"_s);
    m_test->setAccessibleName(tr("Test Connection"));
    m_test->setIcon(icon(u"plug"_s));
    m_test->setAutoDefault(false);
    connect(m_test, &QPushButton::clicked, this, &ScopePage::startTest);
    m_result = new PlainLabel(this);
    m_result->setObjectName(u"connectionCheckResult"_s);
    m_result->setAccessibleDescription(tr("Connection Check Result"));
    m_result->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(space(*this, 3));
    line->addWidget(m_test);
    line->addWidget(m_result, 1);
    m_table = new QTableView(this);
    m_table->setObjectName(u"connectionCheck"_s);
    m_table->setAccessibleName(tr("Connection Check"));
    setUpTable(*m_table);
    m_table->setItemDelegateForColumn(ConnectionCheckModel::ResultColumn, new StateChipDelegate(m_table));
    m_table->setModel(&m_steps);
    m_table->setColumnWidth(ConnectionCheckModel::StepColumn, charactersWide(*this, 36));
    m_table->setColumnWidth(ConnectionCheckModel::ResultColumn, charactersWide(*this, 14));
    m_table->setMinimumHeight(fontMetrics().height() * 5);
    m_column->addLayout(line);
    m_advice = new PlainLabel(this);
    m_advice->setObjectName(u"connectionCheckAdvice"_s);
    m_advice->setAccessibleDescription(tr("Connection Check Advice"));
    m_advice->setWordWrap(true);
    m_advice->hide();
    m_column->addWidget(m_table, 1);
    m_column->addWidget(m_advice);
}

void ScopePage::initializePage()
{
    if (m_providerId != m_draft.account.providerId)
        showFields();
    forgetTest();
}

void ScopePage::cleanupPage()
{
    stopTest();
}

void ScopePage::showFields()
{
    m_providerId = m_draft.account.providerId;
    delete m_fields;
    m_region = m_romaForm = nullptr;
    m_project = m_iamEndpoint = nullptr;
    m_fields = new FieldForm(this);
    m_column->insertWidget(0, m_fields);
    m_fields->show();
    const Provider *provider = m_services.registry.provider(m_providerId);
    if (!provider)
        return;
    const Account &account = m_draft.account;
    if (!provider->regions().isEmpty())
        addRegion(*provider);
    if (provider->hasProjects()) {
        m_project = m_fields->addText(u"projectId"_s, tr("Project ID"), false, headerCheck(tr("Project ID")));
        m_project->setPlaceholderText(tr("The region's own, found at sign-in"));
        m_project->setText(account.projectId);
        m_iamEndpoint = m_fields->addText(u"iamEndpoint"_s, tr("IAM Endpoint"), false, validateEndpoint);
        m_iamEndpoint->setPlaceholderText(tr("The provider's own"));
        m_iamEndpoint->setText(account.iamEndpoint);
    }
    m_serviceEndpoint = m_fields->addText(u"serviceEndpoint"_s, tr("Service Endpoint"), false, validateEndpoint);
    m_serviceEndpoint->setPlaceholderText(tr("The provider's own; may contain {service} and {region}"));
    m_serviceEndpoint->setText(account.serviceEndpoint);
    if (hasRoma())
        addRomaForm();
    // The fields are younger than the test below them.
    setFocusProxy(m_region ? static_cast<QWidget *>(m_region) : m_serviceEndpoint);
    setTabOrder(m_romaForm ? static_cast<QWidget *>(m_romaForm) : m_serviceEndpoint, m_test);
    setTabOrder(m_test, m_table);
    connect(m_fields, &FieldForm::changed, this, &ScopePage::onChanged);
}

void ScopePage::addRegion(const Provider &provider)
{
    m_region = m_fields->addEditableChoice(u"region"_s, tr("Region"), true, headerCheck(tr("Region")));
    m_region->addItems(provider.regions());
    m_region->setCurrentIndex(-1);
    m_region->lineEdit()->setPlaceholderText(tr("Choose or type, for example %1").arg(provider.regions().constFirst()));
    m_region->setEditText(m_draft.account.region);
}

void ScopePage::addRomaForm()
{
    m_romaForm = m_fields->addChoice(u"romaRequestForm"_s, tr("ROMA Request Form"));
    m_romaForm->addItem(tr("Current"), u"current"_s);
    m_romaForm->addItem(tr("Legacy"), u"legacy"_s);
    m_romaForm->setCurrentIndex(m_draft.account.romaRequestForm == "legacy"_L1 ? 1 : 0);
    setPlainToolTip(m_romaForm, tr("Partner regions and private clouds may still need the older form."));
}

/// Only ROMA's contract knows two forms of the same request.
bool ScopePage::hasRoma() const
{
    const auto contracts = m_services.registry.contractsOf(m_providerId);
    return std::any_of(contracts.cbegin(), contracts.cend(), [](const KindContract *contract) {
        return contract->kind().id.contains(".roma."_L1);
    });
}

Account ScopePage::entered() const
{
    Account account = m_draft.account;
    account.region = m_region ? m_fields->value(m_region->lineEdit()) : QString();
    account.projectId = m_project ? m_fields->value(m_project) : QString();
    account.iamEndpoint = m_iamEndpoint ? m_fields->value(m_iamEndpoint) : QString();
    account.serviceEndpoint = m_serviceEndpoint ? m_fields->value(m_serviceEndpoint) : QString();
    account.romaRequestForm = m_romaForm ? m_romaForm->currentData().toString() : QString();
    return account;
}

QString ScopePage::problem() const
{
    if (!m_fields)
        return {};
    const QString problem = m_fields->problem();
    if (!problem.isEmpty())
        return problem;
    // Whether region and endpoint fit together only the provider can tell.
    const Provider *provider = m_services.registry.provider(m_providerId);
    const auto contracts = m_services.registry.contractsOf(m_providerId);
    if (!provider || contracts.isEmpty())
        return {};
    const QList<ApiRequest> requests = contracts.first()->listRequests({});
    const auto base = provider->baseUrl(entered(), requests.value(0).service);
    return base ? QString() : base.error().message;
}

bool ScopePage::validatePage()
{
    m_draft.account = entered();
    stopTest();
    return true;
}

void ScopePage::onChanged()
{
    // What was tested is not what is entered now.
    forgetTest();
    m_test->setEnabled(isComplete());
    Q_EMIT completeChanged();
}

void ScopePage::forgetTest()
{
    stopTest();
    m_steps.clear();
    m_result->setText({});
    m_advice->hide();
}

void ScopePage::startTest()
{
    if (m_testing || !isComplete())
        return;
    m_testing = true;
    const int number = ++m_testNumber;
    m_steps.clear();
    m_advice->hide();
    m_test->setEnabled(false);
    m_result->setColorRole(ColorRole::Muted);
    m_result->setText(tr("Testing…"));
    AccountDraft draft = m_draft;
    draft.account = entered();
    completeCredentials(m_services, draft, this, [this, number](const Result<Credentials> &credentials) {
        if (number == m_testNumber && m_testing)
            test(credentials);
    });
}

void ScopePage::test(const Result<Credentials> &credentials)
{
    if (!credentials) {
        m_steps.addStep(tr("Secret"), false, credentials.error());
        endTest(tr("Failed at: %1.").arg(tr("Secret")), false);
        return;
    }
    m_connection = m_services.connections.openUnsaved(entered(), *credentials);
    if (!m_connection) {
        endTest(tr("This account cannot be tested."), false);
        return;
    }
    m_check = new ConnectionCheck(*m_connection, this);
    connect(m_check, &ConnectionCheck::stepFinished, &m_steps, &ConnectionCheckModel::addStep);
    connect(m_check, &AsyncJob::finished, this, [this, check = m_check.data()] {
        const QString failed = m_steps.failedStep();
        const bool works = check->result().has_value();
        if (failed.isEmpty())
            endTest(works ? tr("All steps passed.") : check->result().error().message, works);
        else if (works)
            endTest(tr("The account works; not in use or not permitted: %1.").arg(failed), true);
        else
            endTest(tr("Failed at: %1.").arg(failed), false);
    });
    m_check->start();
}

void ScopePage::endTest(const QString &sentence, bool passed)
{
    m_testing = false;
    m_check = nullptr;
    m_test->setEnabled(isComplete());
    m_result->setColorRole(passed ? ColorRole::Ok : ColorRole::Danger);
    m_result->setText(sentence);
    const QString advice = m_steps.failedAdvice();
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    m_table->scrollToBottom();
}

void ScopePage::stopTest()
{
    ++m_testNumber;
    m_testing = false;
    delete m_check;
    m_connection.reset();
    if (m_test)
        m_test->setEnabled(isComplete());
}

} // namespace Clearsky

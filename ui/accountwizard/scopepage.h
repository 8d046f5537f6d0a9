// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/connectioncheckmodel.h"
#include "ui/accountwizard/accountdraft.h"
#include "ui/accountwizard/wizardstep.h"

#include <QPointer>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace Clearsky {

class ConnectionCheck;
class FieldForm;
class PlainLabel;

/// Region, project and endpoints, as far as the provider has them, and a test that names the step that fails. The test
/// may be skipped.
class ScopePage final : public WizardStep
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScopePage)

public:
    ScopePage(const AccountServices &services, AccountDraft &draft, QWidget *parent = nullptr);
    ~ScopePage() override;

    void initializePage() override;
    void cleanupPage() override;
    [[nodiscard]] QString problem() const override;
    bool validatePage() override;

private:
    void buildTest();
    void showFields();
    void addRegion(const Provider &provider);
    void addRomaForm();
    [[nodiscard]] bool hasRoma() const;
    [[nodiscard]] Account entered() const;
    void onChanged();
    void forgetTest();
    void startTest();
    void test(const Result<Credentials> &credentials);
    void endTest(const QString &sentence, bool passed);
    void stopTest();

    AccountServices m_services;
    AccountDraft &m_draft;
    QString m_providerId{};   ///< whose fields are shown
    ConnectionCheckModel m_steps{};
    std::unique_ptr<Connection> m_connection{};
    QPointer<ConnectionCheck> m_check{};
    int m_testNumber = 0;     ///< answers to an older test are ignored
    bool m_testing = false;

    QVBoxLayout *m_column = nullptr;
    FieldForm *m_fields = nullptr;
    QComboBox *m_region = nullptr;
    QLineEdit *m_project = nullptr;
    QLineEdit *m_iamEndpoint = nullptr;
    QLineEdit *m_serviceEndpoint = nullptr;
    QComboBox *m_romaForm = nullptr;
    QPushButton *m_test = nullptr;
    PlainLabel *m_result = nullptr;
    PlainLabel *m_advice = nullptr;
    QTableView *m_table = nullptr;
};

} // namespace Clearsky
